/**
 * Deduction: what is taken off a reimbursement claim by hand, with its reason: an advance, something lent, equipment that was
 * agreed and never came. What an unserviceable day takes off is computed and is no deduction.
 */
import { choice, money, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { ofOneContributor } from './spending.ts'

const under = ofOneContributor('reimbursement', 'reimbursement')
const keepers = ['finance', 'inspector', 'importer'] as const

export const deduction = register({
  name: 'deduction',
  title: 'Deduction',
  plural: 'Deductions',
  about: 'What is taken off a reimbursement claim by hand, and why.',
  desk: 'funds',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 120, after: ['lifted'] },
  label: 'mission',
  within: 'contributor',
  caption: ['kind', 'amount'],
  featured: ['reimbursement', 'kind', 'amount', 'deductedOn', 'state'],

  fields: {
    reimbursement: ref('reimbursement', { title: 'Reimbursement claim' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    kind: choice(
      z.enum(['absentEquipment', 'advance', 'services', 'overpayment', 'damage', 'other']),
      { title: 'Kind' },
    ),
    amount: money({ title: 'Amount', help: 'What is taken off, above zero.' }),
    deductedOn: when(z.string(), { title: 'Taken off on' }),
    why: prose(z.string().max(2000).optional(), { title: 'Why' }),
    agreementLine: ref('agreementLine', { title: 'Line of the agreement', optional: true }),
    ...grounds,
  },

  states: ['standing', 'lifted'],
  enters: {
    by: keepers,
    asks: under.asks,
    unless: (now, input, beside) =>
      (input.amount as { minor: number }).minor > 0
        ? under.unless(now, input, beside)
        : 'What is taken off is above zero: say it without a minus.',
  },
  amends: { by: keepers, takes: ['why', 'claims', 'events', 'note'] },
  transitions: {
    lift: { from: 'standing', to: 'lifted', by: keepers, takes: ['note'], reason: true },
  },
})
