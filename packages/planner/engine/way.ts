/** The way from promise to ready: stages one after the other, each with its time, what it needs, and how it can be in vain. */

import type { Population } from '../model.ts'
import { all, type Bytes, F, type F64, f64, i32, load, select, store, when } from '../wasm/code.ts'
import { NEVER } from './calendar.ts'
import { float } from './knowing.ts'
import type { Pools } from './pools.ts'
import { type Int, lineIn, type Stage, series, times, up } from './stage.ts'

const RING_ROOM = 32_768

/** What one person's first step is; `ready` counts those who have come to the end. */
export function wayOf(
  stage: Stage,
  pools: Pools,
  name: string,
  { stages, promised, waiting = {} }: Pick<Population, 'stages' | 'promised' | 'waiting'>,
  ready: Int,
): () => Bytes {
  const { draws, known, calendar, local, time, rings, act, onTheWay, counted, scratch, begin } =
    stage
  const enters: (() => Bytes)[] = []
  const enter = (at: number): Bytes => enters[at]?.() ?? up(ready)
  for (const [at, { name: step, lasts, needs, fails }] of stages.entries()) {
    const stream = draws.stream(`${name} ${step}`)
    const outcome = draws.stream(`${name} ${step} outcome`)
    const over = (): Bytes =>
      all(
        held ? held.release() : [],
        fails
          ? when(
              draws.happens(known(fails, 'chance'), outcome),
              enter(stages.findIndex((one) => one.name === fails.back)),
              enter(at + 1),
            )
          : enter(at + 1),
      )
    const isFixed = lasts.mean === undefined && lasts.median === undefined
    const begins = isFixed ? fixed(float(known(lasts, 'days')), over) : drawn(over)
    const held = needs === undefined ? undefined : pools.user(needs, begins)
    enters.push(held ? held.take : begins)

    /** What lasts as long for everybody ends in the order in which it began. */
    function fixed(days: F64, then: () => Bytes): () => Bytes {
      const due = local('f64')
      const line = lineIn(stage, RING_ROOM, 8)
      begin.push(due.set(f64(NEVER)))
      rings.push({
        due: due.get,
        reach: onTheWay,
        act: () =>
          all(
            counted(),
            line.dropFirst,
            due.set(select(f64(NEVER), load.f64(line.first, line.base), line.isEmpty)),
            then(),
          ),
      })
      return () =>
        all(
          scratch.drawn.set(F.add(time.get, days)),
          when(line.isEmpty, due.set(scratch.drawn.get)),
          line.pushed((place) => store.f64(place, scratch.drawn.get, line.base)),
        )
    }
    function drawn(then: () => Bytes): () => Bytes {
      const ends = act(then, onTheWay)
      return () => calendar.push(F.add(time.get, draws.lasting(lasts, stream)), ends)
    }
  }
  for (const [at, group] of promised.entries())
    series(
      stage,
      `${name} promised ${group.name ?? at}`,
      group,
      () => times(stage, i32(group.size), enter(0)),
      onTheWay,
    )
  for (const [step, persons] of Object.entries(waiting)) {
    const at = stages.findIndex((one) => one.name === step)
    begin.push(times(stage, i32(persons), enter(at < 0 ? stages.length : at)))
  }
  return () => enter(0)
}
