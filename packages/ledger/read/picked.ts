/**
 * What is counted of the points: those of a moment, in some states and days, are picked out of the columns once and kept with
 * running sums beside them, so that a cell of the map of any size is the difference of two places. Records touched since are
 * taken out and put in one by one. Pure.
 */
import type { Moment } from './moment.ts'
import { ORDER_BITS, orderKey, type Square, unspread, WORLD } from './places.ts'
import { type Columns, isPlaced, NO_DAY, type Points, recordOf } from './points.ts'

/** What of the points is meant. `from` and `to` are days since 1970, both whole. */
export type PointFilter = { moment: Moment; states: Uint8Array; from: number; to: number }

/** Cells along one side of a square, and the bits that say which. */
const CELLS = 16
const CELL_BITS = 4
const ROOM = CELLS * CELLS
/** The running sums are written down after so many. */
const STRIDE_BITS = 5
const STRIDE = 2 ** STRIDE_BITS
/** Fewer in a square are walked over. */
const FEW = 1024
const PICKED_MAX = 8

type Picked = {
  /** Where those with a place lie in the columns, in the order of the map. */
  fit: Uint32Array
  x: Float64Array
  y: Float64Array
  kinds: Uint32Array
  tally: Tally
}
type Tally = { records: number; placed: number; kinds: number[]; days: Map<number, number> }

const kept = new WeakMap<Columns, Map<string, Picked>>()

function fits({ moment, states, from, to }: PointFilter): (of: Columns, i: number) => boolean {
  const { at, known, isNow } = moment
  const isUndated = from === NO_DAY
  return (of, i) => {
    if (isNow) {
      if (of.last[i] !== 1) return false
    } else if (
      (of.knownFrom[i] as number) > known ||
      (of.knownTo[i] as number) <= known ||
      (of.atFrom[i] as number) > at ||
      (of.atTo[i] as number) <= at
    )
      return false
    if (states[of.state[i] as number] !== 1) return false
    const day = of.day[i] as number
    return day >= from && day <= to && (day !== NO_DAY || isUndated)
  }
}

const add = (tally: Tally, of: Columns, i: number, sign: 1 | -1): void => {
  tally.records += sign
  if (isPlaced(of, i)) tally.placed += sign
  const kind = Math.min(of.kind[i] as number, tally.kinds.length - 1)
  tally.kinds[kind] = (tally.kinds[kind] as number) + sign
  const day = of.day[i] as number
  tally.days.set(day, (tally.days.get(day) ?? 0) + sign)
}

/** Those of the base that fit, picked once: what is gone is still among them. */
function pick({ base, kinds: { length } }: Points, filter: PointFilter): Picked {
  const { at, known, isNow } = filter.moment
  const states = [...filter.states].flatMap((is, state) => (is === 1 ? state : []))
  const key = [isNow ? 'now' : `${at} ${known}`, states, filter.from, filter.to].join()
  const all = kept.get(base) ?? new Map<string, Picked>()
  kept.set(base, all)
  const before = all.get(key)
  const picked = before ?? sumUp(base, length + 1, fits(filter))
  all.delete(key)
  all.set(key, picked)
  for (const oldest of all.keys()) {
    if (all.size <= PICKED_MAX) break
    all.delete(oldest)
  }
  return picked
}

function sumUp(base: Columns, kinds: number, isFit: (of: Columns, i: number) => boolean): Picked {
  const { length } = base.keys
  const fit = new Uint32Array(length)
  const strides = (length >>> STRIDE_BITS) + 1
  const [xs, ys] = [new Float64Array(strides), new Float64Array(strides)]
  const ofKind = new Uint32Array(strides * kinds)
  const running = new Uint32Array(kinds)
  const tally: Tally = { records: 0, placed: 0, kinds: Array(kinds).fill(0), days: new Map() }
  let size = 0
  let [x, y] = [0, 0]
  for (let i = 0; i < base.size; i++) {
    if (!isFit(base, i)) continue
    add(tally, base, i, 1)
    if (i >= length) continue
    fit[size++] = i
    x += base.x[i] as number
    y += base.y[i] as number
    const kind = Math.min(base.kind[i] as number, kinds - 1)
    running[kind] = (running[kind] as number) + 1
    if (size % STRIDE !== 0) continue
    const stride = size >>> STRIDE_BITS
    xs[stride] = x
    ys[stride] = y
    ofKind.set(running, stride * kinds)
  }
  return { fit: fit.slice(0, size), x: xs, y: ys, kinds: ofKind, tally }
}

/** The cells of a square: how many, their places added up, how many of each kind; of which record where it is one. */
export type Cells = {
  counts: Float64Array
  across: Float64Array
  down: Float64Array
  kinds: Float64Array
  recordOf: (cell: number) => string
}

export function cellsOf(points: Points, filter: PointFilter, square: Square): Cells {
  const { base, gone, extra } = points
  const picked = pick(points, filter)
  const isFit = fits(filter)
  const kinds = points.kinds.length + 1
  const side = WORLD / 2 ** square.z
  const [left, top] = [square.x * side, square.y * side]
  const counts = new Float64Array(ROOM)
  const across = new Float64Array(ROOM)
  const down = new Float64Array(ROOM)
  const ofKind = new Float64Array(ROOM * kinds)
  /** Of each cell that was looked up whole, where it begins and ends among those that fit. */
  const [begins, ends] = [new Uint32Array(ROOM), new Uint32Array(ROOM)]
  const lone: string[] = []

  function put(of: Columns, i: number, sign: 1 | -1): void {
    const [x, y] = [(of.x[i] as number) - left, (of.y[i] as number) - top]
    if (x < 0 || y < 0 || x >= side || y >= side) return
    const cell = Math.floor((y * CELLS) / side) * CELLS + Math.floor((x * CELLS) / side)
    counts[cell] = (counts[cell] as number) + sign
    across[cell] = (across[cell] as number) + sign * x
    down[cell] = (down[cell] as number) + sign * y
    const place = cell * kinds + Math.min(of.kind[i] as number, kinds - 1)
    ofKind[place] = (ofKind[place] as number) + sign
    if (sign > 0 && counts[cell] === 1) lone[cell] = recordOf(of, i)
  }
  /** Everything up to a place among those that fit, added to a cell or taken from it. */
  function upTo(cell: number, end: number, sign: 1 | -1): void {
    const stride = end >>> STRIDE_BITS
    let [x, y] = [picked.x[stride] as number, picked.y[stride] as number]
    const place = cell * kinds
    for (let kind = 0; kind < kinds; kind++)
      ofKind[place + kind] =
        (ofKind[place + kind] as number) + sign * (picked.kinds[stride * kinds + kind] as number)
    for (let n = stride * STRIDE; n < end; n++) {
      const i = picked.fit[n] as number
      x += base.x[i] as number
      y += base.y[i] as number
      const kind = place + Math.min(base.kind[i] as number, kinds - 1)
      ofKind[kind] = (ofKind[kind] as number) + sign
    }
    counts[cell] = (counts[cell] as number) + sign * end
    across[cell] = (across[cell] as number) + sign * (x - end * left)
    down[cell] = (down[cell] as number) + sign * (y - end * top)
  }

  const depth = Math.min(square.z, ORDER_BITS)
  const up = 2 ** (square.z - depth)
  const key = orderKey(Math.floor(square.x / up), Math.floor(square.y / up))
  const first = (wanted: number): number => firstFrom(base.keys, picked.fit, wanted)
  const begin = first(key * 4 ** (ORDER_BITS - depth))
  const end = first((key + 1) * 4 ** (ORDER_BITS - depth))
  const isWalked = square.z + CELL_BITS > ORDER_BITS || end - begin < FEW
  if (isWalked)
    for (let n = begin; n < end; n++) {
      const i = picked.fit[n] as number
      if (!gone.has(i)) put(base, i, 1)
    }
  else {
    const width = 4 ** (ORDER_BITS - depth - CELL_BITS)
    let from = begin
    for (let one = 0; one < ROOM; one++) {
      const to = one === ROOM - 1 ? end : first((key * ROOM + one + 1) * width)
      const cell = unspread(one >> 1) * CELLS + unspread(one)
      if (to > from) {
        upTo(cell, to, 1)
        upTo(cell, from, -1)
        begins[cell] = from
        ends[cell] = to
      }
      from = to
    }
    for (const i of gone) if (isPlaced(base, i) && isFit(base, i)) put(base, i, -1)
  }
  for (let i = 0; i < extra.size; i++) if (isPlaced(extra, i) && isFit(extra, i)) put(extra, i, 1)
  return {
    counts,
    across,
    down,
    kinds: ofKind,
    recordOf: (cell) => {
      for (let n = begins[cell] as number; n < (ends[cell] as number); n++) {
        const i = picked.fit[n] as number
        if (!gone.has(i)) return recordOf(base, i)
      }
      return lone[cell] as string
    },
  }
}

/** All of them together, with those that have no place: by kind, with those of none last, and by day. */
export function tallyOf(points: Points, filter: PointFilter): Tally {
  const { records, placed, kinds, days } = pick(points, filter).tally
  const tally: Tally = { records, placed, kinds: [...kinds], days: new Map(days) }
  const isFit = fits(filter)
  for (const i of points.gone) if (isFit(points.base, i)) add(tally, points.base, i, -1)
  for (let i = 0; i < points.extra.size; i++)
    if (isFit(points.extra, i)) add(tally, points.extra, i, 1)
  return tally
}

/** The first of those that fit whose key is not below. */
function firstFrom(keys: Uint32Array, fit: Uint32Array, key: number): number {
  let low = 0
  let high = fit.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((keys[fit[middle] as number] as number) < key) low = middle + 1
    else high = middle
  }
  return low
}
