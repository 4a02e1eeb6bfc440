/**
 * What a study of several models asks to be played, and one number for each replication as the answer. Whoever asks is a
 * generator that knows no chance and no clock: who drives it may play here, in workers or on other machines, and may begin
 * it again over kept answers, with the same result.
 */
import type { Model } from '../model.ts'
import { figureOf, type Sample } from './sample.ts'

/** A figure on a day; the highest it was `by` that day; or its mean over all days up to and with it. */
export type Measured = { figure: string; day: number; when?: 'on' | 'by' | 'mean' }
export type Wanted = Measured & {
  /** The same for the same model in one study; ranges of one key do not overlap. */
  key: string
  model: Model
  from: number
  to: number
}
/** By key, of what was asked last; all that is asked at once bears different keys. */
export type Answers = ReadonlyMap<string, Float64Array>
export type Asking<Result> = Generator<readonly Wanted[], Result, Answers>

/** One number for each replication of a sample. */
export function measured(sample: Sample, { figure, day, when = 'on' }: Measured): Float64Array {
  const values = figureOf(sample, figure)
  const { days, from, to } = sample
  return Float64Array.from({ length: to - from }, (_, run) => {
    const until = values.subarray(run * days, run * days + day + 1)
    if (when === 'on') return until[day] as number
    if (when === 'mean') return until.reduce((sum, value) => sum + value, 0) / until.length
    return until.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  })
}

/** Plays all that is asked, one after the other. `on`: told how many replications were played so far; `false` ends it with nothing. */
export function answered<Result>(
  asking: Asking<Result>,
  answer: (wanted: Wanted) => Float64Array,
  on: (runs: number) => boolean = () => true,
): Result | undefined {
  let runs = 0
  let next = asking.next()
  while (!next.done) {
    const answers = new Map<string, Float64Array>()
    for (const wanted of next.value) {
      answers.set(wanted.key, answer(wanted))
      runs += wanted.to - wanted.from
      if (!on(runs)) return undefined
    }
    next = asking.next(answers)
  }
  return next.value
}
