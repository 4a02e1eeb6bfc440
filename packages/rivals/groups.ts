/**
 * From clashes to groups: every group gathers the clashes of one anchor, then the statements that stand beside them without clashing.
 * What each statement is called there is for judge.ts; what a group weighs, for weigh.ts.
 */
import { type Clash, groupIds } from './clash.ts'
import { gapDays, isPartOf, lengthDays, type Span } from './days.ts'
import { type Evidence, judged, originalsOf, sameness } from './judge.ts'
import { type Bucket, byId, isDated, type Reading } from './reading.ts'
import type { Rules } from './rules.ts'
import type { Settled } from './settlements.ts'
import { KINDS, type Kind, type Phrase } from './statement.ts'

export type Member = {
  reading: Reading
  kind: Kind
  of?: Reading
  why: Phrase
  setAside?: string
  /** It is itself said to be this or that, and counts in the spread; a part of a sum or another measure does not. */
  isRival: boolean
}

export type Gathered = {
  id: string
  bucket: Bucket
  /** Clashing ones first. */
  members: Member[]
  kinds: Set<Kind>
  /** Sums that statements clash with. */
  sums: number[]
  /** First and last day of what clashes. */
  span: Span
  /** Nothing set aside removes the disagreement: it still stands. */
  isOpen: boolean
}

type Draft = {
  bucket: Bucket
  /** Ids before merging and splitting. */
  origins: Set<string>
  evidence: Map<Reading, Evidence>
  kinds: Set<Kind>
  sums: Set<number>
  /** Lists of readings already offered. */
  rested: Set<readonly Reading[]>
  isOpen: boolean
}

/** Returns the groups; takes the clashes one by one and keeps only the best evidence for each statement. */
export function gather(
  clashes: Iterable<Clash>,
  settled: Settled,
  rules: Rules,
): Map<string, Gathered> {
  const drafts = new Map<string, Draft>()
  const idOf = groupIds(rules)
  for (const clash of clashes) {
    const sides = [clash.one.statement.id]
    if (clash.other) sides.push(clash.other.statement.id)
    const origin = idOf(clash)
    const routed = settled.route(origin, sides)
    if (!routed) continue
    let draft = drafts.get(routed.group)
    if (!draft) {
      const { bucket } = clash
      draft = {
        bucket,
        origins: new Set(),
        evidence: new Map(),
        kinds: new Set(),
        sums: new Set(),
        rested: new Set(),
        isOpen: false,
      }
      drafts.set(routed.group, draft)
    }
    draft.origins.add(origin)
    add(draft, clash, routed.isSetAside)
  }
  const groups = new Map<string, Gathered>()
  for (const [id, draft] of drafts) groups.set(id, finished(id, draft, settled, rules))
  return groups
}

function add(draft: Draft, clash: Clash, isSetAside: boolean): void {
  const { kind, one, other, values } = clash
  // Where nothing is left open the group is still told as it was: what it was about, and between what.
  if (!isSetAside && !draft.isOpen) {
    draft.isOpen = true
    draft.kinds.clear()
    draft.sums.clear()
  }
  if (isSetAside !== draft.isOpen) {
    draft.kinds.add(kind)
    if (typeof values?.sum === 'number') draft.sums.add(values.sum)
  }
  // The side that mixed nothing up plainly disagrees, and the whole it was mixed up with agrees.
  const isMixUp = kind === 'subjectMixedUp'
  offer(draft, one, { kind, of: other, rests: false, clash })
  if (other)
    offer(draft, other, { kind: isMixUp ? 'sameMoment' : kind, of: one, rests: false, clash })
  if (!clash.rests || draft.rested.has(clash.rests)) return
  draft.rested.add(clash.rests)
  for (const rest of clash.rests)
    if (rest !== other)
      offer(draft, rest, { kind: isMixUp ? 'agrees' : kind, of: one, rests: true, clash })
}

function offer(draft: Draft, reading: Reading, evidence: Evidence): void {
  const held = draft.evidence.get(reading)
  if (!held || isStronger(evidence, held)) draft.evidence.set(reading, evidence)
}

const RANK = new Map(KINDS.map((kind, rank) => [kind, rank]))

/** What clashes before what a clash rests on, strongest kind first, then the least id: the order of clashes never shows. */
function isStronger(one: Evidence, held: Evidence): boolean {
  if (one.rests !== held.rests) return held.rests
  if (one.kind !== held.kind) return (RANK.get(one.kind) ?? 0) < (RANK.get(held.kind) ?? 0)
  return (one.of?.statement.id ?? '') < (held.of?.statement.id ?? '')
}

function finished(id: string, draft: Draft, settled: Settled, rules: Rules): Gathered {
  const { bucket, evidence, sums, isOpen, origins } = draft
  const clashing = [...evidence.keys()].sort(byId)
  const ofBucket = clashing.filter(({ statement }) => isOf(bucket, statement))
  const others = clashing.filter(({ statement }) => !isOf(bucket, statement))
  const core = coreSpan(bucket, ofBucket)
  const originals = originalsOf(ofBucket)
  const periods = new Set(ofBucket.map(({ span }) => span.join()))
  const isHere = ({ statement }: Reading) =>
    [...origins].some((origin) => settled.route(origin, [statement.id])?.group === id)
  const beside = bucket.readings.filter(
    (reading) =>
      !evidence.has(reading) &&
      isBeside(reading, core, periods, originals, rules) &&
      isHere(reading),
  )
  const firsts = originalsOf([...ofBucket, ...beside])
  const members = [...ofBucket, ...others, ...beside].map((reading): Member => {
    const found = evidence.get(reading)
    const sameFigure = isOf(bucket, reading.statement) && (found ? originals : firsts)
    const original = sameFigure ? sameFigure.get(sameness(reading)) : undefined
    return {
      reading,
      ...judged(reading, found, original, ofBucket, rules),
      setAside: settled.setAside(id, reading.statement.id),
      isRival:
        isOf(bucket, reading.statement) &&
        !found?.rests &&
        (found !== undefined || !isPartOf(reading.span, core)),
    }
  })
  const kinds = new Set(draft.kinds)
  for (const { kind } of members) if (kind === 'garbled' || kind === 'vague') kinds.add(kind)
  return {
    id,
    bucket,
    members,
    kinds,
    sums: [...sums],
    span: saidSpan(bucket, core, ofBucket),
    isOpen,
  }
}

/** The days of what clashes: of the statements dated to a week if there are any, else to a month, else of all. */
function coreSpan({ rule }: Bucket, readings: readonly Reading[]): Span {
  const spans = readings.map(({ span }) => span)
  const closest = [7, 31].map((days) => spans.filter((span) => lengthDays(span) <= days))
  const isWhole = rule.shape.compares === 'periods' || rule.shape.anchor === 'ever'
  return hull(isWhole ? spans : (closest.find((some) => some.length > 0) ?? spans))
}

/** Of the date of one event, the days it is said to lie between; else the days spoken of. */
function saidSpan({ rule, unit }: Bucket, core: Span, readings: readonly Reading[]): Span {
  const dates = readings.flatMap(({ interval }) =>
    interval?.every(Number.isFinite) ? [interval] : [],
  )
  return unit === 'date' && rule.shape.anchor === 'ever' && dates.length > 0 ? hull(dates) : core
}

const hull = (spans: readonly Span[]): Span => [
  spans.reduce((first, [from]) => Math.min(first, from), Number.POSITIVE_INFINITY),
  spans.reduce((last, [, to]) => Math.max(last, to), Number.NEGATIVE_INFINITY),
]

const isOf = ({ measure, subject, unit }: Bucket, statement: Reading['statement']): boolean =>
  statement.measure === measure && statement.subject === subject && statement.unit === unit

/** Speaks of the same moment; of the same period, or a part of it that is at least half and shares an end; or repeats a figure. */
function isBeside(
  reading: Reading,
  core: Span,
  periods: ReadonlySet<string>,
  originals: ReadonlyMap<string, Reading>,
  rules: Rules,
): boolean {
  const { span, rule } = reading
  if (rule.shape.compares !== 'periods') {
    if (rule.shape.anchor === 'ever') return true
    if (gapDays(span, core) > rules.besideDays) return false
    return isDated(span) || originals.has(sameness(reading))
  }
  if (periods.has(span.join())) return true
  const sharesEnd = span[0] === core[0] || span[1] === core[1]
  return isPartOf(span, core) && sharesEnd && 2 * lengthDays(span) >= lengthDays(core)
}
