/** Resources: what people or vehicles hold while something lasts. Whoever finds none free waits in line, and the first in line goes first. */

import type { Resource } from '../model.ts'
import { all, type Bytes, choice, I, type I32, i32, load, loop, store, when } from '../wasm/code.ts'
import type { Shocks } from './shocks.ts'
import { comes, down, type Int, lineIn, type Stage, up } from './stage.ts'

export type Pools = {
  /** Whoever uses the resource says what begins once one is held. */
  user: (name: string, begins: () => Bytes) => { take: () => Bytes; release: () => Bytes }
  free: (name: string) => Int
  hasLine: (name: string) => I32
}

const LINE_ROOM = 32_768

export function poolsIn(
  stage: Stage,
  resources: Readonly<Record<string, Resource>>,
  { slips }: Shocks,
): Pools {
  const { begin, local, scratch } = stage
  const pools = new Map(
    Object.entries(resources).map(([name, { amount, more = [] }]) => {
      const free = local('i32')
      const line = lineIn(stage, LINE_ROOM, 1)
      const users: (() => Bytes)[] = []
      begin.push(free.set(i32(amount)))
      /** The first in line begins with the one that is held for it. */
      const serve = (): Bytes =>
        users.length === 1
          ? all(line.dropFirst, users[0]?.() ?? [])
          : all(
              scratch.j.set(load.u8(line.first, line.base)),
              line.dropFirst,
              choice(
                scratch.j.get,
                users.map((one) => one()),
              ),
            )
      const grows = (by: number): Bytes =>
        all(
          up(free, i32(by)),
          users.length > 0
            ? loop(I.and(I.gt(free.get, i32(0)), I.isZero(line.isEmpty)), all(down(free), serve()))
            : [],
        )
      for (const [at, change] of more.entries())
        comes(stage, `${name} ${at}`, change, () => grows(change.by), slips(name))
      return [name, { free, line, users, serve }] as const
    }),
  )
  const pool = (name: string) => {
    const found = pools.get(name)
    if (!found) throw new Error(`there is no resource ${name}`)
    return found
  }
  return {
    free: (name) => pool(name).free,
    hasLine: (name) => I.isZero(pool(name).line.isEmpty),
    user: (name, begins) => {
      const { free, line, users, serve } = pool(name)
      const number = users.push(begins) - 1
      return {
        take: () =>
          when(
            I.gt(free.get, i32(0)),
            all(down(free), begins()),
            line.pushed((place) => store.u8(place, i32(number), line.base)),
          ),
        release: () => when(I.or(line.isEmpty, I.lt(free.get, i32(0))), up(free), serve()),
      }
    },
  }
}
