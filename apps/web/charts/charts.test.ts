/** What the charts compute before they draw: ticks, bounds of statements, labels that keep clear, clashing weeks, layout, CSV. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clashes } from './clash.ts'
import { huesOf } from './hues.ts'
import { overlap, placeLabels } from './labels.ts'
import { csvText } from './picture.ts'
import { layRecord, valueOn } from './recordLayout.ts'
import { dayNumber, daySpan, dayText, stepPath, ticks, timeTicks } from './scale.ts'
import {
  allows,
  boundsOf,
  grainOf,
  markOf,
  precisionOf,
  type Statement,
  spreadOf,
} from './statement.ts'
import { monthAfter } from './TimeBrush.tsx'

const said = (change: Partial<Statement> & { asOf: string }): Statement => ({
  id: change.code ?? change.asOf,
  code: 'C0001',
  measure: 'force.deployed',
  subject: 'KEN',
  value: null,
  low: null,
  high: null,
  unit: 'persons',
  precision: 'exact',
  state: 'stated',
  source: { id: 's', code: 'S001', title: 'A text' },
  ...change,
})

describe('ticks and days', () => {
  it('covers the highest value with round steps', () => {
    expect(ticks(0, 1061, 5)).toEqual([0, 250, 500, 750, 1000, 1250])
    expect(ticks(0, 5626, 4)).toEqual([0, 2000, 4000, 6000])
  })

  it('always spans what it is given', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 1, max: 1e9 }),
        (low, more) => {
          const found = ticks(low, low + more, 5)
          expect(found[0]).toBeLessThanOrEqual(low + more * 1e-6)
          expect(found.at(-1)).toBeGreaterThanOrEqual((low + more) * (1 - 1e-6))
        },
      ),
    )
  })

  it('a day is a number and the same day again, in any zone', () => {
    expect(dayText(dayNumber('2025-05-14'))).toBe('2025-05-14')
    expect(daySpan('2025-02')).toEqual([dayNumber('2025-02-01'), dayNumber('2025-03-01')])
    expect(daySpan('not a date')).toBeUndefined()
  })

  it('ticks of time are firsts of months, no more than there is room for', () => {
    const found = timeTicks(dayNumber('2024-06-01'), dayNumber('2025-12-31'), 600)
    expect(found.every(({ day }) => day.endsWith('-01'))).toBe(true)
    expect(found.length).toBeLessThanOrEqual(9)
  })

  it('moves by months over the end of a year', () => {
    expect(monthAfter('2025-11-14', 3)).toBe('2026-02-01')
    expect(monthAfter('2025-01-31', -1)).toBe('2024-12-01')
  })
})

describe('what a statement allows', () => {
  it.each([
    ['exact', { value: 800 }, 800, 801],
    ['about', { value: 800 }, 770, 700],
    ['atLeast', { value: 800 }, 1000, 799],
    ['over', { value: 800 }, 1000, 700],
    ['atMost', { value: 800 }, 0, 801],
    ['below', { value: 800 }, 799, 900],
    ['range', { value: null, low: 744, high: 1000 }, 760, 1001],
  ] as const)('%s', (precision, values, inside, outside) => {
    const statement = said({ asOf: '2025-05-14', precision, ...values })
    expect(allows(statement, inside)).toBe(true)
    expect(allows(statement, outside)).toBe(false)
  })

  it('a garbled statement bounds nothing and is in no range', () => {
    const garbled = said({
      asOf: '2024-12-31',
      precision: 'garbled',
      value: 5600,
      high: 56000,
      raw: '5,6000',
    })
    expect(boundsOf(garbled)).toBeUndefined()
    expect(allows(garbled, 1)).toBeUndefined()
    expect(spreadOf([garbled, said({ asOf: '2024', value: 5601 })])).toEqual({
      low: 5601,
      high: 5601,
    })
  })

  it('reads either spelling of a precision, and what it does not know is vague', () => {
    expect(precisionOf('at least')).toBe('atLeast')
    expect(precisionOf('below')).toBe('below')
    expect(precisionOf('so to say')).toBe('vague')
  })

  it('knows a day from a month from a year', () => {
    expect(['2025-05-14', '2025-05', '2025'].map((asOf) => grainOf(said({ asOf })))).toEqual([
      'day',
      'month',
      'year',
    ])
    expect(markOf(said({ asOf: '2025', precision: 'range', low: 10, high: 20 }))).toBe(15)
  })
})

describe('labels', () => {
  const frame = { x: 0, y: 0, width: 300, height: 200 }
  it('never cover each other or a mark, whatever is asked', () => {
    const point = fc.record({
      x: fc.integer({ min: 0, max: 300 }),
      y: fc.integer({ min: 0, max: 200 }),
    })
    fc.assert(
      fc.property(fc.array(point, { maxLength: 25 }), (points) => {
        const wanted = points.map(({ x, y }, i) => ({ id: String(i), x, y, text: '≈ 800' }))
        const marks = points.map(({ x, y }) => ({ x: x - 4, y: y - 4, width: 8, height: 8 }))
        const placed = placeLabels(wanted, marks, frame)
        const boxes = placed.map(({ x, y, anchor }) => ({
          x: anchor === 'start' ? x : anchor === 'end' ? x - 30 : x - 15,
          y: y - 10,
          width: 30,
          height: 11,
        }))
        for (const [i, a] of boxes.entries())
          for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false)
      }),
    )
  })
})

describe('the weeks in which statements clash', () => {
  const spoken = [
    {
      line: 'mission',
      statement: said({ code: 'C0196', asOf: '2025-02-04', value: 900, precision: 'about' }),
    },
    {
      line: 'mission',
      statement: said({
        code: 'C0198',
        asOf: '2025-02-05',
        value: 800,
        high: 800,
        precision: 'below',
      }),
    },
    {
      line: 'KEN',
      statement: said({ code: 'C0001', asOf: '2025-05-14', value: 800, precision: 'about' }),
    },
    { line: 'KEN', statement: said({ code: 'C0009', asOf: '2025-05-14', value: 751 }) },
    {
      line: 'KEN',
      statement: said({ code: 'C0200', asOf: '2025-05-13', value: 800, precision: 'over' }),
    },
    { line: 'mission', statement: said({ code: 'C0201', asOf: '2025-07-03', value: 991 }) },
    {
      line: 'KEN',
      statement: said({ code: 'C0071', asOf: '2025', value: 1000, precision: 'over' }),
    },
  ]

  it('are found by rule, in order of time', () => {
    const found = clashes(spoken, '2025-05-14')
    expect(found.map(({ first, last }) => [first, last])).toEqual([
      ['2025-02-04', '2025-02-05'],
      ['2025-05-13', '2025-05-14'],
    ])
    expect(found[1]).toMatchObject({ low: 751, high: 800 })
  })

  it('the one around the day that is read goes first when there is room for one only', () => {
    expect(clashes(spoken, '2025-05-14', 1)[0]?.first).toBe('2025-05-13')
  })

  it('two lines at one date are no clash', () => {
    const apart = [
      spoken[3],
      { line: 'mission', statement: said({ asOf: '2025-05-14', value: 1000 }) },
    ]
    expect(
      clashes(
        apart.filter((one) => one !== undefined),
        '2025-05-14',
      ),
    ).toEqual([])
  })
})

describe('the record as a line', () => {
  const line = {
    key: 'mission',
    label: 'Mission',
    color: 'var(--accent)',
    points: [
      { day: '2024-06-25', value: 200 },
      { day: '2024-07-16', value: 400 },
      { day: '2025-06-30', value: 400 },
    ],
    boundFrom: '2025-01-01',
  }
  const laid = layRecord({
    width: 800,
    lines: [line],
    spoken: [],
    day: '2024-08-01',
    first: '2024-06-01',
    last: '2025-06-30',
    said: () => '',
  })

  it('holds its value until the next entry', () => {
    expect(valueOn(line, '2024-07-15')).toBe(200)
    expect(valueOn(line, '2024-06-24')).toBeNull()
    expect(
      stepPath([
        [0, 10],
        [5, 2],
      ]),
    ).toBe('M0,10H5V2')
  })

  it('is solid where recorded and dashed where only a bound', () => {
    expect(laid.paths[0]?.solid).toMatch(/^M/)
    expect(laid.paths[0]?.dashed).toMatch(/^M/)
  })

  it('begins its axis at zero', () => expect(laid.y.domain[0]).toBe(0))

  it('leaves out what no source dates to these months', () => {
    const late = { line: 'mission', statement: said({ asOf: '2026-03-01', value: 500 }) }
    const again = layRecord({
      width: 800,
      lines: [line],
      spoken: [late],
      day: '2024-08-01',
      first: '2024-06-01',
      last: '2025-06-30',
      said: () => '',
    })
    expect(again.marks).toEqual([])
  })
})

it('a hue stays with its key when later ones join', () => {
  const few = huesOf(['KEN', 'JAM'])
  const more = huesOf(['KEN', 'JAM', 'KEN', 'BHS', 'GTM'])
  for (const [key, hue] of few) expect(more.get(key)).toBe(hue)
  expect(new Set(more.values()).size).toBe(4)
})

it('a cell that a spreadsheet would take for a formula is set behind an apostrophe', () => {
  const table = {
    columns: [{ key: 'a', title: 'A' }],
    rows: [{ a: '=1+1' }, { a: 'x, "y"' }, { a: -5 }, { a: null }],
  }
  expect(csvText(table)).toBe(`A\r\n'=1+1\r\n"x, ""y"""\r\n-5\r\n`)
})
