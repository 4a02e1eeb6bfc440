/** The day the money is used up, and what brings it nearer. */
import { addDays } from '@konbit/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agesOf } from './arrears.ts'
import { monthlyOf, type RunwayFacts, runwayOf } from './runway.ts'

const facts = (change: Partial<RunwayFacts> = {}): RunwayFacts => ({
  today: '2026-01-01',
  balance: 3000,
  events: [],
  monthly: 1000,
  days: 365,
  ...change,
})
const event = (day: string, minor: number, isRunning = false) => ({
  day,
  minor,
  register: 'obligation',
  record: 'o',
  isRunning,
})

describe('the runway', () => {
  test('of three months of cost is ninety days', () => {
    expect(runwayOf(facts()).emptyOn).toBe(addDays('2026-01-01', 90))
  })

  test('ends on no day where nothing is spent', () => {
    expect(runwayOf(facts({ monthly: 0 })).emptyOn).toBeNull()
  })

  test('has ended today where nothing is at hand', () => {
    expect(runwayOf(facts({ balance: 0 })).emptyOn).toBe('2026-01-01')
  })

  test('is as long with what falls due of the running cost, which is not counted twice', () => {
    const due = event('2026-01-20', -1000, true)
    expect(runwayOf(facts({ events: [due] })).emptyOn).toBe(
      addDays('2026-01-01', 90 /* the same three months */),
    )
    const once = { ...due, isRunning: false }
    expect(runwayOf(facts({ events: [once] })).emptyOn).toBe(addDays('2026-01-01', 60))
  })

  test('ends on the day of a payment that takes all', () => {
    expect(runwayOf(facts({ monthly: 0, events: [event('2026-03-03', -3000)] })).emptyOn).toBe(
      '2026-03-03',
    )
  })

  test('without a contribution is never longer', () => {
    const anyEvents = fc.array(
      fc.record({
        ahead: fc.integer({ min: 1, max: 300 }),
        minor: fc.integer({ min: 0, max: 5000 }),
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(
        anyEvents,
        fc.nat(7),
        fc.integer({ min: 1, max: 3000 }),
        (list, gone, monthly) => {
          const events = list.map(({ ahead, minor }) => event(addDays('2026-01-01', ahead), minor))
          const whole = runwayOf(facts({ events, monthly })).emptyOn ?? '9999'
          const less = runwayOf(
            facts({ events: events.filter((_, index) => index !== gone), monthly }),
          ).emptyOn
          expect((less ?? '9999') <= whole).toBe(true)
        },
      ),
    )
  })
})

test('a month of running cost is worked out of thirty days or more, else not at all', () => {
  expect(monthlyOf(6000, '2026-01-01', '2026-03-01')).toBe(3000)
  expect(monthlyOf(6000, '2026-01-01', '2026-01-20')).toBeNull()
})

test('what stands is aged by owner and step, its sums by currency', () => {
  const rows = agesOf(
    [
      {
        id: '1',
        owner: 'A',
        step: 'claimed',
        since: '2026-01-01',
        amount: { minor: 5, currency: 'USD' },
      },
      {
        id: '2',
        owner: 'A',
        step: 'claimed',
        since: '2025-01-01',
        amount: { minor: 7, currency: 'EUR' },
      },
      { id: '3', owner: 'A', step: 'verified' },
    ],
    ['claimed', 'verified'],
    '2026-01-31',
  )
  expect(rows).toMatchObject([
    {
      step: 'claimed',
      count: 2,
      oldestOn: '2025-01-01',
      days: 395,
      classes: { days30: { count: 1 }, older: { count: 1, sums: [{ minor: 7, currency: 'EUR' }] } },
    },
    { step: 'verified', oldestOn: null, days: null, undated: 1, unpriced: 1, sums: [] },
  ])
})
