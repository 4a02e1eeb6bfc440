/**
 * Chance: xoroshiro128++ (Blackman and Vigna), and from it uniform, exponential and normal draws by the ziggurat of Marsaglia
 * and Tsang with 256 layers. A stream is sixteen bytes of memory; streams of one replication share nothing. Same bits everywhere.
 */
import {
  after,
  all,
  type Bytes,
  F,
  type F64,
  f64,
  give,
  I,
  type I32,
  type I64,
  i32,
  i64,
  L,
  load,
  loop,
  store,
  when,
} from './code.ts'
import { type Elementary, exp, ln } from './elementary.ts'
import type { Assembly, NewLocal } from './module.ts'

export type Chance = {
  /** Sets a stream from a seed: two streams of different seeds are as if independent. */
  seed: (stream: I32, seed: I64) => Bytes
  /** In [0, 1). */
  uniform: (stream: I32) => F64
  /** Of mean 1. */
  exponential: (stream: I32) => F64
  /** Of mean 0 and deviation 1. */
  normal: (stream: I32) => F64
  /** The same draws of one stream written out in a function instead of called, for where it runs most. */
  here: (local: NewLocal, stream: I32) => Here
}

/** Draws of one stream that lies in variables from `open` to `close`, and is nobody else's meanwhile. */
type Here = { open: Bytes; close: Bytes; uniform: () => F64; exponential: () => F64 }

export const STREAM_BYTES = 16
const LAYERS = 256
type Layers = {
  edge: number
  area: number
  density: (x: number) => number
  inverse: (y: number) => number
}

const exponentialLayers: Layers = {
  edge: 7.69711747013105,
  area: 0.003949659822581572,
  density: (x) => exp(-x),
  inverse: (y) => -ln(y),
}
const normalLayers: Layers = {
  edge: 3.6541528853610088,
  area: 0.00492867323399,
  density: (x) => exp(-0.5 * x * x),
  inverse: (y) => Math.sqrt(-2 * ln(y)),
}

/** Right edges of the layers from the base up, then the density at each. */
export function layersOf({ edge, area, density, inverse }: Layers): Float64Array {
  const x = [area / density(edge), edge]
  for (let at = 2; at < LAYERS; at += 1) {
    const below = x[at - 1] as number
    x.push(inverse(area / below + density(below)))
  }
  x.push(0)
  return Float64Array.from([...x, ...x.map(density)])
}

/** The same for every module. */
const tables = { exponential: layersOf(exponentialLayers), normal: layersOf(normalLayers) }

export function chanceIn(module: Assembly, { exp: expIn, ln: lnIn }: Elementary): Chance {
  const exponentials = module.table(tables.exponential)
  const normals = module.table(tables.normal)
  const DENSITY = (LAYERS + 1) * 8
  const edgeOf = (table: number, layer: I32, more = 0): F64 =>
    load.f64(I.shl(layer, i32(3)), table + more * 8)
  const densityOf = (table: number, layer: I32, more = 0): F64 =>
    load.f64(I.shl(layer, i32(3)), table + DENSITY + more * 8)

  /** One step, written out where it is taken: a call would cost as much as the step. */
  const stepOf = (local: NewLocal): ((stream: I32) => { step: Bytes; drawn: I64 }) => {
    const [a, b, drawn] = [local('i64'), local('i64'), local('i64')]
    return (stream) => ({
      drawn: drawn.get,
      step: all(
        a.set(load.i64(stream)),
        b.set(load.i64(stream, 8)),
        drawn.set(L.add(L.rotl(L.add(a.get, b.get), i64(17n)), a.get)),
        b.set(L.xor(b.get, a.get)),
        store.i64(stream, L.xor(L.xor(L.rotl(a.get, i64(49n)), b.get), L.shl(b.get, i64(21n)))),
        store.i64(stream, L.rotl(b.get, i64(28n)), 8),
      ),
    })
  }
  /** The upper 53 bits. */
  const fraction = (of: I64): F64 => F.mul(F.fromSignedLong(L.shr(of, i64(11n))), f64(2 ** -53))
  const layerOf = (of: I64): I32 => I.fromLong(L.and(of, i64(255n)))

  const uniformHere = (local: NewLocal) => {
    const stepped = stepOf(local)
    return (stream: I32): F64 => {
      const { step, drawn } = stepped(stream)
      return after(step, fraction(drawn))
    }
  }
  const uniform = module.gives(['i32'], 'f64', (local, stream) =>
    give(uniformHere(local)(stream.get)),
  )
  /** Of mean 1, by a uniform draw: what the tails are made of. */
  const byLogarithm = (stream: I32): F64 => F.negated(lnIn(F.sub(f64(1), uniform(stream))))
  /** Between the layer's rectangle and the next: under the curve or not. */
  const isUnder = (table: number, layer: I32, stream: I32, density: F64): I32 =>
    F.lt(
      F.add(
        densityOf(table, layer),
        F.mul(uniform(stream), F.sub(densityOf(table, layer, 1), densityOf(table, layer))),
      ),
      density,
    )

  /** What one draw in a hundred needs: that layer was left, with this x. */
  const exponentialBeyond = module.gives(
    ['i32', 'i32', 'f64'],
    'f64',
    (local, stream, layer, x) => {
      const { step, drawn } = stepOf(local)(stream.get)
      return loop(
        i32(1),
        all(
          when(
            I.isZero(layer.get),
            give(F.add(f64(exponentialLayers.edge), byLogarithm(stream.get))),
          ),
          when(isUnder(exponentials, layer.get, stream.get, expIn(F.negated(x.get))), give(x.get)),
          step,
          layer.set(layerOf(drawn)),
          x.set(F.mul(fraction(drawn), edgeOf(exponentials, layer.get))),
          when(F.lt(x.get, edgeOf(exponentials, layer.get, 1)), give(x.get)),
        ),
      )
    },
  )
  const exponentialHere = (local: NewLocal) => {
    const stepped = stepOf(local)
    const [layer, x] = [local('i32'), local('f64')]
    return (stream: I32): F64 => {
      const { step, drawn } = stepped(stream)
      return after(
        all(
          step,
          layer.set(layerOf(drawn)),
          x.set(F.mul(fraction(drawn), edgeOf(exponentials, layer.get))),
          when(
            F.ge(x.get, edgeOf(exponentials, layer.get, 1)),
            x.set(exponentialBeyond(stream, layer.get, x.get)),
          ),
        ),
        x.get,
      )
    }
  }
  const exponential = module.gives(['i32'], 'f64', (local, stream) =>
    give(exponentialHere(local)(stream.get)),
  )

  const normal = module.gives(['i32'], 'f64', (local, stream) => {
    const { step, drawn } = stepOf(local)(stream.get)
    const [layer, x, sign] = [local('i32'), local('f64'), local('f64')]
    const [tail, height] = [local('f64'), local('f64')]
    const beyond = loop(
      i32(1),
      all(
        tail.set(F.div(byLogarithm(stream.get), f64(normalLayers.edge))),
        height.set(byLogarithm(stream.get)),
        when(
          F.ge(F.add(height.get, height.get), F.mul(tail.get, tail.get)),
          give(F.mul(sign.get, F.add(f64(normalLayers.edge), tail.get))),
        ),
      ),
    )
    return loop(
      i32(1),
      all(
        step,
        layer.set(layerOf(drawn)),
        sign.set(
          F.sub(
            f64(1),
            F.mul(f64(2), F.fromInt(I.fromLong(L.and(L.shr(drawn, i64(8n)), i64(1n))))),
          ),
        ),
        x.set(F.mul(fraction(drawn), edgeOf(normals, layer.get))),
        when(F.lt(x.get, edgeOf(normals, layer.get, 1)), give(F.mul(sign.get, x.get))),
        when(I.isZero(layer.get), beyond),
        when(
          isUnder(normals, layer.get, stream.get, expIn(F.mul(f64(-0.5), F.mul(x.get, x.get)))),
          give(F.mul(sign.get, x.get)),
        ),
      ),
    )
  })

  /** splitmix64, as the generator's authors advise. */
  const mixed = module.gives(['i64'], 'i64', (_, z) =>
    all(
      z.set(L.mul(L.xor(z.get, L.shr(z.get, i64(30n))), i64(0xbf58476d1ce4e5b9n))),
      z.set(L.mul(L.xor(z.get, L.shr(z.get, i64(27n))), i64(0x94d049bb133111ebn))),
      give(L.xor(z.get, L.shr(z.get, i64(31n)))),
    ),
  )
  const GOLDEN = 0x9e3779b97f4a7c15n
  const seed = module.does(['i32', 'i64'], (_, stream, of) =>
    all(
      store.i64(stream.get, mixed(L.add(of.get, i64(GOLDEN)))),
      store.i64(stream.get, mixed(L.add(of.get, i64(2n * GOLDEN))), 8),
    ),
  )
  return { seed, uniform, exponential, normal, here }

  function here(local: NewLocal, stream: I32): Here {
    const [a, b, drawn] = [local('i64'), local('i64'), local('i64')]
    const [layer, x] = [local('i32'), local('f64')]
    const open = all(a.set(load.i64(stream)), b.set(load.i64(stream, 8)))
    const close = all(store.i64(stream, a.get), store.i64(stream, b.get, 8))
    const step = all(
      drawn.set(L.add(L.rotl(L.add(a.get, b.get), i64(17n)), a.get)),
      b.set(L.xor(b.get, a.get)),
      a.set(L.xor(L.xor(L.rotl(a.get, i64(49n)), b.get), L.shl(b.get, i64(21n)))),
      b.set(L.rotl(b.get, i64(28n))),
    )
    return {
      open,
      close,
      uniform: () => after(step, fraction(drawn.get)),
      exponential: () =>
        after(
          all(
            step,
            layer.set(layerOf(drawn.get)),
            x.set(F.mul(fraction(drawn.get), edgeOf(exponentials, layer.get))),
            when(
              F.ge(x.get, edgeOf(exponentials, layer.get, 1)),
              all(close, x.set(exponentialBeyond(stream, layer.get, x.get)), open),
            ),
          ),
          x.get,
        ),
    }
  }
}
