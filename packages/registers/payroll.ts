/**
 * Payroll: what one component of pay comes to for the people of a contributor in one month, step by step: due, funded, sent
 * to the state, paid by it to the officers, confirmed. What one officer says was not paid is a pay dispute.
 */
import { type Beside, choice, code, count, flag, money, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const mission = ['finance', 'chief', 'importer'] as const
const state = ['contributorFinance', 'contributorOfficer', 'importer'] as const
const told = ['claims', 'events', 'note'] as const

export const payroll = register({
  name: 'payroll',
  title: 'Pay run',
  plural: 'Pay runs',
  about:
    'Pay of a contributor’s (T/PCC’s) people by component and month: due, funded, sent, paid, confirmed.',
  desk: 'people',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 120, after: ['confirmed', 'cancelled'] },
  label: 'partner',
  within: 'contributor',
  caption: ['month', 'payPart', 'contributor'],
  featured: ['contributor', 'month', 'payPart', 'persons', 'amount', 'dueOn', 'state'],
  sort: { by: 'dueOn', descending: true },

  fields: {
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    month: code(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2025-05'), {
      title: 'Month',
    }),
    payPart: choice(z.enum(['missionAllowance', 'hazard', 'leave', 'other']), {
      title: 'Component',
    }),
    amount: money({ title: 'Amount' }),
    dueOn: when(z.string(), { title: 'Due' }),
    contingent: ref('contingent', { title: 'Contingent', optional: true }),
    persons: count(z.int().nonnegative().max(1_000_000).optional(), {
      title: 'Persons',
      unit: 'persons',
    }),
    fundedOn: when(z.string().optional(), { title: 'Funded' }),
    sentOn: when(z.string().optional(), { title: 'Sent to the state' }),
    paidOn: when(z.string().optional(), { title: 'Paid' }),
    confirmedOn: when(z.string().optional(), { title: 'Confirmed' }),
    despiteDisputes: flag(z.boolean().optional(), {
      title: 'Despite open disputes',
      help: 'Said on purpose: the run is confirmed, and what is disputed stays open.',
    }),
    ...grounds,
  },

  states: ['due', 'funded', 'sent', 'paid', 'disputed', 'confirmed', 'cancelled'],
  enters: {
    by: ['finance', 'contributorFinance', 'importer'],
    takes: ['contributor', 'month', 'payPart', 'amount', 'dueOn', 'contingent', 'persons', ...told],
  },
  amends: {
    by: mission,
    takes: ['amount', 'dueOn', 'contingent', 'persons', ...told],
  },
  transitions: {
    fund: {
      from: 'due',
      to: 'funded',
      by: mission,
      takes: ['fundedOn', ...told],
      needs: ['fundedOn'],
    },
    send: {
      from: ['due', 'funded'],
      to: 'sent',
      by: mission,
      takes: ['sentOn', ...told],
      needs: ['sentOn'],
    },
    pay: { from: 'sent', to: 'paid', by: state, takes: ['paidOn', ...told], needs: ['paidOn'] },
    dispute: {
      from: ['paid', 'confirmed'],
      to: 'disputed',
      by: state,
      takes: told,
      reason: true,
    },
    confirm: {
      from: ['paid', 'disputed'],
      to: 'confirmed',
      by: state,
      takes: ['confirmedOn', 'despiteDisputes', ...told],
      needs: ['confirmedOn'],
      asks: {
        disputes: {
          register: 'payDispute',
          state: ['open'],
          match: { payroll: '$record' },
          take: [],
          sum: '$record',
        },
      },
      unless: disputesStand,
    },
    cancel: { from: ['due', 'funded'], to: 'cancelled', by: mission, takes: told, reason: true },
  },
})

type Told = Readonly<Record<string, unknown>>

function disputesStand(_now: Told, input: Told, beside?: Beside): string | undefined {
  return input.despiteDisputes !== true && (beside?.rows.disputes?.length ?? 0) > 0
    ? 'Disputes of officers are open on this run: settle them, or say that it is confirmed despite them.'
    : undefined
}
