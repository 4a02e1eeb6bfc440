/** Checkpoints: the size and root of a log as a signed note, C2SP tlog-checkpoint; and the note by which a log changes its key. */
import { base64, unbase64Of } from './bytes.ts'
import {
  openNote,
  parseVerifier,
  type Signed,
  type Signer,
  signNote,
  type Verifier,
} from './note.ts'
import { HASH_BYTES } from './tree.ts'

export type Checkpoint = { origin: string; size: number; root: Uint8Array }

export const printCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${base64(root)}\n`

/** Decimal without leading zero, within what a number counts exactly; else undefined. */
export function parseSize(text: string | undefined): number | undefined {
  if (!text || !/^(0|[1-9]\d{0,15})$/.test(text)) return undefined
  const size = Number(text)
  return Number.isSafeInteger(size) ? size : undefined
}

/** The text of a checkpoint; extension lines are let through and say nothing. Undefined where it is none. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined
  const [origin = '', size, root, ...extensions] = text.slice(0, -1).split('\n')
  const count = parseSize(size)
  const hash = unbase64Of(HASH_BYTES, root)
  if (origin === '' || count === undefined || !hash || extensions.includes('')) return undefined
  return { origin, size: count, root: hash }
}

export type OpenedCheckpoint = Checkpoint & { text: string; signed: readonly Signed[] }

/**
 * The checkpoint in a note that the log has signed. `log` are its keys, present and past, all of one name, which is the
 * origin; `witnesses` may be known too.
 */
export function openCheckpoint(
  note: string,
  log: readonly Verifier[],
  witnesses: readonly Verifier[] = [],
): OpenedCheckpoint | { wrong: string } {
  const opened = openNote(note, [...log, ...witnesses])
  if ('wrong' in opened) return { wrong: `the checkpoint does not hold: ${opened.wrong}` }
  const checkpoint = parseCheckpoint(opened.text)
  if (!checkpoint) return { wrong: 'the note is not a checkpoint' }
  if (!opened.signed.some(({ verifier }) => log.includes(verifier)))
    return { wrong: 'the checkpoint is not signed by the log' }
  if (!log.some(({ name }) => name === checkpoint.origin))
    return { wrong: `the checkpoint is of another log, ${checkpoint.origin}` }
  return { ...checkpoint, ...opened }
}

/** From this checkpoint on another key signs. Old and new key sign that. */
export type Rotation = {
  origin: string
  size: number
  root: Uint8Array
  old: Verifier
  next: Verifier
}

const ROTATION = 'konbit/rotation/1'

export const signRotation = (last: Checkpoint, old: Signer, next: Signer): string =>
  signNote(`${ROTATION}\n${printCheckpoint(last)}${old.key}\n${next.key}\n`, old, next)

/** Verifies both signatures. Whether either key is to be believed, the caller knows. */
export function openRotation(note: string): Rotation | { wrong: string } {
  const wrong = { wrong: 'the change of keys does not hold' }
  const lines = note.split('\n')
  const [old, next] = [parseVerifier(lines[4] ?? ''), parseVerifier(lines[5] ?? '')]
  if (lines[0] !== ROTATION || !old || !next || next.name !== old.name) return wrong
  const opened = openNote(note, [old, next])
  if ('wrong' in opened || opened.signed.length !== 2) return wrong
  const text = opened.text.split('\n')
  const checkpoint = parseCheckpoint(`${text.slice(1, 4).join('\n')}\n`)
  if (!checkpoint || checkpoint.origin !== old.name || text.length !== 7) return wrong
  return { ...checkpoint, old, next }
}
