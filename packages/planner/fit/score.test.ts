/** Scores against what can be worked out by hand, and against what they promise: that honesty pays. */
import { describe, expect, test } from 'vitest'
import { calibrationOf, crpsOf, scoreOf, type Told } from './score.ts'

const told: Told = { figure: 'deployed', day: 30, p5: 5, p25: 25, p50: 50, p75: 75, p95: 95 }
const even = Array.from({ length: 1001 }, (_, at) => at / 10)

describe('CRPS', () => {
  test('of one run is the plain error, and of runs that all say what came it is nothing', () => {
    expect(crpsOf([7], 10)).toBe(3)
    expect(crpsOf([10, 10, 10], 10)).toBe(0)
  })
  test('of an even spread is what the integral says', () => {
    // Uniform on 0..100 with what came at x: x²/100 - x + 100/3.
    for (const x of [0, 30, 50, 100])
      expect(crpsOf(even, x)).toBeCloseTo(x ** 2 / 100 - x + 100 / 3, 1)
  })
  test('is the same whatever the order of runs, and moves with the scale', () => {
    expect(crpsOf([3, 1, 2], 5)).toBe(crpsOf([1, 2, 3], 5))
    expect(crpsOf([30, 10, 20], 50)).toBeCloseTo(10 * crpsOf([3, 1, 2], 5))
  })
  test('of the bands alone comes near that of the runs', () => {
    for (const x of [20, 50, 90]) {
      const rough = scoreOf(told, x).crps
      expect(Math.abs(rough - scoreOf(told, x, even).crps)).toBeLessThan(2.5)
    }
  })
  test('who spreads as wide as the truth does scores better than who is too sure', () => {
    const mean = (runs: readonly number[]): number =>
      even.reduce((sum, x) => sum + crpsOf(runs, x), 0) / even.length
    const few = even.filter((_, at) => at % 10 === 0)
    expect(mean(few)).toBeLessThan(mean([45, 50, 55]))
  })
})

test('a calibration counts what lay within, by horizon and over all', () => {
  const scores = [10, 40, 60, 99].flatMap((value) => [
    scoreOf(told, value),
    scoreOf({ ...told, day: 90 }, value),
  ])
  const rows = calibrationOf(scores)
  expect(rows.map(({ day, count }) => [day, count])).toEqual([
    [30, 4],
    [90, 4],
    [null, 8],
  ])
  expect(rows[0]).toMatchObject({ in50: 0.5, in90: 0.75, error: 50 - 209 / 4, in90Low: null })
  expect(rows[2]?.in90Low).toBeLessThan(0.75)
  expect(rows[2]?.in90High).toBeGreaterThan(0.75)
})
