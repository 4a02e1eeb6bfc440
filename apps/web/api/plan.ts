/** What the server says of the plan: the model at the page's moment, where its numbers come from, forecasts that were kept. */
import type {
  Calibration as CalibrationRow,
  Lever,
  Model,
  Origin,
  Score,
  Told,
} from '@konbit/planner'
import { useGet } from './hooks.ts'
import type { RecordView } from './types.ts'

export type { Origin } from '@konbit/planner'
/** The origin of the value itself, or of all that stand where it does; several paths may have one. */
export const originOf = (origins: readonly Origin[], path: string): Origin | undefined =>
  origins.find((one) => one.path === path || one.also?.includes(path)) ??
  origins.find((one) => path.startsWith(`${one.path}/`))

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
  goal: { least: number; day: number; phase?: string }
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

/** A kept scenario, where the address names one. */
export const useScenario = (id: string | undefined) =>
  useGet<RecordView>(`/scenario/${id}`, {}, { keep: false, enabled: Boolean(id) })

export type Calibration = {
  forecasts: number
  due: number
  more: boolean
  again: Record<'same' | 'differs' | 'otherEngine' | 'pending' | 'failed', number>
  /** How often what came lay in the bands, by figure and days ahead; `day` null: all days together. */
  rows: readonly CalibrationRow[]
}
export const useCalibration = () => useGet<Calibration>('/plan/calibration')

export type ForecastView = {
  id: string
  title: string
  state: string
  startsOn: string
  seed: string
  runs: number
  engine: string
  digest: string
  knownSeq: number
  scenario: string | null
  goalPersons: number | null
  goalOn: string | null
  chancePercent: number | null
  /** Whether it came to the same digest when it was run again. */
  again: keyof Calibration['again']
  bands: readonly Told[]
  scores: readonly Score[]
}
export const useForecasts = () =>
  useGet<{ items: readonly ForecastView[]; next: string | null }>('/plan/forecasts', { limit: 50 })

/** A long study, played by workers of the server. */
export type Study = {
  id: string
  kind: 'run' | 'compare' | 'oneMore' | 'search'
  name: string
  isMine: boolean
  state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'
  progress: number | null
  played: number
  wanted: number
  digest: string | null
  why: string | null
  made: string
}
export type StudyWhole = Study & { result: Readonly<Record<string, unknown>> | null }

const isUnderWay = (study: Study | undefined): boolean =>
  study?.state === 'waiting' || study?.state === 'running'
const LOOK_MS = 1500

/** Looked at again and again while one of them is under way. */
export const useStudies = () =>
  useGet<{ items: readonly Study[] }>(
    '/plan/studies',
    { limit: 10 },
    {
      moment: false,
      again: (data) =>
        (data as { items: Study[] } | undefined)?.items.some(isUnderWay) ? LOOK_MS : false,
    },
  )
export const useStudy = (id: string, enabled: boolean) =>
  useGet<StudyWhole>(`/plan/studies/${id}`, {}, { moment: false, keep: false, enabled })
