/**
 * Changes by day: what records add to, or take from, a place from a day of theirs on, summed in SQL and carried along. Who counts
 * what fits reads the past as one sum and the days to come one by one. Fields may lie under any label; what the reader may not
 * see adds nothing.
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
import { type Adding, carrying } from './carried.ts'
import { isNowIn, type Moment } from './moment.ts'
import { values } from './view.ts'

export type ChangesQuery = Select & {
  moment: Moment
  /** A choice or a reference by which they are told apart. Records without one are left out. */
  place: string
  /** Only this place. */
  within?: string | undefined
  /** A date, and which of its days counts. Records without one are left out. */
  on: string
  edge: 'first' | 'last'
  /** A number; absent: each record is one. */
  amount?: string | undefined
  /** Changes before `from` come as one sum, later ones up to `until` as `each` says. */
  from: string
  until: string
  each: 'day' | 'record'
}
/** `day` null: the sum of all before `from`. `record` null where several are one. */
export type Change = {
  place: string
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
  const { place, on, amount, where = {} } = query
  const named = [place, on, ...(amount ? [amount] : []), ...Object.keys(where)]
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
      read(pools, session, mission.id, register, query),
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

/** In order of day, place and record; what lies before them all first. */
async function read(
  pools: Pools,
  session: ReadSession,
  mission: string,
  register: Register,
  query: ChangesQuery,
): Promise<Change[]> {
  const { moment } = query
  const isNow = isNowIn(moment, session.size)
  const added = await carrying(pools).added(
    session,
    mission,
    { ...questionOf(register, query), at: isNow ? undefined : moment.at },
    moment.known === session.size ? undefined : moment.known,
  )
  const sorted = (one: Change): string => `${one.day ?? ''} ${one.place} ${one.record ?? ''}`
  return added
    .map(({ keys: [place, day, record], sums: [amount = 0] }) => {
      const change = { place, day, amount, record } as Change
      return { change, key: sorted(change) }
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ change }) => change)
}

function questionOf(register: Register, query: ChangesQuery): Adding {
  const { list, add } = values()
  const beside: Record<string, string> = {}
  const table = (label: Label): string => quote(tableOf(register, label).name)
  const column = (field: string, suffix = ''): string => {
    const label = labelOf(register, field)
    const name = label === register.label ? 'b' : `of_${label}`
    if (name !== 'b') beside[name] = table(label)
    return `${name}.${quote(columnName(field, suffix))}`
  }
  const place = column(query.place)
  const day = column(query.on, `_${query.edge}`)
  const amount = query.amount === undefined ? '1' : column(query.amount)
  const isLater = `${day} >= ${add(query.from)}::date`
  const where = [`${day} <= ${add(query.until)}::date`, `${amount} is not null`]
  where.push(
    query.within === undefined
      ? `${place} is not null`
      : `${place}::text = ${add(query.within)}::text`,
  )
  if (query.state) where.push(`b.state = any (${add(query.state)}::text[])`)
  for (const [field, wanted] of Object.entries(query.where ?? {})) {
    const { columns = [] } = register.fields[field]?.kind ?? {}
    const type = columns.find(({ suffix }) => suffix === '')?.type ?? 'text'
    where.push(`${column(field)} = any (${add([wanted].flat())}::${type}[])`)
  }
  return {
    register: register.name,
    table: table(register.label),
    beside,
    where,
    list,
    by: [
      `${place}::text`,
      `case when ${isLater} then ${day}::text end`,
      query.each === 'record' ? `case when ${isLater} then b.record::text end` : 'null::text',
    ],
    sums: [amount],
  }
}
