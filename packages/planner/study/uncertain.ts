/**
 * What of a model is uncertain: which numbers may be, what lies at the ends of their intervals, and how an interval goes along
 * when a scenario changes its value. The engine draws; nothing here does.
 */
import type { Model, Uncertain } from '../model.ts'
import { put, tokensOf, valueAt } from './paths.ts'

/** The normal deviate that leaves 5 % on either side: an interval holds the truth nine times in ten. */
export const INTERVAL = 1.6448536269514722
/** Nobody's luck is better or worse than that. */
export const FARTHEST = 3

const delay = '(days|mean|median)'
const comes = `(late/${delay}|oftenLate/late/${delay})`
const sizes = new RegExp(
  `^/(${[
    `people/[^/]+/promised/\\d+/${comes}`,
    `people/[^/]+/stages/\\d+/lasts/${delay}`,
    'people/[^/]+/(most|tour/days|tour/overdue)',
    'people/[^/]+/(attrition|illness|illness/lasts)/mean',
    'flights/[^/]+/(first|every|seats|takes)',
    'fleets/[^/]+/(fails|repair)/mean',
    `fleets/[^/]+/part/takes/${delay}`,
    `(resources|fleets)/[^/]+/more/\\d+/late/${delay}`,
    `cash/income/\\d+/${comes}`,
    'cash/cost/\\d+/(fixed|perDeployed|perPatrol)',
  ].join('|')})$`,
)
const shares = new RegExp(
  `^/(${[
    'people/[^/]+/promised/\\d+/(oftenLate/)?chance',
    'people/[^/]+/stages/\\d+/fails/chance',
    'flights/[^/]+/(cancelled|noShow)',
    'fleets/[^/]+/(scrapped|part)/chance',
    '(resources|fleets)/[^/]+/more/\\d+/chance',
    'cash/income/\\d+/(oftenLate/)?chance',
    'shocks/\\d+/chance',
  ].join('|')})$`,
)

/** A share lies between 0 and 1 and is drawn by addition; a size is above zero and is drawn by multiplication. */
export const kindAt = (path: string): 'size' | 'share' | undefined =>
  sizes.test(path) ? 'size' : shares.test(path) ? 'share' : undefined

/** Drawn as a whole number. */
export const isCount = (path: string): boolean => /\/(seats|most)$/.test(path)

export type Interval = Uncertain['values'][number]

/** What stands there when luck is so many deviations from the middle. */
export function drawnAt({ path, low, high }: Interval, value: number, luck: number): number {
  const at = Math.max(-FARTHEST, Math.min(FARTHEST, luck)) / INTERVAL
  if (kindAt(path) === 'share') {
    const drawn = value + at * (at < 0 ? value - low : high - value)
    return Math.max(0, Math.min(1, drawn))
  }
  return value * (at < 0 ? value / low : high / value) ** at
}

/** The least and the most that may stand there. */
export function boundsOf(
  interval: Interval,
  value: number,
): readonly [least: number, most: number] {
  const ends = [-FARTHEST, FARTHEST].map((luck) => drawnAt(interval, value, luck))
  return [Math.min(...ends, value), Math.max(...ends, value)]
}

/** The model with all that is uncertain where it makes most work: the least of each time, the most seats and the most in vain. */
export function busiest(model: Model): Model {
  let next: unknown = model
  for (const { values } of model.uncertain ?? [])
    for (const interval of values) {
      const value = valueAt(model, interval.path)
      if (typeof value !== 'number') continue
      const [least, most] = boundsOf(interval, value)
      const busy = isCount(interval.path)
        ? Math.ceil(most)
        : kindAt(interval.path) === 'share'
          ? most
          : least
      next = put(next, tokensOf(interval.path), busy)
    }
  return next as Model
}

/**
 * Intervals go along with their values: what is turned to twice as much stays as uncertain as it was, as a share of itself. What
 * is not there any more is not uncertain, and what is turned to nothing is nothing for certain.
 */
export function goneAlong(before: Model, after: Model): Model {
  const { uncertain } = after
  if (!uncertain || uncertain !== before.uncertain || before === after) return after
  return {
    ...after,
    uncertain: uncertain.map((one) => ({
      ...one,
      values: one.values.flatMap((interval) => {
        const value = valueAt(after, interval.path)
        const was = valueAt(before, interval.path)
        if (typeof value !== 'number' || typeof was !== 'number') return []
        return value === was ? [interval] : moved(interval, was, value)
      }),
    })),
  }
}

function moved({ path, low, high }: Interval, was: number, value: number): Interval[] {
  if (kindAt(path) === 'size')
    return value > 0 ? [{ path, low: (low * value) / was, high: (high * value) / was }] : []
  if (was === 0) return [{ path, low: Math.min(low, value), high: Math.max(high, value) }]
  const along = (end: number): number => Math.min(1, (end * value) / was)
  return [{ path, low: along(low), high: along(high) }]
}
