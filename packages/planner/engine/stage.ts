/** What all parts of a replication are written with: its variables, its clock, and where each part leaves what it does when. */

import type { Coming, Series } from '../model.ts'
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
  store,
  when,
} from '../wasm/code.ts'
import type { Assembly, NewLocal, Variable } from '../wasm/module.ts'
import type { Draws } from './chance.ts'
import type { Heap } from './heap.ts'

export type Int = Variable<'i32'>
export type Float = Variable<'f64'>

/** Something that is due at a time and then acts, which sets its next time. */
export type Source = { due: F64; act: () => Bytes }
/** Something without memory: how fast it comes, and what it does. `x`, below its rate, is left to choose by. */
export type Race = { rate: F64; act: () => Bytes }

export type Stage = {
  module: Assembly
  draws: Draws
  heap: Heap
  local: NewLocal
  /** Now, in days. */
  time: Float
  /** For a moment's use, by whoever writes next. */
  scratch: { x: Float; drawn: Float; i: Int; j: Int; who: Int }
  /** What is done at the start, in order. */
  begin: Bytes[]
  sources: Source[]
  races: Race[]
  /** A number that stands for it in the heap. */
  act: (what: () => Bytes) => I32
  counted: (by?: F64) => Bytes
}

export const up = (variable: Int, by: I32 = i32(1)): Bytes => variable.set(I.add(variable.get, by))
export const down = (variable: Int, by: I32 = i32(1)): Bytes =>
  variable.set(I.sub(variable.get, by))
/** One more, or so many, at an address of the module's memory. */
export const tally = (at: number, by: F64 = f64(1), offset: I32 = i32(0)): Bytes =>
  store.f64(offset, F.add(load.f64(offset, at), by), at)
export const sumOf = (parts: readonly I32[]): I32 =>
  parts.length === 0 ? i32(0) : parts.reduce((sum, part) => I.add(sum, part))

/** It comes once, on its day or late or never. */
export function comes(stage: Stage, name: string, coming: Coming, then: () => Bytes): void {
  series(stage, name, { first: coming.on, ...coming }, then)
}

/** Everything of a series goes to the heap at the start, on luck of its own. */
export function series(
  { draws, heap, scratch: { drawn, i }, begin, act }: Stage,
  name: string,
  { first, every = 0, count = 1, late, chance = 1, oftenLate }: Series,
  then: () => Bytes,
): void {
  const stream = draws.stream(name)
  const come = act(then)
  const later = (by: F64): Bytes => drawn.set(F.add(drawn.get, by))
  begin.push(
    i.set(i32(0)),
    loop(
      I.lt(i.get, i32(count)),
      all(
        drawn.set(F.add(f64(first), F.mul(f64(every), F.fromInt(i.get)))),
        late ? later(draws.lasting(late, stream)) : [],
        oftenLate
          ? when(
              draws.happens(oftenLate.chance, stream),
              later(draws.lasting(oftenLate.late, stream)),
            )
          : [],
        when(draws.happens(chance, stream), heap.push(drawn.get, come)),
        up(i),
      ),
    ),
  )
}

/** A line of numbers, first in, first out; its room is a power of two. */
export function lineIn({ module, local }: Stage, room: number, bytes: 1 | 8) {
  const base = module.reserve(room * bytes)
  const [head, tail] = [local('i32'), local('i32')]
  const place = (index: I32): I32 => {
    const within = I.and(index, i32(room - 1))
    return bytes === 8 ? I.shl(within, i32(3)) : within
  }
  return {
    base,
    isEmpty: I.eq(head.get, tail.get),
    length: I.sub(tail.get, head.get),
    first: place(head.get),
    pushed: (write: (place: I32) => Bytes): Bytes => all(write(place(tail.get)), up(tail)),
    dropFirst: up(head),
  }
}
