/**
 * The air bridge: who comes and who goes home, and what stops them. A flight is planned only where there are beds, seats and
 * money for it; strength is what these movements say, no more.
 */
import type { Money } from './money.ts'
import type { People } from './people.ts'
import type { Thing } from './told.ts'
import { type Contingent, freeBeds, type Soldier, type World } from './world.ts'

const seatsMost = 150
const fareUsd = 900

type Flight = {
  group: Contingent
  thing: Thing
  /** Beds kept for it at the base, beyond those of whoever goes home on it. */
  kept: number
  booked: { soldier: Soldier; seat: Thing }[]
  back: { thing: Thing; booked: { soldier: Soldier; seat: Thing }[] } | undefined
}

export type Flights = { daily: () => void; sendHome: (soldier: Soldier, why: string) => void }

export function flights(world: World, people: People, money: Money): Flights {
  const dice = world.dice('flights')
  const { told } = world
  let number = 0

  const named = (
    group: Contingent,
    what: string,
  ): { key: string; title: string; carrier: string } => {
    number += 1
    const carrier = `TR${String(number).padStart(5, '0')}`
    return { key: carrier, title: `${what}, ${group.name}`, carrier }
  }

  const seatsFor = (movement: Thing, soldiers: readonly Soldier[]) =>
    soldiers.map((soldier) => ({
      soldier,
      seat: told.enter('seat', `${movement.key}/${soldier.thing.key}`, {
        movement,
        officer: soldier.thing,
        contributor: soldier.group.state.thing,
      }),
    }))

  /** Those at the end of their tour, who can go back on the aircraft that brings others. */
  const dueHome = (group: Contingent, by: number): Soldier[] =>
    group.here.filter(({ status, endsOn }) => status === 'here' && endsOn <= by)

  /** Days until the first on which the airport is said to be open. */
  const open = (): number =>
    world.isAirportShut ? Math.max(1, world.shutUntil - world.day + 1) : 0

  const holdAll = (group: Contingent, cause: string): void => {
    for (const one of group.ready) people.hold(one, cause)
  }

  function plan(group: Contingent): void {
    const { base, ready } = group
    if (group.isAwaited || ready.length === 0) return
    const oldest = world.day - Math.min(...ready.map(({ readyOn }) => readyOn))
    const enough = Math.min(60, Math.max(1, Math.ceil(group.size / 3)))
    if (base.isOpen && ready.length < enough && oldest < 18) return

    const wait = dice.whole(6, 11)
    const due = dueHome(group, world.day + wait + 4).filter(
      ({ relief, endsOn }) =>
        (relief && relief.status === 'home' && ready.includes(relief)) ||
        endsOn <= world.day + wait,
    )
    // Reliefs come when those whom they relieve can go, not all at once.
    const room = Math.ceil(group.size * 1.04) - group.here.length + due.length
    if (room <= 0) return
    const seats = Math.min(ready.length, seatsMost, room, freeBeds(base) + due.length)
    const cause = whyNot(group, seats)
    if (cause) holdAll(group, cause)
    else book(group, seats, due, wait)
  }

  /** What stops a flight of so many seats, if anything does; the charter is paid where nothing does. */
  function whyNot(group: Contingent, seats: number): string | undefined {
    if (!group.state.maySend) return 'other'
    if (!group.base.isOpen || seats <= 0) return 'bed'
    if (world.isAirportShut) return 'seat'
    const [key, title] = [`charter/${number + 1}`, `Charter for ${group.name}`]
    return money.pay('operations', seats * fareUsd, title, 'XALB', key) ? undefined : 'money'
  }

  function book(group: Contingent, seats: number, out: Soldier[], wait: number): void {
    const { base, ready } = group
    const coming = ready.splice(0, seats)
    for (const one of ready) people.hold(one, seats === seatsMost ? 'seat' : 'bed')
    const kept = Math.max(0, coming.length - out.length)
    base.kept += kept
    group.isAwaited = true
    const plannedOn = world.day + wait
    const { key, ...about } = named(group, out.length > 0 ? 'Rotation in' : 'Arrival')
    const common = {
      contributor: group.state.thing,
      contingent: group.thing,
      plannedOn: world.date(plannedOn),
      through: world.airport,
    }
    // Who goes is told before who comes: on that day their beds are counted as free.
    const leaving =
      out.length > 0
        ? told.enter('movement', `${key}-R`, {
            ...common,
            title: `Rotation out, ${group.name}`,
            carrier: `${about.carrier}-R`,
            kind: 'departure',
            reason: 'rotation',
            personsPlanned: out.length,
            seats: seatsMost,
            fromBase: base.thing,
          })
        : undefined
    const thing = told.enter('movement', key, {
      ...about,
      ...common,
      kind: 'arrival',
      reason: leaving ? 'rotation' : 'deployment',
      personsPlanned: coming.length,
      seats: seatsMost,
      base: base.thing,
    })
    const flight: Flight = {
      group,
      thing,
      kept,
      booked: seatsFor(thing, coming),
      back: leaving && { thing: leaving, booked: seatsFor(leaving, out) },
    }
    world.later(wait, () => fly(flight))
  }

  function fly(flight: Flight): void {
    if (world.isAirportShut) {
      const days = open() + dice.whole(1, 6)
      const input = { plannedOn: world.date(world.day + days) }
      const because = 'The airport is closed to flights.'
      if (flight.back) told.tell(flight.back.thing, 'postpone', input, { because })
      told.tell(flight.thing, 'postpone', input, { because })
      for (const { soldier } of flight.booked) people.hold(soldier, 'seat')
      world.later(days, () => fly(flight))
      return
    }
    const { group, thing, booked } = flight
    if (flight.back) home(flight.back.thing, flight.back.booked)
    group.base.kept -= flight.kept
    const boarded = board(booked, 0.985, freeBeds(group.base))
    group.isAwaited = false
    for (const { soldier } of booked) {
      if (soldier.status !== 'home' || boarded.includes(soldier)) continue
      soldier.group.ready.push(soldier)
      people.hold(soldier, 'seat')
    }
    if (boarded.length === 0) {
      told.tell(thing, 'cancel', {}, { because: 'Nobody of those booked came.' })
      return
    }
    told.tell(thing, 'confirm', {
      persons: boarded.length,
      movedOn: world.today,
      base: group.base.thing,
    })
    group.base.taken += boarded.length
    if (!group.isHere) settle(group)
    for (const soldier of boarded) people.arrive(soldier)
  }

  /** Who of those booked is at the aircraft; the others are written down as not having come. */
  function board(booked: Flight['booked'], share: number, most = seatsMost): Soldier[] {
    let left = most
    return booked.flatMap(({ soldier, seat }) => {
      const comes = (soldier.status === 'home' || soldier.status === 'here') && dice.chance(share)
      if (comes && left <= 0) {
        told.tell(seat, 'remove', {}, { because: 'Fewer went home than were to: there is no bed.' })
        return []
      }
      told.tell(seat, comes ? 'board' : 'miss')
      left -= comes ? 1 : 0
      return comes ? [soldier] : []
    })
  }

  function home(movement: Thing, booked: Flight['booked']): void {
    const gone = board(booked, 0.998)
    if (gone.length === 0) {
      told.tell(movement, 'cancel', {}, { because: 'Nobody of those booked came.' })
      return
    }
    const base = gone[0]?.group.base
    told.tell(movement, 'confirm', {
      persons: gone.length,
      movedOn: world.today,
      fromBase: base?.thing,
    })
    for (const soldier of gone) {
      soldier.group.base.taken -= 1
      people.leave(soldier)
    }
  }

  /** Transfer of authority, the day the first of them land. */
  function settle(group: Contingent): void {
    group.isHere = true
    told.tell(group.thing, 'deploy', {
      formedOn: world.today,
      transferredOn: world.today,
      tourEndsOn: world.date(world.day + group.state.state.tourDays),
    })
  }

  function depart(
    group: Contingent,
    soldiers: Soldier[],
    reason: string,
    what: string,
    wait: number,
  ): void {
    const { key, ...about } = named(group, what)
    const movement = told.enter('movement', key, {
      ...about,
      contributor: group.state.thing,
      contingent: group.thing,
      kind: 'departure',
      reason,
      personsPlanned: soldiers.length,
      seats: seatsMost,
      plannedOn: world.date(world.day + wait),
      fromBase: group.base.thing,
      through: world.airport,
    })
    const booked = seatsFor(movement, soldiers)
    const go = (): void => {
      if (!world.isAirportShut) {
        home(movement, booked)
        return
      }
      const days = open() + 2
      told.tell(
        movement,
        'postpone',
        { plannedOn: world.date(world.day + days) },
        { because: 'The airport is closed to flights.' },
      )
      world.later(days, go)
    }
    world.later(wait, go)
  }

  const onTheWay = new Set<Soldier>()

  /** The tour of a unit lasts as long as that of the last of its people, who were extended or came later. */
  const toldEnd = new Map<Contingent, number>()
  function moveEnd(group: Contingent): void {
    const last = Math.max(0, ...group.here.map(({ endsOn }) => endsOn))
    if (!group.isHere || last <= (toldEnd.get(group) ?? world.day) + 20) return
    toldEnd.set(group, last)
    told.tell(group.thing, 'amend', { tourEndsOn: world.date(last) })
  }

  /** Tours that ended long ago end without a relief, once a week. */
  function endOverdue(group: Contingent): void {
    if (world.day % 7 !== 3 || group.isAwaited || world.isAirportShut) return
    const overdue = group.here.filter(
      (one) => one.status === 'here' && one.endsOn + 25 <= world.day && !onTheWay.has(one),
    )
    if (overdue.length === 0) return
    for (const one of overdue) onTheWay.add(one)
    depart(group, overdue.slice(0, seatsMost), 'repatriation', 'Return home', dice.whole(3, 6))
  }

  return {
    daily: () => {
      for (const group of world.groups) {
        plan(group)
        endOverdue(group)
        if (world.day % 30 === 11) moveEnd(group)
      }
    },
    sendHome: (soldier, why) => {
      if (onTheWay.has(soldier)) return
      onTheWay.add(soldier)
      depart(soldier.group, [soldier], 'repatriation', why, open() + 1)
    },
  }
}
