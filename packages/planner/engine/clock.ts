/**
 * The clock: from one thing to the next until the last day is over. Exact: what has no memory comes when a clock of its own has
 * run down one exponential draw, at a speed that is the rate of all who race on it; so a change of rate needs no new draw. Around
 * each act no more is done than it can reach: rates are set anew where it may change them, and quiet races run up to it where it
 * may look at them.
 */

import { all, type Bytes, choice, F, f64, I, type I32, i32, loop, when } from '../wasm/code.ts'
import { NEVER } from './calendar.ts'
import { type Race, type Reach, type Source, type Stage, VEHICLES } from './stage.ts'

/** By which an act is called: its place, and in the last bit whether it is blind. */
export const numberOf = (place: number, { isBlind = false }: Reach): I32 =>
  i32(2 * place + Number(isBlind))
const isBlind = (number: I32): I32 => I.and(number, i32(1))
const placeOf = (number: I32): I32 => I.shr(number, i32(1))

type Act = { what: () => Bytes; reach: Reach }

/** Runs while `goesOn` holds. All acts must be known by now. */
export function clockOf(stage: Stage, acts: readonly Act[], goesOn: I32): Bytes {
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
      name,
      due: due.get,
      // What has no memory may befall whoever is there, or a vehicle.
      reach: name === VEHICLES ? { isBlind: true, rates: [VEHICLES] } : {},
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
  const setsOf = ({ rates }: Reach): Bytes =>
    all(...clocks.flatMap(({ name, sets }) => (rates?.includes(name) === false ? [] : [sets])))
  const choose = all(
    next.set(calendar.due),
    which.set(i32(-1)),
    ...sources.map(({ due, reach }, at) =>
      when(F.lt(due, next.get), all(next.set(due), which.set(numberOf(acts.length + at, reach)))),
    ),
  )

  // Quiet races run until they are looked at. What is left of their draw is what the way to there does not use up.
  const [left, raced] = [local('f64'), local('f64')]
  const luck = draws.stream('race quiet')
  const { open, close, exponential, uniform } = draws.here(local, luck)
  begin.push(left.set(draws.exponential(luck)), raced.set(f64(0)))
  const ahead = F.mul(
    F.sub(next.get, raced.get),
    total.tee(quiet.length > 0 ? rateOf(quiet) : f64(0)),
  )
  const race = all(
    open,
    loop(
      F.lt(left.get, span.tee(ahead)),
      all(
        raced.set(F.add(raced.get, F.div(left.get, total.get))),
        left.set(exponential()),
        lot.set(F.mul(uniform(), total.get)),
        counted(),
        drawn(quiet),
      ),
    ),
    close,
    left.set(F.sub(left.get, span.get)),
    raced.set(next.get),
  )
  const all_ = [...acts, ...sources.map(({ act, reach }) => ({ what: act, reach }))]
  const handlers = all_.map(({ what, reach }) => all(what(), setsOf(reach)))
  return all(
    setsOf({}),
    loop(
      goesOn,
      all(
        choose,
        when(
          I.lt(which.get, i32(0)),
          all(counted(), which.set(calendar.what), of.set(calendar.of), calendar.pop()),
        ),
        quiet.length > 0 ? when(I.isZero(isBlind(which.get)), race) : [],
        time.set(next.get),
        choice(placeOf(which.get), handlers),
      ),
    ),
  )
}
