/** A claim explains itself to the cent: what is paid, for which days, by which rate, and what is paid zero. */
import { addDays } from '@konbit/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AgreedLine, type ClaimFacts, reimburse, type SignedInspection } from './reimburse.ts'

const usd = (minor: number) => ({ minor, currency: 'USD' })
const line = (change: Partial<AgreedLine> = {}): AgreedLine => ({
  id: 'line',
  category: 'apc',
  lease: 'wet',
  factorPercents: [],
  ...change,
})
const arrival = (change: Partial<SignedInspection> = {}): SignedInspection => ({
  id: 'arrival',
  kind: 'arrival',
  day: '2026-01-01',
  vehicles: ['v1', 'v2'],
  isFailed: false,
  ...change,
})
const ready = (from = '2025-01-01', to = '2027-12-31', isServiceable = true) => ({
  from,
  to,
  isServiceable,
})
const vehicle = (id: string, spells = [ready()]) => ({ id, line: 'line', spells })
const rates = [
  { id: 'wet', category: 'apc', lease: 'wet', amount: usd(310_000) },
  { id: 'dry', category: 'apc', lease: 'dry', amount: usd(200_000) },
  { id: 'catering', category: 'catering', lease: 'selfSustainment', amount: usd(3_100) },
  { id: 'people', category: 'troops', lease: 'personnel', amount: usd(142_800) },
] as const
const facts = (change: Partial<ClaimFacts> = {}): ClaimFacts => ({
  currency: 'USD',
  period: { from: '2026-01-01', to: '2026-01-31' },
  agreement: { startsOn: '2025-01-01' },
  lines: [line()],
  rates,
  inspections: [arrival()],
  vehicles: [vehicle('v1')],
  persons: [{ from: '2025-01-01', to: '2027-12-31', persons: 100 }],
  deductions: [],
  ...change,
})
const totalOf = (change: Partial<ClaimFacts> = {}): number => reimburse(facts(change)).total.minor

describe('equipment', () => {
  test('that worked for the whole month is paid the rate of the month, whatever its length', () => {
    expect(totalOf()).toBe(310_000)
    expect(totalOf({ period: { from: '2026-02-01', to: '2026-02-28' } })).toBe(310_000)
  })

  test('is paid zero for a day on which it did not work', () => {
    const spells = [
      ready('2025-01-01', '2026-01-09'),
      ready('2026-01-10', '2026-01-10', false),
      ready('2026-01-11'),
    ]
    const { lines, total } = reimburse(facts({ vehicles: [vehicle('v1', spells)] }))
    expect(total.minor).toBe(300_000)
    expect(lines[0]).toMatchObject({
      days: 30,
      unserviceableDays: 1,
      because: { key: 'equipmentOff', values: { paid: 30, off: 1, length: 31 } },
    })
  })

  test('is paid zero before it was inspected on arrival, and without that inspection altogether', () => {
    expect(totalOf({ inspections: [arrival({ day: '2026-01-31' })] })).toBe(10_000)
    const [late] = reimburse(facts({ inspections: [arrival({ day: '2026-02-01' })] })).lines
    expect(late).toMatchObject({ amount: usd(0), because: { key: 'notYetArrived' } })
    const [never] = reimburse(facts({ inspections: [] })).lines
    expect(never).toMatchObject({ amount: usd(0), because: { key: 'notInspected' } })
    expect(totalOf({ inspections: [arrival({ isFailed: true })] })).toBe(0)
  })

  test('is paid zero after it was inspected for repatriation', () => {
    const home = arrival({ id: 'home', kind: 'repatriation', day: '2026-01-10' })
    expect(totalOf({ inspections: [arrival(), home] })).toBe(100_000)
    const [after] = reimburse(
      facts({
        inspections: [arrival(), home],
        period: { from: '2026-02-01', to: '2026-02-28' },
      }),
    ).lines
    expect(after).toMatchObject({ amount: usd(0), because: { key: 'repatriated' } })
  })

  test('under a dry lease is paid the dry rate', () => {
    expect(totalOf({ lines: [line({ lease: 'dry' })] })).toBe(200_000)
  })

  test('is paid up to the number agreed, and one that works stands in for one that does not', () => {
    const lines = [line({ items: 1 })]
    const down = vehicle('v1', [ready('2025-01-01', '2027-12-31', false)])
    expect(totalOf({ lines, vehicles: [vehicle('v1'), vehicle('v2')] })).toBe(310_000)
    const { lines: made, total } = reimburse(facts({ lines, vehicles: [down, vehicle('v2')] }))
    expect(total.minor).toBe(310_000)
    expect(made.map(({ amount }) => amount?.minor)).toEqual([0, 310_000])
  })

  test('bears the factors of its line, added to each other', () => {
    const lines = [line({ factorPercents: [1.5, 2, 0.5] })]
    expect(totalOf({ lines })).toBe(322_400)
    expect(reimburse(facts({ lines })).lines[0]?.factor).toBe(1.04)
  })

  test('is not claimed outside the terms of the agreement and of its line', () => {
    expect(totalOf({ agreement: { startsOn: '2026-01-17' } })).toBe(150_000)
    expect(totalOf({ agreement: { startsOn: '2025-01-01', endsOn: '2025-12-31' } })).toBe(0)
    expect(totalOf({ lines: [line({ endsOn: '2026-01-01' })] })).toBe(10_000)
  })
})

describe('people', () => {
  const catering = line({ id: 'food', category: 'catering', lease: 'selfSustainment' })
  const troops = line({ id: 'troops', category: 'troops', lease: 'personnel' })

  test('are paid by the days on which they were there', () => {
    expect(totalOf({ lines: [troops] })).toBe(14_280_000)
    const persons = [
      { from: '2026-01-01', to: '2026-01-10', persons: 100 },
      { from: '2026-01-11', to: '2026-01-31', persons: 90 },
    ]
    const [made] = reimburse(facts({ lines: [troops], persons })).lines
    expect(made).toMatchObject({ days: 2890, because: { key: 'persons' } })
    expect(made?.amount?.minor).toBe(Math.round((142_800 * 2890) / 31))
  })

  test('above the number agreed are not paid, and that is said', () => {
    const [made] = reimburse(facts({ lines: [{ ...troops, persons: 40 }] })).lines
    expect(made).toMatchObject({
      amount: usd(40 * 142_800),
      because: { key: 'personsAbove', values: { above: 60 * 31 } },
    })
  })

  test('are not paid for self-sustainment from a failed inspection until one that holds', () => {
    const look = (id: string, day: string, isFailed: boolean): SignedInspection => ({
      id,
      kind: 'periodic',
      day,
      vehicles: [],
      line: 'food',
      isFailed,
    })
    const inspections = [look('bad', '2026-01-11', true), look('good', '2026-01-21', false)]
    const [made] = reimburse(facts({ lines: [catering], inspections })).lines
    expect(made).toMatchObject({
      amount: usd(210_000),
      unserviceableDays: 10,
      because: { key: 'personsFailed' },
    })
  })
})

describe('what cannot be priced', () => {
  test('has no amount rather than zero, and the claim is not whole', () => {
    const { lines, isWhole, total } = reimburse(
      facts({ lines: [line(), line({ id: 'other', category: 'crane', lease: 'personnel' })] }),
    )
    expect(lines.at(-1)).toMatchObject({ amount: null, rate: null, because: { key: 'noRate' } })
    expect([isWhole, total.minor]).toEqual([false, 310_000])
  })

  test('is a rate or a deduction in another currency: nothing is converted on the way', () => {
    const euros = { minor: 5, currency: 'EUR' }
    const { lines } = reimburse(
      facts({
        rates: [{ id: 'wet', category: 'apc', lease: 'wet', amount: euros }],
        deductions: [{ id: 'd', amount: euros, kind: 'advance' }],
      }),
    )
    expect(lines.map(({ because }) => because.key)).toEqual(['otherCurrency', 'otherCurrency'])
  })
})

test('a deduction by hand is a line of its own, below zero', () => {
  const { lines, total } = reimburse(
    facts({ deductions: [{ id: 'd', amount: usd(10_000), kind: 'advance' }] }),
  )
  expect([total.minor, lines.at(-1)?.amount]).toEqual([300_000, usd(-10_000)])
})

/** A claim of a few vehicles over some weeks, each day of each in a state of its own. */
const anyClaim = fc
  .record({
    cost: fc.integer({ min: 1, max: 5_000_000 }),
    percent: fc.integer({ min: 0, max: 500 }),
    items: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    from: fc.integer({ min: 0, max: 40 }),
    states: fc.array(fc.array(fc.boolean(), { minLength: 45, maxLength: 45 }), {
      minLength: 1,
      maxLength: 4,
    }),
    arrivals: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 4, maxLength: 4 }),
  })
  .map(({ cost, percent, items, from, states, arrivals }) => {
    const first = addDays('2026-01-20', from)
    return facts({
      period: { from: first, to: addDays(first, 44) },
      lines: [line({ factorPercents: [percent / 100], ...(items === undefined ? {} : { items }) })],
      rates: [{ id: 'wet', category: 'apc', lease: 'wet', amount: usd(cost) }],
      inspections: states.map((_, index) =>
        arrival({
          id: `arrival ${index}`,
          vehicles: [`v${index}`],
          day: addDays('2026-01-20', arrivals[index] ?? 0),
        }),
      ),
      vehicles: states.map((days, index) =>
        vehicle(
          `v${index}`,
          days.map((isUp, day) => ready(addDays(first, day), addDays(first, day), isUp)),
        ),
      ),
    })
  })

describe('of any claim', () => {
  test('the lines add up to the total, to the cent', () => {
    fc.assert(
      fc.property(anyClaim, (claim) => {
        const { lines, total } = reimburse(claim)
        expect(lines.reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0)).toBe(total.minor)
        expect(lines.every(({ amount }) => Number.isSafeInteger(amount?.minor))).toBe(true)
      }),
    )
  })

  test('a day more off the road never raises the total', () => {
    fc.assert(
      fc.property(anyClaim, fc.nat(3), fc.nat(44), (claim, which, day) => {
        const vehicles = claim.vehicles.map((one, index) =>
          index === which % claim.vehicles.length
            ? {
                ...one,
                spells: one.spells.map((spell, at) =>
                  at === day ? { ...spell, isServiceable: false } : spell,
                ),
              }
            : one,
        )
        expect(reimburse({ ...claim, vehicles }).total.minor).toBeLessThanOrEqual(
          reimburse(claim).total.minor,
        )
      }),
    )
  })

  test('another edition changes rates and amounts, and nothing else', () => {
    fc.assert(
      fc.property(anyClaim, fc.integer({ min: 1, max: 9_000_000 }), (claim, cost) => {
        const other = { id: 'other', category: 'apc', lease: 'wet', amount: usd(cost) } as const
        const bare = (one: ClaimFacts) =>
          reimburse(one).lines.map(({ key, days, unserviceableDays, factor, because }) => ({
            key,
            days,
            unserviceableDays,
            factor,
            because,
          }))
        expect(bare({ ...claim, rates: [other] })).toEqual(bare(claim))
      }),
    )
  })

  test('it is the same whatever the order in which its facts are given', () => {
    fc.assert(
      fc.property(anyClaim, (claim) => {
        const turned = {
          ...claim,
          vehicles: [...claim.vehicles].reverse(),
          inspections: [...claim.inspections].reverse(),
        }
        expect(reimburse(turned)).toEqual(reimburse(claim))
      }),
    )
  })

  test('no vehicle is paid for more days than the month has', () => {
    fc.assert(
      fc.property(anyClaim, (claim) => {
        for (const { days, unserviceableDays } of reimburse(claim).lines)
          expect(days + unserviceableDays).toBeLessThanOrEqual(31)
      }),
    )
  })
})
