/**
 * What a study of several models asks to be played, and one number for each replication as the answer. Whoever asks is a
 * generator that knows no chance and no clock: who drives it may play here, in workers or on other machines, and may begin
 * it again over kept answers, with the same result.
 */
import type { Model } from '../model.ts'
import { figureOf, type Sample } from './sample.ts'

/** A figure on a day; with `by`, the highest it was up to and with that day. */
export type Measured = { figure: string; day: number; when?: 'by' | 'on' }
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
    if (when === 'on') return values[run * days + day] as number
    let most = Number.NEGATIVE_INFINITY
    for (let at = run * days; at <= run * days + day; at += 1) {
      const value = values[at] as number
      if (value > most) most = value
    }
    return most
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
