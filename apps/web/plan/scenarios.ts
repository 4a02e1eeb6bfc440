/** What can be compared: the plan as recorded, what the address has chosen, and each scenario that was kept. Pure. */
import { type Model, type Refusal, type Scenario, scenarioOf } from '@konbit/planner'
import type { PlanModel } from '../api/plan.ts'
import type { RecordView } from '../api/types.ts'
import { type Choices, chosenScenario, type Held } from './choices.ts'

export type Candidate = {
  key: string
  title: string
  /** The record, where there is one. */
  record?: string
  state?: string
  scenario: Scenario
  /** Absent where it cannot be played; `refusals` say why. */
  model?: Model
  refusals?: readonly Refusal[]
}

/** What stands in a field as text; what is no JSON is as if it were empty, which the list then says. */
function listIn<Of>(value: unknown): Of[] | undefined {
  if (value === undefined || value === null) return []
  try {
    const read: unknown = typeof value === 'string' ? JSON.parse(value) : value
    return Array.isArray(read) ? (read as Of[]) : undefined
  } catch {
    return undefined
  }
}

export function heldIn({ id, fields }: RecordView): Held {
  const { goalPersons, goalOn } = fields
  return {
    id,
    changes: listIn<Held['changes'][number]>(fields.changes) ?? [],
    shocks: listIn<Held['shocks'][number]>(fields.shocks) ?? [],
    ...(typeof goalPersons === 'number' && goalPersons > 0 ? { least: goalPersons } : {}),
    ...(typeof goalOn === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(goalOn) ? { by: goalOn } : {}),
  }
}

const built = (plan: PlanModel, scenario: Scenario): Pick<Candidate, 'model' | 'refusals'> => {
  const found = scenarioOf(plan.model, scenario)
  return 'model' in found ? { model: found.model } : { refusals: found.refusals }
}

export function candidatesOf(
  plan: PlanModel,
  choices: Choices,
  records: readonly RecordView[],
  titles: { recorded: string; page: string },
): Candidate[] {
  const recorded: Scenario = { name: titles.recorded, changes: [] }
  const page = chosenScenario(choices, plan.levers, titles.page)
  const isTurned = page.changes.length > 0 || (page.shocks?.length ?? 0) > 0
  return [
    { key: 'recorded', title: titles.recorded, scenario: recorded, ...built(plan, recorded) },
    ...(isTurned
      ? [{ key: 'page', title: titles.page, scenario: page, ...built(plan, page) }]
      : []),
    ...records
      .filter(({ state }) => state !== 'retired')
      .map((record): Candidate => {
        const { id, caption, state } = record
        const { changes, shocks } = heldIn(record)
        const scenario = { name: caption, changes, ...(shocks.length > 0 ? { shocks } : {}) }
        return { key: id, record: id, title: caption, state, scenario, ...built(plan, scenario) }
      }),
  ]
}
