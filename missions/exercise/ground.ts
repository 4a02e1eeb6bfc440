/**
 * What happens around the mission: incidents and whom of it they hurt, people who flee, closed airports. Groups
 * only; no person outside the mission is ever named, and harm is never counted as success.
 */
import type { Claims } from './claims.ts'
import type { Flights } from './flights.ts'
import { communes, departments } from './geography.ts'
import type { SituationDesk } from './situation.ts'
import { groups } from './states.ts'
import type { Thing } from './told.ts'
import type { Contingent, Soldier, World } from './world.ts'

const kinds = [
  ['attack', 'people', 'Attack on a settlement', 20],
  ['abduction', 'people', 'Abduction on the road', 14],
  ['gunfire', 'people', 'Gunfire at night', 16],
  ['seizure', 'ground', 'A crossing is seized', 8],
  ['recapture', 'ground', 'A crossing is open again', 7],
  ['groundLost', 'ground', 'A post is given up', 4],
  ['ambush', 'mission', 'Ambush of a convoy', 9],
  ['exchangeOfFire', 'mission', 'Exchange of fire', 14],
  ['accident', 'mission', 'Accident on the road', 6],
  ['droneStrike', 'people', 'A drone falls on a market', 2],
] as const
/** Days on which the airport is shut, and for how long. */
const shut = [
  { day: 205, days: 17, title: 'No flights below 3,000 m over Verel', kind: 'flightBan' },
  {
    day: 452,
    days: 11,
    title: 'Verel airport closed after shots at an aircraft',
    kind: 'flightBan',
  },
] as const

export function ground(
  world: World,
  bridge: Flights,
  claims: Claims,
  desk: SituationDesk,
): { daily: () => void } {
  const dice = world.dice('ground')
  const { told, bodies } = world
  let incidents = 0
  const displaced = new Map(departments.map(({ pcode }) => [pcode, dice.whole(2_000, 30_000)]))

  function happen(): void {
    const [kind, touches, title] = dice.weigh(kinds.map((one) => [one, one[3]] as const))
    const commune = dice.pick(communes)
    const day = world.today
    incidents += 1
    const number = String(incidents).padStart(5, '0')
    const where = {
      pcode: commune.pcode,
      lon: near(commune.middle[0]),
      lat: near(commune.middle[1]),
      precision: dice.chance(0.5) ? 'point' : 'commune',
      name: commune.name,
    }
    // What happens on one day is known on that day or on one of the next.
    const late = dice.weigh([
      [0, 60],
      [1, 25],
      [2, 9],
      [6, 6],
    ] as const)
    const tellIt = (): void => {
      const by = dice.chance(0.6) ? told.thing('group', dice.pick(groups).code) : undefined
      const happening = {
        number,
        title: `${title}, ${commune.name}`,
        kind,
        touches,
        day,
        where,
        by,
      }
      const reports = desk.hear(happening)
      const incident = told.enter(
        'incident',
        number,
        {
          code: `TR-I-${number}`,
          title: happening.title,
          kind,
          touches,
          occurredOn: day,
          where,
          saidToBeBy: by ? [by] : undefined,
          reports: reports.length > 0 ? reports : undefined,
        },
        { at: day },
      )
      desk.follow(happening, incident)
      if (touches === 'mission') hurt(incident, kind, where)
      world.later(dice.whole(1, 12), () => {
        if (dice.chance(0.05))
          told.tell(incident, 'dispute', {}, { because: 'Two accounts place it apart.' })
        else told.tell(incident, 'assess')
      })
    }
    if (late === 0) tellIt()
    else world.later(late, tellIt)
  }
  const near = (degrees: number): number =>
    Math.round((degrees + (dice.next() - 0.5) * 0.16) * 1e5) / 1e5

  function hurt(incident: Thing, kind: string, where: unknown): void {
    const here = world.groups.filter(({ here }) => here.length > 0)
    if (here.length === 0 || !dice.chance(0.4)) return
    const group = dice.pick(here)
    const soldier = group.here.find(({ status }) => status === 'here')
    if (!soldier) return
    const cause = kind === 'accident' ? 'accident' : 'hostile'
    const casualty = told.enter('casualty', `${group.state.state.code}-${incident.key}`, {
      reference: `${group.state.state.code}:${incident.key}`,
      contributor: group.state.thing,
      occurredOn: world.today,
      persons: 1,
      cause,
      where,
      contingent: group.thing,
      incident,
      officer: soldier.thing,
    })
    told.tell(casualty, 'tellContributor', { contributorToldOn: world.today })
    const becomes = dice.weigh([
      ['injured', 72],
      ['dead', 16],
      ['missing', 12],
    ] as const)
    if (becomes === 'injured') injured(group, soldier, casualty)
    else if (becomes === 'dead') die(group, soldier, casualty)
    else lose(group, soldier, casualty)
  }

  function injured(group: Contingent, soldier: Soldier, casualty: Thing): void {
    told.tell(casualty, 'reportInjured', { learnedOn: world.today })
    if (dice.chance(0.4)) {
      bridge.sendHome(soldier, 'Medical flight home')
      claims.compensate(group.state, casualty, 'disability')
    }
    world.later(dice.whole(10, 80), () =>
      told.tell(casualty, 'confirmReturned', { learnedOn: world.today }),
    )
  }

  function die(group: Contingent, soldier: Soldier, casualty: Thing): void {
    const because = 'Confirmed by the hospital of the mission.'
    told.tell(casualty, 'confirmDead', { learnedOn: world.today }, { because })
    told.tell(soldier.thing, 'confirmDead', {}, { because })
    if (soldier.tour)
      told.tell(soldier.tour, 'curtail', { endsOn: world.today }, { because: 'Died on duty.' })
    soldier.status = 'gone'
    group.here.splice(group.here.indexOf(soldier), 1)
    // The bed is not counted as free: beds are counted from movements, and there is none.
    claims.compensate(group.state, casualty, 'death')
    world.later(dice.whole(1, 3), () => {
      told.tell(casualty, 'notifyKin', { kinNotifiedOn: world.today })
      world.later(dice.whole(2, 9), () =>
        told.tell(casualty, 'clearName', { contributorClearedOn: world.today }),
      )
    })
  }

  function lose(group: Contingent, soldier: Soldier, casualty: Thing): void {
    const because = 'Did not come back with the patrol.'
    told.tell(casualty, 'reportMissing', { learnedOn: world.today })
    told.tell(soldier.thing, 'reportMissing', {}, { because })
    soldier.status = 'missing'
    world.later(dice.whole(3, 60), () => {
      if (dice.chance(0.35)) return die(group, soldier, casualty)
      told.tell(casualty, 'confirmReturned', { learnedOn: world.today })
      world.beforeDuty(soldier)
      told.tell(soldier.thing, 'returnToDuty')
      soldier.status = 'here'
    })
  }

  function close(nth: number): void {
    const one = shut[nth] as (typeof shut)[number]
    world.isAirportShut = true
    world.shutUntil = world.day + 7
    const thing = told.enter('restriction', `ban-${nth}`, {
      title: one.title,
      kind: one.kind,
      setBy: bodies.XTR,
      startsOn: world.today,
      endsOn: world.date(world.day + 7),
      closes: world.airport,
    })
    if (world.airport)
      told.tell(world.airport, 'close', { since: world.today }, { because: one.title })
    const last = world.day + one.days
    world.later(6, () => {
      world.shutUntil = last
      told.tell(thing, 'extend', { endsOn: world.date(last) })
    })
    world.later(one.days, () => {
      world.isAirportShut = false
      told.tell(thing, 'lift', { endsOn: world.today }, { because: 'Flights may go on.' })
      if (world.airport) told.tell(world.airport, 'reopen', { since: world.today })
    })
  }

  function count(): void {
    for (const { pcode, name } of departments) {
      const now = Math.max(
        200,
        Math.round((displaced.get(pcode) ?? 0) * (0.93 + dice.next() * 0.17)),
      )
      displaced.set(pcode, now)
      told.enter('displacement', `${pcode}/${world.today}`, {
        name,
        pcode,
        extent: 'department',
        countedOn: world.today,
        persons: now,
        precision: 'about',
        saidBy: 'Isles Relief Committee',
        sites: Math.ceil(now / 900),
        hostedPercent: dice.whole(55, 85),
      })
    }
  }

  return {
    daily: () => {
      const { scale } = world.setting
      for (let left = dice.times(Math.max(0.12, 0.75 * scale)); left > 0; left--) happen()
      for (const [nth, { day }] of shut.entries()) if (world.day === day) close(nth)
      if (world.day % 30 === 20) count()
    },
  }
}
