/** The memo: its numbers are the sample's, each says where it comes from, and every sentence has its words. */
import { words as told } from '@konbit/registers'
import { describe, expect, test } from 'vitest'
import type { Model } from '../model.ts'
import { kr1 } from '../models/kr1.ts'
import { bandsOf } from './bands.ts'
import { bindingOf } from './binding.ts'
import { chanceOf, dayBy } from './chance.ts'
import { type Assumed, memoOf, type Sentence } from './memo.ts'
import { valueAt } from './paths.ts'
import { play } from './sample.ts'
import { changed, type Lever } from './scenario.ts'

const base: Model = { ...kr1, days: 500 }
const changes = [
  { path: '/resources/beds/amount', value: 800 },
  { path: '/cash/income', value: [{ name: 'donor', amount: 10, first: 0, every: 30, count: 24 }] },
]
const shocks = [
  { name: 'a freeze', kind: 'freeze', income: 'donor', from: 100, chance: 0.5 },
  { name: 'a lapse', kind: 'lapse', from: 100, until: 130, chance: 0 },
  { name: 'a slip', kind: 'slip', resource: 'beds', late: { days: 30 } },
  { name: 'an attack', kind: 'attack', on: 200, lost: 0.05 },
] as const
const model = changed(base, { changes, shocks })
const sample = play(model, 'memo', 0, 60)
const lever = (key: string, path: string): Lever => ({
  key,
  path,
  least: 0,
  most: 1e4,
  step: 1,
  oneMore: 50,
  unit: key,
})
const origins: Assumed[] = [
  {
    path: '/patrol/persons',
    parameter: 'patrolPersons',
    value: 12,
    from: 'assumption',
    source: 'why',
  },
  { path: '/goal', value: 2500, low: 2000, high: 3000, from: 'statement', source: 'UN' },
  {
    path: '/people/officers/attrition/mean',
    value: 2500,
    low: 2000,
    high: 3100,
    count: 9,
    from: 'record',
    source: 'x',
  },
  { path: '/resources/mechanics/amount', value: 5, from: 'record', source: 'x' },
]
const goal = { least: 600, day: 400, chance: 0.8 }
const memo = memoOf({
  model,
  sample,
  goal,
  origins,
  run: { seed: 'memo', engine: 'planner@1', digest: 'd' },
  scenario: { base, changes },
  oneMore: [
    {
      lever: lever('mechanics', '/resources/mechanics/amount'),
      figure: 'fitVehicles',
      more: { value: 1, error: 2, isTold: false },
    },
    {
      lever: lever('beds', '/resources/beds/amount'),
      figure: 'deployed',
      more: { value: 3, error: 2, isTold: false },
      fewer: { value: -30, error: 2, isTold: true },
    },
    {
      lever: lever('seats', '/flights/weekly/seats'),
      figure: 'deployed',
      more: { value: 70, error: 3, isTold: true },
    },
    {
      lever: lever('parts', '/resources/mechanics/amount'),
      figure: 'fitVehicles',
      more: { value: 90, error: 3, isTold: true },
    },
  ],
})
const of = (key: string, all: readonly Sentence[] = memo): Sentence =>
  all.find((one) => one.key === `plan.memo.${key}`) as Sentence

describe('the memo', () => {
  test('gives the numbers of the sample', () => {
    expect(of('chance').values).toEqual({
      least: 600,
      day: 400,
      ...chanceOf(sample, 'deployed', 600, 400),
    })
    expect(of('likelyBy').values.day).toBe(dayBy(sample, 'deployed', 600, 0.8))
    for (const figure of ['deployed', 'patrols', 'cash']) {
      const { p5, p50, p95 } = bandsOf(sample, figure)
      expect(of(figure).values).toEqual({ day: 400, p5: p5[400], p50: p50[400], p95: p95[400] })
    }
    let broke = 0
    for (let run = 0; run < 60; run += 1)
      if (sample.figures.cash?.subarray(run * 500, run * 500 + 401).some((cash) => cash < 0))
        broke += 1
    expect(of('broke').values.chance).toBe(broke / 60)
    expect(of('run').values).toEqual({ runs: 60, seed: 'memo', engine: 'planner@1' })
  })

  test('of a goal on a day it says so, and not by when it was there before', () => {
    const asked = { ...{ model, sample, run: { seed: 'memo', engine: 'planner@1' } } }
    const on = memoOf({ ...asked, goal: { ...goal, when: 'on' } })
    expect(of('chance.on', on).values).toMatchObject(chanceOf(sample, 'deployed', 600, 400, 'on'))
    expect(of('asked.on', on).values).toEqual({ least: 600, day: 400 })
    expect(of('likelyBy', on)).toBeUndefined()
    expect(of('notLikely', on)).toBeUndefined()
  })

  test('tells what binds in order, and for how many days', () => {
    const { order, daysExpected } = bindingOf(sample)
    const spells = memo.filter(({ part, key }) => part === 'binds' && !key.endsWith('bindsDays'))
    expect(spells.map(({ values }) => values)).toEqual(
      order.map(({ name, from, until, share }) => ({ name, from, until, share })),
    )
    expect(order.length).toBeGreaterThan(1)
    const days = memo.filter(({ key }) => key.endsWith('bindsDays')).map(({ values }) => values)
    expect(days.length).toBeGreaterThan(1)
    for (const { name, days: expected } of days) expect(expected).toBe(daysExpected[name as string])
  })

  test('says what would change the answer, the greatest first, and what cannot be told', () => {
    const worth = memo.filter(({ link }) => 'run' in link && link.run === 'oneMore')
    expect(worth.map(({ key, values }) => [key.slice(10), values.lever])).toEqual([
      ['more.up', 'seats'],
      ['fewer.down', 'beds'],
      ['more.up.of', 'parts'],
      ['untold', 'mechanics'],
    ])
    // What cannot reach how many are there is told of what it reaches.
    expect(of('more.up.of').values.figure).toBe('fitVehicles')
    expect(of('changed').values).toEqual({
      path: '/resources/beds/amount',
      value: 800,
      before: 1000,
    })
    expect(of('changedPart').values.path).toBe('/cash/income')
  })

  test('links every number to its place in the model or to its run', () => {
    for (const { values, links, link } of memo) {
      for (const one of [link, ...Object.values(links)])
        if ('path' in one && one.path !== '/goal')
          expect(valueAt(model, one.path), one.path).toBeDefined()
      for (const [name, value] of Object.entries(values))
        if (typeof value === 'number') expect(links[name]).toBeDefined()
    }
    const linked = memo.filter(({ part }) => part === 'assumed')
    expect(linked.map(({ link }) => link)).toEqual(origins.map(({ path }) => ({ path })))
  })

  test('says that a goal is not likely, with what was searched for it', () => {
    const mix = {
      values: { beds: 900 },
      price: 3,
      chance: 0.9,
      error: 0.1,
      runs: 100,
      isReached: true,
    }
    const space = { levers: [], mixes: 50, runs: 700 }
    const told = {
      model,
      sample,
      goal: { ...goal, least: 5000 },
      run: { seed: 'memo', engine: 'planner@1' },
    }
    const found = memoOf({
      ...told,
      searched: {
        outcome: 'found',
        best: mix,
        confirmed: { chance: 0.84, error: 0.02 },
        most: mix,
        tried: [mix],
        space,
      },
    })
    expect(of('notLikely', found).values).toEqual({ chance: 0.8, day: 499 })
    // As it was confirmed, not as it looked where it was chosen.
    expect(of('cheapest', found).values).toEqual({
      price: 3,
      chance: 0.84,
      error: 0.02,
      tried: 1,
      mixes: 50,
      runs: 700,
    })
    const none = memoOf({
      ...told,
      searched: { outcome: 'notReached', most: { ...mix, chance: 0.4 }, tried: [mix], space },
    })
    expect(of('notReached', none).values.chance).toBe(0.4)
  })

  test.each([
    ['English', told.en],
    ['French', told.fr],
    ['Kreyòl', told.ht],
    ['Spanish', told.es],
  ] as const)(
    'has %s words for each sentence, with all their values',
    (_, words: Readonly<Record<string, string>>) => {
      const missing = memo.flatMap(({ key, values }) => {
        const text = words[key]
        if (text === undefined) return [key]
        const asked = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
        return asked
          .filter((name) => values[name] === undefined)
          .map((name) => `${key} wants ${name}`)
      })
      expect(missing).toEqual([])
      expect(
        Object.keys(words).filter((key) => key.startsWith('plan.memo.')).length,
      ).toBeGreaterThan(40)
    },
  )
})
