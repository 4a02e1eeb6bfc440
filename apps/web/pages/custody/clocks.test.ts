/** The clocks of custody: 48 hours from the arrest whoever holds the person, and never kinder than what was written. */
import { expect, test } from 'vitest'
import type { RecordView } from '../../api/types.ts'
import { handOverClock, judgeClock, lacking, nearest, partsOf, timeOf } from './clocks.ts'

const HOUR = 3_600_000
const held = (fields: Record<string, unknown>, state = 'held'): RecordView =>
  ({
    id: 'x',
    register: 'custody',
    state,
    caption: 'C-1',
    fields,
    at: '',
    known: '',
    seq: 1,
  }) as never
const now = Date.parse('2026-05-03T12:00:00Z')

test('the 48 hours run from the arrest, after a hand-over too, and stop before a judge', () => {
  const arrestedOn = '2026-05-02T06:30-04:00'
  expect(judgeClock(held({ arrestedOn }), now)).toEqual({ left: 22.5 * HOUR })
  expect(judgeClock(held({ arrestedOn }, 'handedOver'), now)).toEqual({ left: 22.5 * HOUR })
  expect(judgeClock(held({ arrestedOn, presentedOn: '2026-05-04T12:00-04:00' }), now)).toEqual({
    done: true,
    late: true,
  })
  // Where nobody wrote the hour, the day began at its first.
  expect(judgeClock(held({ arrestedOn: '2026-05-01' }), now)).toEqual({ left: -12 * HOUR })
})

test('the hand-over is the mission’s own clock, and stops with it', () => {
  const handOverBy = '2026-05-03T09:00Z'
  expect(handOverClock(held({ handOverBy }), now)).toEqual({ left: -3 * HOUR })
  expect(
    handOverClock(held({ handOverBy, handedOn: '2026-05-03T08:00Z' }, 'handedOver'), now),
  ).toEqual({ done: true, late: false })
  expect(handOverClock(held({}), now)).toBeUndefined()
})

test('whose clock runs out first stands first, and what a transfer lacks is named', () => {
  const one = held({ arrestedOn: '2026-05-02T12:00Z', handOverBy: '2026-05-03T14:00Z' })
  expect(nearest(one, now)).toBe(2 * HOUR)
  expect(nearest(held({}), now)).toBe(Number.POSITIVE_INFINITY)
  expect(lacking(held({ counselOn: '2026-05-02' }))).toEqual([
    'dueDiligence',
    'healthCheckOn',
    'kinToldOn',
  ])
})

test('a day in the past is read at its end, and spans are told in hours, then in days', () => {
  expect(timeOf('2026-05-03', '2026-05-03', now)).toBe(now)
  expect(timeOf('2026-05-01', '2026-05-03', now)).toBe(Date.parse('2026-05-01T23:59:59Z'))
  expect(partsOf(-90 * 60_000)).toEqual({ days: 0, hours: 1, minutes: 30 })
  expect(partsOf(50 * HOUR)).toEqual({ days: 2, hours: 2, minutes: 0 })
})
