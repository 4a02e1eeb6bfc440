/**
 * Exponential and natural logarithm from additions, multiplications and bits alone, which every machine rounds alike; the
 * platform's own differ in the last bit. Once as functions of the module, once for the tables made before it runs; a test
 * holds the two to the same bits. After the reduction, Taylor and the series of atanh: within two units in the last place.
 */
import { after, all, type Bytes, F, type F64, f64, give, I, i32, i64, L, when } from './code.ts'
import type { Assembly, NewLocal, Variable } from './module.ts'

/** ln 2 in two parts, the first with so few bits that a whole number of them is exact. */
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const LOG2_E = Math.LOG2E
const TERMS = 13
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
/** exp's terms, the lowest power first. */
const expTerms = Array.from({ length: TERMS + 1 }, (_, at) => 1 / factorial(at))
/** 2 atanh(s) / s in powers of s squared, the lowest first. */
const lnTerms = Array.from({ length: 12 }, (_, at) => 2 / (2 * at + 1))

/**
 * A polynomial by Estrin's scheme: neighbours are joined two and two, with x, then its square, then the square of that, so that
 * a processor works on several at once. `of` adds and multiplies numbers, or writes code that does.
 */
function polynomial<Of>(
  terms: readonly Of[],
  x: Of,
  of: { mulAdd: (a: Of, b: Of, c: Of) => Of; square: (x: Of) => Of },
): Of {
  if (terms.length === 1) return terms[0] as Of
  const pairs = terms.flatMap((low, at) => {
    const high = terms[at + 1]
    return at % 2 ? [] : [high === undefined ? low : of.mulAdd(high, x, low)]
  })
  return pairs.length === 1 ? (pairs[0] as Of) : polynomial(pairs, of.square(x), of)
}
const numbers = {
  mulAdd: (a: number, b: number, c: number): number => a * b + c,
  square: (x: number): number => x * x,
}

const bits = new DataView(new ArrayBuffer(8))
const roundEven = (x: number): number => {
  const low = Math.floor(x)
  const rest = x - low
  if (rest !== 0.5) return rest < 0.5 ? low : low + 1
  return low % 2 === 0 ? low : low + 1
}

/** e to the x, for -700 < x < 700. */
export function exp(x: number): number {
  const k = roundEven(x * LOG2_E)
  const r = x - k * LN2_HIGH - k * LN2_LOW
  const sum = polynomial(expTerms, r, numbers)
  bits.setBigInt64(0, BigInt(k + 1023) << 52n)
  return sum * bits.getFloat64(0)
}

/** The natural logarithm of a normal x > 0. */
export function ln(x: number): number {
  bits.setFloat64(0, x)
  const whole = bits.getBigInt64(0)
  let k = Number(whole >> 52n) - 1023
  bits.setBigInt64(0, (whole & 0xfffffffffffffn) | 0x3ff0000000000000n)
  let m = bits.getFloat64(0)
  if (m > Math.SQRT2) {
    m = m * 0.5
    k += 1
  }
  const s = (m - 1) / (m + 1)
  const square = s * s
  const sum = polynomial(lnTerms, square, numbers)
  return k * LN2_HIGH + (sum * s + k * LN2_LOW)
}

export type Elementary = { exp: (x: F64) => F64; ln: (x: F64) => F64 }

export function elementaryIn(module: Assembly): Elementary {
  /** The squares come first, then what they multiply. */
  const sumOf = (local: NewLocal, terms: readonly number[], x: Variable<'f64'>): F64 => {
    const squares: Bytes[] = []
    const sum = polynomial(terms.map(f64), x.get, {
      mulAdd: (a, b, c) => F.add(F.mul(a, b), c),
      square: (of) => {
        const square = local('f64')
        squares.push(square.set(F.mul(of, of)))
        return square.get
      },
    })
    return after(squares.flat(), sum)
  }
  return {
    exp: module.gives(['f64'], 'f64', (local, x) => {
      const k = local('f64')
      const r = local('f64')
      return all(
        k.set(F.nearest(F.mul(x.get, f64(LOG2_E)))),
        r.set(F.sub(F.sub(x.get, F.mul(k.get, f64(LN2_HIGH))), F.mul(k.get, f64(LN2_LOW)))),
        give(
          F.mul(
            sumOf(local, expTerms, r),
            F.ofBits(L.shl(L.fromInt(I.add(I.fromFloat(k.get), i32(1023))), i64(52n))),
          ),
        ),
      )
    }),
    ln: module.gives(['f64'], 'f64', (local, x) => {
      const whole = local('i64')
      const k = local('f64')
      const m = local('f64')
      const s = local('f64')
      const square = local('f64')
      return all(
        whole.set(L.ofBits(x.get)),
        k.set(F.sub(F.fromSignedLong(L.shr(whole.get, i64(52n))), f64(1023))),
        m.set(F.ofBits(L.or(L.and(whole.get, i64(0xfffffffffffffn)), i64(0x3ff0000000000000n)))),
        when(
          F.gt(m.get, f64(Math.SQRT2)),
          all(m.set(F.mul(m.get, f64(0.5))), k.set(F.add(k.get, f64(1)))),
        ),
        s.set(F.div(F.sub(m.get, f64(1)), F.add(m.get, f64(1)))),
        square.set(F.mul(s.get, s.get)),
        give(
          F.add(
            F.mul(k.get, f64(LN2_HIGH)),
            F.add(F.mul(sumOf(local, lnTerms, square), s.get), F.mul(k.get, f64(LN2_LOW))),
          ),
        ),
      )
    }),
  }
}
