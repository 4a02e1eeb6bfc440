/**
 * A parcel: what travels from an intake to the record. One line of JSON that anybody may read, and the sealed bytes. It is also
 * what an intake keeps until the record has it, so nothing in clear ever lies on its disk.
 */
import { isOpenKey } from './key.ts'

export const parcelKinds = ['complain', 'warn', 'feedback', 'staff'] as const
export type ParcelKind = (typeof parcelKinds)[number]

/**
 * `id`: the parcel's own, so that passing it on twice is harmless. `replyTo`: the open key of its receipt code. `follows`: true
 * for what is said later under a code that the record knows. `day`: when it came, no closer.
 */
export type Outside = {
  id: string
  kind: ParcelKind
  replyTo: string
  /** The open keys that it is sealed to. */
  to: readonly string[]
  day: string
  sealedOn: 'phone' | 'arrival'
  follows?: true
}
export type Parcel = { outside: Outside; sealed: Uint8Array }

export const parcelType = 'application/vnd.konbit.sealed'
export const parcelMax = 14_000_000
const lineMax = 1400
const keysMax = 8
const newline = 0x0a
const intro = new TextEncoder().encode('age-encryption.org/v1\n')

export function writeParcel({ outside, sealed }: Parcel): Uint8Array {
  const line = new TextEncoder().encode(`${JSON.stringify(outside)}\n`)
  const whole = new Uint8Array(line.length + sealed.length)
  whole.set(line)
  whole.set(sealed, line.length)
  return whole
}

/** Undefined for what is no parcel: its line says something else, or what follows is not sealed. */
export function readParcel(bytes: Uint8Array): Parcel | undefined {
  const end = bytes.subarray(0, lineMax).indexOf(newline)
  if (end < 0) return undefined
  const sealed = bytes.subarray(end + 1)
  if (intro.some((one, at) => sealed[at] !== one)) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end))
    const outside = readOutside(JSON.parse(text))
    return outside && { outside, sealed }
  } catch {
    return undefined
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Only what is known is taken over, so that nothing rides along in clear. */
function readOutside(found: unknown): Outside | undefined {
  const { id, kind, replyTo, to, day, sealedOn, follows } = (found ?? {}) as Record<string, unknown>
  if (typeof id !== 'string' || !uuid.test(id)) return undefined
  if (!parcelKinds.includes(kind as ParcelKind)) return undefined
  if (typeof replyTo !== 'string' || !isOpenKey(replyTo)) return undefined
  if (!Array.isArray(to) || to.length === 0 || to.length > keysMax || !to.every(isOpenKey))
    return undefined
  if (typeof day !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(day)) return undefined
  if (sealedOn !== 'phone' && sealedOn !== 'arrival') return undefined
  const outside: Outside = { id, kind: kind as ParcelKind, replyTo, to, day, sealedOn }
  return follows === true ? { ...outside, follows } : outside
}
