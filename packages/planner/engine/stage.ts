/** What all parts of a replication are written with: its variables, its clocks, and where each part leaves what it does when. */

import type { Coming, Delay, Series } from '../model.ts'
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
import type { Assembly, NewLocal, Variable } from '../wasm/module.ts'
import type { Calendar } from './calendar.ts'
import type { Draws } from './chance.ts'
import { float, type Knowing, type Unknowns } from './knowing.ts'

export type Int = Variable<'i32'>
export type Float = Variable<'f64'>

/**
 * How far an act reaches, so that the clock does no more around it than it must: whether it neither asks nor changes who is there
 * and who is well, and of which clocks it may change the rate. Of whoever says nothing everything is to be feared.
 */
export type Reach = { isBlind?: boolean; rates?: readonly string[] }
/** The clock on which all vehicles race. */
export const VEHICLES = 'vehicles'
export const attritionOf = (population: string): string => `attrition ${population}`
/** Something that is due at a time and then acts, which sets its next time. */
export type Source = { due: F64; act: () => Bytes; reach: Reach }
/** Something without memory: how fast it comes, and what it does. `lot`, below its rate, is left to choose by. */
export type Race = { rate: F64; act: () => Bytes }

export type Stage = {
  module: Assembly
  draws: Draws
  known: Knowing
  bounds: Unknowns['bounds']
  calendar: Calendar
  local: NewLocal
  /** Now, in days. */
  time: Float
  /** What the entry of the calendar that is being done was given. */
  of: Int
  lot: Float
  /** For a moment's use, by whoever writes next. */
  scratch: { drawn: Float; i: Int; j: Int; who: Int }
  /** One toss for all of that name, below whose chance it falls. */
  coin: (name: string) => F64
  /** What is done at the start, in order. */
  begin: Bytes[]
  /** What is not on the calendar, having an order of its own. */
  rings: Source[]
  /** Races by the clock that they share: each clock has luck of its own. */
  races: Record<string, Race[]>
  /** Races that change no other rate and bring nothing about: nobody need look at the calendar after them. */
  quiet: Race[]
  /** A number that stands for it in the calendar. */
  act: (what: () => Bytes, reach?: Reach) => I32
  /** How far those reach who are on their way. */
  onTheWay: Reach
  counted: (by?: I32) => Bytes
  /** There was more than there is room for: the run is worth nothing. */
  full: Bytes
}

export const up = (variable: Int, by: I32 = i32(1)): Bytes => variable.set(I.add(variable.get, by))
export const down = (variable: Int, by: I32 = i32(1)): Bytes =>
  variable.set(I.sub(variable.get, by))
/** One more, or so many, at an address of the module's memory. */
export const tally = (at: number, by: F64 = f64(1), offset: I32 = i32(0)): Bytes =>
  store.f64(offset, F.add(load.f64(offset, at), by), at)
export const sumOf = (parts: readonly I32[]): I32 =>
  parts.length === 0 ? i32(0) : parts.reduce((sum, part) => I.add(sum, part))
export const anyOf = (parts: readonly I32[]): I32 =>
  parts.length === 0 ? i32(0) : parts.reduce((any, part) => I.or(any, part))
export const leastOf = (a: I32, b: I32): I32 => select(a, b, I.lt(a, b))
/** So many times. */
export const times = ({ local }: Stage, count: I32, what: Bytes): Bytes => {
  const done = local('i32')
  return all(done.set(i32(0)), loop(I.lt(done.get, count), all(what, up(done))))
}

/** Again and again. */
export function repeats(
  { begin, calendar, time, act, known }: Stage,
  series: { first: number; every: number },
  then: () => Bytes,
  reach: Reach,
): void {
  const every = float(known(series, 'every'))
  const come: I32 = act(() => all(calendar.push(F.add(time.get, every), come), then()), reach)
  begin.push(calendar.push(float(known(series, 'first')), come))
}

/** More delay, where it is so. */
export type Slip = { isOn: I32; late: Delay; stream: I32 }

/** It comes once, on its day or late or never. */
export function comes(
  stage: Stage,
  name: string,
  coming: Coming,
  then: () => Bytes,
  slips: readonly Slip[] = [],
): void {
  // Whatever comes may be hands that mend vehicles, or vehicles.
  const reach = { isBlind: true, rates: [VEHICLES] }
  series(stage, name, { first: coming.on, ...coming }, then, reach, slips, coming)
}

/** Everything of a series goes to the calendar at the start, on luck of its own. */
export function series(
  { draws, known, coin, calendar, scratch: { drawn, i }, begin, act }: Stage,
  name: string,
  given: Series,
  then: () => Bytes,
  reach: Reach,
  slips: readonly Slip[] = [],
  chanced: { chance?: number } = given,
): void {
  const { first, every = 0, count = 1, late, chance, oftenLate, together } = given
  const likely = chance === undefined ? 1 : known(chanced, 'chance')
  const stream = draws.stream(name)
  const come = act(then, reach)
  const comesTrue =
    together === undefined ? draws.happens(likely, stream) : F.lt(coin(together), float(likely))
  const later = (by: Delay, luck = stream): Bytes =>
    drawn.set(F.add(drawn.get, draws.lasting(by, luck)))
  begin.push(
    i.set(i32(0)),
    loop(
      I.lt(i.get, i32(count)),
      all(
        drawn.set(F.add(f64(first), F.mul(f64(every), F.fromInt(i.get)))),
        late ? later(late) : [],
        oftenLate
          ? when(draws.happens(known(oftenLate, 'chance'), stream), later(oftenLate.late))
          : [],
        ...slips.map((slip) => when(slip.isOn, later(slip.late, slip.stream))),
        when(comesTrue, calendar.push(drawn.get, come)),
        up(i),
      ),
    ),
  )
}

/** A line of numbers, first in, first out; its room is a power of two. */
export function lineIn({ module, local, full }: Stage, room: number, bytes: 1 | 8) {
  const base = module.reserve(room * bytes)
  const [head, tail] = [local('i32'), local('i32')]
  const place = (index: I32): I32 => {
    const within = I.and(index, i32(room - 1))
    return bytes === 8 ? I.shl(within, i32(3)) : within
  }
  return {
    base,
    isEmpty: I.eq(head.get, tail.get),
    first: place(head.get),
    pushed: (write: (place: I32) => Bytes): Bytes =>
      all(write(place(tail.get)), up(tail), when(I.gt(I.sub(tail.get, head.get), i32(room)), full)),
    dropFirst: up(head),
  }
}
