/** What one more of a lever's thing is worth: the models to be played, and the paired difference of what they gave. Pure. */
import { figureOf, type Lever, type Model, type Sample, standsAt, turned } from '@konbit/planner'
import type { Worth } from '../charts/Tornado.tsx'

export type Side = 'more' | 'fewer'

/** The model with one more or one fewer; undefined where the lever is at its end. */
export function sideOf(model: Model, lever: Lever, side: Side): Model | undefined {
  const stands = standsAt(model, lever)
  if (stands === undefined) return undefined
  const value = Number(
    (stands + (side === 'more' ? lever.oneMore : -lever.oneMore)).toPrecision(12),
  )
  if (value < Math.min(lever.least, stands) || value > Math.max(lever.most, stands))
    return undefined
  return turned(model, { [lever.path]: value })
}

/** By how much the mean up to and with a day differs, replication by replication with the same chance, and its standard error. */
export function worthOf(base: Sample, other: Sample, figure: string, day: number): Worth {
  const runs = Math.min(base.to, other.to) - other.from
  const [before, after] = [figureOf(base, figure), figureOf(other, figure)]
  const offset = (other.from - base.from) * base.days
  const means = Array.from({ length: runs }, (_, run) => {
    let sum = 0
    for (let at = 0; at <= day; at++)
      sum +=
        (after[run * other.days + at] as number) - (before[offset + run * base.days + at] as number)
    return sum / (day + 1)
  })
  const value = means.reduce((all, one) => all + one, 0) / runs
  const spread = means.reduce((all, one) => all + (one - value) ** 2, 0) / Math.max(1, runs - 1)
  return { value, error: Math.sqrt(spread / runs) }
}
