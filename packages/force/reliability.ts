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
/** What a record of stays in states says of a class, within a window. */
export type Counts = {
  vehicles: number
  daysUp: number
  failures: number
  daysOffRoad: number
  repairs: number
  offRoadNow: number
  /** Of the repairs that both began and ended in the window: how many, their days and the squares of them. */
  whole: { count: number; days: number; squares: number }
}
export type ReliabilityOf = Counts & { betweenFailures: Estimate; toRepair: Estimate }

/** The interval leaves 5 % on either side. */
const TAIL = 0.05

/**
 * Failures: a stretch in repair that follows one that was ready, beginning within the window. Repairs: one that ends there in
 * being ready. A stretch cut by either end of the window counts with the time it had.
 */
export function countsOf(stretches: readonly Stretch[], window: Window): Counts {
  const counts: Counts = {
    vehicles: 0,
    daysUp: 0,
    failures: 0,
    daysOffRoad: 0,
    repairs: 0,
    offRoadNow: 0,
    whole: { count: 0, days: 0, squares: 0 },
  }
  for (const list of Map.groupBy(stretches, ({ vehicle }) => vehicle).values()) {
    counts.vehicles += 1
    const ordered = list.toSorted((a, b) => a.from - b.from)
    for (const [index, { state, from, to }] of ordered.entries()) {
      const days = Math.max(0, Math.min(to, window.to) - Math.max(from, window.from))
      if (state === 'ready') {
        counts.daysUp += days
        continue
      }
      const before = ordered[index - 1]
      const after = ordered[index + 1]
      const begins = from >= window.from && from < window.to
      counts.daysOffRoad += days
      if (begins && before?.state === 'ready' && before.to === from) counts.failures += 1
      if (from < window.to && to >= window.to) counts.offRoadNow += 1
      const isMended = after?.state === 'ready' && after.from === to
      if (!isMended || to < window.from || to >= window.to) continue
      counts.repairs += 1
      if (!begins) continue
      counts.whole.count += 1
      counts.whole.days += to - from
      counts.whole.squares += (to - from) ** 2
    }
  }
  return counts
}

/** The estimates are ratios of time to events within the window, so a stretch that is cut loses nothing. */
export const reliabilityOf = (counts: Counts): ReliabilityOf => ({
  ...counts,
  betweenFailures: meanTime(counts.daysUp, counts.failures, 1),
  toRepair:
    counts.repairs === 0
      ? { mean: null, low: null, high: null }
      : meanTime(counts.daysOffRoad, counts.repairs, spreadOf(counts.whole)),
})

/**
 * Time per event, with the interval of an exponential (spread 1: exact, by the Poisson count in a fixed time) or of a sum of
 * times that vary more (a gamma of fewer degrees of freedom).
 */
export function meanTime(time: number, events: number, spread: number): Estimate {
  if (time <= 0) return { mean: null, low: null, high: null }
  const per = 2 / spread ** 2
  // One event more may have been about to come: the lower bound counts it.
  const low = (per * time) / chiSquareQuantile(1 - TAIL, per * (events + 1))
  if (events === 0) return { mean: null, low, high: null }
  return { mean: time / events, low, high: (per * time) / chiSquareQuantile(TAIL, per * events) }
}

/** Standard deviation over mean of the lengths; never below that of an exponential, so that the interval errs on the wide side. */
function spreadOf({ count, days, squares }: Counts['whole']): number {
  if (count < 2 || days <= 0) return 1
  const mean = days / count
  const variance = Math.max(0, (squares - count * mean ** 2) / (count - 1))
  return Math.min(SPREAD_MAX, Math.max(1, Math.sqrt(variance) / mean))
}
const SPREAD_MAX = 4
