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
  const columns = new Float32Array(runs * TOGETHER)
  const find = findingOf(runs)
  for (let first = 0; first < days; first += TOGETHER) {
    const width = Math.min(TOGETHER, days - first)
    for (let run = 0; run < runs; run += 1)
      for (let at = 0; at < width; at += 1)
        columns[at * runs + run] = values[run * days + first + at] as number
    for (let at = 0; at < width; at += 1) {
      const day = first + at
      bands.mean[day] = find(columns.subarray(at * runs, (at + 1) * runs), ranked, found)
      for (const { series, low, high, part } of placed) {
        const from = found[low] as number
        series[day] = from + part * ((found[high] as number) - from)
      }
    }
  }
  return bands
}

/** So many days are read at a time: their numbers lie side by side. */
const TOGETHER = 16
const SHELVES = 1024
/** A shelf with more than that on it is left to the platform's sort. */
const FEW = 24

/**
 * Finds the numbers of some ranks in a column, and gives its mean. Whole numbers of a narrow range are counted; others are laid
 * on shelves in order of size, of which only those that are asked for are sorted. Some ten times faster than sorting all.
 */
function findingOf(runs: number) {
  const room = Math.max(4096, 4 * runs)
  const counts = new Uint32Array(Math.max(room, SHELVES) + 1)
  const laid = new Float32Array(runs)

  return (column: Float32Array, ranks: Uint32Array, found: Float64Array): number => {
    let sum = 0
    let least = Number.POSITIVE_INFINITY
    let most = Number.NEGATIVE_INFINITY
    let isWhole = true
    for (let run = 0; run < runs; run += 1) {
      const value = column[run] as number
      sum += value
      if (value < least) least = value
      if (value > most) most = value
      if ((value | 0) !== value) isWhole = false
    }
    if (isWhole && most - least < room) count(column, least, most, ranks, found)
    else if (Number.isFinite(sum) && most > least) shelve(column, least, most, ranks, found)
    else {
      laid.set(column)
      laid.sort()
      for (let at = 0; at < ranks.length; at += 1) found[at] = laid[ranks[at] as number] as number
    }
    return sum / runs
  }

  function count(
    column: Float32Array,
    least: number,
    most: number,
    ranks: Uint32Array,
    found: Float64Array,
  ): void {
    counts.fill(0, 0, most - least + 1)
    for (let run = 0; run < runs; run += 1) {
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
  }

  function shelve(
    column: Float32Array,
    least: number,
    most: number,
    ranks: Uint32Array,
    found: Float64Array,
  ): void {
    // Taking away, multiplying and cutting off keep the order, however they are rounded.
    const scale = (SHELVES - 1) / (most - least)
    counts.fill(0, 0, SHELVES + 1)
    for (let run = 0; run < runs; run += 1) {
      const shelf = (((column[run] as number) - least) * scale) | 0
      counts[shelf] = (counts[shelf] as number) + 1
    }
    let end = 0
    for (let shelf = 0; shelf < SHELVES; shelf += 1) {
      end += counts[shelf] as number
      counts[shelf] = end
    }
    counts[SHELVES] = end
    // From here on each count is where its shelf begins.
    for (let run = 0; run < runs; run += 1) {
      const value = column[run] as number
      const shelf = ((value - least) * scale) | 0
      const place = (counts[shelf] as number) - 1
      counts[shelf] = place
      laid[place] = value
    }
    let shelf = 0
    let sorted = -1
    for (let at = 0; at < ranks.length; at += 1) {
      const rank = ranks[at] as number
      while ((counts[shelf + 1] as number) <= rank) shelf += 1
      if (sorted !== shelf) sort(laid, counts[shelf] as number, counts[shelf + 1] as number)
      sorted = shelf
      found[at] = laid[rank] as number
    }
  }
}

function sort(values: Float32Array, from: number, to: number): void {
  if (to - from > FEW) {
    values.subarray(from, to).sort()
    return
  }
  for (let next = from + 1; next < to; next += 1) {
    const value = values[next] as number
    let at = next
    while (at > from && (values[at - 1] as number) > value) {
      values[at] = values[at - 1] as number
      at -= 1
    }
    values[at] = value
  }
}
