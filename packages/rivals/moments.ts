/**
 * Amounts and facts as of a day: which two readings of one bucket cannot both hold, whatever may have changed between them.
 * Time is given every chance first: the moments within loose dates, growth, flights that landed, wear.
 */
import { type Clash, momentAnchor } from './clash.ts'
import { gapDays, type Span } from './days.ts'
import { type Flow, type Flows, leastBetween, mostBetween } from './flows.ts'
import { areApart, type Bucket, isRounding, type Reading } from './reading.ts'
import type { Rules, Shape } from './rules.ts'

/** Happenings are known well enough to ask a rise for one. */
const KNOWN_FLOWS = 2

/** Closer statements plainly contradict each other; of more distant ones, what came between is asked. */
const MOMENT_DAYS = 7

/** Gains and losses of one bucket; gains are absent when too few are known. */
export type Motion = {
  gains?: readonly Flow[]
  losses: readonly Flow[]
  /** What is said to have come within a span. */
  landed?: (span: Span) => readonly Reading[]
}

/** Yields each clash once. Near linear: a reading meets only those within the horizon of its measure. */
export function* momentClashes(bucket: Bucket, flows: Flows, rules: Rules): Generator<Clash> {
  const { shape } = bucket.rule
  const motion = motionOf(bucket, flows)
  const readings = bucket.readings
    .filter((reading) => reading.word !== undefined || reading.interval !== undefined)
    .sort((a, b) => a.span[0] - b.span[0])
  for (const [index, one] of readings.entries()) {
    for (let next = index + 1; next < readings.length; next++) {
      const other = readings[next]
      if (!other || other.span[0] > one.span[1] + shape.horizonDays) break
      if (!areApart(one, other) || isRounding(one.figure, other.figure, rules)) continue
      if (couldFollow(one, other, shape, motion) || couldFollow(other, one, shape, motion)) continue
      yield {
        bucket,
        anchor: momentAnchor(bucket, one, other),
        one,
        other,
        ...kindOf(one, other, shape, motion),
      }
    }
  }
}

export function motionOf({ subject, rule }: Bucket, flows: Flows): Motion {
  const gains = rule.shape.gains ? flows(rule.shape.gains, subject) : []
  const losses = (rule.shape.losses ?? []).flatMap((measure) => flows(measure, subject))
  if (gains.length < KNOWN_FLOWS) return { losses }
  const found = new Map<string, readonly Reading[]>()
  const landed = (within: Span) => {
    const readings =
      found.get(within.join()) ??
      gains.filter(({ span }) => gapDays(span, within) === 0).flatMap((flow) => flow.readings)
    found.set(within.join(), readings)
    return readings
  }
  return { gains, losses, landed }
}

/** True when `then` may hold at some moment at or after one at which `first` holds. */
function couldFollow(first: Reading, then: Reading, shape: Shape, motion: Motion): boolean {
  const widestDays = then.span[1] - first.span[0]
  if (widestDays < 0) return false
  if (first.word !== undefined || then.word !== undefined) {
    const isEnd = first.word !== undefined && shape.ends?.includes(first.word)
    return widestDays > 0 && shape.rises === 'freely' && shape.falls === 'freely' && !isEnd
  }
  if (!first.interval || !then.interval) return true
  const [lowest, highest] = valuesAfter(first, then.span, shape, motion)
  return then.interval[0] <= highest && then.interval[1] >= lowest
}

/** Returns the least and the most that may be true in `span`, given that `first` held before. */
export function valuesAfter(
  first: Reading,
  span: Span,
  shape: Shape,
  motion: Motion,
): [number, number] {
  const [low, high] = first.interval ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const days = Math.max(0, span[1] - first.span[0])
  const share = (rate: number, of: number) => (days === 0 ? 0 : (Math.abs(of) * rate * days) / 30)
  const anything = days > 0 ? Number.POSITIVE_INFINITY : 0
  const rise = motion.gains
    ? mostBetween(motion.gains, first.span[0], span[1])
    : shape.rises === 'freely'
      ? anything
      : share(shape.rises, high)
  const fall =
    shape.falls === 'freely'
      ? anything
      : share(shape.falls, low) + mostBetween(motion.losses, first.span[0] - 1, span[1])
  const landed = motion.gains ? leastBetween(motion.gains, first.span[1], span[0]) : 0
  return [low - fall + landed, high + rise]
}

function kindOf(
  one: Reading,
  other: Reading,
  shape: Shape,
  motion: Motion,
): Pick<Clash, 'kind' | 'key' | 'rests'> {
  if (one.statement.source === other.statement.source) return { kind: 'withinOneText' }
  if (shape.kind) return { kind: shape.kind }
  if (!motion.gains) return { kind: 'sameMoment' }
  const [first, then] = one.span[1] <= other.span[0] ? [one, other] : [other, one]
  const days: Span = [first.span[1], then.span[0]]
  const isRise = (first.interval?.[1] ?? 0) < (then.interval?.[0] ?? 0)
  const hasLanded = motion.gains.some(({ span }) => gapDays(span, days) === 0)
  const isFarApart = days[1] - days[0] > MOMENT_DAYS
  if (days[0] >= days[1]) return { kind: 'sameMoment' }
  if (!isRise) return { kind: 'sameMoment', ...(isFarApart && { key: 'noDeparture' }) }
  if (!isFarApart && !hasLanded) return { kind: 'sameMoment' }
  const rests = motion.landed?.([days[0] - shape.horizonDays, days[1]])
  return { kind: 'cumulativeAgainstArriving', key: 'noArrival', rests }
}
