/**
 * Flights: home goes who is relieved or has waited too long, in comes who is ready, has a seat and finds a bed; nobody comes
 * while there is no money or no mandate. What kept the next one from coming is what binds.
 */

import type { Flight, Policies } from '../model.ts'
import {
  all,
  type Bytes,
  cases,
  F,
  type F64,
  f64,
  I,
  type I32,
  i32,
  select,
  when,
} from '../wasm/code.ts'
import { float, whole } from './knowing.ts'
import type { People } from './people.ts'
import type { Pools } from './pools.ts'
import {
  anyOf,
  attritionOf,
  type Int,
  leastOf,
  repeats,
  type Stage,
  sumOf,
  tally,
  times,
  up,
} from './stage.ts'

export type Binding = {
  /** What can bind, by the number from 1 on that stands for it. Zero: nothing does. */
  names: readonly string[]
  /** The resources of which `names` are for whom people wait on their way. */
  lines: readonly string[]
  now: Int
  tallies: number
}
type Given = {
  people: readonly People[]
  cash: F64
  lapsed: I32 | undefined
  goal: number
  policies: Policies
}

export function flightsIn(
  stage: Stage,
  pools: Pools,
  flights: Readonly<Record<string, Flight>>,
  { people, cash, lapsed, goal, policies }: Given,
  { names, lines, now, tallies }: Binding,
): void {
  const { local, draws, known, bounds, scratch } = stage
  const { reliefFirst = true, freezeWhenBroke = true } = policies
  const binds = (name: string): Bytes => now.set(i32(names.indexOf(name) + 1))
  const inAll = sumOf(people.flatMap(({ deployed, transit }) => [deployed, transit.get]))
  const isSome = (count: I32): I32 => I.gt(count, i32(0))

  for (const [name, flight] of Object.entries(flights)) {
    const { carries } = flight
    const mayMiss = bounds(flight, 'noShow')[1] > 0
    const seats = whole(known(flight, 'seats'))
    const takes = float(known(flight, 'takes'))
    const luck = draws.stream(`flight ${name}`)
    const shown = draws.stream(`flight ${name} no-show`)
    const [isFrozen, isBarred, out, aboard, room, relieved] = [0, 0, 0, 0, 0, 0].map(() =>
      local('i32'),
    ) as [Int, Int, Int, Int, Int, Int]
    const carried = carries
      .flatMap((who) => people.find((one) => one.name === who) ?? [])
      .map((one) => {
        const missed = local('i32')
        const { ready, places } = one
        const free = places && select(places, i32(0), isSome(places))
        const within = (count: I32): I32 => (free ? leastOf(count, free) : count)
        return {
          ...one,
          missed,
          free,
          mayFly: within(ready.get),
          left: within(mayMiss ? I.sub(ready.get, missed.get) : ready.get),
        }
      })
    /** Who waits though he came: somebody who did not show is kept by nothing. */
    const waits = isSome(sumOf(carried.map(({ left }) => left)))
    const beds = [...new Set(carried.map(({ bed }) => bed))]
    const bedless = (bed: string): I32 =>
      anyOf(
        carried
          .filter((one) => one.bed === bed)
          .map(({ left, bedsFree }) => I.and(isSome(left), I.le(bedsFree.get, i32(0)))),
      )
    const relief = ({ bedsFree, free }: { bedsFree: Int; free: I32 | undefined }): I32 => {
      if (reliefFirst) return room.get
      const beds = select(bedsFree.get, i32(0), isSome(bedsFree.get))
      return I.sub(room.get, free ? leastOf(beds, free) : beds)
    }

    const fly = all(
      isFrozen.set(freezeWhenBroke ? F.lt(cash, f64(0)) : i32(0)),
      isBarred.set(lapsed ? I.or(isFrozen.get, lapsed) : isFrozen.get),
      out.set(i32(0)),
      aboard.set(i32(0)),
      ...carried.map(({ ready, bedsFree, free, missed, goHome, board }) =>
        all(
          room.set(select(i32(0), ready.get, isBarred.get)),
          relieved.set(relief({ bedsFree, free })),
          goHome(relieved.get, out, seats),
          room.set(leastOf(room.get, I.sub(seats, aboard.get))),
          room.set(leastOf(room.get, bedsFree.get)),
          free ? room.set(leastOf(room.get, free)) : [],
          missed.set(i32(0)),
          when(
            isSome(room.get),
            all(
              up(aboard, room.get),
              mayMiss
                ? all(
                    times(
                      stage,
                      room.get,
                      when(draws.happens(known(flight, 'noShow'), shown), up(missed)),
                    ),
                    room.set(I.sub(room.get, missed.get)),
                  )
                : [],
              board(room.get, takes),
            ),
          ),
        ),
      ),
      cases(
        [
          ...(lapsed ? [[I.and(waits, lapsed), binds('mandate')] as const] : []),
          [I.and(waits, isFrozen.get), binds('cash')],
          ...beds.map((bed) => [bedless(bed), binds(bed)] as const),
          [waits, binds('airlift')],
          ...lines.map((line) => [pools.hasLine(line), binds(line)] as const),
          [I.lt(inAll, i32(goal)), binds('supply')],
        ],
        now.set(i32(0)),
      ),
    )
    repeats(
      stage,
      flight,
      () =>
        all(
          when(
            draws.happens(known(flight, 'cancelled'), luck),
            when(
              isSome(sumOf(carried.map(({ mayFly }) => mayFly))),
              binds('airlift'),
              now.set(i32(0)),
            ),
            fly,
          ),
          scratch.i.set(I.shl(now.get, i32(3))),
          tally(tallies, f64(1), scratch.i.get),
        ),
      { rates: carries.map(attritionOf) },
    )
  }
}
