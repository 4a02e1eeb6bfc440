/** Rules without chance: who goes when, what binds, what is counted on which day. */
import { describe, expect, test } from 'vitest'
import type { Model, Population } from '../model.ts'
import { idle, noonsOf, shuttle, still } from './given.ts'
import { playerOf } from './run.ts'

const force = (officers: Partial<Population>, more: Partial<Model> = {}): Model => ({
  ...still,
  flights: { shuttle },
  people: { officers: { ...idle, ...officers } },
  ...more,
})
const boundOf = (model: Model) => playerOf(model).replicate(1n).bound

describe('on day 0', () => {
  test('those present hold beds, and go home when their tour has been over for long enough', () => {
    const there = force({
      tour: { days: 300, reliefLead: 100, overdue: 60 },
      present: [
        { persons: 5, tourEndsOn: 3 },
        { persons: 10, tourEndsOn: -59 },
      ],
    })
    expect(noonsOf(there, 'deployed', [0, 1, 62, 63])).toEqual([15, 5, 5, 0])
    expect(noonsOf(there, 'bedsFree', [0, 1, 63])).toEqual([985, 995, 1000])
  })

  test('relief is asked for ahead of the end of a tour, and not twice for whom it was asked before', () => {
    const tour = { days: 300, reliefLead: 20, overdue: 60 }
    const stages = [{ name: 'course', lasts: { days: 10.1 } }]
    const relieved = force({
      tour,
      stages,
      present: [
        { persons: 4, tourEndsOn: 30 },
        { persons: 9, tourEndsOn: 15 },
      ],
    })
    // Asked on day 10, ready on 20.1, in by 21.4; the nine whose tour ended first make room for them.
    expect(noonsOf(relieved, 'deployed', [19, 21, 31, 75, 99])).toEqual([13, 13, 13, 8, 4])
  })

  test('those waiting begin their stage, or stand in its line', () => {
    const stages = [
      { name: 'vetting', lasts: { days: 5.1 } },
      { name: 'course', lasts: { days: 28 }, needs: 'places' },
    ]
    const resources = { ...still.resources, places: { amount: 2 } }
    const waiting = { vetting: 1, course: 4, ready: 7 }
    const line = force({ stages, waiting }, { resources })
    expect(noonsOf(line, 'deployed', [0, 27, 28, 56, 83, 84])).toEqual([7, 7, 9, 11, 11, 12])
    expect(noonsOf(line, 'binds', [0, 30, 60])).toEqual([2, 2, 0])
    expect(playerOf(line).binds).toEqual(['supply', 'places', 'beds', 'airlift', 'cash'])
  })

  test('those under way hold a bed from the start, and land on their day', () => {
    const coming = force({ underWay: [{ persons: 6, on: 12.2 }] })
    expect(noonsOf(coming, 'deployed', [11, 12])).toEqual([0, 6])
    expect(noonsOf(coming, 'bedsFree', [0, 12])).toEqual([994, 994])
  })
})

describe('flights', () => {
  const waiting = { ready: 10 }

  test('of different length land in the order in which they arrive', () => {
    const flights = {
      slow: { ...shuttle, first: 0.1, every: 200, seats: 4, takes: 10 },
      fast: { ...shuttle, first: 0.2, every: 200, seats: 4, takes: 2 },
    }
    const tour = { days: 20, reliefLead: 0, overdue: 60 }
    const two = force({ waiting, tour }, { flights })
    expect(noonsOf(two, 'deployed', [1, 2, 9, 10])).toEqual([0, 4, 4, 8])
    expect(boundOf(two)).toMatchObject({ airlift: 2 })
  })

  test('carry several peoples in the order named, each to its own beds', () => {
    const resources = { red: { amount: 3 }, blue: { amount: 50 } }
    const people = {
      first: { ...idle, bed: 'red', waiting },
      second: { ...idle, bed: 'blue', waiting },
    }
    const flights = { shuttle: { ...shuttle, seats: 8, carries: ['first', 'second'] } }
    const shared = { ...still, resources, people, flights }
    expect(noonsOf(shared, 'deployed/first', [0, 1, 9])).toEqual([3, 3, 3])
    expect(noonsOf(shared, 'deployed/second', [0, 1, 9])).toEqual([5, 10, 10])
    expect(noonsOf(shared, 'free/blue', [0, 1])).toEqual([45, 40])
    expect(boundOf(shared)).toMatchObject({ red: 100, airlift: 0 })
  })

  test('relief comes first, or only where no bed is free', () => {
    const tour = { days: 300, reliefLead: 0, overdue: 60 }
    const some = { waiting, tour, present: [{ persons: 20, tourEndsOn: -1 }] }
    const beds = { beds: { amount: 24 } }
    expect(noonsOf(force(some, { resources: beds }), 'deployed', [0])[0]).toBe(20)
    const policies = { reliefFirst: false }
    expect(noonsOf(force(some, { resources: beds, policies }), 'deployed', [0])[0]).toBe(24)
    expect(noonsOf(force(some, { policies }), 'deployed', [0])[0]).toBe(30)
  })

  test('nobody comes while cash is below zero, unless it does not matter', () => {
    const broke = { cash: { amount: -1, income: [{ amount: 3, first: 5, every: 0 }], cost: [] } }
    const frozen = force({ waiting }, broke)
    expect(noonsOf(frozen, 'deployed', [4, 5])).toEqual([0, 10])
    expect(noonsOf(frozen, 'arrears', [4, 5])).toEqual([1, 0])
    expect(boundOf(frozen)).toMatchObject({ cash: 5 })
    const policies = { freezeWhenBroke: false }
    expect(noonsOf(force({ waiting }, { ...broke, policies }), 'deployed', [0])[0]).toBe(10)
  })

  test('nobody boards while the mandate has lapsed, and home goes only who is overdue', () => {
    const shocks = [{ name: 'no vote', kind: 'lapse', from: 3, until: 8 } as const]
    const tour = { days: 300, reliefLead: 0, overdue: 60 }
    const lapsed = force(
      {
        tour,
        promised: [{ size: 2, first: 0.1, every: 1, count: 20 }],
        present: [{ persons: 5, tourEndsOn: 4.1 }],
      },
      { shocks },
    )
    expect(noonsOf(lapsed, 'deployed', [2, 7, 8])).toEqual([11, 11, 23])
    expect(playerOf(lapsed).binds.at(-1)).toBe('mandate')
    expect(boundOf(lapsed)).toMatchObject({ mandate: 5 })
  })
})

test('patrols cost what is possible on the day', () => {
  const fleets = { cars: { amount: 3, fails: { mean: 1e12 }, repair: { needs: 'hands', mean: 1 } } }
  const cost = [{ first: 0.6, every: 1, fixed: 1, perDeployed: 0.1, perPatrol: 2 }]
  const resources = { ...still.resources, hands: { amount: 1 } }
  const present = [{ persons: 25, tourEndsOn: 9000 }]
  const costly = force({ present }, { fleets, resources, cash: { amount: 0, income: [], cost } })
  expect(noonsOf(costly, 'patrols', [0])).toEqual([2])
  expect(noonsOf(costly, 'cash', [2])[0]).toBeCloseTo(-2 * (1 + 2.5 + 4), 9)
})

test('a model that outgrows its room says so, and the next that does not is played', () => {
  const stages = [{ name: 'vetting', lasts: { mean: 50 } }]
  const crowd = force({ stages, promised: [{ size: 100_000, first: 1.2, chance: 0.5 }] })
  const player = playerOf(crowd)
  const outcomes = Array.from({ length: 12 }, (_, at) => {
    try {
      return player.replicate(BigInt(at)).totals.attrition
    } catch (error) {
      return (error as Error).name
    }
  })
  expect([...new Set(outcomes)].toSorted()).toEqual([0, 'RangeError'])
})

test('streams bear names: what is added to a model leaves the luck of the rest alone', () => {
  const income = [{ name: 'fund', amount: 1, first: 3, every: 7, count: 9, late: { mean: 9 } }]
  const paid = { ...still, cash: { amount: 0, income, cost: [] } }
  const more = {
    ...paid,
    shocks: [{ name: 'raid', kind: 'attack', on: 5, lost: 0.2, chance: 0.5 } as const],
    cash: {
      ...paid.cash,
      income: [
        { name: 'gift', amount: 0, first: 1, every: 2, count: 9, late: { mean: 3 } },
        ...income,
      ],
    },
  }
  const cashOf = (model: Model) => [...playerOf(model).replicate(11n).daily.cash]
  expect(cashOf(more)).toEqual(cashOf(paid))
})
