/**
 * iCalendar (RFC 5545): events of whole days and at instants, for a calendar that subscribes. Only writing; what an event says
 * the caller decides. Times stand in the zone that is named, whose offsets are told for as long as the events last.
 */

export type CalendarEvent = {
  /** The same for the same thing, for ever. */
  uid: string
  summary: string
  description?: string
  url?: string
} & (
  | { day: string }
  /** Milliseconds UTC. `weekdays`: it comes again on these, up to and with the day of `until`. */
  | { at: number; again?: { weekdays: readonly Weekday[]; until: number } }
)
export const icsWeekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof icsWeekdays)[number]

export type Calendar = {
  name: string
  zone: string
  language: string
  /** When what the calendar says was last revised; milliseconds UTC. */
  stamp: number
  events: readonly CalendarEvent[]
}

const DAY_MS = 86_400_000
const LINE_OCTETS = 75
const MINUTES = 15

export function writeCalendar({ name, zone, language, stamp, events }: Calendar): string {
  const timed = events.flatMap((one) => ('at' in one ? [one] : []))
  const times = timed.flatMap(({ at, again }) => (again ? [at, again.until] : [at]))
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Konbit//Konbit//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME;LANGUAGE=${language}:${textOf(name)}`,
    `X-WR-CALNAME:${textOf(name)}`,
    `X-WR-TIMEZONE:${zone}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT4H',
    'X-PUBLISHED-TTL:PT4H',
    ...(times.length > 0 && zone !== 'UTC'
      ? zoneLines(zone, Math.min(...times) - DAY_MS, Math.max(...times) + DAY_MS)
      : []),
    ...events.flatMap((one) => eventLines(one, { zone, language, stamp })),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function eventLines(
  event: CalendarEvent,
  { zone, language, stamp }: Pick<Calendar, 'zone' | 'language' | 'stamp'>,
): string[] {
  const { uid, summary, description, url } = event
  const when =
    'day' in event
      ? [
          `DTSTART;VALUE=DATE:${event.day.replaceAll('-', '')}`,
          `DTEND;VALUE=DATE:${compact(Date.parse(`${event.day}T00:00:00Z`) + DAY_MS).slice(0, 8)}`,
          'TRANSP:TRANSPARENT',
        ]
      : [
          zone === 'UTC'
            ? `DTSTART:${compact(event.at)}Z`
            : `DTSTART;TZID=${zone}:${compact(event.at + offsetAt(event.at, zone))}`,
          `DURATION:PT${MINUTES}M`,
          ...(event.again
            ? [
                `RRULE:FREQ=WEEKLY;UNTIL=${compact(event.again.until)}Z;BYDAY=${event.again.weekdays.join(',')}`,
              ]
            : []),
          'TRANSP:TRANSPARENT',
        ]
  return [
    'BEGIN:VEVENT',
    `UID:${textOf(uid)}`,
    `DTSTAMP:${compact(stamp)}Z`,
    ...when,
    `SUMMARY;LANGUAGE=${language}:${textOf(summary)}`,
    ...(description ? [`DESCRIPTION;LANGUAGE=${language}:${textOf(description)}`] : []),
    // A value of type URI is never escaped; what would end its line is taken out.
    ...(url ? [`URL:${url.replace(/[\r\n]/g, '')}`] : []),
    'END:VEVENT',
  ]
}

/** As a value of type TEXT. */
function textOf(text: string): string {
  return (
    text
      .replace(/[\\;,]/g, '\\$&')
      .replace(/\r\n|[\r\n]/g, '\\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a line must not hold
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
  )
}

/** No line is longer than 75 octets; what goes on begins with a blank, and no character is cut in two. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const more = new TextEncoder().encode(character).length
    if (octets + more > LINE_OCTETS) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += more
  }
  return [...parts, part].join('\r\n')
}

/** 20261122T101500 of what UTC calls so. */
const compact = (instant: number): string =>
  new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')

const formats = new Map<string, Intl.DateTimeFormat>()
/** Milliseconds by which the wall clock of a zone is ahead of UTC. */
function offsetAt(instant: number, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

const printOffset = (ms: number): string => {
  const minutes = Math.abs(Math.round(ms / 60_000))
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${ms < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`
}

/** Each change of the clocks between two instants, one by one: no rule is guessed. */
function zoneLines(zone: string, from: number, to: number): string[] {
  const changes: { at: number; before: number; after: number }[] = []
  let before = offsetAt(from, zone)
  changes.push({ at: from, before, after: before })
  for (let day = from; day < to; day += DAY_MS) {
    const after = offsetAt(day + DAY_MS, zone)
    if (after === before) continue
    let low = day
    let high = day + DAY_MS
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000
      if (middle === low || offsetAt(middle, zone) !== before) high = Math.max(middle, low + 1000)
      else low = middle
    }
    changes.push({ at: high, before, after })
    before = after
  }
  const least = Math.min(...changes.map(({ after }) => after))
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...changes.flatMap(({ at, before: was, after }) => {
      const kind = after > least ? 'DAYLIGHT' : 'STANDARD'
      return [
        `BEGIN:${kind}`,
        `DTSTART:${compact(at + was)}`,
        `TZOFFSETFROM:${printOffset(was)}`,
        `TZOFFSETTO:${printOffset(after)}`,
        `END:${kind}`,
      ]
    }),
    'END:VTIMEZONE',
  ]
}
