/**
 * Lists: a page of a register's records at a moment, filtered and sorted on typed columns, in keyset order. A cursor pins
 * the moment, so pages never shift under writes and no transaction stays open between them.
 */
import {
  type Detail,
  labelOf,
  type Refusal,
  type Register,
  type Registers,
  refuse,
} from '@konbit/model'
import type { MissionFacts } from '../perform.ts'
import { type Pools, printInstant, type ReadSession } from '../pool.ts'
import { defaultSort, quote, sortColumn, tableOf } from '../tables.ts'
import { type Place, parseCursor, printCursor } from './cursor.ts'
import { conditionsOf, type Filter, joins } from './filter.ts'
import { type Moment, momentSql } from './moment.ts'
import { recordsWith, wordsAsked } from './search.ts'
import { type RecordView, values, viewsOf } from './view.ts'

export const PAGE_MAX = 200
const TOTAL_MAX = 10_000

export type ListQuery = {
  register: string
  moment: Moment
  filter?: Filter | undefined
  text?: string | undefined
  /** A field, `state` or `at`; with a minus, the other way round. */
  sort?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
  /** True counts beyond 10,000 too; `none` does not count. */
  total?: boolean | 'none' | undefined
}
export type ListPage = {
  items: RecordView[]
  total: number | null
  next: string | null
  moment: Moment
}

type Sort = {
  expression: string
  type: string
  descending: boolean
  hasGaps: boolean
  print: (value: unknown) => unknown
}

export async function listOf(
  pools: Pools,
  registers: Registers,
  mission: MissionFacts,
  member: string,
  query: ListQuery,
): Promise<ListPage | Refusal> {
  const register = registers.get(query.register)
  if (!register) return refuse('unknown-register')
  const limit = query.limit ?? 50
  if (!Number.isInteger(limit) || limit < 1)
    return refuse('invalid-query', undefined, [{ field: 'limit', needs: 'a whole number from 1' }])
  if (limit > PAGE_MAX)
    return refuse(
      'too-many',
      `A page holds at most ${PAGE_MAX} records; ask for the export to have them all.`,
    )
  const question = [register.name, query.filter ?? {}, query.text ?? '', query.sort ?? '']
  const from =
    query.cursor === undefined ? undefined : parseCursor(mission.secret, question, query.cursor)
  if (query.cursor !== undefined && !from) return refuse('bad-cursor')
  const asked = query.moment
  if (
    from &&
    !asked.isNow &&
    (asked.atText !== from.moment.atText || asked.knownText !== from.moment.knownText)
  )
    return refuse('bad-cursor')
  const moment = from?.moment ?? asked

  return pools.read({ mission: mission.id, member }, async (session) => {
    const { list, add } = values()
    const { aliasOf, joined } = joins(register)
    const sort = sortOf(register, query.sort, aliasOf)
    const conditions = conditionsOf(register, query.filter ?? {}, aliasOf, add)
    if (!sort || isDetails(conditions)) {
      const details = [
        ...(isDetails(conditions) ? conditions : []),
        ...(sort ? [] : [{ field: 'sort', needs: 'a field that sorts, state or at' }]),
      ]
      return refuse('invalid-query', undefined, details)
    }
    const words = wordsAsked(query.text ?? '')
    if (words.length > 0) {
      conditions.push(
        await recordsWith(
          session,
          registers,
          mission.id,
          register.name,
          words,
          moment,
          'b.record',
          add,
        ),
      )
    }
    const where = [
      `b.mission = ${add(mission.id)}`,
      momentSql(moment, session.size, 'b', add),
      ...conditions,
    ]
    const tables = [
      `${quote(tableOf(register, register.label).name)} b`,
      ...joined().map(
        ({ table, alias }) =>
          `left join ${quote(table)} ${alias} on ${alias}.record = b.record and ${alias}.mission = b.mission and ${momentSql(moment, session.size, alias, add)}`,
      ),
    ].join(' ')
    const [rows, total] = await Promise.all([
      pageOf(session, tables, where, list, sort, from?.place, limit + 1),
      query.total === 'none' || from
        ? Promise.resolve(null)
        : countOf(session, tables, where, list, query.total === true),
    ])
    const page = rows.slice(0, limit)
    const views = await viewsOf(
      session,
      registers,
      mission.id,
      page.map(({ record }) => record),
      moment,
    )
    const last = page.at(-1)
    return {
      items: page.flatMap(({ record }) => views.get(record) ?? []),
      total,
      next:
        rows.length > limit && last
          ? printCursor(mission.secret, question, moment, [sort.print(last.key), last.record])
          : null,
      moment,
    }
  })
}

const isDetails = (list: string[] | Detail[]): list is Detail[] => typeof list[0] === 'object'

function sortOf(
  register: Register,
  asked: string | undefined,
  aliasOf: (label: ReturnType<typeof labelOf>) => string,
): Sort | undefined {
  const wanted =
    asked === undefined
      ? defaultSort(register)
      : { by: asked.replace(/^-/, ''), descending: asked.startsWith('-') }
  const plain = {
    hasGaps: false,
    print: (value: unknown) => value,
    descending: wanted?.descending ?? false,
  }
  if (!wanted) return { ...plain, expression: 'b.record', type: 'uuid' }
  if (wanted.by === 'state') return { ...plain, expression: 'b.state', type: 'text' }
  if (wanted.by === 'at')
    return {
      ...plain,
      expression: 'b.at_from',
      type: 'timestamptz',
      print: (value) => printInstant(Number(value)),
    }
  const column = Object.hasOwn(register.fields, wanted.by)
    ? sortColumn(register, wanted.by)
    : undefined
  if (!column) return undefined
  return {
    ...plain,
    hasGaps: true,
    expression: `${aliasOf(labelOf(register, wanted.by))}.${quote(column.name)}`,
    type: column.type,
  }
}

type PageRow = { record: string; key: unknown }

/** Records that have the value come first, then those without; each part is a range of one index. */
async function pageOf(
  session: ReadSession,
  tables: string,
  where: string[],
  list: readonly unknown[],
  sort: Sort,
  place: Place | undefined,
  limit: number,
): Promise<PageRow[]> {
  const { expression, type, descending } = sort
  const direction = descending ? 'desc' : 'asc'
  const sign = descending ? '<' : '>'
  const [key, record] = place ?? []
  const part = (
    conditions: string[],
    extra: unknown[],
    order: string,
    count: number,
  ): Promise<PageRow[]> =>
    session.query<PageRow>(
      `select b.record, ${expression} as key from ${tables} where ${[...where, ...conditions].join(' and ')} order by ${order} limit ${count}`,
      [...list, ...extra],
    )
  const n = list.length
  let rows: PageRow[] = []
  if (place === undefined || key !== null) {
    const conditions = sort.hasGaps ? [`${expression} is not null`] : []
    if (place !== undefined)
      conditions.push(`(${expression}, b.record) ${sign} ($${n + 1}::${type}, $${n + 2}::uuid)`)
    rows = await part(
      conditions,
      place === undefined ? [] : [key, record],
      `${expression} ${direction}, b.record ${direction}`,
      limit,
    )
  }
  if (!sort.hasGaps || rows.length >= limit) return rows
  const isAfter = place !== undefined && key === null
  const gaps = await part(
    [`${expression} is null`, ...(isAfter ? [`b.record ${sign} $${n + 1}::uuid`] : [])],
    isAfter ? [record] : [],
    `b.record ${direction}`,
    limit - rows.length,
  )
  return [...rows, ...gaps]
}

async function countOf(
  session: ReadSession,
  tables: string,
  where: string[],
  list: readonly unknown[],
  isExact: boolean,
): Promise<number | null> {
  const [row] = await session.query<{ total: number }>(
    `select count(*) as total from (select from ${tables} where ${where.join(' and ')} ${isExact ? '' : `limit ${TOTAL_MAX + 1}`}) found`,
    list,
  )
  const total = row?.total ?? 0
  return !isExact && total > TOTAL_MAX ? null : total
}
