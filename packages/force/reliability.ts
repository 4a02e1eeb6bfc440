/**
 * Reliability of a class of vehicles from the stretches in which each was ready or in repair: mean time between failures and
 * to repair, with intervals of 90 %, and days off the road. What still runs, or is still in repair, at the end of the window
 * counts with the time it has had and no end. The reasons stand in docs/decisions/reliability.md.
 */
import { chiSquareQuantile } from './chiSquare.ts'

/** One stretch of one vehicle in one state, in days of any origin; `to` exclusive, beyond the window where it goes on. */
export type Stretch = {
  readonly vehicle: string
  readonly state: 'ready' | 'inRepair'
  readonly from: number
  readonly to: number
}
export type Window = { readonly from: number; readonly to: number }
/** Null where the record says too little: no failure gives no mean and no upper bound. */
export type Estimate = { mean: number | null; low: number | null; high: number | null }
export type ReliabilityOf = {
  vehicles: number
  daysUp: number
  failures: number
  betweenFailures: Estimate
  daysOffRoad: number
  repairs: number
  toRepair: Estimate
  offRoadNow: number
}

/** The interval leaves 5 % on either side. */
const TAIL = 0.05

/**
 * Failures: a stretch in repair that follows one that was ready, beginning within the window. Repairs: one that ends there in
 * being ready. The estimates are ratios of time to events within the window, so a stretch cut by either end loses nothing.
 */
export function reliabilityOf(stretches: readonly Stretch[], window: Window): ReliabilityOf {
  let daysUp = 0
  let daysOffRoad = 0
  let failures = 0
  let repairs = 0
  let offRoadNow = 0
  const lengths: number[] = []
  const byVehicle = Map.groupBy(stretches, ({ vehicle }) => vehicle)
  for (const list of byVehicle.values()) {
    const ordered = list.toSorted((a, b) => a.from - b.from)
    for (const [index, { state, from, to }] of ordered.entries()) {
      const days = Math.max(0, Math.min(to, window.to) - Math.max(from, window.from))
      const before = ordered[index - 1]
      const after = ordered[index + 1]
      const begins = from >= window.from && from < window.to
      if (state === 'ready') {
        daysUp += days
        continue
      }
      daysOffRoad += days
      if (begins && before?.state === 'ready' && before.to === from) failures += 1
      if (from < window.to && to >= window.to) offRoadNow += 1
      const isMended = after?.state === 'ready' && after.from === to
      if (!isMended || to < window.from || to >= window.to) continue
      repairs += 1
      if (begins) lengths.push(to - from)
    }
  }
  return {
    vehicles: byVehicle.size,
    daysUp,
    failures,
    betweenFailures: meanTime(daysUp, failures, 1),
    daysOffRoad,
    repairs,
    toRepair: repairs === 0 ? none : meanTime(daysOffRoad, repairs, spreadOf(lengths)),
    offRoadNow,
  }
}

const none: Estimate = { mean: null, low: null, high: null }

/**
 * Time per event, with the interval of an exponential (spread 1: exact, by the Poisson count in a fixed time) or of a sum of
 * times that vary more (a gamma of fewer degrees of freedom).
 */
export function meanTime(time: number, events: number, spread: number): Estimate {
  if (time <= 0) return none
  const per = 2 / spread ** 2
  // One event more may have been about to come: the lower bound counts it.
  const low = (per * time) / chiSquareQuantile(1 - TAIL, per * (events + 1))
  if (events === 0) return { mean: null, low, high: null }
  return { mean: time / events, low, high: (per * time) / chiSquareQuantile(TAIL, per * events) }
}

/** Standard deviation over mean of the lengths; never below that of an exponential, so that the interval errs on the wide side. */
function spreadOf(lengths: readonly number[]): number {
  if (lengths.length < 2) return 1
  const mean = lengths.reduce((sum, one) => sum + one, 0) / lengths.length
  if (mean <= 0) return 1
  const square = lengths.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (lengths.length - 1)
  return Math.min(SPREAD_MAX, Math.max(1, Math.sqrt(square) / mean))
}
const SPREAD_MAX = 4
