/**
 * A sample as bytes, for a queue or a database, and back to the bit. Most figures change little from one day to the next, so
 * each series is written as its steps, in as few bytes as each takes: about a quarter of what the arrays hold.
 */
import { bytesOf, textOf } from '@konbit/proof'
import type { Sample } from './sample.ts'

const FORMAT = 'konbit planner packed 1'

type Header = Pick<Sample, 'days' | 'from' | 'to' | 'bindNames'> & {
  format: string
  /** By name, and whether all its numbers are whole: else their bits are written. */
  figures: [name: string, isWhole: boolean][]
  totals: string[]
}

export function packed(sample: Sample): Uint8Array<ArrayBuffer> {
  const { days, from, to, bindNames, binds, figures, totals } = sample
  const header: Header = {
    format: FORMAT,
    days,
    from,
    to,
    bindNames,
    figures: Object.entries(figures).map(([name, all]) => [name, all.every(isWhole)]),
    totals: Object.keys(totals),
  }
  const opening = bytesOf(`${JSON.stringify(header)}\n`)
  const runs = to - from
  const bytes = new Bytes(
    opening.length +
      (header.figures.length + 1) * 5 * runs * days +
      header.totals.length * runs * 8,
  )
  bytes.add(opening)
  for (const [name, whole] of header.figures)
    bytes.steps(whole ? wholesOf(sample, name) : bitsOf(sample, name), days)
  bytes.steps(Int32Array.from(binds), days)
  for (const name of header.totals) bytes.add(littleEnd(totals[name] as Float64Array))
  return bytes.written()
}

/** Undefined for what was not packed here, or not whole. */
export function unpacked(bytes: Uint8Array): Sample | undefined {
  const header = headerOf(bytes)
  if (!header) return undefined
  const { days, from, to, bindNames } = header
  const opening = bytes.indexOf(0x0a) + 1
  const read = new Reading(bytes, opening)
  const count = (to - from) * days
  // A step takes a byte at the least, so that no header makes us set aside more than was sent.
  if (
    !(
      count * (header.figures.length + 1) + (to - from) * 8 * header.totals.length <=
      bytes.length - opening
    )
  )
    return undefined
  const figures: Sample['figures'] = {}
  for (const [name, whole] of header.figures) {
    const steps = read.steps(count, days)
    figures[name] = whole ? Float32Array.from(steps) : new Float32Array(steps.buffer)
  }
  const binds = Uint8Array.from(read.steps(count, days))
  const totals: Sample['totals'] = {}
  for (const name of header.totals) totals[name] = read.doubles(to - from)
  return read.isWhole ? { days, from, to, figures, binds, bindNames, totals } : undefined
}

function headerOf(bytes: Uint8Array): Header | undefined {
  const end = bytes.indexOf(0x0a)
  if (end < 0 || end > 65_536) return undefined
  try {
    const header = JSON.parse(textOf(bytes.subarray(0, end)) ?? 'null') as Header | null
    return header?.format === FORMAT ? header : undefined
  } catch {
    return undefined
  }
}

/** Zero below zero has bits of its own. */
const isWhole = (value: number): boolean =>
  Number.isInteger(value) && Math.abs(value) < 2 ** 24 && !Object.is(value, -0)
const wholesOf = ({ figures }: Sample, name: string): Int32Array =>
  Int32Array.from(figures[name] as Float32Array)
const bitsOf = ({ figures }: Sample, name: string): Int32Array => {
  const all = figures[name] as Float32Array
  return new Int32Array(all.buffer, all.byteOffset, all.length)
}

class Bytes {
  readonly #bytes: Uint8Array<ArrayBuffer>
  #size = 0
  constructor(room: number) {
    this.#bytes = new Uint8Array(room)
  }
  add(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#size)
    this.#size += bytes.length
  }
  /** Each less the one before it (a replication's first: less nothing), the sign in the last bit, seven bits in a byte. */
  steps(values: Int32Array, days: number): void {
    const bytes = this.#bytes
    let size = this.#size
    let before = 0
    for (let at = 0; at < values.length; at += 1) {
      if (at % days === 0) before = 0
      const value = values[at] as number
      const step = (value - before) | 0
      before = value
      let rest = ((step << 1) ^ (step >> 31)) >>> 0
      while (rest > 0x7f) {
        bytes[size] = (rest & 0x7f) | 0x80
        size += 1
        rest >>>= 7
      }
      bytes[size] = rest
      size += 1
    }
    this.#size = size
  }
  written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#size)
  }
}

class Reading {
  readonly #bytes: Uint8Array
  #at: number
  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.#at = at
  }
  get isWhole(): boolean {
    return this.#at === this.#bytes.length
  }
  steps(count: number, days: number): Int32Array<ArrayBuffer> {
    const values = new Int32Array(count)
    const bytes = this.#bytes
    let place = this.#at
    let before = 0
    for (let at = 0; at < count; at += 1) {
      if (at % days === 0) before = 0
      let rest = 0
      let shift = 0
      let byte = 0x80
      while (byte & 0x80 && shift < 35) {
        byte = bytes[place] ?? 0
        place += 1
        rest |= (byte & 0x7f) << shift
        shift += 7
      }
      before = (before + ((rest >>> 1) ^ -(rest & 1))) | 0
      values[at] = before
    }
    this.#at = place
    return values
  }
  doubles(count: number): Float64Array<ArrayBuffer> {
    const values = new Float64Array(count)
    const end = this.#at + count * 8
    if (end > this.#bytes.length) {
      this.#at = Number.POSITIVE_INFINITY
      return values
    }
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, count * 8)
    for (let at = 0; at < count; at += 1) values[at] = view.getFloat64(at * 8, true)
    this.#at = end
    return values
  }
}

function littleEnd(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 8)
  const view = new DataView(bytes.buffer)
  for (const [at, value] of values.entries()) view.setFloat64(at * 8, value, true)
  return bytes
}
