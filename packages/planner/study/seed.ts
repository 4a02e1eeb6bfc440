/** The seed of one replication: from the study's own, a text, and the replication's index. Which machine plays it says nothing. */
import { bytesOf, sha256 } from '@konbit/proof'

export const SEED_LENGTH_MAX = 40

/** One of 2^64, always the same for the same two, with no more likeness between neighbours than between strangers. */
export function seedOf(seed: string, index: number): bigint {
  const digest = sha256(bytesOf(`konbit planner seed 1\n${seed}\n${index}`))
  return new DataView(digest.buffer, digest.byteOffset, 8).getBigUint64(0, true)
}
