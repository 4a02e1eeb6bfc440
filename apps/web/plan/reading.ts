/** What the cards read of one sample, worked out once: the bands of the figure shown, the chance asked for, what binds. Pure. */
import {
  type Bands,
  type Binding,
  bandsOf,
  bindingOf,
  chanceOf,
  dayBy,
  type Likely,
  type Sample,
} from '@konbit/planner'
import type { PlanModel } from '../api/plan.ts'
import { addDays, daysBetween } from '../frame/days.ts'
import type { Choices } from './choices.ts'

/** The goal asked for: so many by a civil day, which is that day of the model. */
export type Asked = { least: number; by: string; day: number; figure: string }

export type Reading = {
  sample: Sample
  runs: number
  figure: string
  bands: Bands
  chance: Likely
  /** The first day by which it is 80 % likely. */
  likelyOn: number | undefined
  binding: Binding
  /** What binds in its order, each once, nothing and want of people left out. */
  order: string[]
}

export const LIKELY = 0.8

export function askedOf(plan: PlanModel, { least, by, figure }: Choices): Asked {
  const last = plan.model.days - 1
  const wanted = by ? daysBetween(plan.starts, by) : plan.goal.day
  const day = Math.max(0, Math.min(last, wanted))
  return {
    least: least ?? plan.goal.least,
    by: addDays(plan.starts, day),
    day,
    figure,
  }
}

export function readingOf(sample: Sample, { least, day, figure }: Asked): Reading {
  const shown = figure in sample.figures ? figure : 'deployed'
  const binding = bindingOf(sample)
  const order = binding.order.map(({ name }) => name).filter((name) => name !== 'none')
  return {
    sample,
    runs: sample.to - sample.from,
    figure: shown,
    bands: bandsOf(sample, shown),
    chance: chanceOf(sample, 'deployed', least, Math.min(day, sample.days - 1)),
    likelyOn: dayBy(sample, 'deployed', least, LIKELY),
    binding,
    order: [...new Set(order)],
  }
}
