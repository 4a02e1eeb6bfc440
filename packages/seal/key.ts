/**
 * Keys in the form of age (age-encryption.org/v1): `secret` is AGE-SECRET-KEY-1…, `open` is age1…. The same texts work with the
 * program `age`, so nobody depends on this one to read what is theirs.
 */
import { x25519 } from '@noble/curves/ed25519.js'
import { bech32 } from '@scure/base'
import { SealFailure } from './failure.ts'

/** `open` may be shown to anybody; `secret` opens what was sealed to it. */
export type Key = { secret: string; open: string }

export const makeKey = async (): Promise<Key> => keyFrom(crypto.getRandomValues(new Uint8Array(32)))

/** The key whose secret is these 32 bytes. */
export const keyFrom = (bytes: Uint8Array): Key => ({
  secret: bech32.encodeFromBytes('age-secret-key-', bytes).toUpperCase(),
  open: bech32.encodeFromBytes('age', x25519.getPublicKey(bytes)),
})

/** The 32 bytes of a secret. Throws a SealFailure for what is no key. */
export const secretBytes = (secret: string): Uint8Array => read(secret, 'age-secret-key-')

/** The 32 bytes of an open key. Throws a SealFailure for what is no key. */
export const openBytes = (open: string): Uint8Array => read(open, 'age')

/** The open half of a secret. */
export const openOf = (secret: string): string => keyFrom(secretBytes(secret)).open

export function isOpenKey(text: unknown): boolean {
  if (typeof text !== 'string') return false
  try {
    return openBytes(text).length === 32
  } catch {
    return false
  }
}

function read(text: string, prefix: string): Uint8Array {
  try {
    const found = bech32.decodeToBytes(text.trim())
    if (found.prefix.toLowerCase() === prefix && found.bytes.length === 32) return found.bytes
  } catch {} // it is said below
  throw new SealFailure('not-a-key', 'This is not a key: look whether it was copied whole.')
}
