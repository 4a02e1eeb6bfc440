/** Quiet hours over midnight and over changes of the clocks. */
import { describe, expect, test } from 'vitest'
import { clockOf, instantAt, nextAt, quietUntil, weekdayOf } from './hours.ts'

const zone = 'America/Port-au-Prince'
const at = (text: string): number => Date.parse(text)

describe('quiet hours', () => {
  test.each([
    ['before them', '2026-01-10T21:59-05:00', undefined],
    ['as they begin', '2026-01-10T22:00-05:00', '2026-01-11T06:00-05:00'],
    ['after midnight', '2026-01-11T03:00-05:00', '2026-01-11T06:00-05:00'],
    ['as they end', '2026-01-11T06:00-05:00', undefined],
  ])('%s', (_, now, until) => {
    expect(quietUntil(at(now), { from: '22:00', to: '06:00' }, zone)).toBe(until && at(until))
  })

  test('within one day', () => {
    const quiet = { from: '12:00', to: '14:00' }
    expect(quietUntil(at('2026-01-10T13:00-05:00'), quiet, zone)).toBe(at('2026-01-10T14:00-05:00'))
    expect(quietUntil(at('2026-01-10T14:00-05:00'), quiet, zone)).toBeUndefined()
  })

  test('none where one end is missing, or both are the same', () => {
    for (const quiet of [
      { from: null, to: '06:00' },
      { from: '22:00', to: null },
      { from: '06:00', to: '06:00' },
    ])
      expect(quietUntil(at('2026-01-11T03:00-05:00'), quiet, zone)).toBeUndefined()
  })

  test('end when the wall clock says so in the night in which the clocks change', () => {
    // 8 March 2026, two in the morning is three.
    const until = quietUntil(at('2026-03-08T01:00-05:00'), { from: '22:00', to: '06:00' }, zone)
    expect(until).toBe(at('2026-03-08T06:00-04:00'))
    // 1 November 2026, one in the morning comes twice.
    expect(quietUntil(at('2026-11-01T00:30-04:00'), { from: '22:00', to: '06:00' }, zone)).toBe(
      at('2026-11-01T06:00-05:00'),
    )
  })
})

test('an hour that is left out is the one after, and there is always a next', () => {
  expect(instantAt('2026-03-08', '02:30', zone)).toBe(at('2026-03-08T03:30-04:00'))
  expect(nextAt(at('2026-03-08T00:00-05:00'), '02:30', zone)).toBe(at('2026-03-08T03:30-04:00'))
  expect(nextAt(at('2026-01-10T07:00-05:00'), '07:00', zone)).toBe(at('2026-01-11T07:00-05:00'))
})

test('the day of the week and the hour are those of the mission', () => {
  expect(weekdayOf(at('2026-01-11T03:00Z'), zone)).toBe('saturday')
  expect(clockOf(at('2026-01-11T03:00Z'), zone)).toBe('22:00')
})
