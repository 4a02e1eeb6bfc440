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
