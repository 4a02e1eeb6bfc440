/**
 * The clock: from one thing to the next until the last day is over. Exact: what has no memory comes when a clock of its own has
 * run down one exponential draw, at a speed that is the rate of all who race on it; so a change of rate needs no new draw.
 */

import { all, type Bytes, choice, F, f64, I, type I32, i32, loop, when } from '../wasm/code.ts'
import { NEVER } from './calendar.ts'
import type { Race, Source, Stage } from './stage.ts'

/** Runs while `goesOn` holds. All acts must be known by now. */
export function clockOf(stage: Stage, acts: readonly (() => Bytes)[], goesOn: I32): Bytes {
  const { local, draws, calendar, time, of, lot, rings, quiet, begin, counted } = stage
  const [next, span, total] = [local('f64'), local('f64'), local('f64')]
  const which = local('i32')

  /** Who of them it was: the lot falls below the rate of one after those before it are taken off. */
  const drawn = (races: readonly Race[]): Bytes =>
    races.reduceRight<Bytes>(
      (rest, { rate, act }) =>
        when(
          F.lt(lot.get, rate),
          act(),
          rest.length > 0 ? all(lot.set(F.sub(lot.get, rate)), rest) : [],
        ),
      [],
    )
  const rateOf = (races: readonly Race[]) =>
    races.map(({ rate }) => rate).reduce((sum, rate) => F.add(sum, rate))

  const clocks = Object.entries(stage.races).map(([name, races]) => {
    const luck = draws.stream(`race ${name}`)
    const [left, since, rate, due] = [0, 0, 0, 0].map(() => local('f64')) as [F, F, F, F]
    type F = ReturnType<typeof local<'f64'>>
    const stands = all(rate.set(f64(0)), due.set(f64(NEVER)))
    begin.push(all(left.set(draws.exponential(luck)), since.set(f64(0)), stands))
    return {
      due: due.get,
      /** Goes on at the speed that is right now. With nobody on it, it is due at no time that is less than any. */
      sets: when(
        F.ne(total.tee(rateOf(races)), rate.get),
        all(
          left.set(F.max(f64(0), F.sub(left.get, F.mul(F.sub(time.get, since.get), rate.get)))),
          since.set(time.get),
          rate.set(total.get),
          due.set(F.add(time.get, F.div(left.get, rate.get))),
        ),
      ),
      act: () =>
        all(
          counted(),
          lot.set(F.mul(draws.uniform(luck), rate.get)),
          left.set(draws.exponential(luck)),
          since.set(time.get),
          stands,
          drawn(races),
        ),
    }
  })
  const sources: readonly Source[] = [...rings, ...clocks]
  const choose = all(
    ...clocks.map(({ sets }) => sets),
    next.set(calendar.due),
    which.set(i32(-1)),
    ...sources.map(({ due }, at) =>
      when(F.lt(due, next.get), all(next.set(due), which.set(i32(acts.length + at)))),
    ),
  )

  // Quiet races run until the next thing is due. What is left of their draw is what the way to it does not use up.
  const left = local('f64')
  const luck = draws.stream('race quiet')
  const { exponential, uniform } = draws.here(local)
  begin.push(left.set(draws.exponential(luck)))
  const ahead = F.mul(
    F.sub(next.get, time.get),
    total.tee(quiet.length > 0 ? rateOf(quiet) : f64(0)),
  )
  const race = all(
    loop(
      F.lt(left.get, span.tee(ahead)),
      all(
        time.set(F.add(time.get, F.div(left.get, total.get))),
        left.set(exponential(luck)),
        lot.set(F.mul(uniform(luck), total.get)),
        counted(),
        drawn(quiet),
      ),
    ),
    left.set(F.sub(left.get, span.get)),
  )
  const handlers = [...acts, ...sources.map(({ act }) => act)].map((act) => act())
  return loop(
    goesOn,
    all(
      choose,
      quiet.length > 0 ? race : [],
      time.set(next.get),
      when(
        I.lt(which.get, i32(0)),
        all(counted(), which.set(calendar.what), of.set(calendar.of), calendar.pop()),
      ),
      choice(which.get, handlers),
    ),
  )
}
