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
export type Asked = {
  least: number
  by: string
  day: number
  when: 'by' | 'on'
  figure: string
}

export type Reading = {
  sample: Sample
  runs: number
  figure: string
  bands: Bands
  chance: Likely
  /** Of how many are there on the day asked for, what lies where. */
  there: Readonly<Record<'p5' | 'p50' | 'p95', number>>
  /** The first day by which it is 80 % likely. */
  likelyOn: number | undefined
  binding: Binding
  /** What binds in its order, each once, nothing and want of people left out. */
  order: string[]
}

export const LIKELY = 0.8

export function askedOf(
  plan: PlanModel,
  { least, by, when, figure }: Pick<Choices, 'least' | 'by' | 'when' | 'figure'>,
): Asked {
  const last = plan.model.days - 1
  const wanted = by ? daysBetween(plan.starts, by) : plan.goal.day
  const day = Math.max(0, Math.min(last, wanted))
  const goal = least ?? plan.goal.least
  const now = plan.past.at(-1)?.deployed ?? 0
  return {
    least: goal,
    by: addDays(plan.starts, day),
    day,
    // Where so many are there already, the question is whether they still will be.
    when: when ?? (now >= goal ? 'on' : 'by'),
    figure,
  }
}

export function readingOf(sample: Sample, { least, day, when, figure }: Asked): Reading {
  const shown = figure in sample.figures ? figure : 'deployed'
  const binding = bindingOf(sample)
  const bands = bandsOf(sample, shown)
  const deployed = shown === 'deployed' ? bands : bandsOf(sample, 'deployed')
  const at = (name: 'p5' | 'p50' | 'p95'): number => deployed[name][day] as number
  const order = binding.order.map(({ name }) => name).filter((name) => name !== 'none')
  return {
    sample,
    runs: sample.to - sample.from,
    figure: shown,
    bands,
    there: { p5: at('p5'), p50: at('p50'), p95: at('p95') },
    chance: chanceOf(sample, 'deployed', least, Math.min(day, sample.days - 1), when),
    likelyOn: dayBy(sample, 'deployed', least, LIKELY),
    binding,
    order: [...new Set(order)],
  }
}
