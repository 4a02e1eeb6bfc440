/**
 * Many records at once, for whoever counts over all of them: plain rows of their columns, sums by several fields, and how long
 * they stayed in their states, each worked out in SQL. Only fields under the register's own label that have a column; a record
 * to be read by people is a list's or a page's.
 */
import {
  labelOf,
  type Refusal,
  type Register,
  type Registers,
  refuse,
  type Select,
  tidy,
} from '@konbit/model'
import { poolsAs } from '../access/audited.ts'
import type { MissionFacts } from '../perform.ts'
import { type Pools, printInstant, type ReadAs, type ReadSession } from '../pool.ts'
import { columnName, quote, tableOf } from '../tables.ts'
import { type Added, carrying, inOrder } from './carried.ts'
import { type Change, type ChangesQuery, changesOf } from './changes.ts'
import { selectedSql } from './fieldSql.ts'
import { choicesSql, isChoices } from './groups.ts'
import { isNowIn, knownSql, type Moment, momentSql } from './moment.ts'
import { type Spell, type SpellsQuery, spellsOf } from './spells.ts'
import { type StaysQuery, type StaysRow, staysOf } from './stays.ts'
import { type Add, values } from './view.ts'

export const ROWS_MAX = 50_000

export type RowsQuery = Select & {
  moment: Moment
  take: readonly string[]
  /** Only these. */
  records?: readonly string[]
}
/** `fields` as they were entered, a date as its last day, money with its currency, several choices as their list in JSON; null where none was given. */
export type RecordRow = {
  readonly record: string
  readonly state: string
  readonly fields: Readonly<Record<string, Plain>>
}
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
    /** Now, a row that no entry touched since it was last told is the same object as then. */
    rows: (reader: Reader, query: RowsQuery): Promise<readonly RecordRow[] | Refusal> =>
      read(reader, query, query.take, async (session, register, { id }) => {
        const { list, add } = values()
        const taken = query.take.map((field) => plainSql(register, field))
        const only = query.records ? ` and b.record = any (${add(query.records)}::uuid[])` : ''
        const take = `b.state, json_build_array(${taken.join(', ')}) as taken`
        type Taken = { record: string; state: string; taken: Plain[] }
        const rowOf = ({ record, state, taken: told }: Taken): RecordRow => ({
          record,
          state,
          fields: Object.fromEntries(
            query.take.map((field, index): [string, Plain] => [field, told[index] ?? null]),
          ),
        })
        const isKept = !query.records && isNowIn(query.moment, session.size)
        const rows = isKept
          ? await carrying(pools).taken(
              session,
              id,
              {
                register: register.name,
                table: quote(tableOf(register, register.label).name),
                where: selectedSql(register, query, add),
                list,
                take,
                most: ROWS_MAX,
              },
              rowOf,
            )
          : (
              await session.query<Taken>(
                `select b.record, ${take} ${fromSql(register, query, id, session, add)}${only} order by b.record limit ${ROWS_MAX + 1}`,
                list,
              )
            ).map(rowOf)
        if (rows.length > ROWS_MAX)
          return refuse('too-many', `At most ${ROWS_MAX} records are counted one by one.`)
        if (rows.length > 0) session.saw(register.name, register.label)
        return rows
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
              register: register.name,
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
      read(reader, query, [query.by], (session, register, mission) =>
        staysOf(pools, session, register, mission, query),
      ),

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
             where ${everSql(register, { moment: query.moment }, id, session, add)}
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

type Narrowed = Partial<Select> & { moment: Moment }

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
