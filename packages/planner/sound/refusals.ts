/** Whether a model, a scenario of it and a run of that may be played: nothing, or each reason with its path, in words. */
import type { z } from 'zod'
import type { Model } from '../model.ts'
import { valueAt } from '../study/paths.ts'
import { changed, type Lever, leads, type Scenario } from '../study/scenario.ts'
import { SEED_LENGTH_MAX } from '../study/seed.ts'
import { extentOf, type Fault, judged, leverFaults, pointer } from './judged.ts'
import { LIMITS } from './limits.ts'
import { modelShape, scenarioShape } from './schema.ts'

export type Refusal = {
  /** JSON pointer into the model, the scenario (`/changes/0/path`) or the run (`/runs`). */
  path: string
  /** A key of words, with `values` for what stands in braces. */
  key: string
  values: Readonly<Record<string, string | number>>
}

export type Run = { runs: number; seed: string; figures: number }

/** Why a model may not be played. Of what is not even shaped like a model, its shape; else everything that is wrong. */
export function refusalsOf(model: unknown): readonly Refusal[] {
  // zod passes over this one name, which nothing of a model may bear.
  if (JSON.stringify(model)?.includes('"__proto__":')) return [told({ path: '', key: 'name' })]
  const read = modelShape.safeParse(model)
  return read.success
    ? judged(model as Model).map(told)
    : read.error.issues.map((issue) => ofShape(issue, model))
}

/** The model of a scenario, or why there is none. The model given has been found sound. */
export function scenarioOf(
  model: Model,
  scenario: unknown,
): { model: Model } | { refusals: readonly Refusal[] } {
  const read = scenarioShape.safeParse(scenario)
  if (!read.success) return { refusals: read.error.issues.map((issue) => ofShape(issue, scenario)) }
  const { changes, shocks } = scenario as Scenario
  let next = model
  for (const [place, change] of changes.entries()) {
    if (!leads(next, change.path)) {
      const values = { path: change.path }
      return {
        refusals: [told({ path: pointer('changes', place, 'path'), key: 'nowhere', values })],
      }
    }
    next = changed(next, { changes: [change] })
  }
  const whole = changed(next, { changes: [], shocks })
  const refusals = refusalsOf(whole)
  return refusals.length > 0 ? { refusals } : { model: whole }
}

/** Why a sound model may not be played so often. */
export function refusalsOfRun(model: Model, { runs, seed, figures }: Run): readonly Refusal[] {
  const faults: Fault[] = []
  const tooMany = (path: string, name: 'runs' | 'kept' | 'eventsInAll', count: number): void => {
    if (count > LIMITS[name])
      faults.push({
        path,
        key: `many.${name}`,
        values: { count: Math.round(count), most: LIMITS[name] },
      })
  }
  if (!Number.isInteger(runs) || runs < 1)
    faults.push({ path: '/runs', key: 'tooLittle', values: { least: 1 } })
  if (seed.length > SEED_LENGTH_MAX)
    faults.push({ path: '/seed', key: 'long', values: { most: SEED_LENGTH_MAX } })
  tooMany('/runs', 'runs', runs)
  tooMany('/figures', 'kept', runs * model.days * figures)
  tooMany('/runs', 'eventsInAll', runs * extentOf(model).events)
  return faults.map(told)
}

export const refusalsOfLevers = (model: Model, levers: readonly Lever[]): readonly Refusal[] =>
  levers.length > LIMITS.levers
    ? [told({ path: '/levers', key: 'tooMany', values: { most: LIMITS.levers } })]
    : leverFaults(model, levers).map(told)

const told = ({ path, key, values = {} }: Fault): Refusal => ({
  path,
  key: `plan.refused.${key}`,
  values,
})

/** zod's own reasons, and ours, which stand as an issue's message. */
function ofShape(issue: z.core.$ZodIssue, given: unknown): Refusal {
  const path = pointer(...issue.path)
  if (issue.code === 'unrecognized_keys')
    return told({ path, key: 'unknown', values: { name: issue.keys.join(', ') } })
  if (issue.message === 'hazard')
    return told({ path, key: 'hazard', values: { most: LIMITS.hazard } })
  if (issue.code === 'too_small')
    return told({ path, key: issue.message, values: { least: Number(issue.minimum) } })
  if (issue.code === 'too_big')
    return told({ path, key: issue.message, values: { most: Number(issue.maximum) } })
  if (issue.code === 'invalid_type') {
    const found = valueAt(given, path)
    if (found === undefined) return told({ path, key: 'missing' })
    return typeof found === 'number' && issue.message === 'whole'
      ? told({ path, key: 'whole' })
      : told({ path, key: 'kind' })
  }
  if (issue.code === 'invalid_key') return told({ path, key: 'name' })
  return told({
    path,
    key: ours(issue.message),
    ...(issue.code === 'custom' && issue.params ? { values: issue.params } : {}),
  })
}

const ours = (message: string): string => (/^[a-z][A-Za-z.]*$/.test(message) ? message : 'kind')
