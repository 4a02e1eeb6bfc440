/** Whatever model is found sound plays to its end, and the largest that is taken has room. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { playerOf } from '../engine/run.ts'
import type { Delay, Model, Population, Shock } from '../model.ts'
import { figureOf, play } from '../study/sample.ts'
import { extentOf } from './judged.ts'
import { LIMITS } from './limits.ts'
import { refusalsOf } from './refusals.ts'

const maybe = <Of>(of: fc.Arbitrary<Of>) => fc.option(of, { nil: undefined })
const chance = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }))
const few = fc.integer({ min: 0, max: 40 })
const time = fc.double({ min: 0, max: 90, noNaN: true })
const mean = fc.double({ min: 1 / LIMITS.hazard, max: 400, noNaN: true })
const delay: fc.Arbitrary<Delay> = fc.oneof(
  fc.record({ days: time }),
  fc.record({ mean: time }),
  fc.record({
    days: fc.constantFrom(0, 1, 28),
    median: fc.oneof(fc.constant(0), fc.double({ min: LIMITS.median, max: 90, noNaN: true })),
    spread: fc.double({ min: 0, max: 3, noNaN: true }),
  }),
  fc.constant({}),
)
const coming = { late: maybe(delay), chance: maybe(chance) }
const series = {
  first: time,
  every: maybe(time),
  count: maybe(few),
  ...coming,
  oftenLate: maybe(fc.record({ chance, late: delay })),
}
const more = maybe(
  fc.array(fc.record({ on: time, ...coming, by: fc.integer({ min: -5, max: 60 }) }), {
    maxLength: 3,
  }),
)
const resource = fc.record({ amount: few, more })
const names = ['beds', 'huts', 'hands', 'places'] as const
const pool = fc.constantFrom(...names)

const population: fc.Arbitrary<Population> = fc.record({
  promised: fc.array(fc.record({ ...series, size: few }), { maxLength: 3 }),
  stages: fc
    .array(
      fc.record({
        lasts: delay,
        needs: maybe(pool),
        fails: maybe(fc.record({ chance, back: fc.nat(3) })),
      }),
      { maxLength: 3 },
    )
    .map((stages) =>
      stages.map(({ fails, ...stage }, at) => ({
        name: `s${at}`,
        ...stage,
        fails: fails && { chance: fails.chance, back: `s${Math.min(fails.back, at)}` },
      })),
    ),
  bed: pool,
  tour: fc.record({
    days: fc.double({ min: 1, max: 200, noNaN: true }),
    reliefLead: time,
    overdue: time,
  }),
  attrition: maybe(fc.record({ mean })),
  illness: maybe(fc.record({ mean, lasts: fc.record({ mean }) })),
  present: maybe(
    fc.array(fc.record({ persons: few, tourEndsOn: fc.integer({ min: -60, max: 200 }) }), {
      maxLength: 3,
    }),
  ),
  waiting: maybe(fc.record({ ready: few })),
  underWay: maybe(fc.array(fc.record({ persons: few, on: time }), { maxLength: 2 })),
})
const fleet = fc.record({
  amount: few,
  down: maybe(fc.record({ awaitingPart: maybe(fc.nat(9)), awaitingRepair: maybe(fc.nat(9)) })),
  fails: fc.record({ mean }),
  scrapped: maybe(fc.record({ chance })),
  part: maybe(fc.record({ chance, takes: delay, needs: maybe(pool) })),
  repair: fc.record({ needs: pool, mean }),
})
const shock: fc.Arbitrary<Shock> = fc.oneof(
  fc.record({
    name: fc.constant('f'),
    kind: fc.constant('freeze' as const),
    income: fc.constant('donor'),
    from: time,
    until: maybe(time),
    chance: maybe(chance),
  }),
  fc.record({
    name: fc.constant('l'),
    kind: fc.constant('lapse' as const),
    from: time,
    until: maybe(time),
    chance: maybe(chance),
  }),
  fc.record({
    name: fc.constant('s'),
    kind: fc.constant('slip' as const),
    resource: pool,
    late: delay,
    chance: maybe(chance),
  }),
  fc.record({
    name: fc.constant('a'),
    kind: fc.constant('attack' as const),
    on: time,
    lost: chance,
    attrition: maybe(fc.record({ times: fc.double({ min: 0, max: 20, noNaN: true }), days: time })),
  }),
)
const model: fc.Arbitrary<Model> = fc.record({
  name: fc.constant('any'),
  days: fc.integer({ min: 1, max: 150 }),
  resources: fc.record({ beds: resource, huts: resource, hands: resource, places: resource }),
  people: fc.record({ here: population, there: population }, { requiredKeys: [] }) as fc.Arbitrary<
    Record<string, Population>
  >,
  flights: fc.record({
    air: fc.record({
      first: time,
      every: fc.double({ min: 0.2, max: 30, noNaN: true }),
      seats: few,
      cancelled: chance,
      noShow: maybe(chance),
      takes: time,
      carries: fc.constant([] as string[]),
    }),
  }),
  fleets: fc.record({ cars: fleet, lorries: fleet }, { requiredKeys: [] }) as fc.Arbitrary<
    Model['fleets']
  >,
  cash: fc.record({
    amount: fc.double({ min: -10, max: 10, noNaN: true }),
    income: fc.tuple(fc.record({ ...series, amount: time, name: fc.constant('donor') })),
    cost: fc.array(
      fc.record({
        first: time,
        every: fc.double({ min: 0.5, max: 60, noNaN: true }),
        fixed: time,
        perDeployed: maybe(time),
        perPatrol: maybe(time),
      }),
      { maxLength: 2 },
    ),
  }),
  patrol: fc.record({ persons: fc.integer({ min: 1, max: 20 }) }),
  goal: few,
  policies: maybe(
    fc.record({ reliefFirst: maybe(fc.boolean()), freezeWhenBroke: maybe(fc.boolean()) }),
  ),
  shocks: maybe(fc.array(shock, { maxLength: 3 })),
})
const whole = model.map(
  (one) =>
    ({
      ...one,
      flights: { air: { ...one.flights.air, carries: Object.keys(one.people) } },
    }) as Model,
)
/** What is not said is not there, as it is in a file. */
const plain = (one: Model): Model => JSON.parse(JSON.stringify(one))

test('whatever model is found sound plays to its end, and its numbers are numbers of things', () => {
  let [sound, unsound] = [0, 0]
  fc.assert(
    fc.property(whole.map(plain), fc.nat(1000), (one, seed) => {
      if (refusalsOf(one).length > 0) {
        unsound += 1
        return
      }
      sound += 1
      const sample = play(one, String(seed), 0, 2)
      const extent = extentOf(one)
      for (const [name, values] of Object.entries(sample.figures)) {
        expect(values.every(Number.isFinite), name).toBe(true)
        if (!/^(free|bedsFree|cash)/.test(name))
          expect(Math.min(...values), name).toBeGreaterThanOrEqual(0)
      }
      // What is said beforehand is expected, not the most there can be.
      expect(Math.max(...(sample.totals.events ?? []))).toBeLessThan(2 * extent.events + 500)
      expect(Math.max(...figureOf(sample, 'deployed'))).toBeLessThanOrEqual(2 * extent.persons)
      expect(Math.max(0, ...figureOf(sample, 'fitVehicles'))).toBeLessThanOrEqual(extent.vehicles)
    }),
    { numRuns: 120 },
  )
  // Neither always nor never.
  expect(Math.min(sound, unsound)).toBeGreaterThan(5)
})

test('the largest that is taken has room', () => {
  const half = LIMITS.persons / 2
  const large: Model = {
    name: 'large',
    days: 90,
    resources: {
      beds: { amount: LIMITS.amount },
      places: { amount: 1 },
      hands: { amount: 1 },
    },
    people: Object.fromEntries(
      ['here', 'there'].map((name) => [
        name,
        {
          promised: [{ first: 0, size: half }],
          stages: [
            { name: 'drawn', lasts: { mean: 30 } },
            { name: 'fixed', lasts: { days: 30 }, fails: { chance: 0.5, back: 'drawn' } },
            { name: 'waits', lasts: { days: 1 }, needs: 'places' },
          ],
          bed: 'beds',
          tour: { days: 60, reliefLead: 60, overdue: 0 },
          attrition: { mean: 30 },
        },
      ]),
    ),
    flights: {
      air: {
        first: 1,
        every: 1,
        seats: 2000,
        cancelled: 0,
        takes: 1,
        carries: ['here', 'there'],
      },
    },
    fleets: {
      cars: {
        amount: LIMITS.vehicles,
        fails: { mean: 5 },
        part: { chance: 0.5, takes: { mean: 1000 } },
        repair: { needs: 'hands', mean: 100 },
      },
    },
    cash: {
      amount: 0,
      income: [{ first: 80, count: LIMITS.comings - 2, every: 0, amount: 1 }],
      cost: [],
    },
    patrol: { persons: 12 },
    goal: 0,
  }
  expect(refusalsOf(large)).toEqual([])
  const { daily } = playerOf(large).replicate(1n)
  // All the money has come, and of the places one is taken.
  expect(daily.cash[89]).toBe(LIMITS.comings - 2)
  expect(daily['free/places']?.[89]).toBe(0)
  expect(daily.fitVehicles[89] as number).toBeLessThan(LIMITS.vehicles / 10)
})
