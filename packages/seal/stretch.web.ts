/** A code made into 32 bytes where there is no Node, by audited JavaScript. */
import { scryptAsync } from '@noble/hashes/scrypt.js'

/** 16 MB of scrypt: a fifth of a second on a phone. */
export const stretch = (text: string, salt: string): Promise<Uint8Array> =>
  scryptAsync(text, salt, { N: 2 ** 14, r: 8, p: 1, dkLen: 32 })
