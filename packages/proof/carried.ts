/**
 * A queue of commands as a file, for where no line ever comes: signed by the device that made it, sealed for one server, so that
 * whoever carries it neither reads nor changes it. P-256 (ECDSA, ECDH), HKDF-SHA-256 and AES-256-GCM by WebCrypto, the same in
 * Node and in a browser. Whose device it is, and what the commands may do, is not known here.
 */
import { base64, bytesOf, textOf, unbase64, unbase64Of } from './bytes.ts'
import { canonical } from './canonical.ts'

export const CARRIED = 'konbit/queue/1'
export const CARRIED_MAX_BYTES = 4_000_000
export const CARRIED_MAX_COMMANDS = 2000
const POINT = 65
const NONCE = 12
const SIGNATURE = 64
const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const
const agreed = { name: 'ECDH', namedCurve: 'P-256' } as const
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const

type Bytes = Uint8Array<ArrayBuffer>
type Head = {
  format: typeof CARRIED
  mission: string
  device: string
  /** When the file was made, by the device's clock. */
  made: string
  /** Public key of the server it is sealed for, and the one that was made for this file alone. Base64. */
  to: string
  from: string
}
type Whole = Head & { iv: string; content: string; signature: string }

/** What of the file does not hold. */
export type CarriedPart =
  | 'format'
  | 'mission'
  | 'device'
  | 'made'
  | 'to'
  | 'from'
  | 'iv'
  | 'content'
  | 'signature'
export type NotCarried = { wrong: CarriedPart }

const own = (bytes: Uint8Array): Bytes => new Uint8Array(bytes)
const bytes = (text: string): Bytes => own(bytesOf(text))

export const pointOf = async (key: CryptoKey): Promise<string> =>
  base64(new Uint8Array(await crypto.subtle.exportKey('raw', key)))

async function keyOf(mine: CryptoKey, theirs: Bytes, use: 'encrypt' | 'decrypt') {
  const point = await crypto.subtle.importKey('raw', theirs, agreed, false, [])
  const shared = await crypto.subtle.deriveBits({ ...agreed, public: point }, mine, 256)
  const base = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: bytes(CARRIED) }
  return crypto.subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, [use])
}

/** The file. `sign` is the device's private key; `to` the server's public one, as it tells it. */
export async function carry(
  head: Pick<Head, 'mission' | 'device' | 'made' | 'to'>,
  commands: readonly unknown[],
  sign: CryptoKey,
): Promise<Uint8Array> {
  const to = unbase64Of(POINT, head.to)
  if (!to) throw new Error('the key of the server is no point of P-256')
  const pair = (await crypto.subtle.generateKey(agreed, false, ['deriveBits'])) as CryptoKeyPair
  const whole: Head = { format: CARRIED, ...head, from: await pointOf(pair.publicKey) }
  const iv = crypto.getRandomValues(new Uint8Array(NONCE))
  const key = await keyOf(pair.privateKey, own(to), 'encrypt')
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: bytes(canonical(whole)) },
    key,
    bytes(JSON.stringify({ commands })),
  )
  const said = { ...whole, iv: base64(iv), content: base64(new Uint8Array(sealed)) }
  const signature = await crypto.subtle.sign(signing, sign, bytes(canonical(said)))
  return bytesOf(`${JSON.stringify({ ...said, signature: base64(new Uint8Array(signature)) })}\n`)
}

const shapes: Readonly<Record<keyof Whole, (text: string) => boolean>> = {
  format: (text) => text === CARRIED,
  mission: (text) => /^[a-z0-9-]{1,80}$/.test(text),
  device: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  made: (text) => /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z$/.test(text),
  to: (text) => unbase64Of(POINT, text) !== undefined,
  from: (text) => unbase64Of(POINT, text) !== undefined,
  iv: (text) => unbase64Of(NONCE, text) !== undefined,
  content: (text) => text.length > 0,
  signature: (text) => unbase64Of(SIGNATURE, text) !== undefined,
}

export type Carried = Readonly<Whole>

/** The outside of a file, as far as it can be read by anybody; nothing is believed yet. Never throws. */
export function readCarried(file: Uint8Array): Carried | NotCarried {
  if (file.length > CARRIED_MAX_BYTES) return { wrong: 'content' }
  let value: unknown
  try {
    value = JSON.parse(textOf(file) ?? '')
  } catch {
    return { wrong: 'format' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { wrong: 'format' }
  const given = value as Record<string, unknown>
  const names = Object.keys(shapes) as (keyof Whole)[]
  if (Object.keys(given).length !== names.length) return { wrong: 'format' }
  for (const name of names) {
    const text = given[name]
    if (typeof text !== 'string' || !shapes[name](text)) return { wrong: name }
  }
  return given as Carried
}

/** Whether the device whose key this is signed every byte of it. */
export async function isSignedBy(
  { signature, ...said }: Carried,
  signKey: string,
): Promise<boolean> {
  const point = unbase64Of(POINT, signKey)
  if (!point) return false
  try {
    const key = await crypto.subtle.importKey('raw', own(point), curve, false, ['verify'])
    const given = own(unbase64(signature) as Uint8Array)
    return await crypto.subtle.verify(signing, key, given, bytes(canonical(said)))
  } catch {
    return false
  }
}

/** What is in it, for whoever holds the key it is sealed for: commands, still unread. Never throws on what the file holds. */
export async function openCarried(
  { iv, content, signature: _, ...head }: Carried,
  mine: CryptoKey,
): Promise<unknown[] | NotCarried> {
  const from = unbase64Of(POINT, head.from) as Uint8Array
  const sealed = unbase64(content)
  if (!sealed) return { wrong: 'content' }
  try {
    const key = await keyOf(mine, own(from), 'decrypt')
    const named = {
      name: 'AES-GCM',
      iv: own(unbase64(iv) as Uint8Array),
      additionalData: bytes(canonical(head)),
    }
    const plain = await crypto.subtle.decrypt(named, key, own(sealed))
    const { commands } = JSON.parse(textOf(new Uint8Array(plain)) ?? '') as { commands?: unknown }
    return Array.isArray(commands) ? commands : { wrong: 'content' }
  } catch {
    return { wrong: 'content' }
  }
}
