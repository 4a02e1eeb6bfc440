/**
 * Bands: of a figure on each day the values below which 5, 25, 50, 75 and 95 in a hundred replications lie, and the mean.
 * Between two replications the value is read off a straight line (as most statistics programs do by default).
 */
import { figureOf, type Sample } from './sample.ts'

export const quantiles = { p5: 0.05, p25: 0.25, p50: 0.5, p75: 0.75, p95: 0.95 } as const
export type Quantile = keyof typeof quantiles
export type Bands = Record<Quantile | 'mean', Float64Array<ArrayBuffer>>

export const bandsOf = (sample: Sample, figure: string): Bands =>
  bandsIn(figureOf(sample, figure), sample.days, sample.to - sample.from)

/** Of numbers that lie replication by replication. Of no replication every band is NaN. */
export function bandsIn(values: Float32Array, days: number, runs: number): Bands {
  const names = Object.keys(quantiles) as Quantile[]
  const bands = Object.fromEntries(
    [...names, 'mean' as const].map((name) => [name, new Float64Array(days).fill(Number.NaN)]),
  ) as Bands
  if (runs === 0) return bands
  const marks = names.map((name) => {
    const place = quantiles[name] * (runs - 1)
    const below = Math.floor(place)
    return { series: bands[name], below, above: Math.min(below + 1, runs - 1), part: place - below }
  })
  const wanted = [...new Set(marks.flatMap(({ below, above }) => [below, above]))].sort(
    (a, b) => a - b,
  )
  const ranked = Uint32Array.from(wanted)
  const found = new Float64Array(wanted.length)
  const placed = marks.map(({ below, above, ...rest }) => ({
    ...rest,
    low: wanted.indexOf(below),
    high: wanted.indexOf(above),
  }))
  const column = new Float32Array(runs)
  const counting = countingOf(runs)
  for (let day = 0; day < days; day += 1) {
    let sum = 0
    let least = Number.POSITIVE_INFINITY
    let most = Number.NEGATIVE_INFINITY
    let isWhole = true
    for (let run = 0, at = day; run < runs; run += 1, at += days) {
      const value = values[at] as number
      column[run] = value
      sum += value
      if (value < least) least = value
      if (value > most) most = value
      isWhole &&= Number.isInteger(value)
    }
    if (isWhole && most - least < counting.room) counting.find(column, least, most, ranked, found)
    else {
      column.sort()
      for (let at = 0; at < ranked.length; at += 1)
        found[at] = column[ranked[at] as number] as number
    }
    bands.mean[day] = sum / runs
    for (const { series, low, high, part } of placed) {
      const from = found[low] as number
      series[day] = from + part * ((found[high] as number) - from)
    }
  }
  return bands
}

/** Whole numbers of a narrow range are counted, not sorted: some ten times faster. */
function countingOf(runs: number) {
  const room = Math.max(4096, 4 * runs)
  const counts = new Uint32Array(room)
  return {
    room,
    find: (
      column: Float32Array,
      least: number,
      most: number,
      ranks: Uint32Array,
      found: Float64Array,
    ): void => {
      counts.fill(0, 0, most - least + 1)
      for (let run = 0; run < column.length; run += 1) {
        const place = (column[run] as number) - least
        counts[place] = (counts[place] as number) + 1
      }
      let passed = 0
      let value = 0
      for (let at = 0; at < ranks.length; at += 1) {
        const rank = ranks[at] as number
        while (passed + (counts[value] as number) <= rank) {
          passed += counts[value] as number
          value += 1
        }
        found[at] = least + value
      }
    },
  }
}
