/**
 * Seals the files of documents before they reach the database, each with a key of its own made from one secret that lies
 * elsewhere, and for the one record it belongs to: AES-256-GCM, so what was changed does not open.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

const [NONCE, TAG] = [12, 16]

export type Sealing = { mission: string; record: string; digest: string }
export type Sealer = {
  seal: (bytes: Uint8Array, of: Sealing) => Buffer
  /** Throws when it is not what was sealed, or was sealed with another secret. */
  open: (sealed: Buffer, of: Sealing) => Buffer
  /** 32 bytes for another purpose of the same secret; what is made of one tells nothing of another. */
  secretFor: (purpose: string) => Buffer
}

export const digestOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

export function sealerWith(secret: string): Sealer {
  const keyOf = ({ mission, record, digest }: Sealing): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, '', `document ${mission} ${record} ${digest}`, 32))
  return {
    seal: (bytes, of) => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', keyOf(of), nonce)
      const packed = [nonce, cipher.update(bytes), cipher.final()]
      return Buffer.concat([...packed, cipher.getAuthTag()])
    },
    open: (sealed, of) => {
      const decipher = createDecipheriv('aes-256-gcm', keyOf(of), sealed.subarray(0, NONCE))
      decipher.setAuthTag(sealed.subarray(-TAG))
      return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
    },
    secretFor: (purpose) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)),
  }
}
