/**
 * A population's tours: who lands together makes a batch, whose relief is asked for and whose tour ends together; whose tour is over
 * waits in line for a seat home. Before that lies the way to being ready, and beside it who of those present is well.
 */

import type { Population } from '../model.ts'
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
import { float, whole } from './knowing.ts'
import type { Pools } from './pools.ts'
import { presenceIn } from './presence.ts'
import type { Shocks } from './shocks.ts'
import { attritionOf, down, type Int, type Stage, tally, times, up } from './stage.ts'
import { wayOf } from './way.ts'

export type People = {
  name: string
  bed: string
  /** How many more may come, where there is a most. */
  places: I32 | undefined
  ready: Int
  transit: Int
  well: I32
  deployed: I32
  bedsFree: Int
  /** Home, whose tour is over: as many as are relieved, and who has waited too long. Counts in `seats`, up to `limit`. */
  goHome: (relief: I32, seats: Int, limit: I32) => Bytes
  /** So many of the ready are under way for so many days. */
  board: (count: I32, takes: F64) => Bytes
}
/** Where it is counted how many left early, and how many went home. */
type Counts = { attrition: number; rotations: number }

export function peopleIn(
  stage: Stage,
  pools: Pools,
  shocks: Shocks,
  name: string,
  population: Population,
  seats: number,
  counts: Counts,
): People {
  const { local, module, draws, known, time, of, scratch, begin, act, onTheWay } = stage
  const { calendar, counted } = stage
  const { j, who } = scratch
  const { tour, bed, present = [], underWay = [] } = population
  const [ready, transit, landed, batches, end] = [0, 0, 0, 0, 0].map(() => local('i32')) as [
    Int,
    Int,
    Int,
    Int,
    Int,
  ]
  const recruit = wayOf(stage, pools, name, population, ready)
  const bedsFree = pools.free(bed)
  const sum = (parts: readonly { persons: number }[]): number =>
    parts.reduce((total, { persons }) => total + persons, 0)
  const capacity = seats + sum(present) + sum(underWay)

  // One place for each who ever lands, by the order of landing.
  const area = (bytes: number): number => module.reserve(capacity * bytes)
  const replaced = area(1)
  const leaves = (): Bytes => all(presence.remove, up(bedsFree))
  const leavesEarly = (): Bytes =>
    all(leaves(), tally(counts.attrition), when(I.isZero(load.u8(who.get, replaced)), recruit()))
  const presence = presenceIn(stage, name, population, capacity, shocks.harm, leavesEarly)
  const attacked = draws.stream(`${name} attacked`)
  shocks.attacks((lost) =>
    all(
      who.set(i32(0)),
      loop(
        I.lt(who.get, landed.get),
        all(
          when(presence.isPresent(who.get), when(draws.happens(lost, attacked), leavesEarly())),
          up(who),
        ),
      ),
    ),
  )

  const days = known(tour, 'days')
  const untilAsked =
    typeof days === 'number'
      ? f64(days - tour.reliefLead)
      : F.max(f64(0), F.sub(days, f64(tour.reliefLead)))

  // A batch is known by its number: the first who landed with it, and who came after the last.
  const firsts = area(4)
  const lasts = area(4)
  const word = (index: I32): I32 => I.shl(index, i32(2))
  const each = (what: Bytes): Bytes =>
    all(
      who.set(load.i32(word(of.get), firsts)),
      end.set(load.i32(word(of.get), lasts)),
      loop(I.lt(who.get, end.get), all(when(presence.isPresent(who.get), what), up(who))),
    )
  /** So many come to be in the area together; `isAsked`: their relief has been asked for. */
  const land = (persons: I32, isAsked: I32): Bytes =>
    all(
      store.i32(word(batches.get), landed.get, firsts),
      times(
        stage,
        persons,
        all(store.u8(landed.get, isAsked, replaced), presence.add(landed.get), up(landed)),
      ),
      store.i32(word(batches.get), landed.get, lasts),
      up(batches),
    )
  const newest = I.sub(batches.get, i32(1))

  // Whose tour is over, in the order in which it ended, and when that was.
  const [expired, since] = [area(4), area(8)]
  const [head, tail] = [local('i32'), local('i32')]
  const expires = (on = time.get): Bytes =>
    all(
      store.i32(word(tail.get), who.get, expired),
      store.f64(I.shl(tail.get, i32(3)), on, since),
      up(tail),
    )
  // Who is there is looked up, and not changed; who is well is not asked.
  const asks = act(
    () => each(all(counted(), store.u8(who.get, i32(1), replaced), recruit())),
    onTheWay,
  )
  const ends = act(() => each(all(counted(), expires())), { isBlind: true, rates: [] })
  const lands = act(
    () =>
      all(
        j.set(of.get),
        counted(j.get),
        down(transit, j.get),
        land(j.get, i32(0)),
        calendar.push(F.add(time.get, untilAsked), asks, newest),
        calendar.push(F.add(time.get, float(days)), ends, newest),
      ),
    { rates: [attritionOf(name)] },
  )
  begin.push(down(bedsFree, i32(sum(present) + sum(underWay))), up(transit, i32(sum(underWay))))
  for (const { persons, on } of underWay) begin.push(calendar.push(f64(on), lands, i32(persons)))
  // Who is there on day 0, from a table, in the order in which their tours end.
  const rows = present.toSorted((a, b) => a.tourEndsOn - b.tourEndsOn)
  const table = module.table(
    Float64Array.from(rows.flatMap(({ persons, tourEndsOn }) => [persons, tourEndsOn])),
  )
  const [row, ended] = [local('i32'), local('f64')]
  const asked = F.sub(ended.get, f64(tour.reliefLead))
  const isAsked = F.lt(asked, f64(0))
  begin.push(
    row.set(i32(0)),
    loop(
      I.lt(row.get, i32(rows.length * 16)),
      all(
        ended.set(load.f64(row.get, table + 8)),
        land(I.fromFloat(load.f64(row.get, table)), isAsked),
        of.set(newest),
        when(isAsked, [], calendar.push(asked, asks, of.get)),
        when(
          F.lt(ended.get, f64(0)),
          each(expires(ended.get)),
          calendar.push(ended.get, ends, of.get),
        ),
        up(row, i32(16)),
      ),
    ),
  )

  return {
    name,
    bed,
    places:
      population.most === undefined
        ? undefined
        : I.sub(whole(known(population, 'most')), I.add(presence.deployed, transit.get)),
    ready,
    transit,
    well: presence.well,
    deployed: presence.deployed,
    bedsFree,
    goHome: (relief, inUse, limit) => {
      const [out, isOver] = [local('i32'), local('i32')]
      const waited = F.sub(time.get, load.f64(I.shl(head.get, i32(3)), since))
      const mayGo = I.or(I.lt(out.get, relief), F.ge(waited, float(known(tour, 'overdue'))))
      return all(
        out.set(i32(0)),
        isOver.set(i32(0)),
        loop(
          I.and(I.isZero(isOver.get), I.and(I.lt(head.get, tail.get), I.lt(inUse.get, limit))),
          all(
            who.set(load.i32(word(head.get), expired)),
            when(
              presence.isPresent(who.get),
              when(mayGo, all(up(head), up(out), up(inUse), leaves()), isOver.set(i32(1))),
              up(head),
            ),
          ),
        ),
        tally(counts.rotations, F.fromInt(out.get)),
      )
    },
    board: (count, takes) =>
      all(
        calendar.push(F.add(time.get, takes), lands, count),
        down(ready, count),
        down(bedsFree, count),
        up(transit, count),
      ),
  }
}
