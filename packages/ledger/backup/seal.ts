/**
 * A backup is sealed for a public key, so that the place that makes it cannot read it, and whoever finds the disk neither:
 * X25519, HKDF and AES-256-GCM in pieces, of which the last one says that it is the last (the STREAM construction).
 * The private key is made once, elsewhere, and comes back only to restore.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { StartFailure } from '../account.ts'

const PIECE = 64 * 1024
const TAG = 16
const PUBLIC = 'konbit-backup-1:'
const PRIVATE = 'KONBIT-BACKUP-KEY-1:'
const spki = Buffer.from('302a300506032b656e032100', 'hex')
const pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex')

const raw = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(-32)

/** A new pair: what backups are made for, and what opens them. */
export function newBackupKey(): { to: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  return {
    to: PUBLIC + raw(publicKey).toString('base64url'),
    key: PRIVATE + seed.toString('base64url'),
  }
}

function bytesOf(text: string, prefix: string): Buffer | undefined {
  const bytes = Buffer.from(text.trim().slice(prefix.length), 'base64url')
  return text.trim().startsWith(prefix) && bytes.length === 32 ? bytes : undefined
}

function publicKeyOf(to: string): KeyObject {
  const bytes = bytesOf(to, PUBLIC)
  if (!bytes)
    throw new StartFailure(
      `A backup is made for a public key that begins with ${PUBLIC}: konbit backup-key new makes one.`,
    )
  return createPublicKey({ key: Buffer.concat([spki, bytes]), format: 'der', type: 'spki' })
}

export function privateKeyOf(key: string): KeyObject {
  const bytes = bytesOf(key, PRIVATE)
  if (!bytes) throw new StartFailure('The key file holds no backup key of Konbit.')
  return createPrivateKey({ key: Buffer.concat([pkcs8, bytes]), format: 'der', type: 'pkcs8' })
}

/** Stands in clear at the head of the file; `made` tells which of several backups this is. */
export type SealHead = { made: string; to: string | null; ephemeral?: string }

const keyFrom = (secret: Buffer, ephemeral: Buffer, to: Buffer, head: SealHead): Buffer =>
  Buffer.from(
    hkdfSync(
      'sha256',
      secret,
      Buffer.concat([ephemeral, to]),
      `konbit backup 1\n${JSON.stringify(head)}`,
      32,
    ),
  )

/** The head of a sealed file and the key of this file alone, which its maker forgets when it has read the file back. */
export function sealFor(to: string, made: string): { head: SealHead; fileKey: Buffer } {
  const publicKey = publicKeyOf(to)
  const pair = generateKeyPairSync('x25519')
  const ephemeral = raw(pair.publicKey)
  const head = {
    made,
    to: PUBLIC + raw(publicKey).toString('base64url'),
    ephemeral: ephemeral.toString('base64url'),
  }
  const secret = diffieHellman({ privateKey: pair.privateKey, publicKey })
  return { head, fileKey: keyFrom(secret, ephemeral, raw(publicKey), head) }
}

/** Throws where the private key is not the one that the file was made for. */
export function unsealWith(privateKey: KeyObject, head: SealHead): Buffer {
  const own = raw(createPublicKey(privateKey))
  if (head.to !== PUBLIC + own.toString('base64url'))
    throw new StartFailure(`The backup was made for ${head.to}, and the key opens another.`)
  const ephemeral = Buffer.from(head.ephemeral ?? '', 'base64url')
  if (ephemeral.length !== 32) throw new StartFailure('The head of the backup is broken.')
  const publicKey = createPublicKey({
    key: Buffer.concat([spki, ephemeral]),
    format: 'der',
    type: 'spki',
  })
  return keyFrom(diffieHellman({ privateKey, publicKey }), ephemeral, own, head)
}

/** The number of the piece and whether it is the last: no piece can be left out, moved or added. */
function nonceOf(piece: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(piece), 3)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

type Bytes = AsyncIterable<Buffer>

/** Pieces of one size, and whether each is the last; an empty stream has one empty piece. */
async function* pieces(bytes: Bytes, size: number): AsyncGenerator<[Buffer, boolean]> {
  let held: Buffer[] = []
  let length = 0
  for await (const chunk of bytes) {
    held.push(chunk)
    length += chunk.length
    if (length <= size) continue
    let all = Buffer.concat(held)
    while (all.length > size) {
      yield [all.subarray(0, size), false]
      all = all.subarray(size)
    }
    held = [all]
    length = all.length
  }
  yield [Buffer.concat(held), true]
}

export async function* seal(bytes: Bytes, fileKey: Buffer): AsyncGenerator<Buffer> {
  let number = 0
  for await (const [piece, isLast] of pieces(bytes, PIECE)) {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(number++, isLast))
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
  }
}

/** Gives nothing that was not sealed so; throws where a piece is changed, missing or cut off. */
export async function* unseal(bytes: Bytes, fileKey: Buffer): AsyncGenerator<Buffer> {
  let number = 0
  for await (const [piece, isLast] of pieces(bytes, PIECE + TAG)) {
    const cipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(number, isLast))
    const end = Math.max(0, piece.length - TAG)
    try {
      cipher.setAuthTag(piece.subarray(end))
      yield Buffer.concat([cipher.update(piece.subarray(0, end)), cipher.final()])
    } catch {
      throw new StartFailure(
        `The backup is broken or cut off after ${Math.floor((number * PIECE) / 1024)} kB.`,
      )
    }
    number += 1
  }
}
