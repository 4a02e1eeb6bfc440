/**
 * Payment: money that left the account for one obligation. What is owed and not paid is the obligation; money sent to a state
 * for its officers is followed further by pay.
 */
import { code, money, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { paying } from './spending.ts'

const keepers = ['finance', 'importer'] as const

export const payment = register({
  name: 'payment',
  title: 'Payment',
  plural: 'Payments',
  about: 'Money that left the account for an obligation, and to whom.',
  desk: 'funds',
  controller: 'mission',
  basis: 'legalObligation',
  retention: {
    permanent: 'Money given for a public task stays accountable; it names bodies and no person.',
  },
  label: 'partner',
  within: 'contributor',
  caption: ['obligation', 'amount'],
  featured: ['obligation', 'amount', 'paidOn', 'payee', 'state'],
  sort: { by: 'paidOn', descending: true },

  fields: {
    obligation: ref('obligation', { title: 'Obligation' }),
    allotment: ref('allotment', { title: 'Charged to' }),
    contribution: ref('contribution', { title: 'Contribution' }),
    amount: money({ title: 'Amount' }),
    paidOn: when(z.string(), { title: 'Paid on' }),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    payee: ref('organisation', { title: 'Paid to', optional: true }),
    valueDate: when(z.string().optional(), { title: 'Value date' }),
    bankCode: code(z.string().max(60).optional(), { title: 'Reference of the bank' }),
    ...grounds,
  },

  states: ['paid', 'returned'],
  enters: { by: keepers, ...paying },
  // A sum that left the account is corrected with a reason, or comes back; it is never amended.
  amends: { by: keepers, takes: ['payee', 'valueDate', 'bankCode', 'claims', 'events', 'note'] },
  transitions: {
    giveBack: {
      from: 'paid',
      to: 'returned',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
      title: 'Come back',
    },
  },
})
