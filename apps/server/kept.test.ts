import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Kept } from './kept.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what was worked out is gone after five minutes, though nobody asks', async () => {
  const kept = new Kept()
  let made = 0
  const make = async (): Promise<number> => ++made
  expect(await kept.get('m\u0000one', make)).toBe(1)
  expect(await kept.get('m\u0000one', make)).toBe(1)
  vi.advanceTimersByTime(301_000)
  expect(await kept.get('m\u0000one', make)).toBe(2)
})

test('a failure is not kept, and a log that grew lets go of what was', async () => {
  const kept = new Kept()
  await expect(kept.get('m\u0000one', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await kept.get('m\u0000one', async () => 'found')).toBe('found')
  kept.grown('m', 2)
  expect(await kept.get('m\u0000one', async () => 'again')).toBe('again')
})

test('what holds still as the log grows is told again, and made anew where it does not', async () => {
  const kept = new Kept()
  let made = 0
  const make = async (): Promise<{ nth: number }> => ({ nth: ++made })
  const since: number[] = []
  const holds = (answer: boolean) => async (_: { nth: number }, from: number) => {
    since.push(from)
    return answer
  }
  expect(await kept.onwards('now one', 1, make, holds(true))).toEqual({ nth: 1 })
  expect(await kept.onwards('now one', 5, make, holds(true))).toEqual({ nth: 1 })
  expect(await kept.onwards('now one', 5, make, holds(false))).toEqual({ nth: 1 })
  expect(await kept.onwards('now one', 9, make, holds(false))).toEqual({ nth: 2 })
  expect(since).toEqual([1, 5])
  // Whose view of the log is older reads for themself and leaves what is kept as it is.
  expect(await kept.onwards('now one', 7, make, holds(true))).toEqual({ nth: 3 })
  expect(await kept.onwards('now one', 9, make, holds(true))).toEqual({ nth: 2 })
  // Five minutes count from when it was made, not from when it was last found to hold.
  vi.advanceTimersByTime(200_000)
  expect(await kept.onwards('now one', 10, make, holds(true))).toEqual({ nth: 2 })
  vi.advanceTimersByTime(101_000)
  expect(await kept.onwards('now one', 10, make, holds(true))).toEqual({ nth: 4 })
})
