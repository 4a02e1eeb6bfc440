/** Cells that are looked up count what a walk over every point counts, also where some are gone and others came. Pure. */
import { expect, test } from 'vitest'
import type { Moment } from './moment.ts'
import { cellsOf, type PointFilter, tallyOf } from './picked.ts'
import { ORDER_BITS, orderKey, WORLD, WORLD_BITS } from './places.ts'
import { type Columns, NO_DAY, type Points } from './points.ts'

const NOWHERE = 0xffffffff
const shift = WORLD_BITS - ORDER_BITS
let seed = 7
const dice = (below: number): number => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed % below
}

/** So many versions, most of them crowded about one place; every tenth has none. */
function columns(size: number): Columns {
  const placed = size - Math.floor(size / 10)
  const spots = Array.from({ length: placed }, (_, i) => {
    const wide = i % 3 === 0 ? WORLD : WORLD / 64
    const [x, y] = [dice(wide), dice(wide)]
    return { x, y, key: orderKey(x >>> shift, y >>> shift) }
  }).sort((a, b) => a.key - b.key)
  const bare = <List>(make: (room: number) => List): List => make(size)
  const of: Columns = {
    size,
    records: bare((room) => new Uint8Array(room * 16)),
    ...{ x: new Uint32Array(size).fill(NOWHERE), y: new Uint32Array(size).fill(NOWHERE) },
    ...{ day: new Int32Array(size), state: new Uint8Array(size), kind: new Uint8Array(size) },
    ...{ atFrom: new Float64Array(size), atTo: new Float64Array(size).fill(Infinity) },
    ...{ knownFrom: new Float64Array(size), knownTo: new Float64Array(size).fill(Infinity) },
    last: new Uint8Array(size),
    keys: Uint32Array.from(spots, ({ key }) => key),
    byRecord: new Float64Array(0),
  }
  for (let i = 0; i < size; i++) {
    new DataView(of.records.buffer).setUint32(i * 16, i)
    of.x[i] = spots[i]?.x ?? NOWHERE
    of.y[i] = spots[i]?.y ?? NOWHERE
    of.day[i] = dice(100)
    of.state[i] = dice(3)
    of.kind[i] = dice(4) === 3 ? 255 : dice(3)
    of.last[i] = dice(5) > 0 ? 1 : 0
    of.knownFrom[i] = dice(50)
  }
  return of
}

const points: Points = {
  base: columns(30_000),
  gone: new Set(Array.from({ length: 400 }, () => dice(30_000))),
  extra: columns(300),
  states: ['one', 'two', 'three'],
  kinds: ['a', 'b', 'c'],
}
const states = new Uint8Array(256)
states[0] = states[2] = 1
const filters: PointFilter[] = [
  { moment: { isNow: true } as Moment, states, from: NO_DAY, to: 2 ** 31 - 1 },
  { moment: { isNow: false, at: 5, known: 20 } as Moment, states, from: 10, to: 60 },
]

/** One by one, as anybody would. */
function walked(filter: PointFilter): { of: Columns; i: number }[] {
  const { isNow, known } = filter.moment
  const all = [points.base, points.extra].flatMap((of) =>
    Array.from({ length: of.size }, (_, i) => ({ of, i })),
  )
  return all.filter(({ of, i }) => {
    if (of === points.base && points.gone.has(i)) return false
    if (isNow ? of.last[i] !== 1 : (of.knownFrom[i] as number) > known) return false
    const day = of.day[i] as number
    return states[of.state[i] as number] === 1 && day >= filter.from && day <= filter.to
  })
}

test('a square of any size counts what lies in it, now and at another moment', () => {
  for (const filter of filters) {
    const fit = walked(filter)
    for (const z of [0, 1, 5, 6, 7, 11, 12, 16])
      for (const [x, y] of [
        [0, 0],
        [1, 1],
      ] as const) {
        const side = WORLD / 2 ** z
        const expected = new Map<number, { count: number; x: number; b: number }>()
        for (const { of, i } of fit) {
          const [px, py] = [(of.x[i] as number) - x * side, (of.y[i] as number) - y * side]
          if (of.x[i] === NOWHERE || px < 0 || py < 0 || px >= side || py >= side) continue
          const cell = Math.floor((py * 16) / side) * 16 + Math.floor((px * 16) / side)
          const one = expected.get(cell) ?? { count: 0, x: 0, b: 0 }
          expected.set(cell, {
            count: one.count + 1,
            x: one.x + px,
            b: one.b + (of.kind[i] === 1 ? 1 : 0),
          })
        }
        const found = cellsOf(points, filter, { z, x, y })
        const seen = [...found.counts].flatMap((count, cell) =>
          count === 0
            ? []
            : [[cell, { count, x: found.across[cell], b: found.kinds[cell * 4 + 1] }] as const],
        )
        expect(new Map(seen), `${z}/${x}/${y}`).toEqual(expected)
      }
  }
})

test('the one record of a cell is named, and all of them are tallied', () => {
  for (const filter of filters) {
    const fit = walked(filter)
    const tally = tallyOf(points, filter)
    expect([tally.records, tally.placed]).toEqual([
      fit.length,
      fit.filter(({ of, i }) => of.x[i] !== NOWHERE).length,
    ])
    expect(tally.kinds.reduce((sum, one) => sum + one)).toBe(fit.length)
    const cells = cellsOf(points, filter, { z: 2, x: 1, y: 1 })
    const alone = [...cells.counts.entries()].flatMap(([cell, count]) => (count === 1 ? cell : []))
    for (const cell of alone) {
      const i = Number.parseInt(cells.recordOf(cell).slice(0, 8), 16)
      expect(fit.some((one) => one.i === i)).toBe(true)
    }
  }
})
