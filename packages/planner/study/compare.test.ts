/** Comparisons under the same luck, one more of each, and how many replications it takes to know. */
import { describe, expect, test } from 'vitest'
import type { Model } from '../model.ts'
import { kr1 } from '../models/kr1.ts'
import { answered, measured } from './asked.ts'
import { compared, difference, oneMoreOf, oneMoring, playing } from './compare.ts'
import { leanFor } from './lean.ts'
import { valueAt } from './paths.ts'
import { figureOf, play } from './sample.ts'
import { changed, type Lever, leads, standsAt, turned } from './scenario.ts'
import { untilWithin } from './within.ts'

const model: Model = { ...kr1, days: 400 }
const RUNS = 120
const beds: Lever = {
  key: 'beds',
  path: '/resources/beds/amount',
  least: 0,
  most: 1000,
  step: 50,
  oneMore: 100,
  unit: 'beds',
}
const mechanics: Lever = {
  ...beds,
  key: 'mechanics',
  path: '/resources/mechanics/amount',
  most: 50,
  oneMore: 5,
}

describe('a scenario', () => {
  test('changes what its paths name and leaves the model as it was', () => {
    const before = JSON.stringify(kr1)
    const next = changed(kr1, {
      changes: [
        { path: '/resources/beds/more/1/by', value: 7 },
        { path: '/flights/weekly/noShow', value: 0.1 },
        { path: '/cash/cost/-', value: { first: 1, every: 2, fixed: 3 } },
      ],
      shocks: [{ name: 'x', kind: 'lapse', from: 3 }],
    })
    expect(next.resources.beds?.more?.[1]?.by).toBe(7)
    expect(next.flights.weekly?.noShow).toBe(0.1)
    expect(next.cash.cost).toHaveLength(2)
    expect(next.shocks).toEqual([{ name: 'x', kind: 'lapse', from: 3 }])
    expect(
      changed(next, { changes: [], shocks: [{ name: 'y', kind: 'lapse', from: 4 }] }).shocks,
    ).toHaveLength(2)
    expect(JSON.stringify(kr1)).toBe(before)
  })

  test('reads names with strokes and tildes as RFC 6901 has them', () => {
    const odd = { 'a/b': { '~': [1] } }
    expect(valueAt(odd, '/a~1b/~0/0')).toBe(1)
    expect(valueAt(odd, '')).toBe(odd)
    expect(leads(odd, '/a~1b/~0/1')).toBe(true)
  })

  test.each([
    'days',
    '/nothing/there',
    '/resources/beds/more/3/by',
    '/cash/income/01',
    '/people/officers/promised/x',
    '/~2',
    '/__proto__/x',
    '/days/x',
  ])('leads nowhere at %s', (path) => {
    expect(leads(kr1, path)).toBe(false)
    expect(() => changed(kr1, { changes: [{ path, value: 1 }] })).toThrow(/nothing of the model/)
    expect(standsAt(kr1, { path })).toBeUndefined()
  })
})

describe('two models under the same luck', () => {
  const more = turned(model, { [beds.path]: 1100 })
  const [a, b] = [play(model, 'luck', 0, RUNS), play(more, 'luck', 0, RUNS)]
  const day = 399

  test('differ with a smaller error than under luck of their own', () => {
    const own = play(more, 'other luck', 0, RUNS)
    const paired = compared(a, b, 'deployed')
    const apart = compared(a, own, 'deployed')
    expect(paired.error[day] as number).toBeLessThan((apart.error[day] as number) / 1.5)
  })

  test('give bands and error of the differences, replication by replication', () => {
    const { bands, error, isTold } = compared(a, b, 'deployed')
    const [first, second] = [
      measured(a, { figure: 'deployed', day }),
      measured(b, { figure: 'deployed', day }),
    ]
    const differences = Array.from(second, (value, run) => value - (first[run] as number)).sort(
      (x, y) => x - y,
    )
    const mean = differences.reduce((x, y) => x + y) / RUNS
    const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (RUNS - 1)
    expect(bands.mean[day]).toBeCloseTo(mean, 8)
    expect(bands.p50[day]).toBeCloseTo(
      ((differences[59] as number) + (differences[60] as number)) / 2,
      8,
    )
    expect(error[day]).toBeCloseTo(Math.sqrt(variance / RUNS), 8)
    expect(difference(first, second)).toEqual({
      value: expect.closeTo(mean, 8),
      error: expect.closeTo(error[day] as number, 8),
      isTold: isTold[day],
    })
  })

  test('do not differ from themselves, which is not told as a difference', () => {
    const same = compared(a, a, 'deployed')
    expect(same.bands.p95.every((value) => value === 0)).toBe(true)
    expect(same.isTold.some(Boolean)).toBe(false)
  })

  test('are not compared over other days or replications', () => {
    expect(() => compared(a, play(more, 'luck', 1, RUNS), 'deployed')).toThrow(
      /the same replications/,
    )
  })
})

describe('one more and one fewer', () => {
  const what = { figure: 'deployed', day: 399 }
  const [ofBeds, ofMechanics] = oneMoreOf(model, [beds, mechanics], 'luck', RUNS, what) ?? []

  test('are the paired difference at that lever, and stay within its bounds', () => {
    // 1,000 beds are the lever's most.
    expect(ofBeds?.more).toBeUndefined()
    const fewer = turned(model, { [beds.path]: 900 })
    expect(ofBeds?.fewer).toEqual(
      difference(
        measured(play(leanFor(model, 'deployed'), 'luck', 0, RUNS), what),
        measured(play(leanFor(fewer, 'deployed'), 'luck', 0, RUNS), what),
      ),
    )
    expect(ofBeds?.fewer?.isTold).toBe(true)
    expect(ofBeds?.fewer?.value as number).toBeLessThan(-20)
  })

  test('say when the difference cannot be told from nothing', () => {
    // Whoever mends vehicles brings no officers.
    expect(ofMechanics?.more).toEqual({ value: 0, error: 0, isTold: false })
    expect(difference(Float64Array.of(1, 2, 3, 4), Float64Array.of(2, 1, 4, 3)).isTold).toBe(false)
    expect(difference(Float64Array.of(1, 2, 3, 4), Float64Array.of(6, 8, 8, 10)).isTold).toBe(true)
  })

  test('are told, without a figure, of what the lever can touch', () => {
    const found = oneMoreOf(model, [beds, mechanics], 'luck', 40, { day: 399, when: 'mean' })
    expect(found?.map(({ figure }) => figure)).toEqual(['deployed', 'fitVehicles'])
    const [, mended] = found ?? []
    expect(mended?.more?.value as number).toBeGreaterThan(0.1)
    expect(mended?.more?.isTold).toBe(true)
  })

  test('end with nothing when they are stopped', () => {
    expect(oneMoreOf(model, [beds], 'luck', 10, what, (runs) => runs < 10)).toBeUndefined()
  })

  test('are the same when whoever plays them hands over kept answers', () => {
    const kept = new Map<string, Float64Array>()
    const keep = playing('luck')
    const first = answered(oneMoring(model, [beds], 20, what), (wanted) => {
      const answer = keep(wanted)
      kept.set(wanted.key, answer)
      return answer
    })
    const again = answered(
      oneMoring(model, [beds], 20, what),
      ({ key }) => kept.get(key) as Float64Array,
    )
    expect(again).toEqual(first)
    expect([...kept.keys()]).toEqual(['base deployed', 'beds.fewer'])
  })
})

describe('as many replications as a half-width takes', () => {
  const lean = leanFor(model, 'deployed')
  const wish = { figure: 'deployed', day: 399, seed: 'luck', most: 2000 }
  test('are played and no more, and the half-width is that of all of them', () => {
    const told: number[] = []
    const found = untilWithin(model, {
      ...wish,
      halfWidth: 40,
      on: ({ runs }) => told.push(runs) > 0,
    })
    expect(found.isWithin).toBe(true)
    expect(found.halfWidth).toBeLessThanOrEqual(40)
    expect(found.runs % 100).toBe(0)
    const values = measured(play(lean, 'luck', 0, found.runs), wish)
    const mean = values.reduce((x, y) => x + y) / found.runs
    const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (found.runs - 1)
    expect(found.value).toBeCloseTo(mean, 8)
    expect(found.halfWidth).toBeCloseTo(1.96 * Math.sqrt(variance / found.runs), 8)
    const before = untilWithin(model, {
      ...wish,
      halfWidth: 40,
      most: Math.max(100, found.runs - 100),
    })
    expect(before.isWithin).toBe(found.runs === 100)
  })

  test('are told with the time they took, by the clock given', () => {
    let now = 0
    const found = untilWithin(model, {
      ...wish,
      most: 200,
      halfWidth: 0,
      least: 1500,
      clock: () => (now += 5),
    })
    expect(found).toMatchObject({ runs: 200, isWithin: false, milliseconds: 10 })
    const reached = measured(play(lean, 'luck', 0, 200), wish).filter((one) => one >= 1500).length
    expect(found.value).toBe(reached / 200)
  })

  test('end when somebody says so', () => {
    expect(untilWithin(model, { ...wish, halfWidth: 0, on: () => false }).runs).toBe(100)
  })
})

test('the highest until a day is no less than on any of its days', () => {
  const sample = play(model, 'luck', 0, 5)
  const by = measured(sample, { figure: 'cash', day: 300, when: 'by' })
  for (const run of [0, 1, 2, 3, 4])
    expect(by[run]).toBe(Math.max(...figureOf(sample, 'cash').subarray(run * 400, run * 400 + 301)))
})
