/** What a calendar program may rely on (RFC 5545): lines, folding, escaping, zones, days and times. */
import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { type CalendarEvent, writeCalendar } from './ics.ts'

const zone = 'America/Port-au-Prince'
const write = (
  events: readonly CalendarEvent[],
  more: { zone?: string; name?: string } = {},
): string =>
  writeCalendar({
    name: 'Konbit',
    zone,
    language: 'en',
    stamp: Date.parse('2026-01-02T03:04:05Z'),
    events,
    ...more,
  })
const unfold = (text: string): string[] => text.replace(/\r\n /g, '').split('\r\n')
const valueIn = (lines: readonly string[], name: string): string | undefined =>
  lines.find((line) => new RegExp(`^${name}[:;]`).test(line))?.replace(/^[^:]*:/, '')
/** Control characters but the tab and the new line are left out. */
const isKept = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0
  return code === 9 || code === 10 || (code > 31 && code !== 127)
}
/** The wall clock of a zone by the calendar’s own words: the last change that is not later. */
const offsets = (lines: readonly string[]): { at: string; to: string }[] => {
  const found: { at: string; to: string }[] = []
  for (const [index, line] of lines.entries())
    if (/^BEGIN:(STANDARD|DAYLIGHT)$/.test(line))
      found.push({
        at: (lines[index + 1] ?? '').replace('DTSTART:', ''),
        to: (lines[index + 3] ?? '').replace('TZOFFSETTO:', ''),
      })
  return found.sort((a, b) => (a.at < b.at ? -1 : 1))
}

test('any text comes back as it was, no line is longer than 75 octets, and each ends as it must', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (summary) => {
      const text = write([{ uid: 'one', day: '2026-05-14', summary }])
      expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
      for (const line of text.split('\r\n')) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        expect(line).not.toMatch(/[\r\n]/)
        expect(Buffer.from(line).toString()).toBe(line)
      }
      const read = valueIn(unfold(text), 'SUMMARY')?.replace(/\\([\\;,nN])/g, (_, one) =>
        /n/i.test(one) ? '\n' : one,
      )
      expect(read).toBe([...summary.replace(/\r\n?/g, '\n')].filter(isKept).join(''))
    }),
  )
})

test('nothing that stands in an event can begin another line', () => {
  const lines = unfold(
    write([
      {
        uid: 'a\r\nATTACH:x',
        day: '2026-05-14',
        summary: 'b\nBEGIN:VEVENT',
        url: 'https://x/\r\nATTACH:y',
      },
    ]),
  )
  expect(lines.filter((line) => /^(ATTACH|BEGIN:VEVENT)/.test(line))).toEqual(['BEGIN:VEVENT'])
})

test('a day is a whole day, and its end is the day after', () => {
  const lines = unfold(write([{ uid: 'one', day: '2026-12-31', summary: 'x' }]))
  expect(lines).toContain('DTSTART;VALUE=DATE:20261231')
  expect(lines).toContain('DTEND;VALUE=DATE:20270101')
  expect(lines).not.toContain('BEGIN:VTIMEZONE')
})

describe('a time stands in the zone, whose changes are told', () => {
  const at = Date.parse('2026-03-01T11:00:00Z')
  const until = Date.parse('2027-04-01T00:00:00Z')
  const lines = unfold(
    write([{ uid: 'r', at, again: { weekdays: ['MO', 'FR'], until }, summary: 'x' }]),
  )

  test('as the clock on the wall shows it', () => {
    expect(lines).toContain(`DTSTART;TZID=${zone}:20260301T060000`)
    expect(lines).toContain('RRULE:FREQ=WEEKLY;UNTIL=20270401T000000Z;BYDAY=MO,FR')
  })

  test('with every change of the clocks on its own second', () => {
    expect(offsets(lines)).toEqual([
      { at: '20260228T060000', to: '-0500' },
      { at: '20260308T020000', to: '-0400' },
      { at: '20261101T020000', to: '-0500' },
      { at: '20270314T020000', to: '-0400' },
    ])
  })

  test('and in UTC needs none', () => {
    const utc = unfold(write([{ uid: 'u', at, summary: 'x' }], { zone: 'UTC' }))
    expect(utc).toContain('DTSTART:20260301T110000Z')
    expect(utc).not.toContain('BEGIN:VTIMEZONE')
  })
})

test('what is written twice is the same, so that a program that asks again is told that nothing changed', () => {
  const events: CalendarEvent[] = [{ uid: 'one', day: '2026-05-14', summary: 'x' }]
  expect(write(events)).toBe(write(events))
  expect(unfold(write(events))).toContain('DTSTAMP:20260102T030405Z')
})

test('another program reads it as it was meant: days, times over a change of the clocks, and texts', () => {
  const at = Date.parse('2026-03-01T11:00:00Z')
  const text = write([
    {
      uid: 'day',
      day: '2026-05-14',
      summary: 'Tours; 3, end\\ \n on a Friday',
      url: 'https://x/r?a=1,2;3',
    },
    {
      uid: 'rhythm',
      at,
      again: { weekdays: ['SU'], until: Date.parse('2026-03-20T00:00:00Z') },
      summary: 'x',
    },
  ])
  const calendar = new ICAL.Component(ICAL.parse(text))
  for (const one of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(one))
  const [day, rhythm] = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
  expect(day?.summary).toBe('Tours; 3, end\\ \n on a Friday')
  expect(day?.startDate.isDate).toBe(true)
  expect(day?.startDate.toString()).toBe('2026-05-14')
  expect(day?.endDate.toString()).toBe('2026-05-15')
  expect(day?.component.getFirstPropertyValue('url')).toBe('https://x/r?a=1,2;3')
  const times: string[] = []
  const each = rhythm?.iterator()
  for (let next = each?.next(); next; next = each?.next()) times.push(next.toJSDate().toISOString())
  // Six in the morning on the wall, before and after the clocks change on 8 March.
  expect(times).toEqual([
    '2026-03-01T11:00:00.000Z',
    '2026-03-08T10:00:00.000Z',
    '2026-03-15T10:00:00.000Z',
  ])
})
