/** From simulated histories the intervals hold the truth about as often as they say. The dice are ours and fixed. */
import { describe, expect, test } from 'vitest'
import {
  awaitedOf,
  type Fitted,
  lagOf,
  meanOf,
  type Span,
  shareOf,
  stillComes,
  timesOf,
} from './interval.ts'

function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const mixed = Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d)
    return (((mixed ^ (mixed >>> 12)) >>> 0) + 0.5) / 2 ** 32
  }
}
const roll = dice(20_241_001)
const exponential = (mean: number): number => -mean * Math.log(roll())
const normal = (): number => Math.sqrt(-2 * Math.log(roll())) * Math.cos(2 * Math.PI * roll())
const HISTORIES = 600

/** How often the interval held the truth, of the histories that said anything. */
function held(truth: number, fit: () => Fitted | undefined): number {
  const found = Array.from({ length: HISTORIES }, fit).flatMap((one) => one ?? [])
  expect(found.length).toBeGreaterThan(HISTORIES / 2)
  return found.filter(({ low, high }) => low <= truth && truth <= high).length / found.length
}
/** Promised through a year, looked at on its last day: what had not come by then is cut off. */
const seen = (count: number, share: number, mean: number): Span[] =>
  Array.from({ length: count }, () => {
    const ago = roll() * 360
    const lag = roll() < share ? exponential(mean) : Number.POSITIVE_INFINITY
    return lag <= ago ? { days: lag, isDone: true } : { days: ago, isDone: false }
  })

describe('nine times in ten', () => {
  test('a lag, with those that have not come yet', () => {
    const share = held(120, () => lagOf(seen(30, 1, 120)))
    expect(share).toBeGreaterThan(0.86)
    expect(share).toBeLessThan(0.96)
  })
  test('a mean time to something rare: leaving early, falling ill, failing', () => {
    const share = held(400, () => {
      let events = 0
      for (let at = exponential(400); at < 4000; at += exponential(400)) events += 1
      return meanOf(4000, events)
    })
    expect(share).toBeGreaterThan(0.87)
    expect(share).toBeLessThan(0.98)
  })
  test.each([0.08, 0.4])('a share of %f', (truth) => {
    const share = held(truth, () =>
      shareOf(Array.from({ length: 60 }, roll).filter((one) => one < truth).length, 60),
    )
    expect(share).toBeGreaterThan(0.85)
    expect(share).toBeLessThan(0.98)
  })
  test('which share is ever paid, and after how long', () => {
    const fits = Array.from({ length: HISTORIES }, () => awaitedOf(seen(60, 0.7, 60)))
    let nth = 0
    const shares = held(0.7, () => fits[nth++]?.share)
    nth = 0
    const means = held(60, () => fits[nth++]?.mean)
    for (const share of [shares, means]) {
      expect(share).toBeGreaterThan(0.84)
      expect(share).toBeLessThan(0.97)
    }
  })
  test('the median of times that are log-normal', () => {
    const share = held(14, () => {
      const times = Array.from({ length: 40 }, () => 14 * Math.exp(0.6 * normal()))
      return timesOf({
        count: 40,
        days: times.reduce((a, b) => a + b),
        squares: times.reduce((a, b) => a + b * b, 0),
      })?.median
    })
    expect(share).toBeGreaterThan(0.82)
    expect(share).toBeLessThan(0.99)
  })
})

test('what has not come for long is taken to be lost, and not to be late', () => {
  expect(stillComes(0.8, 60, 0)).toBeCloseTo(0.8)
  expect(stillComes(0.8, 60, 60)).toBeLessThan(0.6)
  expect(stillComes(0.8, 60, 600)).toBeLessThan(0.001)
  expect(stillComes(1, 60, 600)).toBe(1)
})

test('a share that never was begins at nothing, and one that always was ends at all', () => {
  expect(shareOf(0, 26)).toMatchObject({ value: 0, low: 0 })
  expect(shareOf(26, 26)).toMatchObject({ value: 1, high: 1 })
})

test('too little history says nothing', () => {
  expect(
    lagOf([
      { days: 10, isDone: true },
      { days: 500, isDone: false },
    ]),
  ).toBeUndefined()
  expect(meanOf(10_000, 2)).toBeUndefined()
  expect(shareOf(1, 9)).toBeUndefined()
  expect(awaitedOf(seen(4, 1, 10))).toBeUndefined()
  expect(timesOf({ count: 4, days: 40, squares: 420 })).toBeUndefined()
})

test('those not yet come make a lag longer, never shorter', () => {
  const come = [10, 20, 30].map((days) => ({ days, isDone: true }))
  const value = (spans: Span[]) => lagOf(spans)?.value as number
  expect(value(come)).toBe(20)
  expect(value([...come, { days: 300, isDone: false }])).toBe(120)
})
