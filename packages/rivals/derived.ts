/**
 * Figures of one measure that other measures bound or make up: promises taken for receipts, totals to date, sums, shares, increases, weekdays.
 * Which measure is which stands in rules.ts.
 */
import { type Clash, momentAnchor, periodAnchor } from './clash.ts'
import { areSame, dayText, gapDays, lengthDays, type Span, spanOf, weekdayOf } from './days.ts'
import { countedIn, isCountedIn, largestInside, periodsOf, type Tile } from './periods.ts'
import {
  areApart,
  type Bucket,
  type Interval,
  isDated,
  isRounding,
  type Reading,
} from './reading.ts'
import type { Formula, Rules } from './rules.ts'

/** Finds the buckets of a measure and a subject, of any unit. */
type Look = (measure: string, subject: string) => readonly Bucket[]

/** Yields each clash of a figure with what other measures make of it. */
export function* derivedClashes(buckets: Iterable<Bucket>, rules: Rules): Generator<Clash> {
  const byName = new Map<string, Bucket[]>()
  for (const bucket of buckets) {
    const key = `${bucket.measure}\n${bucket.subject}`
    byName.set(key, [...(byName.get(key) ?? []), bucket])
  }
  const look: Look = (measure, subject) => byName.get(`${measure}\n${subject}`) ?? []
  for (const bucket of [...byName.values()].flat()) {
    yield* promiseClashes(bucket, look, rules)
    yield* totalClashes(bucket, look, rules)
    for (const formula of rules.formulas)
      if (formula.measure === bucket.measure) yield* formulaClashes(bucket, formula, look, rules)
  }
}

/** A receipt that repeats a promise made near it, while another receipt near it is far lower. */
function* promiseClashes(bucket: Bucket, look: Look, rules: Rules): Generator<Clash> {
  for (const { promised, received, withinDays } of rules.promises) {
    if (received !== bucket.measure) continue
    const isNear = (a: Reading, b: Reading) =>
      isDated(a.span) && isDated(b.span) && gapDays(a.span, b.span) <= withinDays
    const promises = sameUnit(look(promised, bucket.subject), bucket)
    for (const one of bucket.readings) {
      const rests = promises.filter(
        (promise) => isNear(promise, one) && isRounding(promise.figure, one.figure, rules),
      )
      if (rests.length === 0) continue
      for (const other of bucket.readings) {
        const isLower = other.interval && one.interval && other.interval[1] < one.interval[0]
        const isBefore = other.span[1] <= one.span[0] && isNear(other, one)
        if (!isLower || !isBefore || isRounding(one.figure, other.figure, rules)) continue
        const anchor = momentAnchor(bucket, one, other)
        yield { bucket, anchor, kind: 'pledgedAgainstReceived', one, other, rests }
      }
    }
  }
}

/** A total to date that is lower than what had been counted until then. */
function* totalClashes(bucket: Bucket, look: Look, rules: Rules): Generator<Clash> {
  for (const { total, counts } of rules.totals) {
    if (total !== bucket.measure) continue
    const readings = sameUnit(look(counts, bucket.subject), bucket)
    const tiles: Tile[] = periodsOf(readings).flatMap((period) => {
      const counted = countedIn(period.readings)
      return counted ? [{ ...period, least: counted[0], most: counted[1] }] : []
    })
    for (const one of bucket.readings) {
      const sum = largestInside([Number.NEGATIVE_INFINITY, one.span[0]], tiles)
      if (!sum || !one.interval || one.interval[1] >= sum.value) continue
      yield {
        bucket,
        anchor: momentAnchor(bucket, one),
        kind: 'cumulativeAgainstArriving',
        one,
        rests: sum.tile.readings,
        key: 'total',
        values: { sum: sum.value },
      }
    }
  }
}

function* formulaClashes(
  bucket: Bucket,
  formula: Formula,
  look: Look,
  rules: Rules,
): Generator<Clash> {
  for (const one of bucket.readings) {
    const inputs = formula.of.map((measure) => look(measure, bucket.subject))
    const isPeriod = bucket.rule.shape.compares === 'periods'
    const clash = {
      bucket,
      anchor: isPeriod ? periodAnchor(bucket, one.span) : momentAnchor(bucket, one),
      one,
      key: formula.is,
    }
    if (formula.is === 'weekday') {
      const rests = near(inputs.flat(), one, formula.withinDays).filter(isOneDay)
      const days = rests.map(({ interval }) => weekdayOf(interval?.[0] ?? 0))
      if (rests.length === 0 || days.some((day) => day.toLowerCase() === one.word)) continue
      yield { ...clash, kind: 'dateOfEvent', rests, values: { weekday: days[0] ?? '' } }
      continue
    }
    const made = madeOf(formula, inputs, one)
    if (!made || !one.interval) continue
    const [least, most] = made.interval
    const admitted = { ...one, interval: one.counted ?? one.interval, word: undefined }
    if (!areApart(admitted, { ...one, interval: made.interval, word: undefined })) continue
    const nearest = most < admitted.interval[0] ? most : least
    if (isRounding(one.figure, nearest, rules)) continue
    const sum = formula.is === 'share' ? Math.round(nearest * 10) / 10 : nearest
    yield { ...clash, kind: 'sumDoesNotAddUp', rests: made.rests, values: { sum } }
  }
}

function madeOf(
  formula: Formula,
  inputs: (readonly Bucket[])[],
  one: Reading,
): { interval: Interval; rests: Reading[] } | undefined {
  const spans = formula.is === 'increase' ? [one.span, yearBefore(one.span)] : undefined
  const lists = spans
    ? spans.map((span) => span && at(inputs.flat(), span))
    : inputs.map((buckets) =>
        formula.withinDays === 0 ? at(buckets, one.span) : near(buckets, one, formula.withinDays),
      )
  const unit = lists[0]?.[0]?.statement.unit
  const alike = lists.map((readings) => readings?.filter((it) => it.statement.unit === unit))
  const counts = alike.map((readings) => readings && countedIn(readings))
  const rests = alike.flatMap((readings) => (readings ?? []).filter(isCountedIn))
  if (counts.some((count) => count === undefined)) return undefined
  const [first, second] = counts
  if (!first) return undefined
  if (formula.is === 'sum') {
    const sum = (end: 0 | 1) => counts.reduce((total, count) => total + (count?.[end] ?? 0), 0)
    return { interval: [sum(0), sum(1)], rests }
  }
  if (!second) return undefined
  if (formula.is === 'increase')
    return { interval: [first[0] - second[1], first[1] - second[0]], rests }
  if (second[0] <= 0) return undefined
  return { interval: [(100 * first[0]) / second[1], (100 * first[1]) / second[0]], rests }
}

const at = (buckets: readonly Bucket[], span: Span): Reading[] =>
  buckets.flatMap(({ readings }) => readings).filter((reading) => areSame(reading.span, span))

const near = (buckets: readonly Bucket[], one: Reading, days: number): Reading[] =>
  buckets
    .flatMap(({ readings }) => readings)
    .filter(({ span }) => isDated(span) && gapDays(span, one.span) <= days)

const sameUnit = (buckets: readonly Bucket[], { unit }: Bucket): Reading[] =>
  buckets.filter((bucket) => bucket.unit === unit).flatMap(({ readings }) => readings)

const isOneDay = ({ interval }: Reading): boolean =>
  interval !== undefined && lengthDays(interval) === 1

function yearBefore([from, to]: Span): Span | undefined {
  const [first, last] = [from, to].map((day) => {
    const text = dayText(day)
    return spanOf(`${Number(text.slice(0, 4)) - 1}${text.slice(4)}`)
  })
  return first && last ? [first[0], last[1]] : undefined
}
