/**
 * A zip as far as a spreadsheet needs it, read with a bound: the parts are found by the directory at its end, so a file
 * cut short has none, and what is unpacked is counted as it comes out, whatever the file says of itself.
 */
import { Inflate } from 'fflate'

export type Part = { from: number; packed: number; isDeflated: boolean }
/** How many bytes may still be unpacked. */
export type Budget = { left: number }

/** Why a file cannot be read, in words that follow "needs". */
export class Unreadable extends Error {}

const partsMax = 2000
/** So much is fed at once: it unpacks to a thousand times that at most. */
const step = 16_384

/** The parts by their names. Throws Unreadable. */
export function partsOf(bytes: Uint8Array): Map<string, Part> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === undefined) throw new Unreadable('to be whole: its end is missing, so it was cut')
  const count = view.getUint16(end + 10, true)
  if (count > partsMax) throw new Unreadable(`at most ${partsMax} parts`)
  const parts = new Map<string, Part>()
  let at = view.getUint32(end + 16, true)
  try {
    for (let nth = 0; nth < count; nth += 1) {
      if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError()
      const flags = view.getUint16(at + 8, true)
      const method = view.getUint16(at + 10, true)
      const packed = view.getUint32(at + 20, true)
      const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true))
      const local = view.getUint32(at + 42, true)
      if (view.getUint32(local, true) !== 0x04034b50) throw new RangeError()
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
      if (from + packed > end) throw new RangeError()
      if (flags & 1) throw new Unreadable('to be saved without a password')
      const title = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (name as number)))
      if (method === 0 || method === 8) parts.set(title, { from, packed, isDeflated: method === 8 })
      at += 46 + (name as number) + (extra as number) + (comment as number)
    }
  } catch (error) {
    if (error instanceof RangeError)
      throw new Unreadable('to be whole: its parts are not where its directory says')
    throw error
  }
  return parts
}

function endOf(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at -= 1)
    if (view.getUint32(at, true) === 0x06054b50) return at
  return undefined
}

/** A part, unpacked piece by piece. Throws Unreadable when the budget is spent, or what is packed is damaged. */
export function* unpacked(bytes: Uint8Array, part: Part, budget: Budget): Generator<Uint8Array> {
  const { from, packed, isDeflated } = part
  const spend = (piece: Uint8Array): Uint8Array => {
    budget.left -= piece.length
    if (budget.left < 0) throw new Unreadable('to unpack to less: split it, or send it as CSV')
    return piece
  }
  if (!isDeflated) {
    yield spend(bytes.subarray(from, from + packed))
    return
  }
  const made: Uint8Array[] = []
  const inflate = new Inflate((piece) => made.push(spend(piece)))
  for (let at = from; at < from + packed; at += step) {
    const next = Math.min(at + step, from + packed)
    try {
      inflate.push(bytes.subarray(at, next), next === from + packed)
    } catch (error) {
      throw error instanceof Unreadable ? error : new Unreadable('to be whole: a part is damaged')
    }
    yield* made.splice(0)
  }
}
