/**
 * The digest of a sample: one hash over what it is made of and the hash of each replication, in order of index. So it is the
 * same whatever the split, on whatever machine; a split may keep the hashes of its replications and drop the rest.
 */
import { bytesOf, canonical, hex, sha256 } from '@konbit/proof'
import type { Sample } from './sample.ts'

const FORMAT = 'konbit planner sample 1'
const HASH_BYTES = 32

/** Hexadecimal, 64 letters. Figures as they are kept: numbers of 32 bits, little end first, by name. */
export const digestOf = (sample: Sample): string => digestFrom(sample, [hashesOf(sample)])

/** The digest of a sample from the hashes of its parts, in order of index. */
export function digestFrom(sample: Sample, hashes: readonly Uint8Array[]): string {
  const { days, from, to, bindNames } = sample
  const parts = {
    format: FORMAT,
    days,
    from,
    to,
    figures: byName(sample.figures).map(([name]) => name),
    bindNames,
    totals: byName(sample.totals).map(([name]) => name),
  }
  return hex(sha256(bytesOf(`${canonical(parts)}\n`), ...hashes))
}

/** One hash for each replication, one after the other. */
export function hashesOf({ days, from, to, binds, ...sample }: Sample): Uint8Array<ArrayBuffer> {
  const figures = byName(sample.figures)
  const totals = byName(sample.totals)
  const hashes = new Uint8Array((to - from) * HASH_BYTES)
  const counts = new Uint8Array(totals.length * 8)
  const view = new DataView(counts.buffer)
  for (let run = 0; run < to - from; run += 1) {
    for (const [at, [, all]] of totals.entries()) view.setFloat64(at * 8, all[run] as number, true)
    hashes.set(
      sha256(
        ...figures.map(([, all]) => littleEnd(all.subarray(run * days, (run + 1) * days))),
        binds.subarray(run * days, (run + 1) * days),
        counts,
      ),
      run * HASH_BYTES,
    )
  }
  return hashes
}

const isLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

function littleEnd(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  if (isLittle) return bytes
  const turned = new Uint8Array(bytes.length)
  const view = new DataView(turned.buffer)
  for (const [at, value] of values.entries()) view.setFloat32(at * 4, value, true)
  return turned
}

const byName = <Of>(record: Readonly<Record<string, Of>>): [string, Of][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
