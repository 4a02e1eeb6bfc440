/**
 * Changes by day: what records add to, or take from, a place from a day of theirs on, summed in SQL. Who counts what fits reads
 * the past as one sum and the days to come one by one. Fields may lie under any label; what the reader may not see adds nothing.
 */
import {
  labelOf,
  type Refusal,
  type Register,
  type Registers,
  refuse,
  type Select,
} from '@konbit/model'
import type { MissionFacts } from '../perform.ts'
import type { Pools, ReadSession } from '../pool.ts'
import { columnName, quote, tableOf } from '../tables.ts'
import { joins } from './filter.ts'
import { type Moment, momentSql } from './moment.ts'
import { values } from './view.ts'

export type ChangesQuery = Select & {
  moment: Moment
  /** A choice or a reference by which they are told apart; absent: all are of one place. */
  place?: string | undefined
  /** Only this place. */
  within?: string | undefined
  /** A date, and which of its days counts. Records without one are left out. */
  on: string
  edge: 'first' | 'last'
  /** A number; absent: each record is one. */
  amount?: string | undefined
  /** A choice that goes with each change: it tells what adds and what takes away. */
  kind?: string | undefined
  /** Only with this one given, or without. */
  said?: { field: string; isGiven: boolean } | undefined
  /** Changes before `from` come as one sum, later ones up to `until` as `each` says. */
  from: string
  until: string
  each: 'day' | 'record'
}
/** `day` null: the sum of all before `from`. `record` null where several are one. */
export type Change = {
  place: string
  kind: string
  day: string | null
  amount: number
  record: string | null
}

export const CHANGES_MAX = 20_000

export async function changesOf(
  pools: Pools,
  registers: Registers,
  mission: MissionFacts,
  member: string,
  query: ChangesQuery,
): Promise<{ changes: Change[]; partial: boolean } | Refusal> {
  const register = registers.get(query.register)
  if (!register) return refuse('unknown-register')
  const { place, on, amount, kind, said } = query
  const fields = [place, on, amount, kind, said?.field, ...Object.keys(query.where ?? {})]
  const named = fields.filter((field): field is string => field !== undefined)
  const wrong = named.filter((field) => !register.fields[field]?.kind.columns.length)
  if (wrong.length > 0)
    return refuse(
      'invalid-query',
      undefined,
      wrong.map((field) => ({ field, needs: 'a field with a column of its own' })),
    )
  return pools.read({ mission: mission.id, member }, async (session) => {
    const labels = new Set([register.label, ...named.map((field) => labelOf(register, field))])
    const [changes, [row]] = await Promise.all([
      read(session, mission.id, register, query),
      session.query<{ held: string[] }>('select held()'),
    ])
    if (changes.length > CHANGES_MAX)
      return refuse(
        'too-many',
        `At most ${CHANGES_MAX} changes are read at once. Ask for fewer days.`,
      )
    if (changes.length > 0) for (const label of labels) session.saw(register.name, label)
    return { changes, partial: [...labels].some((label) => !row?.held.includes(label)) }
  })
}

function read(
  session: ReadSession,
  mission: string,
  register: Register,
  query: ChangesQuery,
): Promise<Change[]> {
  const { list, add } = values()
  const { aliasOf, joined } = joins(register)
  const columnOf = (field: string, suffix = ''): string =>
    `${aliasOf(labelOf(register, field))}.${quote(columnName(field, suffix))}`
  const day = columnOf(query.on, `_${query.edge}`)
  const place = query.place === undefined ? `''` : `${columnOf(query.place)}::text`
  const kind = query.kind === undefined ? `''` : `coalesce(${columnOf(query.kind)}::text, '')`
  const amount = query.amount === undefined ? '1' : columnOf(query.amount)
  const from = `${add(query.from)}::date`
  const conditions = [
    `b.mission = ${add(mission)}`,
    momentSql(query.moment, session.size, 'b', add),
    `${day} <= ${add(query.until)}::date`,
    `${amount} is not null`,
  ]
  if (query.place !== undefined) conditions.push(`${columnOf(query.place)} is not null`)
  if (query.place !== undefined && query.within !== undefined)
    conditions.push(`${columnOf(query.place)}::text = ${add(query.within)}::text`)
  if (query.state) conditions.push(`b.state = any (${add(query.state)}::text[])`)
  if (query.said)
    conditions.push(`${columnOf(query.said.field)} is ${query.said.isGiven ? 'not null' : 'null'}`)
  for (const [field, wanted] of Object.entries(query.where ?? {})) {
    const type =
      register.fields[field]?.kind.columns.find(({ suffix }) => suffix === '')?.type ?? 'text'
    conditions.push(`${columnOf(field)} = any (${add([wanted].flat())}::${type}[])`)
  }
  const isEach = query.each === 'record'
  const tables = [
    `${quote(tableOf(register, register.label).name)} b`,
    ...joined().map(
      ({ table, alias }) =>
        `left join ${quote(table)} ${alias} on ${alias}.record = b.record and ${alias}.mission = b.mission and ${momentSql(query.moment, session.size, alias, add)}`,
    ),
  ].join(' ')
  return session.query<Change>(
    `select place, kind, day::text as day, sum(amount)::float8 as amount, ${isEach ? 'record' : 'null::uuid'} as record from (
       select ${place} as place, ${kind} as kind, case when ${day} >= ${from} then ${day} end as day, ${amount} as amount,
         ${isEach ? `case when ${day} >= ${from} then b.record end` : 'null::uuid'} as record
       from ${tables} where ${conditions.join(' and ')}) found
     group by place, kind, day${isEach ? ', record' : ''} order by day nulls first, place, kind limit ${CHANGES_MAX + 1}`,
    list,
  )
}
