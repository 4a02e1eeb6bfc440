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
import { era } from '../drawers.ts'
import type { MissionFacts } from '../perform.ts'
import { type Pools, printInstant, type ReadSession } from '../pool.ts'
import {
  defaultSort,
  pagedBy,
  quote,
  secondBy,
  sortColumn,
  type Table,
  tableOf,
} from '../tables.ts'
import { parseCursor, printCursor } from './cursor.ts'
import { conditionsOf, type Filter, joins, valuesOf } from './filter.ts'
import { type Moment, momentSql } from './moment.ts'
import type { Sort } from './order.ts'
import { countOf, drawersFor, isPaged, pageOf } from './page.ts'
import type { Narrowed, Question } from './ranges.ts'
import { recordsWith, wordsAsked } from './search.ts'
import { type RecordView, restsOn, type Shown, values, viewsOf } from './view.ts'

export const PAGE_MAX = 200

export type ListQuery = {
  register: string
  moment: Moment
  filter?: Filter | undefined
  text?: string | undefined
  /** A field, `state` or `at`; with a minus, the other way round. */
  sort?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
  /** True counts all of them, however many; `none` does not count. */
  total?: boolean | 'none' | undefined
}
export type ListPage = {
  items: RecordView[]
  total: number | null
  next: string | null
  moment: Moment
}

export const listOf = (
  pools: Pools,
  registers: Registers,
  mission: MissionFacts,
  member: string,
  query: ListQuery,
): Promise<ListPage | Refusal> =>
  pools.read({ mission: mission.id, member }, (session) => {
    const register = registers.get(query.register)
    if (register && wordsAsked(query.text ?? '').length === 0) session.of(restsOn(register))
    return listIn(session, registers, mission, query)
  })

/** Within a reading. `shown`: how much of each record leaves. */
export async function listIn(
  session: ReadSession,
  registers: Registers,
  mission: MissionFacts,
  query: ListQuery,
  shown: Shown = 'whole',
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

  const { list, add } = values()
  const { aliasOf, joined } = joins(register)
  const table = tableOf(register, register.label)
  const sort = sortOf(table, query, aliasOf)
  if (from && sort && from.place.length !== (sort.second ? 3 : 2)) return refuse('bad-cursor')
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
    `${quote(table.name)} b`,
    ...joined().map(
      ({ table, alias }) =>
        `left join ${quote(table)} ${alias} on ${alias}.record = b.record and ${alias}.mission = b.mission and ${momentSql(moment, session.size, alias, add)}`,
    ),
  ].join(' ')
  const surveyed = await drawersFor(session, mission.id, table, moment)
  const drawers =
    words.length === 0 && isPaged(table, sort.expression) ? surveyed.drawers : undefined
  const narrowed = drawers && narrowedIn(table, sort, query.filter ?? {}, drawers.length)
  const ask: Question = { session, tables, where, values: list, ...surveyed, drawers, narrowed }
  const isCounted = query.total !== 'none' && !from
  const isExact = query.total === true
  const { rows, total } = await pageOf(ask, sort, from?.place, limit + 1, isCounted)
  const page = rows.slice(0, limit)
  const ids = page.map(({ record }) => record)
  const isTold = total !== undefined && !(isExact && total === null)
  // All of them are on the page, or it takes counting.
  const [views, counted] = await Promise.all([
    viewsOf(session, registers, mission.id, ids, moment, shown),
    !isCounted ? null : rows.length <= limit ? rows.length : isTold ? total : countOf(ask, isExact),
  ])
  const last = page.at(-1)
  return {
    items: page.flatMap(({ record }) => listed(register, views.get(record))),
    total: counted,
    next:
      rows.length > limit && last
        ? printCursor(mission.secret, question, moment, [
            sort.print(last.key),
            ...(sort.second ? [last.next] : []),
            last.record,
          ])
        : null,
    moment,
  }
}

/** Without what stands on its own page alone. */
function listed(register: Register, view: RecordView | undefined): RecordView[] {
  if (!view) return []
  for (const name of Object.keys(view.fields))
    if (register.fields[name]?.kind.name === 'apart') delete view.fields[name]
  return [view]
}

const isDetails = (list: string[] | Detail[]): list is Detail[] => typeof list[0] === 'object'

/** Of what the filter asks for, the column that leaves least, where the order asked for lies beside it in an index. */
function narrowedIn(
  table: Table,
  sort: Sort,
  filter: Filter,
  drawers: number,
): Narrowed | undefined {
  const found = pagedBy(table).flatMap((column) => {
    const values = valuesOf(table, filter, column)
    const second = values && secondBy(table, column)
    if (!second || sort.expression !== `b.${quote(second.column.name)}`) return []
    const { type = 'text', field = '' } = table.columns.find(({ name }) => name === column) ?? {}
    const isRef = table.register.fields[field]?.to !== undefined
    return [{ expression: `b.${quote(column)}`, type, values, isRef }]
  })
  // More have a state or a choice in common than a reference.
  const [best] = found.sort(
    (a, b) => Number(b.isRef) - Number(a.isRef) || a.values.length - b.values.length,
  )
  const isOne = best?.values.length === 1
  return best && (isOne || best.values.length * drawers <= era.ranges) ? best : undefined
}

function sortOf(
  table: Table,
  { sort: asked, filter = {} }: Pick<ListQuery, 'sort' | 'filter'>,
  aliasOf: (label: ReturnType<typeof labelOf>) => string,
): Sort | undefined {
  const { register } = table
  const wanted =
    asked === undefined
      ? defaultSort(register)
      : { by: asked.replace(/^-/, ''), descending: asked.startsWith('-') }
  const plain = {
    hasGaps: false,
    print: (value: unknown) => value,
    descending: wanted?.descending ?? false,
    second: undefined,
  }
  if (!wanted) return { ...plain, expression: 'b.record', type: 'uuid' }
  if (wanted.by === 'state')
    return {
      ...plain,
      expression: 'b."state"',
      type: 'text',
      second: secondOf(table, 'state', plain),
    }
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
  // What a filter asks of the field, only those meet that have it.
  const isGiven = ![filter[wanted.by] ?? null].flat().includes(null)
  const label = labelOf(register, wanted.by)
  return {
    ...plain,
    hasGaps: !isGiven,
    expression: `${aliasOf(label)}.${quote(column.name)}`,
    type: column.type,
    second: label === table.label ? secondOf(table, column.name, plain) : undefined,
  }
}

/** The usual order within; the other way round where the list is. */
function secondOf(
  table: Table,
  column: string,
  { descending }: { descending: boolean },
): Sort['second'] {
  const second = secondBy(table, column)
  return (
    second && {
      expression: `b.${quote(second.column.name)}`,
      type: second.column.type,
      descending: second.descending !== descending,
    }
  )
}
