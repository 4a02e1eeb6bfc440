/** Groups of rival statements as the API answers them, and what the page reads out of them. Pure. */
import type { ClaimView } from '../../api/types.ts'
import type { PlotRow } from '../../charts/SaidPlot.tsx'
import { type Precision, precisionOf } from '../../charts/statement.ts'

export type Phrase = { key: string; values: Record<string, string | number> }
export type Status = 'ownRecord' | 'adopted' | 'setAside' | 'notSettled'
export type RivalStatement = {
  id: string
  code: string
  interval: [low: number | null, high: number | null]
  kind: string
  of?: string
  why: Phrase
  setAside?: string
  claim: ClaimView & { valueDate?: string | null; seq?: number }
}
export type Group = {
  id: string
  measure: string
  subject: string
  from: string
  to: string
  unit: string
  statements: RivalStatement[]
  kinds: string[]
  spread: { lowest: number | string | null; highest: number | string | null }
  own?: { value: number; basis: string; bound?: 'atMost' | 'atLeast' }
  inUse?: {
    value: number | string | null
    statement?: string
    basis: 'record' | 'adopted'
    reason?: string
  }
  status: Status
  weight: number
  headline: Phrase
}

/** Each kind of disagreement keeps its series. */
const series: Readonly<Record<string, number>> = {
  twoCounts: 1,
  sameMoment: 1,
  agrees: 1,
  copy: 1,
  rounding: 2,
  againstOwnRecord: 2,
  withinOneText: 3,
  dateOfEvent: 3,
  placeOfEvent: 3,
  subjectMixedUp: 4,
  pledgedAgainstReceived: 4,
  partAgainstWhole: 5,
  cumulativeAgainstArriving: 5,
  laterCount: 5,
  differentDefinition: 6,
  garbled: 8,
  vague: 8,
  sumDoesNotAddUp: 8,
}
export const colorOf = (kind: string): string => `var(--series-${series[kind] ?? 1})`

export const isDates = (group: Group): boolean => group.unit === 'date'

/** The place of a statement's mark on the axis of its group; days since 1970 for dates. */
export function markOf(statement: RivalStatement, dates: boolean): number | null {
  const [low, high] = statement.interval
  if (dates) return low !== null && high !== null ? (low + high) / 2 : (low ?? high)
  const { value } = statement.claim
  if (value !== null) return value
  return low !== null && high !== null && precisionOf(statement.claim.precision) !== 'garbled'
    ? (low + high) / 2
    : (low ?? high)
}

export function plotRow(
  statement: RivalStatement,
  dates: boolean,
  words: string,
  lines: readonly string[],
): PlotRow {
  const [low, high] = statement.interval
  const read = precisionOf(statement.claim.precision)
  const isSpan = low !== null && high !== null && high > low + (dates ? 1 : 0)
  const precision: Precision = dates ? (isSpan ? 'range' : 'exact') : read
  return {
    id: statement.id,
    words,
    lines,
    precision,
    value: markOf(statement, dates),
    low: isSpan ? low : null,
    high: isSpan ? high : null,
    color: colorOf(statement.kind),
    faint: statement.setAside !== undefined || statement.claim.state === 'setAside',
  }
}

/** Whether it can be drawn along an axis at all: at least two marks. */
export const isPlotted = (group: Group): boolean =>
  group.statements.filter((one) => markOf(one, isDates(group)) !== null).length > 1

/** The numbers of the small spread in the list. */
export const spreadValues = (group: Group): number[] =>
  group.statements.flatMap((one) => {
    const mark =
      one.setAside === undefined && !['garbled', 'vague'].includes(precisionOf(one.claim.precision))
        ? markOf(one, isDates(group))
        : null
    return mark === null ? [] : [mark]
  })

/** Groups of one figure of ours, of one claim measure, or all. */
export function chosen(
  groups: readonly Group[],
  measures: readonly string[] | undefined,
  open: boolean,
): Group[] {
  return groups.filter(
    (g) => (!measures || measures.includes(g.measure)) && (!open || g.status === 'notSettled'),
  )
}

/** How the group disagrees first of all: as its headline says. */
export const kindOf = (group: Group): string => group.headline.key.split('.').at(-1) ?? 'agrees'

/** Of a count over a period, those that speak of the whole of it come first; else as the rules put them. */
export const inOrder = (group: Group): RivalStatement[] => {
  const isWhole = ({ claim }: RivalStatement): boolean =>
    claim.periodFirst === group.from && claim.periodLast === group.to
  return [...group.statements.filter(isWhole), ...group.statements.filter((one) => !isWhole(one))]
}
