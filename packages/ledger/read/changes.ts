/**
 * Changes by day: what records add to, or take from, a place from a day of theirs on, summed in SQL. Who counts what fits reads
 * the past as one sum and the days to come one by one. Fields may lie under any label; what the reader may not see adds nothing.
 */
import {
  type Label,
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
  /** Only those that have this field, or only those that have not. */
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
    session.of([register.name])
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

/** The facets are read apart and then joined: estimates of what holds at a moment are too low to choose a way of joining by. */
function read(
  session: ReadSession,
  mission: string,
  register: Register,
  query: ChangesQuery,
): Promise<Change[]> {
  const { list, add } = values()
  const facets = new Map<Label, Set<string>>([[register.label, new Set()]])
  const columnOf = (field: string, suffix = ''): string => {
    const label = labelOf(register, field)
    const column = quote(columnName(field, suffix))
    facets.set(label, (facets.get(label) ?? new Set()).add(column))
    return `${quote(`of_${label}`)}.${column}`
  }
  const day = columnOf(query.on, `_${query.edge}`)
  const place = query.place === undefined ? `''` : `${columnOf(query.place)}::text`
  const kind = query.kind === undefined ? `''` : `coalesce(${columnOf(query.kind)}::text, '')`
  const amount = query.amount === undefined ? '1' : columnOf(query.amount)
  const record = `${quote(`of_${register.label}`)}.record`
  const from = `${add(query.from)}::date`
  const conditions = [`${day} <= ${add(query.until)}::date`, `${amount} is not null`]
  if (query.place !== undefined) conditions.push(`${columnOf(query.place)} is not null`)
  if (query.place !== undefined && query.within !== undefined)
    conditions.push(`${columnOf(query.place)}::text = ${add(query.within)}::text`)
  if (query.said)
    conditions.push(`${columnOf(query.said.field)} is ${query.said.isGiven ? 'not null' : 'null'}`)
  for (const [field, wanted] of Object.entries(query.where ?? {})) {
    const type =
      register.fields[field]?.kind.columns.find(({ suffix }) => suffix === '')?.type ?? 'text'
    conditions.push(`${columnOf(field)} = any (${add([wanted].flat())}::${type}[])`)
  }
  const isEach = query.each === 'record'
  const state = query.state ? ` and b.state = any (${add(query.state)}::text[])` : ''
  const parts = [...facets].map(
    ([label, columns]) =>
      `${quote(`of_${label}`)} as materialized (select ${['record', ...columns].map((one) => `b.${one}`).join(', ')}
       from ${quote(tableOf(register, label).name)} b
       where b.mission = ${add(mission)} and ${momentSql(query.moment, session.size, 'b', add)}${label === register.label ? state : ''})`,
  )
  const joined = [...facets.keys()].map((label, index) =>
    index === 0 ? quote(`of_${label}`) : `left join ${quote(`of_${label}`)} using (record)`,
  )
  return session.query<Change>(
    `with ${parts.join(', ')}
     select place, kind, day::text as day, sum(amount)::float8 as amount, ${isEach ? 'record' : 'null::uuid'} as record from (
       select ${place} as place, ${kind} as kind, case when ${day} >= ${from} then ${day} end as day, ${amount} as amount,
         ${isEach ? `case when ${day} >= ${from} then ${record} end` : 'null::uuid'} as record
       from ${joined.join(' ')} where ${conditions.join(' and ')}) found
     group by place, kind, day${isEach ? ', record' : ''} order by day nulls first, place, kind limit ${CHANGES_MAX + 1}`,
    list,
  )
}
