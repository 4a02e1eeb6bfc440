/**
 * The points of a register as plain columns in memory: every version that a sight may see, in an order in which a square of the
 * map is a range. Read in full once for each sight, through the reader's own policy, then carried along as the log grows: only
 * records touched since are read again. So a tile of now or of any moment is a walk over a range, and asks the database nothing.
 */
import {
  type Label,
  labelOf,
  type Refusal,
  type Register,
  type Registers,
  refuse,
} from '@konbit/model'
import type { MissionFacts } from '../perform.ts'
import { type Pools, type ReadSession, STILL_KNOWN } from '../pool.ts'
import { columnName, quote, tableOf } from '../tables.ts'
import { carrying } from './carried.ts'
import type { Moment } from './moment.ts'

/** Versions held for one sight of one register. */
export const POINTS_MAX = 6_000_000
const CHUNK = 50_000
/** More records touched since than this, and all is read again. */
const EXTRA_MAX = 20_000
/** A key of 30 bits and a place of 23 make one whole number that a double holds. */
const PLACES = 2 ** 23
/** Parts of the world's side: the finest place a point is kept at, some 2.4 m. */
const WORLD_BITS = 24
export const WORLD = 2 ** WORLD_BITS
/** Of which so many bits tell where it lies in the order. */
export const ORDER_BITS = 15
const NOWHERE = 0xffffffff
const FOR_EVER = Number(STILL_KNOWN)
export const NO_DAY = -(2 ** 31)
export const NO_KIND = 255

/** `where`: its place. `on`: a date. `kind`: a choice of at most 255. All under the register's own label. */
export type PointsQuery = { register: string; where: string; on?: string; kind?: string }

export type Columns = {
  size: number
  record: string[]
  x: Uint32Array
  y: Uint32Array
  /** Days since 1970, the first of what is said; `NO_DAY`. */
  day: Int32Array
  state: Uint8Array
  kind: Uint8Array
  atFrom: Float64Array
  atTo: Float64Array
  knownFrom: Float64Array
  knownTo: Float64Array
  /** 1 for what is its record's last: of now, as far as is known. */
  last: Uint8Array
  /** Of those with a place, which come first, in order: their keys. */
  keys: Uint32Array
  /** Where the versions lie in the order of their records. */
  byRecord: Uint32Array
}
export type Points = {
  base: Columns
  gone: Uint8Array
  extra: Columns
  states: readonly string[]
  kinds: readonly string[]
}

type Row = {
  record: string
  known_from: number
  known_to: number
  at: string
  at_from: number
  at_to: number
  state: string
  lon: number | null
  lat: number | null
  day: number | null
  kind: string | null
}

export async function pointsOf(
  pools: Pools,
  registers: Registers,
  mission: MissionFacts,
  member: string,
  query: PointsQuery,
): Promise<Points | Refusal> {
  const register = registers.get(query.register)
  if (!register) return refuse('unknown-register')
  const label: Label = register.label
  for (const field of [query.where, query.on, query.kind])
    if (field !== undefined && (!register.fields[field] || labelOf(register, field) !== label))
      return refuse('invalid-query')
  return pools.read({ mission: mission.id, member }, async (session) => {
    const read = (records?: readonly string[]): Promise<Columns> =>
      readColumns(session, mission.id, register, query, records)
    const all = async (): Promise<Points> => {
      const base = await read()
      return {
        base,
        gone: new Uint8Array(base.size),
        extra: growing().done(),
        states: register.states,
        kinds: kindsOf(register, query.kind),
      }
    }
    const points = await carrying(pools).carried<Points>(
      session,
      mission.id,
      { table: 'points', where: [], list: [query] },
      () => all(),
      async (value, _, touched) => {
        const records = [...new Set([...value.extra.record, ...touched])]
        if (records.length > EXTRA_MAX) return all()
        const gone = value.gone.slice()
        for (const record of records) strike(value.base, record, gone)
        return { ...value, gone, extra: await read(records) }
      },
    )
    if (points.base.size > POINTS_MAX)
      return refuse('too-many', `At most ${POINTS_MAX} versions are drawn on a map.`)
    if (points.base.size + points.extra.size > 0) session.saw(register.name, label)
    return points
  })
}

export const kindsOf = (register: Register, field: string | undefined): readonly string[] =>
  (field === undefined ? undefined : register.fields[field]?.options) ?? []

/** Takes every version of a record out of what was read before. */
function strike({ record, byRecord, size }: Columns, wanted: string, gone: Uint8Array): void {
  const at = (n: number): string => record[byRecord[n] as number] as string
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(middle) < wanted) low = middle + 1
    else high = middle
  }
  for (; low < size && at(low) === wanted; low++) gone[byRecord[low] as number] = 1
}

/** All versions, or those of these records, in the order of their records. */
async function readColumns(
  session: ReadSession,
  mission: string,
  register: Register,
  { where, on, kind }: PointsQuery,
  records?: readonly string[],
): Promise<Columns> {
  const column = (field: string, suffix: string): string => `b.${quote(columnName(field, suffix))}`
  const kinds = new Map(kindsOf(register, kind).map((one, index) => [one, index]))
  const states = new Map(register.states.map((one, index) => [one, index]))
  const made = growing()
  let last: Row | undefined
  for (;;) {
    const values: unknown[] = [mission]
    const add = (value: unknown): string => `$${values.push(value)}`
    const after = last
      ? ` and (b.record, b.known_from, b.at_from) > (${add(last.record)}::uuid, ${add(last.known_from)}::int8, ${add(last.at)}::timestamptz)`
      : ''
    const only = records ? ` and b.record = any (${add(records)}::uuid[])` : ''
    const rows = await session.query<Row>(
      `select b.record, b.known_from::float8 as known_from, b.known_to::float8 as known_to, b.at_from::text as at,
         (extract(epoch from b.at_from) * 1000)::float8 as at_from, (extract(epoch from b.at_to) * 1000)::float8 as at_to, b.state,
         ${column(where, '_lon')} as lon, ${column(where, '_lat')} as lat,
         ${on ? `${column(on, '_first')} - date '1970-01-01'` : 'null::int4'} as day,
         ${kind ? column(kind, '') : 'null::text'} as kind
       from ${quote(tableOf(register, register.label).name)} b
       where b.mission = $1${after}${only} order by b.record, b.known_from, b.at_from limit ${CHUNK}`,
      values,
    )
    for (const row of rows)
      made.add(row, states.get(row.state) ?? NO_KIND, kinds.get(row.kind ?? '') ?? NO_KIND)
    last = rows.at(-1)
    if (rows.length < CHUNK || made.size > POINTS_MAX) return made.done()
  }
}

export const xOf = (lon: number): number =>
  Math.min(WORLD - 1, Math.max(0, Math.floor(((lon + 180) / 360) * WORLD)))

export const yOf = (lat: number): number => {
  const sin = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180)
  const part = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)
  return Math.min(WORLD - 1, Math.max(0, Math.floor(part * WORLD)))
}

/** Every other bit of 32, from 16. */
function spread(bits: number): number {
  let v = bits & 0xffff
  v = (v | (v << 8)) & 0x00ff00ff
  v = (v | (v << 4)) & 0x0f0f0f0f
  v = (v | (v << 2)) & 0x33333333
  return (v | (v << 1)) & 0x55555555
}

/** The place of one of the smallest ordered squares in the order in which a square of any size is one range. */
export const orderKey = (x: number, y: number): number => (spread(x) | (spread(y) << 1)) >>> 0

function growing() {
  const record: string[] = []
  let room = 1024
  const whole = (room: number) => ({
    x: new Uint32Array(room),
    y: new Uint32Array(room),
    day: new Int32Array(room),
    state: new Uint8Array(room),
    kind: new Uint8Array(room),
    atFrom: new Float64Array(room),
    atTo: new Float64Array(room),
    knownFrom: new Float64Array(room),
    knownTo: new Float64Array(room),
    last: new Uint8Array(room),
  })
  let at = whole(room)
  function widen(): void {
    const before = at
    room *= 2
    at = whole(room)
    for (const name of Object.keys(at) as (keyof typeof at)[]) at[name].set(before[name])
  }
  return {
    get size() {
      return record.length
    },
    add(row: Row, state: number, kind: number): void {
      const i = record.length
      if (i === room) widen()
      // One text for all versions of a record.
      record.push(row.record === record[i - 1] ? (record[i - 1] as string) : row.record)
      const isPlaced = row.lon !== null && row.lat !== null
      at.x[i] = isPlaced ? xOf(row.lon as number) : NOWHERE
      at.y[i] = isPlaced ? yOf(row.lat as number) : NOWHERE
      at.day[i] = row.day ?? NO_DAY
      at.state[i] = state
      at.kind[i] = kind
      at.atFrom[i] = row.at_from
      at.atTo[i] = row.at_to
      at.knownFrom[i] = row.known_from
      at.knownTo[i] = row.known_to
      at.last[i] = row.at_to === Number.POSITIVE_INFINITY && row.known_to >= FOR_EVER ? 1 : 0
    },
    done(): Columns {
      const size = record.length
      const { order, keys } = orderOf(at.x, at.y, size)
      const byRecord = new Uint32Array(size)
      for (let n = 0; n < size; n++) byRecord[order[n] as number] = n
      // Laid out as they are walked over: a square is one stretch of memory.
      const laid = whole(size)
      for (const name of Object.keys(at) as (keyof typeof at)[]) {
        const [from, to] = [at[name], laid[name]]
        for (let n = 0; n < size; n++) to[n] = from[order[n] as number] as number
      }
      return {
        size,
        record: Array.from(order, (i) => record[i] as string),
        ...laid,
        keys,
        byRecord,
      }
    },
  }
}

/** Those with a place in the order of the map, then the others. */
function orderOf(
  x: Uint32Array,
  y: Uint32Array,
  size: number,
): { order: Uint32Array; keys: Uint32Array } {
  const shift = WORLD_BITS - ORDER_BITS
  let placed = 0
  const sortable = new Float64Array(size)
  const order = new Uint32Array(size)
  let away = size
  for (let i = 0; i < size; i++)
    if (x[i] === NOWHERE) order[--away] = i
    else {
      const key = orderKey((x[i] as number) >>> shift, (y[i] as number) >>> shift)
      sortable[placed++] = key * PLACES + i
    }
  const sorted = sortable.subarray(0, placed).sort()
  const keys = new Uint32Array(placed)
  for (let n = 0; n < placed; n++) {
    const value = sorted[n] as number
    const key = Math.floor(value / PLACES)
    keys[n] = key
    order[n] = value - key * PLACES
  }
  return { order, keys }
}

/** The first place whose key is not below. */
export function firstFrom(keys: Uint32Array, key: number): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((keys[middle] as number) < key) low = middle + 1
    else high = middle
  }
  return low
}

/** What of the points is meant. `from` and `to` are days since 1970, both whole. */
export type PointFilter = { moment: Moment; states: Uint8Array; from: number; to: number }
export type Square = { z: number; x: number; y: number }

/**
 * Calls `visit` with each version of the moment that fits and lies in the square; without a square with all, also those that
 * have no place.
 */
export function visitPoints(
  points: Points,
  { moment, states, from, to }: PointFilter,
  square: Square | undefined,
  visit: (columns: Columns, index: number) => void,
): void {
  const { at, known, isNow } = moment
  const isUndated = from === NO_DAY
  const look = (of: Columns, i: number): void => {
    if (isNow) {
      if (of.last[i] !== 1) return
    } else if (
      (of.knownFrom[i] as number) > known ||
      (of.knownTo[i] as number) <= known ||
      (of.atFrom[i] as number) > at ||
      (of.atTo[i] as number) <= at
    )
      return
    if (states[of.state[i] as number] !== 1) return
    const day = of.day[i] as number
    if (day < from || day > to || (day === NO_DAY && !isUndated)) return
    visit(of, i)
  }
  const { base, gone, extra } = points
  const isIn = (of: Columns, i: number): boolean => {
    if (!square) return true
    const side = WORLD / 2 ** square.z
    const [x, y] = [of.x[i] as number, of.y[i] as number]
    return Math.floor(x / side) === square.x && Math.floor(y / side) === square.y
  }
  let [begin, end] = [0, base.size]
  if (square) {
    const depth = Math.min(square.z, ORDER_BITS)
    const width = 4 ** (ORDER_BITS - depth)
    const up = 2 ** (square.z - depth)
    const key = orderKey(Math.floor(square.x / up), Math.floor(square.y / up)) * width
    begin = firstFrom(base.keys, key)
    end = firstFrom(base.keys, key + width)
  }
  const isWhole = !square || square.z <= ORDER_BITS
  for (let i = begin; i < end; i++) if (gone[i] !== 1 && (isWhole || isIn(base, i))) look(base, i)
  for (let i = 0; i < extra.size; i++) if (isIn(extra, i)) look(extra, i)
}

export const isPlaced = (of: Columns, index: number): boolean => of.x[index] !== NOWHERE
