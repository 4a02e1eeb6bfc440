/**
 * Counts over periods: rivals for one period, parts that exceed a whole, and wholes that no sum of their parts can reach.
 * For every period the shorter ones give a floor (what fits inside) and a ceiling (what covers it).
 */
import { type Clash, periodAnchor } from './clash.ts'
import { isPartOf, lengthDays, type Span } from './days.ts'
import { areApart, type Bucket, type Interval, isRounding, type Reading } from './reading.ts'
import type { Rules } from './rules.ts'
import type { Kind } from './statement.ts'

export type Period = { span: Span; readings: Reading[] }

/** A period and what those who count the same thing count for it. */
export type Tile = Period & { least: number; most: number }

/** A sum: its last tile, and the sum before it. */
type Sum = { value: number; tile: Tile; before?: Sum }

/** A sum to clash with: the readings it is made of, once for all who clash. */
type Bound = { value: number; parts: number; readings: Reading[] }

/** Yields each clash once. Shorter periods first: a reading its own parts contradict is no part of a longer one. */
export function* periodClashes(bucket: Bucket, rules: Rules): Generator<Clash> {
  const tiles: Tile[] = []
  for (const period of periodsOf(bucket.readings)) {
    yield* rivalsWithin(bucket, period, rules)
    const doubted = new Set<Reading>()
    for (const clash of againstSums(bucket, period, tiles, rules)) {
      doubted.add(clash.one)
      yield clash
    }
    const readings = period.readings.filter((reading) => !doubted.has(reading))
    const counted = countedIn(readings)
    if (counted) tiles.push({ span: period.span, readings, least: counted[0], most: counted[1] })
  }
}

/** Returns the periods spoken of, shortest first. */
export function periodsOf(readings: readonly Reading[]): Period[] {
  const periods = new Map<string, Period>()
  for (const reading of readings) {
    const key = reading.span.join()
    const period = periods.get(key)
    if (period) period.readings.push(reading)
    else periods.set(key, { span: reading.span, readings: [reading] })
  }
  return [...periods.values()].sort(
    (a, b) => lengthDays(a.span) - lengthDays(b.span) || a.span[0] - b.span[0],
  )
}

export const isCountedIn = ({ counted, definition }: Reading): boolean =>
  counted !== undefined && definition === undefined

/** Returns the least and the most counted; undefined when nobody gives more than a bound. A narrower definition is left out. */
export function countedIn(readings: readonly Reading[]): Interval | undefined {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { counted } of readings.filter(isCountedIn)) {
    if (!counted) continue
    least = Math.min(least, counted[0])
    most = Math.max(most, counted[1])
  }
  return least <= most ? [least, most] : undefined
}

function* rivalsWithin(bucket: Bucket, { span, readings }: Period, rules: Rules): Generator<Clash> {
  const anchor = periodAnchor(bucket, span)
  for (const [index, one] of readings.entries()) {
    for (let next = index + 1; next < readings.length; next++) {
      const other = readings[next]
      if (!other || isRounding(one.figure, other.figure, rules)) continue
      const kind = rivalKind(one, other)
      if (kind) yield { bucket, anchor, kind, one, other }
    }
  }
}

function rivalKind(one: Reading, other: Reading): Kind | undefined {
  const isApart = areApart(one, other)
  if (one.definition !== other.definition) {
    const isGarbled = [one, other].some(({ statement }) => statement.precision === 'garbled')
    return isApart && !isGarbled ? 'differentDefinition' : undefined
  }
  const areTwoCounts =
    one.counted !== undefined &&
    other.counted !== undefined &&
    (one.isHedgedCount || other.isHedgedCount) &&
    isCount(one) &&
    isCount(other)
  if (!isApart && !areTwoCounts) return undefined
  if (one.statement.source === other.statement.source) return 'withinOneText'
  return isApart ? 'sameMoment' : 'twoCounts'
}

/** Somebody counted it: hedged, or exact. */
const isCount = ({ isHedgedCount, statement }: Reading): boolean =>
  isHedgedCount || statement.precision === 'exact'

function* againstSums(
  bucket: Bucket,
  { span, readings }: Period,
  tiles: readonly Tile[],
  rules: Rules,
): Generator<Clash> {
  const floor = boundOf(largestInside(span, tiles))
  const ceiling = boundOf(smallestCovering(span, tiles))
  const anchor = periodAnchor(bucket, span)
  for (const one of readings) {
    const admitted = one.counted ?? one.interval
    if (!admitted || one.definition !== undefined) continue
    if (one.statement.precision === 'garbled') continue
    const bound =
      floor && floor.value > admitted[1]
        ? floor
        : ceiling && ceiling.value < admitted[0]
          ? ceiling
          : undefined
    if (!bound || isRounding(one.figure, bound.value, rules)) continue
    const isOnePart = bound.parts === 1
    yield {
      bucket,
      anchor,
      one,
      rests: bound.readings,
      other: isOnePart ? bound.readings[0] : undefined,
      kind: isOnePart ? 'partAgainstWhole' : 'sumDoesNotAddUp',
      values: { sum: bound.value, parts: bound.parts },
    }
  }
}

/** Returns the parts that do not overlap and together count most; undefined when there is none. */
export function largestInside(span: Span, tiles: readonly Tile[]): Sum | undefined {
  const inside = tiles.filter((tile) => isPartOf(tile.span, span))
  inside.sort((a, b) => a.span[1] - b.span[1])
  const best: Sum[] = []
  for (const [index, tile] of inside.entries()) {
    const before = best[lastIndexWhere(inside, index, (other) => other.span[1] < tile.span[0])]
    const without = best[index - 1]
    const value = tile.least + (before?.value ?? 0)
    best.push(without && without.value >= value ? without : { value, tile, before })
  }
  return best.at(-1)
}

/** Returns two parts or more that cover the span and together count least; undefined when they leave a gap. */
function smallestCovering(span: Span, tiles: readonly Tile[]): Sum | undefined {
  const touching = tiles.filter((tile) => tile.span[0] <= span[1] && tile.span[1] >= span[0])
  touching.sort((a, b) => a.span[1] - b.span[1])
  // Ends and values both increase: what ends later and counts less makes an earlier one useless.
  const chains: Sum[] = []
  let found: Sum | undefined
  for (const tile of touching) {
    const isFirst = tile.span[0] <= span[0]
    const before = isFirst ? undefined : chains.find((sum) => sum.tile.span[1] >= tile.span[0] - 1)
    if (!isFirst && !before) continue
    const sum = { value: tile.most + (before?.value ?? 0), tile, before }
    if (tile.span[1] >= span[1] && before && !(found && found.value <= sum.value)) found = sum
    while ((chains.at(-1)?.value ?? Number.NEGATIVE_INFINITY) >= sum.value) chains.pop()
    chains.push(sum)
  }
  return found
}

function boundOf(sum: Sum | undefined): Bound | undefined {
  if (!sum) return undefined
  const tiles: Tile[] = []
  for (let at: Sum | undefined = sum; at; at = at.before) tiles.unshift(at.tile)
  const readings = tiles.flatMap((tile) => tile.readings.filter(isCountedIn))
  return { value: sum.value, parts: tiles.length, readings }
}

/** Index of the last of the first `count` items, sorted so that those that fit come first; -1 when none fits. */
function lastIndexWhere<T>(items: readonly T[], count: number, fits: (item: T) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && fits(item)) low = middle + 1
    else high = middle
  }
  return low - 1
}
