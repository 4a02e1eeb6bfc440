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
  type Add,
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
const FEW_MAX = 30_000
const MANY_VERSIONS = 65_536
/** Of what several filters narrow, up to so many are sooner sorted than the first of them met among what one of them leaves. */
const NARROWED_FEW = 500

/** Of so many ranges a whole page of each is sooner read than what is read by its date is read again. */
const DEEP_RANGES = 100
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

/** How many there are: null where there are more than were counted; undefined where finding the page did not tell. */
export type Total = number | null | undefined

/**
 * The page, and how many there are when that is asked for. So many as are counted are sorted out of whatever index the filter has,
 * and that is the page; of more, those are met in the order asked for, unless sorting a few more is sooner done.
 */
export async function pageOf(
  question: Question,
  sort: Sort,
  place: Place | undefined,
  limit: number,
  isCounted: boolean,
): Promise<{ rows: PageRow[]; total: Total }> {
  const { drawers, narrowed } = question
  const stretches = stretchesOf(sort, place)
  if (!drawers)
    return { rows: await inTurn(stretches, limit, plain(question, sort)), total: undefined }
  const ranges = rangesOf(drawers, narrowed)
  const few = fewOf(question, limit)
  const most = Math.max(
    isCounted ? mostOf(question) : 0,
    isOnce(question) ? few : Math.min(few, TOTAL_MAX),
  )
  if (most > 0) {
    const gather = { question, sort, stretches: place ? stretches : [], ranges }
    const { rows, total, reach } = await gathered(gather, limit, most)
    if (total <= most) return { rows, total }
    // As many again lie in as much of the rest, about.
    if ((total * ranges.length) / Math.max(reach, 1) <= few)
      return { rows: await sorted(gather, limit), total: null }
  }
  const rows = await inTurn(stretches, limit, walked(question, sort, ranges))
  return { rows, total: isCounted ? null : undefined }
}

type Find = (stretch: Stretch, count: number) => Promise<PageRow[]>

/** Records that have the value come first, then those without; each stretch is a range of each index. */
async function inTurn(
  stretches: readonly Stretch[],
  limit: number,
  find: Find,
): Promise<PageRow[]> {
  const rows: PageRow[] = []
  for (const one of stretches)
    if (rows.length < limit) rows.push(...(await find(one, limit - rows.length)))
  return rows
}

/** What is read by its date costs as much however few are meant, and is better not read twice. */
const isOnce = ({ since }: Question): boolean => since !== undefined

const filtersOf = ({ where }: Question): number => where.length - 2

/** Up to how many are counted. */
const mostOf = (question: Question): number =>
  filtersOf(question) > 0 || question.versions < MANY_VERSIONS ? TOTAL_MAX : TOTAL_MANY

/** Up to how many that fit a filter are sooner sorted than the first of them met in order. */
const fewOf = (question: Question, count: number): number => {
  const { drawers, versions, narrowed } = question
  if (filtersOf(question) === 0 || !drawers) return 0
  if (narrowed && !isOnce(question)) return filtersOf(question) > 1 ? NARROWED_FEW : 0
  const met = 2 * (count + drawers.length) * Math.max(versions, 0)
  return Math.floor(Math.min(FEW_MAX, Math.sqrt(met)))
}

const rangesOf = (drawers: readonly number[], narrowed: Narrowed | undefined): Range[] =>
  narrowed
    ? drawers.flatMap((drawer) => narrowed.values.map((value) => ({ drawer, value })))
    : drawers.map((drawer) => ({ drawer }))

/** In such an order that the first of them stand for all, since what fits may lie in the latest eras, or the oldest. */
const sampled = (ranges: readonly Range[]): Range[] =>
  ranges
    .map((range, n) => ({ range, turn: (n * GOLDEN) % 1 }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ range }) => range)

const adding =
  (values: unknown[]): Add =>
  (value) =>
    `$${values.push(value)}`

const plain =
  ({ session, tables, where, values }: Question, sort: Sort): Find =>
  (stretch, count) => {
    const given = [...values]
    return session.query<PageRow>(
      `select ${selected(sort)} from ${tables} where ${[...where, ...stretch(adding(given))].join(' and ')}
       ${orderBy(sort, ...keysOf(sort))} limit ${count}`,
      given,
    )
  }

/** What lies in the ranges, of each what `each` leaves, and what is read by its date. `range`: in which it lies, from 1; in none: 0. */
function within(
  { tables, where, since, narrowed }: Question,
  ranges: readonly Range[],
  add: Add,
  columns: string,
  conditions: readonly string[],
  each: string,
): string {
  const found = (range: string, ...more: string[]): string =>
    `select ${columns}${range} as range from ${tables} where ${[...where, ...conditions, ...more].join(' and ')}`
  const lists = [`${add(ranges.map(({ drawer }) => drawer))}::int4[]`]
  const names = ['drawer']
  const isIn = ['b.drawer = d.drawer']
  if (narrowed) {
    lists.push(`${add(ranges.map(({ value }) => value))}::${narrowed.type}[]`)
    names.push('value')
    isIn.push(`${narrowed.expression} = d.value`)
  }
  const early =
    since === undefined
      ? ''
      : `union all (${found('0', `b.at_from >= ${add(printInstant(since))}::timestamptz`)} offset 0)`
  return `select y.* from unnest(${lists.join(', ')}) with ordinality as d (${names.join(', ')}, nth)
    cross join lateral (${found('d.nth', ...isIn)} ${each}) y ${early}`
}

type Gather = {
  question: Question
  sort: Sort
  stretches: readonly Stretch[]
  ranges: readonly Range[]
}

/** What fits of all the stretches, and the order of it. */
function gathering({ question, sort, stretches, ranges }: Gather, given: unknown[]) {
  const add = adding(given)
  const meant = stretches.map((one) => `(${one(add).join(' and ')})`).join(' or ')
  const keys = orderBy(sort, 'x.key', ...(sort.second ? ['x.next'] : []), 'x.record')
  return {
    all: within(
      question,
      ranges,
      add,
      `${selected(sort)}, `,
      meant ? [`(${meant})`] : [],
      'offset 0',
    ),
    order: sort.hasGaps ? keys.replace('order by', 'order by x.key is null,') : keys,
  }
}

/** The first in order of all that fits, were it no more than `most`, and how much it is. `reach`: how many ranges were looked into. */
async function gathered(
  gather: Gather,
  count: number,
  most: number,
): Promise<{ rows: PageRow[]; total: number; reach: number }> {
  const given = [...gather.question.values]
  const { all, order } = gathering({ ...gather, ranges: sampled(gather.ranges) }, given)
  const rows = await gather.question.session.query<DrawnRow & { total: number; reach: number }>(
    `with x as materialized (${all} limit ${most + 1})
     select y.*, t.* from (select * from x ${order} limit ${count}) y,
       (select count(*) as total, max(range) as reach from x) t`,
    given,
  )
  const { total, reach } = rows[0] ?? { total: 0, reach: 0 }
  return { rows, total, reach }
}

/** The first in order of all that fits, however much it is. */
async function sorted(gather: Gather, count: number): Promise<PageRow[]> {
  const given = [...gather.question.values]
  const { all, order } = gathering(gather, given)
  return gather.question.session.query(`select x.* from (${all}) x ${order} limit ${count}`, given)
}

/** Walks the ranges in order: of each a few, and of those whose few all came first, as many as the page holds. */
const walked =
  (question: Question, sort: Sort, ranges: readonly Range[]): Find =>
  async (stretch, count) => {
    const isDeep = isOnce(question) && ranges.length < DEEP_RANGES
    const depth = isDeep ? count : Math.min(count, 2 + Math.floor((2 * count) / ranges.length))
    const rows = await drawn(question, sort, stretch, count, ranges, depth)
    const of = Map.groupBy(rows, ({ range }) => range)
    // A range all of whose rows came first may hold more that do; the others cannot.
    const isWhole =
      depth === count || ![...of].some(([range, { length }]) => range > 0 && length === depth)
    if (isWhole) return rows
    const again = [...of.keys()].flatMap((range) => ranges[range - 1] ?? [])
    return drawn(question, sort, stretch, count, again, count)
  }

/** The first of what lies in the ranges, of each at most `depth` in order. */
async function drawn(
  question: Question,
  sort: Sort,
  stretch: Stretch,
  count: number,
  ranges: readonly Range[],
  depth: number,
): Promise<DrawnRow[]> {
  const { session, values, narrowed } = question
  const given = [...values]
  const add = adding(given)
  const inner = [...(narrowed ? [narrowed.expression] : []), ...keysOf(sort)]
  const each = `${orderBy(sort, ...inner)} limit ${depth}`
  const all = within(question, ranges, add, `${selected(sort)}, `, stretch(add), each)
  const [, rows] = await Promise.all([
    // The four bounds of a moment seem to leave next to nothing of a drawer, and then any index seems as good as the one in order.
    session.query('set local enable_sort = off'),
    session.query<DrawnRow>(
      `select x.* from (${all}) x
       ${orderBy(sort, 'x.key', ...(sort.second ? ['x.next'] : []), 'x.record')} limit ${count}`,
      given,
    ),
    session.query('set local enable_sort = on'),
  ])
  return rows
}

/** How many there are; null where there are more than are counted and no exact number was asked for. */
export async function countOf(question: Question, isExact: boolean): Promise<number | null> {
  const { session, tables, where, values, drawers } = question
  const most = mostOf(question)
  const given = [...values]
  const rows = drawers
    ? within(question, rangesOf(drawers, question.narrowed), adding(given), '', [], 'offset 0')
    : `select from ${tables} where ${where.join(' and ')}`
  const [row] = await session.query<{ total: number }>(
    `select count(*) as total from (${rows} ${isExact ? '' : `limit ${most + 1}`}) found`,
    given,
  )
  const total = row?.total ?? 0
  return !isExact && total > most ? null : total
}
