/**
 * SHA-256 and Ed25519 where Node runs: OpenSSL's, for the append hashes some hundred thousand times a second. What it
 * exports, `crypto.web.ts` exports too; `imports` in package.json chooses. Only these two files know where they run.
 */
import { createPrivateKey, createPublicKey, hash, randomBytes, sign, verify } from 'node:crypto'

export const concat = (parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts)

const desk = Buffer.allocUnsafeSlow(4096)

/** A text stands for its UTF-8. */
export function sha256(...parts: (Uint8Array | string)[]): Uint8Array {
  let room = 0
  for (const part of parts) room += typeof part === 'string' ? 3 * part.length : part.length
  const bytes = room <= desk.length ? desk : Buffer.allocUnsafe(room)
  let size = 0
  for (const part of parts) {
    if (typeof part === 'string') size += bytes.write(part, size)
    else {
      bytes.set(part, size)
      size += part.length
    }
  }
  // Through a string of bytes, since that is half the time of asking OpenSSL for a buffer (measured on Node 24).
  return Buffer.from(hash('sha256', bytes.subarray(0, size), 'latin1' as 'hex'), 'latin1')
}

export const randomSeed = (): Uint8Array => randomBytes(32)

// The keys' DER is these bytes and the 32 of the key.
const PUBLIC = Buffer.from('302a300506032b6570032100', 'hex')
const PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex')
const privateKey = (seed: Uint8Array) =>
  createPrivateKey({ key: Buffer.concat([PRIVATE, seed]), format: 'der', type: 'pkcs8' })

export const publicKeyOf = (seed: Uint8Array): Uint8Array =>
  createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' }).subarray(PUBLIC.length)

export const signEd25519 = (seed: Uint8Array, bytes: Uint8Array): Uint8Array =>
  sign(null, bytes, privateKey(seed))

/** False also for what is no key or no signature. */
export function verifyEd25519(
  publicKey: Uint8Array,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    const key = Buffer.concat([PUBLIC, publicKey])
    return verify(null, bytes, { key, format: 'der', type: 'spki' }, signature)
  } catch {
    return false
  }
}
