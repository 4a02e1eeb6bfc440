/**
 * What stands while the story runs: the calendar, the bases with their beds, the contributors with their contingents, and
 * what has still to happen on which day. The desks (people, fleet, money …) read and change it; nothing of it is a record.
 */
import { addDays } from '@konbit/model'
import { type Dice, diceOf } from './dice.ts'
import { type Commune, communes } from './geography.ts'
import { type BasePlan, basePlans, type Lends, type State, states } from './states.ts'
import { type Thing, Told } from './told.ts'

export const missionId = 'twin-rivers'
/** Key of the member that somebody of the demonstration is. */
export const nightWatch = 'night-watch'
/** Two years, a day more for the last of them. */
export const DAYS = 731
/** People planned at scale 1. */
export const PLANNED = 2500
export const VEHICLES = 300

/** Everything that makes one exercise differ from another. */
export type Setting = { scale: number; seed: string; ends: string }

export type Base = {
  plan: BasePlan
  thing: Thing
  commune: Commune
  isOpen: boolean
  beds: number
  /** People who sleep there, and beds kept for flights that are on their way. */
  taken: number
  kept: number
}

export type Status = 'home' | 'here' | 'leave' | 'sick' | 'missing' | 'gone'
export type Soldier = {
  thing: Thing
  group: Contingent
  trade: string
  rank: string
  status: Status
  /** Day since which it could come. */
  readyOn: number
  waitsFor: string | undefined
  arrivedOn: number
  endsOn: number
  tour: Thing | undefined
  reliefFor: Soldier | undefined
  relief: Soldier | undefined
}

export type Contingent = {
  thing: Thing
  name: string
  state: Contributor
  lends: Lends
  size: number
  base: Base
  opensOn: number
  isHere: boolean
  ready: Soldier[]
  here: Soldier[]
  /** A flight is planned for it. */
  isAwaited: boolean
}

export type Contributor = {
  state: State
  thing: Thing
  groups: Contingent[]
  agreement: Thing | undefined
  /** Lines of the agreement by category of the rates. */
  lines: Map<string, Thing>
  /** Whether its own law lets it send just now. */
  maySend: boolean
  hasCaveat: boolean
  recruits: number
}

export type World = {
  setting: Setting
  told: Told
  first: string
  day: number
  today: string
  date: (day: number) => string
  dice: (desk: string) => Dice
  /** Calls it on a later day, before the desks have their turn. */
  later: (days: number, act: () => void) => void
  /** Starts the day and does what was put off to it. */
  begin: (day: number) => void
  /** So many of something of which there are `atOne` at scale 1; at least `least`. */
  scaled: (atOne: number, least?: number) => number
  bodies: Record<string, Thing>
  bases: Base[]
  contributors: Contributor[]
  groups: Contingent[]
  strength: number
  /** Flights stand still. */
  isAirportShut: boolean
  /** The last day of which the record says so. */
  shutUntil: number
  airport: Thing | undefined
  plan: Thing | undefined
  /** Called when a contingent is announced: its people are looked for from then on. */
  announced: (group: Contingent) => void
  /** Called before somebody is cleared, sent or goes back on duty. */
  beforeDuty: (soldier: Soldier) => void
}

export function makeWorld(setting: Setting): World {
  const { scale, seed, ends } = setting
  const first = addDays(ends, 1 - DAYS)
  const dates: string[] = []
  const date = (day: number): string => {
    dates[day] ??= addDays(first, day)
    return dates[day]
  }
  const told = new Told(missionId, 500 * scale)
  const waiting = new Map<number, (() => void)[]>()
  const scaled = (atOne: number, least = 1): number => Math.max(least, Math.round(atOne * scale))
  const strength = scaled(PLANNED, 40)
  const factor = strength / 1000

  const basesOf = (): Base[] => {
    const rounds = Math.max(1, Math.round(scale))
    return Array.from({ length: rounds }, (_, round) =>
      basePlans.map((plan): Base => {
        const code = round === 0 ? plan.code : `${plan.code}-${round + 1}`
        const name = round === 0 ? plan.name : `${plan.name} ${round + 1}`
        const beds = (share: number): number => Math.ceil((share * factor) / rounds)
        const more = plan.more.map((one) => ({ ...one, beds: beds(one.beds) }))
        return {
          plan: { ...plan, code, name, beds: beds(plan.beds), more },
          thing: told.thing('site', code),
          commune: communes[(plan.commune + round) % communes.length] as Commune,
          isOpen: false,
          beds: 0,
          taken: 0,
          kept: 0,
        }
      }),
    ).flat()
  }

  const world: World = {
    setting,
    told,
    first,
    day: 0,
    today: first,
    date,
    dice: (desk) => diceOf(seed, desk),
    later: (days, act) => {
      const day = world.day + Math.max(1, Math.round(days))
      const acts = waiting.get(day)
      if (acts) acts.push(act)
      else waiting.set(day, [act])
    },
    begin: (day) => {
      world.day = day
      world.today = date(day)
      told.begin(world.today)
      for (const act of waiting.get(day) ?? []) act()
      waiting.delete(day)
    },
    scaled,
    bodies: {},
    bases: basesOf(),
    contributors: [],
    groups: [],
    strength,
    isAirportShut: false,
    shutUntil: 0,
    airport: undefined,
    plan: undefined,
    announced: () => {},
    beforeDuty: () => {},
  }

  world.contributors = states.map((state) => ({
    state,
    thing: told.thing('organisation', state.code),
    groups: [],
    agreement: undefined,
    lines: new Map(),
    maySend: true,
    hasCaveat: false,
    recruits: 0,
  }))
  for (const [at, base] of world.bases.entries()) {
    const round = Math.floor(at / basePlans.length)
    const rounds = world.bases.length / basePlans.length
    for (const contributor of world.contributors) {
      for (const [nth, lends] of contributor.state.lends.entries()) {
        if (lends.base !== at % basePlans.length) continue
        const more = round === 0 ? '' : ` (${round + 1})`
        const group: Contingent = {
          thing: told.thing('contingent', `${contributor.state.code}-${nth + 1}-${round + 1}`),
          name: `${contributor.state.name}: ${lends.unit}${more}`,
          state: contributor,
          lends,
          size: Math.max(3, Math.round((lends.share * factor * 0.93) / rounds)),
          base,
          opensOn: lends.month * 30 + 10,
          isHere: false,
          ready: [],
          here: [],
          isAwaited: false,
        }
        contributor.groups.push(group)
        world.groups.push(group)
      }
    }
  }
  world.groups.sort((a, b) => a.opensOn - b.opensOn)
  return world
}

/** Whether a base could house so many more on a day soon. */
export const freeBeds = ({ beds, taken, kept }: Base): number => beds - taken - kept
