/**
 * The numbers of a model as the code of a replication knows them: as constants, or, of what is uncertain, from where the draw of
 * this replication lies. Which of the two a number is, whoever writes with it need not ask.
 */
import type { Model } from '../model.ts'
import { tokensOf, valueAt } from '../study/paths.ts'
import { boundsOf, FARTHEST, INTERVAL, kindAt } from '../study/uncertain.ts'
import {
  all,
  type Bytes,
  F,
  type F64,
  f64,
  I,
  type I32,
  i32,
  load,
  loop,
  select,
  store,
  when,
} from '../wasm/code.ts'
import type { Elementary } from '../wasm/elementary.ts'
import { ln } from '../wasm/elementary.ts'
import type { Assembly, NewLocal } from '../wasm/module.ts'
import type { Chance } from '../wasm/random.ts'

/** Known while the code is written, or only when it runs. */
export type Known = number | F64
/** A number of a part of the model: `of.name`. What the model leaves out is zero. */
export type Knowing = <Of extends object>(of: Of, name: keyof Of & string) => Known

export const float = (known: Known): F64 => (typeof known === 'number' ? f64(known) : known)
export const whole = (known: Known): I32 =>
  typeof known === 'number' ? i32(known) : I.fromFloat(F.nearest(known))
export const inverse = (known: Known): F64 =>
  typeof known === 'number' ? f64(1 / known) : F.div(f64(1), known)

export type Unknowns = {
  known: Knowing
  /** The least and the most that it may be. */
  bounds: <Of extends object>(of: Of, name: keyof Of & string) => readonly [number, number]
  /** Draws all that is uncertain; `stream`: luck of its own for what bears that name. */
  draw: (local: NewLocal, stream: (name: string) => I32, chance: Chance) => Bytes
}

type Place = { at: number; bounds: readonly [number, number] }
const ROW = 32

/** Of a model no two parts of which are the same object. */
export function unknownsIn(module: Assembly, { exp }: Elementary, model: Model): Unknowns {
  const places = new Map<object, Map<string, Place>>()
  const rows: number[] = []
  const groups = (model.uncertain ?? []).map(({ name, values }) => {
    const from = rows.length * 8
    for (const interval of values) {
      const { path, low, high } = interval
      const tokens = tokensOf(path) ?? []
      const parent = valueAt(model, path.slice(0, path.lastIndexOf('/'))) as object
      const value = valueAt(model, path) as number
      const isShare = kindAt(path) === 'share'
      const [down, up] = isShare
        ? [value - low, high - value]
        : [ln(value) - ln(low), ln(high) - ln(value)]
      const own = places.get(parent) ?? new Map<string, Place>()
      places.set(parent, own)
      own.set(tokens.at(-1) as string, { at: rows.length / 4, bounds: boundsOf(interval, value) })
      rows.push(value, down / INTERVAL, up / INTERVAL, Number(isShare))
    }
    return { name, from, until: rows.length * 8 }
  })
  const table = rows.length === 0 ? 0 : module.table(Float64Array.from(rows))
  const drawn = module.reserve((rows.length / 4) * 8)
  const placeOf = (of: object, name: string): Place | undefined => places.get(of)?.get(name)
  const plainOf = (of: object, name: string): number => (of as Record<string, number>)[name] ?? 0

  return {
    known: (of, name) => {
      const place = placeOf(of, name)
      return place ? load.f64(i32(drawn + place.at * 8)) : plainOf(of, name)
    },
    bounds: (of, name) => {
      const value = plainOf(of, name)
      return placeOf(of, name)?.bounds ?? [value, value]
    },
    draw: (local, stream, chance) => {
      if (groups.length === 0) return []
      const [row, luck, away] = [local('i32'), local('f64'), local('f64')]
      const cell = (at: number): F64 => load.f64(row.get, table + at * 8)
      const put = (value: F64): Bytes => store.f64(I.shr(row.get, i32(2)), value, drawn)
      const share = F.add(cell(0), away.get)
      const far = f64(FARTHEST)
      return all(
        ...groups.map(({ name, from, until }) =>
          all(
            luck.set(chance.normal(stream(`uncertain ${name}`))),
            luck.set(F.max(f64(-FARTHEST), select(luck.get, far, F.lt(luck.get, far)))),
            row.set(i32(from)),
            loop(
              I.lt(row.get, i32(until)),
              all(
                away.set(F.mul(luck.get, select(cell(1), cell(2), F.lt(luck.get, f64(0))))),
                when(
                  F.gt(cell(3), f64(0)),
                  put(F.max(f64(0), select(share, f64(1), F.lt(share, f64(1))))),
                  put(F.mul(cell(0), exp(away.get))),
                ),
                row.set(I.add(row.get, i32(ROW))),
              ),
            ),
          ),
        ),
      )
    },
  }
}
