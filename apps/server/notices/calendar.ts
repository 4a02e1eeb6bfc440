/**
 * A member's calendar: orders to them, due dates of their roles, the daily rhythm of those roles. Read with their eyes as they
 * are today; it says sentences, counts and links, and nothing of registers above the label `mission`.
 */
import {
  type Calendar,
  type CalendarEvent,
  icsWeekdays,
  type Weekday,
  writeCalendar,
} from '@konbit/formats'
import type { Moment, RecordView } from '@konbit/ledger'
import { addDays, dayOf, isRefusal, type Role, spanOf } from '@konbit/model'
import { dues } from '@konbit/registers'
import type { House, MissionHere } from '../house.ts'
import { offNow } from './collect.ts'
import { linkOf, saysOf, selectOf } from './coming.ts'
import { isOpenOutside, sentenceOf, titleOf, type Voice, voiceOf } from './compose.ts'
import { instantAt, weekdayOf } from './hours.ts'

const DAYS_BEHIND = 31
const DAYS_AHEAD = 400
const RECORDS_MAX = 200

const weekdays: Readonly<Record<string, Weekday>> = {
  monday: 'MO',
  tuesday: 'TU',
  wednesday: 'WE',
  thursday: 'TH',
  friday: 'FR',
  saturday: 'SA',
  sunday: 'SU',
}

type Whose = { member: string; made: string; language: string }
type Drawing = {
  house: House
  mission: MissionHere
  reader: { mission: string; member: string; door: string }
  roles: readonly Role[]
  voice: Voice
  today: string
  made: number
  /** Where the pages are, as people or the calendar program reach them. */
  origin: string
  moment: Moment
  isOff: (register: string) => boolean
}

/** The text of the feed; nothing where its member is not let in today. */
export async function calendarOf(
  house: House,
  mission: MissionHere,
  { member, made, language }: Whose,
  origin: string,
): Promise<string | undefined> {
  const standing = await house.ledger.memberOf(mission.id, member)
  const moment = await house.ledger.moment(mission.id)
  if (!standing?.isActive || isRefusal(moment)) return undefined
  const off = await house.ledger.tell((session) =>
    offNow(session, { registers: house.registers, mission }),
  )
  const voice = voiceOf(language)
  const drawing: Drawing = {
    house,
    mission,
    reader: { mission: mission.id, member, door: 'calendar' },
    roles: standing.roles,
    voice,
    today: dayOf(moment.at, mission.zone),
    made: Date.parse(made),
    origin,
    moment,
    isOff: (name) => {
      const register = house.registers.get(name)
      return !register || !isOpenOutside(house.registers, name) || off(register)
    },
  }
  const events = (
    await Promise.all([dueEvents(drawing), orderEvents(drawing), rhythmEvents(drawing)])
  ).flat()
  const calendar: Calendar = {
    name: `Konbit · ${titleOf({ mission }, voice)}`,
    zone: mission.zone,
    language: voice.language,
    stamp: drawing.made,
    events: events.map((event) => ({
      ...event,
      uid: `${event.uid}@${mission.id}.konbit`,
      // Whoever sees the event alone must see what it is of.
      ...(mission.exercise
        ? { summary: voice.t('notice.exercise', { mission: event.summary }) }
        : {}),
    })),
  }
  return writeCalendar(calendar)
}

const withUrl = (
  { mission, origin }: Drawing,
  link: string,
): { url: string; description: string } => {
  const url = `${origin}/${mission.id}${link}`
  return { url, description: url }
}

async function dueEvents(drawing: Drawing): Promise<CalendarEvent[]> {
  const { house, reader, roles, voice, today } = drawing
  const [from, to] = [addDays(today, -DAYS_BEHIND), addDays(today, DAYS_AHEAD)]
  const mine = dues.filter(
    (due) => !drawing.isOff(due.register) && due.roles.some((role) => roles.includes(role)),
  )
  const found = await Promise.all(
    mine.map(async (due): Promise<CalendarEvent[]> => {
      const select = selectOf(house.registers, due, from, to)
      const days = select ? await house.ledger.duesSeen(reader, select) : []
      return days.map((one) => ({
        uid: `${due.name}-${one.day}`,
        day: one.day,
        summary: sentenceOf(
          {
            key: `notice.calendar.${saysOf(due)}`,
            said: { register: due.register, count: one.count },
            register: due.register,
          },
          voice,
          house.registers,
        ),
        ...withUrl(drawing, linkOf(due, one)),
      }))
    }),
  )
  return found.flat()
}

const listOf = async (
  { house, reader, moment }: Drawing,
  register: string,
  state: string,
): Promise<RecordView[]> => {
  if (!house.registers.has(register)) return []
  const page = await house.ledger.list(reader, {
    register,
    moment,
    filter: { state: [state] },
    limit: RECORDS_MAX,
    total: 'none',
  })
  return isRefusal(page) ? [] : page.items
}

async function orderEvents(drawing: Drawing): Promise<CalendarEvent[]> {
  if (drawing.isOff('order')) return []
  const { mission, roles, today, voice } = drawing
  const from = addDays(today, -DAYS_BEHIND)
  const orders = await listOf(drawing, 'order', 'issued')
  return orders.flatMap(({ id, fields }): CalendarEvent[] => {
    const to = (fields.toRoles ?? []) as Role[]
    const dueOn = fields.dueOn as string | undefined
    const span = dueOn && spanOf(dueOn, mission.zone)
    if (!span || span.last < from) return []
    if (to.length > 0 && !to.some((role) => roles.includes(role))) return []
    const when = span.grain === 'instant' ? { at: Date.parse(dueOn) } : { day: span.last }
    return [
      {
        uid: `order-${id}`,
        ...when,
        summary: voice.t('notice.calendar.order'),
        ...withUrl(drawing, `/orders?order=${id}`),
      },
    ]
  })
}

async function rhythmEvents(drawing: Drawing): Promise<CalendarEvent[]> {
  if (drawing.isOff('rhythm')) return []
  const { mission, made, roles, today, voice } = drawing
  const rhythms = await listOf(drawing, 'rhythm', 'kept')
  const begins = dayOf(made, mission.zone)
  const until = Date.parse(`${Number(today.slice(0, 4)) + 1}-12-31T23:59:59Z`)
  return rhythms.flatMap(({ id, fields }): CalendarEvent[] => {
    if (!roles.includes(fields.role as Role)) return []
    const named = ((fields.weekdays ?? []) as string[]).flatMap((one) => weekdays[one] ?? [])
    const on = named.length > 0 ? named : icsWeekdays
    const first = [0, 1, 2, 3, 4, 5, 6]
      .map((days) => instantAt(addDays(begins, days), String(fields.dueAt), mission.zone))
      .find((at) => on.includes(weekdays[weekdayOf(at, mission.zone)] as Weekday))
    if (first === undefined) return []
    return [
      {
        uid: `rhythm-${id}`,
        at: first,
        again: { weekdays: icsWeekdays.filter((one) => on.includes(one)), until },
        summary: voice.t('notice.calendar.rhythm', { form: voice.t(`term.${fields.form}`) }),
        ...withUrl(drawing, '/day'),
      },
    ]
  })
}
