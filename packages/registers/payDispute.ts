/**
 * Pay dispute: what one officer says was not paid, or not in full, out of one pay run. It stays open until it is upheld,
 * refused or withdrawn; nobody is paid or unpaid by it alone.
 */
import { money, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const askers = ['officer', 'contributorOfficer', 'importer'] as const
const judges = ['contributorFinance', 'finance', 'importer'] as const

export const payDispute = register({
  name: 'payDispute',
  title: 'Pay dispute',
  plural: 'Pay disputes',
  about: 'What officers say was not paid to them out of a pay run, and what came of it.',
  desk: 'people',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 120, after: ['upheld', 'refused', 'withdrawn'] },
  label: 'mission',
  within: 'contributor',
  caption: ['payroll', 'officer'],
  featured: ['payroll', 'officer', 'amount', 'statedOn', 'state'],
  sort: { by: 'statedOn', descending: true },

  fields: {
    payroll: ref('payroll', { title: 'Pay run' }),
    officer: ref('person', { title: 'Officer' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    statedOn: when(z.string(), { title: 'Stated on' }),
    amount: money({ title: 'Amount', optional: true }),
    why: prose(z.string().max(2000).optional(), { title: 'What was not paid' }),
    answer: prose(z.string().max(2000).optional(), { title: 'Answer' }),
    ...grounds,
  },

  states: ['open', 'upheld', 'refused', 'withdrawn'],
  enters: { by: askers },
  amends: { by: askers, takes: ['amount', 'why', 'claims', 'events', 'note'] },
  transitions: {
    uphold: {
      from: 'open',
      to: 'upheld',
      by: judges,
      takes: ['answer', 'claims', 'events', 'note'],
    },
    refuse: {
      from: 'open',
      to: 'refused',
      by: judges,
      takes: ['answer', 'claims', 'events', 'note'],
      reason: true,
    },
    withdraw: { from: 'open', to: 'withdrawn', by: askers, takes: ['note'] },
  },
})
