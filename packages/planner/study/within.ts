/** How many replications it takes until a figure, or the chance of a goal, is known to within a half-width. */
import type { Model } from '../model.ts'
import { type Measured, measured } from './asked.ts'
import { likely } from './chance.ts'
import { leanFor } from './lean.ts'
import { play } from './sample.ts'

export type Precise = {
  value: number
  /** With 95 % confidence `value` is no further off than this. */
  halfWidth: number
  runs: number
  /** Whether it came so far before `most` replications, or before it was stopped. */
  isWithin: boolean
  /** By the clock given; nothing without one. */
  milliseconds?: number
}
export type Wish = Measured & {
  halfWidth: number
  /** Asks for the chance of at least so much, rather than for the mean. */
  least?: number
  seed: string
  /** How many are played before it is asked again; never fewer than 100 before it is asked first. */
  batch?: number
  most: number
  clock?: () => number
  on?: (now: Precise) => boolean
}

const CONFIDENT = 1.96
const FIRST = 100

export function untilWithin(model: Model, wish: Wish): Precise {
  const { halfWidth, least, seed, batch = FIRST, most, clock, on } = wish
  const begun = clock?.()
  const lean = leanFor(model, wish.figure)
  let [runs, count, mean, squares] = [0, 0, 0, 0]
  for (;;) {
    const to = Math.min(most, Math.max(FIRST, runs + batch))
    const values = measured(play(lean, seed, runs, to, { figures: [wish.figure] }), wish)
    for (const value of values) {
      runs += 1
      if (least !== undefined && value >= least) count += 1
      const off = value - mean
      mean += off / runs
      squares += off * (value - mean)
    }
    const { chance, error } = likely(count, runs)
    const [value, deviation] =
      least === undefined ? [mean, Math.sqrt(squares / (runs - 1) / runs)] : [chance, error]
    const now: Precise = {
      value,
      halfWidth: CONFIDENT * deviation,
      runs,
      isWithin: CONFIDENT * deviation <= halfWidth,
      ...(clock && begun !== undefined ? { milliseconds: clock() - begun } : {}),
    }
    if (now.isWithin || runs >= most || on?.(now) === false) return now
  }
}
