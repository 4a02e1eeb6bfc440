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
import { LedgerFailure, type ReadSession } from '../pool.ts'
import { pagedBy, quote, type Table } from '../tables.ts'
import type { Place } from './cursor.ts'
import { isNowIn, type Moment } from './moment.ts'
import { type Sort, type Stretch, stretchesOf } from './order.ts'
import {
  drawn,
  gathered,
  type PageRow,
  plain,
  type Question,
  rangesOf,
  sorted,
  walked,
  within,
} from './ranges.ts'
import { values as valuesFrom } from './view.ts'

/** A count ends here and says *and more*; in a table of many versions sooner, but not of what a filter leaves. */
const TOTAL_MAX = 5000
const TOTAL_MANY = 1000
/** More are never sorted to find a page, whatever else it costs. */
const FEW_MAX = 30_000
const MANY_VERSIONS = 65_536
/** Of what several filters narrow, up to so many are sooner sorted than the first of them met among what one of them leaves. */
const NARROWED_FEW = 500
/** Of so many ranges a whole page of each is sooner read than what is read by its date is read again. */
const DEEP_RANGES = 100

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
    return {
      rows: await inTurn(stretches, limit, (one, count) => plain(question, sort, one, count)),
      total: undefined,
    }
  const ranges = rangesOf(drawers, narrowed)
  const few = fewOf(question, limit)
  const most = Math.max(
    isCounted ? mostOf(question) : 0,
    isOnce(question) ? few : Math.min(few, TOTAL_MAX),
  )
  const walk = { question, sort, stretches, ranges }
  if (most > 0) {
    const gather = { ...walk, stretches: place ? stretches : [] }
    const { rows, total, reach } = await gathered(gather, limit, most)
    if (total <= most) return { rows, total }
    // As many again lie in as much of the rest, about.
    if ((total * ranges.length) / Math.max(reach, 1) <= few)
      return { rows: await sorted(gather, limit), total: null }
  }
  const rows =
    isOnce(question) && ranges.length < DEEP_RANGES
      ? await drawn(walk, limit, limit)
      : await inTurn(stretches, limit, (one, count) => walked({ ...walk, stretches: [one] }, count))
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

/** How many there are; null where there are more than are counted and no exact number was asked for. */
export async function countOf(question: Question, isExact: boolean): Promise<number | null> {
  const { session, tables, where, values, drawers } = question
  const most = mostOf(question)
  const { list, add } = valuesFrom(values)
  const rows = drawers
    ? within(question, rangesOf(drawers, question.narrowed), add)
    : `select from ${tables} where ${where.join(' and ')}`
  const [row] = await session.query<{ total: number }>(
    `select count(*) as total from (${rows} ${isExact ? '' : `limit ${most + 1}`}) found`,
    list,
  )
  const total = row?.total ?? 0
  return !isExact && total > most ? null : total
}
