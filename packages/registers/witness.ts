/**
 * Witness: somebody outside who signs the checkpoints of the log that they could prove to follow from the one before. What
 * each signed last stands on the page of the log; this says whose signatures are taken, and since when they are not.
 */
import { code, line, ref, register } from '@konbit/model'
import { z } from 'zod'

export const witness = register({
  name: 'witness',
  title: 'Witness',
  plural: 'Witnesses',
  about: 'Outsiders who sign checkpoints of the log, each with the key that their signatures bear.',
  desk: 'access',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'A cosignature is checked against the key of its witness for ever.' },
  label: 'public',
  caption: ['title'],
  featured: ['title', 'organisation', 'state'],
  sort: { by: 'title' },

  fields: {
    title: line(z.string().min(1).max(80), {
      title: 'Known as',
      help: 'The body that witnesses, not a person.',
    }),
    organisation: ref('organisation', { title: 'Organisation', optional: true }),
    verifierKey: code(
      // Witnesses sign with algorithm 4 of C2SP signed-note, so the key begins with that byte.
      z
        .string()
        .max(300)
        .regex(
          /^[^\s+]+\+[0-9a-f]{8}\+B[A-P][A-Za-z0-9+/]{42}$/,
          'a verifier key as konbit witness prints it: name+hash+key',
        ),
      { title: 'Verifier key', unique: true, help: 'The line that konbit witness prints.' },
    ),
    contact: line(z.string().max(200).optional(), {
      title: 'Contact',
      label: 'mission',
      help: 'Whom to ask when a checkpoint is not signed: an office, not a person.',
    }),
  },

  states: ['active', 'retired'],
  enters: { by: ['registrar'], takes: ['title', 'organisation', 'verifierKey', 'contact'] },
  amends: { by: ['registrar'], takes: ['title', 'organisation', 'contact'] },
  transitions: {
    retire: { from: 'active', to: 'retired', by: ['registrar'], takes: [], reason: true },
  },
})
