/**
 * Patrols: what is asked of the people and vehicles that are there. A task names what it needs; where no vehicle is fit for
 * it the patrol is refused, and the refusal is written down.
 */
import type { Fleet, Vehicle } from './fleet.ts'
import { communes } from './geography.ts'
import type { Thing } from './told.ts'
import type { Base, Contingent, World } from './world.ts'

const tasks = [
  {
    code: 'ARMOURED',
    name: 'Armoured patrol',
    types: ['apc', 'mrap'],
    vehiclesLeast: 2,
    needsTurret: true,
    needsRadio: true,
    crew: 4,
    often: 34,
  },
  {
    code: 'LIGHT',
    name: 'Light patrol',
    types: ['patrol', 'mrap'],
    vehiclesLeast: 2,
    needsRadio: true,
    crew: 3,
    often: 40,
  },
  {
    code: 'ESCORT',
    name: 'Convoy escort',
    types: ['apc', 'mrap', 'patrol', 'truck'],
    vehiclesLeast: 3,
    needsRadio: true,
    crew: 2,
    often: 14,
  },
  {
    code: 'MEDICAL',
    name: 'Ambulance run',
    types: ['ambulance'],
    vehiclesLeast: 1,
    needsMedic: true,
    crew: 2,
    often: 6,
  },
  { code: 'SUPPLY', name: 'Supply run', types: ['truck'], vehiclesLeast: 2, crew: 2, often: 12 },
] as const
type Task = (typeof tasks)[number] & {
  needsTurret?: boolean
  needsRadio?: boolean
  needsMedic?: boolean
}

/** How many a day at scale 1, when everybody is there. */
const usual = 27

export function patrols(world: World, fleet: Fleet): { daily: () => void } {
  const dice = world.dice('patrols')
  const { told } = world
  const things = new Map<string, Thing>()
  let nth = 0

  const isFit = (vehicle: Vehicle, { types, needsTurret, needsRadio, crew }: Task): boolean =>
    vehicle.isReady &&
    (types as readonly string[]).includes(vehicle.type) &&
    (!needsTurret || vehicle.hasTurret) &&
    (!needsRadio || vehicle.hasRadio) &&
    vehicle.seats >= crew

  function go(base: Base, group: Contingent, out: Set<Vehicle>): void {
    const task = dice.weigh(tasks.map((one) => [one as Task, one.often] as const))
    const vehicles = fleet
      .of(base)
      .filter((one) => isFit(one, task) && !out.has(one))
      .slice(0, task.vehiclesLeast)
    const crew = task.crew * Math.max(task.vehiclesLeast, vehicles.length)
    const medics = task.needsMedic ? 1 : 0
    nth += 1
    const commune = dice.pick(communes)
    const patrol = told.enter('patrol', String(nth), {
      title: `${task.name} ${nth}, ${commune.name}`,
      configuration: things.get(task.code),
      plannedOn: world.today,
      base: base.thing,
      contingent: group.thing,
      contributor: group.state.thing,
      vehicles: vehicles.map(({ thing }) => thing),
      crew,
      medics,
    })
    const caveat = group.state.state.caveat
    const stands =
      vehicles.length < task.vehiclesLeast
        ? ['vehicle', 'Too few vehicles at the base are fit for it.']
        : caveat && dice.chance(0.03)
          ? ['caveat', 'A national caveat stands against the hour or the task.']
          : dice.chance(0.008) && ['weather', 'The river is over the road.']
    if (stands) {
      const [refusedFor, because = ''] = stands
      told.tell(patrol, 'refuse', { refusedFor }, { because })
      return
    }
    for (const one of vehicles) out.add(one)
    const left = dice.whole(5, 16)
    const hours = dice.whole(4, 14) / 2
    told.tell(patrol, 'sendOut', { leftAt: at(left) })
    told.tell(patrol, 'comeBack', { backAt: at(left + hours), hoursOut: hours })
    const where = {
      pcode: commune.pcode,
      lon: commune.middle[0],
      lat: commune.middle[1],
      precision: 'commune',
      name: commune.name,
    }
    for (const one of vehicles) fleet.drive(one, Math.round(hours * dice.whole(14, 30)), where)
  }

  const at = (hour: number): string => {
    const [whole, half] = [Math.floor(hour), hour % 1 === 0 ? '00' : '30']
    return `${world.today}T${String(whole).padStart(2, '0')}:${half}:00Z`
  }

  return {
    daily: () => {
      if (world.day === 6)
        for (const { code, often: _, ...task } of tasks)
          things.set(code, told.enter('configuration', code, task))
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
