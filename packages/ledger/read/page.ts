/**
 * One page of a list, at any moment: from each drawer that can hold something of the moment a few rows in the order asked
 * for, and of those the first. Every drawer is a range of one index, so a page costs much the same now as in the past,
 * whatever the order. What has no such order, and a table of few rows, is read as it is and sorted.
 */
import {
  drawersOf,
  drawersOfNow,
  earlyOf,
  era,
  NOW_DRAWERS_END,
  PASSED_DRAWERS,
} from '../drawers.ts'
import { LedgerFailure, printInstant, type ReadSession } from '../pool.ts'
import { pagedBy, quote, type Table } from '../tables.ts'
import type { Place } from './cursor.ts'
import { isNowIn, type Moment } from './moment.ts'
import {
  type Key,
  keysOf,
  orderBy,
  type Sort,
  type Stretch,
  selected,
  stretchesOf,
} from './order.ts'

/** A count ends here and says *and more*; in a table of many versions sooner, but not where it tells how to find a page. */
const TOTAL_MAX = 5000
const TOTAL_MANY = 1000
/** More are never sorted to find a page, whatever else it costs. */
const FEW_MAX = 20_000
const MANY_VERSIONS = 65_536
/** Of what several filters narrow, up to so many are sooner sorted than the first of them met among what one of them leaves. */
const NARROWED_FEW = 500

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
type DrawnRow = PageRow & { range: number }
/** What of an index is walked: a drawer, or of a drawer what has the value. */
type Range = { drawer: number; value?: unknown }

/** Whether the table has an index that keeps each drawer in this order. */
export const isPaged = (table: Table, expression: string): boolean =>
  pagedBy(table).some((column) => expression === `b.${quote(column)}`)

/** The drawers of the moment; undefined where looking into them would cost more than reading the table. Throws when that moved. */
export async function drawersFor(
  session: ReadSession,
  mission: string,
  table: Table,
  moment: Moment,
): Promise<Pick<Question, 'drawers' | 'since' | 'versions'>> {
  const name = quote(table.name)
  const edge = (which: 'min' | 'max', from: number, to: number): string =>
    `(select ${which}(drawer) from ${name} where mission = $1 and drawer >= ${from} and drawer < ${to})`
  const size = session.size ?? 0
  const isNow = isNowIn(moment, session.size)
  const [found] = await session.query<{
    versions: number | null
    open: number | null
    openLast: number | null
    replaced: number | null
    passed: number | null
    knownAt: number | null
  }>(
    `select (select reltuples from pg_class where oid = $2::regclass) as versions, known_at($1, $3) as "knownAt",
       ${edge('min', 0, NOW_DRAWERS_END)} as open, ${isNow ? edge('max', 0, NOW_DRAWERS_END) : 'null'} as "openLast",
       ${isNow ? 'null' : edge('min', NOW_DRAWERS_END, PASSED_DRAWERS)} as replaced,
       ${isNow ? 'null' : edge('min', PASSED_DRAWERS, 2 * PASSED_DRAWERS)} as passed`,
    [mission, `konbit.${name}`, moment.known],
  )
  // The catalogue is read as of this transaction, the name as of now: the table was made anew in between, and would seem empty.
  if (found?.versions == null)
    throw new LedgerFailure('unavailable', `${table.name} was made anew meanwhile: ask again`)
  const knownAt = found.knownAt ?? Number.NEGATIVE_INFINITY
  const all = isNow
    ? drawersOfNow(found.open, found.openLast)
    : drawersOf({ ...found, knownAt, size }, moment)
  const early = isNow ? undefined : earlyOf(all, Math.min(moment.at, knownAt))
  const { drawers, since } = early ?? { drawers: all, since: undefined }
  const { versions } = found
  const isMany = drawers.length > era.few + versions / 64
  return isMany ? { drawers: undefined, since: undefined, versions } : { drawers, since, versions }
}

/** Records that have the value come first, then those without; each stretch is a range of each index. */
export async function pageOf(
  question: Question,
  sort: Sort,
  place: Place | undefined,
  limit: number,
  total: number | null,
): Promise<PageRow[]> {
  const { values, where, drawers, narrowed } = question
  const ranges = drawers && rangesOf(drawers, narrowed)
  const isFew = total !== null && total < fewOf(question, limit)
  const stretch = async ({ conditions, more }: Stretch, count: number): Promise<PageRow[]> => {
    const ask = { ...question, where: [...where, ...conditions], values: [...values, ...more] }
    if (!ranges) return plain(ask, sort, count)
    if (isFew) return drawn(ask, sort, count, ranges)
    const depth = Math.min(count, 2 + Math.floor((2 * count) / ranges.length))
    const rows = await drawn(ask, sort, count, ranges, depth)
    const of = Map.groupBy(rows, ({ range }) => range)
    // A range all of whose rows came first may hold more that do; the others cannot.
    const isWhole =
      depth === count || ![...of].some(([range, { length }]) => range > 0 && length === depth)
    if (isWhole) return rows
    const again = [...of.keys()].flatMap((range) => ranges[range - 1] ?? [])
    return drawn(ask, sort, count, again, count)
  }
  const rows: PageRow[] = []
  for (const one of stretchesOf(sort, place, values.length))
    if (rows.length < limit) rows.push(...(await stretch(one, limit - rows.length)))
  return rows
}

/** Up to how many that fit a filter are sooner sorted, by whatever index the filter has, than the first of them met in order. */
const fewOf = (question: Question, count: number): number => {
  const { where, drawers, versions, narrowed } = question
  const filters = where.length - 2
  if (filters === 0 || !drawers) return 0
  if (narrowed) return filters > 1 ? NARROWED_FEW : 0
  return Math.min(FEW_MAX, Math.sqrt(((count + drawers.length) * Math.max(versions, 0)) / 2))
}

const rangesOf = (drawers: readonly number[], narrowed: Narrowed | undefined): Range[] =>
  narrowed
    ? drawers.flatMap((drawer) => narrowed.values.map((value) => ({ drawer, value })))
    : drawers.map((drawer) => ({ drawer }))

const plain = (
  { session, tables, where, values }: Question,
  sort: Sort,
  count: number,
): Promise<PageRow[]> =>
  session.query<PageRow>(
    `select ${selected(sort)} from ${tables} where ${where.join(' and ')}
     ${orderBy(sort, ...keysOf(sort))} limit ${count}`,
    values,
  )

/**
 * The first of what lies in the ranges, of each at most `depth` in order; or of everything that fits. `range`: of which, from 1;
 * in none of them: 0.
 */
async function drawn(
  { session, tables, where, values, since, narrowed }: Question,
  sort: Sort,
  count: number,
  ranges: readonly Range[],
  depth?: number,
): Promise<DrawnRow[]> {
  const isWalked = depth !== undefined
  const given = [...values]
  const add = (value: unknown): string => `$${given.push(value)}`
  const found = (range: string, ...more: string[]): string =>
    `select ${selected(sort)}, ${range} as range from ${tables} where ${[...where, ...more].join(' and ')}`
  const lists = [`${add(ranges.map(({ drawer }) => drawer))}::int4[]`]
  const names = ['drawer']
  const within = ['b.drawer = d.drawer']
  if (narrowed) {
    lists.push(`${add(ranges.map(({ value }) => value))}::${narrowed.type}[]`)
    names.push('value')
    within.push(`${narrowed.expression} = d.value`)
  }
  const early =
    since === undefined ? undefined : `b.at_from >= ${add(printInstant(since))}::timestamptz`
  const inner = [...(narrowed ? [narrowed.expression] : []), ...keysOf(sort)]
  const [, rows] = await Promise.all([
    // The four bounds of a moment seem to leave next to nothing of a drawer, and then any index seems as good as the one in order.
    isWalked && session.query('set local enable_sort = off'),
    session.query<DrawnRow>(
      `select x.* from (
         select y.* from unnest(${lists.join(', ')}) with ordinality as d (${names.join(', ')}, nth) cross join lateral (${found('d.nth', ...within)}
           ${isWalked ? `${orderBy(sort, ...inner)} limit ${depth}` : 'offset 0'}) y
         ${early === undefined ? '' : `union all (${found('0', early)} offset 0)`}) x
       ${orderBy(sort, 'x.key', ...(sort.second ? ['x.next'] : []), 'x.record')} limit ${count}`,
      given,
    ),
    isWalked && session.query('set local enable_sort = on'),
  ])
  return rows
}

/** How many there are; null where there are more than are counted and no exact number was asked for. `limit`: of the page. */
export async function countOf(
  question: Question,
  limit: number,
  isExact: boolean,
): Promise<number | null> {
  const { session, tables, where, values, drawers, since, versions } = question
  const most =
    where.length > 2 || versions < MANY_VERSIONS
      ? Math.max(TOTAL_MAX, Math.ceil(fewOf(question, limit)))
      : TOTAL_MANY
  const found = (...more: string[]): string =>
    `select from ${tables} where ${[...where, ...more].join(' and ')}`
  const early =
    since === undefined ? '' : `union all ${found(`b.at_from >= $${values.length + 2}`)}`
  const rows = drawers
    ? `select from unnest($${values.length + 1}::int4[]) as d (drawer) cross join lateral (${found('b.drawer = d.drawer')} offset 0) x ${early}`
    : found()
  const [row] = await session.query<{ total: number }>(
    `select count(*) as total from (${rows} ${isExact ? '' : `limit ${most + 1}`}) found`,
    drawers ? [...values, drawers, ...(since === undefined ? [] : [printInstant(since)])] : values,
  )
  const total = row?.total ?? 0
  return !isExact && total > most ? null : total
}
