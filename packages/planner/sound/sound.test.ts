/** What is refused, each with the reason that is meant; what is taken, which then plays. */
import { words as told } from '@konbit/registers'
import { describe, expect, test } from 'vitest'
import type { Model, Population } from '../model.ts'
import { kr1 } from '../models/kr1.ts'
import { type Change, changed, type Lever } from '../study/scenario.ts'
import { extentOf, passesOf, pointer } from './judged.ts'
import { LIMITS } from './limits.ts'
import { refusalsOf, refusalsOfLevers, refusalsOfRun, scenarioOf } from './refusals.ts'

const full: Model = changed(kr1, {
  changes: [
    { path: '/starts', value: '2024-02-29' },
    { path: '/policies', value: { reliefFirst: false, freezeWhenBroke: true } },
    { path: '/flights/weekly/noShow', value: 0.05 },
    { path: '/fleets/new/down', value: { awaitingPart: 3, awaitingRepair: 37 } },
    { path: '/resources', value: { ...kr1.resources, parts: { amount: 40 } } },
    { path: '/fleets/new/part/needs', value: 'parts' },
    { path: '/people/officers/present', value: [{ persons: 100, tourEndsOn: -5 }] },
    { path: '/people/officers/waiting', value: { training: 20, ready: 5 } },
    { path: '/people/officers/underWay', value: [{ persons: 50, on: 3 }] },
    { path: '/cash/income/0/name', value: 'donor' },
    { path: '/cash/cost/0/perPatrol', value: 0.001 },
  ],
  shocks: [
    { name: 'a', kind: 'freeze', income: 'donor', from: 1, until: 2 },
    { name: 'b', kind: 'lapse', from: 1, chance: 0.1 },
    { name: 'c', kind: 'slip', resource: 'beds', late: { mean: 30 } },
    { name: 'd', kind: 'attack', on: 9, lost: 0.1, attrition: { times: 4, days: 30 } },
  ],
})
const refusedFor = (...changes: Change[]): [string, string][] =>
  refusalsOf(changed(full, { changes })).map(({ path, key }) => [
    path,
    key.replace('plan.refused.', ''),
  ])

describe('a sound model', () => {
  test('is not refused, with everything it may say', () => {
    expect(refusalsOf(kr1)).toEqual([])
    expect(refusalsOf(full)).toEqual([])
  })

  test('has an extent that no replication exceeds by much', () => {
    const extent = extentOf(kr1)
    expect(extent).toMatchObject({ persons: 2500, vehicles: 150, comings: 50 + 24 + 3 })
    // Some 37,900 are played; what is said beforehand is above and not far above.
    expect(extent.events).toBeGreaterThan(37_900)
    expect(extent.events).toBeLessThan(4 * 37_900)
  })
})

/** Just beyond what is taken, why it is refused, and just within; where it is said, unless at that very path. */
const edges: [path: string, beyond: unknown, key: string, within: unknown, where?: string][] = [
  ['/days', LIMITS.days + 1, 'tooMuch', LIMITS.days],
  ['/days', 0, 'tooLittle', 1],
  ['/days', 1.5, 'whole', 2],
  ['/days', '7', 'kind', 7],
  ['/name', '', 'missing', 'x'],
  ['/about', 'x'.repeat(1001), 'long', 'x'.repeat(1000)],
  ['/starts', '2023-02-29', 'day', '2024-02-29'],
  ['/starts', '29.2.2024', 'day', '2024-02-29'],
  ['/goal', -1, 'tooLittle', 0],
  ['/patrol/persons', 0, 'tooLittle', 1],
  ['/resources/beds/amount', -1, 'negativeCapacity', 0],
  ['/resources/mechanics/amount', 2.5, 'whole', 2],
  ['/resources/beds/more/0/by', -1001, 'negativeCapacity', -1000, '/resources/beds/more'],
  ['/resources/beds/more/0/on', -1, 'negativeTime', 0],
  ['/resources/beds/more/0/chance', 1.01, 'chance', 1],
  ['/flights/weekly/cancelled', -0.01, 'chance', 0],
  ['/flights/weekly/noShow', 1.01, 'chance', 1],
  ['/flights/weekly/every', 0, 'endless', 1],
  ['/flights/weekly/seats', -1, 'negativeCapacity', 0],
  ['/flights/weekly/takes', -1, 'negativeTime', 0],
  ['/flights/weekly/first', -1, 'negativeTime', 0],
  ['/flights/weekly/carries/0', 'nobody', 'no.population', 'officers'],
  [
    '/flights/weekly/carries',
    ['officers', 'officers'],
    'twice',
    ['officers'],
    '/flights/weekly/carries/1',
  ],
  ['/fleets/new/fails/mean', 1 / 25, 'hazard', 1 / 24],
  ['/fleets/new/amount', -1, 'negativeCapacity', 40],
  ['/fleets/new/down/awaitingRepair', 38, 'moreDown', 37, '/fleets/new/down'],
  ['/fleets/new/more/0/by', -1, 'negativeCapacity', 0],
  ['/fleets/new/repair/needs', 'nobody', 'no.resource', 'mechanics'],
  ['/fleets/new/part/needs', 'nothing', 'no.resource', 'parts'],
  ['/fleets/new/part/takes/spread', LIMITS.spread + 0.1, 'tooMuch', LIMITS.spread],
  [
    '/fleets/new/part/takes',
    { spread: 1 },
    'spreadAlone',
    { median: 1, spread: 1 },
    '/fleets/new/part/takes/spread',
  ],
  ['/fleets/new/part/takes/median', 1e-300, 'tooLittle', LIMITS.median],
  ['/fleets/new/part/takes/median', -1, 'negativeTime', 0],
  ['/people/officers/bed', 'floor', 'no.resource', 'beds'],
  ['/people/officers/stages/1/needs', 'seats', 'no.resource', 'training'],
  ['/people/officers/stages/1/fails/back', 'school', 'no.stageBefore', 'recruitment'],
  ['/people/officers/stages/0/fails/back', 'training', 'no.stageBefore', 'recruitment'],
  [
    '/people/officers/stages/0/lasts',
    {},
    'noDelay',
    { days: 1 },
    '/people/officers/stages/0/fails',
  ],
  ['/people/officers/stages/1/name', 'recruitment', 'twice', 'training'],
  ['/people/officers/stages/0/fails/chance', 1, 'explodes', 0.9, '/people/officers/stages'],
  ['/people/officers/attrition/mean', 1 / 25, 'hazard', 100],
  ['/people/officers/illness/lasts/mean', 0, 'hazard', 1],
  ['/people/officers/tour/reliefLead', 366, 'reliefBeforeTour', 365],
  ['/people/officers/tour/days', 0, 'tooLittle', 100],
  [
    '/people/officers/waiting',
    { school: 1 },
    'no.stage',
    { training: 1 },
    '/people/officers/waiting/school',
  ],
  ['/people/officers/promised/0/size', -1, 'negativeCapacity', 0],
  ['/cash/amount', Number.POSITIVE_INFINITY, 'kind', -5],
  ['/cash/amount', 1e10, 'tooMuch', 1e9],
  ['/cash/cost/0/every', 0, 'endless', 1],
  ['/shocks/0/income', 'nobody', 'no.income', 'donor'],
  ['/shocks/0/until', 1, 'endsBefore', 1.5],
  ['/shocks/1/chance', 2, 'chance', 1],
  ['/shocks/2/resource', 'sand', 'no.resource', 'training'],
  ['/shocks/3/lost', 1.5, 'chance', 1],
  ['/shocks/3/attrition/times', 60_001, 'hazard', 10_000],
  ['/shocks/3/kind', 'flood', 'kind', 'attack'],
]

describe('just beyond what is taken', () => {
  test.each(edges)('%s %j is refused: %s', (path, beyond, key, within, where = path) => {
    expect(refusedFor({ path, value: beyond })).toContainEqual([where, key])
    expect(refusedFor({ path, value: within })).toEqual([])
  })

  test('a tenfold hazard after an attack is refused where it passes the bound', () => {
    const quick = { path: '/people/officers/attrition/mean', value: 1 }
    const times = (value: number) => ({ path: '/shocks/3/attrition/times', value })
    expect(refusedFor(quick, times(25))).toEqual([['/shocks/3/attrition/times', 'hazard']])
    expect(refusedFor(quick, times(24))).toEqual([])
  })
})

describe('what is not known', () => {
  test.each([
    '',
    '/resources/beds',
    '/people/officers',
    '/people/officers/tour',
    '/flights/weekly',
    '/fleets/new',
    '/cash/cost/0',
    '/shocks/1',
    '/policies',
    '/patrol',
  ])('is refused at %s', (path) => {
    expect(refusedFor({ path: `${path}/surprise`, value: 1 })).toEqual([[path, 'unknown']])
  })

  test('is refused whatever else is sent in place of a model', () => {
    for (const one of [null, undefined, 7, 'kr1', [], {}, JSON.parse('{"__proto__": {"days": 7}}')])
      expect(refusalsOf(one).length).toBeGreaterThan(0)
  })

  test.each(['a/b', 'a~b', '', ' a', '__proto__', 'x'.repeat(61), 'none', 'cash'])(
    'no resource is called %j',
    (name) => {
      const resources = JSON.parse(
        JSON.stringify({ ...full.resources, NAME: { amount: 1 } }).replace('NAME', name),
      )
      const keys = refusalsOf({ ...full, resources }).map(({ key }) => key)
      expect(keys).toContain(
        `plan.refused.${['none', 'cash'].includes(name) ? 'reserved' : 'name'}`,
      )
    },
  )
})

describe('what grows beyond bounds', () => {
  const promised = (size: number, count: number): Change => ({
    path: '/people/officers/promised/0',
    value: { first: 0, size, count },
  })
  test('persons, vehicles, dated arrivals, seats and events have theirs', () => {
    // Besides 175 who are there, waiting or under way.
    expect(refusedFor(promised(LIMITS.persons - 174, 1))).toEqual([['/people', 'many.persons']])
    expect(refusedFor(promised(LIMITS.persons - 175, 1))).toEqual([])
    expect(refusedFor({ path: '/fleets/new/more/0/by', value: LIMITS.vehicles })).toEqual([
      ['/fleets', 'many.vehicles'],
    ])
    expect(refusedFor(promised(1, LIMITS.comings))).toContainEqual(['', 'many.comings'])
    expect(
      refusedFor(
        { path: '/flights/weekly/seats', value: 10_000 },
        { path: '/flights/weekly/every', value: 2 },
      ),
    ).toContainEqual(['/flights', 'many.landings'])
    const ill = { mean: 0.05, lasts: { mean: 0.05 } }
    expect(refusedFor({ path: '/people/officers/illness', value: ill })).toEqual([
      ['', 'many.events'],
    ])
    expect(
      refusedFor(
        { path: '/flights/weekly/every', value: 0.0001 },
        { path: '/flights/weekly/seats', value: 0 },
      ),
    ).toEqual([['', 'many.events']])
  })

  test('who fails goes round so often as is worked out, and not without end', () => {
    const way = (chance: number, back: string): Pick<Population, 'stages'> => ({
      stages: [
        { name: 'a', lasts: { days: 1 } },
        { name: 'b', lasts: { days: 1 }, fails: { chance, back } },
      ],
    })
    // Of two stages: one and 1 / (1 - p) of the second; or both together 1 / (1 - p) times.
    expect(passesOf(way(0.5, 'b'))).toBeCloseTo((1 + 2) / 2)
    expect(passesOf(way(0.5, 'a'))).toBeCloseTo(2)
    expect(passesOf(way(1, 'a'))).toBe(Number.POSITIVE_INFINITY)
    expect(passesOf({ stages: [] })).toBe(0)
    // What is never in vain does not hide that what is before it always is.
    const always = { name: 'a', lasts: { days: 1 }, fails: { chance: 1, back: 'a' } }
    const never = { name: 'b', lasts: { days: 1 }, fails: { chance: 0, back: 'a' } }
    expect(passesOf({ stages: [always, never] })).toBe(Number.POSITIVE_INFINITY)
    const fails = (chance: number): Change => ({
      path: '/people/officers/stages/1/fails/chance',
      value: chance,
    })
    expect(refusedFor(fails(0.992)).map(([, key]) => key)).toContain('explodes')
    expect(refusedFor(fails(0.98))).toEqual([])
  })
})

describe('a scenario', () => {
  const of = (changes: Change[], more: object = {}) =>
    scenarioOf(full, { name: 'x', changes, ...more })
  test('is its model, where that is sound', () => {
    const lapse = { name: 'y', kind: 'lapse', from: 3 }
    expect(of([{ path: '/goal', value: 7 }], { shocks: [lapse] })).toEqual({
      model: { ...full, goal: 7, shocks: [...(full.shocks ?? []), lapse] },
    })
  })

  test.each([
    [[{ path: '/nowhere/x', value: 1 }], {}, '/changes/0/path', 'nowhere'],
    [
      [
        { path: '/goal', value: 1 },
        { path: 'goal', value: 1 },
      ],
      {},
      '/changes/1/path',
      'nowhere',
    ],
    [[{ path: '/goal', value: -1 }], {}, '/goal', 'tooLittle'],
    [[{ path: '/goal' }], {}, '/changes/0/value', 'missing'],
    [[], { name: '' }, '/name', 'missing'],
    [[], { colour: 'red' }, '', 'unknown'],
    [
      [],
      { shocks: [{ name: 'x', kind: 'slip', resource: 'sand', late: {} }] },
      '/shocks/4/resource',
      'no.resource',
    ],
    [Array(LIMITS.changes + 1).fill({ path: '/goal', value: 1 }), {}, '/changes', 'tooMany'],
  ])('is refused with its reason (%#)', (changes, more, path, key) => {
    const refused = of(changes as Change[], more)
    expect('refusals' in refused && refused.refusals[0]).toMatchObject({
      path,
      key: `plan.refused.${key}`,
    })
  })
})

describe('a run', () => {
  const keys = (run: Partial<Parameters<typeof refusalsOfRun>[1]>, model: Model = kr1): string[] =>
    refusalsOfRun(model, { runs: 1000, seed: 'x', figures: 8, ...run }).map(
      ({ path, key }) => `${path} ${key.replace('plan.refused.', '')}`,
    )
  test('has limits of replications, of what is kept, and of what is played', () => {
    expect(keys({})).toEqual([])
    expect(keys({ runs: 0 })).toEqual(['/runs tooLittle'])
    expect(keys({ runs: 1.5 })).toEqual(['/runs tooLittle'])
    expect(keys({ runs: LIMITS.runs, figures: 1 })).toEqual([])
    expect(keys({ runs: LIMITS.runs + 1, figures: 1 })).toEqual(['/runs many.runs'])
    expect(keys({ runs: 20_000 })).toEqual(['/figures many.kept'])
    expect(keys({ seed: 'x'.repeat(41) })).toEqual(['/seed long'])
    const busy = changed(kr1, {
      changes: [{ path: '/people/officers/illness', value: { mean: 1, lasts: { mean: 1 } } }],
    })
    expect(keys({ runs: 50_000, figures: 1 }, busy)).toEqual(['/runs many.eventsInAll'])
  })
})

describe('a lever', () => {
  const lever: Lever = {
    key: 'beds',
    path: '/resources/beds/amount',
    least: 0,
    most: 2000,
    step: 10,
    oneMore: 50,
    unit: 'beds',
  }
  test.each([
    [{}, undefined],
    [{ path: '/resources/beds' }, '/levers/0/path noNumber'],
    [{ path: '/nothing' }, '/levers/0/path noNumber'],
    [{ least: 1001 }, '/levers/0/least leverBounds'],
    [{ most: 999 }, '/levers/0/least leverBounds'],
    [{ step: 0 }, '/levers/0/step endless'],
    [{ oneMore: 0 }, '/levers/0/oneMore endless'],
  ])('%j is taken, or refused for %s', (change, refused) => {
    const [first] = refusalsOfLevers(kr1, [{ ...lever, ...change }])
    expect(first && `${first.path} ${first.key.replace('plan.refused.', '')}`).toBe(refused)
  })

  test('is one of few', () => {
    expect(refusalsOfLevers(kr1, Array(LIMITS.levers).fill(lever))).toEqual([])
    expect(refusalsOfLevers(kr1, Array(LIMITS.levers + 1).fill(lever))).toHaveLength(1)
  })
})

test('a path names strokes and tildes as RFC 6901 does', () => {
  expect(pointer('a/b', '~', 0)).toBe('/a~1b/~0/0')
})

test('every reason has its words in every language, with what they need', () => {
  const models = [...edges.map(([path, value]) => [{ path, value }])]
  const refusals = models.flatMap((changes) => refusalsOf(changed(full, { changes })))
  for (const words of Object.values(told))
    for (const { key, values } of refusals) {
      expect(words, key).toHaveProperty([key])
      for (const [, name] of (words[key] as string).matchAll(/\{(\w+)\}/g))
        expect(values, key).toHaveProperty(name as string)
    }
})
