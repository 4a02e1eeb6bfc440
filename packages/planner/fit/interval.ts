/**
 * What a history says of one figure: its value, the interval of 90 % that holds the truth nine times in ten, and of how many
 * it was made. Undefined where there is too little of it: then whoever asked keeps the assumption that stood there before.
 */
import { meanTime } from '@konbit/force'

export type Fitted = { value: number; low: number; high: number; count: number }
/** Something begun, how many days it has taken so far, and whether it has come to an end. */
export type Span = { days: number; isDone: boolean }

/** The normal deviate that leaves 5 % on either side. */
const Z = 1.6448536269514722
/** Fewer events than that say nothing that one would lean on. */
export const EVENTS_LEAST = 3

/** Mean time to an event that comes at any moment alike, from all the time waited and how many came. */
export function meanOf(time: number, events: number, least = EVENTS_LEAST): Fitted | undefined {
  if (events < least) return undefined
  const { mean, low, high } = meanTime(time, events, 1)
  return mean === null || low === null || high === null
    ? undefined
    : rounded({ value: mean, low, high, count: events })
}

/** Those that have not come yet count with the time they were waited for. */
export const lagOf = (spans: readonly Span[], least = EVENTS_LEAST): Fitted | undefined =>
  meanOf(
    spans.reduce((sum, { days }) => sum + Math.max(days, DAY_LEAST), 0),
    spans.filter(({ isDone }) => isDone).length,
    least,
  )
/** What came on the day it was promised took part of a day. */
const DAY_LEAST = 0.5

/** The share of `of` that `some` are, by Wilson's interval, which keeps its promise for small numbers too. */
export function shareOf(some: number, of: number, least = 10): Fitted | undefined {
  if (of < least) return undefined
  const share = some / of
  const weight = Z ** 2 / of
  const middle = (share + weight / 2) / (1 + weight)
  const half = (Z / (1 + weight)) * Math.sqrt((share * (1 - share)) / of + weight / (4 * of))
  return rounded({
    value: share,
    low: some === 0 ? 0 : Math.max(0, middle - half),
    high: some === of ? 1 : Math.min(1, middle + half),
    count: of,
  })
}

export type Awaited = { share: Fitted; mean: Fitted }

/**
 * Of what is promised, which share ever comes, and how long that takes. What has not come by now may still come or never will:
 * the longer it was waited for, the likelier it is the latter.
 */
export function awaitedOf(spans: readonly Span[], least = 5): Awaited | undefined {
  const done = spans.filter(({ isDone }) => isDone).length
  if (done < least) return undefined
  const times = spans.map(({ days, isDone }) => ({ days: Math.max(days, DAY_LEAST), isDone }))
  const likelihood = ([a, b]: Pair): number => {
    const [share, mean] = [logistic(a), Math.exp(b)]
    return times.reduce((sum, { days, isDone }) => {
      const late = Math.exp(-days / mean)
      return (
        sum + (isDone ? Math.log(share / mean) - days / mean : Math.log(1 - share + share * late))
      )
    }, 0)
  }
  const waited = times.reduce((sum, { days, isDone }) => (isDone ? sum + days : sum), 0)
  const raw = Math.min(0.98, Math.max(0.02, done / times.length))
  const found = mostLikely(likelihood, [Math.log(raw / (1 - raw)), Math.log(waited / done)])
  const [at, error] = found
  // Where the time so far cannot tell never from not yet, nothing is known of the share.
  if (!error.every((one) => Number.isFinite(one) && one < 4)) return undefined
  const through = (place: 0 | 1, turn: (value: number) => number): Fitted =>
    rounded({
      value: turn(at[place]),
      low: turn(at[place] - Z * error[place]),
      high: turn(at[place] + Z * error[place]),
      count: times.length,
    })
  return { share: through(0, logistic), mean: through(1, Math.exp) }
}

/** The chance that what was promised so many days ago and has not come will still come. */
export function stillComes(share: number, mean: number, days: number): number {
  const late = share * Math.exp(-days / mean)
  return late / (1 - share + late)
}

/** Median and spread of log-normal times, from those that ended: their number, sum and sum of squares. */
export function timesOf(
  { count, days, squares }: { count: number; days: number; squares: number },
  least = 5,
): { median: Fitted; spread: number } | undefined {
  if (count < least || days <= 0) return undefined
  const mean = days / count
  const variance = Math.max(0, (squares - count * mean ** 2) / (count - 1))
  const spread = Math.sqrt(Math.log(1 + variance / mean ** 2))
  const median = mean / Math.exp(spread ** 2 / 2)
  const error = Math.max(spread, 0.05) * Math.sqrt((1 + spread ** 2 / 2) / count)
  return {
    median: rounded({
      value: median,
      low: median * Math.exp(-Z * error),
      high: median * Math.exp(Z * error),
      count,
    }),
    spread: significant(spread),
  }
}

type Pair = readonly [number, number]
const logistic = (value: number): number => 1 / (1 + Math.exp(-value))

/** Where a function of two numbers is highest, by Newton's steps held back while they lead down, and its standard errors there. */
function mostLikely(of: (at: Pair) => number, from: Pair): [at: Pair, error: Pair] {
  let at = from
  let best = of(at)
  for (let round = 0; round < 80; round += 1) {
    const { slope, bend } = shapeAt(of, at)
    const [[a, b], [, d]] = bend
    const det = a * d - b * b
    const isPeak = a < 0 && det > 0
    const step: Pair = isPeak
      ? [(-d * slope[0] + b * slope[1]) / det, (b * slope[0] - a * slope[1]) / det]
      : [Math.sign(slope[0]) * 0.1, Math.sign(slope[1]) * 0.1]
    let scale = Math.min(1, 1 / Math.max(Math.abs(step[0]), Math.abs(step[1]), 1e-12))
    let next = at
    let value = Number.NEGATIVE_INFINITY
    for (; scale > 1e-9; scale /= 2) {
      next = [at[0] + scale * step[0], at[1] + scale * step[1]]
      value = of(next)
      if (value > best) break
    }
    if (!(value - best > 1e-10)) break
    at = next
    best = value
  }
  const [[a, b], [, d]] = shapeAt(of, at).bend
  const det = a * d - b * b
  return [at, det > 0 && a < 0 ? [Math.sqrt(-d / det), Math.sqrt(-a / det)] : [Infinity, Infinity]]
}

function shapeAt(of: (at: Pair) => number, [x, y]: Pair): { slope: Pair; bend: [Pair, Pair] } {
  const h = 1e-4
  const here = of([x, y])
  const [east, west, north, south] = [
    of([x + h, y]),
    of([x - h, y]),
    of([x, y + h]),
    of([x, y - h]),
  ]
  const cross =
    (of([x + h, y + h]) - of([x + h, y - h]) - of([x - h, y + h]) + of([x - h, y - h])) /
    (4 * h * h)
  return {
    slope: [(east - west) / (2 * h), (north - south) / (2 * h)],
    bend: [
      [(east - 2 * here + west) / (h * h), cross],
      [cross, (north - 2 * here + south) / (h * h)],
    ],
  }
}

/** Four digits that count: more would only seem to be known. */
export const significant = (value: number): number => Number(value.toPrecision(4))
const rounded = ({ value, low, high, count }: Fitted): Fitted => ({
  value: significant(value),
  low: significant(low),
  high: significant(high),
  count,
})
