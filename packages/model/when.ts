/**
 * Dates as people write them: a year, a month, a day, or an instant with its offset. Kept to the letter, and
 * read as a first and a last civil day of the mission's zone. No clock is read here.
 */

/** `first` and `last` are civil days, `YYYY-MM-DD`, inclusive. */
export type Span = { first: string; last: string; grain: 'year' | 'month' | 'day' | 'instant' }

const shape =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/

const two = (n: number): string => String(n).padStart(2, '0')

export const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate()

/**
 * Reads `text` as a year, month, day or instant. Returns undefined for anything else, a day that the calendar
 * does not have (2025-02-30) and years outside 1900 to 2199 included.
 */
export function spanOf(text: string, zone = 'UTC'): Span | undefined {
  const found = shape.exec(text)
  if (!found) return undefined
  const [, y, m, d, hour, minute, second] = found
  const year = Number(y)
  if (year < 1900 || year > 2199) return undefined
  if (m === undefined) return { first: `${y}-01-01`, last: `${y}-12-31`, grain: 'year' }
  const month = Number(m)
  if (month < 1 || month > 12) return undefined
  const days = daysInMonth(year, month)
  if (d === undefined)
    return { first: `${y}-${m}-01`, last: `${y}-${m}-${two(days)}`, grain: 'month' }
  if (Number(d) < 1 || Number(d) > days) return undefined
  if (hour === undefined) return { first: `${y}-${m}-${d}`, last: `${y}-${m}-${d}`, grain: 'day' }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined
  const instant = Date.parse(text)
  if (Number.isNaN(instant)) return undefined
  const day = dayOf(instant, zone)
  return { first: day, last: day, grain: 'instant' }
}

export const isWhen = (text: string): boolean => spanOf(text) !== undefined
export const isDay = (text: string): boolean => spanOf(text)?.grain === 'day'

const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, format)
  }
  return format
}

/** Milliseconds by which the wall clock of `zone` is ahead of UTC at `instant`. */
function offsetOf(instant: number, zone: string): number {
  if (zone === 'UTC') return 0
  const part: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(instant)) part[type] = Number(value)
  const wall = Date.UTC(
    part.year ?? 0,
    (part.month ?? 1) - 1,
    part.day,
    part.hour,
    part.minute,
    part.second,
  )
  return wall - Math.floor(instant / 1000) * 1000
}

/** The civil day of `zone` in which `instant` (milliseconds UTC) falls. */
export const dayOf = (instant: number, zone = 'UTC'): string =>
  new Date(instant + offsetOf(instant, zone)).toISOString().slice(0, 10)

const starts = new Map<string, number>()
/** The first instant (milliseconds UTC) of the civil day `day` in `zone`. Series ask for the same days again and again. */
export function startOf(day: string, zone = 'UTC'): number {
  const key = `${day} ${zone}`
  const had = starts.get(key)
  if (had !== undefined) return had
  const wall = Date.parse(`${day}T00:00:00Z`)
  const guess = wall - offsetOf(wall, zone)
  const start = wall - offsetOf(guess, zone)
  if (starts.size > 50_000) starts.clear()
  starts.set(key, start)
  return start
}

/** The earliest instant that is meant (milliseconds UTC): of a day without an hour its beginning, so that no clock is kind. */
export function earliestOf(text: string): number | undefined {
  const span = spanOf(text)
  if (!span) return undefined
  return span.grain === 'instant' ? Date.parse(text) : Date.parse(`${span.first}T00:00:00Z`)
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Whole days from `from` to `to`, negative when `to` lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** As an entry's `at`: a year or a month counts from its last day, a day from its first instant. Milliseconds UTC. */
export function entryInstant(text: string, zone: string): number | undefined {
  const span = spanOf(text, zone)
  if (!span) return undefined
  return span.grain === 'instant' ? Date.parse(text) : startOf(span.last, zone)
}

/** As a reading's `?at=`: the last instant of what is written, as an exclusive bound in milliseconds UTC (an instant is inclusive). */
export function readingInstant(text: string, zone: string): number | undefined {
  const span = spanOf(text, zone)
  if (!span) return undefined
  return span.grain === 'instant' ? Date.parse(text) : startOf(addDays(span.last, 1), zone) - 1
}
