/**
 * The story of Exercise Twin Rivers, day by day: what was put off to the day happens, then each desk has its turn. Told as it
 * goes, so that ten million entries need no more memory than the people and vehicles that are there.
 */
import { agreements } from './agreements.ts'
import { ahead } from './ahead.ts'
import { bases } from './bases.ts'
import { care } from './care.ts'
import { claims } from './claims.ts'
import { community } from './community.ts'
import { conductUnit } from './conduct.ts'
import { custody } from './custody.ts'
import { directives } from './directives.ts'
import { duties } from './duties.ts'
import { fleet } from './fleet.ts'
import { flights } from './flights.ts'
import { generation } from './generation.ts'
import { ground } from './ground.ts'
import { mandate } from './mandate.ts'
import { money } from './money.ts'
import { monitoring } from './monitor.ts'
import { operations } from './operations.ts'
import { running } from './orders.ts'
import { patrols } from './patrols.ts'
import { pay } from './pay.ts'
import { people } from './people.ts'
import { returns } from './returns.ts'
import { sharing } from './sharing.ts'
import { situation } from './situation.ts'
import { stock } from './stock.ts'
import { stores } from './stores.ts'
import type { Line } from './told.ts'
import { transfers } from './transfers.ts'
import { type Contingent, DAYS, makeWorld, type Setting, type World } from './world.ts'

export type Day = { day: number; date: string; lines: Line[]; world: World }

/** The same setting always tells the same lines in the same order. */
export function* tell(setting: Setting): Generator<Day> {
  const world = makeWorld(setting)
  const purse = money(world)
  const staff = people(world)
  const bridge = flights(world, staff, purse)
  const shelves = stock(world, purse)
  const vehicles = fleet(world, purse, shelves)
  const reimbursed = claims(world, vehicles, purse)
  const platesOf = (group: Contingent) =>
    vehicles
      .of(group.base)
      .filter((one) => one.group === group && one.ownership === 'contingentOwned')
      .map(({ thing }) => thing)
  const around = situation(world)
  const rules = directives(world)
  world.beforeDuty = rules.read
  const sorties = operations(world, rules)
  const desks = [
    mandate(world),
    duties(world),
    rules,
    purse,
    generation(world),
    bases(world, purse),
    staff,
    bridge,
    shelves,
    vehicles,
    transfers(world, vehicles),
    sorties,
    patrols(world, vehicles, sorties),
    stores(world),
    agreements(world, platesOf),
    reimbursed,
    pay(world, purse),
    ahead(world),
    returns(world),
    ground(world, bridge, reimbursed, around),
    around,
    running(world),
    sharing(world),
    custody(world),
    care(world),
    conductUnit(world),
    monitoring(world),
    community(world),
  ]
  for (let day = 0; day < DAYS; day++) {
    world.begin(day)
    for (const desk of desks) desk.daily()
    yield { day, date: world.today, lines: world.told.lines(), world }
  }
}
