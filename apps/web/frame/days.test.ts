import { describe, expect, it } from 'vitest'
import { nearest } from '../figure/Otherwise.tsx'
import { addMonths, dayNumber, dayText, isDay, lastDay } from './days.ts'

describe('days', () => {
  it('are numbers and back, whatever the zone of the machine', () => {
    for (const day of ['1970-01-01', '2024-02-29', '2025-03-30', '2026-11-21'])
      expect(dayText(dayNumber(day))).toBe(day)
  })
  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2025-12-15', 1, '2026-01-15'],
  ])('%s and %i months is %s', (day, count, then) => expect(addMonths(day, count)).toBe(then))
  it.each([
    ['2025', '2025-12-31'],
    ['2024-02', '2024-02-29'],
    ['2025-05-14', '2025-05-14'],
    ['2025-05-14T16:30-04:00', '2025-05-14'],
  ])('the last day of %s is %s', (text, day) => expect(lastDay(text)).toBe(day))
  it('a day that the calendar does not have is none', () => {
    expect(isDay('2025-02-30')).toBe(false)
    expect(isDay('2025-02-28')).toBe(true)
  })
})

describe('the statements nearest to a day', () => {
  const claim = (id: string, asOf: string | null) => ({ id, asOf }) as never
  it('are those of the weeks before it, never later ones', () => {
    const all = [
      claim('a', '2025-05-14'),
      claim('b', '2025-02-24'),
      claim('c', '2024-06-25'),
      claim('d', '2025-09-01'),
      claim('e', null),
    ]
    expect(nearest(all, '2025-05-14').map(({ id }) => id)).toEqual(['a', 'b'])
  })
  it('are the last few where the weeks before it are empty', () => {
    expect(
      nearest([claim('c', '2024-06-25'), claim('b', '2024-01-01')], '2026-01-01').map(
        ({ id }) => id,
      ),
    ).toEqual(['c', 'b'])
  })
})
