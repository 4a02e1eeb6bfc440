/**
 * Log renewal: the record had lost what a checkpoint was signed for, so that a new log was opened. The first entry of that
 * log, by `konbit log renew`: it names the last checkpoint of the old one. Why, and what was lost, is its reason.
 */
import { code, count, register } from '@konbit/model'
import { z } from 'zod'

const name = z.string().min(1).max(200)
const root = z.string().length(44)

export const logRenewal = register({
  name: 'logRenewal',
  title: 'Log renewal',
  plural: 'Log renewals',
  about: 'New logs, each opened because the record had lost entries that were signed.',
  desk: 'access',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'It tells for ever why a checkpoint of the old log has no successor.' },
  label: 'public',
  caption: ['origin'],
  featured: ['origin', 'formerOrigin', 'formerSize'],

  fields: {
    origin: code(name, { title: 'New log', unique: true }),
    formerOrigin: code(name.optional(), { title: 'Former log' }),
    formerSize: count(z.int().nonnegative().optional(), {
      title: 'Entries in its last checkpoint',
      unit: 'entries',
    }),
    formerRoot: code(root.optional(), { title: 'Root of its last checkpoint' }),
    heldSize: count(z.int().nonnegative(), { title: 'Entries that the record still held' }),
  },

  enters: { by: ['registrar'], reason: true },
  amends: { by: ['registrar'], takes: [] },
})
