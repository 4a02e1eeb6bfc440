/**
 * Allotment: money that has arrived, set aside for one use within what its donor allows. Who it is owed to is an obligation.
 */
import { choice, line, money, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { allotting } from './spending.ts'
import { uses } from './uses.ts'

const keepers = ['finance', 'importer'] as const

export const allotment = register({
  name: 'allotment',
  title: 'Allotment',
  plural: 'Allotments',
  about: 'Money received that is set aside for one use.',
  desk: 'funds',
  controller: 'mission',
  basis: 'legalObligation',
  retention: {
    permanent: 'Money given for a public task stays accountable; it names bodies and no person.',
  },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'contribution', 'use', 'amount', 'allottedOn', 'state'],
  sort: { by: 'allottedOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    contribution: ref('contribution', { title: 'Contribution' }),
    use: choice(z.enum(uses), { title: 'Use' }),
    amount: money({ title: 'Amount' }),
    allottedOn: when(z.string(), { title: 'Allotted on' }),
    ...grounds,
  },

  states: ['standing', 'withdrawn'],
  enters: { by: keepers, ...allotting },
  amends: { by: keepers, ...allotting },
  transitions: {
    withdraw: {
      from: 'standing',
      to: 'withdrawn',
      by: keepers,
      takes: ['note'],
      reason: true,
      asks: {
        owed: {
          register: 'obligation',
          state: ['open'],
          match: { allotment: '$record' },
          take: [],
          sum: '$record',
        },
      },
      unless: (_now, _input, beside) =>
        beside?.rows.owed?.length
          ? 'Something is owed on it: settle that or charge it to another first.'
          : undefined,
    },
  },
})
