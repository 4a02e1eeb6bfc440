/**
 * What is published of a compartment, counted out of the record by whoever sees the whole of it: nobody brings a number. A stock
 * is counted as it stood on a day, a flow by the date on which each came. One way for complaints, custody and care.
 */
import type { Moment } from '@konbit/ledger'
import {
  addDays,
  holders,
  isCompartment,
  isDay,
  isRefusal,
  type Refusal,
  type Role,
  refuse,
} from '@konbit/model'
import {
  byArea,
  type Counted,
  daysOldFor,
  isOfDay,
  protect,
  quartersOf,
  type Table,
  tableOf,
} from '@konbit/registers'
import { codesOf } from '../geo.ts'
import { dayAt, momentAt } from '../moments.ts'
import { groupsAt } from '../people/reading.ts'
import type { Ask } from '../route.ts'

/**
 * `flow`: the register whose records came on that date; without it, a stock. `area`: where each was, told by commune. `told`: who
 * tells it, where no wall stands before it.
 */
type Publishable = {
  by?: string
  flow?: { register: string; date: string }
  area?: { field: string; state: readonly string[] }
  told?: readonly Role[]
}
const publishable: Readonly<Record<string, Publishable>> = {
  'accountability.received': {
    by: 'about',
    flow: { register: 'complaint', date: 'receivedOn' },
  },
  'situation.incidents': {
    flow: { register: 'incident', date: 'occurredOn' },
    area: { field: 'where', state: ['reported', 'assessed', 'disputed'] },
    told: ['chief'],
  },
  'custody.held': {},
  'custody.over48h': {},
  'custody.handOverLate': {},
  'custody.transfersRefused': {},
  'care.participants': { by: 'programme' },
  'care.completed': { by: 'programme' },
  'care.afterTwelve': { by: 'outcome' },
  'care.weaponsHeld': {},
  'care.weaponsDestroyed': {},
}
export const publishableOf = (desk: string): string[] =>
  Object.keys(publishable).filter((name) => name.startsWith(`${desk}.`))
export const publishables = Object.keys(publishable) as [string, ...string[]]

/** Those who may hold the compartment that the figure is counted in. */
export const mayPublish = ({ house, person }: Ask, name: string): boolean => {
  const { told } = publishable[name] ?? {}
  if (told) return told.some((role) => person.roles.includes(role))
  const label = house.measures.get(name)?.label
  return (
    label !== undefined &&
    isCompartment(label) &&
    holders[label].some((role) => person.roles.includes(role))
  )
}

/** The last day that is old enough to be told of. */
export async function lastSettled(ask: Ask, name = ''): Promise<string> {
  return addDays(dayAt(ask, await momentAt(ask, {})), -daysOldFor(name))
}

/** A day of a stock; of a flow the last calendar quarter that is over for long enough. */
export async function usualPeriod(
  ask: Ask,
  name: string,
): Promise<{ first: string; last: string }> {
  const settled = await lastSettled(ask, name)
  if (!publishable[name]?.flow) return { first: settled, last: settled }
  const month = Number(settled.slice(5, 7))
  const next = `${settled.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`
  const last = addDays(next, -1)
  const first = `${last.slice(0, 4)}-${String(Number(last.slice(5, 7)) - 2).padStart(2, '0')}-01`
  return { first, last }
}

/** Refused to whoever sees less than the whole, in the words of what is not there. */
export async function countOf(
  ask: Ask,
  name: string,
  { first, last, known }: { first: string; last: string; known?: string | undefined },
): Promise<(Counted & { knownSeq: number }) | Refusal> {
  const { by, flow, area } = publishable[name] ?? {}
  const period = { periodFirst: first, periodLast: last }
  const wrong = (needs: string): Refusal =>
    refuse('invalid-query', undefined, [{ field: 'periodLast', needs }])
  if (!isDay(last) || last > (await lastSettled(ask, name)))
    return wrong(`a day, at least ${daysOldFor(name)} days ago`)
  if (flow ? !quartersOf(first, last) : first !== last)
    return wrong(flow ? 'the end of a calendar quarter or year' : 'one day')
  const moment = await momentAt(ask, flow ? {} : { at: last, ...(known ? { known } : {}) })
  if (flow && area) {
    const cells = await areasOf(ask, moment, flow, area, { first, last })
    const value = cells.reduce((sum, one) => sum + one.value, 0)
    return { ...period, value, cells, knownSeq: moment.known }
  }
  const found = await ask.house.ledger.measure(ask.reader, {
    name,
    moment,
    ...(by ? { by } : {}),
  })
  if (isRefusal(found)) return found
  if (found.partial) return refuse('not-found')
  const knownSeq = moment.known
  const parts = by
    ? found.rows.flatMap(({ key, value }) => (key === null ? [] : [{ key: key || 'none', value }]))
    : []
  if (!flow) return { ...period, value: found.value ?? 0, cells: parts, knownSeq }
  const groups = await groupsAt(ask, moment, {
    register: flow.register,
    by: [by as string],
    filter: { [flow.date]: { from: first, to: last } },
  })
  const came = new Map(groups.map(({ keys: [key], records }) => [key ?? '', records]))
  const cells = (ask.house.registers.get(flow.register)?.fields[by as string]?.options ?? []).map(
    (key) => ({ key, value: came.get(key) ?? 0 }),
  )
  return { ...period, value: cells.reduce((sum, one) => sum + one.value, 0), cells, knownSeq }
}

/**
 * The communes of the mission, and how many lay in each; those placed less surely than to a commune are `none`. Records that were
 * raised above their register's label are not counted, though whoever tells sees them: else a partner, who sees the others one by
 * one, would take their list from what everybody is told, and be left with what was withheld from them.
 */
async function areasOf(
  ask: Ask,
  moment: Moment,
  { register, date }: { register: string; date: string },
  { field, state }: { field: string; state: readonly string[] },
  { first, last }: { first: string; last: string },
): Promise<{ key: string; value: number }[]> {
  const communes = await codesOf(ask.mission, 'communes', 'ADM2_PCODE')
  const counts = new Map<string, number>(communes.map((code) => [code, 0]))
  const label = ask.house.registers.get(register)?.label
  const clearances = label ? [{ label, unit: '*' }] : []
  const pages = ask.house.ledger.pages(
    { ...ask.reader, view: { clearances } },
    {
      register,
      moment,
      filter: { state: [...state], [date]: { from: first, to: last } },
    },
  )
  for await (const page of pages)
    for (const { fields } of page) {
      const code = String((fields[field] as { pcode?: string } | undefined)?.pcode ?? '')
      const commune = communes.find((one) => code.startsWith(one)) ?? 'none'
      counts.set(commune, (counts.get(commune) ?? 0) + 1)
    }
  return [...counts].map(([key, value]) => ({ key, value }))
}

/** The tables of the same figure that were published, withdrawn ones too: whoever read them still has them. */
export async function publishedOf(ask: Ask, name: string): Promise<Table[] | Refusal> {
  const moment = await momentAt(ask, {})
  const found = await ask.house.ledger.list(ask.reader, {
    register: 'publishedFigure',
    moment,
    filter: { measure: [name] },
    limit: 200,
    total: 'none',
  })
  return isRefusal(found) ? found : found.items.map(({ fields }) => tableOf(fields))
}

/** The table as it may stand beside those published of the same year; a stock whose whole is small says that and nothing else. */
export function shownOf(
  name: string,
  counted: Counted,
  before: readonly Table[],
): Table | undefined {
  if (publishable[name]?.area) return byArea(counted)
  const isStock = isOfDay(counted)
  const year = isStock
    ? []
    : before.filter(
        (one) => !isOfDay(one) && one.periodFirst.slice(0, 4) === counted.periodFirst.slice(0, 4),
      )
  const { periodFirst, periodLast, cells } = counted
  const hidden = cells.map(({ key }) => ({ key, value: null }))
  return (
    protect(counted, year) ??
    (isStock ? { periodFirst, periodLast, value: null, cells: hidden } : undefined)
  )
}
