/** What the server says of the plan: the model at the page's moment, where its numbers come from, forecasts that were kept. */
import type { Lever, Model } from '@konbit/planner'
import { useGet } from './hooks.ts'

/** Where one number of the model comes from: counted in the record, or assumed by somebody who says why. */
export type Origin = {
  path: string
  /** Which number it is, where several make up what stands at the path. */
  parameter?: string
  value: number
  low?: number
  high?: number
  from: 'record' | 'statement' | 'assumption'
  count?: number
  source: string
  /** `register/id` of what it was counted from. */
  records?: readonly string[]
}
export type DayCount = { day: string; deployed: number }
export type PlanModel = {
  model: Model
  starts: string
  origins: readonly Origin[]
  levers: readonly Lever[]
  /** Strength before the first day. */
  past: readonly DayCount[]
  /** What happened since, where the page is read as of a day gone by. */
  after?: readonly DayCount[]
  /** So many by that day of the model. */
  goal: { least: number; day: number }
  populations: readonly { key: string; caption: string }[]
  /** The entry of the ledger up to which the record was read. */
  seq: number
  /** The reader sees less than the whole mission. */
  partial?: boolean
  engine: string
  frame: 'plain' | 'mission'
  horizons: readonly number[]
}
export const usePlanModel = () =>
  useGet<PlanModel>('/plan/model', {}, { keep: false, fresh: Number.POSITIVE_INFINITY })

export type Calibration = {
  coverage: { count: number; in50: number; in90: number; crps: number | null }
  horizons: readonly {
    days: number
    count: number
    in50: number
    in90: number
    error: number
    crps: number
  }[]
}
export const useCalibration = () => useGet<Calibration>('/plan/calibration')
