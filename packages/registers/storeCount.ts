/**
 * Count of controlled stores: what two different people counted of one kind at one base, against what the record holds. A
 * difference opens a case, which nobody who counted may settle. Stock that is used up has movements instead.
 */
import { choice, code, count, prose, ref, register, type Unless, when } from '@konbit/model'
import { z } from 'zod'
import { storeKinds } from './equipment.ts'
import { grounds } from './grounds.ts'

const counters = ['stores', 'base', 'inspector', 'fleet', 'importer'] as const

const agrees: Unless = (now, input) =>
  input.countedAgain === now.counted && now.counted === now.expected
    ? undefined
    : 'The counts and what is expected are not the same: report the difference.'

const differs: Unless = (now, input) =>
  agrees(now, input) ? undefined : 'The counts agree with what is expected: confirm them.'

export const storeCount = register({
  name: 'storeCount',
  title: 'Count of stores',
  plural: 'Counts of stores',
  about: 'Counts of controlled stores by two people; a difference is a case that another settles.',
  desk: 'logistics',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 120, after: ['counted', 'settled'] },
  label: 'mission',
  caption: ['storeKind', 'countedOn'],
  featured: ['base', 'storeKind', 'countedOn', 'expected', 'counted', 'countedAgain', 'state'],
  sort: { by: 'countedOn', descending: true },

  fields: {
    base: ref('site', { title: 'Base' }),
    storeKind: choice(z.enum(storeKinds), { title: 'Kind' }),
    countedOn: when(z.string(), { title: 'Counted' }),
    expected: count(z.int().nonnegative().max(10_000_000), { title: 'Expected', unit: 'items' }),
    counted: count(z.int().nonnegative().max(10_000_000), { title: 'First count', unit: 'items' }),
    countedAgain: count(z.int().nonnegative().max(10_000_000).optional(), {
      title: 'Second count',
      unit: 'items',
    }),
    contingent: ref('contingent', { title: 'Contingent', optional: true }),
    firstCounter: code(z.string().max(80).optional(), { title: 'First counter' }),
    secondCounter: code(z.string().max(80).optional(), { title: 'Second counter' }),
    settledBy: code(z.string().max(80).optional(), { title: 'Settled by' }),
    outcome: choice(
      z.enum(['found', 'countedWrong', 'recordWrong', 'lost', 'stolen', 'unknown']).optional(),
      { title: 'Outcome' },
    ),
    inquiry: prose(z.string().max(4000).optional(), { title: 'Inquiry', label: 'restricted' }),
    ...grounds,
  },

  states: ['drafted', 'counted', 'differs', 'settled'],
  enters: {
    by: counters,
    takes: [
      'base',
      'storeKind',
      'countedOn',
      'expected',
      'counted',
      'contingent',
      'claims',
      'events',
      'note',
    ],
    signs: 'firstCounter',
  },
  amends: { by: counters, takes: ['inquiry', 'claims', 'events', 'note'] },
  transitions: {
    confirm: {
      from: 'drafted',
      to: 'counted',
      by: counters,
      takes: ['countedAgain', 'note'],
      needs: ['countedAgain'],
      signs: 'secondCounter',
      apartFrom: ['firstCounter'],
      unless: agrees,
    },
    reportDifference: {
      from: 'drafted',
      to: 'differs',
      by: counters,
      takes: ['countedAgain', 'inquiry', 'note'],
      needs: ['countedAgain'],
      signs: 'secondCounter',
      apartFrom: ['firstCounter'],
      title: 'Report a difference',
      unless: differs,
    },
    settle: {
      from: 'differs',
      to: 'settled',
      by: ['board', 'chief', 'inspector', 'stores', 'importer'],
      takes: ['outcome', 'inquiry', 'note'],
      needs: ['outcome'],
      reason: true,
      signs: 'settledBy',
      apartFrom: ['firstCounter', 'secondCounter'],
    },
  },
})
