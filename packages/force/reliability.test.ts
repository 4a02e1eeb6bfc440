/** Intervals hold what they say: against the tables, and against fleets whose true times are known. */
import { describe, expect, test } from 'vitest'
import { chiSquareQuantile, gammaBelow, lnGamma } from './chiSquare.ts'
import { countsOf, meanTime, reliabilityOf, type Stretch, type Window } from './reliability.ts'

const of = (stretches: readonly Stretch[], window: Window) =>
  reliabilityOf(countsOf(stretches, window))

describe('quantiles of chi-square', () => {
  // From the printed tables (NIST/SEMATECH e-Handbook, 1.3.6.7.4).
  test.each([
    [0.95, 1, 3.841],
    [0.95, 2, 5.991],
    [0.05, 2, 0.103],
    [0.95, 10, 18.307],
    [0.05, 10, 3.94],
    [0.95, 50, 67.505],
    [0.05, 50, 34.764],
    [0.95, 100, 124.342],
    [0.05, 100, 77.929],
  ])('%f of %i degrees', (p, freedom, wanted) => {
    expect(chiSquareQuantile(p, freedom)).toBeCloseTo(wanted, 3)
  })

  test('the share below a quantile is its chance, for many thousands of degrees too', () => {
    for (const freedom of [0.5, 3, 77, 1000, 40_000])
      for (const p of [0.05, 0.5, 0.95])
        expect(gammaBelow(freedom / 2, chiSquareQuantile(p, freedom) / 2)).toBeCloseTo(p, 8)
    expect(lnGamma(5)).toBeCloseTo(Math.log(24), 12)
  })

  test('no failure gives the bound by the rule of three', () => {
    expect(meanTime(300, 0, 1).low).toBeCloseTo(300 / 2.996, 1)
    expect(meanTime(300, 0, 1)).toMatchObject({ mean: null, high: null })
    expect(meanTime(0, 0, 1)).toEqual({ mean: null, low: null, high: null })
  })
})

describe('what is counted', () => {
  const window = { from: 0, to: 100 }
  const at = (vehicle: string, state: Stretch['state'], from: number, to: number): Stretch => ({
    vehicle,
    state,
    from,
    to,
  })

  test('a vehicle that still runs, and one that is still in repair, count with the time they had', () => {
    const found = of(
      [
        at('a', 'ready', 0, 40),
        at('a', 'inRepair', 40, 50),
        at('a', 'ready', 50, 900),
        at('b', 'ready', 20, 90),
        at('b', 'inRepair', 90, 900),
      ],
      window,
    )
    expect(found).toMatchObject({
      vehicles: 2,
      daysUp: 160,
      failures: 2,
      daysOffRoad: 20,
      repairs: 1,
      offRoadNow: 1,
    })
    expect(found.betweenFailures.mean).toBe(80)
    expect(found.toRepair.mean).toBe(20)
  })

  test('what began before the window is no failure in it', () => {
    const found = of(
      [at('a', 'inRepair', -10, 5), at('a', 'ready', 5, 900), at('b', 'inRepair', 10, 900)],
      window,
    )
    // b was never ready: nobody saw it fail.
    expect(found).toMatchObject({ failures: 0, repairs: 1, daysOffRoad: 95, offRoadNow: 1 })
  })

  test('nothing known gives nothing', () => {
    expect(of([], window)).toMatchObject({
      vehicles: 0,
      betweenFailures: { mean: null, low: null, high: null },
      toRepair: { mean: null, low: null, high: null },
    })
  })
})

describe('fleets whose true times are known', () => {
  /** Mulberry32: the same fleets in every run. */
  const chances = (seed: number) => () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  type Draw = (chance: () => number) => number
  const exponential =
    (mean: number): Draw =>
    (chance) =>
      -mean * Math.log(1 - chance())
  const lognormal =
    (mean: number, sigma: number): Draw =>
    (chance) => {
      const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
      return mean * Math.exp(sigma * normal - sigma ** 2 / 2)
    }
  const gamma2 =
    (mean: number): Draw =>
    (chance) =>
      exponential(mean / 2)(chance) + exponential(mean / 2)(chance)

  function fleet(vehicles: number, days: number, up: Draw, down: Draw, seed: number): Stretch[] {
    const chance = chances(seed)
    return Array.from({ length: vehicles }, (_, index) => {
      const list: Stretch[] = []
      let day = 0
      for (let isUp = true; day < days; isUp = !isUp) {
        const to = day + (isUp ? up : down)(chance)
        list.push({ vehicle: `v${index}`, state: isUp ? 'ready' : 'inRepair', from: day, to })
        day = to
      }
      return list
    }).flat()
  }

  const RUNS = 1000
  const covered = (vehicles: number, days: number, mtbf: number, mttr: number, down: Draw) => {
    let between = 0
    let repair = 0
    for (let run = 0; run < RUNS; run++) {
      const list = fleet(vehicles, days, exponential(mtbf), down, run * 7919 + vehicles)
      const found = of(list, { from: 0, to: days })
      const holds = ({ low, high }: { low: number | null; high: number | null }, truth: number) =>
        (low ?? 0) <= truth && truth <= (high ?? Number.POSITIVE_INFINITY)
      if (holds(found.betweenFailures, mtbf)) between += 1
      if (holds(found.toRepair, mttr)) repair += 1
    }
    return { between: between / RUNS, repair: repair / RUNS }
  }

  test.each([
    ['few vehicles', 3, 365, 60, 8, exponential(8)],
    ['a class of the exercise', 20, 730, 90, 12, exponential(12)],
    ['repairs that vary little', 8, 365, 45, 10, gamma2(10)],
    ['repairs that wait for parts', 20, 730, 60, 15, lognormal(15, 0.8)],
  ])(
    'the interval holds the truth nine times in ten: %s',
    (_, vehicles, days, mtbf, mttr, down) => {
      const { between, repair } = covered(vehicles, days, mtbf, mttr, down)
      expect(between).toBeGreaterThan(0.88)
      expect(between).toBeLessThan(0.99)
      expect(repair).toBeGreaterThan(0.88)
    },
  )

  test('where repairs vary wildly it still holds most of the time, and is wide', () => {
    const { repair } = covered(20, 730, 60, 15, lognormal(15, 1.3))
    expect(repair).toBeGreaterThan(0.82)
  })

  test('more of the record makes it narrower', () => {
    const width = (days: number) => {
      const list = fleet(20, days, exponential(60), exponential(10), 5)
      const { low, high } = of(list, { from: 0, to: days }).betweenFailures
      return (high ?? 0) - (low ?? 0)
    }
    expect(width(1460)).toBeLessThan(width(365))
  })
})
