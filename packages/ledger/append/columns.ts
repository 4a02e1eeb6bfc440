/**
 * Rows for Postgres, a column at a time, in its own binary form: an append is mostly this, and text costs both sides twice
 * as much. One statement adds them all, whatever their number.
 */
/** What the values are here: a `timestamptz` is milliseconds or an infinity, a `jsonb` its text, a `date` ISO 8601. */
export type ValueType = keyof typeof oids
export type Columns = readonly (readonly [name: string, type: ValueType])[]
export type Row = readonly unknown[]

const oids = {
  boolean: 16,
  bytea: 17,
  int8: 20,
  int4: 23,
  text: 25,
  float8: 701,
  date: 1082,
  timestamptz: 1184,
  uuid: 2950,
  jsonb: 3802,
} as const

/** `rows` have the columns' values in their order. Names come as SQL has them; every such table begins with its mission. */
export function insertion(
  table: string,
  columns: Columns,
  mission: string,
  rows: readonly Row[],
): [text: string, values: unknown[]] {
  const names = columns.map(([name]) => name).join(', ')
  const arrays = columns.map(([, type], index) => `$${index + 2}::${type}[]`).join(', ')
  return [
    `insert into ${table} (mission, ${names}) select $1, * from unnest(${arrays})`,
    [mission, ...columns.map(([, type], index) => column(type, rows, index))],
  ]
}

const HEAD_BYTES = 20

/** One value of each row, as a binary array. */
export function column(type: ValueType, rows: readonly Row[], index: number): Buffer {
  const write = writers[type]
  let size = HEAD_BYTES
  let hasNull = 0
  for (const row of rows) {
    const value = row[index]
    if (value === null || value === undefined) hasNull = 1
    else size += sizeOf(type, value)
    size += 4
  }
  const bytes = Buffer.allocUnsafe(size)
  for (const [place, value] of [1, hasNull, oids[type], rows.length, 1].entries())
    bytes.writeInt32BE(value, 4 * place)
  let at = HEAD_BYTES
  for (const row of rows) {
    const value = row[index]
    if (value === null || value === undefined) at = bytes.writeInt32BE(-1, at)
    else {
      const end = write(bytes, value as never, at + 4)
      bytes.writeInt32BE(end - at - 4, at)
      at = end
    }
  }
  return bytes
}

const fixed: Partial<Record<ValueType, number>> = {
  boolean: 1,
  int4: 4,
  date: 4,
  int8: 8,
  float8: 8,
  timestamptz: 8,
  uuid: 16,
}

const sizeOf = (type: ValueType, value: unknown): number =>
  fixed[type] ??
  (type === 'bytea'
    ? (value as Uint8Array).length
    : Buffer.byteLength(value as string) + (type === 'jsonb' ? 1 : 0))

type Write<Value> = (bytes: Buffer, value: Value, at: number) => number

const writeText: Write<string> = (bytes, value, at) => at + bytes.write(value, at)

const TWO_32 = 2 ** 32
/** Exact for every safe integer; an infinity is the last number on its side. */
const writeInt8: Write<number> = (bytes, value, at) => {
  if (Number.isSafeInteger(value)) {
    bytes.writeInt32BE(Math.floor(value / TWO_32), at)
    return bytes.writeUInt32BE(value - TWO_32 * Math.floor(value / TWO_32), at + 4)
  }
  if (Math.abs(value) < 2 ** 63) return bytes.writeBigInt64BE(BigInt(value), at)
  return bytes.writeBigInt64BE(value > 0 ? 2n ** 63n - 1n : -(2n ** 63n), at)
}

const EPOCH_MS = Date.UTC(2000, 0, 1)
const DAY_MS = 86_400_000

/** Postgres counts microseconds and days from the year 2000. */
const writeInstant: Write<number> = (bytes, value, at) => {
  const micros = (value - EPOCH_MS) * 1000
  return Number.isSafeInteger(micros) || !Number.isFinite(value)
    ? writeInt8(bytes, micros, at)
    : bytes.writeBigInt64BE(BigInt(value - EPOCH_MS) * 1000n, at)
}

const hexOf = (code: number): number => (code & 15) + (code > 57 ? 9 : 0)
const writeUuid: Write<string> = (bytes, value, at) => {
  let place = at
  for (let from = 0; from < 36; from += 2) {
    if (value.charCodeAt(from) === 45) from += 1 // a dash
    bytes[place++] = (hexOf(value.charCodeAt(from)) << 4) | hexOf(value.charCodeAt(from + 1))
  }
  return place
}

const writers: { [Type in ValueType]: Write<never> } = {
  boolean: (bytes: Buffer, value: boolean, at: number) => bytes.writeUInt8(value ? 1 : 0, at),
  bytea: (bytes: Buffer, value: Uint8Array, at: number) => {
    bytes.set(value, at)
    return at + value.length
  },
  int4: (bytes: Buffer, value: number, at: number) => bytes.writeInt32BE(value, at),
  int8: writeInt8,
  text: writeText,
  float8: (bytes: Buffer, value: number, at: number) => bytes.writeDoubleBE(value, at),
  date: (bytes: Buffer, value: string, at: number) =>
    bytes.writeInt32BE((Date.parse(value) - EPOCH_MS) / DAY_MS, at),
  timestamptz: writeInstant,
  uuid: writeUuid,
  jsonb: (bytes: Buffer, value: string, at: number) => {
    bytes[at] = 1 // the version of its form
    return writeText(bytes, value, at + 1)
  },
}
