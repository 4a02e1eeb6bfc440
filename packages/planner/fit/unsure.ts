/**
 * What of a filled model is played as uncertain: every number whose origin has an interval, and what was worked out from such. A
 * decision is not uncertain: how long before the end relief is asked for is what it is.
 */
import type { Model, Uncertain } from '../model.ts'
import { tokensOf, valueAt } from '../study/paths.ts'
import { kindAt } from '../study/uncertain.ts'
import type { Origin, Sources } from './origins.ts'

/** An interval that begins at nothing begins here, as a share of the middle: what takes time takes some. */
const LEAST = 0.05

export function uncertainOf(
  model: Model,
  { origins, moved }: Pick<Sources, 'origins' | 'moved'>,
): Uncertain[] {
  const found = new Map<string, Uncertain['values'][number][]>()
  const keep = (name: string, interval: Uncertain['values'][number]): void => {
    const kind = kindAt(interval.path)
    const value = valueAt(model, interval.path)
    if (!kind || typeof value !== 'number' || (kind === 'size' && value <= 0)) return
    const isUpward = interval.low <= interval.high
    // Rounded for the model, a value may stand a little beside its interval.
    const [first, last] = [interval.low, interval.high].map((end, at) => {
      const isLess = (at === 0) === isUpward
      const within = isLess ? Math.min(end, value) : Math.max(end, value)
      return kind === 'share' ? Math.max(0, Math.min(1, within)) : Math.max(LEAST * value, within)
    }) as [number, number]
    if (first === value && last === value) return
    found.set(name, [...(found.get(name) ?? []), { path: interval.path, low: first, high: last }])
  }
  for (const origin of origins) {
    const { parameter, low, high, path, also = [] } = origin
    if (parameter === undefined || low === undefined || high === undefined) continue
    for (const place of [path, ...also]) keep(nameOf(origins, origin), { path: place, low, high })
  }
  // The next flight goes on any day of the time between two.
  for (const [name, { every }] of Object.entries(model.flights))
    keep('nextFlight', {
      path: `/flights/${name}/first`,
      low: 0.05 * every,
      high: 0.95 * every,
    })
  for (const [parameter, values] of moved) for (const one of values) keep(parameter, one)
  return [...found].map(([name, values]) => ({ name, values }))
}

/** The parameter; where it was fitted for each part by itself, that part too. */
function nameOf(origins: readonly Origin[], { parameter = '', path }: Origin): string {
  const isOne = origins.filter((one) => one.parameter === parameter).length === 1
  return isOne ? parameter : `${parameter} ${tokensOf(path)?.[1] ?? ''}`
}
