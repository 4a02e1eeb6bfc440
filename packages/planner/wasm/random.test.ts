/** Draws are distributed as they should be, and are the same for ever. */
import { describe, expect, test } from 'vitest'
import { all, I, i32, L, loop, store } from './code.ts'
import { elementaryIn } from './elementary.ts'
import { openAssembly } from './module.ts'
import { chanceIn, STREAM_BYTES } from './random.ts'

const COUNT = 200_000
const module = openAssembly()
const chance = chanceIn(module, elementaryIn(module))
const stream = module.reserve(STREAM_BYTES)
const room = module.reserve(COUNT * 8)
for (const name of ['uniform', 'exponential', 'normal'] as const)
  module.does(
    ['i32'],
    (local, seed) => {
      const at = local('i32')
      return all(
        chance.seed(i32(stream), L.fromUnsigned(seed.get)),
        loop(
          I.lt(at.get, i32(COUNT)),
          all(
            store.f64(I.shl(at.get, i32(3)), chance[name](i32(stream)), room),
            at.set(I.add(at.get, i32(1))),
          ),
        ),
      )
    },
    name,
  )
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()))
const memory = exports.memory as WebAssembly.Memory
const draw = (name: string, seed: number): Float64Array => {
  ;(exports[name] as (seed: number) => void)(seed)
  return new Float64Array(memory.buffer, room, COUNT).slice()
}
const mean = (of: Float64Array, power: number): number =>
  of.reduce((sum, x) => sum + x ** power, 0) / of.length
/** The largest distance between what was drawn and what should have been. */
function distance(of: Float64Array, share: (x: number) => number): number {
  return of
    .toSorted()
    .reduce((most, x, at) => Math.max(most, Math.abs(share(x) - (at + 0.5) / of.length)), 0)
}
/** Abramowitz and Stegun 7.1.26 is good to 1.5e-7. */
function normalShare(x: number): number {
  const t = 1 / (1 + 0.3275911 * (Math.abs(x) / Math.SQRT2))
  const [a, b, c, d, e] = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592]
  const tail = ((((a * t + b) * t + c) * t + d) * t + e) * t * Math.exp(-x * x * 0.5)
  return x < 0 ? tail / 2 : 1 - tail / 2
}
/** Exceeded once in a hundred million. */
const KOLMOGOROV = 3.1 / Math.sqrt(COUNT)

describe.each([
  ['uniform', [1 / 2, 1 / 3, 1 / 4, 1 / 5], (x: number) => x],
  ['exponential', [1, 2, 6, 24], (x: number) => 1 - Math.exp(-x)],
  ['normal', [0, 1, 0, 3], normalShare],
] as const)('%s draws', (name, moments, share) => {
  test.each([1, 2, 3])('are distributed as they should be (seed %i)', (seed) => {
    const drawn = draw(name, seed)
    expect(distance(drawn, share)).toBeLessThan(KOLMOGOROV)
    for (const [at, moment] of moments.entries())
      expect(Math.abs(mean(drawn, at + 1) - moment)).toBeLessThan(0.15 * Math.max(1, moment))
  })
})

test('a seed gives the same draws again, and another gives others', () => {
  expect(draw('normal', 7)).toEqual(draw('normal', 7))
  expect(draw('normal', 7)).not.toEqual(draw('normal', 8))
  const [a, b] = [draw('uniform', 7), draw('uniform', 8)]
  const together = a.reduce((sum, x, at) => sum + (x - 0.5) * ((b[at] as number) - 0.5), 0) / COUNT
  expect(Math.abs(together * 12)).toBeLessThan(5 / Math.sqrt(COUNT))
})

test('the draws are those of the first time, for ever', () => {
  expect([...draw('uniform', 1).slice(0, 2)]).toMatchInlineSnapshot(`
    [
      0.031830493152778305,
      0.36552625687626017,
    ]
  `)
  expect([...draw('exponential', 1).slice(0, 2)]).toMatchInlineSnapshot(`
    [
      0.03705879879612348,
      0.13586323859274904,
    ]
  `)
  expect([...draw('normal', 1).slice(0, 2)]).toMatchInlineSnapshot(`
    [
      0.03943473083971452,
      -0.22549204763155475,
    ]
  `)
})
