/** Exponential and logarithm: one set of bits, and how far from the platform’s. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { all, i32, store } from './code.ts'
import { elementaryIn, exp, ln } from './elementary.ts'
import { openAssembly } from './module.ts'

const module = openAssembly()
const { exp: expIn, ln: lnIn } = elementaryIn(module)
const place = module.reserve(16)
module.does(
  ['f64'],
  (_, x) => all(store.f64(i32(place), expIn(x.get)), store.f64(i32(place), lnIn(x.get), 8)),
  'both',
)
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()))
const { memory, both } = exports as unknown as {
  memory: WebAssembly.Memory
  both: (x: number) => void
}
const seen = (x: number): { exp: number; ln: number } => {
  both(x)
  const [of = 0, log = 0] = new Float64Array(memory.buffer, place, 2)
  return { exp: of, ln: log }
}
const ulp = (x: number): number => 2 ** (Math.floor(Math.log2(Math.abs(x))) - 52)

test('the module and the tables compute the same bits', () => {
  fc.assert(
    fc.property(fc.double({ min: -690, max: 690, noNaN: true }), (x) => {
      expect(Object.is(seen(x).exp, exp(x))).toBe(true)
      if (Math.abs(x) > 1e-300) expect(Object.is(seen(Math.abs(x)).ln, ln(Math.abs(x)))).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('they are within two units in the last place of what the platform says', () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
      expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(3 * ulp(Math.exp(x)))
      const y = Math.exp(x)
      if (Math.abs(x) > 1e-3) expect(Math.abs(ln(y) - Math.log(y))).toBeLessThanOrEqual(3 * ulp(x))
    }),
    { numRuns: 2000 },
  )
})
