/**
 * Many records at once, for whoever counts over all of them: plain rows of their columns, sums by several fields, and how long
 * they stayed in their states, each worked out in SQL. Only fields under the register's own label that have a column; a record
 * to be read by people is a list's or a page's.
 */
import {
  addDays,
  labelOf,
  type Refusal,
  type Register,
  type Registers,
  refuse,
  type Select,
  startOf,
  tidy,
} from '@konbit/model'
import { poolsAs } from '../access/audited.ts'
import type { MissionFacts } from '../perform.ts'
import { type Pools, printInstant, type ReadAs, type ReadSession } from '../pool.ts'
import { columnName, quote, tableOf } from '../tables.ts'
import { type Added, carrying, inOrder } from './carried.ts'
import { type Change, type ChangesQuery, changesOf } from './changes.ts'
import { sameSql } from './fieldSql.ts'
import { choicesSql, isChoices } from './groups.ts'
import { isNowIn, knownSql, type Moment, momentSql } from './moment.ts'
import { type Spell, type SpellsQuery, spellsOf } from './spells.ts'
import { values } from './view.ts'

export const ROWS_MAX = 50_000

export type RowsQuery = Select & {
  moment: Moment
  take: readonly string[]
  /** Only these. */
  records?: readonly string[]
}
/** `fields` as they were entered, a date as its last day, money with its currency, several choices as their list in JSON; null where none was given. */
export type RecordRow = { record: string; state: string; fields: Record<string, Plain> }
export type Plain = string | number | boolean | null | { minor: number; currency: string }

export type TallyQuery = Select & {
  moment: Moment
  by: readonly string[]
  /** A number to be added up. */
  sum: string
  /** A date; what it is on or after `lately` is added up by itself too. */
  on: string
  lately: string
}
export type TallyRow = {
  keys: Plain[]
  records: number
  sum: number
  sumLately: number
  first: string | null
  last: string | null
}

export type StaysQuery = Select & {
  moment: Moment
  /** Civil days of the mission's zone, both counted. */
  from: string
  to: string
  by: string
}
/**
 * Stays of records in one state, between two others (null: none right before or after), under one key. `days` within the days
 * asked for; `begun` and `ended` there; of those that did both: how many days each, and their squares.
 */
export type StaysRow = {
  key: string
  before: string | null
  state: string
  after: string | null
  stays: number
  days: number
  begun: number
  ended: number
  open: number
  whole: number
  wholeDays: number
  wholeSquares: number
}

type Reader = ReadAs

/** Each returns what the reader may see, or refuses a field that has no column there. */
export function openMany(
  pools: Pools,
  registers: Registers,
  factsOf: (mission: string) => Promise<MissionFacts>,
) {
  const read = async <T>(
    reader: Reader,
    query: Select,
    fields: readonly string[],
    work: (session: ReadSession, register: Register, mission: MissionFacts) => Promise<T>,
  ): Promise<T | Refusal> => {
    const register = registers.get(query.register)
    if (!register) return refuse('unknown-register')
    const isOwn = (field: string): boolean =>
      Boolean(register.fields[field]) && labelOf(register, field) === register.label
    const hasColumn = (field: string): boolean =>
      Boolean(register.fields[field]?.kind.columns.length)
    const wrong = [
      ...fields.filter(
        (field) => !isOwn(field) || !(hasColumn(field) || isChoices(register, field)),
      ),
      ...Object.keys(query.where ?? {}).filter((field) => !isOwn(field) || !hasColumn(field)),
    ]
    if (wrong.length > 0)
      return refuse(
        'invalid-query',
        undefined,
        wrong.map((field) => ({ field, needs: 'a field with a column of its own' })),
      )
    const mission = await factsOf(reader.mission)
    return poolsAs(pools, reader).read(
      { mission: mission.id, member: reader.member },
      (session) => {
        session.of([register.name])
        return work(session, register, mission)
      },
    )
  }

  return {
    rows: (reader: Reader, query: RowsQuery): Promise<RecordRow[] | Refusal> =>
      read(reader, query, query.take, async (session, register, { id }) => {
        const { list, add } = values()
        const taken = query.take.map((field) => plainSql(register, field))
        const only = query.records ? ` and b.record = any (${add(query.records)}::uuid[])` : ''
        const take = `b.state, json_build_array(${taken.join(', ')}) as taken`
        type Taken = { record: string; state: string; taken: Plain[] }
        const rows =
          !query.records && isNowIn(query.moment, session.size)
            ? await carrying(pools).taken<Taken>(session, id, {
                table: quote(tableOf(register, register.label).name),
                where: selectedSql(register, query, add),
                list,
                take,
                most: ROWS_MAX,
              })
            : await session.query<Taken>(
                `select b.record, ${take} ${fromSql(register, query, id, session, add)}${only} order by b.record limit ${ROWS_MAX + 1}`,
                list,
              )
        if (rows.length > ROWS_MAX)
          return refuse('too-many', `At most ${ROWS_MAX} records are counted one by one.`)
        if (rows.length > 0) session.saw(register.name, register.label)
        return rows.map(({ record, state, taken: told }) => ({
          record,
          state,
          fields: Object.fromEntries(
            query.take.map((field, index): [string, Plain] => [field, told[index] ?? null]),
          ),
        }))
      }),

    tally: (reader: Reader, query: TallyQuery): Promise<TallyRow[] | Refusal> =>
      read(
        reader,
        query,
        [...query.by, query.sum, query.on],
        async (session, register, { id }): Promise<TallyRow[]> => {
          const { list, add } = values()
          const keys = query.by.map((field) => plainSql(register, field))
          if (isNowIn(query.moment, session.size)) {
            const added = await carrying(pools).added(session, id, {
              table: quote(tableOf(register, register.label).name),
              where: selectedSql(register, query, add),
              list,
              by: [...keys, `b.${quote(columnName(query.on, '_last'))}::text`],
              sums: [`b.${quote(columnName(query.sum, ''))}`],
            })
            if (added.length > 0) session.saw(register.name, register.label)
            return tallied(added, query.lately)
          }
          const sum = `b.${quote(columnName(query.sum, ''))}::numeric`
          const on = `b.${quote(columnName(query.on, '_last'))}`
          const from = fromSql(register, query, id, session, add)
          const found = await session.query<TallyRow>(
            `select json_build_array(${keys.join(', ')}) as keys, count(*)::int8 as records,
               coalesce(sum(${sum}), 0)::float8 as sum,
               coalesce(sum(${sum}) filter (where ${on} >= ${add(query.lately)}::date), 0)::float8 as "sumLately",
               min(${on})::text as first, max(${on})::text as last
             ${from} group by ${keys.join(', ')} order by ${keys.join(', ')}`,
            list,
          )
          if (found.length > 0) session.saw(register.name, register.label)
          return found
        },
      ),

    stays: (reader: Reader, query: StaysQuery): Promise<StaysRow[] | Refusal> =>
      read(reader, query, [query.by], async (session, register, { id, zone }) => {
        const { list, add } = values()
        const end = Math.min(startOf(addDays(query.to, 1), zone), query.moment.at + 1)
        const first = `${add(printInstant(startOf(query.from, zone)))}::timestamptz`
        const last = `${add(printInstant(end))}::timestamptz`
        const select = { ...query, state: undefined }
        const key = `coalesce(b.${quote(columnName(query.by, ''))}::text, '')`
        const rows = await session.query<StaysRow>(
          // Only where a stay begins is a row kept: what changed within it costs one look and no group.
          `with marked as (
             select b.record, ${key} as key, b.state, b.at_from, lag(b.state) over w as before, lag(b.at_to) over w as before_to,
               lag(${key}) over w as before_key, max(b.at_to) over (partition by b.record) as last_to
             from ${quote(tableOf(register, register.label).name)} b
             where ${everSql(register, select, id, session, add)} and b.at_from < ${last} and b.at_to > ${first}
             window w as (partition by b.record order by b.at_from)
           ), begun as (
             select record, key, state, at_from as began, coalesce(lead(before_to) over w, last_to) as ended,
               case when before_to = at_from then before end as before,
               lead(at_from) over w as next_from, lead(state) over w as next
             from marked where before is distinct from state or before_to is distinct from at_from or before_key <> key
             window w as (partition by record order by at_from)
           ), stays as (
             select key, before, state, case when next_from = ended then next end as after,
               date_part('epoch', least(ended, ${last}) - greatest(began, ${first})) / 86400 as days,
               began >= ${first} as is_begun, ended < ${last} as is_ended,
               case when ended < 'infinity' then date_part('epoch', ended - began) / 86400 end as length
             from begun
           )
           select key, before, state, after, count(*)::int8 as stays, sum(days) as days,
             count(*) filter (where is_begun)::int8 as begun, count(*) filter (where is_ended)::int8 as ended,
             count(*) filter (where not is_ended)::int8 as open,
             count(*) filter (where is_begun and is_ended)::int8 as whole,
             coalesce(sum(length) filter (where is_begun and is_ended), 0) as "wholeDays",
             coalesce(sum(length * length) filter (where is_begun and is_ended), 0) as "wholeSquares"
           from stays where ${query.state ? `state = any (${add(query.state)}::text[])` : 'true'}
           group by 1, 2, 3, 4 order by 1, 3, 2, 4`,
          list,
        )
        if (rows.length > 0) session.saw(register.name, register.label)
        return rows
      }),

    /** What records add to a place, or take from it, day by day. */
    changes: async (
      reader: Reader,
      query: ChangesQuery,
    ): Promise<{ changes: Change[]; partial: boolean } | Refusal> =>
      changesOf(
        poolsAs(pools, reader),
        registers,
        await factsOf(reader.mission),
        reader.member,
        query,
      ),

    /** The states of records over time, one by one. */
    spells: async (reader: Reader, query: SpellsQuery): Promise<Spell[] | Refusal> =>
      spellsOf(
        poolsAs(pools, reader),
        registers,
        await factsOf(reader.mission),
        reader.member,
        query,
      ),

    /** Since when each of the records has been in the state it is in at the moment; milliseconds UTC. */
    inStateSince: async (
      reader: Reader,
      query: Select & { moment: Moment; records: readonly string[] },
    ): Promise<Map<string, number>> => {
      const found = await read(reader, query, [], async (session, register, { id }) => {
        const { list, add } = values()
        const at = `${add(printInstant(query.moment.at))}::timestamptz`
        return session.query<{ record: string; since: number }>(
          `select record, max(at_from) as since from (
             select b.record, b.at_from, lag(b.state) over w is distinct from b.state
               or lag(b.at_to) over w is distinct from b.at_from as is_new
             from ${quote(tableOf(register, register.label).name)} b
             where ${everSql(register, { ...query, state: undefined, where: undefined }, id, session, add)}
               and b.record = any (${add(query.records)}::uuid[]) and b.at_from <= ${at}
             window w as (partition by b.record order by b.at_from)
           ) marked where is_new group by record`,
          list,
        )
      })
      return new Map(Array.isArray(found) ? found.map((row) => [row.record, row.since]) : [])
    },
  }
}

type Add = (value: unknown) => string
type Narrowed = Omit<Select, 'state' | 'where'> & {
  moment: Moment
  state?: Select['state'] | undefined
  where?: Select['where'] | undefined
}

const plainSql = (register: Register, field: string): string => {
  if (isChoices(register, field)) return choicesSql(register, field)
  const { columns } = register.fields[field]?.kind ?? { columns: [] }
  const column = (name: string): string => `b.${quote(columnName(field, name))}`
  if (columns.some((one) => one.suffix === '_minor'))
    return `case when ${column('_minor')} is not null then json_build_object('minor', ${column('_minor')}, 'currency', ${column('_currency')}) end`
  const suffix = columns.find((one) => one.suffix === '')?.suffix ?? columns[0]?.suffix ?? ''
  const type = columns.find((one) => one.suffix === suffix)?.type
  return `${column(suffix)}${type === 'date' || type === 'uuid' ? '::text' : ''}`
}

/** The versions of the moment. */
const fromSql = (
  register: Register,
  query: Narrowed,
  mission: string,
  session: ReadSession,
  add: Add,
): string =>
  `from ${quote(tableOf(register, register.label).name)} b
   where ${selectSql(register, query, mission, add)} and ${momentSql(query.moment, session.size, 'b', add)}`

/** Every version as known at the moment, of any day. */
const everSql = (
  register: Register,
  query: Narrowed,
  mission: string,
  session: ReadSession,
  add: Add,
): string =>
  `${selectSql(register, query, mission, add)} and ${knownSql(query.moment, session.size, 'b', add)}`

const selectSql = (register: Register, query: Narrowed, mission: string, add: Add): string =>
  [`b.mission = ${add(mission)}`, ...selectedSql(register, query, add)].join(' and ')

function selectedSql(register: Register, query: Narrowed, add: Add): string[] {
  const conditions: string[] = []
  if (query.state) conditions.push(`b.state = any (${add(query.state)}::text[])`)
  for (const [field, wanted] of Object.entries(query.where ?? {}))
    conditions.push(sameSql(register, field, wanted, add))
  return conditions
}

/** Carried by day, since an earliest and a latest cannot be taken back. */
function tallied(added: readonly Added[], lately: string): TallyRow[] {
  const rows = new Map<string, TallyRow>()
  for (const { keys, sums, records } of added) {
    const own = keys.slice(0, -1)
    const day = keys.at(-1) as string | null
    const sum = sums[0] as number
    const key = JSON.stringify(own)
    const row = rows.get(key) ?? {
      keys: own,
      records: 0,
      sum: 0,
      sumLately: 0,
      first: null,
      last: null,
    }
    rows.set(key, {
      ...row,
      records: row.records + records,
      sum: row.sum + sum,
      sumLately: row.sumLately + (day !== null && day >= lately ? sum : 0),
      first: day !== null && (row.first === null || day < row.first) ? day : row.first,
      last: day !== null && (row.last === null || day > row.last) ? day : row.last,
    })
  }
  return [...rows.values()]
    .map((row) => ({ ...row, sum: tidy(row.sum), sumLately: tidy(row.sumLately) }))
    .sort((a, b) => inOrder(a.keys as (string | null)[], b.keys as (string | null)[]))
}
