/** What each form of a measure means, in small; and that a series is nothing but its days. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { choice, code, count, money, place, prose, quantity, when } from './kinds.ts'
import { type Book, checkMeasures, measureAt, measureOver } from './measured.ts'
import type { Form, Measure, VersionLike } from './measures.ts'
import { register, vocabulary } from './register.ts'
import { daysOf, tidy } from './sweeps.ts'
import { addDays, startOf } from './when.ts'

const zone = 'America/Port-au-Prince'
const registers = vocabulary([
  register({
    name: 'flight',
    title: 'Flight',
    plural: 'Flights',
    about: 'Flights.',
    desk: 'people',
    controller: 'mission',
    basis: 'mandate',
    retention: { permanent: 'For tests.' },
    label: 'public',
    caption: ['name'],
    featured: ['name'],
    fields: {
      name: code(z.string().optional()),
      way: choice(z.enum(['in', 'out']).optional()),
      people: count(z.int().optional()),
      share: quantity(z.number().optional()),
      on: when(z.string().optional()),
      left: when(z.string().optional(), { exact: true }),
      where: place({ optional: true }),
      cost: money({ optional: true }),
      secret: count(z.int().optional(), { label: 'restricted' }),
      aside: prose(z.string().optional()),
    },
    states: ['planned', 'done'],
    enters: { by: ['watch'] },
    amends: { by: ['watch'] },
  }),
])
const base = { title: 'A figure', definition: 'For tests.', unit: 'USD', label: 'public' } as const
const figure = (name: string, of: Form, by?: string[]): Measure => ({
  ...base,
  name: `test.${name}`,
  of,
  ...(by ? { by } : {}),
})
const done = { register: 'flight', state: ['done'] }
const measures = checkMeasures(registers, [
  figure(
    'net',
    {
      total: [
        { ...done, where: { way: 'in' }, sum: 'people', by: { way: 'way', department: 'where' } },
        { ...done, where: { way: 'out' }, sum: 'people', sign: -1, by: { way: 'way' } },
      ],
    },
    ['way', 'department'],
  ),
  figure('flights', { total: [done] }),
  figure('cost', { total: [{ ...done, sum: 'cost' }] }),
  figure(
    'said',
    {
      latest: { ...done, value: 'share', asOf: 'on', whole: { name: 'all' }, by: { name: 'name' } },
    },
    ['name'],
  ),
  figure('next', { until: { ...done, date: 'on' } }),
  figure('late', { overdue: { ...done, date: 'on' } }),
  figure('each', { ratio: ['test.net', 'test.flights'] }),
  figure('soon', { total: [{ ...done, from: { date: 'on', days: -3 }, upTo: { date: 'on' } }] }),
  figure('hours', { total: [{ ...done, from: { date: 'left', hours: 48 } }] }),
  figure('valid', { total: [{ ...done, where: { way: 'in' }, upTo: { date: 'on' } }] }),
  figure('chosen', { either: ['test.valid', 'test.said'] }, ['name']),
])

const day = (n: number): string => addDays('2024-06-01', n)
let last = 0
const flight = (
  from: number,
  fields: Record<string, unknown>,
  more: Partial<VersionLike> = {},
): VersionLike => ({
  record: `r${++last}`,
  register: 'flight',
  state: 'done',
  fields,
  from: startOf(day(from), zone),
  to: Number.POSITIVE_INFINITY,
  knownFrom: last,
  ...more,
})
const bookOf = (versions: VersionLike[]): Book => ({ registers, measures, versions, zone })
const at = (versions: VersionLike[], name: string, n: number, by?: string) =>
  measureAt(bookOf(versions), `test.${name}`, startOf(day(n + 1), zone) - 1, by)

describe('a total', () => {
  const flights = [
    flight(1, { way: 'in', people: 200, where: { pcode: 'HT0111' } }),
    flight(3, { way: 'out', people: 50 }),
    flight(4, { way: 'in' }),
    flight(5, { way: 'in', people: 9 }, { state: 'planned' }),
  ]
  test.each([
    [0, null],
    [1, 200],
    [3, 150],
    [5, 150],
  ])('on day %i is %s', (n, value) => {
    expect(at(flights, 'net', n).value).toBe(value)
  })
  test('is nothing before anything began, and zero when nothing is selected', () => {
    expect(at([flight(1, {}, { state: 'planned' })], 'flights', 0)).toEqual({
      value: null,
      rows: [],
    })
    expect(at([flight(1, {}, { state: 'planned' })], 'flights', 1)).toEqual({
      value: 0,
      rows: [{ key: null, value: 0, records: 0 }],
    })
  })
  test('by its parts adds up, what has no part apart', () => {
    expect(at(flights, 'net', 5, 'way').rows).toEqual([
      { key: 'in', value: 200, records: 2 },
      { key: 'out', value: -50, records: 1 },
    ])
    expect(at(flights, 'net', 5, 'department').rows).toEqual([
      { key: '', value: -50, records: 2 },
      { key: 'HT01', value: 200, records: 1 },
    ])
  })
  test('of money counts the measure’s own currency', () => {
    const costs = [
      flight(1, { cost: { minor: 1010, currency: 'USD' } }),
      flight(1, { cost: { minor: 2020, currency: 'USD' } }),
      flight(1, { cost: { minor: 9900, currency: 'EUR' } }),
    ]
    expect(at(costs, 'cost', 1).value).toBe(30.3)
  })
  test('ends with the version', () => {
    expect(
      at([flight(1, { way: 'in', people: 5 }, { to: startOf(day(3), zone) })], 'net', 2).value,
    ).toBe(5)
    expect(
      at([flight(1, { way: 'in', people: 5 }, { to: startOf(day(3), zone) })], 'net', 3).value,
    ).toBe(0)
  })
})

describe('the latest', () => {
  const said = [
    flight(1, { name: 'all', share: 80, on: '2024-05' }),
    flight(2, { name: 'all', share: 85, on: day(8) }),
    flight(3, { name: 'all', share: 90, on: '2024-05-31' }),
    flight(3, { name: 'part', share: 40, on: '2023' }),
  ]
  test.each([
    [0, null],
    [1, 80],
    [3, 90],
    [8, 85],
  ])('on day %i is %s', (n, value) => {
    expect(at(said, 'said', n).value).toBe(value)
  })
  test('by its parts takes each one’s own latest', () => {
    expect(at(said, 'said', 8, 'name')).toEqual({
      value: 85,
      rows: [
        { key: 'all', value: 85, records: 1 },
        { key: 'part', value: 40, records: 1 },
      ],
    })
  })
})

describe('dates', () => {
  const due = [flight(1, { on: day(5) }), flight(1, { on: '2024-06' }), flight(2, { on: day(1) })]
  test.each([
    [1, 4],
    [5, 0],
    [6, 23],
    [40, null],
  ])('on day %i the next is in %s days', (n, value) => {
    expect(at(due, 'next', n).value).toBe(value)
  })
  test.each([
    [0, null],
    [1, 0],
    [2, 1],
    [6, 2],
    [30, 3],
  ])('on day %i overdue are %s', (n, value) => {
    expect(at(due, 'late', n).value).toBe(value)
  })
})

test('a ratio is nothing where there is nothing to divide by', () => {
  const flights = [flight(1, { way: 'in', people: 9 }), flight(1, { way: 'in', people: 1 })]
  expect(at(flights, 'each', 0).value).toBeNull()
  expect(at(flights, 'each', 1).value).toBe(5)
})

test('what binary fractions leave behind is not shown', () => {
  expect(tidy(0.1 + 0.2)).toBe(0.3)
  expect(Object.is(tidy(-1e-12), 0)).toBe(true)
  expect(tidy(123_456_789_012.3)).toBe(123_456_789_012.3)
})

test('a series is nothing but its days, for every form and any versions', () => {
  const version = fc.record({
    from: fc.nat(20),
    length: fc.option(fc.integer({ min: 1, max: 12 })),
    knownFrom: fc.nat(50),
    record: fc.constantFrom('a', 'b', 'c', 'd'),
    state: fc.constantFrom('planned', 'done', 'done'),
    fields: fc.record(
      {
        name: fc.constantFrom('all', 'part', 'other'),
        way: fc.constantFrom('in', 'out'),
        people: fc.nat(99),
        share: fc.double({ min: -10, max: 10, noNaN: true }),
        on: fc.constantFrom('2024-06', day(3), day(9), '2024-06-12T23:00-04:00', '2023'),
      },
      { requiredKeys: [] },
    ),
  })
  fc.assert(
    fc.property(fc.array(version, { maxLength: 25 }), (list) => {
      const versions = list.map(
        ({ from, length, ...rest }): VersionLike => ({
          ...rest,
          register: 'flight',
          from: startOf(day(from), zone),
          to: length === null ? Number.POSITIVE_INFINITY : startOf(day(from + length), zone),
        }),
      )
      const book = bookOf(versions)
      const days = daysOf(
        Array.from({ length: 24 }, (_, n) => day(n)),
        zone,
      )
      for (const { name, by: parts = [] } of measures.values()) {
        for (const by of [undefined, ...parts]) {
          const swept = measureOver(book, name, days, by)
          expect(
            swept.map(({ value, rows }) => ({ value, rows })),
            name,
          ).toEqual(days.ends.map((end) => measureAt(book, name, end, by)))
        }
      }
    }),
    { numRuns: 60 },
  )
})

describe('a total between days', () => {
  test.each([
    [6, 0],
    [7, 1],
    [10, 1],
    [11, 0],
  ])('counts from three days before a date up to that date: on day %i, %i', (n, value) => {
    expect(at([flight(0, { on: day(10) })], 'soon', n).value).toBe(value)
  })
  test.each([
    [day(3), 3, 0],
    [day(3), 4, 1],
    [`${day(3)}T18:00:00Z`, 4, 0],
    [`${day(3)}T18:00:00Z`, 5, 1],
    [`${day(3)}T03:59:59.999Z`, 4, 0],
    [`${day(3)}T03:59:59.998Z`, 4, 1],
    [`${day(3)}T23:30:00-05:00`, 5, 0],
    [`${day(3)}T23:30:00-05:00`, 6, 1],
  ])('counts hours from the earliest instant of %s: at the end of day %i, %i', (left, n, value) => {
    expect(at([flight(0, { left })], 'hours', n).value).toBe(value)
  })
  test('counts nothing from a date that is missing, and without end up to one', () => {
    expect(at([flight(0, { way: 'in' })], 'soon', 5).value).toBe(0)
    expect(at([flight(0, { way: 'in' })], 'valid', 500).value).toBe(1)
  })
})

describe('the own count, else what was adopted', () => {
  const said = flight(0, { name: 'all', share: 7, on: day(0) })
  test('is what was adopted while there is nothing to count', () => {
    expect(at([said], 'chosen', 2).value).toBe(7)
    expect(at([said], 'chosen', 2, 'name').rows).toEqual([{ key: 'all', value: 7, records: 1 }])
  })
  test('is the own count from the first record on, also where that is zero', () => {
    const own = flight(3, { way: 'in' }, { state: 'planned' })
    expect(at([said, own], 'chosen', 2).value).toBe(7)
    expect(at([said, own], 'chosen', 3).value).toBe(0)
  })
})

describe('a measure that cannot be worked out is refused at start', () => {
  test.each<[string, Form, RegExp]>([
    ['no such register', { total: [{ register: 'boat' }] }, /no register boat/],
    ['a choice of nothing there', { either: ['test.none'] }, /no measure it can choose/],
    [
      'a bound that is no date',
      { total: [{ register: 'flight', upTo: { date: 'people' } }] },
      /people/,
    ],
    ['no such state', { total: [{ register: 'flight', state: ['sunk'] }] }, /no state sunk/],
    ['no such field', { total: [{ register: 'flight', sum: 'wings' }] }, /wings/],
    ['text cannot be added', { total: [{ register: 'flight', sum: 'name' }] }, /name/],
    [
      'prose cannot be compared',
      { total: [{ register: 'flight', where: { aside: 'x' } }] },
      /aside/,
    ],
    [
      'a hidden field would say more than the label',
      { total: [{ register: 'flight', sum: 'secret' }] },
      /above/,
    ],
    [
      'a ratio of ratios',
      { ratio: ['test.ratio', 'test.ratio'] },
      /cannot divide|no measure it can divide/,
    ],
    ['a number is no date', { until: { register: 'flight', date: 'people' } }, /people/],
  ])('%s', (_, of, told) => {
    expect(() => checkMeasures(registers, [{ ...base, name: 'test.ratio', of }])).toThrow(told)
  })
})
