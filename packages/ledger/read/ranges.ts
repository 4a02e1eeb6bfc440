/**
 * Ranges of an index: a drawer, or of a drawer what has a value. What lies in them is met in order, a few of each; or all of it is
 * gathered, whatever index it comes by, and sorted.
 */
import { printInstant, type ReadSession } from '../pool.ts'
import { type Key, orderFound, orderThere, type Sort, type Stretch, selected } from './order.ts'
import { type Add, values as valuesFrom } from './view.ts'

const GOLDEN = 0.618_033_988_7

/** A column that has one of these values in all that fits, and beside each of them the order asked for lies in an index. */
export type Narrowed = Key & { values: readonly unknown[] }

/** A list's question: its tables, `b` first, and what of them is meant. */
export type Question = {
  session: ReadSession
  tables: string
  where: readonly string[]
  values: readonly unknown[]
  /** Undefined: not by drawers. */
  drawers: readonly number[] | undefined
  /** What began since then lies in none of the drawers and is read by its date. */
  since: number | undefined
  /** How many versions the table holds, about. */
  versions: number
  narrowed: Narrowed | undefined
}
export type PageRow = { record: string; key: unknown; next: unknown }
export type DrawnRow = PageRow & { range: number }
/** What of an index is walked: a drawer, or of a drawer what has the value. */
export type Range = { drawer: number; value?: unknown }

/** What is looked for: what comes of the stretches, or without any all that fits. */
export type Walk = {
  question: Question
  sort: Sort
  stretches: readonly Stretch[]
  ranges: readonly Range[]
}

export const rangesOf = (drawers: readonly number[], narrowed: Narrowed | undefined): Range[] =>
  narrowed
    ? drawers.flatMap((drawer) => narrowed.values.map((value) => ({ drawer, value })))
    : drawers.map((drawer) => ({ drawer }))

/** In such an order that the first of them stand for all, since what fits may lie in the latest eras, or the oldest. */
const sampled = (ranges: readonly Range[]): Range[] =>
  ranges
    .map((range, n) => ({ range, turn: (n * GOLDEN) % 1 }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ range }) => range)

/** The first of a stretch, out of the table as it is. */
export function plain(
  { session, tables, where, values }: Question,
  sort: Sort,
  stretch: Stretch,
  count: number,
): Promise<PageRow[]> {
  const { list, add } = valuesFrom(values)
  return session.query<PageRow>(
    `select ${selected(sort)} from ${tables} where ${[...where, ...stretch(add)].join(' and ')}
     ${orderThere(sort)} limit ${count}`,
    list,
  )
}

/** As one condition; where one of the lists asks for nothing, none. */
const isAny = (lists: readonly string[][]): string[] =>
  lists.length === 0 || lists.some((one) => one.length === 0)
    ? []
    : [`(${lists.map((one) => `(${one.join(' and ')})`).join(' or ')})`]

/**
 * What lies in the ranges, of each and of each list of conditions what `each` leaves, and what is read by its date. `range`: in which it
 * lies, from 1; in none: 0.
 */
export function within(
  { tables, where, since, narrowed }: Question,
  ranges: readonly Range[],
  add: Add,
  columns: readonly string[] = [],
  conditions: readonly string[][] = [],
  each = 'offset 0',
): string {
  const found = (range: string, ...more: string[]): string =>
    `select ${[...columns, `${range} as range`].join(', ')} from ${tables} where ${[...where, ...more].join(' and ')}`
  const lists = [`${add(ranges.map(({ drawer }) => drawer))}::int4[]`]
  const names = ['drawer']
  const isIn = ['b.drawer = d.drawer']
  if (narrowed) {
    lists.push(`${add(ranges.map(({ value }) => value))}::${narrowed.type}[]`)
    names.push('value')
    isIn.push(`${narrowed.expression} = d.value`)
  }
  const parts = (conditions.length > 0 ? conditions : [[]]).map(
    (
      one,
    ) => `select y.* from unnest(${lists.join(', ')}) with ordinality as d (${names.join(', ')}, nth)
      cross join lateral (${found('d.nth', ...one, ...isIn)} ${each}) y`,
  )
  if (since !== undefined) {
    const isLate = `b.at_from >= ${add(printInstant(since))}::timestamptz`
    parts.push(`(${found('0', ...isAny(conditions), isLate)} offset 0)`)
  }
  return parts.join(' union all ')
}

function allOf({ question, sort, stretches, ranges }: Walk, add: Add): string {
  const meant = isAny(stretches.map((one) => one(add)))
  return within(question, ranges, add, [selected(sort)], [meant])
}

/** The first in order of all that fits, were it no more than `most`, and how much it is. `reach`: how many ranges were looked into. */
export async function gathered(
  walk: Walk,
  count: number,
  most: number,
): Promise<{ rows: PageRow[]; total: number; reach: number }> {
  const { list, add } = valuesFrom(walk.question.values)
  const all = allOf({ ...walk, ranges: sampled(walk.ranges) }, add)
  const rows = await walk.question.session.query<DrawnRow & { total: number; reach: number }>(
    `with x as materialized (${all} limit ${most + 1})
     select y.*, t.* from (select * from x ${orderFound(walk.sort)} limit ${count}) y,
       (select count(*) as total, max(range) as reach from x) t`,
    list,
  )
  const { total, reach } = rows[0] ?? { total: 0, reach: 0 }
  return { rows, total, reach }
}

/** The first in order of all that fits, however much it is. */
export async function sorted(walk: Walk, count: number): Promise<PageRow[]> {
  const { list, add } = valuesFrom(walk.question.values)
  const all = allOf(walk, add)
  return walk.question.session.query(
    `select x.* from (${all}) x ${orderFound(walk.sort)} limit ${count}`,
    list,
  )
}

/** Walks the ranges in order: of each a few, and of those whose few all came first, as many as the page holds. */
export async function walked(walk: Walk, count: number): Promise<PageRow[]> {
  const { ranges } = walk
  const depth = Math.min(count, 2 + Math.floor((2 * count) / ranges.length))
  const rows = await drawn(walk, count, depth)
  const of = Map.groupBy(rows, ({ range }) => range)
  // A range all of whose rows came first may hold more that do; the others cannot.
  const isWhole =
    depth === count || ![...of].some(([range, { length }]) => range > 0 && length === depth)
  if (isWhole) return rows
  const again = [...of.keys()].flatMap((range) => ranges[range - 1] ?? [])
  return drawn({ ...walk, ranges: again }, count, count)
}

/** The first in order of what lies in the ranges, of each stretch of each at most `depth`. */
export async function drawn(
  { question, sort, stretches, ranges }: Walk,
  count: number,
  depth: number,
): Promise<DrawnRow[]> {
  const { session, values } = question
  const { list, add } = valuesFrom(values)
  const each = `${orderThere(sort)} limit ${depth}`
  const conditions = stretches.map((one) => one(add))
  const all = within(question, ranges, add, [selected(sort)], conditions, each)
  const [, rows] = await Promise.all([
    // The four bounds of a moment seem to leave next to nothing of a drawer, and then any index seems as good as the one in order.
    session.query('set local enable_sort = off'),
    session.query<DrawnRow>(`select x.* from (${all}) x ${orderFound(sort)} limit ${count}`, list),
    session.query('set local enable_sort = on'),
  ])
  return rows
}
