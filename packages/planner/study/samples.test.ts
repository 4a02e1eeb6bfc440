/** Samples, however they were split: their digest, their bytes, their bands against a sort, chances and what binds. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Model } from '../model.ts'
import { kr1 } from '../models/kr1.ts'
import { bandsIn, bandsOf, quantiles } from './bands.ts'
import { bindingOf } from './binding.ts'
import { chanceOf, dayBy, likely } from './chance.ts'
import { digestOf } from './digest.ts'
import { packed, unpacked } from './packed.ts'
import { joined, play, type Sample } from './sample.ts'
import { seedOf } from './seed.ts'

const short: Model = { ...kr1, days: 60 }
const RUNS = 24
const whole = play(short, 'split', 0, RUNS)

/** A sample of one figure that never was. */
function made(
  values: readonly (readonly number[])[],
  binds: readonly (readonly number[])[] = [],
): Sample {
  const days = values[0]?.length ?? 0
  return {
    days,
    from: 0,
    to: values.length,
    figures: { deployed: Float32Array.from(values.flat()) },
    binds: Uint8Array.from(binds.length > 0 ? binds.flat() : values.flat().map(() => 0)),
    bindNames: ['none', 'beds', 'airlift'],
    totals: {},
  }
}

describe('a study split over machines', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: RUNS - 1 }), { maxLength: 6 })
  test('has the same digest, bands, chances and binding whatever the split and the order', () => {
    fc.assert(
      fc.property(cuts, fc.infiniteStream(fc.nat()), (at, luck) => {
        const edges = [0, ...at.sort((a, b) => a - b), RUNS]
        const parts = edges
          .slice(1)
          .map((to, place) => play(short, 'split', edges[place] as number, to))
          .map((part) => ({ part, key: luck.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ part }) => unpacked(packed(part)) as Sample)
        const one = joined(parts)
        expect(digestOf(one)).toBe(digestOf(whole))
        expect(bandsOf(one, 'available')).toEqual(bandsOf(whole, 'available'))
        expect(bindingOf(one)).toEqual(bindingOf(whole))
        expect(chanceOf(one, 'deployed', 1, 59)).toEqual(chanceOf(whole, 'deployed', 1, 59))
      }),
      { numRuns: 8 },
    )
  })

  test('does not join with a gap, an overlap or the sample of another model', () => {
    const first = play(short, 'a', 0, 2)
    expect(() => joined([first, play(short, 'a', 3, 4)])).toThrow(/does not follow/)
    expect(() => joined([first, play(short, 'a', 1, 4)])).toThrow(/does not follow/)
    expect(() => joined([first, play({ ...short, days: 50 }, 'a', 2, 4)])).toThrow(/two studies/)
    expect(() => joined([])).toThrow(/nothing/)
  })

  test('has another digest with another number anywhere', () => {
    const before = digestOf(whole)
    for (const touch of [
      (one: Sample) => one.figures.cash?.set([7], 100),
      (one: Sample) => one.binds.set([3], 61),
      (one: Sample) => one.totals.rotations?.set([99], RUNS - 1),
    ]) {
      const copy = structuredClone(whole)
      touch(copy)
      expect(digestOf(copy)).not.toBe(before)
    }
    expect(digestOf(play(short, 'other', 0, RUNS))).not.toBe(before)
    expect(digestOf({ ...whole, from: 1, to: RUNS + 1 })).not.toBe(before)
  })

  test('stops where it is told to, with what was played till then', () => {
    const told: number[] = []
    const cut = play(short, 'split', 0, RUNS, { on: (done) => told.push(done) < 5 })
    expect(told).toEqual([1, 2, 3, 4, 5])
    expect(cut.to).toBe(5)
    expect(digestOf(cut)).toBe(digestOf(play(short, 'split', 0, 5)))
  })

  test('keeps the figures asked for and no others', () => {
    expect(Object.keys(play(short, 'a', 0, 1, { figures: ['cash', 'patrols'] }).figures)).toEqual([
      'patrols',
      'cash',
    ])
  })

  test('draws each replication from a seed of its own', () => {
    const seeds = Array.from({ length: 2000 }, (_, at) => seedOf('a', at))
    expect(new Set([...seeds, ...seeds.map((_, at) => seedOf('b', at))]).size).toBe(4000)
    // Written down, since forecasts of the past are played again from it.
    expect(seedOf('konbit', 0)).toBe(SEED)
  })
})
const SEED = 6643857003572816356n

describe('a packed sample', () => {
  const value = fc.oneof(
    fc.integer({ min: -5000, max: 5000 }),
    fc.float({ noNaN: true }),
    fc.constantFrom(-0, 3.4e38, -3.4e38, Number.POSITIVE_INFINITY, 2 ** 24),
  )
  test('comes back to the bit, whatever its numbers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
        (values) => {
          const sample = {
            ...made(values),
            totals: { events: Float64Array.from(values, ([one]) => (one as number) / 3) },
          }
          expect(digestOf(unpacked(packed(sample)) as Sample)).toBe(digestOf(sample))
        },
      ),
    )
  })

  test('is a third of its arrays or less', () => {
    const arrays = [...Object.values(whole.figures), whole.binds, ...Object.values(whole.totals)]
    const size = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)
    expect(packed(whole).length).toBeLessThan(size / 3)
  })

  test('is not read where it is cut, lengthened or something else', () => {
    const bytes = packed(whole)
    expect(unpacked(bytes)).toBeDefined()
    expect(unpacked(bytes.subarray(0, bytes.length - 1))).toBeUndefined()
    expect(unpacked(Uint8Array.of(...bytes.subarray(0, 2000), 0))).toBeUndefined()
    expect(unpacked(Uint8Array.of(1, 2, 3))).toBeUndefined()
    const claims = JSON.stringify({
      format: 'konbit planner packed 1',
      days: 1e9,
      from: 0,
      to: 1e9,
      figures: [],
      totals: [],
      bindNames: [],
    })
    expect(unpacked(new TextEncoder().encode(`${claims}\n`))).toBeUndefined()
  })
})

describe('bands', () => {
  /** By sorting, in the plainest way. */
  function naive(values: readonly (readonly number[])[], share: number, day: number): number {
    const column = values.map((run) => Math.fround(run[day] as number)).sort((a, b) => a - b)
    const place = share * (column.length - 1)
    const below = column[Math.floor(place)] as number
    const above = column[Math.ceil(place)] as number
    return below + (place - Math.floor(place)) * (above - below)
  }
  const rows = (of: fc.Arbitrary<number>) =>
    fc.array(fc.array(of, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 40 })
  test.each([
    ['whole numbers', fc.integer({ min: -30, max: 3000 })],
    ['whole numbers far apart', fc.constantFrom(0, 1, 16_000_000)],
    [
      'money',
      fc.oneof(
        fc.float({ min: -100, max: 100, noNaN: true }),
        fc.float({ min: -100, max: -99, noNaN: true }),
        fc.constantFrom(7.5, Math.fround(1e30)),
      ),
    ],
  ])('are those of a sort for %s', (_, of) => {
    fc.assert(
      fc.property(rows(of), (values) => {
        const bands = bandsIn(Float32Array.from(values.flat()), 4, values.length)
        for (const day of [0, 1, 2, 3]) {
          for (const [name, share] of Object.entries(quantiles))
            expect(bands[name as 'p5'][day]).toBeCloseTo(naive(values, share, day), 8)
          const mean =
            values.reduce((sum, run) => sum + Math.fround(run[day] as number), 0) / values.length
          expect(bands.mean[day]).toBeCloseTo(mean, 5)
        }
      }),
    )
  })

  test('of nothing are no numbers', () => {
    expect(bandsIn(new Float32Array(0), 2, 0).p50).toEqual(Float64Array.of(Number.NaN, Number.NaN))
  })
})

describe('chances', () => {
  const sample = made([
    [0, 5, 9, 4],
    [0, 2, 3, 9],
    [0, 0, 8, 9],
    [0, 0, 0, 0],
  ])
  test('by a day count what was reached and lost again, on a day they do not', () => {
    expect(chanceOf(sample, 'deployed', 8, 2).chance).toBe(0.5)
    expect(chanceOf(sample, 'deployed', 8, 3).chance).toBe(0.75)
    expect(chanceOf(sample, 'deployed', 8, 3, 'on').chance).toBe(0.5)
    expect(chanceOf(sample, 'deployed', 0, 0).chance).toBe(1)
  })

  test('say by which day it is as likely as one wants', () => {
    expect(dayBy(sample, 'deployed', 8, 0.5)).toBe(2)
    expect(dayBy(sample, 'deployed', 8, 0.75)).toBe(3)
    expect(dayBy(sample, 'deployed', 8, 0.76)).toBeUndefined()
    expect(dayBy(sample, 'deployed', 5, 0.25)).toBe(1)
    const ten = made(Array.from({ length: 10 }, (_, run) => [run >= 8 ? 0 : 1, 1]))
    expect(dayBy(ten, 'deployed', 1, 0.8)).toBe(0)
  })

  test('have an error that holds the truth as often as it says, also near nothing and all', () => {
    for (const truth of [0.02, 0.3, 0.8, 0.99]) {
      // Of all outcomes of 100, weighed by how likely each is.
      let [weight, covered] = [(1 - truth) ** 100, 0]
      for (let count = 0; count <= 100; count += 1) {
        const { chance, error } = likely(count, 100)
        if (Math.abs(chance - truth) <= 2 * error) covered += weight
        weight *= ((100 - count) / (count + 1)) * (truth / (1 - truth))
      }
      expect(covered).toBeGreaterThan(0.93)
    }
    expect(likely(0, 1000).error).toBeGreaterThan(0)
  })
})

describe('what binds', () => {
  const days = (...spells: [number, number][]): number[] =>
    spells.flatMap(([name, length]) => Array<number>(length).fill(name))
  const of = (...runs: number[][]): Sample =>
    made(
      runs.map((run) => run.map(() => 0)),
      runs,
    )

  test('has a probability on each day, and these add up to one', () => {
    const { share, daysExpected } = bindingOf(of(days([1, 2], [2, 1]), days([1, 1], [2, 2])))
    expect(share.beds).toEqual(Float64Array.of(1, 0.5, 0))
    expect(share.airlift).toEqual(Float64Array.of(0, 0.5, 1))
    expect(share.none).toEqual(Float64Array.of(0, 0, 0))
    expect(daysExpected).toEqual({ none: 0, beds: 1.5, airlift: 1.5 })
    const all = bindingOf(whole)
    for (let day = 0; day < 60; day += 1)
      expect(
        Object.values(all.share).reduce((sum, one) => sum + (one[day] as number), 0),
      ).toBeCloseTo(1)
  })

  test('is told in order: beds, then seats', () => {
    const { order } = bindingOf(
      of(days([1, 60], [2, 40]), days([1, 60], [2, 40]), days([1, 90], [2, 10])),
    )
    expect(order).toEqual([
      { name: 'beds', from: 0, until: 60, share: 1 },
      { name: 'airlift', from: 60, until: 100, share: expect.closeTo(((30 * 2) / 3 + 10) / 40) },
    ])
  })

  test('leaves out what lasts less than a fortnight', () => {
    const { order } = bindingOf(of(days([0, 7], [1, 30], [2, 6], [1, 30], [2, 20])))
    expect(order.map(({ name, from, until }) => [name, from, until])).toEqual([
      ['beds', 0, 73],
      ['airlift', 73, 93],
    ])
  })
})
