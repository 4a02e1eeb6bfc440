/**
 * The one door: statements in, groups of rivals out, by rule and in order of weight.
 * Pure: no clock, no randomness; the same statements in any order give the same groups.
 */
import { type Clash, momentAnchor, periodAnchor } from './clash.ts'
import { dayText, spanOf } from './days.ts'
import { derivedClashes } from './derived.ts'
import { flowsOf } from './flows.ts'
import { type Gathered, gather, type Member } from './groups.ts'
import { momentClashes } from './moments.ts'
import { type MixUp, mixUps, partMeasureClashes, subjectClashes } from './parts.ts'
import { periodClashes } from './periods.ts'
import {
  areApart,
  type Bucket,
  bucketsOf,
  isDated,
  isRounding,
  type Reading,
  reader,
} from './reading.ts'
import { type Rules, standardRules } from './rules.ts'
import { settled } from './settlements.ts'
import {
  KINDS,
  type Kind,
  type OwnFigure,
  type OwnFigures,
  type Rival,
  type RivalGroup,
  type Settlement,
  type Statement,
} from './statement.ts'
import { spreadOf, weigh } from './weigh.ts'

export type Question = {
  statements: Iterable<Statement>
  own?: OwnFigures
  settlements?: readonly Settlement[]
  /** 'YYYY-MM-DD': statements that speak of a later time are left out, and recency is counted to this day. */
  until?: string
  rules?: Rules
}

/**
 * Returns the groups of statements that cannot all hold, weightiest first, equal weights by id.
 * A statement that names no day, or no value the rules can compare, is in no group. The caller MUST give distinct statement ids,
 * and only statements known at the time asked about.
 */
export function findRivals({
  statements,
  own = () => undefined,
  settlements = [],
  until,
  rules = standardRules,
}: Question): RivalGroup[] {
  const read = reader(rules)
  const end = until === undefined ? undefined : spanOf(until)?.[1]
  const readings: Reading[] = []
  for (const statement of statements) {
    const reading = read(statement)
    if (reading && (end === undefined || firstDay(reading) <= end)) readings.push(reading)
  }
  const sorted = [...bucketsOf(readings)].sort(([a], [b]) => (a < b ? -1 : 1))
  const buckets = new Map(sorted)
  const now = end ?? readings.reduce((last, { span }) => Math.max(last, span[1]), 0)
  const decided = settled(settlements)
  const groups = gather(clashesOf(buckets, own, rules), decided, rules)
  return [...groups.values()]
    .map((group) => shown(group, own, decided, now, rules))
    .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
}

/** The first day on which the statement can be about the past: a count over a period waits for its end. */
const firstDay = ({ span, rule: { shape } }: Reading): number =>
  shape.compares === 'periods' && !shape.countsItsDate ? span[1] : span[0]

function* clashesOf(
  buckets: ReadonlyMap<string, Bucket>,
  own: OwnFigures,
  rules: Rules,
): Generator<Clash> {
  const flows = flowsOf(buckets.values(), rules)
  const mixUp = mixUps(buckets, rules)
  for (const bucket of buckets.values()) {
    const { compares } = bucket.rule.shape
    if (compares === 'periods') yield* periodClashes(bucket, rules)
    if (compares === 'moments')
      for (const clash of momentClashes(bucket, flows, rules)) yield asMixUp(clash, mixUp)
    if (compares !== 'apart') yield* ownClashes(bucket, own, rules)
  }
  yield* subjectClashes(buckets, flows, rules)
  yield* partMeasureClashes(buckets, rules)
  yield* derivedClashes(buckets.values(), rules)
}

/** A side that gives the whole's figure for the part is what makes the two clash, unless both do. */
function asMixUp(clash: Clash, mixUp: MixUp): Clash {
  const { one, other } = clash
  if (!other) return clash
  const [first, second] = [mixUp(one, other), mixUp(other, one)]
  const whole = first ?? second
  if (!whole || (first && second)) return clash
  const isSubject = whole.statement.subject !== one.statement.subject
  const kind: Kind = isSubject ? 'subjectMixedUp' : 'partAgainstWhole'
  const [culprit, victim] = first ? [one, other] : [other, one]
  return { ...clash, kind, one: culprit, other: victim, key: kind, rests: [whole] }
}

/** A statement and the mission's own record, which may have moved within a loose date. One dated to a year only is left to the others. */
function* ownClashes(bucket: Bucket, own: OwnFigures, rules: Rules): Generator<Clash> {
  const { measure, subject, rule } = bucket
  const isPeriod = rule.shape.compares === 'periods'
  for (const one of bucket.readings) {
    if (!one.interval || one.statement.precision === 'garbled' || bucket.unit === 'date') continue
    if (!isPeriod && !isDated(one.span)) continue
    const from = isPeriod ? dayText(one.span[0]) : undefined
    const days = isPeriod ? [one.span[1]] : [...new Set([one.span[0], one.span[1]])]
    const figures = days.flatMap((day) => own(measure, subject, dayText(day), from) ?? [])
    if (figures.length < days.length || figures.some(({ basis }) => basis !== 'record')) continue
    const values = figures.map(({ value }) => value)
    const low = figures.some(({ bound }) => bound === 'atMost') ? 0 : Math.min(...values)
    const high = figures.some(({ bound }) => bound === 'atLeast')
      ? Number.POSITIVE_INFINITY
      : Math.max(...values)
    const record = { ...one, interval: [low, high] as const, word: undefined }
    if (!areApart(one, record)) continue
    if (values.some((value) => isRounding(one.figure, value, rules))) continue
    const anchor = isPeriod ? periodAnchor(bucket, one.span) : momentAnchor(bucket, one)
    const value = one.interval[0] > high ? Math.max(...values) : Math.min(...values)
    yield { bucket, anchor, kind: 'againstOwnRecord', one, values: { own: value } }
  }
}

function shown(
  group: Gathered,
  own: OwnFigures,
  decided: ReturnType<typeof settled>,
  now: number,
  rules: Rules,
): RivalGroup {
  const { id, bucket, members, span } = group
  const { measure, subject, unit, rule } = bucket
  const isPeriod = rule.shape.compares === 'periods'
  const [from, to] = [dayText(span[0]), dayText(span[1])]
  const figure = own(measure, subject, to, isPeriod ? from : undefined)
  const kinds = KINDS.filter((kind) => group.kinds.has(kind))
  const spread = spreadOf(group)
  const lead = leadOf(members, kinds)
  return {
    id,
    measure,
    subject,
    from,
    to,
    unit,
    statements: members.map(rivalOf),
    kinds,
    spread,
    own: figure,
    ...statusOf(group, figure, decided),
    weight: weigh(group, figure, now, rules),
    headline: {
      key: `rivals.headline.${lead}`,
      values: {
        measure,
        subject,
        unit,
        from,
        to,
        lowest: spread.lowest ?? '',
        highest: spread.highest ?? '',
        statements: members.length,
        sources: new Set(members.map(({ reading }) => reading.statement.source)).size,
      },
    },
  }
}

/** The kind most of the clashing statements have; of equals the strongest. */
function leadOf(members: readonly Member[], kinds: readonly Kind[]): Kind {
  const count = (kind: Kind) => members.filter((member) => member.kind === kind).length
  return (
    [...kinds].sort((a, b) => count(b) - count(a) || KINDS.indexOf(a) - KINDS.indexOf(b))[0] ??
    'sameMoment'
  )
}

function statusOf(
  { id, isOpen, members }: Gathered,
  own: OwnFigure | undefined,
  decided: ReturnType<typeof settled>,
): Pick<RivalGroup, 'status' | 'inUse'> {
  const adopted = decided.adopted(id)
  const chosen = members.find(
    ({ reading, isRival }) => isRival && reading.statement.id === adopted?.statement,
  )
  if (adopted && chosen) {
    const { id: statement, value } = chosen.reading.statement
    const inUse = { value, statement, basis: 'adopted' as const, reason: adopted.reason }
    return { status: 'adopted', inUse }
  }
  const inUse = own && { value: own.value, basis: own.basis }
  if (decided.setAside(id) !== undefined || !isOpen) return { status: 'setAside', inUse }
  if (!own) return { status: 'notSettled' }
  return { status: own.basis === 'record' ? 'ownRecord' : 'adopted', inUse }
}

function rivalOf({ reading, kind, of, why, setAside }: Member): Rival {
  const { id, measure, subject } = reading.statement
  const bound = (value: number | undefined) =>
    value !== undefined && Number.isFinite(value) ? value : null
  return {
    id,
    measure,
    subject,
    interval: [bound(reading.interval?.[0]), bound(reading.interval?.[1])],
    kind,
    ...(of && { of: of.statement.id }),
    why,
    ...(setAside !== undefined && { setAside }),
  }
}
