/**
 * A scenario: a model with some of its values changed, each named by its JSON pointer (RFC 6901), and shocks added. A lever
 * is a value that may be turned, within bounds. Nothing here judges the values: `sound` does.
 */
import type { Model, Shock } from '../model.ts'
import { NOWHERE, put, tokensOf, valueAt } from './paths.ts'
import { goneAlong } from './uncertain.ts'

export type Change = { path: string; value: unknown }
export type Scenario = { name: string; changes: readonly Change[]; shocks?: readonly Shock[] }

export type Lever = {
  key: string
  /** The JSON pointer of the value it turns. */
  path: string
  least: number
  most: number
  step: number
  /** How many more one asks about at once. */
  oneMore: number
  unit: string
  /** Millions for each, more than the model has. */
  price?: number
}

/** The model of a scenario; the model given stays as it is. A path that leads nowhere is a bug here: `sound` refuses it before. */
export function changed(model: Model, { changes, shocks = [] }: Omit<Scenario, 'name'>): Model {
  let next: unknown = model
  for (const { path, value } of changes) {
    const reached = put(next, tokensOf(path), value)
    if (reached === NOWHERE) throw new Error(`nothing of the model stands at ${path}`)
    next = reached
  }
  const turned = goneAlong(model, next as Model)
  return shocks.length === 0 ? turned : { ...turned, shocks: [...(turned.shocks ?? []), ...shocks] }
}

/** Whether something may be put at a path: its parent is there, and a place of a list is, or is the one after the last. */
export const leads = (model: unknown, path: string): boolean =>
  path !== '' && put(model, tokensOf(path), null) !== NOWHERE

/** The number that a lever turns, as the model has it; undefined when there is none at its path. */
export function standsAt(model: Model, { path }: Pick<Lever, 'path'>): number | undefined {
  const value = valueAt(model, path)
  return typeof value === 'number' ? value : undefined
}

/** The model with levers turned to these values, by path. */
export const turned = (model: Model, values: Readonly<Record<string, number>>): Model =>
  changed(model, { changes: Object.entries(values).map(([path, value]) => ({ path, value })) })
