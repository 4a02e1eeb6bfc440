/**
 * Groups: records counted and added up by the values of their fields, at a moment and as the reader may see them, in one query.
 * For the tables of a desk, which have more than one heading; a figure with a definition of its own is a measure.
 */
import {
  type Detail,
  labelOf,
  type Refusal,
  type Register,
  type Registers,
  refuse,
} from '@konbit/model'
import { NOW_DRAWERS_END } from '../drawers.ts'
import type { MissionFacts } from '../perform.ts'
import type { Pools } from '../pool.ts'
import { columnName, quote, tableOf } from '../tables.ts'
import { type Added, carrying, inOrder } from './carried.ts'
import { conditionsOf, type Filter } from './filter.ts'
import { isNowIn, type Moment, momentSql } from './moment.ts'
import { values } from './view.ts'

export type GroupsQuery = {
  register: string
  moment: Moment
  /** Fields of the register's own label, or `state`; a date counts as its last day, several choices and a place, without its name, in JSON. */
  by: readonly string[]
  filter?: Filter | undefined
  /** Numbers or money to be added up; money also divides by its currency. */
  sum?: readonly string[]
  /** Dates of which the earliest and the latest last day are told. */
  span?: readonly string[]
  /** Fields of which is told how many records have one. */
  has?: readonly string[]
  /**
   * The records that a reference field leads to through another register: how many are met there, and the latest last day of a
   * date in what is met.
   */
  through?: {
    field: string
    register: string
    match: string
    state?: readonly string[]
    date: string
  }
  /** Groups come in order of their keys; more than this many are refused. */
  limit?: number
}
export type Group = {
  keys: (string | null)[]
  records: number
  /** In the order of `sum`; money in minor units of `currency`. */
  sums: number[]
  currency: string | null
  spans: [first: string, last: string][]
  has: number[]
  through: { records: number; last: string | null } | null
}

export const GROUPS_MAX = 20_000

export async function groupsOf(
  pools: Pools,
  registers: Registers,
  mission: MissionFacts,
  member: string,
  query: GroupsQuery,
): Promise<Group[] | Refusal> {
  const register = registers.get(query.register)
  if (!register) return refuse('unknown-register')
  const details = wrongIn(register, query)
  if (details.length > 0) return refuse('invalid-query', undefined, details)
  const { by, moment, sum = [], span = [], has = [], through, limit = GROUPS_MAX } = query
  return pools.read({ mission: mission.id, member }, async (session) => {
    session.of([register.name, ...(through ? [through.register] : [])])
    const { list, add } = values()
    const column = (name: string, suffix: string): string => `b.${quote(columnName(name, suffix))}`
    const first = (name: string): string => column(name, firstOf(register, name))
    const conditions = conditionsOf(register, query.filter ?? {}, () => 'b', add)
    const wrong = conditions.filter((one) => typeof one !== 'string')
    if (wrong.length > 0) return refuse('invalid-query', undefined, wrong)
    const money = sum.find((name) => isMoney(register, name))
    const keys = by.map((name) =>
      name === 'state'
        ? 'b.state'
        : isChoices(register, name)
          ? choicesSql(register, name)
          : isPlace(register, name)
            ? placeSql(name)
            : `${first(name)}::text`,
    )
    const currency = money ? column(money, '_currency') : 'null::text'
    if (!through && isNowIn(moment, session.size)) {
      const added = await carrying(pools).added(session, mission.id, {
        register: register.name,
        table: quote(tableOf(register, register.label).name),
        where: conditions as string[],
        list,
        by: [...keys, currency, ...span.map((name) => `${column(name, '_last')}::text`)],
        sums: [
          ...sum.map((name) => first(name)),
          ...has.map((name) => `case when ${first(name)} is not null then 1 end`),
        ],
      })
      const groups = folded(added, query)
      return told(groups, limit, () => session.saw(register.name, register.label))
    }
    const parts = [
      ...keys.map((key, index) => `${key} as k${index}`),
      `${currency} as currency`,
      'count(*)::int8 as records',
      ...sum.map((name, index) => `coalesce(sum(${first(name)}), 0)::float8 as s${index}`),
      ...span.flatMap((name, index) => [
        `min(${column(name, '_last')})::text as f${index}`,
        `max(${column(name, '_last')})::text as l${index}`,
      ]),
      ...has.map((name, index) => `count(${first(name)})::int8 as h${index}`),
      ...(through ? ['count(j.last)::int8 as met', 'max(j.last)::text as "metLast"'] : []),
    ]
    const table = (one: Register): string => quote(tableOf(one, one.label).name)
    const held = (alias: string): string =>
      [
        `${alias}.mission = ${add(mission.id)}`,
        momentSql(moment, session.size, alias, add),
        // Where all of now lies, at the beginning of every index.
        ...(isNowIn(moment, session.size) ? [`${alias}.drawer < ${NOW_DRAWERS_END}`] : []),
      ].join(' and ')
    const join = through ? throughSql(registers, through, held('o'), add) : ''
    const grouped = keys.map((_, index) => index + 1)
    const headings = [...grouped, keys.length + 1].join(', ')
    const rows = await session.query<Record<string, string | number | null>>(
      `select ${parts.join(', ')} from ${table(register)} b ${join}
       where ${held('b')}
       ${conditions.map((one) => ` and ${one}`).join('')}
       group by ${headings} order by ${headings} limit ${limit + 1}`,
      list,
    )
    const groups = rows.map((row) => groupOf(row, query))
    return told(groups, limit, () => session.saw(register.name, register.label))
  })
}

function told(groups: Group[], limit: number, saw: () => void): Group[] | Refusal {
  if (groups.length > limit)
    return refuse('too-many', `At most ${limit} groups are told at once. Ask for less.`)
  if (groups.length > 0) saw()
  return groups
}

/** Days of a span were carried as keys, since an earliest and a latest cannot be taken back: here they are one group again. */
function folded(added: readonly Added[], { by, sum = [], span = [] }: GroupsQuery): Group[] {
  const groups = new Map<string, Group>()
  for (const { keys, sums, records } of added) {
    const texts = keys as (string | null)[]
    const headings = texts.slice(0, by.length + 1)
    const key = JSON.stringify(headings)
    const given = texts.slice(by.length + 1)
    const group: Group = groups.get(key) ?? {
      keys: headings.slice(0, -1),
      records: 0,
      sums: sum.map(() => 0),
      currency: headings.at(-1) ?? null,
      spans: span.map(() => ['', '']),
      has: sums.slice(sum.length).map(() => 0),
      through: null,
    }
    groups.set(key, {
      ...group,
      records: group.records + records,
      sums: group.sums.map((one, index) => one + (sums[index] as number)),
      has: group.has.map((one, index) => one + (sums[sum.length + index] as number)),
      spans: group.spans.map(([first, last], index) => {
        const day = given[index] ?? ''
        const days = [first, last, day].filter(Boolean).sort()
        return [days[0] ?? '', days.at(-1) ?? '']
      }),
    })
  }
  return [...groups.values()].sort((a, b) =>
    inOrder([...a.keys, a.currency], [...b.keys, b.currency]),
  )
}

function groupOf(
  row: Record<string, string | number | null>,
  { by, sum = [], span = [], has = [], through }: GroupsQuery,
): Group {
  const text = (name: string): string | null => (row[name] ?? null) as string | null
  return {
    keys: by.map((_, index) => text(`k${index}`)),
    records: Number(row.records),
    sums: sum.map((_, index) => Number(row[`s${index}`])),
    currency: text('currency'),
    spans: span.map((_, index) => [text(`f${index}`) ?? '', text(`l${index}`) ?? '']),
    has: has.map((_, index) => Number(row[`h${index}`])),
    through: through ? { records: Number(row.met), last: text('metLast') } : null,
  }
}

function throughSql(
  registers: Registers,
  { field, register: name, match, state, date }: NonNullable<GroupsQuery['through']>,
  held: string,
  add: (value: unknown) => string,
): string {
  const other = registers.get(name) as Register
  const one = (column: string, suffix = ''): string => `o.${quote(columnName(column, suffix))}`
  const states = state ? ` and o.state = any (${add(state)}::text[])` : ''
  return `left join (select ${one(match)} as target, max(${one(date, '_last')}) as last
     from ${quote(tableOf(other, other.label).name)} o
     where ${held}${states}
     group by 1) j on j.target = b.${quote(columnName(field, ''))}`
}

/** Several choices have no column: they are read from the version itself, as they were entered, in JSON. */
export const isChoices = (register: Register, name: string): boolean =>
  register.fields[name]?.kind.control === 'choices'
/** Names of fields and labels are the program's own words. */
export const choicesSql = (register: Register, name: string): string =>
  `(select (v.body -> '${name}')::text from version v
     where v.record = b.record and v.label = '${register.label}' and v.known_from = b.known_from
       and v.at_from = b.at_from and v.mission = b.mission)`

const isPlace = (register: Register, name: string): boolean =>
  register.fields[name]?.kind.name === 'place'
/** Where it lies, to a hundredth of a degree, and how surely; so that there are as many places as a country has room for. */
const placeSql = (name: string): string => {
  const column = (part: string): string => `b.${quote(columnName(name, `_${part}`))}`
  const round = (part: string): string => `round(${column(part)}::numeric, 2)`
  return `case when ${column('precision')} is not null then json_strip_nulls(json_build_object('pcode', ${column('pcode')},
    'lon', ${round('lon')}, 'lat', ${round('lat')}, 'precision', ${column('precision')}))::text end`
}

const firstOf = (register: Register, name: string): string => {
  const columns = register.fields[name]?.kind.columns ?? []
  return (columns.find(({ suffix }) => suffix === '') ?? columns[0])?.suffix ?? ''
}
const isMoney = (register: Register, name: string): boolean =>
  register.fields[name]?.kind.columns.some(({ suffix }) => suffix === '_minor') ?? false

/** Only fields of the register's own label: a group never tells of what lies above it. */
function wrongIn(register: Register, query: GroupsQuery): Detail[] {
  const { by, sum = [], span = [], has = [], through, filter = {} } = query
  const named = [...by, ...sum, ...span, ...has, ...(through ? [through.field] : [])]
  return [...named, ...Object.keys(filter)]
    .filter((name) => name !== 'state')
    .filter((name) => {
      const field = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined
      if (!field || labelOf(register, name) !== register.label) return true
      return field.kind.columns.length === 0 && !(isChoices(register, name) && by.includes(name))
    })
    .map((field) => ({ field, needs: 'to be a field that can be counted by' }))
}
