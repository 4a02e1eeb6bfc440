/** Delays and coin tosses of a model as code, each from the stream of its purpose, so that what is compared meets the same luck. */

import type { Delay } from '../model.ts'
import { type Bytes, F, type F64, f64, type I32, type I64, i32, i64, L } from '../wasm/code.ts'
import { type Elementary, ln } from '../wasm/elementary.ts'
import type { Assembly } from '../wasm/module.ts'
import { type Chance, STREAM_BYTES } from '../wasm/random.ts'
import { float, type Knowing, type Known } from './knowing.ts'

export type Draws = {
  /** A stream of its own for what bears that name. */
  stream: (name: string) => I32
  lasting: (delay: Delay, stream: I32) => F64
  /** Whether something of that chance comes to be. */
  happens: (chance: Known, stream: I32) => I32
  uniform: (stream: I32) => F64
  exponential: (stream: I32) => F64
  /** See `Chance`. */
  here: Chance['here']
  /** Sets all streams from the seed of a replication. */
  seed: (seed: I64) => Bytes
}

/** Each stream is far from all others by its name alone (FNV-1a), so that it is the same in models of other parts. */
const saltOf = (name: string): bigint =>
  new TextEncoder()
    .encode(name)
    .reduce(
      (hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n),
      0xcbf29ce484222325n,
    )

export function drawsIn(
  module: Assembly,
  chance: Chance,
  { exp }: Elementary,
  known: Knowing,
): Draws {
  const streams = new Map<string, number>()
  const at = (name: string): number => {
    const there = streams.get(name) ?? module.reserve(STREAM_BYTES)
    streams.set(name, there)
    return there
  }
  return {
    seed: (seed) =>
      [...streams].flatMap(([name, stream]) =>
        chance.seed(i32(stream), L.add(seed, i64(saltOf(name)))),
      ),
    stream: (name) => i32(at(name)),
    happens: (of, stream) =>
      typeof of === 'number' && of >= 1
        ? i32(1)
        : typeof of === 'number' && of <= 0
          ? i32(0)
          : F.lt(chance.uniform(stream), float(of)),
    uniform: chance.uniform,
    exponential: chance.exponential,
    here: chance.here,
    lasting: (delay, stream) => {
      const { mean, median, spread = 0 } = delay
      const half = known(delay, 'median')
      const strayed = (): F64 => F.mul(f64(spread), chance.normal(stream))
      const parts: F64[] = [
        ...(mean ? [F.mul(float(known(delay, 'mean')), chance.exponential(stream))] : []),
        ...(median
          ? [
              typeof half === 'number'
                ? exp(F.add(f64(ln(half)), strayed()))
                : F.mul(half, exp(strayed())),
            ]
          : []),
      ]
      return parts.reduce((sum, part) => F.add(sum, part), float(known(delay, 'days')))
    },
  }
}
