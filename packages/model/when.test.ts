import { describe, expect, test } from 'vitest'
import {
  addDays,
  dayOf,
  daysBetween,
  entryInstant,
  readingInstant,
  spanOf,
  startOf,
} from './when.ts'

const haiti = 'America/Port-au-Prince'

describe('a date is kept as written and read as its first and last day', () => {
  test.each([
    ['2025', '2025-01-01', '2025-12-31', 'year'],
    ['2024-02', '2024-02-01', '2024-02-29', 'month'],
    ['2025-05-14', '2025-05-14', '2025-05-14', 'day'],
    ['2025-03-25T16:30-04:00', '2025-03-25', '2025-03-25', 'instant'],
    ['2025-03-26T02:00:30.250Z', '2025-03-25', '2025-03-25', 'instant'],
  ])('%s', (text, first, last, grain) => {
    expect(spanOf(text, haiti)).toEqual({ first, last, grain })
  })

  test.each([
    '2025-02-30',
    '2025-13',
    '2025-00',
    '1899',
    '2200',
    '25-05-14',
    '2025-5-4',
    '14 May 2025',
    '',
    '2025-05-14T25:00Z',
    '2025-05-14T16:30',
    '2025-05-14 ',
    '2025-05-14T16:60Z',
    '2025-04-31T10:00Z',
  ])('%j is no date', (text) => {
    expect(spanOf(text)).toBeUndefined()
  })
})

describe('days are civil days of the mission zone', () => {
  test('a day starts at midnight there, in winter and in summer time', () => {
    expect(new Date(startOf('2025-01-15', haiti)).toISOString()).toBe('2025-01-15T05:00:00.000Z')
    expect(new Date(startOf('2025-07-15', haiti)).toISOString()).toBe('2025-07-15T04:00:00.000Z')
  })
  test('every instant of a day is of that day', () => {
    for (const day of ['2025-03-09', '2025-11-02', '2024-12-31']) {
      const start = startOf(day, haiti)
      expect(dayOf(start, haiti)).toBe(day)
      expect(dayOf(start - 1, haiti)).toBe(addDays(day, -1))
      expect(dayOf(startOf(addDays(day, 1), haiti) - 1, haiti)).toBe(day)
    }
  })
  test('days are counted over the change of the clock', () => {
    expect(daysBetween('2025-03-01', '2025-04-01')).toBe(31)
    expect(daysBetween('2025-05-14', '2025-05-01')).toBe(-13)
  })
})

describe('entries and readings take different ends of a date', () => {
  test('an entry of a month counts from its last day, a day from its first instant', () => {
    expect(entryInstant('2024-06', haiti)).toBe(startOf('2024-06-30', haiti))
    expect(entryInstant('2024-06-25', haiti)).toBe(startOf('2024-06-25', haiti))
    expect(entryInstant('2024-06-25T10:00Z', haiti)).toBe(Date.parse('2024-06-25T10:00Z'))
  })
  test('a reading of a bare day means its end, so that the day itself is seen', () => {
    expect(readingInstant('2024-06-25', haiti)).toBe(startOf('2024-06-26', haiti) - 1)
    expect(readingInstant('2024', haiti)).toBe(startOf('2025-01-01', haiti) - 1)
    expect(readingInstant('2024-02-30', haiti)).toBeUndefined()
  })
})
