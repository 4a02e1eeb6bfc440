/**
 * One replication as one WebAssembly function, written for the model at hand: its parts are put on a stage, then a clock runs
 * over what they left there.
 */

import type { Model } from '../model.ts'
import {
  all,
  type Bytes,
  F,
  type F64,
  f64,
  I,
  i32,
  load,
  select,
  store,
  when,
  zeroed,
} from '../wasm/code.ts'
import { elementaryIn } from '../wasm/elementary.ts'
import { type NewLocal, openAssembly } from '../wasm/module.ts'
import { chanceIn } from '../wasm/random.ts'
import { calendarIn } from './calendar.ts'
import { drawsIn } from './chance.ts'
import { clockOf, numberOf } from './clock.ts'
import { fleetsIn } from './fleets.ts'
import { flightsIn } from './flights.ts'
import { unknownsIn } from './knowing.ts'
import { cashIn } from './money.ts'
import { peopleIn } from './people.ts'
import { poolsIn } from './pools.ts'
import { shocksIn } from './shocks.ts'
import { leastOf, type Reach, repeats, type Stage, sumOf, tally, up, VEHICLES } from './stage.ts'

/** What is kept of the noon of each day. `arrears`: what is owed and not paid; `binds`: what bound at the last flight, by its number. */
const daily = [
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
  days: number
  daily: Readonly<Record<string, number>>
  totals: Readonly<Record<Total, number>>
  /** What can bind, by its number from 1 on, and the address of how often each did; nothing comes first. */
  binds: readonly string[]
  tallies: number
  /** Not zero when more was to come than there is room for: the run is then worth nothing. */
  full: number
}

const CALENDAR_ROOM = 65_536

export function programOf(given: Model): Program {
  // A part that stands in two places is two parts: each may be drawn for itself.
  const model = given.uncertain ? (JSON.parse(JSON.stringify(given)) as Model) : given
  const { days } = model
  const module = openAssembly()
  const elementary = elementaryIn(module)
  const chance = chanceIn(module, elementary)
  const unknowns = unknownsIn(module, elementary, model)
  const { known, bounds } = unknowns
  const draws = drawsIn(module, chance, elementary, known)
  const placed = <Name extends string>(names: readonly Name[], bytes: number) =>
    Object.fromEntries(names.map((name) => [name, module.reserve(bytes)])) as Record<Name, number>
  const series = placed(figuresOf(model), days * 8)
  const counts = placed(totals, 8)
  const lines = linesOf(model)
  const beds = [...new Set(Object.values(model.people).map(({ bed }) => bed))]
  const lapses = model.shocks?.some(({ kind }) => kind === 'lapse') ?? false
  const binds = [
    ...new Set(['supply', ...lines, ...beds, 'airlift', 'cash', ...(lapses ? ['mandate'] : [])]),
  ]
  const tallies = module.reserve(8 * (binds.length + 1))
  const fullAt = module.reserve(8)
  const full = store.i32(i32(fullAt), i32(1))
  const calendar = calendarIn(module, CALENDAR_ROOM, days, full)
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
    days,
    daily: series,
    totals: counts,
    binds,
    tallies,
    full: fullAt,
  }

  function play(local: NewLocal): Bytes {
    const acts: { what: () => Bytes; reach: Reach }[] = []
    const events = local('i32')
    const begin: Bytes[] = [unknowns.draw(local, draws.stream, chance)]
    const coins = new Map<string, F64>()
    const stage: Stage = {
      module,
      draws,
      known,
      bounds,
      coin: (name) => {
        const there = coins.get(name)
        if (there) return there
        const coin = local('f64')
        begin.push(coin.set(draws.uniform(draws.stream(`together ${name}`))))
        coins.set(name, coin.get)
        return coin.get
      },
      calendar,
      local,
      time: local('f64'),
      of: local('i32'),
      lot: local('f64'),
      scratch: { drawn: local('f64'), i: local('i32'), j: local('i32'), who: local('i32') },
      begin,
      rings: [],
      races: {},
      quiet: [],
      act: (what, reach = {}) => numberOf(acts.push({ what, reach }) - 1, reach),
      onTheWay: { isBlind: true, rates: sharesHands(model) ? [VEHICLES] : [] },
      counted: (by = i32(1)) => up(events, by),
      full,
    }
    const shocks = shocksIn(stage, model.shocks ?? [])
    const pools = poolsIn(stage, model.resources, shocks)
    const seats = Object.values(model.flights).reduce(
      (sum, flight) =>
        sum +
        Math.ceil(days / bounds(flight, 'every')[0] + 1) * Math.ceil(bounds(flight, 'seats')[1]),
      0,
    )
    const people = Object.entries(model.people).map(([name, population]) =>
      peopleIn(stage, pools, shocks, name, population, seats, counts),
    )
    const deployed = sumOf(people.map((one) => one.deployed))
    const fleets = fleetsIn(stage, pools, model.fleets)
    const vehicles = sumOf(fleets.map(({ fit }) => fit))
    const available = sumOf(people.map(({ well }) => well))
    const crews = I.div(available, i32(model.patrol.persons))
    const patrols = leastOf(crews, vehicles)
    const cash = cashIn(stage, shocks, model.cash, { deployed, patrols })
    const now = local('i32')
    flightsIn(
      stage,
      pools,
      model.flights,
      { people, cash, lapsed: shocks.lapsed, goal: model.goal, policies: model.policies ?? {} },
      { names: binds, lines, now, tallies },
    )

    const day = local('i32')
    const one = (name: string): F64 => {
      const [kind, of] = name.split('/')
      if (kind === 'deployed') return F.fromInt(found(people, of).deployed)
      if (kind === 'fit') return F.fromInt(found(fleets, of).fit)
      return F.fromInt(pools.free(of ?? '').get)
    }
    const value: Readonly<Record<Daily, F64>> = {
      deployed: F.fromInt(deployed),
      available: F.fromInt(available),
      fitVehicles: F.fromInt(vehicles),
      patrols: F.fromInt(patrols),
      bedsFree: F.fromInt(sumOf(beds.map((name) => pools.free(name).get))),
      cash,
      arrears: select(F.negated(cash), f64(0), F.lt(cash, f64(0))),
      binds: F.fromInt(now.get),
    }
    const isDaily = (name: string): name is Daily => name in value
    repeats(
      stage,
      { first: 0.5, every: 1 },
      () =>
        all(
          ...Object.entries(series).map(([name, at]) =>
            store.f64(I.shl(day.get, i32(3)), isDaily(name) ? value[name] : one(name), at),
          ),
          when(I.lt(crews, vehicles), tally(counts.personBound)),
          up(day),
        ),
      { rates: [] },
    )

    const isFull = load.i32(i32(fullAt))
    const run = clockOf(stage, acts, I.and(I.lt(day.get, i32(days)), I.isZero(isFull)))
    return all(
      calendar.clear,
      store.i32(i32(fullAt), i32(0)),
      zeroed(tallies, 8 * (binds.length + 1)),
      ...totals.map((name) => store.f64(i32(counts[name]), f64(0))),
      ...stage.begin,
      calendar.open(),
      run,
      store.f64(i32(counts.events), F.fromInt(events.get)),
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

/** Whether people on their way hold what vehicles wait for. */
const sharesHands = ({ people, fleets }: Model): boolean => {
  const hands = Object.values(fleets).map(({ repair }) => repair.needs)
  return Object.values(people).some(({ stages }) =>
    stages.some(({ needs }) => needs !== undefined && hands.includes(needs)),
  )
}

/** The resources for which people wait on their way: they can bind. */
function linesOf({ people, resources }: Model): string[] {
  const needed = new Set(
    Object.values(people).flatMap(({ stages }) => stages.flatMap(({ needs }) => needs ?? [])),
  )
  return Object.keys(resources).filter((name) => needed.has(name))
}
