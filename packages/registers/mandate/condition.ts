/** Go or no-go: whether conditions hold, from the figures of their measures, and whether a phase may begin. Pure. */
import type { Fields } from '@konbit/model'

export type Verdict = 'met' | 'notMet' | 'unknown' | 'waived'
export type Figure = { value: number | null; partial: boolean } | undefined

const holds: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  atLeast: (value, threshold) => value >= threshold,
  above: (value, threshold) => value > threshold,
  atMost: (value, threshold) => value <= threshold,
  below: (value, threshold) => value < threshold,
}
/** A part of what is counted can only be too low: enough of it is enough, and too much is too much. */
const risesToIt = new Set(['atLeast', 'above'])

export type Judgement = {
  verdict: Verdict
  why: 'computed' | 'judged' | 'waived' | 'noFigure' | 'partial' | 'notJudged' | 'noMeasure'
}

/** `figure` is absent where there is no such measure. */
export function judgeCondition(
  { state, fields }: { state: string; fields: Fields },
  figure: Figure,
): Judgement {
  if (state === 'waived') return { verdict: 'waived', why: 'waived' }
  const { measure, comparator, threshold, outcome } = fields
  if (measure === undefined)
    return outcome === 'met' || outcome === 'notMet'
      ? { verdict: outcome, why: 'judged' }
      : { verdict: 'unknown', why: 'notJudged' }
  const compare = holds[String(comparator)]
  if (!figure || !compare || typeof threshold !== 'number')
    return { verdict: 'unknown', why: 'noMeasure' }
  if (figure.value === null) return { verdict: 'unknown', why: 'noFigure' }
  const isMet = compare(figure.value, threshold)
  if (figure.partial && isMet !== risesToIt.has(String(comparator)))
    return { verdict: 'unknown', why: 'partial' }
  return { verdict: isMet ? 'met' : 'notMet', why: 'computed' }
}

/** A phase begins when each of its conditions holds or is waived; one that fails decides, whatever is unknown. */
export const judgePhase = (verdicts: readonly Verdict[]): 'go' | 'noGo' | 'unknown' =>
  verdicts.includes('notMet')
    ? 'noGo'
    : verdicts.length === 0 || verdicts.includes('unknown')
      ? 'unknown'
      : 'go'
