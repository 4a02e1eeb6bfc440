/** Balances, daily use, days of supply, and services that fall due. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { serviceDue } from './maintenance.ts'
import { balanceOf, dailyUseOf, stockSigns, supplyOf } from './stock.ts'

describe('stock', () => {
  test('what is on hand is what came less what went', () => {
    expect(
      balanceOf([
        { direction: 'receipt', quantity: 1000.1 },
        { direction: 'issue', quantity: 300.2 },
        { direction: 'transferOut', quantity: 100 },
        { direction: 'loss', quantity: 5 },
        { direction: 'found', quantity: 2 },
      ]),
    ).toBe(596.9)
  })

  test('the order of movements and how they are added up change nothing', () => {
    const moves = fc.array(
      fc.record({
        direction: fc.constantFrom(...Object.keys(stockSigns)),
        quantity: fc.integer({ min: 1, max: 10_000 }).map((n) => n / 10),
      }),
    )
    fc.assert(
      fc.property(moves, (list) => {
        const sums = [...Map.groupBy(list, ({ direction }) => direction)].map(
          ([direction, some]) => ({
            direction,
            quantity: some.reduce((sum, { quantity }) => sum + quantity, 0),
          }),
        )
        expect(balanceOf(sums)).toBeCloseTo(balanceOf(list.toReversed()), 5)
      }),
    )
  })

  test('daily use is over thirty days, or over as many as there are', () => {
    expect(dailyUseOf(300, 400)).toBe(10)
    expect(dailyUseOf(300, 9)).toBe(30)
    expect(dailyUseOf(0, 400)).toBe(0)
    expect(dailyUseOf(0, null)).toBeNull()
  })

  test.each([
    ['enough', 700, 100, 5, 7, false],
    ['too few days', 400, 100, 5, 4, true],
    ['none at all, and nobody used it', 0, 0, 5, null, true],
    ['some, and nobody used it', 10, 0, 5, null, false],
    ['no least set', 10, 100, null, 0.1, false],
  ])('%s', (_, onHand, use, least, days, isLow) => {
    expect(supplyOf(onHand, use, least)).toMatchObject({ daysOfSupply: days, isLow })
  })
})

describe('preventive maintenance', () => {
  test.each([
    ['past its day', {}, -1, 'overdue', 'date'],
    ['on its day', {}, 0, 'soon', 'date'],
    ['at its kilometre', { serviceKm: 5000, odometerKm: 5000 }, 90, 'overdue', 'odometer'],
    ['past both', { serviceKm: 5000, odometerKm: 5200 }, -3, 'overdue', 'both'],
    ['near its kilometre', { serviceKm: 5000, odometerKm: 4600 }, 90, 'soon', 'odometer'],
    ['far from both', { serviceKm: 5000, odometerKm: 100 }, 90, 'later', null],
    ['its odometer not known', { serviceKm: 5000 }, null, 'later', null],
    ['nothing planned', { odometerKm: 100 }, null, 'unplanned', null],
  ])('%s', (_, facts, daysLeft, due, by) => {
    expect(serviceDue(facts, daysLeft)).toMatchObject({ due, by })
  })
})
