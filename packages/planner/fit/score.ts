/**
 * Scores of a forecast against what came: whether it lay within the bands, by how much the middle was off, and the continuous
 * ranked probability score (CRPS): the smaller the better, in the unit of the figure, and for one run it is the plain error.
 */
import { shareOf } from './interval.ts'

/** Bands of one figure on one day ahead, as a kept forecast tells them. */
export type Told = {
  figure: string
  day: number
  p5: number
  p25: number
  p50: number
  p75: number
  p95: number
}
export type Score = Told & {
  value: number
  isIn50: boolean
  isIn90: boolean
  /** Middle less what came: above zero where it hoped for too much. */
  error: number
  crps: number
}

/** `runs`: the values of all runs on that day, where they are at hand; else the score is made of the bands alone. */
export function scoreOf(told: Told, value: number, runs?: readonly number[]): Score {
  return {
    ...told,
    value,
    isIn50: told.p25 <= value && value <= told.p75,
    isIn90: told.p5 <= value && value <= told.p95,
    error: told.p50 - value,
    crps: runs && runs.length > 0 ? crpsOf(runs, value) : crpsOfBands(told, value),
  }
}

/** Mean distance to what came, less half the mean distance of the runs from each other. */
export function crpsOf(runs: readonly number[], value: number): number {
  const sorted = runs.toSorted((a, b) => a - b)
  const count = sorted.length
  let away = 0
  let apart = 0
  for (const [rank, one] of sorted.entries()) {
    away += Math.abs(one - value)
    apart += one * (2 * rank - count + 1)
  }
  return away / count - apart / count ** 2
}

/** By the pinball loss of each quantile, weighed with the stretch of probability that it stands for. */
function crpsOfBands({ p5, p25, p50, p75, p95 }: Told, value: number): number {
  const parts = [
    [p5, 0.05, 0.15],
    [p25, 0.25, 0.225],
    [p50, 0.5, 0.25],
    [p75, 0.75, 0.225],
    [p95, 0.95, 0.15],
  ] as const
  return parts.reduce((sum, [quantile, share, weight]) => {
    const short = value - quantile
    return sum + 2 * weight * (short >= 0 ? share * short : (share - 1) * short)
  }, 0)
}

export type Calibration = {
  figure: string
  /** Days ahead; null: all of them. */
  day: number | null
  count: number
  /** The shares that lay within the bands of 50 and of 90 %, with what chance alone would make of so few. */
  in50: number
  in90: number
  in90Low: number | null
  in90High: number | null
  error: number
  crps: number
}

/** One row for each figure and horizon, and one for each figure over all. Forecasts made one after the other are not independent. */
export function calibrationOf(scores: readonly Score[]): Calibration[] {
  return [...Map.groupBy(scores, ({ figure }) => figure)].flatMap(([figure, all]) => [
    ...[...Map.groupBy(all, ({ day }) => day)]
      .sort(([a], [b]) => a - b)
      .map(([day, list]) => rowOf(figure, day, list)),
    rowOf(figure, null, all),
  ])
}

function rowOf(figure: string, day: number | null, list: readonly Score[]): Calibration {
  const mean = (of: (score: Score) => number): number =>
    list.reduce((sum, one) => sum + of(one), 0) / list.length
  const within = shareOf(list.filter(({ isIn90 }) => isIn90).length, list.length, 5)
  return {
    figure,
    day,
    count: list.length,
    in50: mean(({ isIn50 }) => Number(isIn50)),
    in90: mean(({ isIn90 }) => Number(isIn90)),
    in90Low: within?.low ?? null,
    in90High: within?.high ?? null,
    error: mean(({ error }) => error),
    crps: mean(({ crps }) => crps),
  }
}
