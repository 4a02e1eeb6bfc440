/** What has a formula is played as the formula says: queues, stocks, lives, coin tosses. Within four standard errors, on fixed seeds. */
import { describe, expect, test } from 'vitest'
import type { Fleet, Model } from '../model.ts'
import { away, idle, meanOf, played, shuttle, still } from './given.ts'

const RUNS = 4000
const mean = (model: Model, figure: string, day: number) =>
  meanOf(played(model, RUNS, ({ daily }) => daily[figure]?.[day] as number))
const share = (model: Model, figure: string, day: number, value: number) =>
  meanOf(played(model, RUNS, ({ daily }) => Number(daily[figure]?.[day] === value)))
const choose = (n: number, k: number): number =>
  k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k
const binomial = (n: number, p: number, k: number): number =>
  choose(n, k) * p ** k * (1 - p) ** (n - k)
const poisson = (mean: number, k: number): number =>
  k === 0 ? Math.exp(-mean) : (poisson(mean, k - 1) * mean) / k

describe('vehicles', () => {
  const fleet: Fleet = { amount: 10, fails: { mean: 10 }, repair: { needs: 'hands', mean: 3 } }
  const garage = (
    hands: number,
    fleets: Model['fleets'],
    more: Model['resources'] = {},
  ): Model => ({
    ...still,
    resources: { ...still.resources, hands: { amount: hands }, ...more },
    fleets,
  })
  /** Of `n` machines and `c` repairers, the chance that `k` are down (M/M/c with a finite source). */
  function down(n: number, c: number, ratio: number): number[] {
    const weights = [1]
    for (let k = 1; k <= n; k += 1)
      weights.push(((weights[k - 1] as number) * (n - k + 1) * ratio) / Math.min(k, c))
    const sum = weights.reduce((a, b) => a + b)
    return weights.map((weight) => weight / sum)
  }

  test.each([1, 2, 4])(
    'fail and queue for %i pairs of hands as machines for repairers',
    (hands) => {
      const law = down(10, hands, 3 / 10)
      for (const k of [0, 1, 2, 3, 4, 5])
        expect(
          away(share(garage(hands, { fleet }), 'fitVehicles', 99, 10 - k), law[k] as number),
        ).toBeLessThan(4)
    },
  )

  test('of two fleets queue for the same hands as one fleet would', () => {
    const half = { ...fleet, amount: 5 }
    const expected = down(10, 2, 3 / 10).reduce((sum, chance, k) => sum + chance * (10 - k), 0)
    const both = garage(2, { left: half, right: half })
    expect(away(mean(both, 'fitVehicles', 99), expected)).toBeLessThan(4)
    for (const name of ['fit/left', 'fit/right'])
      expect(away(mean(both, name, 99), expected / 2)).toBeLessThan(4)
  })

  test('that are scrapped when they fail live as long as what does not age', () => {
    const mortal = garage(1, { fleet: { ...fleet, scrapped: { chance: 1 } } })
    const alive = Math.exp(-8.5 / 10)
    for (const k of [2, 4, 6])
      expect(away(share(mortal, 'fitVehicles', 8, k), binomial(10, alive, k))).toBeLessThan(4)
  })

  test('that wait for parts with hands for all are up as much as is left of the way round', () => {
    const part = { chance: 1, takes: { mean: 4 } }
    const round = garage(10, { fleet: { ...fleet, part } })
    for (const k of [4, 6, 8])
      expect(away(share(round, 'fitVehicles', 99, k), binomial(10, 10 / 17, k))).toBeLessThan(4)
  })

  test('take parts from stock while there are any, and wait for them when there are none', () => {
    const part = { chance: 1, takes: { days: 1000 }, needs: 'gearboxes' }
    const quick = { ...fleet, part, repair: { needs: 'hands', mean: 1e-9 } }
    const stocked = garage(10, { quick }, { gearboxes: { amount: 6 } })
    for (const k of [1, 3, 5])
      expect(away(share(stocked, 'free/gearboxes', 4, k), poisson(4.5, 6 - k))).toBeLessThan(4)
    const none = Array.from({ length: 6 }, (_, k) => poisson(4.5, k)).reduce((a, b) => a - b, 1)
    expect(away(share(stocked, 'free/gearboxes', 4, 0), none)).toBeLessThan(4)
    const later = garage(10, { quick }, { gearboxes: { amount: 0, more: [{ by: 9, on: 20.2 }] } })
    expect(away(share(later, 'fitVehicles', 19, 1), binomial(10, Math.exp(-1.95), 1))).toBeLessThan(
      4,
    )
    expect(mean(later, 'free/gearboxes', 19).mean).toBe(0)
    expect(mean(later, 'free/gearboxes', 20).mean).toBeGreaterThan(8)
  })

  test('that are down on day 0 come back by their part and their hands', () => {
    const sturdy = { ...fleet, fails: { mean: 1e9 }, part: { chance: 1, takes: { days: 5 } } }
    const begun = garage(10, { fleet: { ...sturdy, down: { awaitingPart: 2, awaitingRepair: 4 } } })
    for (const k of [5, 6, 7])
      expect(
        away(share(begun, 'fitVehicles', 2, k), binomial(4, 1 - Math.exp(-2.5 / 3), k - 4)),
      ).toBeLessThan(4)
    expect(
      away(
        mean(begun, 'fitVehicles', 7),
        4 + 4 * (1 - Math.exp(-2.5)) + 2 * (1 - Math.exp(-2.5 / 3)),
      ),
    ).toBeLessThan(4)
  })
})

describe('people', () => {
  const here = [{ persons: 20, tourEndsOn: 9000 }]
  const force = (officers: Partial<Model['people'][string]>, more: Partial<Model> = {}): Model => ({
    ...still,
    people: { officers: { ...idle, present: here, ...officers } },
    ...more,
  })

  test('leave early as what does not age', () => {
    const leaving = force({ attrition: { mean: 40 } })
    for (const k of [8, 11, 14])
      expect(
        away(share(leaving, 'deployed', 20, k), binomial(20, Math.exp(-20.5 / 40), k)),
      ).toBeLessThan(4)
  })

  test('are ill and well as a chain of two states', () => {
    const ill = force({ illness: { mean: 12, lasts: { mean: 6 } } })
    const wellOn = (day: number) => 2 / 3 + (1 / 3) * Math.exp(-(1 / 12 + 1 / 6) * (day + 0.5))
    for (const day of [1, 4, 60])
      for (const k of [12, 15, 18])
        expect(away(share(ill, 'available', day, k), binomial(20, wellOn(day), k))).toBeLessThan(4)
  })

  test('who are ill leave as the others do, and who leaves is no longer ill', () => {
    const both = force({ illness: { mean: 12, lasts: { mean: 6 } }, attrition: { mean: 40 } })
    const left = Math.exp(-40.5 / 40)
    expect(away(mean(both, 'available', 40), (20 * left * 2) / 3)).toBeLessThan(4)
    expect(away(mean(both, 'deployed', 40), 20 * left)).toBeLessThan(4)
  })

  test('who are booked and do not show wait for the next flight', () => {
    const flights = { shuttle: { ...shuttle, noShow: 0.3 } }
    const booked = force({ present: [], waiting: { ready: 12 } }, { flights, goal: 12 })
    for (const k of [6, 8, 10])
      expect(away(share(booked, 'deployed', 0, k), binomial(12, 0.7, k))).toBeLessThan(4)
    expect(away(share(booked, 'deployed', 1, 12), (1 - 0.3 ** 2) ** 12)).toBeLessThan(4)
  })

  test('fly when their flight is not cancelled', () => {
    const flights = { shuttle: { ...shuttle, seats: 1, cancelled: 0.4 } }
    const queue = force({ present: [], waiting: { ready: 100 } }, { flights })
    for (const k of [4, 6, 8])
      expect(away(share(queue, 'deployed', 9, k), binomial(10, 0.6, k))).toBeLessThan(4)
  })

  test('pass a stage of one place as customers pass a single server', () => {
    const stages = [{ name: 'interview', lasts: { mean: 2 }, needs: 'desk' }]
    const desk = { ...still.resources, desk: { amount: 1 } }
    const queue = force(
      { present: [], stages, waiting: { interview: 30 } },
      { resources: desk, flights: { shuttle } },
    )
    // Whoever is done by 10.25 has landed by noon of day 10.
    for (const k of [3, 5, 7])
      expect(away(share(queue, 'deployed', 10, k), poisson(10.25 / 2, k))).toBeLessThan(4)
  })

  test('are lost to an attack one by one, and leave faster for a while', () => {
    const raid = {
      name: 'raid',
      kind: 'attack',
      on: 10.2,
      lost: 0.25,
      attrition: { times: 5, days: 20 },
    } as const
    const struck = force({ attrition: { mean: 100 } }, { shocks: [raid] })
    const before = Math.exp(-10.2 / 100)
    for (const k of [11, 13, 15])
      expect(
        away(
          share(struck, 'deployed', 10, k),
          binomial(20, before * 0.75 * Math.exp((-5 * 0.3) / 100), k),
        ),
      ).toBeLessThan(4)
    const after = before * 0.75 * Math.exp(-1 - 20.3 / 100)
    expect(away(mean(struck, 'deployed', 50), 20 * after)).toBeLessThan(4)
    const calm = { ...raid, attrition: { times: 0, days: 20 } }
    const spared = force({ attrition: { mean: 100 } }, { shocks: [calm] })
    expect(away(mean(spared, 'deployed', 50), 20 * 0.75 * Math.exp(-30.5 / 100))).toBeLessThan(4)
  })
})

describe('shocks and money', () => {
  test('a shock befalls with its chance', () => {
    const income = [{ name: 'donor', amount: 1, first: 0.1, every: 10, count: 10 }]
    const shocks = [
      { name: 'stop', kind: 'freeze', income: 'donor', from: 35, until: 65, chance: 0.3 } as const,
    ]
    const paid = { ...still, cash: { amount: 0, income, cost: [] }, shocks }
    expect(away(share(paid, 'cash', 99, 10), 0.7)).toBeLessThan(4)
    expect(away(share(paid, 'cash', 99, 7), 0.3)).toBeLessThan(4)
  })

  test('an expansion slips by a delay of its own', () => {
    const beds = {
      amount: 100,
      more: [
        { by: 10, on: 20 },
        { by: 10, on: 20 },
      ],
    }
    const shocks = [{ name: 'rains', kind: 'slip', resource: 'beds', late: { mean: 15 } } as const]
    const people = { officers: idle }
    const late = { ...still, resources: { beds }, people, shocks }
    const come = 1 - Math.exp(-10.5 / 15)
    for (const k of [0, 1, 2])
      expect(away(share(late, 'bedsFree', 30, 100 + 10 * k), binomial(2, come, k))).toBeLessThan(4)
  })

  test('income is late, and sometimes never comes', () => {
    const income = [{ amount: 1, first: 5, every: 0, count: 8, late: { mean: 20 }, chance: 0.6 }]
    const paid = { ...still, cash: { amount: 0, income, cost: [] } }
    const come = 0.6 * (1 - Math.exp(-15.5 / 20))
    for (const k of [1, 3, 5])
      expect(away(share(paid, 'cash', 20, k), binomial(8, come, k))).toBeLessThan(4)
  })
})
