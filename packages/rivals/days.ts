/**
 * Civil days as whole numbers (days since 1970-01-01), and the spans that written dates stand for.
 * Not a calendar library: no zones, no clock. A year, a month or a day is kept as its first and last day.
 */

/** First and last day, both included. */
export type Span = readonly [from: number, to: number]

const DAY_MS = 86_400_000
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** Returns the span of 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'; undefined when no such date exists. */
export function spanOf(written: string): Span | undefined {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(written)
  if (!parts) return undefined
  const year = Number(parts[1])
  if (parts[2] === undefined) return [dayNumber(year, 1, 1), dayNumber(year + 1, 1, 1) - 1]
  const month = Number(parts[2])
  if (month < 1 || month > 12) return undefined
  const [first, last] = [dayNumber(year, month, 1), dayNumber(year, month + 1, 1) - 1]
  if (parts[3] === undefined) return [first, last]
  const day = first + Number(parts[3]) - 1
  return day >= first && day <= last ? [day, day] : undefined
}

/** Returns the day as 'YYYY-MM-DD'. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

const months = new Map<number, string>()

/** Returns the month of a day as 'YYYY-MM'; remembered, for it names every clash. */
export function monthText(day: number): string {
  const month = months.get(day) ?? dayText(day).slice(0, 7)
  months.set(day, month)
  return month
}

/** Returns the English name of the weekday, as sources print it. */
export function weekdayOf(day: number): string {
  return WEEKDAYS[new Date(day * DAY_MS).getUTCDay()] ?? ''
}

/** Returns the shortest text that names the span: '2024', '2024-06', '2024-06-25' or 'from..to'. */
export function spanText([from, to]: Span): string {
  const [first, last] = [dayText(from), dayText(to)]
  if (first === last) return first
  for (const written of [first.slice(0, 4), first.slice(0, 7)]) {
    const whole = spanOf(written)
    if (whole && whole[0] === from && whole[1] === to) return written
  }
  return `${first}..${last}`
}

/** Days between two spans; 0 when they touch. */
export const gapDays = (a: Span, b: Span): number => Math.max(0, a[0] - b[1], b[0] - a[1])

export const areSame = (a: Span, b: Span): boolean => a[0] === b[0] && a[1] === b[1]

export const lengthDays = ([from, to]: Span): number => to - from + 1

/** True when `inner` lies in `outer` and is shorter. */
export const isPartOf = (inner: Span, outer: Span): boolean =>
  inner[0] >= outer[0] && inner[1] <= outer[1] && lengthDays(inner) < lengthDays(outer)

function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY_MS
}
