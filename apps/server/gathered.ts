/**
 * Deadlines of which there are many (tours, clearances, pay runs), each as one line: how many fall on the nearest day, or have run
 * over and since when. Counted by the ledger, so that a large mission costs what a small one does; officers
 * are never named, and the line leads to the list.
 */
import type { Filter, Group, Moment, RecordView } from '@konbit/ledger'
import { addDays, isRefusal } from '@konbit/model'
import type { Deadline } from '@konbit/registers'
import type { Ask } from './route.ts'

export type Counted = { day: string; count: number }
export type Gathered = Counted & { records: RecordView[] }

const namedMax = 10

/** Further ahead than this nothing binds in numbers. */
const daysAhead = 365

/** Those on the nearest day that is not past. */
export async function nearestOf(
  ask: Ask,
  moment: Moment,
  deadline: Deadline,
  today: string,
): Promise<Counted | undefined> {
  const span = { from: today, to: addDays(today, daysAhead) }
  const [first] = (await groupsOf(ask, moment, deadline, span)).filter(({ day }) => day >= today)
  return first
}

/** All whose day is past; the day is that of the oldest. */
export async function pastOf(
  ask: Ask,
  moment: Moment,
  deadline: Deadline,
  today: string,
): Promise<Gathered | undefined> {
  const span = { to: addDays(today, -1) }
  const past = (await groupsOf(ask, moment, deadline, span)).filter(({ day }) => day < today)
  const [oldest] = past
  if (!oldest) return undefined
  const count = past.reduce((sum, one) => sum + one.count, 0)
  const records = deadline.isOfOfficers ? [] : await firstOf(ask, moment, deadline, span)
  return { day: oldest.day, count, records }
}

type Span = { from?: string; to?: string }
const filterOf = ({ state, where = {}, date }: Deadline, span: Span): Filter => ({
  state,
  ...where,
  [date as string]: span,
})

async function groupsOf(
  ask: Ask,
  moment: Moment,
  deadline: Deadline,
  span: Span,
): Promise<Counted[]> {
  const { register, date } = deadline
  const found = await ask.house.ledger.groups(ask.reader, {
    register,
    moment,
    by: [date as string],
    filter: filterOf(deadline, span),
  })
  const groups: Group[] = isRefusal(found) ? [] : found
  return groups.flatMap(({ keys: [day], records: count }) => (day ? [{ day, count }] : []))
}

async function firstOf(
  ask: Ask,
  moment: Moment,
  deadline: Deadline,
  span: Span,
): Promise<RecordView[]> {
  const page = await ask.house.ledger.list(ask.reader, {
    register: deadline.register,
    moment,
    filter: filterOf(deadline, span),
    sort: deadline.date,
    limit: namedMax,
    total: 'none',
  })
  return isRefusal(page) ? [] : page.items
}

/** A page, and what its address asks: where those that are told as one are listed. */
export type Listed = { path: string; search: Record<string, string[]> }

/** Their register under the filter, as far as an address can say it. */
export function listOf(deadline: Deadline, span: Span): Listed {
  const { register, state, where = {}, date, page } = deadline
  if (page) return { path: page, search: {} }
  const told = Object.entries(where).flatMap(([name, value]) =>
    value === null ? [] : [[name, [value].flat().map(String)] as const],
  )
  const days = Object.entries(span).map(([end, day]) => [`${date}.${end}`, [day]] as const)
  return {
    path: `/r/${register}`,
    search: Object.fromEntries([['state', [...state]], ...told, ...days]),
  }
}
