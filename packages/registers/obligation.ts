/**
 * Obligation: something somebody owes the mission or the mission owes, with the day it falls due where one is known:
 * a payment, a reimbursement, a renewal, a relief of tours. It stays open until it is settled or let go.
 */
import { choice, count, line, money, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds, precisions } from './grounds.ts'
import { obligating } from './spending.ts'
import { uses } from './uses.ts'

const keepers = [
  'finance',
  'contributorFinance',
  'legal',
  'forceGeneration',
  'chief',
  'importer',
] as const

export const obligation = register({
  name: 'obligation',
  title: 'Obligation',
  plural: 'Obligations',
  about: 'What is owed and by when: payments, reimbursements, pay, renewals, reliefs, reports.',
  desk: 'funds',
  controller: 'mission',
  basis: 'contract',
  retention: { months: 120, after: ['settled', 'dropped'] },
  label: 'partner',
  within: 'contributor',
  caption: ['title'],
  featured: ['title', 'kind', 'dueOn', 'openSince', 'amount', 'state'],
  sort: { by: 'dueOn' },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    kind: choice(
      z.enum([
        'payment',
        'reimbursement',
        'pay',
        'renewal',
        'relief',
        'arrival',
        'support',
        'report',
        'review',
        'other',
      ]),
      { title: 'Kind' },
    ),
    owedBy: ref('organisation', { title: 'Owed by', optional: true }),
    owedTo: ref('organisation', { title: 'Owed to', optional: true }),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    amount: money({ title: 'Amount', optional: true }),
    persons: count(z.int().nonnegative().max(1_000_000).optional(), {
      title: 'Persons',
      unit: 'persons',
    }),
    precision: choice(z.enum(precisions).optional(), { title: 'Precision' }),
    dueOn: when(z.string().optional(), { title: 'Due' }),
    openSince: when(z.string().optional(), { title: 'Open since' }),
    settledOn: when(z.string().optional(), { title: 'Settled' }),
    allotment: ref('allotment', {
      title: 'Charged to',
      help: 'Without one it is owed and not provided for, and nothing can be paid on it.',
      optional: true,
    }),
    use: choice(z.enum(uses).optional(), { title: 'Use' }),
    obligatedOn: when(z.string().optional(), { title: 'Obligated on' }),
    ...grounds,
  },

  states: ['open', 'settled', 'dropped'],
  enters: { by: keepers, ...obligating },
  amends: { by: keepers, ...obligating },
  transitions: {
    settle: {
      from: 'open',
      to: 'settled',
      by: keepers,
      takes: ['settledOn', 'claims', 'events', 'note'],
      reason: true,
    },
    drop: {
      from: 'open',
      to: 'dropped',
      by: ['chief', 'legal', 'importer'],
      takes: ['note'],
      reason: true,
    },
    reopen: {
      from: ['settled', 'dropped'],
      to: 'open',
      by: keepers,
      takes: ['openSince', 'dueOn', 'claims', 'events', 'note'],
      reason: true,
      title: 'Open again',
      ...obligating,
    },
  },
})
