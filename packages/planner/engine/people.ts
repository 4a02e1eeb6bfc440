/**
 * People in the area: from landing to leaving. Who is well and who is sick are lists, from which the race picks without regard
 * of age; tours end in the order in which they began, so batches of one flight lie in a ring with three hands.
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
  select,
  store,
  when,
} from '../wasm/code.ts'
import { NEVER } from './heap.ts'
import type { Pools } from './pools.ts'
import { down, type Int, type Stage, tally, up } from './stage.ts'
import { wayOf } from './way.ts'

export type Body = {
  name: string
  ready: Int
  transit: Int
  well: I32
  deployed: I32
  bedsFree: Int
  /** Home, whose tour is over: as many as are relieved, and who has waited too long. Counts in `seats`, up to `limit`. */
  goHome: (relief: I32, seats: Int, limit: number) => Bytes
  board: (count: I32, takes: number) => Bytes
}
/** Where it is counted how many left early, and how many went home. */
type Counts = { attrition: number; rotations: number }

const [GONE, WELL, SICK] = [0, 1, 2]

export function peopleIn(
  stage: Stage,
  pools: Pools,
  name: string,
  population: Population,
  capacity: number,
  counts: Counts,
): Body {
  const { local, module, time, scratch, sources, races, begin, counted } = stage
  const { i, j, who, x } = scratch
  const { tour, illness, attrition, bed } = population
  const [ready, transit, wells, sicks, landed] = [0, 0, 0, 0, 0].map(() => local('i32')) as [
    Int,
    Int,
    Int,
    Int,
    Int,
  ]
  const recruit = wayOf(stage, pools, name, population, ready)
  const bedsFree = pools.free(bed)
  const deployed = I.add(wells.get, sicks.get)

  // One place for each who ever lands, by the order of landing.
  const area = (bytes: number): number => module.reserve(capacity * bytes)
  const [states, replaced, places, ends] = [area(1), area(1), area(4), area(8)]
  const [wellList, sickList, expired] = [area(4), area(4), area(4)]
  const word = (index: I32): I32 => I.shl(index, i32(2))
  const state = (of: I32): I32 => load.u8(of, states)
  const remove = (list: number, count: Int): Bytes =>
    all(
      down(count),
      i.set(load.i32(word(who.get), places)),
      j.set(load.i32(word(count.get), list)),
      store.i32(word(i.get), j.get, list),
      store.i32(word(j.get), i.get, places),
    )
  const add = (list: number, count: Int, of: I32, as: number): Bytes =>
    all(
      store.i32(word(of), count.get, places),
      store.i32(word(count.get), of, list),
      up(count),
      store.u8(of, i32(as), states),
    )
  const leave = all(
    when(I.eq(state(who.get), i32(WELL)), remove(wellList, wells), remove(sickList, sicks)),
    store.u8(who.get, i32(GONE), states),
    up(bedsFree),
  )

  // What has no memory. The race leaves in x how far below its rate the lot fell, which says whom it met.
  const met = (count: I32, mean: number): Bytes =>
    all(
      i.set(I.fromFloat(F.mul(x.get, f64(mean)))),
      i.set(select(I.sub(count, i32(1)), i.get, I.ge(i.get, count))),
    )
  const rate = (count: I32, mean: number): F64 => F.mul(F.fromInt(count), f64(1 / mean))
  if (illness)
    races.push(
      {
        rate: rate(wells.get, illness.mean),
        act: () =>
          all(
            met(wells.get, illness.mean),
            who.set(load.i32(word(i.get), wellList)),
            remove(wellList, wells),
            add(sickList, sicks, who.get, SICK),
          ),
      },
      {
        rate: rate(sicks.get, illness.lasts.mean),
        act: () =>
          all(
            met(sicks.get, illness.lasts.mean),
            who.set(load.i32(word(i.get), sickList)),
            remove(sickList, sicks),
            add(wellList, wells, who.get, WELL),
          ),
      },
    )
  if (attrition)
    races.push({
      rate: rate(deployed, attrition.mean),
      act: () =>
        all(
          met(deployed, attrition.mean),
          when(
            I.lt(i.get, wells.get),
            who.set(load.i32(word(i.get), wellList)),
            who.set(load.i32(word(I.sub(i.get, wells.get)), sickList)),
          ),
          leave,
          tally(counts.attrition),
          when(I.isZero(load.u8(who.get, replaced)), recruit()),
        ),
    })

  // Batches: when each lands, its first place and how many; three hands point at those to land, to be replaced, to end.
  const BATCH = { first: 8, count: 12 }
  const batches = module.reserve(16 * capacity)
  const [booked, landing, leading, ending] = [0, 0, 0, 0].map(() => local('i32')) as [
    Int,
    Int,
    Int,
    Int,
  ]
  const [dueLanding, dueLead, dueEnd] = [0, 0, 0].map(() => local('f64')) as [
    Float64,
    Float64,
    Float64,
  ]
  type Float64 = ReturnType<typeof local<'f64'>>
  const batch = (index: I32): I32 => I.shl(index, i32(4))
  const dueOf = (hand: Int, before: Int, after: number): F64 =>
    select(
      F.add(load.f64(batch(hand.get), batches), f64(after)),
      f64(NEVER),
      I.lt(hand.get, before.get),
    )
  const woken = (due: Float64, then: F64): Bytes => when(F.eq(due.get, f64(NEVER)), due.set(then))
  const end = local('i32')
  const each = (hand: Int, what: Bytes): Bytes =>
    all(
      who.set(load.i32(batch(hand.get), batches + BATCH.first)),
      end.set(I.add(who.get, load.i32(batch(hand.get), batches + BATCH.count))),
      loop(I.lt(who.get, end.get), all(when(state(who.get), all(counted(), what)), up(who))),
    )
  const lead = tour.days - tour.reliefLead
  const [expiredHead, expiredTail] = [local('i32'), local('i32')]
  begin.push(...[dueLanding, dueLead, dueEnd].map((due) => due.set(f64(NEVER))))
  sources.push(
    {
      due: dueLanding.get,
      act: () =>
        all(
          store.i32(batch(landing.get), landed.get, batches + BATCH.first),
          j.set(load.i32(batch(landing.get), batches + BATCH.count)),
          counted(F.fromInt(j.get)),
          down(transit, j.get),
          end.set(I.add(landed.get, j.get)),
          loop(
            I.lt(landed.get, end.get),
            all(
              store.f64(I.shl(landed.get, i32(3)), F.add(time.get, f64(tour.days)), ends),
              store.u8(landed.get, i32(0), replaced),
              add(wellList, wells, landed.get, WELL),
              up(landed),
            ),
          ),
          up(landing),
          dueLanding.set(dueOf(landing, booked, 0)),
          woken(dueLead, dueOf(leading, landing, lead)),
        ),
    },
    {
      due: dueLead.get,
      act: () =>
        all(
          each(leading, all(store.u8(who.get, i32(1), replaced), recruit())),
          up(leading),
          dueLead.set(dueOf(leading, landing, lead)),
          woken(dueEnd, dueOf(ending, leading, tour.days)),
        ),
    },
    {
      due: dueEnd.get,
      act: () =>
        all(
          each(ending, all(store.i32(word(expiredTail.get), who.get, expired), up(expiredTail))),
          up(ending),
          dueEnd.set(dueOf(ending, leading, tour.days)),
        ),
    },
  )

  return {
    name,
    ready,
    transit,
    well: wells.get,
    deployed,
    bedsFree,
    goHome: (relief, seats, limit) => {
      const [out, isOver] = [local('i32'), local('i32')]
      const waited = F.sub(time.get, load.f64(I.shl(who.get, i32(3)), ends))
      const mayGo = I.or(I.lt(out.get, relief), F.ge(waited, f64(tour.overdue)))
      return all(
        out.set(i32(0)),
        isOver.set(i32(0)),
        loop(
          I.and(
            I.isZero(isOver.get),
            I.and(I.lt(expiredHead.get, expiredTail.get), I.lt(seats.get, i32(limit))),
          ),
          all(
            who.set(load.i32(word(expiredHead.get), expired)),
            when(
              I.isZero(state(who.get)),
              up(expiredHead),
              when(mayGo, all(up(expiredHead), up(out), up(seats), leave), isOver.set(i32(1))),
            ),
          ),
        ),
        tally(counts.rotations, F.fromInt(out.get)),
      )
    },
    board: (count, takes) =>
      all(
        store.f64(batch(booked.get), F.add(time.get, f64(takes)), batches),
        store.i32(batch(booked.get), count, batches + BATCH.count),
        when(I.eq(landing.get, booked.get), dueLanding.set(F.add(time.get, f64(takes)))),
        up(booked),
        down(ready, count),
        down(bedsFree, count),
        up(transit, count),
      ),
  }
}
