/** The clocks of a person held, to the hour: from where they run, and what is left. Pure; whoever calls says what time it is. */
import type { RecordView } from '../../api/types.ts'
import { lastDay } from '../../frame/days.ts'

const HOUR = 3_600_000
/** The law's, from the arrest, whoever holds the person. */
export const JUDGE_HOURS = 48

/** `left`: milliseconds; below nothing, so much over. `done`: it stopped in time, or too late. */
export type Clock = { left: number } | { done: true; late: boolean } | undefined

/** A day without an hour begins as early as it can: the clock is never kind. */
export const earliest = (text: string): number =>
  text.includes('T')
    ? Date.parse(text)
    : Date.parse(`${text.slice(0, 10).padEnd(10, '-01')}T00:00:00Z`)
const latest = (text: string): number =>
  text.includes('T') ? Date.parse(text) : Date.parse(`${lastDay(text)}T23:59:59Z`)

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export function judgeClock({ fields }: RecordView, now: number): Clock {
  const arrested = text(fields.arrestedOn)
  const seen = text(fields.presentedOn)
  if (!arrested) return undefined
  const end = earliest(arrested) + JUDGE_HOURS * HOUR
  return seen ? { done: true, late: earliest(seen) > end } : { left: end - now }
}

export function handOverClock({ fields, state }: RecordView, now: number): Clock {
  const by = text(fields.handOverBy)
  const done = text(fields.handedOn)
  if (!by) return undefined
  if (done) return { done: true, late: earliest(done) > latest(by) }
  return state === 'held' ? { left: latest(by) - now } : undefined
}

export function renewalClock({ fields }: RecordView, now: number): Clock {
  const due = text(fields.renewalDue)
  return due ? { left: latest(due) - now } : undefined
}

/** The time that a page is read at: the clock's where the day is today, else the end of that day. */
export const timeOf = (day: string, today: string, clock: number): number =>
  day === today ? clock : Date.parse(`${day}T23:59:59Z`)

/** Days and hours of a span, however long; of less than two days, hours and minutes. */
export function partsOf(left: number): { days: number; hours: number; minutes: number } {
  const whole = Math.abs(left)
  const hours = Math.floor(whole / HOUR)
  return hours >= 48
    ? { days: Math.floor(hours / 24), hours: hours % 24, minutes: 0 }
    : { days: 0, hours, minutes: Math.floor((whole % HOUR) / 60_000) }
}

/** Conditions of a hand-over that do not stand yet, by the name of their field. */
export const lacking = ({ fields }: RecordView): string[] =>
  ['dueDiligence', 'healthCheckOn', 'counselOn', 'kinToldOn'].filter((name) => !fields[name])

/** Whose clock runs out first stands first. */
export const nearest = (record: RecordView, now: number): number =>
  Math.min(
    ...[judgeClock(record, now), handOverClock(record, now), renewalClock(record, now)].map(
      (one) => (one && 'left' in one ? one.left : Number.POSITIVE_INFINITY),
    ),
  )
