/** What is still to come, in order of time: a heap of four children, sixteen bytes each: when, and a number that says what. */
import {
  all,
  type Bytes,
  F,
  type F64,
  f64,
  I,
  type I32,
  i32,
  load,
  loop,
  select,
  store,
  when,
} from '../wasm/code.ts'
import type { Assembly } from '../wasm/module.ts'

export const NEVER = 1e18
const ITEM = 4 // 2^4 bytes

export type Heap = {
  /** When the first comes; NEVER when none does. */
  due: F64
  what: I32
  push: (time: F64, what: I32) => Bytes
  pop: () => Bytes
  clear: Bytes
}

/** At most `room` items, of times before `end`; what comes later is not kept. Sets `full` and keeps nothing when there are more. */
export function heapIn(module: Assembly, room: number, end: number, full: Bytes): Heap {
  const at = module.reserve((room + 5) * 16)
  const size = module.global('i32')
  const place = (index: I32): I32 => I.shl(index, i32(ITEM))
  const timeOf = (index: I32): F64 => load.f64(place(index), at)
  const move = (to: I32, from: I32): Bytes =>
    all(
      store.f64(place(to), load.f64(place(from), at), at),
      store.i64(place(to), load.i64(place(from), at + 8), at + 8),
    )

  const push = module.does(['f64', 'i32'], (local, time, what) => {
    const [index, above] = [local('i32'), local('i32')]
    const put = all(
      store.f64(place(index.get), time.get, at),
      store.i32(place(index.get), what.get, at + 8),
    )
    return when(
      F.lt(time.get, f64(end)),
      when(
        I.ge(size.get, i32(room)),
        full,
        all(
          index.set(size.get),
          size.set(I.add(size.get, i32(1))),
          loop(
            I.gt(index.get, i32(0)),
            all(
              above.set(I.shr(I.sub(index.get, i32(1)), i32(2))),
              when(F.le(timeOf(above.get), time.get), [...put, 0x0f]),
              move(index.get, above.get),
              index.set(above.get),
            ),
          ),
          put,
        ),
      ),
    )
  })

  const pop = module.does([], (local) => {
    const [index, child, best, end_, n] = [
      local('i32'),
      local('i32'),
      local('i32'),
      local('i32'),
      local('i32'),
    ]
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
      when(F.ge(least.get, time.get), [...move(index.get, n.get), 0x0f]),
      move(index.get, best.get),
      index.set(best.get),
    )
    return all(
      n.set(I.sub(size.get, i32(1))),
      size.set(n.get),
      when(I.isZero(n.get), [...store.f64(i32(at), f64(NEVER)), 0x0f]),
      time.set(timeOf(n.get)),
      loop(I.lt(I.add(I.shl(index.get, i32(2)), i32(1)), n.get), down),
      move(index.get, n.get),
    )
  })

  return {
    due: load.f64(i32(at)),
    what: load.i32(i32(at), 8),
    push,
    pop,
    clear: all(size.set(i32(0)), store.f64(i32(at), f64(NEVER))),
  }
}
