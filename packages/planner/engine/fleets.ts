/** Fleets: vehicles that are up fail, some for good; some need a part, from stock or awaited; then all wait for the same hands to mend them. */

import type { Fleet } from '../model.ts'
import { all, type Bytes, F, I, type I32, i32, when } from '../wasm/code.ts'
import { inverse } from './knowing.ts'
import type { Pools } from './pools.ts'
import { comes, down, type Race, type Stage, times, up, VEHICLES } from './stage.ts'

/** How many vehicles of each fleet are up. */
export function fleetsIn(
  stage: Stage,
  pools: Pools,
  fleets: Readonly<Record<string, Fleet>>,
): { name: string; fit: I32 }[] {
  const { local, draws, known, calendar, time, races, begin, act } = stage
  const failures: Race[] = []
  const repairs: Race[] = []
  const ups = Object.entries(fleets).map(([name, fleet]) => {
    const { amount, more = [], fails, scrapped, part, repair } = fleet
    const { awaitingPart = 0, awaitingRepair = 0 } = fleet.down ?? {}
    const [isUp, inRepair] = [local('i32'), local('i32')]
    const stream = draws.stream(`fleet ${name}`)
    const { take, release } = pools.user(repair.needs, () => up(inRepair))
    const gotPart = act(take, { isBlind: true, rates: [VEHICLES] })
    const awaits = (): Bytes =>
      part ? calendar.push(F.add(time.get, draws.lasting(part.takes, stream)), gotPart) : take()
    /** A part from stock is used up. */
    const fetches = (): Bytes => {
      if (!part?.needs) return awaits()
      const stock = pools.free(part.needs)
      return when(I.gt(stock.get, i32(0)), all(down(stock), take()), awaits())
    }
    const breaks = part
      ? when(draws.happens(known(part, 'chance'), stream), fetches(), take())
      : take()
    begin.push(
      isUp.set(i32(amount - awaitingPart - awaitingRepair)),
      times(stage, i32(awaitingPart), awaits()),
      times(stage, i32(awaitingRepair), take()),
    )
    for (const [at, change] of more.entries())
      comes(stage, `fleet ${name} ${at}`, change, () => up(isUp, i32(change.by)))
    failures.push({
      rate: F.mul(F.fromInt(isUp.get), inverse(known(fails, 'mean'))),
      act: () =>
        all(
          down(isUp),
          scrapped ? when(draws.happens(known(scrapped, 'chance'), stream), [], breaks) : breaks,
        ),
    })
    repairs.push({
      rate: F.mul(F.fromInt(inRepair.get), inverse(known(repair, 'mean'))),
      act: () => all(down(inRepair), up(isUp), release()),
    })
    return { name, fit: isUp.get }
  })
  if (ups.length > 0) races[VEHICLES] = [...failures, ...repairs]
  return ups
}
