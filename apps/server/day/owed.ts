/**
 * What somebody owes today and what waits for them: the day rules of their roles, each one bounded list; the daily rhythm, done
 * or not by what was entered today; the strength of contingents, computed and to be confirmed; orders not yet acknowledged.
 */
import type { Filter, Moment, RecordView } from '@konbit/ledger'
import { addDays, isRefusal, type Role, spanOf } from '@konbit/model'
import { type DayRule, dayForms, dayRules } from '@konbit/registers'
import { momentAt } from '../moments.ts'
import { weekdayOn } from '../notices/hours.ts'
import type { Ask } from '../route.ts'
import { isOff, type Off } from './off.ts'
import { strengthOwed } from './strength.ts'

export type DayRef = {
  register: string
  id: string
  caption: string
  date?: string
  value?: number
  change?: number
  link?: string
}
/** `key`: of the words. `due`: a day, `dueAt`: a time of it. `count` null: more than are counted. */
export type Owed = {
  key: string
  values: Record<string, string | number>
  link: string
  due?: string
  dueAt?: string
  done?: boolean
  register?: string
  count?: number | null
  records?: DayRef[]
}
export type Waiting = {
  key: string
  values: Record<string, string | number>
  link: string
  since?: string
  due?: string
  register: string
  count?: number | null
  records?: DayRef[]
  /** Of an order: what its acknowledgement has to name. */
  order?: { id: string; toOrganisation?: string }
}

const NAMED = 3
const RHYTHM_MAX = 200
const ORDERS_MAX = 200

export async function owedAt(
  ask: Ask,
  moment: Moment,
  day: string,
  off: Off,
): Promise<{ owed: Owed[]; waiting: Waiting[] }> {
  const { registers } = ask.house
  const roles = ask.person.roles
  const mine = dayRules.filter(
    (rule) =>
      rule.roles.some((role) => roles.includes(role)) &&
      registers.has(rule.register) &&
      !isOff(off, registers, rule.register),
  )
  const [ruled, rhythm, orders] = await Promise.all([
    Promise.all(mine.map((rule) => ruleAt(ask, moment, day, rule))),
    rhythmAt(ask, moment, day, off),
    ordersAt(ask, moment, off),
  ])
  const found = ruled.flatMap((one) => one ?? [])
  const owed = found.flatMap(({ as, date, ...rest }): Owed[] =>
    as === 'owed' ? [{ ...rest, ...(date ? { due: date } : {}) }] : [],
  )
  const waiting = found.flatMap(({ as, date, ...rest }): Waiting[] =>
    as === 'waiting' ? [{ ...rest, ...(date ? { since: date } : {}) }] : [],
  )
  return {
    owed: [...rhythm, ...owed.sort(byDay('due'))],
    waiting: [...orders, ...waiting.sort(byDay('since'))],
  }
}

const byDay =
  <Name extends string>(name: Name) =>
  (a: Partial<Record<Name, string>>, b: Partial<Record<Name, string>>): number =>
    (a[name] ?? '9') < (b[name] ?? '9') ? -1 : 1

type Ruled = {
  as: DayRule['as']
  key: string
  values: Record<string, number>
  link: string
  date?: string
  register: string
  count: number | null
  records: DayRef[]
}

/** Nothing where nothing waits. */
async function ruleAt(
  ask: Ask,
  moment: Moment,
  day: string,
  { name, register, state, where = {}, date, ahead = 0, as }: DayRule,
): Promise<Ruled | undefined> {
  const until = addDays(day, ahead)
  const filter: Filter = {
    ...(state ? { state } : {}),
    ...where,
    ...(date ? { [date]: { to: until } } : {}),
  }
  const page = await ask.house.ledger.list(ask.reader, {
    register,
    moment,
    filter,
    ...(date ? { sort: date } : {}),
    limit: NAMED,
  })
  if (isRefusal(page) || page.items.length === 0) return undefined
  const records = page.items.map((one) => refOf(one, date))
  const [first] = records
  return {
    as,
    key: `day.rule.${name}`,
    values: { count: page.total ?? COUNTED_MAX },
    link: linkTo(register, filter),
    register,
    count: page.total,
    records,
    ...(first?.date ? { date: first.date } : {}),
  }
}
/** As far as a list counts (packages/ledger/read/page.ts). */
const COUNTED_MAX = 5000

const refOf = ({ register, id, caption, fields }: RecordView, date?: string): DayRef => {
  const on = date ? spanOf(String(fields[date] ?? ''))?.last : undefined
  return { register, id, caption, ...(on ? { date: on } : {}) }
}

/** The list of a register, with these filters in its address; what has no value cannot stand there. */
export function linkTo(register: string, filter: Filter): string {
  const params = new URLSearchParams()
  for (const [name, asked] of Object.entries(filter)) {
    if (asked === null) continue
    if (typeof asked === 'object' && !Array.isArray(asked)) {
      for (const [end, value] of Object.entries(asked)) params.append(`${name}.${end}`, `${value}`)
    } else for (const one of [asked].flat()) params.append(name, `${one}`)
  }
  return `/r/${register}${params.size > 0 ? `?${params}` : ''}`
}

export const isOn = (fields: RecordView['fields'], day: string): boolean => {
  const days = fields.weekdays as string[] | undefined
  return !days || days.length === 0 || days.includes(weekdayOn(day))
}

/** The rhythm of the asker's roles on this day, each done or not by what anybody whose entries they see entered today. */
async function rhythmAt(ask: Ask, moment: Moment, day: string, off: Off): Promise<Owed[]> {
  const { registers, ledger } = ask.house
  const roles = ask.person.roles as readonly string[]
  if (!registers.has('rhythm') || isOff(off, registers, 'rhythm')) return []
  const page = await ledger.list(ask.reader, {
    register: 'rhythm',
    moment,
    filter: { state: ['kept'] },
    sort: 'dueAt',
    limit: RHYTHM_MAX,
    total: 'none',
  })
  const items = isRefusal(page) ? [] : page.items
  const mine = items.filter(({ fields }) => {
    const form = dayForms[String(fields.form)]
    return (
      roles.includes(String(fields.role)) &&
      isOn(fields, day) &&
      form !== undefined &&
      registers.has(form.register) &&
      !isOff(off, registers, form.register)
    )
  })
  const done = await doneToday(ask, moment, day, mine)
  const rows = mine.map((record): Owed => {
    const { fields, caption } = record
    const form = String(fields.form)
    const { link, register, verbs } = dayForms[form] as (typeof dayForms)[string]
    return {
      key: `day.form.${form}`,
      values: { title: caption },
      link,
      due: day,
      dueAt: String(fields.dueAt),
      register,
      ...(verbs.length > 0 ? { done: done.has(form) } : {}),
    }
  })
  return strengthOwed(ask, moment, day, off, rows)
}

/** The forms of which something was entered since the day began; one look at the latest entries. */
async function doneToday(
  ask: Ask,
  moment: Moment,
  day: string,
  mine: readonly RecordView[],
): Promise<Set<string>> {
  const forms = new Map(
    mine.flatMap(({ fields }) => {
      const form = dayForms[String(fields.form)]
      return form && form.verbs.length > 0 ? [[String(fields.form), form] as const] : []
    }),
  )
  if (forms.size === 0) return new Set()
  const dawn = await momentAt(ask, { known: addDays(day, -1) })
  const all = [...forms.values()]
  const asked = await Promise.all(
    // One question for each register: the last of them is enough.
    [...new Set(all.map(({ register }) => register))].map(async (register) => {
      const verbs = all.filter((one) => one.register === register).flatMap((one) => one.verbs)
      const { items } = await ask.house.ledger.lately(ask.reader, {
        registers: [register],
        verbs: [...new Set(verbs)],
        after: dawn.known,
        upTo: moment.known,
        limit: 50,
      })
      return items
    }),
  )
  const entries = asked.flat()
  return new Set(
    [...forms].flatMap(([name, { register, verbs }]) =>
      entries.some((one) => one.register === register && verbs.includes(one.verb)) ? [name] : [],
    ),
  )
}

export const isForMe = (toRoles: unknown, roles: readonly Role[]): boolean =>
  !Array.isArray(toRoles) || toRoles.length === 0 || toRoles.some((one) => roles.includes(one))

/** Orders issued to the asker's roles that they have not acknowledged. */
async function ordersAt(ask: Ask, moment: Moment, off: Off): Promise<Waiting[]> {
  const { house, person, reader } = ask
  const { registers, ledger } = house
  if (!registers.has('order') || isOff(off, registers, 'order')) return []
  const may = registers.get('acknowledgement')?.enters.by ?? []
  if (!may.some((role) => person.roles.includes(role))) return []
  const page = await ledger.list(reader, {
    register: 'order',
    moment,
    filter: { state: ['issued'] },
    sort: 'dueOn',
    limit: ORDERS_MAX,
    total: 'none',
  })
  const mine = (isRefusal(page) ? [] : page.items).filter(({ fields }) =>
    isForMe(fields.toRoles, person.roles),
  )
  if (mine.length === 0) return []
  const told = await ledger.list(reader, {
    register: 'acknowledgement',
    moment,
    filter: { order: mine.map(({ id }) => id), acknowledgedBy: person.id },
    limit: ORDERS_MAX,
    total: 'none',
  })
  const known = new Set(
    (isRefusal(told) ? [] : told.items)
      .filter(({ fields }) => fields.acknowledgedBy === person.id)
      .map(({ fields }) => fields.order),
  )
  return mine
    .filter(({ id }) => !known.has(id))
    .map(({ id, fields }): Waiting => {
      const due = spanOf(String(fields.dueOn ?? ''))?.last
      const since = spanOf(String(fields.issuedOn ?? ''))?.last
      return {
        key: 'day.order',
        values: { number: String(fields.number), title: String(fields.title) },
        link: `/orders?order=${id}`,
        register: 'order',
        ...(due ? { due } : {}),
        ...(since ? { since } : {}),
        order: {
          id,
          ...(fields.toOrganisation ? { toOrganisation: String(fields.toOrganisation) } : {}),
        },
      }
    })
}
