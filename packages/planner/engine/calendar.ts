/**
 * What is still to come, in order of time: a drawer of cards for each quarter of a day, in no order, and a heap of four children
 * for the quarter at hand. So what lies far ahead costs one write, and what is near few comparisons.
 */
import {
  all,
  type Bytes,
  back,
  F,
  type F64,
  f64,
  I,
  type I32,
  type I64,
  i32,
  i64,
  L,
  load,
  loop,
  select,
  store,
  when,
  zeroed,
} from '../wasm/code.ts'
import type { Assembly } from '../wasm/module.ts'

export const NEVER = 1e18
const DRAWERS_A_DAY = 4
/** Of the heap's items: when, and what to do. */
const ITEM = 4 // 2^4 bytes
/** A card is an item and the number of the card below it; card 0 is none. */
const CARD = { bytes: 24, what: 8, below: 16 }

export type Calendar = {
  /** When the first comes; NEVER when none does. */
  due: F64
  /** What the first is to do, and with which. */
  what: I32
  of: I32
  push: (time: F64, what: I32, of?: I32) => Bytes
  pop: () => Bytes
  /** Empty, before anything is known. */
  clear: Bytes
  /** To the first drawer that holds something, when all is known that is known at the start. */
  open: () => Bytes
}

/** At most `room` cards, of times before `end`; what comes later is not kept. Does `full` and keeps nothing when there are more. */
export function calendarIn(module: Assembly, room: number, end: number, full: Bytes): Calendar {
  const near = module.reserve((room + 5) << ITEM)
  const cards = module.reserve((room + 1) * CARD.bytes)
  const drawers = Math.ceil(end * DRAWERS_A_DAY)
  const tops = module.reserve(drawers * 4)
  const [size, drawer, free, fresh] = [0, 0, 0, 0].map(() => module.global('i32')) as [
    Int,
    Int,
    Int,
    Int,
  ]
  type Int = ReturnType<typeof module.global<'i32'>>
  /** The end of the drawer at hand: what comes before it belongs in the heap. */
  const edge = module.global('f64')
  const place = (index: I32): I32 => I.shl(index, i32(ITEM))
  const timeOf = (index: I32): F64 => load.f64(place(index), near)
  const put = (index: I32, time: F64, what: I64): Bytes =>
    all(store.f64(place(index), time, near), store.i64(place(index), what, near + 8))
  const move = (to: I32, from: I32): Bytes => put(to, timeOf(from), load.i64(place(from), near + 8))

  const insert = module.does(['f64', 'i64'], (local, time, what) => {
    const [index, above] = [local('i32'), local('i32')]
    return when(
      I.ge(size.get, i32(room)),
      full,
      all(
        index.set(size.get),
        size.set(I.add(size.get, i32(1))),
        loop(
          I.gt(index.get, i32(0)),
          all(
            above.set(I.shr(I.sub(index.get, i32(1)), i32(2))),
            when(F.le(timeOf(above.get), time.get), all(put(index.get, time.get, what.get), back)),
            move(index.get, above.get),
            index.set(above.get),
          ),
        ),
        put(index.get, time.get, what.get),
      ),
    )
  })

  const push = module.does(['f64', 'i64'], (local, time, what) => {
    const [card, top] = [local('i32'), local('i32')]
    return all(
      when(F.ge(time.get, f64(end)), back),
      when(F.lt(time.get, edge.get), all(insert(time.get, what.get), back)),
      card.set(free.get),
      when(
        card.get,
        free.set(load.i32(cardAt(card.get), cards + CARD.below)),
        all(fresh.set(I.add(fresh.get, i32(1))), card.set(fresh.get)),
      ),
      when(I.gt(card.get, i32(room)), all(full, back)),
      top.set(I.shl(I.fromFloat(F.mul(time.get, f64(DRAWERS_A_DAY))), i32(2))),
      store.f64(cardAt(card.get), time.get, cards),
      store.i64(cardAt(card.get), what.get, cards + CARD.what),
      store.i32(cardAt(card.get), load.i32(top.get, tops), cards + CARD.below),
      store.i32(top.get, card.get, tops),
    )
  })
  function cardAt(card: I32): I32 {
    return I.mul(card, i32(CARD.bytes))
  }

  /** Takes out drawers until one has something. */
  const turn = module.does([], (local) => {
    const [card, below] = [local('i32'), local('i32')]
    return all(
      store.f64(i32(near), f64(NEVER)),
      loop(
        I.and(I.isZero(size.get), I.lt(drawer.get, i32(drawers))),
        all(
          card.set(load.i32(I.shl(drawer.get, i32(2)), tops)),
          drawer.set(I.add(drawer.get, i32(1))),
          edge.set(F.mul(F.fromInt(drawer.get), f64(1 / DRAWERS_A_DAY))),
          loop(
            card.get,
            all(
              below.set(load.i32(cardAt(card.get), cards + CARD.below)),
              insert(
                load.f64(cardAt(card.get), cards),
                load.i64(cardAt(card.get), cards + CARD.what),
              ),
              store.i32(cardAt(card.get), free.get, cards + CARD.below),
              free.set(card.get),
              card.set(below.get),
            ),
          ),
        ),
      ),
    )
  })

  const pop = module.does([], (local) => {
    const [index, child, best, end_, n] = [0, 0, 0, 0, 0].map(() => local('i32')) as [
      Local,
      Local,
      Local,
      Local,
      Local,
    ]
    type Local = ReturnType<typeof local<'i32'>>
    const [time, least] = [local('f64'), local('f64')]
    const down = all(
      child.set(I.add(I.shl(index.get, i32(2)), i32(1))),
      best.set(child.get),
      least.set(timeOf(child.get)),
      end_.set(select(I.add(child.get, i32(4)), n.get, I.lt(I.add(child.get, i32(4)), n.get))),
      child.set(I.add(child.get, i32(1))),
      loop(
        I.lt(child.get, end_.get),
        all(
          when(
            F.lt(timeOf(child.get), least.get),
            all(best.set(child.get), least.set(timeOf(child.get))),
          ),
          child.set(I.add(child.get, i32(1))),
        ),
      ),
      when(F.ge(least.get, time.get), all(move(index.get, n.get), back)),
      move(index.get, best.get),
      index.set(best.get),
    )
    return all(
      n.set(I.sub(size.get, i32(1))),
      size.set(n.get),
      when(I.isZero(n.get), all(turn(), back)),
      time.set(timeOf(n.get)),
      loop(I.lt(I.add(I.shl(index.get, i32(2)), i32(1)), n.get), down),
      move(index.get, n.get),
    )
  })

  return {
    due: load.f64(i32(near)),
    what: load.i32(i32(near), 8),
    of: load.i32(i32(near), 12),
    push: (time, what, of) =>
      push(
        time,
        of === undefined
          ? L.fromUnsigned(what)
          : L.or(L.fromUnsigned(what), L.shl(L.fromUnsigned(of), i64(32n))),
      ),
    pop,
    clear: all(
      ...[size, drawer, free, fresh].map((one) => one.set(i32(0))),
      edge.set(f64(0)),
      zeroed(tops, drawers * 4),
    ),
    open: turn,
  }
}
