/**
 * SHA-256 and Ed25519 where there is no Node: audited JavaScript, since a browser's own work only over https and answer
 * later, and the verifier is one program for both. What it exports, `crypto.node.ts` exports too.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesOf } from './bytes.ts'

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** A text stands for its UTF-8. */
export const sha256 = (...parts: (Uint8Array | string)[]): Uint8Array =>
  digest(concat(parts.map((part) => (typeof part === 'string' ? bytesOf(part) : part))))

export const randomSeed = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32))

export const publicKeyOf = (seed: Uint8Array): Uint8Array => ed25519.getPublicKey(seed)

export const signEd25519 = (seed: Uint8Array, bytes: Uint8Array): Uint8Array =>
  ed25519.sign(bytes, seed)

/** False also for what is no key or no signature. */
export function verifyEd25519(
  publicKey: Uint8Array,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    return ed25519.verify(signature, bytes, publicKey, { zip215: false })
  } catch {
    return false
  }
}
