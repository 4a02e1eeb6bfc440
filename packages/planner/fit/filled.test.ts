/** A frame filled with facts: sound, told where each value is from, and true to what the record said. */
import { describe, expect, test } from 'vitest'
import { framed } from '../models/frame.ts'
import { readOwnFrame } from '../models/ownFrame.ts'
import { plain } from '../models/plain.ts'
import { refusalsOf, refusalsOfLevers } from '../sound/refusals.ts'
import { valueAt } from '../study/paths.ts'
import type { ContributorFacts, Facts, History } from './facts.ts'
import { filled } from './filled.ts'

const none = { count: 0, days: 0, squares: 0 }
const silent: History = {
  pledges: [],
  payments: [],
  stages: { recruitment: none, training: none },
  tours: { lengths: none, days: 0, curtailed: 0 },
  illness: { daysWell: 0, fell: 0, daysSick: 0, recovered: 0 },
  seats: { boarded: 0, missed: 0 },
  flights: { flown: 0, cancelled: 0, days: 0, persons: 0, seats: 0 },
  classes: {},
  orders: { opened: 0, awaited: 0, part: none, daysWorked: 0, finished: 0 },
}
const kavaria: ContributorFacts = {
  key: 'XKA',
  name: 'Kavaria',
  present: [
    { persons: 60, tourEndsOn: 30 },
    { persons: 40, tourEndsOn: 200 },
  ],
  atHome: { recruited: 10, vetted: 20, ready: 50 },
  underWay: [{ persons: 15, on: 3 }],
  pledged: 200,
  pledges: [
    { persons: 120, on: -300 },
    { persons: 80, on: 40 },
  ],
  records: ['pledge/1'],
}
const facts: Facts = {
  day: '2025-03-01',
  goal: 250,
  contributors: [kavaria],
  beds: { amount: 120, more: [{ on: 30, by: 80 }], records: ['capacity/1'] },
  fleets: [
    { type: 'patrol', up: 10, down: 4, awaitingPart: 3, expected: [{ on: 20, by: 5 }] },
    { type: 'truck', up: 9, down: 0, awaitingPart: 0, expected: [] },
  ],
  mechanics: 4,
  money: {
    balance: 12.5,
    incomes: [{ name: 'Alderland: second/half', amount: 5, on: -10, isBegun: false }],
    dues: [{ name: 'Life support', amount: 1.5, on: 12 }],
    monthly: { amount: 0.7, count: 9 },
  },
  history: silent,
  statements: [],
}
const of = (change: Partial<Facts> = {}) => filled(plain, { ...facts, ...change })
const promisedIn = (made = of()): number =>
  (made.model.people.XKA?.promised ?? []).reduce(
    (sum, { size, count = 1 }) => sum + size * count,
    0,
  )

describe('filled', () => {
  test('it is sound, its levers too, and the same facts give the same to the letter', () => {
    const { model, levers } = of()
    expect(refusalsOf(model)).toEqual([])
    expect(refusalsOfLevers(model, levers)).toEqual([])
    expect(levers.map(({ key }) => key)).toEqual(plain.levers.map(({ key }) => key))
    expect(JSON.stringify(of())).toBe(JSON.stringify(of()))
  })

  test('each origin leads to its value, or to the part of the model that it went into', () => {
    const { model, origins } = of()
    expect(origins.length).toBeGreaterThan(30)
    for (const { path, also = [], value } of origins)
      for (const place of [path, ...also]) {
        const there = valueAt(model, place)
        expect(there, place).toBeDefined()
        if (typeof there === 'number') expect(there, place).toBeCloseTo(value, 3)
      }
  })

  test('what has an interval is played as uncertain, once for all that rests on it; a decision is not', () => {
    const { model, origins } = of()
    const names = (model.uncertain ?? []).map(({ name }) => name)
    for (const name of [
      'attrition',
      'pledgeMet',
      'arrivalLag',
      'flightEvery',
      'nextFlight',
      'overlap',
    ])
      expect(names).toContain(name)
    expect(names).not.toContain('reliefLead')
    const intervals = (model.uncertain ?? []).flatMap(({ values }) => values)
    for (const { path, low, high } of intervals) {
      const value = valueAt(model, path) as number
      expect(Math.min(low, high), path).toBeLessThanOrEqual(value)
      expect(Math.max(low, high), path).toBeGreaterThanOrEqual(value)
    }
    const attrition = origins.find(({ parameter }) => parameter === 'attrition')
    expect(intervals.find(({ path }) => path.endsWith('attrition/mean'))).toMatchObject({
      low: attrition?.low,
      high: attrition?.high,
    })
    // All cohorts of one promise by one toss of a coin.
    const together = model.people.XKA?.promised.map((one) => one.together)
    expect(new Set(together)).toEqual(new Set(['XKA 1']))
  })

  test('the goal is what the next phase asks for by its day, where the record says; else what is planned', () => {
    expect(of().goal).toEqual({ least: 250, day: 365 })
    const next = of({ phase: { persons: 320, on: 140, name: 'II', records: ['requirement/1'] } })
    expect(next.goal).toEqual({ least: 320, day: 140, phase: 'II' })
    expect(next.model.goal).toBe(320)
    expect(next.origins.find(({ path }) => path === '/goal')).toMatchObject({
      source: 'plan.from.required',
      records: ['requirement/1'],
    })
  })

  test('no more are there than were promised, but for those who hand over', () => {
    const { most } = of().model.people.XKA ?? {}
    expect(most).toBe(210)
    expect(
      of({ contributors: [{ ...kavaria, pledged: 0, pledges: [] }] }).model.people.XKA,
    ).not.toHaveProperty('most')
  })

  test('a mission of which nothing is known is sound too: all of it is assumed', () => {
    const bare = {
      day: '2025-03-01',
      contributors: [],
      fleets: [],
      history: silent,
      statements: [],
    }
    const { model, origins } = filled(plain, bare)
    expect(refusalsOf(model)).toEqual([])
    expect(new Set(origins.map(({ from }) => from))).toEqual(new Set(['assumption']))
  })

  test('what is promised and not here is what is left of the pledges; relief for who leaves soon is no part of it', () => {
    // 200 pledged, 100 here, 15 on the way; of the 80 at home 60 relieve those who leave within the lead.
    expect(promisedIn()).toBe(200 - 100 - 15 - 20)
    const later = { ...kavaria, present: [{ persons: 100, tourEndsOn: 300 }] }
    expect(promisedIn(of({ contributors: [later] }))).toBe(200 - 100 - 15 - 80)
    // The latest promise is what is still open.
    expect(of().model.people.XKA?.promised[0]).toMatchObject({ chance: expect.any(Number) })
  })

  test('the longer a promise was waited for, the less it is counted on, unless somebody has come of it lately', () => {
    const chanceOf = (one: Partial<ContributorFacts>): number =>
      of({
        contributors: [{ ...kavaria, pledges: [{ persons: 200, on: -400 }], ...one }],
      }).model.people.XKA?.promised[0]?.chance as number
    expect(chanceOf({})).toBeLessThan(0.1)
    expect(chanceOf({ lastLanding: -20 })).toBeGreaterThan(0.6)
  })

  test('places for training grow with the strength that is wanted', () => {
    expect(of().model.resources.training?.amount).toBe(50)
    expect(of({ goal: 2500 }).model.resources.training?.amount).toBe(500)
  })

  test('vehicles that carry no patrols are left out, and those down wait where they stand', () => {
    const { fleets } = of().model
    expect(Object.keys(fleets)).toEqual(['patrol'])
    expect(fleets.patrol).toMatchObject({
      amount: 14,
      down: { awaitingPart: 3, awaitingRepair: 1 },
      more: [{ on: 20, by: 5 }],
    })
  })

  test('more tour ends than a model may have are told by the week', () => {
    const present = Array.from({ length: 700 }, (_, tourEndsOn) => ({ persons: 1, tourEndsOn }))
    const { model } = of({ contributors: [{ ...kavaria, pledged: 900, present }] })
    expect(refusalsOf(model)).toEqual([])
    const groups = model.people.XKA?.present ?? []
    expect(groups.length).toBeLessThan(120)
    expect(groups.reduce((sum, { persons }) => sum + persons, 0)).toBe(700)
  })

  test('history goes before a statement, a statement before an assumption, and the latest statement before others', () => {
    const statement = { measure: 'vehicles.total', subject: 'mission' }
    const own = readOwnFrame({
      assume: {
        vehicles: { value: 3, why: 'As was said.', statement },
        attrition: { value: 9, why: 'A guess.' },
      },
    })
    const frame = framed(plain, own)
    const said = (value: number, asOf: string, code: string) => ({
      ...statement,
      value,
      asOf,
      code,
      record: `claim/${code}`,
    })
    const made = (statements: Facts['statements'], history = silent) => {
      const { origins } = filled(frame, { ...facts, fleets: [], statements, history })
      return (name: string) => origins.find(({ parameter }) => parameter === name)
    }
    expect(made([])('vehicles')).toMatchObject({ value: 3, from: 'assumption' })
    expect(made([said(34, '2024-08', 'C2'), said(10, '2024-07', 'C1')])('vehicles')).toMatchObject({
      value: 34,
      from: 'statement',
      records: ['claim/C2'],
    })
    const tours = { lengths: none, days: 90_000, curtailed: 30 }
    expect(made([])('attrition')).toMatchObject({ value: 9, from: 'assumption' })
    expect(made([], { ...silent, tours })('attrition')).toMatchObject({
      value: 3000,
      from: 'record',
      count: 30,
    })
  })

  test('relief is asked for as early as the steps at home take, once they are known', () => {
    const times = { count: 40, days: 800, squares: 16_400 }
    const history = {
      ...silent,
      stages: { recruitment: times, training: times },
      flights: { flown: 20, cancelled: 1, days: 180, persons: 900, seats: 0 },
    }
    const { reliefLead } = of({ history }).model.people.XKA?.tour ?? {}
    expect(reliefLead).toBeGreaterThan(40)
    expect(reliefLead).toBeLessThan(55)
    expect(of().model.people.XKA?.tour.reliefLead).toBe(90)
  })
})

test('a frame that misspells a figure, or gives no reason, is refused at the start', () => {
  expect(() => readOwnFrame({ assume: { attrtion: { value: 1, why: 'x' } } })).toThrow(/assume/)
  expect(() => readOwnFrame({ assume: { attrition: { value: 1 } } })).toThrow(/why/)
  expect(() => readOwnFrame({ horizon: 3 })).toThrow()
  expect(readOwnFrame({})).toEqual({})
})
