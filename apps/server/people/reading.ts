/** What the pages of people read of the record: groups of it, references with captions, days. */
import type { Filter, Group, GroupsQuery, Moment } from '@konbit/ledger'
import { isRefusal } from '@konbit/model'
import { keepOn } from '../kept.ts'
import { given } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'

export type Named = { id: string; register: string; caption: string }

/** Groups at a moment. What cannot be grouped is a bug of the caller, and too many an answer of its own. */
export async function groupsAt(
  ask: Ask,
  moment: Moment,
  query: Omit<GroupsQuery, 'moment'>,
): Promise<Group[]> {
  const found = await ask.house.ledger.groups(ask.reader, { ...query, moment })
  if (isRefusal(found)) throw new TooMany(found.why)
  return found
}

/** Caught where the answer is made: a table that would not fit. */
export class TooMany extends Error {}

/** Finds the captions of ids; what the reader may not see has none. */
export async function namesAt(
  ask: Ask,
  moment: Moment,
  register: string,
  ids: Iterable<string | null>,
): Promise<(id: string | null) => Named | null> {
  const wanted = [...new Set(ids)].filter((id): id is string => id !== null && id !== '')
  const found =
    wanted.length > 0 ? await ask.house.ledger.captions(ask.reader, wanted, moment) : new Map()
  return (id) => {
    const caption = id === null ? undefined : found.get(id)?.caption
    return id === null || caption === undefined ? null : { id, register, caption }
  }
}

/** Every unit and its name: as many as the mission is large, and seldom another. */
export const unitsAt = (ask: Ask, moment: Moment) =>
  keepOn(ask, moment, 'units', async () => {
    const take = ['contributor', 'personsPlanned']
    const rows = given(
      await ask.house.ledger.rows(ask.reader, { register: 'contingent', moment, take }),
    )
    const ids = rows.map(({ record }) => record)
    return { rows, unit: await namesAt(ask, moment, 'contingent', ids) }
  })

/** The value of one measure under each key of a breakdown, and of the whole; null where nothing is known. */
export type Parts = { whole: number | null; partial: boolean; by: Map<string, number> }
export async function partsAt(ask: Ask, moment: Moment, name: string, by?: string): Promise<Parts> {
  const measure = ask.house.measures.get(name)
  const part = by && measure?.by?.includes(by) ? { by } : {}
  const found = await ask.house.ledger.measure(ask.reader, { name, moment, ...part })
  if (isRefusal(found)) throw new Error(`measure ${name}: ${found.why}`)
  const rows = 'by' in part ? found.rows : []
  return {
    whole: found.value,
    partial: found.partial,
    by: new Map(rows.map(({ key, value }) => [key ?? '', value])),
  }
}

/** A filter on one contributor, where one is asked for. */
export const ofContributor = (ask: Ask): Filter => {
  const { contributor } = ask.query as { contributor?: string }
  return contributor ? { contributor } : {}
}

/** Own staff by where they stand, as measures count them. */
export const stages = {
  atHome: ['trained', 'ready', 'waiting'],
  inArea: ['deployed', 'onLeave', 'sick', 'missing', 'captive'],
} as const

/** Those who are effective on a day: `people.effective` counts as many. */
export const effectiveOn = (day: string): Filter => ({
  state: ['deployed'],
  clearedUntil: { from: day },
  dutyLimit: ['none', null],
  directiveRead: ['read', null],
})
