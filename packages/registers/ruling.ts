/**
 * Ruling: what a person decides about a group of rival statements against the rule that found it: that some belong
 * together, or that they do not. It changes no statement and can be undone.
 */
import { choice, code, prose, refs, register } from '@konbit/model'
import { z } from 'zod'

export const ruling = register({
  name: 'ruling',
  title: 'Ruling',
  plural: 'Rulings',
  about: 'Decisions that rival statements speak of one thing, or of different things.',
  desk: 'sources',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'Why a figure was taken over another must stay answerable.' },
  label: 'public',
  caption: ['decides', 'rivals'],
  featured: ['decides', 'rivals', 'claims', 'state'],

  fields: {
    decides: choice(z.enum(['merge', 'split', 'noDisagreement']), { title: 'Decides' }),
    rivals: code(z.string().min(1).max(200), {
      title: 'Group of rivals',
      help: 'Its id: measure, subject and the moment they disagree about.',
    }),
    joins: code(z.string().max(200).optional(), {
      title: 'Joined by',
      help: 'For merge: the group that joins it.',
    }),
    claims: refs('claim', { title: 'Statements', help: 'For split: those that leave.' }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['standing', 'undone'],
  enters: {
    by: ['editor', 'watch', 'chief', 'importer'],
    unless: (_, { decides, joins, claims }) =>
      decides === 'merge' && !joins
        ? 'To merge, name the group that joins.'
        : decides === 'split' && !(Array.isArray(claims) && claims.length > 0)
          ? 'To split, name the statements that leave.'
          : undefined,
  },
  amends: { by: ['editor', 'watch', 'chief', 'importer'], takes: ['note'] },
  transitions: {
    undo: {
      from: 'standing',
      to: 'undone',
      by: ['editor', 'watch', 'chief', 'importer'],
      takes: ['note'],
      reason: true,
    },
    reinstate: {
      from: 'undone',
      to: 'standing',
      by: ['editor', 'watch', 'chief', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
