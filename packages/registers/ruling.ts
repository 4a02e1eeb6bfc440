/**
 * Ruling: what a person decides about a group of rival statements against the rule that found it: that some belong
 * together, or that they do not. It changes no statement and can be undone.
 */
import { choice, prose, refs, register } from '@konbit/model'
import { z } from 'zod'

export const ruling = register({
  name: 'ruling',
  title: 'Ruling',
  plural: 'Rulings',
  about: 'Decisions that rival statements speak of one thing, or of different things.',
  desk: 'sources',
  label: 'public',
  caption: ['decides'],
  featured: ['decides', 'claims', 'state'],

  fields: {
    decides: choice(z.enum(['merge', 'split']), { title: 'Decides' }),
    claims: refs('claim', { title: 'Statements' }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['standing', 'undone'],
  enters: { by: ['editor', 'watch', 'chief', 'importer'], needs: ['claims'] },
  amends: { by: ['editor', 'watch', 'chief', 'importer'], takes: ['note'] },
  transitions: {
    undo: {
      from: 'standing',
      to: 'undone',
      by: ['editor', 'watch', 'chief', 'importer'],
      takes: ['note'],
      reason: true,
    },
    restore: {
      from: 'undone',
      to: 'standing',
      by: ['editor', 'watch', 'chief', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
