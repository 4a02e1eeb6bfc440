/**
 * A secret in the hands of several, of whom some together bring it back and fewer learn nothing (Shamir). A share says of which
 * key it is, so that shares of two keys are told apart before anything is joined; and a copying mistake is found.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bech32 } from '@scure/base'
import { combine, split as divide } from 'shamir-secret-sharing'
import { SealFailure } from './failure.ts'
import { keyFrom, openBytes, openOf, secretBytes } from './key.ts'

const prefix = 'konbit-share-'
const tagLength = 4

/** One share for each holder; any `need` of them are enough. */
export async function split(secret: string, holders = 3, need = 2): Promise<string[]> {
  const tag = tagOf(openOf(secret))
  const parts = await divide(secretBytes(secret), holders, need)
  return parts.map((part) =>
    bech32.encode(prefix, bech32.toWords(new Uint8Array([need, ...tag, ...part])), false),
  )
}

/** The secret again. Throws a SealFailure where there are too few, or they belong to different keys. */
export async function join(shares: readonly string[]): Promise<string> {
  const read = shares.map(readShare)
  const [first] = read
  if (!first || read.some(({ tag }) => tag !== first.tag))
    throw new SealFailure('wrong-shares', 'These shares belong to different keys.')
  const parts = new Map(read.map(({ part }) => [part.join(), part]))
  if (parts.size < first.need)
    throw new SealFailure('wrong-shares', `${first.need} different shares are needed.`)
  const bytes = await combine([...parts.values()]).catch(() => new Uint8Array(0))
  const key = bytes.length === 32 ? keyFrom(bytes) : undefined
  if (!key || hex(tagOf(key.open)) !== first.tag)
    throw new SealFailure('wrong-shares', 'These shares do not make a key together.')
  return key.secret
}

/** Whether a share is one of this open key. Throws a SealFailure for what is no share. */
export const isShareOf = (share: string, open: string): boolean =>
  readShare(share).tag === hex(tagOf(open))

function readShare(text: string): { need: number; tag: string; part: Uint8Array } {
  try {
    const found = bech32.decode(text.trim().toLowerCase() as `${string}1${string}`, false)
    const bytes = bech32.fromWords(found.words)
    const [need = 0] = bytes
    if (found.prefix === prefix && bytes.length === 1 + tagLength + 33)
      return {
        need,
        tag: hex(bytes.subarray(1, 1 + tagLength)),
        part: bytes.subarray(1 + tagLength),
      }
  } catch {} // it is said below
  throw new SealFailure('wrong-shares', 'This is not a share: look whether it was copied whole.')
}

const tagOf = (open: string): Uint8Array => sha256(openBytes(open)).subarray(0, tagLength)
const hex = (bytes: Uint8Array): string =>
  [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('')
