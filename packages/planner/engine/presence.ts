/**
 * Who is in the area, and who of them is well: one list, the well before the sick, and where in it each stands, so that a race
 * picks without regard of age, and to fall ill or to recover is to change places across the border.
 */

import type { Population } from '../model.ts'
import {
  all,
  type Bytes,
  F,
  type F64,
  I,
  type I32,
  i32,
  L,
  load,
  select,
  store,
  when,
} from '../wasm/code.ts'
import { float, inverse, type Known } from './knowing.ts'
import { attritionOf, down, leastOf, type Stage, up } from './stage.ts'

export type Presence = {
  well: I32
  deployed: I32
  /** Comes to be in the area, well. */
  add: (who: I32) => Bytes
  isPresent: (who: I32) => I32
  /** He of the scratch's `who` is there no more. */
  remove: Bytes
}

const GONE = -1

/** `capacity`: how many come at most. `leaves`: what is done when the scratch's `who` leaves early. */
export function presenceIn(
  stage: Stage,
  name: string,
  { illness, attrition }: Pick<Population, 'illness' | 'attrition'>,
  capacity: number,
  harm: F64 | undefined,
  leaves: () => Bytes,
): Presence {
  const { local, module, known, races, quiet, lot, scratch } = stage
  const { i, j, who } = scratch
  const [well, present] = [local('i32'), local('i32')]
  const [order, places] = [module.reserve(capacity * 4), module.reserve(capacity * 4)]
  const word = (index: I32): I32 => I.shl(index, i32(2))
  const stands = (at: I32): I32 => load.i32(word(at), order)
  const placeOf = (one: I32): I32 => load.i32(word(one), places)
  const put = (one: I32, at: I32): Bytes =>
    all(store.i32(word(at), one, order), store.i32(word(one), at, places))
  const rate = (count: I32, mean: Known): F64 => F.mul(F.fromInt(count), inverse(mean))
  const index = (of: F64): I32 => I.fromFloat(of)
  const [a, b, isWell] = [local('i32'), local('i32'), local('i32')]

  if (illness) {
    const untilSick = known(illness, 'mean')
    const untilWell = known(illness.lasts, 'mean')
    const ofWell = rate(well.get, untilSick)
    const ofSick = rate(I.sub(present.get, well.get), untilWell)
    /** Cut off once, whichever it is. */
    const met = I.add(
      select(i32(0), well.get, isWell.get),
      index(
        F.ofBits(
          select(
            L.ofBits(F.mul(lot.get, float(untilSick))),
            L.ofBits(F.mul(F.sub(lot.get, ofWell), float(untilWell))),
            isWell.get,
          ),
        ),
      ),
    )
    quiet.push({
      rate: F.add(ofWell, ofSick),
      // Without branches: which of the two it is nobody can foresee, and nothing happens more often.
      act: () =>
        all(
          isWell.set(F.lt(lot.get, ofWell)),
          i.set(leastOf(met, I.sub(select(well.get, present.get, isWell.get), i32(1)))),
          j.set(I.sub(well.get, isWell.get)),
          a.set(stands(i.get)),
          b.set(stands(j.get)),
          put(a.get, j.get),
          put(b.get, i.get),
          well.set(I.add(j.get, I.isZero(isWell.get))),
        ),
    })
  }
  if (attrition) {
    const until = known(attrition, 'mean')
    const mean = harm ? F.div(float(until), harm) : float(until)
    const all_ = rate(present.get, until)
    races[attritionOf(name)] = [
      {
        rate: harm ? F.mul(all_, harm) : all_,
        act: () =>
          all(
            i.set(leastOf(index(F.mul(lot.get, mean)), I.sub(present.get, i32(1)))),
            who.set(stands(i.get)),
            leaves(),
          ),
      },
    ]
  }
  return {
    well: well.get,
    deployed: present.get,
    isPresent: (one) => I.ge(placeOf(one), i32(0)),
    add: (one) =>
      all(
        // The first of the sick makes room.
        when(I.lt(well.get, present.get), all(a.set(stands(well.get)), put(a.get, present.get))),
        put(one, well.get),
        up(well),
        up(present),
      ),
    remove: all(
      // The last of the well moves to where he stood, then the last of all to where that one stood.
      i.set(placeOf(who.get)),
      down(present),
      when(
        I.lt(i.get, well.get),
        all(down(well), a.set(stands(well.get)), put(a.get, i.get), i.set(well.get)),
      ),
      when(I.lt(i.get, present.get), all(a.set(stands(present.get)), put(a.get, i.get))),
      store.i32(word(who.get), i32(GONE), places),
    ),
  }
}
