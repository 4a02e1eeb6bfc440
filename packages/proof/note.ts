/**
 * Signed notes as C2SP signed-note has them, with Ed25519, and the cosignatures of C2SP tlog-cosignature. A note is text;
 * what it says is read elsewhere. Every parser here takes hostile input: one form for each value, bounds, no exceptions.
 */
import { concat, publicKeyOf, randomSeed, sha256, signEd25519, verifyEd25519 } from '#crypto'
import { base64, bytesOf, hex, isEqual, unbase64 } from './bytes.ts'

/** What a key signs: a note as it stands, or a checkpoint at a time, as witnesses do. */
export type Algorithm = 'ed25519' | 'cosignature'
const numberOf: Record<Algorithm, number> = { ed25519: 1, cosignature: 4 }

export type Verifier = {
  name: string
  algorithm: Algorithm
  id: Uint8Array
  publicKey: Uint8Array
  /** The verifier key as text: `name+<8 hex>+<base64>`. */
  key: string
}
export type Signer = Verifier & { seed: Uint8Array }

const NOTE_MAX = 1_000_000
const SIGNATURES_MAX = 100
const NAME_MAX = 200
const ID_BYTES = 4
const KEY_BYTES = 32
const DASH = '\u2014 '

export const isKeyName = (name: string): boolean =>
  name.length > 0 && name.length <= NAME_MAX && name.isWellFormed() && !/[\s+\p{Cc}]/u.test(name)

function verifierOf(name: string, publicKey: Uint8Array, algorithm: Algorithm): Verifier {
  const body = concat([Uint8Array.of(numberOf[algorithm]), publicKey])
  const id = sha256(bytesOf(`${name}\n`), body).subarray(0, ID_BYTES)
  return { name, algorithm, id, publicKey, key: `${name}+${hex(id)}+${base64(body)}` }
}

/** Name, hash and bytes of a key, or undefined where it is none. Base64 may hold a plus itself, so only two count. */
function keyParts(text: string): [name: string, id: string, body: Uint8Array] | undefined {
  const first = text.indexOf('+')
  const second = text.indexOf('+', first + 1)
  const [name, id] = [text.slice(0, first), text.slice(first + 1, second)]
  const body = unbase64(text.slice(second + 1))
  if (first < 1 || second < 0 || !isKeyName(name) || !/^[0-9a-f]{8}$/.test(id)) return undefined
  return body?.length === KEY_BYTES + 1 ? [name, id, body] : undefined
}

const algorithmOf = (body: Uint8Array): Algorithm | undefined =>
  (['ed25519', 'cosignature'] as const).find((one) => numberOf[one] === body[0])

export function parseVerifier(text: string): Verifier | undefined {
  const found = text.length <= NOTE_MAX ? keyParts(text) : undefined
  const algorithm = found && algorithmOf(found[2])
  if (!found || !algorithm) return undefined
  const verifier = verifierOf(found[0], found[2].subarray(1), algorithm)
  return verifier.key === text ? verifier : undefined
}

const PRIVATE = 'PRIVATE+KEY+'

export function signerOf(name: string, seed: Uint8Array, algorithm: Algorithm = 'ed25519'): Signer {
  return { ...verifierOf(name, publicKeyOf(seed), algorithm), seed }
}
export const newSigner = (name: string, algorithm: Algorithm = 'ed25519'): Signer =>
  signerOf(name, randomSeed(), algorithm)

/** The signing key as one line, in the form that Go's `note` reads too. */
export const printSigner = ({ name, id, algorithm, seed }: Signer): string =>
  `${PRIVATE}${name}+${hex(id)}+${base64(concat([Uint8Array.of(numberOf[algorithm]), seed]))}`

export function parseSigner(text: string): Signer | undefined {
  const found = text.startsWith(PRIVATE) ? keyParts(text.slice(PRIVATE.length)) : undefined
  const algorithm = found && algorithmOf(found[2])
  if (!found || !algorithm) return undefined
  const signer = signerOf(found[0], found[2].subarray(1), algorithm)
  return hex(signer.id) === found[1] ? signer : undefined
}

/** One line below a note. */
export type Signature = { name: string; id: Uint8Array; bytes: Uint8Array; line: string }
export type Note = { text: string; signatures: readonly Signature[] }

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a note must not hold
const control = /[\u0000-\u0009\u000b-\u001f]/

/** Undefined where it is no signed note. Nothing is verified. */
export function parseNote(note: string): Note | undefined {
  if (note.length > NOTE_MAX || !note.isWellFormed() || control.test(note)) return undefined
  const split = note.lastIndexOf('\n\n')
  if (split < 1 || !note.endsWith('\n')) return undefined
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > SIGNATURES_MAX) return undefined
  const signatures: Signature[] = []
  for (const line of lines) {
    const signature = parseLine(line)
    if (!signature) return undefined
    signatures.push(signature)
  }
  return { text: note.slice(0, split + 1), signatures }
}

function parseLine(line: string): Signature | undefined {
  if (!line.startsWith(DASH)) return undefined
  const [name = '', encoded = '', ...rest] = line.slice(DASH.length).split(' ')
  const bytes = unbase64(encoded)
  if (rest.length > 0 || !isKeyName(name) || !bytes || bytes.length <= ID_BYTES) return undefined
  return { name, id: bytes.subarray(0, ID_BYTES), bytes: bytes.subarray(ID_BYTES), line }
}

const TIME_BYTES = 8
const timed = (text: string, seconds: number): Uint8Array =>
  bytesOf(`cosignature/v1\ntime ${seconds}\n${text}`)

/** The line that `signer` puts below the text; a witness says when, in seconds. */
export function signLine(signer: Signer, text: string, seconds = 0): string {
  let made: Uint8Array
  if (signer.algorithm === 'ed25519') made = signEd25519(signer.seed, bytesOf(text))
  else {
    const time = new Uint8Array(TIME_BYTES)
    new DataView(time.buffer).setBigUint64(0, BigInt(seconds))
    made = concat([time, signEd25519(signer.seed, timed(text, seconds))])
  }
  return `${DASH}${signer.name} ${base64(concat([signer.id, made]))}`
}

export const printNote = (text: string, lines: readonly string[]): string =>
  `${text}\n${lines.map((line) => `${line}\n`).join('')}`

export const signNote = (text: string, ...signers: readonly Signer[]): string =>
  printNote(
    text,
    signers.map((signer) => signLine(signer, text)),
  )

/** Whether the signature is this key's over the text; for a witness, when it signed, in seconds. */
export function checkSignature(
  verifier: Verifier,
  text: string,
  { bytes }: Signature,
): { seconds: number } | undefined {
  if (verifier.algorithm === 'ed25519')
    return bytes.length === 64 && verifyEd25519(verifier.publicKey, bytesOf(text), bytes)
      ? { seconds: 0 }
      : undefined
  if (bytes.length !== TIME_BYTES + 64) return undefined
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0))
  if (!Number.isSafeInteger(seconds) || seconds === 0) return undefined
  return verifyEd25519(verifier.publicKey, timed(text, seconds), bytes.subarray(TIME_BYTES))
    ? { seconds }
    : undefined
}

export type Signed = { verifier: Verifier; seconds: number; line: string }

/**
 * The note's text with the good signatures of known keys. Unknown ones are passed over; a known key whose signature fails
 * spoils the note; without one good signature it is refused.
 */
export function openNote(
  note: string,
  known: readonly Verifier[],
): { text: string; signed: readonly Signed[] } | { wrong: string } {
  const parsed = parseNote(note)
  if (!parsed) return { wrong: 'it is not a signed note' }
  const signed: Signed[] = []
  for (const signature of parsed.signatures) {
    const verifier = known.find(
      (one) => one.name === signature.name && isEqual(one.id, signature.id),
    )
    if (!verifier || signed.some((one) => one.verifier === verifier)) continue
    const good = checkSignature(verifier, parsed.text, signature)
    if (!good) return { wrong: `the signature of ${verifier.name} does not fit the note` }
    signed.push({ verifier, seconds: good.seconds, line: signature.line })
  }
  if (signed.length === 0) return { wrong: 'it bears no signature of a known key' }
  return { text: parsed.text, signed }
}
