/**
 * Sealing in the format of age: to several keys at once, each of which opens it alone; or with a phrase, for a key file. The
 * arithmetic of a key is asked of noble and not of the browser, which has none of its own where a page came without https.
 */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { x25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64nopad } from '@scure/base'
import { armor, Decrypter, Encrypter, type Identity, type Recipient, Stanza } from 'age-encryption'
import { SealFailure } from './failure.ts'
import { openBytes, secretBytes } from './key.ts'

/** Closed so that the holder of any one of these keys can open it, and nobody else. */
export async function seal(bytes: Uint8Array, to: readonly string[]): Promise<Uint8Array> {
  if (to.length === 0) throw new SealFailure('not-a-key', 'There is no key to seal to.')
  const encrypter = new Encrypter()
  for (const one of to) encrypter.addRecipient(recipient(openBytes(one)))
  return encrypter.encrypt(bytes)
}

/** Throws a SealFailure where the key is another one's, or a byte has changed. */
export async function unseal(sealed: Uint8Array, secret: string): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity(secretBytes(secret)))
  return opened(decrypter, sealed, 'not-for-this-key', 'This was not sealed to this key.')
}

/** 2^16 rounds of scrypt: half a second and 64 MB, once for each time the file is opened. */
const phraseWork = 16

/** A key file: the secret, closed with a phrase, as text. */
export async function lock(secret: string, phrase: string): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.setScryptWorkFactor(phraseWork)
  encrypter.setPassphrase(phrase.normalize('NFC'))
  return armor.encode(await encrypter.encrypt(`${secret}\n`))
}

/** The secret in a key file. Throws a SealFailure where the phrase is another. */
export async function unlock(file: string, phrase: string): Promise<string> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(phrase.normalize('NFC'))
  let bytes: Uint8Array
  try {
    bytes = armor.decode(file)
  } catch {
    throw new SealFailure('torn', 'This is not a key file, or a part of it is missing.')
  }
  const wrong = 'The phrase does not open this key file.'
  const secret = new TextDecoder()
    .decode(await opened(decrypter, bytes, 'wrong-phrase', wrong))
    .trim()
  secretBytes(secret)
  return secret
}

async function opened(
  decrypter: Decrypter,
  sealed: Uint8Array,
  otherwise: SealFailure['reason'],
  says: string,
): Promise<Uint8Array> {
  try {
    return await decrypter.decrypt(sealed)
  } catch (error) {
    // The one message of the library that says whose fault it is.
    if (/no identity matched/.test(String(error))) throw new SealFailure(otherwise, says)
    throw new SealFailure('torn', 'It cannot be opened: a part is missing or was changed.')
  }
}

const label = new TextEncoder().encode('age-encryption.org/v1/X25519')
const wrapKey = (shared: Uint8Array, share: Uint8Array, open: Uint8Array): Uint8Array =>
  hkdf(sha256, shared, new Uint8Array([...share, ...open]), label, 32)
const nonce = new Uint8Array(12) // each wrapping key is used once

const recipient = (open: Uint8Array): Recipient => ({
  wrapFileKey: (fileKey) => {
    const once = crypto.getRandomValues(new Uint8Array(32))
    const share = x25519.getPublicKey(once)
    const key = wrapKey(x25519.getSharedSecret(once, open), share, open)
    const body = chacha20poly1305(key, nonce).encrypt(fileKey)
    return [new Stanza(['X25519', base64nopad.encode(share)], body)]
  },
})

const identity = (secret: Uint8Array): Identity => ({
  unwrapFileKey: (stanzas) => {
    const open = x25519.getPublicKey(secret)
    for (const { args, body } of stanzas) {
      const [kind, text] = args
      if (kind !== 'X25519' || !text || body.length !== 32) continue
      const share = base64nopad.decode(text)
      const key = wrapKey(x25519.getSharedSecret(secret, share), share, open)
      try {
        return chacha20poly1305(key, nonce).decrypt(body)
      } catch {} // another one's
    }
    return null
  },
})
