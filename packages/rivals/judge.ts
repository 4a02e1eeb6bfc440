/**
 * What a statement is to its group: one kind, the strongest that holds, and the key of a sentence that says why.
 * It decides nothing about clashes; those are found before.
 */
import type { Clash } from './clash.ts'
import { isPartOf, spanOf } from './days.ts'
import { areApart, isRounding, type Reading, significantDigits } from './reading.ts'
import type { Rules } from './rules.ts'
import type { Kind, Phrase } from './statement.ts'

export type Judgement = { kind: Kind; of?: Reading; why: Phrase }

/** The best reason to call a statement a rival. `rests`: it is what the other side of the clash rests on. */
export type Evidence = { kind: Kind; of?: Reading; rests: boolean; clash: Clash }

/** The first to print each figure: by day of publication, then by the moment spoken of, then by id. */
export function originalsOf(readings: readonly Reading[]): Map<string, Reading> {
  const first = new Map<string, Reading>()
  const published = ({ statement, span }: Reading) => {
    const day = spanOf(statement.sourcePublished ?? '')?.[1] ?? Number.MAX_SAFE_INTEGER
    return `${String(day).padStart(16, '0')} ${span[1]} ${statement.id}`
  }
  for (const reading of [...readings].sort((a, b) => (published(a) < published(b) ? -1 : 1)))
    if (!first.has(sameness(reading))) first.set(sameness(reading), reading)
  return first
}

export const sameness = ({ statement, interval, word }: Reading): string =>
  [statement.value ?? '', statement.precision, interval?.join('..') ?? '', word ?? ''].join('|')

/** Returns the kind, the statement it is held against, and the sentence for it. */
export function judged(
  reading: Reading,
  evidence: Evidence | undefined,
  original: Reading | undefined,
  clashing: readonly Reading[],
  rules: Rules,
): Judgement {
  const { precision, value } = reading.statement
  if (precision === 'garbled' || precision === 'vague') {
    const of = evidence?.of ?? nearestTo(reading, clashing)
    return { kind: precision, of, why: phrase(precision, reading, of) }
  }
  const isCopy = original !== undefined && original !== reading && value !== null
  const isMoreThanCopy = ['withinOneText', 'subjectMixedUp'].includes(evidence?.kind ?? '')
  const isByDefinition =
    evidence?.kind === 'differentDefinition' && reading.definition === undefined
  if (isByDefinition && !isCopy) {
    const nearest = beside(reading, clashing, rules)
    if (nearest.kind === 'rounding') return nearest
  }
  if (evidence && (!isCopy || isMoreThanCopy)) {
    const { kind, of, rests, clash } = evidence
    const key = rests ? `restsOn.${clash.kind}` : kind === clash.kind ? (clash.key ?? kind) : kind
    return { kind, of, why: phrase(key, reading, of, clash.values) }
  }
  if (isCopy) return { kind: 'copy', of: original, why: phrase('copy', reading, original) }
  return beside(reading, clashing, rules)
}

/** Clashes with none, or only with one that counts something else. */
function beside(reading: Reading, clashing: readonly Reading[], rules: Rules): Judgement {
  const whole = clashing.find((it) => isPartOf(reading.span, it.span))
  if (whole && reading.rule.shape.compares === 'periods')
    return { kind: 'agrees', of: whole, why: phrase('partOfPeriod', reading, whole) }
  const rounded = clashing.find((it) => isRougher(reading, it, rules))
  if (rounded) return { kind: 'rounding', of: rounded, why: phrase('rounding', reading, rounded) }
  const apart = clashing.find((it) => areApart(it, reading))
  if (apart && !clashing.some((it) => !areApart(it, reading)))
    return { kind: 'laterCount', of: apart, why: phrase('laterCount', reading, apart) }
  return { kind: 'agrees', why: phrase('agrees', reading) }
}

/** Says the same in fewer digits or behind a hedge, and is not far off. */
function isRougher(reading: Reading, other: Reading, rules: Rules): boolean {
  const [rough, fine] = [reading.figure, other.figure]
  if (rough === undefined || fine === undefined || areApart(reading, other)) {
    return (
      rough !== undefined &&
      fine !== undefined &&
      significantDigits(rough) < significantDigits(fine) &&
      isRounding(rough, fine, rules)
    )
  }
  const isHedged = reading.statement.precision !== 'exact'
  return isHedged && Math.abs(rough - fine) <= rules.looseShare * Math.abs(fine)
}

/** The clashing figure a statement without one of its own comes closest to. */
function nearestTo({ interval }: Reading, clashing: readonly Reading[]): Reading | undefined {
  const at = interval?.find(Number.isFinite)
  if (at === undefined) return undefined
  const distance = ({ figure }: Reading) => Math.abs((figure ?? Number.POSITIVE_INFINITY) - at)
  return [...clashing]
    .filter(({ figure }) => figure !== undefined)
    .sort((a, b) => distance(a) - distance(b))[0]
}

/** A sentence about one statement; {figure} is its own, {other} the one it is held against. */
function phrase(
  key: string,
  { statement }: Reading,
  of?: Reading,
  values: Phrase['values'] = {},
): Phrase {
  const other: Phrase['values'] = of
    ? { other: printed(of), otherId: of.statement.id, otherSource: of.statement.source }
    : {}
  return {
    key: `rivals.why.${key}`,
    values: { figure: printed({ statement }), source: statement.source, ...other, ...values },
  }
}

const printed = ({ statement }: Pick<Reading, 'statement'>): string | number =>
  statement.raw || (statement.value ?? '')
