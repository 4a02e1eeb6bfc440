/**
 * Dice: a small seeded generator, so that the same seed tells the same exercise everywhere. One for each desk, so that a new
 * throw at one leaves the others as they were. Not for secrets.
 */
import { sha256 } from '../ids.ts'

export type Dice = {
  /** From 0 up to, and not including, 1. */
  next: () => number
  /** A whole number, both ends included. */
  whole: (from: number, to: number) => number
  chance: (share: number) => boolean
  pick: <One>(list: readonly One[]) => One
  /** One of them by weight. */
  weigh: <One>(list: readonly (readonly [One, number])[]) => One
  /** How often something happens that happens `mean` times on average. */
  times: (mean: number) => number
  /** Days until something that comes every `mean` days on average; at least one. */
  wait: (mean: number) => number
}

/** sfc32, seeded with a digest of the words. */
export function diceOf(...words: readonly (string | number)[]): Dice {
  const hex = sha256(words.join('/'))
  let [a, b, c, d] = [0, 8, 16, 24].map((from) =>
    Number.parseInt(hex.slice(from, from + 8), 16),
  ) as [number, number, number, number]

  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const weigh = <One>(list: readonly (readonly [One, number])[]): One => {
    let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [one, weight] of list) {
      left -= weight
      if (left < 0) return one
    }
    return (list.at(-1) as readonly [One, number])[0]
  }
  const times = (mean: number): number => {
    const sure = Math.floor(mean)
    let more = 0
    // Knuth's way is meant for small means: the rest beyond the whole part is below one.
    for (let product = next(), bound = Math.exp(sure - mean); product > bound; more++)
      product *= next()
    return sure + more
  }
  return {
    next,
    whole,
    chance: (share) => next() < share,
    pick: (list) => list[whole(0, list.length - 1)] as (typeof list)[number],
    weigh,
    times,
    wait: (mean) => Math.max(1, Math.ceil(-Math.log(1 - next()) * mean)),
  }
}
