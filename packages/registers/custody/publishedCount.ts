/**
 * Published count: one figure that left a compartment, counted there and at least seven days old. A cell of fewer than five is
 * hidden, and another with it where it could be worked out. It rests on no record that its reader could open.
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
import { grounds } from '../grounds.ts'

const by = ['custodyOfficer', 'careOfficer', 'legal', 'hostLiaison', 'importer'] as const

/** Days that a figure ages before anybody outside is told. */
export const PUBLISHED_AFTER_DAYS = 7

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

/** From one release to the next, so that no single arrival or departure can be read from two. */
const APART_DAYS = 28
const isNear = (one: string, other: string): boolean =>
  one > addDays(other, -APART_DAYS) && one < addDays(other, APART_DAYS)

const old: Unless = (_now, input, beside) => {
  if (!beside) return undefined
  const on = last(input.asOn)
  if (on > addDays(beside.day, -PUBLISHED_AFTER_DAYS))
    return `A count is published when it is ${PUBLISHED_AFTER_DAYS} days old, not before.`
  return (beside.rows.before ?? []).some((one) => isNear(last(one.asOn), on))
    ? 'That figure is published for a day less than four weeks away: two releases could be subtracted.'
    : undefined
}

export const publishedCount = register({
  name: 'publishedCount',
  title: 'Published count',
  plural: 'Published counts',
  about: 'Counts that custody or the care unit published: seven days old, small cells hidden.',
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
  enters: { by, asks, unless: old },
  amends: { by, takes: ['saidBy'] },
  transitions: {
    withdraw: { from: 'published', to: 'withdrawn', by, takes: [], reason: true },
  },
})
