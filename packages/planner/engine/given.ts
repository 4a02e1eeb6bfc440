/** What the engine's tests begin with: a model in which nothing happens, and means with their errors. */
import type { Model, Population } from '../model.ts'
import { playerOf, type Replication } from './run.ts'

/** Nobody, nothing, a hundred days. */
export const still: Model = {
  name: 'still',
  days: 100,
  resources: { beds: { amount: 1000 } },
  people: {},
  flights: {},
  fleets: {},
  cash: { amount: 0, income: [], cost: [] },
  patrol: { persons: 10 },
  goal: 0,
}
/** Who comes of nobody's promise, stays for ever and has no one to wait for. */
export const idle: Population = {
  promised: [],
  stages: [],
  bed: 'beds',
  tour: { days: 10_000, reliefLead: 0, overdue: 60 },
}
/** Takes off at the same hour every day. */
export const shuttle = {
  first: 0.25,
  every: 1,
  seats: 1000,
  cancelled: 0,
  takes: 0.125,
  carries: ['officers'],
}

export type Mean = { mean: number; error: number }
export function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, error: Math.sqrt(variance / values.length) }
}

/** One number of each of so many replications. */
export function played(model: Model, runs: number, of: (one: Replication) => number): number[] {
  const player = playerOf(model)
  return Array.from({ length: runs }, (_, at) => of(player.replicate(BigInt(at + 1))))
}
/** The noon of those days in the first replication, for models without chance. */
export function noonsOf(model: Model, figure: string, days: readonly number[]): number[] {
  const { daily } = playerOf(model).replicate(1n)
  return days.map((day) => daily[figure]?.[day] as number)
}

/** How many standard errors a mean lies from what it should be. */
export const away = ({ mean, error }: Mean, from: number): number =>
  mean === from ? 0 : Math.abs(mean - from) / error
