/** What is uncertain is drawn by its interval, once for all that moves with it, and disturbs no other luck; scenarios take it along. */
import { describe, expect, test } from 'vitest'
import { still } from '../engine/given.ts'
import type { Model, Uncertain } from '../model.ts'
import { kr1 } from '../models/kr1.ts'
import { refusalsOf } from '../sound/refusals.ts'
import { digestOf } from './digest.ts'
import { leanFor } from './lean.ts'
import { figureOf, joined, play } from './sample.ts'
import { changed } from './scenario.ts'
import { boundsOf, drawnAt } from './uncertain.ts'

const withAll = (model: Model, ...uncertain: Uncertain[]): Model => ({ ...model, uncertain })
const of = (path: string, low: number, high: number): Uncertain['values'][number] => ({
  path,
  low,
  high,
})
/** What is paid once, so that what was drawn can be read off. */
const paying: Model = {
  ...still,
  days: 3,
  cash: {
    amount: 0,
    income: [],
    cost: [
      { first: 0.2, every: 1000, fixed: 10 },
      { first: 1.2, every: 1000, fixed: 100 },
    ],
  },
}
const RUNS = 2000
const noons = (model: Model, day: number): number[] => {
  const cash = figureOf(play(model, 'uncertain', 0, RUNS), 'cash')
  return Array.from({ length: RUNS }, (_, run) => -(cash[run * 3 + day] as number))
}
const share = (values: readonly number[], isSo: (value: number) => boolean): number =>
  values.filter(isSo).length / values.length

describe('what is uncertain', () => {
  test('lies below its middle in half of the runs, and outside its interval in one of ten', () => {
    const drawn = noons(
      withAll(paying, { name: 'price', values: [of('/cash/cost/0/fixed', 5, 40)] }),
      0,
    )
    for (const [bound, wanted] of [
      [5, 0.05],
      [10, 0.5],
      [40, 0.95],
    ] as const)
      expect(Math.abs(share(drawn, (value) => value < bound) - wanted)).toBeLessThan(
        4 * Math.sqrt((wanted * (1 - wanted)) / RUNS),
      )
    const [least, most] = boundsOf(of('/cash/cost/0/fixed', 5, 40), 10)
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(Math.fround(least))
    expect(Math.max(...drawn)).toBeLessThanOrEqual(Math.fround(most))
  })

  test('of one name moves together, less of the one with more of the other; of two names it does not', () => {
    const values = [of('/cash/cost/0/fixed', 5, 20), of('/cash/cost/1/fixed', 200, 50)]
    const one = withAll(paying, { name: 'both', values })
    const [first, second] = [noons(one, 0), noons(one, 1)]
    for (const [run, value] of first.entries())
      expect(((second[run] as number) - value) * value).toBeCloseTo(1000, 0)
    const apart = withAll(
      paying,
      ...values.map((value, at) => ({ name: `${at}`, values: [value] })),
    )
    expect(noons(apart, 0)).not.toEqual(first)
    const [a, b] = [noons(apart, 0), noons(apart, 1)]
    const lows = a.filter((value, run) => value < 10 && (b[run] as number) - value < 100).length
    expect(Math.abs(lows / RUNS - 0.25)).toBeLessThan(0.05)
  })

  test('a share stays within 0 and 1, whatever luck', () => {
    const wide = of('/flights/weekly/cancelled', 0, 0.9)
    expect(
      [-9, -1.6448536269514722, 0, 1.6448536269514722, 9].map((luck) => drawnAt(wide, 0.5, luck)),
    ).toEqual([0, 0, 0.5, expect.closeTo(0.9), 1])
  })

  test('of which there is no doubt plays to the bit as if nobody had asked: it disturbs no other luck', () => {
    const short = { ...kr1, days: 90 }
    const sure = withAll(short, {
      name: 'sure',
      values: [
        of('/people/officers/attrition/mean', 2500, 2500),
        of('/people/officers/illness/mean', 100, 100),
        of('/flights/weekly/cancelled', 0.1, 0.1),
        of('/flights/weekly/seats', 100, 100),
        of('/people/officers/stages/1/lasts/days', 28, 28),
        of('/people/officers/promised/0/late/mean', 30, 30),
        of('/fleets/new/fails/mean', 100, 100),
      ],
    })
    expect(refusalsOf(sure)).toEqual([])
    expect(digestOf(play(sure, 'same', 0, 6))).toBe(digestOf(play(short, 'same', 0, 6)))
  })

  const unsure = withAll(
    { ...kr1, days: 120 },
    {
      name: 'way',
      values: [
        of('/people/officers/stages/0/lasts/median', 20, 50),
        of('/people/officers/stages/0/fails/chance', 0.02, 0.2),
      ],
    },
    { name: 'flights', values: [of('/flights/weekly/every', 5, 12)] },
  )
  test('comes to the same digest whatever the split, and to the one it came to when this was written', () => {
    const whole = digestOf(play(unsure, 'split', 0, 9))
    const parts = [
      play(unsure, 'split', 4, 9),
      play(unsure, 'split', 0, 1),
      play(unsure, 'split', 1, 4),
    ]
    expect(digestOf(joined(parts))).toBe(whole)
    expect(whole).toMatchInlineSnapshot(
      `"dd73ac80f3843a31344b153a29b576754fca68713ccb6accad27b0106a41f7c2"`,
    )
    expect(whole).not.toBe(digestOf(play({ ...kr1, days: 120 }, 'split', 0, 9)))
  })

  test('goes along when its value is turned, as a share of it; with what is taken away it goes too', () => {
    const put = (path: string, value: unknown) =>
      changed(unsure, { changes: [{ path, value }] }).uncertain
    expect(put('/flights/weekly/every', 14)?.[1]?.values).toEqual([
      of('/flights/weekly/every', 10, 24),
    ])
    expect(put('/people/officers/stages/0/fails/chance', 0.4)?.[0]?.values[1]).toMatchObject({
      low: 0.1,
      high: 1,
    })
    expect(put('/flights/weekly/every', 0)?.[1]?.values).toEqual([])
    expect(put('/flights', {})?.[1]?.values).toEqual([])
    expect(put('/goal', 9)).toEqual(unsure.uncertain)
    // A scenario may say that nothing is.
    expect(put('/uncertain', [])).toEqual([])
    const ill = withAll(kr1, {
      name: 'ill',
      values: [of('/people/officers/illness/mean', 50, 300)],
    })
    expect(refusalsOf(leanFor(ill, 'deployed'))).toEqual([])
  })
})

test.each<[string, Uncertain[], string]>([
  [
    'a place where nothing stands',
    [{ name: 'a', values: [of('/flights/daily/every', 1, 9)] }],
    'notUncertain',
  ],
  [
    'what is decided and not found out',
    [{ name: 'a', values: [of('/resources/beds/amount', 900, 2000)] }],
    'notUncertain',
  ],
  [
    'a middle beside its interval',
    [{ name: 'a', values: [of('/flights/weekly/every', 8, 9)] }],
    'interval',
  ],
  [
    'a time that may be none',
    [{ name: 'a', values: [of('/flights/weekly/every', 0, 9)] }],
    'interval',
  ],
  [
    'a share above one',
    [{ name: 'a', values: [of('/flights/weekly/cancelled', 0, 1.1)] }],
    'interval',
  ],
  [
    'one value drawn twice',
    ['a', 'b'].map((name) => ({ name, values: [of('/flights/weekly/every', 6, 9)] })),
    'twice',
  ],
  [
    'one name for two draws',
    ['every', 'takes'].map((of_) => ({
      name: 'a',
      values: [of(`/flights/weekly/${of_}`, 0.5, 9)],
    })),
    'twice',
  ],
  [
    'what may go round for ever',
    [{ name: 'a', values: [of('/people/officers/stages/0/fails/chance', 0, 0.9)] }],
    'explodes',
  ],
  [
    'what may be too much to play',
    [{ name: 'a', values: [of('/flights/weekly/every', 0.001, 9)] }],
    'many.landings',
  ],
  [
    'what may be beyond all bounds',
    [{ name: 'a', values: [of('/fleets/new/repair/mean', 0.01, 9)] }],
    'intervalBounds',
  ],
])('is refused: %s', (_, uncertain, key) => {
  expect(refusalsOf({ ...kr1, uncertain }).map((one) => one.key)).toContain(`plan.refused.${key}`)
})
