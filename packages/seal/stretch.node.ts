/** A code made into 32 bytes, by OpenSSL, beside the thread that serves. What it exports, `stretch.web.ts` exports too. */
import { scrypt } from 'node:crypto'

/** 16 MB of scrypt: a fifth of a second on a phone. */
export const stretch = (text: string, salt: string): Promise<Uint8Array> =>
  new Promise((done, fail) => {
    scrypt(text, salt, 32, { N: 2 ** 14, r: 8, p: 1, maxmem: 2 ** 26 }, (error, key) =>
      error ? fail(error) : done(new Uint8Array(key)),
    )
  })
