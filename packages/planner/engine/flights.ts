/**
 * Flights: home goes who is relieved or has waited too long, in comes who is ready, has a seat and finds a bed; nobody comes
 * while there is no money. What kept the next one from coming is what binds.
 */

import type { Flight } from '../model.ts'
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
import type { Body } from './people.ts'
import type { Pools } from './pools.ts'
import { type Int, type Stage, sumOf, tally, up } from './stage.ts'

export type Binding = {
  /** What can bind, by the number from 1 on that stands for it. Zero: nothing does. */
  names: readonly string[]
  now: Int
  tallies: number
}

export function flightsIn(
  stage: Stage,
  pools: Pools,
  flights: Readonly<Record<string, Flight>>,
  people: readonly Body[],
  cash: F64,
  goal: number,
  { names, now, tallies }: Binding,
): void {
  const { local, draws, sources, begin, counted, scratch } = stage
  const binds = (name: string): Bytes => now.set(i32(names.indexOf(name) + 1))
  const inAll = I.add(
    sumOf(people.map(({ deployed }) => deployed)),
    sumOf(people.map(({ transit }) => transit.get)),
  )
  const lines = names.filter((name) => !['cash', 'beds', 'airlift', 'supply'].includes(name))
  const any = (conditions: readonly I32[]): I32 => conditions.reduce((a, b) => I.or(a, b))

  for (const [name, { first, every, seats, cancelled, takes, carries }] of Object.entries(
    flights,
  )) {
    const due = local('f64')
    const [isFrozen, out, aboard, room] = [0, 0, 0, 0].map(() => local('i32')) as [
      Int,
      Int,
      Int,
      Int,
    ]
    const carried = carries.flatMap((who) => people.find((one) => one.name === who) ?? [])
    const waits = any(carried.map(({ ready }) => I.gt(ready.get, i32(0))))
    const bedless = any(
      carried.map(({ ready, bedsFree }) =>
        I.and(I.gt(ready.get, i32(0)), I.le(bedsFree.get, i32(0))),
      ),
    )
    const atMost = (limit: I32): Bytes => room.set(select(room.get, limit, I.lt(room.get, limit)))
    const fly = all(
      isFrozen.set(F.lt(cash, f64(0))),
      out.set(i32(0)),
      aboard.set(i32(0)),
      ...carried.map(({ ready, bedsFree, goHome, board }) =>
        all(
          room.set(select(i32(0), ready.get, isFrozen.get)),
          goHome(room.get, out, seats),
          atMost(I.sub(i32(seats), aboard.get)),
          atMost(bedsFree.get),
          when(I.gt(room.get, i32(0)), all(board(room.get, takes), up(aboard, room.get))),
        ),
      ),
      cases(
        [
          [I.and(waits, isFrozen.get), binds('cash')],
          [bedless, binds('beds')],
          [waits, binds('airlift')],
          ...lines.map((line) => [pools.hasLine(line), binds(line)] as const),
          [I.lt(inAll, i32(goal)), binds('supply')],
        ],
        now.set(i32(0)),
      ),
    )
    begin.push(due.set(f64(first)))
    sources.push({
      due: due.get,
      act: () =>
        all(
          counted(),
          due.set(F.add(due.get, f64(every))),
          when(
            draws.happens(cancelled, draws.stream(`flight ${name}`)),
            when(waits, binds('airlift'), now.set(i32(0))),
            fly,
          ),
          scratch.i.set(I.shl(now.get, i32(3))),
          tally(tallies, f64(1), scratch.i.get),
        ),
    })
  }
}
