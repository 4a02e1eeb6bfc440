/**
 * WebAssembly in small: typed expressions and statements that become bytes. Enough for a simulation and no more; what an
 * instruction is called and how it is written is the specification's (core 1.0, binary format). Pure.
 */

export type Type = 'f64' | 'i32' | 'i64'
/** An expression: what it is, and the bytes that leave it on the stack. */
export type Value<Of extends Type = Type> = { type: Of; bytes: Bytes }
/**
 * A statement leaves nothing on the stack. Parts stand in it as they are and are laid out once, at the end: copied at each step,
 * they cost more time than a first picture has.
 */
export type Bytes = readonly (number | Bytes)[]
export type F64 = Value<'f64'>
export type I32 = Value<'i32'>
export type I64 = Value<'i64'>

/** Of parts within parts the bytes one after the other. */
export function laidOut(code: Bytes, into: number[] = []): number[] {
  for (const part of code)
    if (typeof part === 'number') into.push(part)
    else laidOut(part, into)
  return into
}

export const typeByte: Readonly<Record<Type, number>> = { f64: 0x7c, i32: 0x7f, i64: 0x7e }

export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? low + 128 : low)
  } while (rest > 0)
  return bytes
}

export function signed(value: bigint): number[] {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const low = Number(rest & 127n)
    rest >>= 7n
    const isDone = (rest === 0n && low < 64) || (rest === -1n && low >= 64)
    bytes.push(isDone ? low : low + 128)
    if (isDone) return bytes
  }
}

const bits = new DataView(new ArrayBuffer(8))
export const f64 = (value: number): F64 => {
  bits.setFloat64(0, value, true)
  return {
    type: 'f64',
    bytes: [0x44, ...Array.from({ length: 8 }, (_, at) => bits.getUint8(at))],
  }
}
export const i32 = (value: number): I32 => ({
  type: 'i32',
  bytes: [0x41, ...signed(BigInt(Math.trunc(value)))],
})
export const i64 = (value: bigint): I64 => ({
  type: 'i64',
  bytes: [0x42, ...signed(BigInt.asIntN(64, value))],
})

const two =
  <In extends Type, Out extends Type>(opcode: number, type: Out) =>
  (a: Value<In>, b: Value<In>): Value<Out> => ({ type, bytes: [a.bytes, b.bytes, opcode] })
const one =
  <In extends Type, Out extends Type>(opcode: number, type: Out) =>
  (a: Value<In>): Value<Out> => ({ type, bytes: [a.bytes, opcode] })

export const F = {
  add: two<'f64', 'f64'>(0xa0, 'f64'),
  sub: two<'f64', 'f64'>(0xa1, 'f64'),
  mul: two<'f64', 'f64'>(0xa2, 'f64'),
  div: two<'f64', 'f64'>(0xa3, 'f64'),
  max: two<'f64', 'f64'>(0xa5, 'f64'),
  ne: two<'f64', 'i32'>(0x62, 'i32'),
  lt: two<'f64', 'i32'>(0x63, 'i32'),
  gt: two<'f64', 'i32'>(0x64, 'i32'),
  le: two<'f64', 'i32'>(0x65, 'i32'),
  ge: two<'f64', 'i32'>(0x66, 'i32'),
  nearest: one<'f64', 'f64'>(0x9e, 'f64'),
  negated: one<'f64', 'f64'>(0x9a, 'f64'),
  fromInt: one<'i32', 'f64'>(0xb7, 'f64'),
  fromSignedLong: one<'i64', 'f64'>(0xb9, 'f64'),
  ofBits: one<'i64', 'f64'>(0xbf, 'f64'),
}
export const I = {
  add: two<'i32', 'i32'>(0x6a, 'i32'),
  sub: two<'i32', 'i32'>(0x6b, 'i32'),
  mul: two<'i32', 'i32'>(0x6c, 'i32'),
  div: two<'i32', 'i32'>(0x6d, 'i32'),
  and: two<'i32', 'i32'>(0x71, 'i32'),
  or: two<'i32', 'i32'>(0x72, 'i32'),
  shl: two<'i32', 'i32'>(0x74, 'i32'),
  shr: two<'i32', 'i32'>(0x76, 'i32'), // unsigned
  eq: two<'i32', 'i32'>(0x46, 'i32'),
  lt: two<'i32', 'i32'>(0x48, 'i32'),
  gt: two<'i32', 'i32'>(0x4a, 'i32'),
  le: two<'i32', 'i32'>(0x4c, 'i32'),
  ge: two<'i32', 'i32'>(0x4e, 'i32'),
  isZero: one<'i32', 'i32'>(0x45, 'i32'),
  fromFloat: one<'f64', 'i32'>(0xaa, 'i32'), // towards zero; traps beyond what fits
  fromLong: one<'i64', 'i32'>(0xa7, 'i32'),
}
export const L = {
  add: two<'i64', 'i64'>(0x7c, 'i64'),
  mul: two<'i64', 'i64'>(0x7e, 'i64'),
  and: two<'i64', 'i64'>(0x83, 'i64'),
  or: two<'i64', 'i64'>(0x84, 'i64'),
  xor: two<'i64', 'i64'>(0x85, 'i64'),
  shl: two<'i64', 'i64'>(0x86, 'i64'),
  shr: two<'i64', 'i64'>(0x88, 'i64'), // unsigned
  rotl: two<'i64', 'i64'>(0x89, 'i64'),
  fromInt: one<'i32', 'i64'>(0xac, 'i64'),
  fromUnsigned: one<'i32', 'i64'>(0xad, 'i64'),
  ofBits: one<'f64', 'i64'>(0xbd, 'i64'),
}

/** Whichever of two; both are worked out. */
export const select = <Of extends Type>(
  then: Value<Of>,
  otherwise: Value<Of>,
  condition: I32,
): Value<Of> => ({
  type: then.type,
  bytes: [then.bytes, otherwise.bytes, condition.bytes, 0x1b],
})

/** A value that is only right once the statements are done, which come first. */
export const after = <Of extends Type>(statements: Bytes, value: Value<Of>): Value<Of> => ({
  type: value.type,
  bytes: [statements, value.bytes],
})

/** Memory: addresses are bytes; `offset` is a constant added to them. */
const access = (opcode: number, align: number, offset: number): number[] => [
  opcode,
  align,
  ...unsigned(offset),
]
export const load = {
  f64: (at: I32, offset = 0): F64 => ({
    type: 'f64',
    bytes: [at.bytes, access(0x2b, 3, offset)],
  }),
  i64: (at: I32, offset = 0): I64 => ({
    type: 'i64',
    bytes: [at.bytes, access(0x29, 3, offset)],
  }),
  i32: (at: I32, offset = 0): I32 => ({
    type: 'i32',
    bytes: [at.bytes, access(0x28, 2, offset)],
  }),
  u8: (at: I32, offset = 0): I32 => ({
    type: 'i32',
    bytes: [at.bytes, access(0x2d, 0, offset)],
  }),
}
export const store = {
  f64: (at: I32, value: F64, offset = 0): Bytes => [at.bytes, value.bytes, access(0x39, 3, offset)],
  i64: (at: I32, value: I64, offset = 0): Bytes => [at.bytes, value.bytes, access(0x37, 3, offset)],
  i32: (at: I32, value: I32, offset = 0): Bytes => [at.bytes, value.bytes, access(0x36, 2, offset)],
  u8: (at: I32, value: I32, offset = 0): Bytes => [at.bytes, value.bytes, access(0x3a, 0, offset)],
}

/** So many bytes of memory become zero. */
export const zeroed = (at: number, bytes: number): Bytes => [
  ...[i32(at).bytes, i32(0).bytes, i32(bytes).bytes],
  ...[0xfc, 0x0b, 0],
]

/** Statements one after the other. */
export const all = (...statements: readonly Bytes[]): Bytes => statements
export const when = (condition: I32, then: Bytes, otherwise: Bytes = []): Bytes => [
  condition.bytes,
  0x04,
  0x40,
  then,
  ...(otherwise.length > 0 ? [0x05, otherwise] : []),
  0x0b,
]
/** The first of the cases whose condition holds, else the last statement. */
export const cases = (
  list: readonly (readonly [condition: I32, then: Bytes])[],
  otherwise: Bytes = [],
): Bytes =>
  list.reduceRight<Bytes>((rest, [condition, then]) => when(condition, then, rest), otherwise)

/** The statement of that number, in one jump; none of a number beyond them. */
export const choice = (number: I32, list: readonly Bytes[]): Bytes => [
  ...list.flatMap(() => [0x02, 0x40]),
  0x02,
  0x40,
  number.bytes,
  0x0e,
  ...unsigned(list.length),
  ...list.flatMap((_, at) => unsigned(at)),
  ...unsigned(list.length),
  0x0b,
  ...list.flatMap((then, at) => [then, branch(list.length - 1 - at), 0x0b]),
]

/** While the condition holds. */
export const loop = (condition: I32, body: Bytes): Bytes => [
  0x02,
  0x40,
  0x03,
  0x40,
  condition.bytes,
  0x45,
  0x0d,
  1,
  body,
  0x0c,
  0,
  0x0b,
  0x0b,
]
/** Out of so many statements that stand around it, the innermost being 0. */
const branch = (depth: number): Bytes => [0x0c, ...unsigned(depth)]
/** Leaves a function that gives nothing. */
export const back: Bytes = [0x0f]
export const give = (value: Value): Bytes => [value.bytes, 0x0f]
