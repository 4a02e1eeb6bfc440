/**
 * Receipt: money of one contribution that arrived in the mission's account, in the currency of that account. What is said
 * to be coming is the contribution's own; what it is set aside for is an allotment.
 */
import { code, money, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['finance', 'importer'] as const

export const receipt = register({
  name: 'receipt',
  title: 'Money received',
  plural: 'Money received',
  about: 'Money of a contribution that arrived in the account, and what the channel kept.',
  desk: 'funds',
  controller: 'mission',
  basis: 'legalObligation',
  retention: {
    permanent: 'Money given for a public task stays accountable; it names bodies and no person.',
  },
  label: 'partner',
  caption: ['contribution', 'amount'],
  featured: ['contribution', 'amount', 'receivedOn', 'state'],
  sort: { by: 'receivedOn', descending: true },

  fields: {
    contribution: ref('contribution', { title: 'Contribution' }),
    amount: money({ title: 'Amount' }),
    receivedOn: when(z.string(), { title: 'Received on' }),
    valueDate: when(z.string().optional(), { title: 'Value date' }),
    amountSent: money({
      title: 'Amount as sent',
      help: 'In the currency of the donor, where the bank changed it.',
      optional: true,
    }),
    feesKept: money({ title: 'Fees kept', optional: true }),
    bankCode: code(z.string().max(60).optional(), { title: 'Reference of the bank' }),
    ...grounds,
  },

  states: ['received', 'returned'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    giveBack: {
      from: 'received',
      to: 'returned',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
      title: 'Give back',
    },
  },
})
