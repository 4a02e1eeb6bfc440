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

/** A count ends here and says *and more*; in a table of many versions sooner, but not where it tells how to find a page. */
const TOTAL_MAX = 5000
const TOTAL_MANY = 1000
/** More are never sorted to find a page, whatever else it costs. */
const FEW_MAX = 20_000
const MANY_VERSIONS = 65_536

export type Sort = {
  expression: string
  type: string
  descending: boolean
  hasGaps: boolean
  print: (value: unknown) => unknown
}

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
}
export type PageRow = { record: string; key: unknown }
type DrawnRow = PageRow & { drawer: number }

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

/** Records that have the value come first, then those without; each part is a range of each index. */
export async function pageOf(
  question: Question,
  sort: Sort,
  place: Place | undefined,
  limit: number,
  total: number | null,
): Promise<PageRow[]> {
  const { expression, type, descending } = sort
  const sign = descending ? '<' : '>'
  const [key, record] = place ?? []
  const n = question.values.length
  const part = async (
    conditions: string[],
    extra: unknown[],
    count: number,
  ): Promise<PageRow[]> => {
    const ask = {
      ...question,
      where: [...question.where, ...conditions],
      values: [...question.values, ...extra],
    }
    const order = { key: expression, descending, count }
    const { drawers } = question
    if (!drawers) return plain(ask, order)
    if (total !== null && total < fewOf(question, count))
      return drawn(ask, drawers, order, undefined)
    const depth = Math.min(count, 2 + Math.floor((2 * count) / drawers.length))
    const rows = await drawn(ask, drawers, order, depth)
    const of = Map.groupBy(rows, ({ drawer }) => drawer)
    // A drawer all of whose rows came first may hold more that do; the others cannot.
    const isWhole =
      depth === count || ![...of].some(([drawer, { length }]) => drawer >= 0 && length === depth)
    return isWhole
      ? rows
      : drawn(
          ask,
          [...of.keys()].filter((drawer) => drawer >= 0),
          order,
          count,
        )
  }
  let rows: PageRow[] = []
  if (place === undefined || key !== null) {
    const conditions = sort.hasGaps ? [`${expression} is not null`] : []
    if (place !== undefined)
      conditions.push(`(${expression}, b.record) ${sign} ($${n + 1}::${type}, $${n + 2}::uuid)`)
    rows = await part(conditions, place === undefined ? [] : [key, record], limit)
  }
  if (!sort.hasGaps || rows.length >= limit) return rows
  const isAfter = place !== undefined && key === null
  const gaps = await part(
    [`${expression} is null`, ...(isAfter ? [`b.record ${sign} $${n + 1}::uuid`] : [])],
    isAfter ? [record] : [],
    limit - rows.length,
  )
  return [...rows, ...gaps]
}

/** Up to how many that fit a filter are sooner sorted, by whatever index the filter has, than the first of them met in order. */
const fewOf = ({ where, drawers, versions }: Question, count: number): number =>
  where.length > 2 && drawers
    ? Math.min(FEW_MAX, Math.sqrt(((count + drawers.length) * Math.max(versions, 0)) / 2))
    : 0

type Order = { key: string; descending: boolean; count: number }

/** Where all keys are absent too, since the index is in this order and Postgres does not see that the first part is one. */
const orderBy = ({ descending }: Order, key: string, record: string): string => {
  const direction = descending ? 'desc' : 'asc'
  return `order by ${key} ${direction}, ${record} ${direction}`
}

const plain = ({ session, tables, where, values }: Question, order: Order): Promise<PageRow[]> =>
  session.query<PageRow>(
    `select b.record, ${order.key} as key from ${tables} where ${where.join(' and ')}
     ${orderBy(order, order.key, 'b.record')} limit ${order.count}`,
    values,
  )

/** The first of what lies in the drawers, of each at most `depth` in order; or of everything that fits. In no drawer: -1. */
async function drawn(
  { session, tables, where, values, since }: Question,
  drawers: readonly number[],
  order: Order,
  depth: number | undefined,
): Promise<DrawnRow[]> {
  const isWalked = depth !== undefined
  const found = (drawer: string, more: string): string =>
    `select b.record, ${order.key} as key, ${drawer} as drawer from ${tables} where ${[...where, more].join(' and ')}`
  const [, rows] = await Promise.all([
    // The four bounds of a moment seem to leave next to nothing of a drawer, and then any index seems as good as the one in order.
    isWalked && session.query('set local enable_sort = off'),
    session.query<DrawnRow>(
      `select x.* from (
         select y.* from unnest($${values.length + 1}::int4[]) as d (drawer) cross join lateral (${found('b.drawer', 'b.drawer = d.drawer')}
           ${isWalked ? `${orderBy(order, order.key, 'b.record')} limit ${depth}` : 'offset 0'}) y
         ${since === undefined ? '' : `union all (${found('-1', `b.at_from >= $${values.length + 2}`)} offset 0)`}) x
       ${orderBy(order, 'x.key', 'x.record')} limit ${order.count}`,
      [...values, drawers, ...(since === undefined ? [] : [printInstant(since)])],
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
