/**
 * A WebAssembly module as it is put together: functions, globals, one memory. Nothing is imported, so what it computes
 * depends on its bytes and its memory alone, bit for bit the same wherever it runs.
 */
import { type Bytes, f64, i32, laidOut, type Type, typeByte, unsigned, type Value } from './code.ts'

/** A variable of a function. */
export type Variable<Of extends Type = Type> = {
  get: Value<Of>
  set: (value: Value<Of>) => Bytes
  /** Set, and the value it was set to. */
  tee: (value: Value<Of>) => Value<Of>
}
/** A variable of the module. */
type Global<Of extends Type> = Omit<Variable<Of>, 'tee'>
export type NewLocal = <Of extends Type>(type: Of) => Variable<Of>
type Variables<Types extends readonly Type[]> = { [At in keyof Types]: Variable<Types[At]> }
type Values<Types extends readonly Type[]> = { [At in keyof Types]: Value<Types[At]> }
type Body<Params extends readonly Type[]> = (local: NewLocal, ...params: Variables<Params>) => Bytes

export type Assembly = {
  /** A function that gives a value. */
  gives: <const Params extends readonly Type[], Of extends Type>(
    params: Params,
    result: Of,
    body: Body<Params>,
  ) => (...given: Values<Params>) => Value<Of>
  /** A function that does something. */
  does: <const Params extends readonly Type[]>(
    params: Params,
    body: Body<Params>,
    name?: string,
  ) => (...given: Values<Params>) => Bytes
  global: <Of extends Type>(type: Of) => Global<Of>
  /** So many bytes of memory, from a multiple of eight on; they begin as zeros. */
  reserve: (bytes: number) => number
  /** Memory that holds these numbers from the beginning, and where it is. */
  table: (content: Float64Array) => number
  bytes: () => Uint8Array<ArrayBuffer>
}

const PAGE = 65_536
const vector = (items: readonly Bytes[]): Bytes => [unsigned(items.length), ...items]
/** Its own length before it. */
const measured = (content: Bytes): Bytes => {
  const bytes = laidOut(content)
  return [unsigned(bytes.length), bytes]
}
const section = (id: number, content: Bytes): Bytes => [id, measured(content)]
const text = (name: string): Bytes => {
  const bytes = [...new TextEncoder().encode(name)]
  return [...unsigned(bytes.length), ...bytes]
}

/** Numbers of a table, from an address on. */
const segment = ({ at, content }: { at: number; content: Float64Array }): Bytes => {
  const numbers = Array.from(content, (number) => f64(number).bytes.slice(1))
  return [0, i32(at).bytes, 0x0b, measured(numbers)]
}

export function openAssembly(): Assembly {
  const types: string[] = []
  const functions: { type: number; code: Bytes; name?: string }[] = []
  const globals: Type[] = []
  const tables: { at: number; content: Float64Array }[] = []
  let end = 0
  const reserve = (bytes: number): number => {
    const at = end
    end += Math.ceil(bytes / 8) * 8
    return at
  }

  function define(
    params: readonly Type[],
    result: Type | undefined,
    body: Body<readonly Type[]>,
    name?: string,
  ): number {
    const locals: Type[] = []
    const variable = (type: Type, index: number): Variable => ({
      get: { type, bytes: [0x20, ...unsigned(index)] },
      set: (value) => [value.bytes, 0x21, ...unsigned(index)],
      tee: (value) => ({ type, bytes: [value.bytes, 0x22, ...unsigned(index)] }),
    })
    const local = ((type: Type) => {
      locals.push(type)
      return variable(type, params.length + locals.length - 1)
    }) as NewLocal
    const statements = body(local, ...params.map(variable))
    const code = [
      vector(locals.map((type) => [1, typeByte[type]])),
      statements,
      // Whoever gives a value has returned by now.
      ...(result ? [0x00] : []),
      0x0b,
    ]
    const signature = laidOut([
      0x60,
      vector(params.map((type) => [typeByte[type]])),
      vector(result ? [[typeByte[result]]] : []),
    ]).join()
    if (!types.includes(signature)) types.push(signature)
    functions.push({ type: types.indexOf(signature), code, ...(name ? { name } : {}) })
    return functions.length - 1
  }
  const call = (index: number, given: readonly Value[]): Bytes => [
    ...given.map(({ bytes }) => bytes),
    0x10,
    ...unsigned(index),
  ]

  return {
    gives: (params, result, body) => {
      const index = define(params, result, body as unknown as Body<readonly Type[]>)
      return (...given) => ({ type: result, bytes: call(index, given as readonly Value[]) })
    },
    does: (params, body, name) => {
      const index = define(params, undefined, body as unknown as Body<readonly Type[]>, name)
      return (...given) => call(index, given as readonly Value[])
    },
    global: (type) => {
      globals.push(type)
      const index = unsigned(globals.length - 1)
      return {
        get: { type, bytes: [0x23, ...index] },
        set: (value) => [value.bytes, 0x24, ...index],
      }
    },
    reserve,
    table: (content) => {
      const at = reserve(content.byteLength)
      tables.push({ at, content })
      return at
    },
    bytes: () => {
      const zero: Readonly<Record<Type, Bytes>> = {
        f64: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
        i32: [0x41, 0],
        i64: [0x42, 0],
      }
      const pages = unsigned(Math.ceil(end / PAGE) || 1)
      const named = functions.flatMap(({ name }, index) =>
        name ? [[text(name), 0, ...unsigned(index)]] : [],
      )
      const whole = [
        [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
        section(1, vector(types.map((type) => type.split(',').map(Number)))),
        section(3, vector(functions.map(({ type }) => unsigned(type)))),
        section(5, vector([[1, pages, pages]])),
        section(6, vector(globals.map((type) => [typeByte[type], 1, zero[type], 0x0b]))),
        section(7, vector([[text('memory'), 2, 0], ...named])),
        section(10, vector(functions.map(({ code }) => measured(code)))),
        section(11, vector(tables.map(segment))),
      ]
      return Uint8Array.from(laidOut(whole))
    },
  }
}
