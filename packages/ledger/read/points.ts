/**
 * The points of a register as plain columns in memory: every version that a sight may see, in an order in which a square of the
 * map is a range. Read in full once for each sight, through the reader's own policy, then carried along as the log grows: only
 * records touched since are read again. What is counted of them is in picked.ts, and asks the database nothing.
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
import { ORDER_BITS, orderKey, WORLD_BITS, xOf, yOf } from './places.ts'

/** Versions held for one sight of one register. */
const POINTS_MAX = 6_000_000
const CHUNK = 20_000
/** More records touched since than this, and all is read again. */
const EXTRA_MAX = 20_000
/** A key of 30 bits and a place of 23 make one whole number that a double holds. */
const PLACES = 2 ** 23
const NOWHERE = 0xffffffff
const FOR_EVER = Number(STILL_KNOWN)
export const NO_DAY = -(2 ** 31)
const NO_KIND = 255

/** `where`: its place. `on`: a date. `kind`: a choice of at most 255. All under the register's own label. */
export type PointsQuery = { register: string; where: string; on?: string; kind?: string }

export type Columns = {
  size: number
  /** Sixteen bytes each. */
  records: Uint8Array
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
  /** The end of each record's id and where it lies, in order of the first. */
  byRecord: Float64Array
}
export type Points = {
  base: Columns
  /** What of the base is read again in `extra`, or is seen no more. */
  gone: ReadonlySet<number>
  extra: Columns
  states: readonly string[]
  kinds: readonly string[]
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
    session.of([register.name])
    const read = (records?: readonly string[]): Promise<Columns> =>
      readColumns(session, mission.id, register, query, records)
    const all = async (): Promise<Points> => ({
      base: await read(),
      gone: new Set(),
      extra: growing().done(),
      states: register.states,
      kinds: kindsOf(register, query.kind),
    })
    const points = await carrying(pools).carried<Points>(
      session,
      mission.id,
      { register: register.name, table: 'points', where: [], list: [query] },
      () => all(),
      async (value, _, touched) => {
        const { extra, base } = value
        const again = Array.from({ length: extra.size }, (_, i) => recordOf(extra, i))
        const records = [...new Set([...again, ...touched])]
        if (records.length > EXTRA_MAX) return all()
        const gone = new Set(value.gone)
        for (const record of touched) for (const i of versionsOf(base, record)) gone.add(i)
        return { ...value, gone, extra: await read(records) }
      },
    )
    if (points.base.size > POINTS_MAX)
      return refuse('too-many', `At most ${POINTS_MAX} versions are drawn on a map.`)
    if (points.base.size + points.extra.size > 0) session.saw(register.name, label)
    return points
  })
}

const kindsOf = (register: Register, field: string | undefined): readonly string[] =>
  (field === undefined ? undefined : register.fields[field]?.options) ?? []

export const isPlaced = (of: Columns, index: number): boolean => of.x[index] !== NOWHERE

export function recordOf({ records }: Columns, index: number): string {
  const hex = Buffer.from(records.buffer, records.byteOffset + index * 16, 16).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Thirty bits of the end of an id, where ids of every making differ. */
const endOf = (bytes: Uint8Array, from: number): number =>
  (((bytes[from + 12] as number) << 22) |
    ((bytes[from + 13] as number) << 14) |
    ((bytes[from + 14] as number) << 6) |
    ((bytes[from + 15] as number) >> 2)) &
  0x3fffffff

/** Where the versions of a record lie. */
function versionsOf({ records, byRecord, size }: Columns, record: string): number[] {
  const wanted = Buffer.from(record.replaceAll('-', ''), 'hex')
  const end = endOf(wanted, 0) * PLACES
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((byRecord[middle] as number) < end) low = middle + 1
    else high = middle
  }
  const found: number[] = []
  for (; low < size && (byRecord[low] as number) < end + PLACES; low++) {
    const i = (byRecord[low] as number) - end
    if (wanted.equals(records.subarray(i * 16, i * 16 + 16))) found.push(i)
  }
  return found
}

/** A version as Postgres packs it, so that what travels is small and nothing is parsed. */
const packed = { record: 0, knownFrom: 16, knownTo: 24, atFrom: 32, atTo: 40, lon: 48, lat: 56 }
const packedSmall = { day: 64, state: 68, kind: 72 }

/** All versions, or those of these records. */
async function readColumns(
  session: ReadSession,
  mission: string,
  register: Register,
  { where, on, kind }: PointsQuery,
  records?: readonly string[],
): Promise<Columns> {
  const column = (field: string, suffix: string): string => `b.${quote(columnName(field, suffix))}`
  const double = (sql: string): string => `float8send(coalesce((${sql})::float8, 'nan'))`
  const whole = (sql: string): string => `int4send(coalesce(${sql}, -1))`
  const place = (list: readonly string[], sql: string): string =>
    whole(`array_position(array[${list.map((one) => `'${one}'`).join(', ')}]::text[], ${sql})`)
  const kinds = kindsOf(register, kind)
  const select = `select ${[
    'uuid_send(b.record)',
    ...['b.known_from', 'b.known_to'].map(double),
    ...['b.at_from', 'b.at_to'].map((at) => double(`extract(epoch from ${at}) * 1000`)),
    ...['_lon', '_lat'].map((suffix) => double(column(where, suffix))),
    on
      ? `int4send(coalesce(${column(on, '_first')} - date '1970-01-01', ${NO_DAY}))`
      : `int4send(${NO_DAY})`,
    place(register.states, 'b.state::text'),
    kind ? place(kinds, `${column(kind, '')}::text`) : 'int4send(-1)',
  ].join(' || ')} as version
    from ${quote(tableOf(register, register.label).name)} b where b.mission = $1`
  const made = growing()
  if (records) {
    const rows = await session.query<{ version: Buffer }>(
      `${select} and b.record = any ($2::uuid[])`,
      [mission, records],
    )
    for (const { version } of rows) made.add(version)
    return made.done()
  }
  await session.query(`declare points no scroll cursor for ${select}`, [mission])
  for (;;) {
    const rows = await session.query<{ version: Buffer }>(`fetch ${CHUNK} from points`)
    for (const { version } of rows) made.add(version)
    if (rows.length < CHUNK || made.size > POINTS_MAX) break
  }
  await session.query('close points')
  return made.done()
}

const columnsOf = (room: number) => ({
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

function growing() {
  let size = 0
  let room = 1024
  let records = new Uint8Array(room * 16)
  let at = columnsOf(room)
  function widen(): void {
    const [before, had] = [at, records]
    room *= 2
    at = columnsOf(room)
    for (const name of Object.keys(at) as (keyof typeof at)[]) at[name].set(before[name])
    records = new Uint8Array(room * 16)
    records.set(had)
  }
  return {
    get size() {
      return size
    },
    add(version: Buffer): void {
      if (size === room) widen()
      const i = size++
      records.set(version.subarray(0, 16), i * 16)
      const [lon, lat] = [version.readDoubleBE(packed.lon), version.readDoubleBE(packed.lat)]
      const isSaid = !Number.isNaN(lon) && !Number.isNaN(lat)
      at.x[i] = isSaid ? xOf(lon) : NOWHERE
      at.y[i] = isSaid ? yOf(lat) : NOWHERE
      at.day[i] = version.readInt32BE(packedSmall.day)
      const [state, kind] = [packedSmall.state, packedSmall.kind].map((from) =>
        version.readInt32BE(from),
      ) as [number, number]
      at.state[i] = state > 0 ? state - 1 : NO_KIND
      at.kind[i] = kind > 0 ? kind - 1 : NO_KIND
      at.atFrom[i] = version.readDoubleBE(packed.atFrom)
      const atTo = version.readDoubleBE(packed.atTo)
      at.atTo[i] = atTo
      at.knownFrom[i] = version.readDoubleBE(packed.knownFrom)
      const knownTo = version.readDoubleBE(packed.knownTo)
      at.knownTo[i] = knownTo
      at.last[i] = atTo === Number.POSITIVE_INFINITY && knownTo >= FOR_EVER ? 1 : 0
    },
    done(): Columns {
      const { order, keys } = orderOf(at.x, at.y, size)
      // Laid out as they are walked over: a square is one stretch of memory.
      const laid = columnsOf(size)
      for (const name of Object.keys(at) as (keyof typeof at)[]) {
        const [from, to] = [at[name], laid[name]]
        for (let n = 0; n < size; n++) to[n] = from[order[n] as number] as number
      }
      const ids = new Uint8Array(size * 16)
      const byRecord = new Float64Array(size)
      for (let n = 0; n < size; n++) {
        const from = (order[n] as number) * 16
        for (let byte = 0; byte < 16; byte++) ids[n * 16 + byte] = records[from + byte] as number
        byRecord[n] = endOf(records, from) * PLACES + n
      }
      return { size, records: ids, ...laid, keys, byRecord: byRecord.sort() }
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
