/**
 * Refused spending: money that was asked of a contribution and could not be had: for a use its donor does not allow, while it
 * is frozen, or beyond what came in. Entered on purpose, by whoever was refused; a refused command itself leaves no trace.
 */
import { choice, code, line, money, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { refusing } from './spending.ts'
import { uses } from './uses.ts'

const keepers = ['finance', 'importer'] as const

export const refusal = register({
  name: 'refusal',
  title: 'Refused spending',
  plural: 'Refused spending',
  about:
    'Money asked of a contribution that its donor does not let be spent so: what for, and why not.',
  desk: 'funds',
  controller: 'mission',
  basis: 'legalObligation',
  retention: {
    permanent: 'Money given for a public task stays accountable; it names bodies and no person.',
  },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'contribution', 'use', 'amount', 'askedOn', 'state'],
  sort: { by: 'askedOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'What it was for' }),
    contribution: ref('contribution', { title: 'Contribution' }),
    use: choice(z.enum(uses), { title: 'Use' }),
    amount: money({ title: 'Amount' }),
    askedOn: when(z.string(), { title: 'Asked on' }),
    obligation: ref('obligation', { title: 'Obligation', optional: true }),
    enteredBy: code(z.string().max(80).optional(), { title: 'Entered by' }),
    ...grounds,
  },

  states: ['standing', 'answered'],
  enters: {
    by: keepers,
    takes: [
      'title',
      'contribution',
      'use',
      'amount',
      'askedOn',
      'obligation',
      'claims',
      'events',
      'note',
    ],
    signs: 'enteredBy',
    ...refusing,
  },
  amends: { by: keepers, takes: ['obligation', 'claims', 'events', 'note'] },
  transitions: {
    answer: {
      from: 'standing',
      to: 'answered',
      by: keepers,
      takes: ['obligation', 'note'],
      reason: true,
    },
  },
})
