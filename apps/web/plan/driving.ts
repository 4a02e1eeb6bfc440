/**
 * Drives a study of several models with the pool: plays what it asks for, all of one asking side by side, and hands the
 * answers back. What was played once is kept by its key, so that the same study asked of another day costs nothing.
 */
import { type Asking, measured, type Sample } from '@konbit/planner'
import { spread } from './course.ts'
import type { Pool } from './pool.ts'

export async function driven<Result>(
  asking: Asking<Result>,
  pool: Pool,
  seed: string,
  kept: Map<string, Sample>,
  urgency: number,
  signal: AbortSignal,
): Promise<Result> {
  let next = asking.next()
  while (!next.done) {
    const answers = new Map<string, Float64Array>()
    await Promise.all(
      next.value.map(async (wanted) => {
        const { key, model, from, to, figure } = wanted
        const there = kept.get(key)
        const isThere = there && there.from <= from && there.to >= to && figure in there.figures
        const sample = isThere
          ? there
          : await spread(pool, { model, seed, from, to, figures: [figure] }, urgency, signal)
        kept.set(key, sample)
        answers.set(key, measured(sample, wanted).subarray(from - sample.from, to - sample.from))
      }),
    )
    next = asking.next(answers)
  }
  return next.value
}
