/**
 * The strength that is owed each day: of each contingent in the asker's sight what movements and deaths make of it today and
 * made of it yesterday, so that it is confirmed and not counted anew. A row of the rhythm is told by it, or one of its own.
 */
import type { Moment } from '@konbit/ledger'
import { addDays, isRefusal, type Role } from '@konbit/model'
import { dayForms } from '@konbit/registers'
import { momentAt } from '../moments.ts'
import { partsAt } from '../people/reading.ts'
import type { Ask } from '../route.ts'
import { isOff, type Off } from './off.ts'
import type { Owed } from './owed.ts'

const KEY = 'day.form.strength'
const UNITS_MAX = 200
const TOLD = 8
/** They answer for a contingent on the spot, whatever the rhythm of the mission says. */
const always: readonly Role[] = ['contributorOfficer']

export async function strengthOwed(
  ask: Ask,
  moment: Moment,
  day: string,
  off: Off,
  rows: readonly Owed[],
): Promise<Owed[]> {
  const { registers, measures } = ask.house
  const isTold = rows.some(({ key }) => key === KEY)
  const isOwed = always.some((role) => ask.person.roles.includes(role))
  const canTell =
    registers.has('strengthReturn') &&
    measures.has('people.deployed') &&
    !isOff(off, registers, 'strengthReturn')
  if (!canTell || !(isTold || isOwed)) return [...rows]
  const units = await unitsAt(ask, moment, day)
  if (units.length === 0) return rows.filter(({ key }) => key !== KEY)
  const open = units.filter(({ isReturned }) => !isReturned)
  const persons = open.reduce((sum, one) => sum + one.persons, 0)
  const before = open.reduce((sum, one) => sum + one.yesterday, 0)
  const link = dayForms.strength?.link ?? '/people/strength'
  const [only] = open
  const told: Partial<Owed> & Pick<Owed, 'key' | 'values' | 'link' | 'done'> = {
    key: `${KEY}${open.length === 0 ? '.done' : ''}`,
    values: {
      count: open.length,
      of: units.length,
      persons,
      change: persons - before,
    },
    link: open.length === 1 && only ? `${link}?contingent=${only.id}` : link,
    done: open.length === 0,
    count: open.length,
    records: open.slice(0, TOLD).map(({ id, caption, persons: value, yesterday }) => ({
      register: 'contingent',
      id,
      caption,
      value,
      change: value - yesterday,
      link: `${link}?contingent=${id}`,
    })),
  }
  return isTold
    ? rows.map((row) =>
        row.key === KEY ? { ...row, ...told, values: { ...row.values, ...told.values } } : row,
      )
    : [{ ...told, due: day, register: 'strengthReturn' }, ...rows]
}

/** Contingents in the area, each with its computed strength, and whether somebody confirmed it today. */
async function unitsAt(ask: Ask, moment: Moment, day: string) {
  const { ledger } = ask.house
  const yesterday = await momentAt(ask, { ...asKnown(ask), at: addDays(day, -1) })
  const [now, before, page, told] = await Promise.all([
    partsAt(ask, moment, 'people.deployed', 'contingent'),
    partsAt(ask, yesterday, 'people.deployed', 'contingent'),
    ledger.list(ask.reader, {
      register: 'contingent',
      moment,
      filter: { state: ['deployed'] },
      limit: UNITS_MAX,
      total: 'none',
    }),
    ledger.list(ask.reader, {
      register: 'strengthReturn',
      moment,
      filter: { state: ['given', 'settled'], countedOn: { from: day, to: day } },
      limit: UNITS_MAX,
      total: 'none',
    }),
  ])
  const returned = new Set(
    (isRefusal(told) ? [] : told.items).map(({ fields }) => fields.contingent),
  )
  return (isRefusal(page) ? [] : page.items).map(({ id, caption }) => ({
    id,
    caption,
    persons: now.by.get(id) ?? 0,
    yesterday: before.by.get(id) ?? 0,
    isReturned: returned.has(id),
  }))
}

const asKnown = ({ query }: Ask): { known?: string } => {
  const { known } = query as { known?: string }
  return known ? { known } : {}
}
