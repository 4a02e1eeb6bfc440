/** What is released is tried against somebody who adds and takes away whatever was released, by a way that the rule does not use. */
import type { Beside } from '@konbit/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishedFigure } from './publishedFigure.ts'
import { protect, reveals, type Table } from './released.ts'

const keys = ['force', 'property', 'road']
const quarters = [
  ['2026-01-01', '2026-03-31'],
  ['2026-04-01', '2026-06-30'],
  ['2026-07-01', '2026-09-30'],
  ['2026-10-01', '2026-12-31'],
] as const
const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0)
const table = (first: string, last: string, counts: readonly number[]) => ({
  periodFirst: first,
  periodLast: last,
  value: sum(counts),
  cells: keys.map((key, at) => ({ key, value: counts[at] as number })),
})

/**
 * The basic counts that are the same in every world that says the same, among worlds that differ by one at most in each count.
 * Quarters are tried one by one; what they do to the columns of a year decides which of them stand together.
 */
function known(tables: readonly Table[], truth: readonly (readonly number[])[]): boolean[][] {
  const year = tables.find(
    ({ periodFirst, periodLast }) =>
      periodLast.slice(5, 7) === '12' && periodFirst.endsWith('01-01'),
  )
  const rows = truth.map((row, quarter) => {
    const own = tables.find((one) => one !== year && one.periodFirst === quarters[quarter]?.[0])
    return changes.filter(
      (change) =>
        change.every((by, at) => (row[at] as number) + by >= 0) &&
        (!own ||
          (sum(change) === 0 &&
            change.every((by, at) => by === 0 || own.cells[at]?.value === null))),
    )
  })
  const isSame = (total: readonly number[]): boolean =>
    !year ||
    (sum(total) === 0 && total.every((by, at) => by === 0 || year.cells[at]?.value === null))
  const same = truth.map((row) => row.map(() => true))
  const step = (quarter: number, total: readonly number[], made: readonly number[][]): void => {
    if (quarter === rows.length) {
      if (isSame(total))
        for (const [q, change] of made.entries())
          for (const [at, by] of change.entries()) if (by !== 0) (same[q] as boolean[])[at] = false
      return
    }
    for (const change of rows[quarter] as number[][])
      step(
        quarter + 1,
        total.map((one, at) => one + (change[at] as number)),
        [...made, change],
      )
  }
  step(
    0,
    keys.map(() => 0),
    [],
  )
  return same
}
const changes: number[][] = [-1, 0, 1].flatMap((a) =>
  [-1, 0, 1].flatMap((b) => [-1, 0, 1].map((c) => [a, b, c])),
)

describe('released tables', () => {
  test('never let a count of one to four be worked out, in whatever order they are released', () => {
    const counts = fc.array(
      fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 5, max: 60 })),
      {
        minLength: 3,
        maxLength: 3,
      },
    )
    let released = 0
    fc.assert(
      fc.property(
        fc.array(counts, { minLength: 4, maxLength: 4 }),
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 2 }),
        (truth, order) => {
          const tables: Table[] = []
          for (const one of order) {
            const asked =
              one === 4
                ? table(
                    '2026-01-01',
                    '2026-12-31',
                    keys.map((_, at) => sum(truth.map((row) => row[at] as number))),
                  )
                : table(...(quarters[one] as readonly [string, string]), truth[one] as number[])
            const shown = protect(asked, tables)
            if (shown) tables.push(shown)
          }
          released += tables.length
          const told = known(tables, truth)
          for (const [quarter, row] of truth.entries())
            for (const [at, value] of row.entries())
              if (value > 0 && value < 5)
                expect(told[quarter]?.[at], JSON.stringify(tables)).toBe(false)
        },
      ),
      { numRuns: 120 },
    )
    expect(released).toBeGreaterThan(120)
  })

  test('hide a second cell where one alone could be had from the total', () => {
    const told = protect(table('2026-01-01', '2026-03-31', [3, 20, 38]), [])
    expect(told?.cells.map(({ value }) => value)).toEqual([null, null, 38])
  })

  test('are not released where the year would give away the last quarter', () => {
    const three = quarters.slice(0, 3).map(([first, last]) => table(first, last, [20, 20, 20]))
    const year = table('2026-01-01', '2026-12-31', [80, 80, 63])
    expect(reveals([...three, year])).toBe('small')
    const told = protect(year, three)
    expect(told?.cells.filter(({ value }) => value === null).length).toBeGreaterThan(1)
    expect(protect(table('2026-01-01', '2026-12-31', [61, 61, 61]), three)).toBeUndefined()
  })
})

describe('the rule of a published figure', () => {
  const enter = (
    counts: readonly (number | null)[],
    more: object = {},
    before: readonly Table[] = [],
    on = '2026-04-20',
  ) =>
    publishedFigure.enters.unless?.(
      {},
      {
        periodFirst: '2026-01-01',
        periodLast: '2026-03-31',
        value: 61,
        cells: JSON.stringify(keys.map((key, at) => ({ key, value: counts[at] }))),
        ...more,
      },
      {
        day: on,
        on,
        rows: { before: before.map((one) => ({ ...one, cells: JSON.stringify(one.cells) })) },
      } as Beside,
    )
  test('lets a table pass that hides what it must', () => {
    expect(enter([null, 20, null])).toBeUndefined()
  })
  test.each([
    ['a small cell', [3, 20, 38], {}, /below 5/],
    ['a small cell that its total gives away', [null, 20, 38], {}, /below 5/],
    ['a total that does not add up', [11, 20, 38], {}, /add up/],
    ['days that are no quarter', [null, 20, null], { periodLast: '2026-03-30' }, /quarter/],
  ] as const)('refuses %s', (_, counts, more, why) => {
    expect(enter(counts, more)).toMatch(why)
  })
  const stock = (value: number | undefined, day: string, more: object = {}) =>
    enter([], {
      ...{ periodFirst: day, periodLast: day, value, cells: undefined },
      ...more,
    })
  test('of one day lets a whole pass that is none, hidden or large enough', () => {
    expect([0, 5, undefined].map((value) => stock(value, '2026-04-01'))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(stock(4, '2026-04-01')).toMatch(/below 5/)
    expect(stock(5, '2026-04-14')).toMatch(/7 days/)
    expect(
      stock(31, '2026-04-01', { cells: '[{"key":"a","value":28},{"key":"b","value":null}]' }),
    ).toMatch(/below 5/)
  })
  test('of one day is refused so near another that two could be subtracted', () => {
    const before: Table = {
      ...{ periodFirst: '2026-03-10', periodLast: '2026-03-10', value: 9, cells: [] },
    }
    const day = (periodFirst: string) =>
      enter([], { periodFirst, periodLast: periodFirst, value: 9, cells: undefined }, [before])
    expect(day('2026-03-20')).toMatch(/subtracted/)
    expect(day('2026-04-07')).toBeUndefined()
  })
  test('refuses what is younger than seven days, and a second table of the same period', () => {
    expect(enter([null, 20, null], {}, [], '2026-04-06')).toMatch(/7 days/)
    const first = protect(table('2026-01-01', '2026-03-31', [3, 20, 38]), []) as Table
    expect(enter([null, 20, null], { value: 62 }, [first])).toMatch(/stands/)
  })
})
