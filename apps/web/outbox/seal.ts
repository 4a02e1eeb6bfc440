/**
 * How what lies on a phone is locked: a code that its owner chose and a key that never leaves the browser open together a
 * secret that was drawn by lot; queue, files and kept answers are AES-GCM under that. Neither alone opens anything
 * (docs/decisions/offline.md). WebCrypto alone; the same in Node and in a browser.
 */

type Bytes = Uint8Array<ArrayBuffer>
export type Sealed = { iv: Bytes; bytes: Bytes }
/** As it lies on the phone. `browser` cannot be read out, only used. */
export type Lock = { salt: Bytes; rounds: number; browser: CryptoKey; secret: Sealed }
/** What an open lock gives: one key for what is kept, one for the names under which it is kept. */
export type Keys = { data: CryptoKey; names: CryptoKey }

export const roundsMin = 600_000
export const codeMin = 8
const digitsMin = 12
const lot = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))
const bytesOf = (text: string): Bytes => new TextEncoder().encode(text) as Bytes

/** Whether a code is one that is not guessed at once: long enough, not a handful of signs, no short number. */
export const isGoodCode = (code: string): boolean =>
  code.length >= codeMin &&
  new Set(code.toLowerCase()).size >= 5 &&
  (code.length >= digitsMin || !/^\d+$/.test(code))

async function stretch(code: string, salt: Bytes, rounds: number, browser: CryptoKey) {
  const typed = await crypto.subtle.importKey(
    'raw',
    bytesOf(code.normalize('NFKC')),
    'PBKDF2',
    false,
    ['deriveBits'],
  )
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    typed,
    256,
  )
  const both = await crypto.subtle.sign('HMAC', browser, bits)
  return crypto.subtle.importKey('raw', both, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

async function keysOf(secret: Bytes): Promise<Keys> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const keys = {
    data: await crypto.subtle.importKey('raw', secret.slice(0, 32), 'AES-GCM', false, [
      'encrypt',
      'decrypt',
    ]),
    names: await crypto.subtle.importKey('raw', secret.slice(32), hmac, false, ['sign']),
  }
  secret.fill(0)
  return keys
}

export async function makeLock(
  code: string,
  rounds = roundsMin,
): Promise<{ lock: Lock; keys: Keys }> {
  const salt = lot(16)
  const secret = lot(64)
  const hmac = { name: 'HMAC', hash: 'SHA-256', length: 256 }
  const browser = await crypto.subtle.generateKey(hmac, false, ['sign'])
  const key = await stretch(code, salt, rounds, browser)
  const lock = { salt, rounds, browser, secret: await seal(key, secret, 'secret') }
  return { lock, keys: await keysOf(secret) }
}

/** The keys, or undefined where the code is another. */
export async function openLock(lock: Lock, code: string): Promise<Keys | undefined> {
  const key = await stretch(code, lock.salt, lock.rounds, lock.browser)
  const secret = await unseal(key, lock.secret, 'secret').catch(() => undefined)
  return secret && keysOf(secret)
}

/** `place` is bound in, so that nothing sealed for one place opens at another. */
export async function seal(key: CryptoKey, value: Bytes, place: string): Promise<Sealed> {
  const iv = lot(12)
  const named = { name: 'AES-GCM', iv, additionalData: bytesOf(place) }
  return { iv, bytes: new Uint8Array(await crypto.subtle.encrypt(named, key, value)) }
}

/** Throws where it is of another key, another place, or was changed. */
export async function unseal(key: CryptoKey, { iv, bytes }: Sealed, place: string): Promise<Bytes> {
  const named = { name: 'AES-GCM', iv, additionalData: bytesOf(place) }
  return new Uint8Array(await crypto.subtle.decrypt(named, key, bytes))
}

export const sealJson = (key: CryptoKey, value: unknown, place: string): Promise<Sealed> =>
  seal(key, bytesOf(JSON.stringify(value)), place)
export const unsealJson = async <T>(key: CryptoKey, sealed: Sealed, place: string): Promise<T> =>
  JSON.parse(new TextDecoder().decode(await unseal(key, sealed, place))) as T

/** A name under which something is found again and that tells nothing. */
export async function nameOf(keys: Keys, text: string): Promise<string> {
  const made = new Uint8Array(await crypto.subtle.sign('HMAC', keys.names, bytesOf(text)))
  return [...made.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
