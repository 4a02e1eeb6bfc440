/** One rule for every conversion: exact, by a rate that was stated by then, or not at all. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addUp, converter, fractionOf, rounded, type StatedRate } from './convert.ts'

const rate = (change: Partial<StatedRate> = {}): StatedRate => ({
  record: 'a',
  currency: 'EUR',
  toCurrency: 'USD',
  rate: 1.1,
  statedOn: '2026-01-10',
  source: 'A bank',
  ...change,
})
const euros = (minor: number) => ({ minor, currency: 'EUR' })

describe('the rate', () => {
  test('of the day or the last one before it is taken, never a later one', () => {
    const convert = converter([
      rate(),
      rate({ record: 'b', rate: 1.2, statedOn: '2026-02-01' }),
      rate({ record: 'c', rate: 9, statedOn: '2026-03-01' }),
    ])
    expect(convert(euros(1000), 'USD', '2026-01-10')).toMatchObject({ sum: { minor: 1100 } })
    expect(convert(euros(1000), 'USD', '2026-02-28')).toMatchObject({
      sum: { minor: 1200 },
      rate: { record: 'b', source: 'A bank' },
    })
  })

  test('is not made up: before the first one, and for another pair, nothing is converted', () => {
    const convert = converter([rate(), rate({ currency: 'USD', toCurrency: 'KES', rate: 129 })])
    expect(convert(euros(1000), 'USD', '2026-01-09')).toEqual({ sum: null, why: 'noRate' })
    expect(convert(euros(1000), 'KES', '2026-02-01')).toEqual({ sum: null, why: 'noRate' })
  })

  test('may have been stated the other way round, and that is said', () => {
    const convert = converter([rate({ currency: 'USD', toCurrency: 'EUR', rate: 0.5 })])
    expect(convert(euros(1000), 'USD', '2026-02-01')).toMatchObject({
      sum: { minor: 2000, currency: 'USD' },
      isInverse: true,
    })
  })

  test('on one day the direct one goes before the inverse, whatever their order', () => {
    const both = [rate({ currency: 'USD', toCurrency: 'EUR', rate: 0.5 }), rate({ record: 'z' })]
    for (const list of [both, [...both].reverse()])
      expect(converter(list)(euros(1000), 'USD', '2026-02-01')).toMatchObject({
        sum: { minor: 1100 },
      })
  })

  test('that is zero is left aside, and a sum too large to be exact is refused', () => {
    expect(converter([rate({ rate: 0 })])(euros(1), 'USD', '2026-02-01')).toEqual({
      sum: null,
      why: 'noRate',
    })
    expect(converter([rate({ rate: 1e9 })])(euros(9e15), 'USD', '2026-02-01')).toEqual({
      sum: null,
      why: 'tooLarge',
    })
  })

  test('is not asked for within one currency', () => {
    expect(converter([])(euros(77), 'EUR', '1999-01-01')).toEqual({
      sum: euros(77),
      rate: null,
      isInverse: false,
    })
  })
})

test('a half goes away from zero, on both sides', () => {
  const convert = converter([rate({ rate: 0.5 })])
  const minorOf = (minor: number) => convert(euros(minor), 'USD', '2026-02-01').sum?.minor
  expect([minorOf(1), minorOf(3), minorOf(-1), minorOf(-3)]).toEqual([1, 2, -1, -2])
})

test('a rate is read exactly as it is written in decimals', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 0, max: 12 }),
      (digits, places) => {
        const { over, under } = fractionOf(Number(`${digits}e-${places}`))
        expect(over * 10n ** BigInt(places)).toBe(BigInt(digits) * under)
      },
    ),
  )
})

test('what is converted lies within half a unit of the exact product, and turns with the sign', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      (minor, one) => {
        const convert = converter([rate({ rate: one })])
        const made = convert(euros(minor), 'USD', '2026-02-01').sum
        const turned = convert(euros(-minor), 'USD', '2026-02-01').sum
        if (!made || !turned) return
        expect(made.minor + turned.minor).toBe(0)
        const { over, under } = fractionOf(one)
        const off = 2n * (BigInt(made.minor) * under - BigInt(minor) * over)
        expect(off <= under && -off <= under).toBe(true)
      },
    ),
  )
})

test('rounding is to the nearest', () => {
  expect([rounded(7n, 2n), rounded(-7n, 2n), rounded(10n, 3n), rounded(0n, 5n)]).toEqual([
    4n,
    -4n,
    3n,
    0n,
  ])
})

test('sums of several currencies stay apart', () => {
  expect(addUp([euros(1), { minor: 5, currency: 'USD' }, euros(2)])).toEqual([
    euros(3),
    { minor: 5, currency: 'USD' },
  ])
})
