/**
 * Runway: the day on which the money at hand is used up, from what is here, what is expected, what falls due, and what running
 * costs. Arithmetic on the plan, in one currency: it says nothing of how likely any of it is.
 */
import { addDays, daysBetween } from '@konbit/model'

/** A change of the balance on a day, in minor units; what is paid out is negative. */
export type RunwayEvent = {
  readonly day: string
  readonly minor: number
  readonly register: string
  readonly record: string
  /** Part of what running costs anyway: pay, reimbursement, support. It is never counted beside that. */
  readonly isRunning?: boolean
}
export type RunwayFacts = {
  readonly today: string
  /** What is at hand at the end of `today`, without what is held back. */
  readonly balance: number
  /** After `today`. What was due before and is still owed stands on the day after `today`. */
  readonly events: readonly RunwayEvent[]
  /** What thirty days of running cost; zero or above. */
  readonly monthly: number
  /** How far to look. */
  readonly days: number
}
export type RunwayAnswer = {
  /** The first day at the end of which nothing is left; null within the days looked at. */
  readonly emptyOn: string | null
  readonly series: readonly { readonly day: string; readonly balance: number }[]
}

/**
 * Running cost runs day by day. What falls due of it takes its place: an obligation for pay draws down the days that follow
 * it until they are worked off, so the same money is never counted twice.
 */
export function runwayOf({ today, balance, events, monthly, days }: RunwayFacts): RunwayAnswer {
  const byDay = new Map<string, RunwayEvent[]>()
  for (const event of events) byDay.set(event.day, [...(byDay.get(event.day) ?? []), event])
  const series = [{ day: today, balance }]
  let left = balance
  let paidAhead = 0
  let emptyOn: string | null = balance <= 0 ? today : null
  for (let ahead = 1; ahead <= days; ahead++) {
    const day = addDays(today, ahead)
    const here = byDay.get(day) ?? []
    for (const { minor, isRunning } of here) {
      left += minor
      if (isRunning) paidAhead -= minor
    }
    const cost = daily(monthly, ahead)
    const drawn = Math.min(cost, paidAhead)
    paidAhead -= drawn
    left -= cost - drawn
    const isEmpty = emptyOn === null && left <= 0
    if (isEmpty) emptyOn = day
    const isMonthEnd = addDays(day, 1).endsWith('-01')
    if (here.length > 0 || isEmpty || isMonthEnd || ahead === days)
      series.push({ day, balance: left })
  }
  return { emptyOn, series }
}

/** Whole minor units of the day `ahead`, so that any thirty days in a row from the first cost exactly `monthly`. */
const daily = (monthly: number, ahead: number): number =>
  Math.floor((monthly * ahead) / 30) - Math.floor((monthly * (ahead - 1)) / 30)

/** What thirty days cost, from what was paid between two days, both counted; null where fewer than thirty were looked at. */
export function monthlyOf(paid: number, from: string, to: string): number | null {
  const days = daysBetween(from, to) + 1
  return days < 30 ? null : Math.round((paid * 30) / days)
}
