/**
 * Patrols: what is asked of the people and vehicles that are there. A task names what it needs; where no vehicle is fit for
 * it the patrol is refused, and the refusal is written down.
 */
import type { Fleet, Vehicle } from './fleet.ts'
import { communes } from './geography.ts'
import type { OperationsDesk } from './operations.ts'
import { listsFrom } from './rota.ts'
import type { Thing } from './told.ts'
import { type Base, type Contingent, DAYS, type World } from './world.ts'

const tasks = [
  {
    code: 'ARMOURED',
    task: 'patrol',
    name: 'Armoured patrol',
    types: ['apc', 'mrap'],
    vehiclesLeast: 2,
    needsTurret: true,
    needsRadio: true,
    crew: 4,
    needsReserve: true,
    restHoursLeast: 8,
    often: 34,
  },
  {
    code: 'LIGHT',
    task: 'patrol',
    name: 'Light patrol',
    types: ['patrol', 'mrap'],
    vehiclesLeast: 2,
    needsRadio: true,
    crew: 3,
    often: 40,
  },
  {
    code: 'ESCORT',
    task: 'convoyEscort',
    name: 'Convoy escort',
    types: ['apc', 'mrap', 'patrol', 'truck'],
    vehiclesLeast: 3,
    needsRadio: true,
    crew: 2,
    often: 14,
  },
  {
    code: 'MEDICAL',
    task: 'patrol',
    name: 'Ambulance run',
    types: ['ambulance'],
    vehiclesLeast: 1,
    needsMedic: true,
    crew: 2,
    often: 6,
  },
  {
    code: 'NIGHT',
    task: 'nightPatrol',
    name: 'Night patrol',
    types: ['patrol', 'mrap', 'apc'],
    vehiclesLeast: 2,
    needsRadio: true,
    crew: 3,
    often: 12,
  },
  {
    code: 'SUPPLY',
    task: 'convoyEscort',
    name: 'Supply run',
    types: ['truck'],
    vehiclesLeast: 2,
    crew: 2,
    often: 12,
  },
] as const
type Task = (typeof tasks)[number] & {
  needsTurret?: boolean
  needsRadio?: boolean
  needsMedic?: boolean
}

/** Who is asked for which; whoever is not named, for the rest. */
const own: Readonly<Record<string, readonly string[]>> = {
  medical: ['MEDICAL'],
  logistics: ['SUPPLY', 'ESCORT'],
  engineering: ['SUPPLY'],
}
const rest = ['ARMOURED', 'LIGHT', 'ESCORT', 'NIGHT', 'MEDICAL']

/** How many a day at scale 1, when everybody is there. */
const usual = 27

/** A caveat stands against it from the day it is told, and no longer once it is lifted. */
const excludes = ({ state }: Contingent, task: string, pcode: string): boolean => {
  const { caveat } = state.state
  if (!state.hasCaveat || !caveat) return false
  return caveat.excludes.includes(task) && pcode.startsWith(caveat.department ?? '')
}

export function patrols(world: World, fleet: Fleet, desk: OperationsDesk): { daily: () => void } {
  const dice = world.dice('patrols')
  const { told } = world
  const things = new Map<string, Thing>()
  let nth = 0
  let away = 0

  const isFit = (vehicle: Vehicle, { types, needsTurret, needsRadio, crew }: Task): boolean =>
    vehicle.isReady &&
    (types as readonly string[]).includes(vehicle.type) &&
    (!needsTurret || vehicle.hasTurret) &&
    (!needsRadio || vehicle.hasRadio) &&
    vehicle.seats >= crew

  function go(base: Base, group: Contingent, out: Set<Vehicle>): void {
    const asked = own[group.lends.capability] ?? rest
    const task = dice.weigh(
      tasks
        .filter(({ code }) => asked.includes(code))
        .map((one) => [one as Task, one.often] as const),
    )
    const fit = fleet.of(base).filter((one) => isFit(one, task) && !out.has(one))
    // Not always the same: whoever was out rests.
    const from = fit.length > 0 ? dice.whole(0, fit.length - 1) : 0
    const vehicles = [...fit.slice(from), ...fit.slice(0, from)].slice(0, task.vehiclesLeast)
    const crew = task.crew * Math.max(task.vehiclesLeast, vehicles.length)
    const medics = task.needsMedic ? 1 : 0
    nth += 1
    const commune = desk.goal() ?? dice.pick(communes)
    const left = task.task === 'nightPatrol' ? dice.whole(19, 21) : dice.whole(5, 16)
    const hours = task.task === 'nightPatrol' ? dice.whole(2, 4) / 2 : dice.whole(4, 14) / 2
    const isListed = world.day >= listsFrom
    const officers = isListed ? desk.crewOf(group, crew, left) : []
    // Now and then, on the last morning, somebody has yet to write the list.
    const isForgotten = world.day === DAYS - 1 && dice.chance(0.2)
    const patrol = told.enter('patrol', String(nth), {
      title: `${task.name} ${nth}, ${commune.name}`,
      configuration: things.get(task.code),
      task: task.task,
      // Now and then nobody has written down where.
      where: dice.chance(0.96)
        ? { pcode: commune.pcode, precision: 'commune', name: commune.name }
        : undefined,
      plannedOn: world.today,
      base: base.thing,
      contingent: group.thing,
      contributor: group.state.thing,
      vehicles: vehicles.map(({ thing }) => thing),
      crew,
      medics,
      operation: desk.under(commune),
      officers: isForgotten ? [] : officers.map(({ thing }) => thing),
      reserveForce: isForgotten ? undefined : group.thing,
      dueBackAt: isListed ? at(left + hours) : undefined,
    })
    // Those of the last day have not left yet: whoever opens the exercise stands at their gate.
    if (world.day === DAYS - 1) return
    const stands =
      vehicles.length < task.vehiclesLeast
        ? ['vehicle', 'Too few vehicles at the base are fit for it.']
        : excludes(group, task.task, commune.pcode) && dice.chance(0.9)
          ? ['caveat', 'A national caveat stands against the hour or the task.']
          : task.code === 'NIGHT' && isListed && officers.length < crew
            ? ['rest', 'Too few of the crew have rested and read the directive.']
            : dice.chance(0.008) && ['weather', 'The river is over the road.']
    if (stands) {
      const [refusedFor, because = ''] = stands
      told.tell(patrol, 'refuse', { refusedFor }, { because })
      return
    }
    for (const one of vehicles) out.add(one)
    told.tell(patrol, 'sendOut', { leftAt: at(left) })
    if (world.day >= DAYS - 4 && away < 2 && stayOut(patrol, left)) return
    told.tell(patrol, 'comeBack', { backAt: at(left + hours), hoursOut: hours })
    desk.cameBack({ patrol, group, commune, crew: officers, left, hours })
    const where = {
      pcode: commune.pcode,
      lon: commune.middle[0],
      lat: commune.middle[1],
      precision: 'commune',
      name: commune.name,
    }
    for (const one of vehicles) fleet.drive(one, Math.round(hours * dice.whole(14, 30)), where)
  }

  /** Of the last days, one is not back, and one stands broken down. */
  function stayOut(patrol: Thing, left: number): boolean {
    away += 1
    if (away === 2) told.tell(patrol, 'strand', { strandedAt: at(left + 2) })
    return true
  }

  const at = (hour: number): string => {
    const [whole, half] = [Math.floor(hour), hour % 1 === 0 ? '00' : '30']
    return `${world.today}T${String(whole).padStart(2, '0')}:${half}:00Z`
  }

  return {
    daily: () => {
      if (world.day === 6)
        for (const { code, often: _, task: __, ...task } of tasks)
          things.set(code, told.enter('configuration', code, task))
      const night = things.get('NIGHT')
      if (world.day === listsFrom && night)
        told.tell(night, 'amend', { needsCrewList: true, needsReserve: true, restHoursLeast: 8 })
      const escort = things.get('ESCORT')
      if (world.day === DAYS - 1 && escort) told.tell(escort, 'amend', { needsKreyol: true })
      for (const base of world.bases) {
        const groups = world.groups.filter(
          (one) => one.base === base && one.isHere && one.here.length > 2,
        )
        if (groups.length === 0) continue
        const share = groups.reduce((sum, { here }) => sum + here.length, 0) / world.strength
        const out = new Set<Vehicle>()
        for (
          let left = dice.times(usual * Math.max(world.setting.scale, 0.016) * share);
          left > 0;
          left--
        )
          go(base, dice.pick(groups), out)
      }
    },
  }
}
