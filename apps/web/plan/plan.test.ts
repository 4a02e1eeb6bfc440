/** The pure parts of the Plan page: what the address says, what is due, what is kept, what a kept forecast draws. */
import { kr1, type Lever, type Model } from '@konbit/planner'
import { describe, expect, test } from 'vitest'
import { cells, depth } from '../charts/BindingStrip.tsx'
import {
  adopted,
  type Choices,
  chosenScenario,
  type Held,
  readChoices,
  within,
  writeChoices,
} from './choices.ts'
import { daily } from './Fared.tsx'
import { happeningsOf } from './happenings.ts'

const lever: Lever = {
  key: 'beds',
  path: '/resources/beds/amount',
  least: 0,
  most: 2000,
  step: 10,
  oneMore: 50,
  unit: 'beds',
}

describe('the address', () => {
  test('says what was chosen, and says it back', () => {
    const choices: Choices = {
      levers: { beds: 1200, 'odd:key': 0.5 },
      shocks: [
        { kind: 'freeze', name: 'freeze Donor ~ C', income: 'Donor ~ C', from: 30, until: 90 },
        { kind: 'lapse', name: 'lapse', from: 60 },
        { kind: 'slip', name: 'slip beds', resource: 'beds', late: { days: 45 } },
        { kind: 'attack', name: 'attack', on: 9, lost: 0.03, attrition: { times: 3, days: 60 } },
      ],
      least: 1300,
      by: '2027-06-30',
      when: 'on',
      figure: 'cash',
      seed: '20261121',
      runs: 2000,
      scenario: 'x',
    }
    expect(readChoices(JSON.parse(JSON.stringify(writeChoices(choices))))).toEqual(choices)
  })

  test('leaves out what stands as it is anyway', () => {
    expect(Object.values(writeChoices(readChoices({}))).every((one) => one === undefined)).toBe(
      true,
    )
  })

  test.each([
    { set: 'beds', shock: 'freeze~' },
    { set: ':3', shock: ['attack~x~y', 'war~1'] },
    { set: 'beds:many', shock: '%~%' },
  ])('is not led astray by %o', (search) => {
    const { levers, shocks } = readChoices({ ...search, runs: '1e9', least: '-3', by: 'soon' })
    expect([levers, shocks]).toEqual([{}, []])
    expect(readChoices({ runs: '1e9' }).runs).toBe(4000)
  })
})

describe('a kept scenario in the address', () => {
  const held: Held = {
    id: 'x',
    changes: [
      { path: lever.path, value: 1500 },
      { path: '/people/officers/tour/days', value: 270 },
    ],
    shocks: [
      { kind: 'lapse', name: 'lapse', from: 60 },
      { kind: 'attack', name: 'attack', on: 9, lost: 0.03, chance: 0.4 },
    ],
    least: 900,
    by: '2027-01-31',
  }
  const of = (search: Parameters<typeof readChoices>[0], kept: Held | undefined = held) =>
    adopted(readChoices(search), kept, [lever])
  const whole = (search: Parameters<typeof readChoices>[0]) =>
    chosenScenario(of(search), [lever], '')

  test('turns its levers and switches, and keeps what the page has none for', () => {
    expect(of({ scenario: 'x' })).toMatchObject({
      levers: { beds: 1500 },
      shocks: [held.shocks[0]],
      least: 900,
      by: '2027-01-31',
    })
    expect(whole({ scenario: 'x' })).toMatchObject({
      changes: expect.arrayContaining([...held.changes]),
      shocks: expect.arrayContaining([...held.shocks]),
    })
    // Once more from the address that was then written, nothing is lost or doubled.
    const again = JSON.parse(JSON.stringify(writeChoices(of({ scenario: 'x' }))))
    expect(chosenScenario(of(again), [lever], '')).toEqual(whole({ scenario: 'x' }))
  })

  test('gives way to what the address itself says, and is nothing where it cannot be read', () => {
    expect(of({ scenario: 'x', set: 'beds:700', least: '5' })).toMatchObject({
      levers: { beds: 700 },
      shocks: [],
      least: 5,
    })
    expect(whole({ scenario: 'x', set: 'beds:700' }).changes).toEqual([
      held.changes[1],
      { path: lever.path, value: 700 },
    ])
    expect(of({ scenario: 'y' })).toEqual(readChoices({ scenario: 'y' }))
    expect(adopted(readChoices({ scenario: 'x' }), undefined, [lever]).levers).toEqual({})
  })
})

test('a lever that the model does not offer is not turned', () => {
  const { changes } = chosenScenario({ levers: { beds: 7, ghosts: 1 }, shocks: [] }, [lever], '')
  expect(changes).toEqual([{ path: '/resources/beds/amount', value: 7 }])
})

test('what is typed comes onto the steps of its lever and within its bounds', () => {
  expect([1234, -5, 9999].map((value) => within(lever, value))).toEqual([1230, 0, 2000])
  expect(within({ ...lever, step: 0.1, most: 1 }, 0.30000000004)).toBe(0.3)
})

describe('what is due', () => {
  const model: Model = {
    ...kr1,
    people: {
      officers: {
        ...(kr1.people.officers as Model['people'][string]),
        present: [
          { persons: 110, tourEndsOn: 40 },
          { persons: 20, tourEndsOn: 52 },
          { persons: 160, tourEndsOn: 200 },
          { persons: 5, tourEndsOn: -3 },
        ],
      },
    },
    shocks: [{ kind: 'lapse', name: 'lapse', from: 300 }],
  }
  test('is told once for what lies close together, by its day', () => {
    expect(happeningsOf(model).map(({ day, kind, count }) => [day, kind, count])).toEqual([
      [40, 'tours', 130],
      [200, 'tours', 160],
      [240, 'more', 500],
      [270, 'vehicles', 50],
      [300, 'shock', 0],
      [420, 'more', 1000],
    ])
  })
  test('is left out where it lies beyond the days played', () => {
    expect(happeningsOf({ ...model, days: 100 })).toHaveLength(1)
  })
})

test('a cell of the binding strip is the mean of its days, and nothing is drawn as nothing', () => {
  expect(cells([0, 1, 1, 1, 0.5], 2)).toEqual([0.5, 1, 0.5])
  expect(depth(0)).toBe(0)
  expect(depth(0.9)).toBe(1)
  expect(depth(0.01)).toBeGreaterThan(0.05)
})

test('a kept forecast is drawn straight between the days that it told of', () => {
  const told = (day: number, p50: number) => ({
    figure: 'deployed',
    day,
    p5: p50 - 4,
    p25: p50 - 2,
    p50,
    p75: p50 + 2,
    p95: p50 + 4,
  })
  const bands = daily([told(60, 130), told(30, 100)])
  expect(bands.p50).toHaveLength(31)
  expect([bands.p50[0], bands.p50[15], bands.p50[30]]).toEqual([100, 115, 130])
  expect(bands.p95[15]).toBe(119)
})
