/**
 * Blinded keys: what two registrations of one person have in common and nobody can read. A name as it sounds, stretched and
 * keyed with a secret that only the unit holds; without the secret a list of all names of a country finds nothing. Made where
 * the secret is, in the officer's browser; the server sees the key alone.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64urlnopad } from '@scure/base'
import { stretch } from '#stretch'
import { SealFailure } from './failure.ts'
import { nameSound } from './sound.ts'

const prefix = 'konbit-blind-1-'
const utf8 = new TextEncoder()
const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (one) => one.toString(16).padStart(2, '0')).join('')

/** The unit's secret, as one line of a key file. */
export const makeBlindSecret = (): string =>
  `${prefix}${base64urlnopad.encode(crypto.getRandomValues(new Uint8Array(32)))}`

/** The 32 bytes of a key file. Throws a SealFailure for what is none. */
function bytesIn(file: string): Uint8Array {
  const line = file.trim()
  try {
    const bytes = line.startsWith(prefix) ? base64urlnopad.decode(line.slice(prefix.length)) : null
    if (bytes?.length === 32) return bytes
  } catch {
    // Told below, as every other text that is no secret.
  }
  throw new SealFailure('not-a-key', 'The file holds no secret for blinded keys.')
}

export const isBlindSecret = (file: string): boolean => {
  try {
    return bytesIn(file).length === 32
  } catch {
    return false
  }
}

/** Undefined where nothing can be read as a name. Throws a SealFailure for what is no secret. */
export async function blindName(secret: string, name: string): Promise<string | undefined> {
  const sound = nameSound(name)
  return sound === '' ? undefined : await blinded(secret, 'name', sound)
}

/** Of name, mother and year of birth together: fewer people share it. Undefined where one of them cannot be read. */
export async function blindPerson(
  secret: string,
  person: { name: string; mother: string; year: number },
): Promise<string | undefined> {
  const [name, mother] = [nameSound(person.name), nameSound(person.mother)]
  if (name === '' || mother === '' || !Number.isInteger(person.year)) return undefined
  return blinded(secret, 'person', [name, mother, person.year].join('\n'))
}

/** The secret is in the salt and in the key, so that each guess costs whoever stole it the stretching too. */
async function blinded(secret: string, kind: string, text: string): Promise<string> {
  const key = bytesIn(secret)
  const salt = hexOf(hmac(sha256, key, utf8.encode(`konbit blinded ${kind}, salt`)))
  return hexOf(hmac(sha256, key, await stretch(text, salt)))
}
