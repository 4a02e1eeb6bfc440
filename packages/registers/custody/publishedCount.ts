/**
 * Published count: what custody and the care unit published before there was one way for all: a count of one cell on one day.
 * Read for ever and entered no more: what is published now is a published figure.
 */
import {
  type Ask,
  addDays,
  code,
  count,
  line,
  register,
  spanOf,
  type Unless,
  when,
} from '@konbit/model'
import { z } from 'zod'
import { countingRules } from '../accountability/released.ts'
import { grounds } from '../grounds.ts'

const by = ['custodyOfficer', 'careOfficer', 'legal', 'hostLiaison', 'importer'] as const
const { daysOld, daysApart } = countingRules

const asks: Readonly<Record<string, Ask>> = {
  before: {
    register: 'publishedCount',
    state: ['published'],
    match: { figure: 'figure' },
    take: ['asOn'],
  },
}
const last = (value: unknown): string =>
  typeof value === 'string' ? (spanOf(value)?.last ?? '') : ''

const isNear = (one: string, other: string): boolean =>
  one > addDays(other, -daysApart) && one < addDays(other, daysApart)

const old: Unless = (_now, input, beside) => {
  if (!beside) return undefined
  const on = last(input.asOn)
  if (on > addDays(beside.day, -daysOld))
    return `A count is published when it is ${daysOld} days old, not before.`
  return (beside.rows.before ?? []).some((one) => isNear(last(one.asOn), on))
    ? 'That figure is published for a day less than four weeks away: two releases could be subtracted.'
    : undefined
}

export const publishedCount = register({
  name: 'publishedCount',
  title: 'Published count',
  plural: 'Published counts',
  about:
    'Counts that custody or the care unit published before published figures took their place: seven days old, small cells hidden.',
  desk: 'custody',
  controller: 'joint',
  basis: 'mandate',
  retention: { permanent: 'It is a count that was published, and speaks of no single person.' },
  label: 'public',
  caption: ['figure', 'asOn'],
  featured: ['figure', 'asOn', 'countValue', 'saidBy', 'state'],
  sort: { by: 'asOn', descending: true },

  fields: {
    figure: code(
      z.string().regex(/^[a-z][a-zA-Z0-9]*(\.[a-zA-Z0-9]+){1,2}$/, 'such as care.admitted'),
      {
        title: 'Figure',
      },
    ),
    asOn: when(z.string(), { title: 'As on' }),
    countValue: count(z.int().nonnegative().optional(), {
      title: 'Count',
      help: 'None: hidden, since it is small or would give a small one away.',
    }),
    smallestCell: count(z.int().min(2).max(100), { title: 'Smallest cell shown' }),
    saidBy: line(z.string().max(200).optional(), { title: 'Said by' }),
    statementDigest: code(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal')
        .optional(),
      {
        title: 'Digest of the signed statement',
      },
    ),
    ...grounds,
  },

  states: ['published', 'withdrawn'],
  enters: { by: ['importer'], asks, unless: old },
  amends: { by, takes: ['saidBy'] },
  transitions: {
    withdraw: { from: 'published', to: 'withdrawn', by, takes: [], reason: true },
  },
})
