/** The search against all mixes tried one by one, where it is known beforehand which of them reach the goal. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Model } from '../model.ts'
import { kr1 } from '../models/kr1.ts'
import { type Asking, answered, type Wanted } from './asked.ts'
import { type Lever, standsAt } from './scenario.ts'
import { type Goal, type Searched, searched, searching } from './search.ts'

const RUNS = 100
const lever = (key: string, path: string, most: number, step: number, price: number): Lever => ({
  key,
  path,
  least: 0,
  most,
  step,
  oneMore: step,
  unit: key,
  price,
})
const toy: Model = {
  ...kr1,
  resources: { ...kr1.resources, beds: { amount: 0 }, training: { amount: 0 } },
}
const levers = [
  lever('beds', '/resources/beds/amount', 8, 1, 3),
  lever('seats', '/flights/weekly/seats', 105, 1, 2),
  lever('places', '/resources/training/amount', 4, 1, 5),
]
const goal: Goal = { figure: 'deployed', least: 1, day: 700, chance: 0.8 }
/** Plays nothing: a share of the replications, by the strengths of the levers, comes to the goal. */
const answering =
  (chanceOf: (beds: number, seats: number, places: number) => number) =>
  ({ model, from, to }: Wanted): Float64Array => {
    const [beds, seats, places] = levers.map((one) => standsAt(model, one) as number) as [
      number,
      number,
      number,
    ]
    const chance = chanceOf(beds, seats - 100, places)
    // Spread evenly, as a hundred replications of that chance would be at best.
    return Float64Array.from({ length: to - from }, (_, at) =>
      (((from + at) * 37) % 100) / 100 < chance ? 1 : 0,
    )
  }
const search = (
  chanceOf: (beds: number, seats: number, places: number) => number,
  triedMost?: number,
): Searched => {
  const asking: Asking<Searched> = searching(toy, levers, goal, RUNS, triedMost)
  return answered(asking, answering(chanceOf)) as Searched
}

function cheapest(
  chanceOf: (beds: number, seats: number, places: number) => number,
): number | undefined {
  const prices: number[] = []
  for (let beds = 0; beds <= 8; beds += 1)
    for (let seats = 0; seats <= 5; seats += 1)
      for (let places = 0; places <= 4; places += 1)
        if (chanceOf(beds, seats, places) >= 0.8) prices.push(3 * beds + 2 * seats + 5 * places)
  return prices.length > 0 ? Math.min(...prices) : undefined
}

describe('the search', () => {
  test('finds the cheapest mix of all, whatever mixes reach the goal', () => {
    const weights = fc.record({
      beds: fc.integer({ min: 0, max: 5 }),
      seats: fc.integer({ min: 0, max: 5 }),
      places: fc.integer({ min: 0, max: 5 }),
      needed: fc.integer({ min: 1, max: 40 }),
    })
    fc.assert(
      fc.property(weights, ({ beds, seats, places, needed }) => {
        const chance = (b: number, s: number, p: number) =>
          Math.min(1, (0.8 * (beds * b + seats * s + places * p)) / needed)
        const found = search(chance)
        expect(found.best?.price).toBe(cheapest(chance))
        expect(found.outcome).toBe(found.best ? 'found' : 'notReached')
        expect(found.space.mixes).toBe(9 * 6 * 5)
        expect(found.tried.length).toBeLessThan(200)
      }),
      { numRuns: 60 },
    )
  })

  test('tries a small part of all mixes and says which, and plays few of the hopeless', () => {
    const found = search((beds, seats) => (beds >= 5 && seats >= 3 ? 0.95 : 0.1))
    expect(found.best).toMatchObject({
      values: { beds: 5, seats: 103, places: 0 },
      price: 21,
      isReached: true,
    })
    expect(found.tried.length).toBeLessThan(40)
    const hopeless = found.tried.filter(({ chance }) => chance < 0.2)
    expect(hopeless.every(({ runs }) => runs < RUNS)).toBe(true)
    expect(found.space.levers.map(({ key, values }) => [key, values.length])).toEqual([
      ['beds', 9],
      ['seats', 6],
      ['places', 5],
    ])
    const played = found.tried.reduce((sum, { runs }) => sum + runs, 0)
    expect(found.space.runs).toBe(played + RUNS)
  })

  test('says that the goal is not reached, and how near the most of everything comes', () => {
    const found = search(() => 0.5)
    expect(found).toMatchObject({
      outcome: 'notReached',
      most: { values: { beds: 8, seats: 105, places: 4 } },
    })
    expect(found.best).toBeUndefined()
    expect(found.confirmed).toBeUndefined()
    expect(found.tried).toHaveLength(1)
  })

  test('stops where it may try no more, with what it has', () => {
    const found = search((beds, seats, places) => (beds + seats + places) / 12, 4)
    expect(found.outcome).toBe('stopped')
    expect(found.best?.isReached).toBe(true)
    expect(found.tried.length).toBeLessThanOrEqual(6)
  })

  test('confirms the best on luck of its own', () => {
    const ranges: [number, number][] = []
    const asking = searching(toy, levers, goal, RUNS)
    const found = answered(asking, (wanted) => {
      ranges.push([wanted.from, wanted.to])
      // All is well on the luck by which it is chosen, and one in two on any other.
      return Float64Array.from({ length: wanted.to - wanted.from }, (_, at) =>
        wanted.from < RUNS ? 1 : at % 2,
      )
    })
    expect(ranges.at(-1)).toEqual([RUNS, 2 * RUNS])
    expect(found?.confirmed?.chance).toBe(0.5)
  })

  test('turns a lever down where fewer is what one pays for, and leaves those without a price', () => {
    const cancelled: Lever = {
      ...lever('cancelled', '/flights/weekly/cancelled', 1, 0.02, -50),
      least: 0,
    }
    const free = levers.slice(0, 1).map(({ price: _, ...rest }) => rest)
    const asking = searching(toy, [cancelled, ...free], goal, RUNS)
    const found = answered(asking, ({ model, from, to }) =>
      new Float64Array(to - from).fill((standsAt(model, cancelled) as number) <= 0.05 ? 1 : 0),
    )
    expect(found?.best).toMatchObject({ values: { cancelled: 0.04 }, price: expect.closeTo(3) })
    expect(found?.space.levers).toHaveLength(1)
  })

  test('plays the model itself, where one lever alone is short', () => {
    const model: Model = {
      ...kr1,
      days: 120,
      resources: { ...kr1.resources, beds: { amount: 20 } },
    }
    const beds = lever('beds', '/resources/beds/amount', 100, 10, 0.1)
    const wish: Goal = { figure: 'deployed', least: 55, day: 119, chance: 0.5 }
    const found = searched(model, [beds], wish, 'luck', 40)
    expect(found?.best?.values.beds).toBe(60)
    expect(searched(model, [beds], wish, 'luck', 40, () => false)).toBeUndefined()
  })
})
