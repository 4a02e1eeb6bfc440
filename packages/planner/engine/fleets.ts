/** Fleets: vehicles that are up fail, some for good; some wait for a part; then all wait for the same hands to mend them. */

import type { Fleet } from '../model.ts'
import { all, F, f64, type I32, i32, when } from '../wasm/code.ts'
import type { Pools } from './pools.ts'
import { comes, down, type Stage, up } from './stage.ts'

/** How many vehicles of each fleet are up. */
export function fleetsIn(
  stage: Stage,
  pools: Pools,
  fleets: Readonly<Record<string, Fleet>>,
): { name: string; fit: I32 }[] {
  const { local, draws, heap, time, races, begin, act } = stage
  const repairs: (() => void)[] = []
  const ups = Object.entries(fleets).map(([name, fleet]) => {
    const { amount, more = [], fails, scrapped, part, repair } = fleet
    const [isUp, inRepair] = [local('i32'), local('i32')]
    const stream = draws.stream(`fleet ${name}`)
    const { take, release } = pools.user(repair.needs, () => up(inRepair))
    begin.push(isUp.set(i32(amount)))
    for (const [at, change] of more.entries())
      comes(stage, `fleet ${name} ${at}`, change, () => up(isUp, i32(change.by)))
    const gotPart = part && act(take)
    const broken =
      part && gotPart
        ? when(
            draws.happens(part.chance, stream),
            heap.push(F.add(time.get, draws.lasting(part.takes, stream)), gotPart),
            take(),
          )
        : take()
    races.push({
      rate: F.mul(F.fromInt(isUp.get), f64(1 / fails.mean)),
      act: () =>
        all(
          down(isUp),
          scrapped ? when(draws.happens(scrapped.chance, stream), [], broken) : broken,
        ),
    })
    repairs.push(() =>
      races.push({
        rate: F.mul(F.fromInt(inRepair.get), f64(1 / repair.mean)),
        act: () => all(down(inRepair), up(isUp), release()),
      }),
    )
    return { name, fit: isUp.get }
  })
  for (const repaired of repairs) repaired()
  return ups
}
