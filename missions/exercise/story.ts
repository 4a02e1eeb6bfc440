/**
 * The story of Exercise Twin Rivers, day by day: what was put off to the day happens, then each desk has its turn. Told as it
 * goes, so that ten million entries need no more memory than the people and vehicles that are there.
 */
import { bases } from './bases.ts'
import { flights } from './flights.ts'
import { generation } from './generation.ts'
import { mandate } from './mandate.ts'
import { money } from './money.ts'
import { people } from './people.ts'
import type { Line } from './told.ts'
import { DAYS, makeWorld, type Setting, type World } from './world.ts'

export type Day = { day: number; date: string; lines: Line[]; world: World }

/** The same setting always tells the same lines in the same order. */
export function* tell(setting: Setting): Generator<Day> {
  const world = makeWorld(setting)
  const purse = money(world)
  const staff = people(world)
  const bridge = flights(world, staff, purse)
  const desks = [mandate(world), purse, generation(world), bases(world, purse), staff, bridge]
  for (let day = 0; day < DAYS; day++) {
    world.begin(day)
    for (const desk of desks) desk.daily()
    yield { day, date: world.today, lines: world.told.lines(), world }
  }
}
