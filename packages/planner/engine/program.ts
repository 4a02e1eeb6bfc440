/**
 * One replication as one WebAssembly function, written for the model at hand. Exact: what has no memory runs as one race whose
 * rate is kept up to date; what lasts a fixed time lies in rings; the heap holds only the rest.
 */

import type { Model } from '../model.ts'
import {
  all,
  type Bytes,
  choice,
  F,
  type F64,
  f64,
  I,
  i32,
  i64,
  load,
  loop,
  select,
  store,
  when,
} from '../wasm/code.ts'
import { elementaryIn } from '../wasm/elementary.ts'
import { type NewLocal, openAssembly } from '../wasm/module.ts'
import { chanceIn, type Tables } from '../wasm/random.ts'
import { drawsIn } from './chance.ts'
import { fleetsIn } from './fleets.ts'
import { flightsIn } from './flights.ts'
import { heapIn, NEVER } from './heap.ts'
import { cashIn } from './money.ts'
import { peopleIn } from './people.ts'
import { poolsIn } from './pools.ts'
import { type Race, type Source, type Stage, sumOf, tally, up } from './stage.ts'

/** What is kept of the noon of each day. `arrears`: what is owed and not paid; `binds`: what bound at the last flight, by its number. */
export const daily = [
  'deployed',
  'available',
  'fitVehicles',
  'patrols',
  'bedsFree',
  'cash',
  'arrears',
  'binds',
] as const
export type Daily = (typeof daily)[number]
/** What is counted over all days. `personBound`: days on which crews and not vehicles were short. */
export const totals = ['attrition', 'rotations', 'personBound', 'events'] as const
export type Total = (typeof totals)[number]

/** The bytes of the module, and where in its memory what it leaves behind lies. */
export type Program = {
  bytes: Uint8Array<ArrayBuffer>
  /** To be put into memory before the first run. */
  tables: Tables
  days: number
  daily: Readonly<Record<string, number>>
  totals: Readonly<Record<Total, number>>
  /** What can bind, by its number from 1 on, and the address of how often each did; nothing comes first. */
  binds: readonly string[]
  tallies: number
  /** Not zero when more was to come than the heap has room for: the run is then worth nothing. */
  full: number
}

const HEAP_ROOM = 65_536

export function programOf(model: Model): Program {
  const { days } = model
  const module = openAssembly()
  const elementary = elementaryIn(module)
  const chance = chanceIn(module, elementary)
  const draws = drawsIn(module, chance, elementary)
  const placed = <Name extends string>(names: readonly Name[], bytes: number) =>
    Object.fromEntries(names.map((name) => [name, module.reserve(bytes)])) as Record<Name, number>
  const series = placed(figuresOf(model), days * 8)
  const counts = placed(totals, 8)
  const full = module.reserve(8)
  const binds = ['supply', ...linesOf(model), 'beds', 'airlift', 'cash']
  const tallies = module.reserve(8 * (binds.length + 1))
  const heap = heapIn(module, HEAP_ROOM, days, store.i32(i32(full), i32(1)))
  const seed = module.reserve(8)

  module.does(
    ['i64'],
    (local, given) => {
      const played = play(local)
      return all(store.i64(i32(seed), given.get), draws.seed(load.i64(i32(seed))), played)
    },
    'replicate',
  )
  return {
    bytes: module.bytes(),
    tables: chance.tables,
    days,
    daily: series,
    totals: counts,
    binds,
    tallies,
    full,
  }

  function play(local: NewLocal): Bytes {
    const acts: (() => Bytes)[] = []
    const begin: Bytes[] = []
    const sources: Source[] = []
    const races: Race[] = []
    const time = local('f64')
    const events = local('f64')
    const [x, drawn] = [local('f64'), local('f64')]
    const [i, j, who] = [local('i32'), local('i32'), local('i32')]
    const stage: Stage = {
      module,
      draws,
      heap,
      local,
      time,
      scratch: { x, drawn, i, j, who },
      begin,
      sources,
      races,
      act: (what) => i32(acts.push(what) - 1),
      counted: (by = f64(1)) => events.set(F.add(events.get, by)),
    }
    const pools = poolsIn(stage, model.resources)
    const capacity = Object.values(model.flights).reduce(
      (sum, { every, seats }) => sum + Math.ceil(days / every + 1) * seats,
      0,
    )
    const people = Object.entries(model.people).map(([name, population]) =>
      peopleIn(stage, pools, name, population, capacity, counts),
    )
    const deployed = sumOf(people.map((one) => one.deployed))
    const fleets = fleetsIn(stage, pools, model.fleets)
    const vehicles = sumOf(fleets.map(({ fit }) => fit))
    const cash = cashIn(stage, model.cash, deployed)
    const now = local('i32')
    flightsIn(stage, pools, model.flights, people, cash, model.goal, { names: binds, now, tallies })

    const noon = local('f64')
    const day = local('i32')
    const [available, crews] = [local('i32'), local('i32')]
    const beds = [...new Set(Object.values(model.people).map(({ bed }) => bed))]
    const least = select(crews.get, vehicles, I.lt(crews.get, vehicles))
    const one = (name: string): F64 => {
      const [kind, of] = name.split('/')
      if (kind === 'deployed') return F.fromInt(found(people, of).deployed)
      if (kind === 'fit') return F.fromInt(found(fleets, of).fit)
      return F.fromInt(pools.free(of ?? '').get)
    }
    const value: Readonly<Record<Daily, F64>> = {
      deployed: F.fromInt(deployed),
      available: F.fromInt(available.get),
      fitVehicles: F.fromInt(vehicles),
      patrols: F.fromInt(least),
      bedsFree: F.fromInt(sumOf(beds.map((name) => pools.free(name).get))),
      cash,
      arrears: select(F.negated(cash), f64(0), F.lt(cash, f64(0))),
      binds: F.fromInt(now.get),
    }
    const isDaily = (name: string): name is Daily => name in value
    begin.push(noon.set(f64(0.5)))
    sources.push({
      due: noon.get,
      act: () =>
        all(
          stage.counted(),
          noon.set(F.add(noon.get, f64(1))),
          available.set(sumOf(people.map(({ well }) => well))),
          crews.set(I.div(available.get, i32(model.patrol.persons))),
          ...Object.entries(series).map(([name, at]) =>
            store.f64(I.shl(day.get, i32(3)), isDaily(name) ? value[name] : one(name), at),
          ),
          when(I.lt(crews.get, vehicles), tally(counts.personBound)),
          up(day),
        ),
    })

    // The clock: whatever is due first, and before it whatever the race brings.
    const [next, rate] = [local('f64'), local('f64')]
    const [which, isRacing] = [local('i32'), local('i32')]
    const code = local('i32')
    const atHeap = sources.length
    sources.push({
      due: heap.due,
      act: () => {
        const handlers: Bytes[] = []
        for (let at = 0; at < acts.length; at += 1) handlers.push((acts[at] as () => Bytes)())
        return all(code.set(heap.what), heap.pop(), stage.counted(), choice(code.get, handlers))
      },
    })
    const done = sources.map(({ act }) => act())
    const choose = all(
      next.set(f64(NEVER)),
      ...sources.map(({ due }, at) =>
        when(F.lt(due, next.get), all(next.set(due), which.set(i32(at)))),
      ),
    )
    const luck = draws.stream('races')
    const rates = races.map((one) => ({ ...one, now: local('f64') }))
    const isOver = isRacing.set(i32(0))
    const race = all(
      isRacing.set(i32(1)),
      loop(
        isRacing.get,
        all(
          ...rates.map((one) => one.now.set(one.rate)),
          rate.set(rates.map((one) => one.now.get).reduce((sum, one) => F.add(sum, one), f64(0))),
          when(F.le(rate.get, f64(0)), isOver, [
            ...time.set(F.add(time.get, F.div(draws.exponential(luck), rate.get))),
            ...when(
              F.ge(time.get, next.get),
              isOver,
              all(
                stage.counted(),
                x.set(F.mul(draws.uniform(luck), rate.get)),
                rates.reduceRight<Bytes>(
                  (rest, { now: own, act }) =>
                    when(F.lt(x.get, own.get), act(), all(x.set(F.sub(x.get, own.get)), rest)),
                  [],
                ),
                when(F.lt(heap.due, next.get), all(next.set(heap.due), which.set(i32(atHeap)))),
              ),
            ),
          ]),
        ),
      ),
    )
    const clear = (from: number, bytes: number): Bytes =>
      all(
        i.set(i32(0)),
        loop(I.lt(i.get, i32(bytes)), all(store.i64(i.get, i64(0n), from), up(i, i32(8)))),
      )
    return all(
      heap.clear,
      clear(tallies, 8 * (binds.length + 1)),
      ...totals.map((name) => store.f64(i32(counts[name]), f64(0))),
      ...begin,
      loop(
        I.and(F.lt(noon.get, f64(days)), I.isZero(load.i32(i32(full)))),
        all(choose, races.length > 0 ? race : [], time.set(next.get), choice(which.get, done)),
      ),
      store.f64(i32(counts.events), events.get),
    )
  }
}

/** What is kept of each day: the figures of all models, then each part of which there are several. */
const figuresOf = ({ people, resources, fleets }: Model): string[] => {
  const each = (kind: string, parts: object): string[] => {
    const names = Object.keys(parts)
    return names.length > 1 ? names.map((name) => `${kind}/${name}`) : []
  }
  return [...daily, ...each('deployed', people), ...each('free', resources), ...each('fit', fleets)]
}

const found = <Of extends { name: string }>(all: readonly Of[], name: string | undefined): Of => {
  const one = all.find((each) => each.name === name)
  if (!one) throw new Error(`the model has no ${name}`)
  return one
}

/** The resources for which people wait on their way: they can bind. */
function linesOf({ people, resources }: Model): string[] {
  const needed = new Set(
    Object.values(people).flatMap(({ stages }) => stages.flatMap(({ needs }) => needs ?? [])),
  )
  return Object.keys(resources).filter((name) => needed.has(name))
}
