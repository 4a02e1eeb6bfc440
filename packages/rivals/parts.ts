/**
 * Parts and wholes that are not periods: contributors of a mission, places of a country, joint counts, and measures that are part of another.
 * No part exceeds its whole, no sum of parts exceeds it, and a joint count equals its parts.
 */
import { type Clash, momentAnchor, periodAnchor } from './clash.ts'
import { areSame, gapDays } from './days.ts'
import { type Flows, wholesOf } from './flows.ts'
import { motionOf, valuesAfter } from './moments.ts'
import { countedIn } from './periods.ts'
import { type Bucket, bucketKey, isDated, isRounding, type Reading } from './reading.ts'
import type { Rules } from './rules.ts'

type Buckets = ReadonlyMap<string, Bucket>

/** What a part counts for at least and, for a joint count, at most. */
type Share = { least: number; most: number; readings: Reading[] }

/** Yields each clash of a whole, or of a joint count, with the sum of its parts. */
export function* subjectClashes(buckets: Buckets, flows: Flows, rules: Rules): Generator<Clash> {
  for (const [key, parts] of partsByWhole(buckets, rules)) {
    const bucket = buckets.get(key)
    if (!bucket) continue
    const isJoint = bucket.subject.includes('+')
    if (isJoint && parts.length < bucket.subject.split('+').length) continue
    for (const whole of bucket.readings) {
      if (!isDated(whole.span) && bucket.rule.shape.compares === 'moments') continue
      const admitted = whole.counted ?? whole.interval
      if (!admitted) continue
      const shares = parts.map((part) => shareAt(part, whole, flows, rules))
      const known = shares.filter((share) => share !== undefined)
      const least = known.reduce((sum, share) => sum + share.least, 0)
      const most = known.reduce((sum, share) => sum + share.most, 0)
      const isShort = isJoint && known.length === parts.length && most < admitted[0]
      if (!(least > admitted[1]) && !isShort) continue
      const sum = isShort ? most : least
      if (known.length === 0 || isRounding(whole.figure, sum, rules)) continue
      yield {
        bucket,
        anchor: anchorOf(bucket, whole),
        one: whole,
        other: known.length === 1 ? known[0]?.readings[0] : undefined,
        rests: known.flatMap(({ readings }) => readings),
        kind: known.length === 1 ? 'partAgainstWhole' : 'sumDoesNotAddUp',
        values: { sum, parts: known.length },
      }
    }
  }
}

/** Yields each clash of a measure with one it is part of, stated for the same day or period. */
export function* partMeasureClashes(buckets: Buckets, rules: Rules): Generator<Clash> {
  for (const bucket of buckets.values()) {
    for (const { part } of rules.partMeasures.filter(({ whole }) => whole === bucket.measure)) {
      const parts = buckets.get(bucketKey(part, bucket.subject, bucket.unit))?.readings ?? []
      for (const one of bucket.readings) {
        for (const other of parts) {
          const [low, high] = [other.interval?.[0], one.interval?.[1]]
          if (low === undefined || high === undefined || low <= high) continue
          if (!areSame(one.span, other.span)) continue
          if (isRounding(one.figure, other.figure, rules)) continue
          yield { bucket, anchor: anchorOf(bucket, one), kind: 'partAgainstWhole', one, other }
        }
      }
    }
  }
}

/** Finds the whole's reading whose figure a part's reading repeats, close in time to it and to the reading it clashes with. */
export type MixUp = (reading: Reading, other: Reading) => Reading | undefined

/** A subject's whole and a measure's whole both count. */
export function mixUps(buckets: Buckets, rules: Rules): MixUp {
  const found = new Map<Reading, Reading[]>()
  return (reading, other) => {
    const wholes = found.get(reading) ?? find(reading)
    found.set(reading, wholes)
    return wholes.find(({ span }) => gapDays(span, other.span) <= rules.partDays)
  }
  function find(reading: Reading): Reading[] {
    const { figure } = reading
    if (figure === undefined) return []
    const { measure, subject, unit } = reading.statement
    const wholes = [
      ...wholesOf(measure, subject, rules).map((whole) => bucketKey(measure, whole, unit)),
      ...rules.partMeasures
        .filter(({ part }) => part === measure)
        .map(({ whole }) => bucketKey(whole, subject, unit)),
    ]
    return wholes
      .flatMap((key) => buckets.get(key)?.readings ?? [])
      .filter(
        (whole) =>
          whole.counted !== undefined &&
          whole.figure !== undefined &&
          gapDays(whole.span, reading.span) <= rules.mixedUpDays &&
          Math.abs(whole.figure - figure) <= rules.mixedUpShare * whole.figure,
      )
  }
}

/** Buckets of the parts, by key of the whole. A part inside another part is left out, or it would count twice. */
function partsByWhole(buckets: Buckets, rules: Rules): Map<string, Bucket[]> {
  const found = new Map<string, Bucket[]>()
  const add = (key: string, part: Bucket) => {
    if (buckets.has(key)) found.set(key, [...(found.get(key) ?? []), part])
  }
  for (const bucket of buckets.values()) {
    const { measure, subject, unit } = bucket
    if (bucket.rule.shape.compares === 'apart') continue
    if (subject.includes('+')) {
      for (const name of subject.split('+')) {
        const part = buckets.get(bucketKey(measure, name, unit))
        if (part) add(bucketKey(measure, subject, unit), part)
      }
      continue
    }
    for (const whole of wholesOf(measure, subject, rules))
      add(bucketKey(measure, whole, unit), bucket)
  }
  for (const [key, parts] of found) {
    const subjects = new Set(parts.map(({ subject }) => subject))
    found.set(
      key,
      parts.filter(
        ({ measure, subject }) =>
          !wholesOf(measure, subject, rules).some((whole) => subjects.has(whole)),
      ),
    )
  }
  return found
}

/** What a part held when the whole was stated: the least anybody says, after all it may have lost since. */
function shareAt(part: Bucket, whole: Reading, flows: Flows, rules: Rules): Share | undefined {
  const { shape } = part.rule
  const isTally = shape.compares === 'periods' && !shape.countsItsDate
  const isJoint = whole.statement.subject.includes('+')
  const fitting = part.readings.filter(({ span }) =>
    isTally || (shape.countsItsDate && !isJoint)
      ? areSame(span, whole.span)
      : isDated(span) && span[0] <= whole.span[1] && gapDays(span, whole.span) <= rules.partDays,
  )
  if (isTally || isJoint) {
    const counted = countedIn(fitting)
    return counted && { least: counted[0], most: counted[1], readings: fitting }
  }
  const motion = motionOf(part, flows)
  let share: Share | undefined
  for (const reading of fitting) {
    if (!reading.interval || reading.statement.precision === 'garbled') continue
    const [least] = valuesAfter(reading, whole.span, shape, motion)
    if (!share || least < share.least)
      share = { least, most: Number.POSITIVE_INFINITY, readings: [reading] }
  }
  return share
}

const anchorOf = (bucket: Bucket, reading: Reading): string =>
  bucket.rule.shape.compares === 'periods'
    ? periodAnchor(bucket, reading.span)
    : momentAnchor(bucket, reading)
