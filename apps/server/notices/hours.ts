/** Hours of the day in the mission's zone: whether it is quiet, and when it no longer is. Pure. */
import { addDays, dayOf, startOf } from '@konbit/model'

const MINUTE_MS = 60_000
const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

const minutesOf = (clock: string): number => {
  const [hour = '0', minute = '0'] = clock.split(':')
  return Number(hour) * 60 + Number(minute)
}

/** Of a civil day, YYYY-MM-DD. */
export const weekdayOn = (day: string): (typeof weekdays)[number] =>
  weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] as (typeof weekdays)[number]
export const weekdayOf = (instant: number, zone: string): (typeof weekdays)[number] =>
  weekdayOn(dayOf(instant, zone))

const wallOf = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
  })

/** The time of day, as HH:MM. */
export const clockOf = (instant: number, zone: string): string => wallOf(zone).format(instant)

/** The instant at which the wall clock of that day shows it. Of an hour that is left out, the one after; of one that comes twice, the first. */
export function instantAt(day: string, clock: string, zone: string): number {
  const guess = startOf(day, zone) + minutesOf(clock) * MINUTE_MS
  // A change of the clocks between midnight and then is taken back.
  const shown = minutesOf(clockOf(guess, zone)) + (dayOf(guess, zone) > day ? 1440 : 0)
  const mended = guess - (shown - minutesOf(clock)) * MINUTE_MS
  return clockOf(mended, zone) === clock ? mended : guess
}

/** The next instant, after this one, at which the clock shows it. */
export function nextAt(instant: number, clock: string, zone: string): number {
  const day = dayOf(instant, zone)
  const today = instantAt(day, clock, zone)
  return today > instant ? today : instantAt(addDays(day, 1), clock, zone)
}

export type Quiet = { from: string | null; to: string | null }

/** When the quiet that holds now is over; undefined where it is not quiet. It may run over midnight. */
export function quietUntil(instant: number, { from, to }: Quiet, zone: string): number | undefined {
  if (!from || !to || from === to) return undefined
  const now = clockOf(instant, zone)
  const isQuiet = from < to ? now >= from && now < to : now >= from || now < to
  return isQuiet ? nextAt(instant, to, zone) : undefined
}
