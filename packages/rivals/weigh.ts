/**
 * How much a disagreement matters, and between what it ranges. Both count only what nobody set aside, unless that leaves
 * nothing open: then the group is told as it was, and weighs little.
 */
import type { Gathered, Member } from './groups.ts'
import type { Rules } from './rules.ts'
import type { OwnFigure, RivalGroup } from './statement.ts'

/** A share of the spread that any disagreement has, however narrow. */
const NARROWEST = 0.25

/** Two words or places are neither near nor far. */
const WORDS_APART = 0.5

/** What a group weighs still, of what it would, when setting aside has left nothing open. */
const CLOSED = 0.1

/** Dates further apart than this are as far apart as can be. */
const WIDEST_DAYS = 90

/**
 * Returns 0 to 100: what the desk cares (0 to 1, rules.ts) x width x recency x sources x kind.
 * Width: a quarter, plus three quarters of the spread relative to its higher end, sums and the mission's own figure included;
 * dates relative to 90 days; words and places a half. Recency: halves with every half-life between the last day spoken of and `now`.
 * Sources: 1 - 0.5^n for n that copy nobody. Kind: the strongest of the group, where rules.ts gives less than 1. Closed: a tenth.
 */
export function weigh(
  group: Gathered,
  own: OwnFigure | undefined,
  now: number,
  rules: Rules,
): number {
  const width = NARROWEST + (1 - NARROWEST) * relativeSpread(group, own)
  const ageDays = Math.max(0, now - group.span[1])
  const recency = 0.5 ** (ageDays / rules.halfLifeDays)
  const sources = new Set(
    group.members
      .filter(
        (member) => member.kind !== 'copy' && member.kind !== 'agrees' && isHeard(group, member),
      )
      .map(({ reading }) => reading.statement.source),
  ).size
  const kind = Math.max(0, ...[...group.kinds].map((name) => rules.kindWeights[name] ?? 1))
  const share =
    group.bucket.rule.weight *
    width *
    recency *
    (1 - 0.5 ** sources) *
    kind *
    (group.isOpen ? 1 : CLOSED)
  return Math.round(share * 1000) / 10
}

/** Returns the lowest and the highest as stated or summed; garbled figures are never counted. */
export function spreadOf(group: Gathered): RivalGroup['spread'] {
  const { members, sums } = group
  const points = members
    .filter((member) => counts(group, member))
    .flatMap(({ reading }) => {
      const at = pointOf(reading)
      if (at === undefined) return []
      return [{ at, stated: reading.figure ?? reading.statement.value ?? at }]
    })
  points.push(...sums.map((sum) => ({ at: sum, stated: sum })))
  points.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return { lowest: points[0]?.stated ?? null, highest: points.at(-1)?.stated ?? null }
}

function relativeSpread(group: Gathered, own: OwnFigure | undefined): number {
  const { members, sums, bucket } = group
  const counted = members.filter((member) => counts(group, member))
  const points = counted.flatMap(({ reading }) => pointOf(reading) ?? [])
  const figures = points.filter((point) => typeof point === 'number')
  if (figures.length === 0) return WORDS_APART
  const all = [...figures, ...sums, ...(own ? [own.value] : [])]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  if (bucket.unit === 'date') return Math.min(1, (high - low) / WIDEST_DAYS)
  return high === 0 ? 0 : Math.min(1, (high - low) / Math.max(Math.abs(high), Math.abs(low)))
}

const isHeard = ({ isOpen }: Gathered, { setAside }: Member): boolean =>
  !isOpen || setAside === undefined

const counts = (group: Gathered, member: Member): boolean =>
  member.isRival && member.kind !== 'garbled' && isHeard(group, member)

/** The figure, or the bound where there is none; a word for itself. */
function pointOf({ figure, interval, word }: Member['reading']): number | string | undefined {
  if (figure !== undefined) return figure
  return interval?.find(Number.isFinite) ?? word
}
