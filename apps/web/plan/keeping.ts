/** What is sent to keep a forecast or a scenario: ordinary records, entered by the ordinary door. Pure. */
import { bandsOf, type Model, type Sample } from '@konbit/planner'
import type { PlanModel } from '../api/plan.ts'
import { type Choices, chosenScenario } from './choices.ts'
import type { Asked, Reading } from './reading.ts'

const tenths = (value: number): number => Math.round(value * 100) / 100

/** Of every figure at every horizon that was played, what lies where. */
export function quantilesOf(sample: Sample, horizons: readonly number[]) {
  return Object.keys(sample.figures).flatMap((figure) => {
    const bands = bandsOf(sample, figure)
    return horizons
      .filter((day) => day < sample.days)
      .map((day) => {
        const at = (name: 'p5' | 'p25' | 'p50' | 'p75' | 'p95'): number =>
          tenths(bands[name][day] as number)
        return {
          figure,
          day,
          p5: at('p5'),
          p25: at('p25'),
          p50: at('p50'),
          p75: at('p75'),
          p95: at('p95'),
        }
      })
  })
}

export const forecastOf = (
  title: string,
  given: {
    plan: PlanModel
    model: Model
    choices: Choices
    asked: Asked
    reading: Reading
    digest: string
  },
) => {
  const { plan, model, choices, asked, reading, digest } = given
  return {
    title,
    startsOn: plan.starts,
    seed: choices.seed,
    runs: reading.runs,
    modelText: JSON.stringify(model),
    ...(choices.scenario ? { scenario: choices.scenario } : {}),
    knownSeq: plan.seq,
    engine: plan.engine,
    digest,
    quantiles: JSON.stringify(quantilesOf(reading.sample, plan.horizons)),
    goalPersons: asked.least,
    goalOn: asked.by,
    chancePercent: tenths(reading.chance.chance * 100),
  }
}

export const scenarioRecord = (
  title: string,
  { plan, choices, asked }: { plan: PlanModel; choices: Choices; asked: Asked },
) => ({
  title,
  changes: JSON.stringify(chosenScenario(choices, plan.levers, title).changes),
  levers: JSON.stringify(choices.levers),
  shocks: JSON.stringify(chosenScenario(choices, plan.levers, title).shocks ?? []),
  frame: plan.frame,
  startsOn: plan.starts,
  goalPersons: asked.least,
  goalOn: asked.by,
})
