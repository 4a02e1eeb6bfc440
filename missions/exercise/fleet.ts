/**
 * Vehicles: they come after the people who drive them, break down where they drive, wait for parts that somebody must pay
 * for, and are looked after by date and by odometer.
 */
import { parkingEach } from './bases.ts'
import { models, systems, type Type, types, weights } from './models.ts'
import type { Money } from './money.ts'
import type { Stock } from './stock.ts'
import { as, type Thing } from './told.ts'
import { type Base, type Contingent, VEHICLES, type World } from './world.ts'

export type Vehicle = {
  thing: Thing
  plate: string
  type: Type
  group: Contingent
  base: Base
  isReady: boolean
  isGone: boolean
  hasTurret: boolean
  hasRadio: boolean
  seats: number
  km: number
  /** Outings since the tank was last filled. */
  outings: number
  serviceKm: number
  serviceDay: number
  isServiceOpen: boolean
  /** Kilometres from one failure to the next, on average. */
  kmBetween: number
  ownership: string
}

export type Fleet = {
  vehicles: Vehicle[]
  of: (base: Base) => Vehicle[]
  /** It comes back from so many kilometres; sometimes it does not come back by itself. */
  drive: (vehicle: Vehicle, km: number, where: unknown) => void
  /** It goes over to another base, on paper signed by who gives and by who takes. */
  handOver: (vehicle: Vehicle, to: Base) => void
  daily: () => void
}

/** Who signs for a vehicle: who gives it, and who takes it. */
const giver = as('fleet', 'fleet')
const taker = as('inspector', 'inspector')
const serviceEach = { km: 6000, days: 170 }

export function fleet(world: World, money: Money, stock: Stock): Fleet {
  const dice = world.dice('fleet')
  const { told, bodies } = world
  const vehicles: Vehicle[] = []
  const at = new Map<Base, Vehicle[]>(world.bases.map((base) => [base, []]))
  const whole = world.groups.reduce((sum, group) => sum + weightOf(group), 0)
  const equipped = new Set<Contingent>()
  let number = 0
  let parts = 0

  function equip(group: Contingent): void {
    const items = Math.max(
      1,
      Math.round((VEHICLES * world.setting.scale * weightOf(group)) / whole),
    )
    const gives = dice.pick([bodies.XAL, bodies.XCO, bodies.XUN])
    for (let nth = 0; nth < items; nth++) world.later(dice.whole(2, 28), () => enter(group, gives))
    const given = told.enter('delivery', group.thing.key, {
      title: `Vehicles for ${group.name}`,
      type: 'mrap',
      donor: gives,
      recipient: 'mission',
      items: Math.max(1, Math.round(items * 0.2)),
      statedOn: world.today,
    })
    world.later(30, () => told.tell(given, 'deliver', { deliveredOn: world.today }))
  }

  function enter(group: Contingent, gives: Thing | undefined): void {
    const type = dice.weigh<Type>(types[group.lends.capability] ?? [['patrol', 1]])
    const ownership = dice.weigh([
      ['contingentOwned', 66],
      ['donated', 18],
      ['leased', 16],
    ] as const)
    const isNew = ownership === 'leased' || dice.chance(group.state.state.newShare)
    const gotAs = ownership === 'donated' ? 'donated' : isNew ? 'new' : 'secondHand'
    const [model, usd, seats] = models[type]
    const isArmoured = type === 'apc' || type === 'mrap'
    number += 1
    const plate = `TR-${String(number).padStart(4, '0')}`
    const year = Number(world.today.slice(0, 4))
    const vehicle: Vehicle = {
      thing: told.thing('vehicle', plate),
      plate,
      type,
      group,
      base: group.base,
      isReady: false,
      isGone: false,
      hasTurret: isArmoured && dice.chance(0.68),
      hasRadio: dice.chance(0.9),
      seats,
      km: gotAs === 'new' ? dice.whole(40, 900) : dice.whole(18_000, 160_000),
      outings: 0,
      serviceKm: 0,
      serviceDay: world.day + dice.whole(60, serviceEach.days),
      isServiceOpen: false,
      kmBetween: gotAs === 'new' ? 3400 : gotAs === 'donated' ? 1900 : 1300,
      ownership,
    }
    vehicle.serviceKm = vehicle.km + serviceEach.km
    const comesIn = dice.whole(1, 14)
    // Promised for a day where there is a place to park; else it stands outside the wire, and nobody promises anything.
    const isPromised = parkedAt(group.base) + 2 < places(group.base)
    coming.set(group.base, (coming.get(group.base) ?? 0) + 1)
    told.tell(vehicle.thing, 'enter', {
      plate,
      type,
      contingent: group.thing,
      contributor: group.state.thing,
      agreementLine: ownership === 'contingentOwned' ? group.state.lines.get(type) : undefined,
      model,
      base: group.base.thing,
      donor: ownership === 'donated' ? gives : undefined,
      ownership,
      builtYear: gotAs === 'new' ? year - dice.whole(0, 2) : year - dice.whole(6, 24),
      gotAs,
      hasTurret: isArmoured ? (vehicle.hasTurret ? 'yes' : 'no') : undefined,
      hasRadio: vehicle.hasRadio ? 'yes' : 'no',
      crewSeats: seats,
      unitCostUsd: gotAs === 'secondHand' ? Math.round(usd * 0.3) : usd,
      fuelLitres: models[type][3],
      expectedOn: isPromised ? world.date(world.day + comesIn) : undefined,
      serviceOn: world.date(vehicle.serviceDay),
      serviceKm: vehicle.serviceKm,
    })
    world.later(comesIn, () => {
      const condition = gotAs === 'new' ? 'good' : dice.pick(['good', 'worn', 'worn'])
      told.tell(vehicle.thing, 'accept', {
        acceptedOn: world.today,
        odometerKm: vehicle.km,
        condition,
      })
      coming.set(vehicle.base, (coming.get(vehicle.base) ?? 1) - 1)
      signOver(vehicle, 'arrival', condition)
      vehicle.isReady = true
      vehicles.push(vehicle)
      at.get(vehicle.base)?.push(vehicle)
    })
    // Turrets come apart from what carries them, and late.
    if (ownership === 'donated' && isArmoured && !vehicle.hasTurret)
      world.later(dice.whole(90, 240), () => mountTurret(vehicle))
  }

  /** Vehicles that stand at a base, or will; and places to park there, as built. */
  const coming = new Map<Base, number>()
  const parkedAt = (base: Base): number =>
    vehicles.filter((one) => one.base === base).length + (coming.get(base) ?? 0)
  const places = ({ beds }: Base): number => Math.floor(parkingEach * beds * 1.15)

  /** What the giver says of it, and the taker: mostly the same; else both stand until they agree. */
  function signOver(vehicle: Vehicle, kind: 'arrival' | 'transfer', condition: string): void {
    const paper = told.enter(
      'handover',
      `${vehicle.plate}/${kind}/${world.today}`,
      {
        ...papers(vehicle),
        kind,
        condition,
        handedOn: world.today,
        base: vehicle.base.thing,
        odometerKm: vehicle.km,
      },
      { by: giver },
    )
    if (dice.chance(0.93)) {
      told.tell(paper, 'take', { conditionTaken: condition }, { by: taker })
      return
    }
    const note = 'A door does not close, and the spare wheel is missing.'
    told.tell(paper, 'dispute', { conditionTaken: 'damaged', note }, { by: taker })
    world.later(dice.whole(3, 20), () =>
      told.tell(paper, 'take', { conditionTaken: condition }, { by: taker }),
    )
  }

  function handOver(vehicle: Vehicle, to: Base): void {
    at.get(vehicle.base)?.splice(at.get(vehicle.base)?.indexOf(vehicle) ?? 0, 1)
    vehicle.base = to
    at.get(to)?.push(vehicle)
    told.tell(vehicle.thing, 'handOver', { base: to.thing, condition: 'good' })
    signOver(vehicle, 'transfer', 'good')
  }

  const papers = ({ thing, group }: Vehicle) => ({
    vehicle: thing,
    contingent: group.thing,
    contributor: group.state.thing,
  })

  function mountTurret(vehicle: Vehicle): void {
    if (vehicle.isGone || !vehicle.isReady) return
    const order = told.enter('workOrder', `${vehicle.plate}/turret`, {
      ...papers(vehicle),
      kind: 'fitting',
      openedOn: world.today,
      base: vehicle.base.thing,
      part: 'Turret kit',
    })
    world.later(3, () => {
      told.tell(order, 'finish', { closedOn: world.today, hoursWorked: 22 })
      told.tell(vehicle.thing, 'amend', { hasTurret: 'yes' })
      vehicle.hasTurret = true
    })
  }

  function fail(vehicle: Vehicle, where: unknown): void {
    const { thing, plate, base } = vehicle
    const system = dice.weigh(systems.filter(([one]) => one !== 'turret' || vehicle.hasTurret))
    const day = world.today
    const isFar = dice.chance(0.45)
    vehicle.isReady = false
    const breakdown = told.enter('breakdown', `${plate}/${day}`, {
      ...papers(vehicle),
      occurredOn: day,
      system,
      inDanger: isFar
        ? dice.weigh([
            ['no', 70],
            ['yes', 26],
            ['unknown', 4],
          ] as const)
        : 'no',
      where: isFar ? where : undefined,
      isTowed: isFar ? (dice.chance(0.6) ? 'yes' : 'no') : 'no',
      odometerKm: vehicle.km,
      fault: `${system}: did not go on (invented)`,
    })
    const isPartless = dice.chance(0.42)
    const days = isPartless ? dice.whole(9, 48) : dice.whole(1, 6)
    told.tell(thing, 'ground', { fault: `${system} failed`, backOn: world.date(world.day + days) })
    const order = told.enter('workOrder', `${plate}/${day}`, {
      ...papers(vehicle),
      kind: 'repair',
      openedOn: day,
      breakdown,
      base: base.thing,
      odometerKm: vehicle.km,
    })
    if (dice.chance(0.006)) giveUp(vehicle, breakdown, order)
    else if (isPartless) awaitPart(vehicle, breakdown, order, system, days)
    else {
      world.later(1, () => told.tell(order, 'start'))
      world.later(1 + days, () => mend(vehicle, breakdown, order))
    }
  }

  /** A part is ordered when it is paid for: without money it is not even on its way. */
  function awaitPart(
    vehicle: Vehicle,
    breakdown: Thing,
    order: Thing,
    system: string,
    days: number,
  ): void {
    const since = world.today
    told.tell(order, 'awaitPart', {
      part: `${system} part`,
      awaitedSince: since,
      promisedOn: world.date(world.day + days),
    })
    const come = (): void => {
      told.tell(order, 'start')
      world.later(dice.whole(1, 3), () => mend(vehicle, breakdown, order))
    }
    const buy = (): void => {
      parts += 1
      const usd = dice.whole(8, 60) * 100
      // Small parts come off the shelf; each twelfth is bought by itself.
      const isBought =
        parts % 12 !== 0 ||
        money.pay(
          'logistics',
          usd,
          `${system} part for ${vehicle.plate}`,
          'XHLS',
          `part/${order.key}`,
        )
      world.later(isBought ? days : 9, isBought ? come : buy)
    }
    buy()
  }

  function mend(vehicle: Vehicle, breakdown: Thing, order: Thing): void {
    const hours = dice.whole(2, 30)
    told.tell(order, 'finish', {
      closedOn: world.today,
      hoursWorked: hours,
      odometerKm: vehicle.km,
    })
    told.tell(breakdown, 'mend', { mendedOn: world.today })
    told.tell(vehicle.thing, 'release', { odometerKm: vehicle.km })
    vehicle.isReady = true
  }

  function giveUp(vehicle: Vehicle, breakdown: Thing, order: Thing): void {
    vehicle.isGone = true
    const list = at.get(vehicle.base)
    list?.splice(list.indexOf(vehicle), 1)
    world.later(12, () => {
      const because = 'The repair would cost more than the vehicle.'
      told.tell(order, 'cancel', {}, { because })
      told.tell(breakdown, 'giveUp', {}, { because })
      told.tell(vehicle.thing, 'writeOff', { condition: 'damaged' }, { because })
    })
  }

  /** Most services are done in time; some wait for a quiet week. */
  function service(vehicle: Vehicle): void {
    vehicle.isServiceOpen = true
    const order = told.enter('workOrder', `${vehicle.plate}/service/${world.today}`, {
      ...papers(vehicle),
      kind: 'preventive',
      openedOn: world.today,
      base: vehicle.base.thing,
      odometerKm: vehicle.km,
    })
    const finish = (): void => {
      if (vehicle.isGone) return
      if (!vehicle.isReady) {
        world.later(5, finish)
        return
      }
      vehicle.isServiceOpen = false
      vehicle.serviceKm = vehicle.km + serviceEach.km
      vehicle.serviceDay = world.day + serviceEach.days
      told.tell(order, 'finish', {
        closedOn: world.today,
        hoursWorked: dice.whole(2, 7),
        odometerKm: vehicle.km,
      })
      told.tell(vehicle.thing, 'service', {
        servicedOn: world.today,
        serviceOn: world.date(vehicle.serviceDay),
        serviceKm: vehicle.serviceKm,
        odometerKm: vehicle.km,
      })
    }
    world.later(dice.chance(0.85) ? dice.whole(1, 3) : dice.whole(9, 32), finish)
  }

  function drive(vehicle: Vehicle, km: number, where: unknown): void {
    vehicle.km += km
    vehicle.outings += 1
    const litres = models[vehicle.type][3]
    const fails = dice.chance(km / vehicle.kmBetween)
    if (vehicle.outings >= 4) {
      vehicle.outings = 0
      if (stock.issueFuel(vehicle.base, vehicle.thing, Math.round(litres * 0.75), vehicle.km))
        told.tell(vehicle.thing, 'amend', { odometerKm: vehicle.km, fuelLitres: litres })
    }
    if (fails) fail(vehicle, where)
  }

  return {
    vehicles,
    of: (base) => at.get(base) ?? [],
    drive,
    handOver,
    daily: () => {
      for (const group of world.groups) {
        if (!group.isHere || equipped.has(group)) continue
        equipped.add(group)
        equip(group)
      }
      for (const vehicle of vehicles) {
        if (vehicle.isGone || !vehicle.isReady || vehicle.isServiceOpen) continue
        if (vehicle.km >= vehicle.serviceKm || world.day >= vehicle.serviceDay) service(vehicle)
      }
    },
  }
}

const weightOf = ({ size, lends }: Contingent): number => size * (weights[lends.capability] ?? 1)
