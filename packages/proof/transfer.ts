/**
 * A transfer statement: what one mission hands to another, as lines. The first holds a checkpoint of its log, each other one
 * thing with the proof that its last entry stands there, the last a note that the log's key signs over them all. Whoever holds
 * it needs neither server. What becomes of the things is not known here. Takes hostile input.
 */
import { sha256 } from '#crypto'
import { base64, bytesOf, hex, unbase64Of } from './bytes.ts'
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { openFacet } from './facet.ts'
import { LEAF_BYTES, stackOf } from './leaf.ts'
import { relatedTo } from './log.ts'
import { openNote, parseVerifier } from './note.ts'
import { wrongInclusion } from './path.ts'
import { type Bundle, openBundle, type Wrong } from './receipt.ts'
import { HASH_BYTES, leafHash } from './tree.ts'

export const TRANSFER = 'konbit/transfer/1'
/** Things in one statement. */
export const TRANSFER_MAX = 50_000
const LINE_MAX = 1_000_000

export type TransferHead = {
  format: typeof TRANSFER
  mission: string
  key: string
  rotations: readonly string[]
  checkpoint: string
}
/** `fields`: the thing as the predecessor saw it. `names`: codes of the bodies that they name by id. */
export type TransferItem = {
  kind: string
  register: string
  record: string
  caption: string
  state: string
  dueOn: string | null
  fields: Readonly<Record<string, unknown>>
  names: Readonly<Record<string, string>>
  index: number
  leaf: string
  proof: readonly string[]
  bundle: Bundle
}
export type TransferEnd = { end: number; note: string }
/** What the note says. `unit`: whose things they are, the mission's or those of a compartment. */
export type TransferFacts = {
  origin: string
  size: number
  root: Uint8Array
  unit: string
  items: number
  /** SHA-256 over the lines of the things, hexadecimal. */
  digest: string
  succession: string
}

/** It can be taken neither for a checkpoint nor for a change of keys: no number stands in its second line. */
export const printTransfer = (facts: TransferFacts): string =>
  [
    TRANSFER,
    facts.origin,
    `checkpoint ${facts.size} ${base64(facts.root)}`,
    `unit ${facts.unit}`,
    `items ${facts.items}`,
    `digest ${facts.digest}`,
    `succession ${facts.succession}`,
    '',
  ].join('\n')

function parseTransfer(text: string): TransferFacts | undefined {
  const found =
    /^konbit\/transfer\/1\n(\S{1,200})\ncheckpoint (\d{1,15}) (\S{44})\nunit ([a-z]{1,20})\nitems (\d{1,6})\ndigest ([0-9a-f]{64})\nsuccession ([0-9a-f-]{36})\n$/.exec(
      text,
    )
  const root = unbase64Of(HASH_BYTES, found?.[3])
  if (!found || !root) return undefined
  const [, origin = '', size, , unit = '', items, digest = '', succession = ''] = found
  const facts = { origin, size: Number(size), root, unit, items: Number(items), digest, succession }
  return printTransfer(facts) === text ? facts : undefined
}

/** Over the lines of the things, each ended by a line feed. */
export function transferDigest(lines: readonly string[]): string {
  return hex(sha256(...lines.map((line) => bytesOf(`${line}\n`))))
}

/** The entry without its content: that it is of this record, and nothing of what it says. */
export function bareBundle({ envelope, facets, above }: Bundle): Bundle | Wrong {
  const digests: Uint8Array[] = []
  for (const { label, seed, content, kept } of facets) {
    const bytes = seed === null ? null : unbase64Of(HASH_BYTES, seed)
    const opened =
      bytes === undefined
        ? { wrong: 'a seed is none' }
        : openFacet({ label, seed: bytes, content, kept })
    if ('wrong' in opened) return { ok: false, wrong: opened.wrong }
    digests.push(opened.digest)
  }
  const rest = unbase64Of(HASH_BYTES, above)
  if (!rest) return { ok: false, wrong: 'what lies above is none' }
  return { envelope, facets: [], above: base64(stackOf(digests, rest)) }
}

export type VerifiedTransfer = {
  ok: true
  facts: TransferFacts
  mission: string
  key: string
  /** Whether the key was believed because the statement itself names it. */
  isKeyServed: boolean
  items: readonly TransferItem[]
}

const wrong = (what: string): Wrong => ({ ok: false, wrong: what })
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(line: string | undefined): Record<string, unknown> | undefined {
  if (line === undefined || line.length > LINE_MAX) return undefined
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Every proof, the count, the digest and the signature. `key`: the log's, from anywhere but the statement. */
export function verifyTransfer(text: string, key?: string): VerifiedTransfer | Wrong {
  const lines = text.replace(/\n$/, '').split('\n')
  if (lines.length > TRANSFER_MAX + 2) return wrong('it is longer than any statement')
  const [head, end] = [parsed(lines[0]), parsed(lines.at(-1))]
  if (head?.format !== TRANSFER || typeof head.key !== 'string' || lines.length < 2)
    return wrong('it is not a transfer statement')
  const first = parseVerifier((key ?? head.key).trim())
  if (first?.algorithm !== 'ed25519') return wrong('the key of the log is none')
  const rotations = Array.isArray(head.rotations) ? (head.rotations as unknown[]) : []
  const keys = relatedTo(
    first,
    rotations.filter((one) => typeof one === 'string'),
  )
  if ('wrong' in keys) return wrong(keys.wrong)
  const signed = openCheckpoint(String(head.checkpoint), keys)
  if ('wrong' in signed) return wrong(signed.wrong)
  const note = openNote(typeof end?.note === 'string' ? end.note : '', keys)
  if ('wrong' in note) return wrong(`the statement does not hold: ${note.wrong}`)
  const facts = parseTransfer(note.text)
  if (!facts) return wrong('its note is not that of a transfer statement')
  const middle = lines.slice(1, -1)
  if (end?.end !== middle.length || facts.items !== middle.length)
    return wrong('it does not hold as many things as it says')
  if (transferDigest(middle) !== facts.digest)
    return wrong('its lines are not those that were signed')
  const printed = parseCheckpoint(signed.text)
  if (
    facts.origin !== signed.origin ||
    facts.size !== signed.size ||
    base64(facts.root) !== base64(printed?.root ?? new Uint8Array())
  )
    return wrong('it names another checkpoint than it holds')
  const items: TransferItem[] = []
  for (const [at, line] of middle.entries()) {
    const item = parsed(line) as TransferItem | undefined
    const not = item ? wrongItem(item, String(head.mission), signed) : 'it is none'
    if (not || !item) return wrong(`thing ${at + 1}: ${not}`)
    items.push(item)
  }
  return {
    ok: true,
    facts,
    mission: String(head.mission),
    key: first.key,
    isKeyServed: key === undefined,
    items,
  }
}

function wrongItem(
  { index, leaf, proof, bundle, register, record }: TransferItem,
  mission: string,
  signed: { size: number; root: Uint8Array },
): string | undefined {
  const bytes = unbase64Of(LEAF_BYTES, leaf)
  if (!bytes || !Array.isArray(proof) || proof.length > 64 || !Number.isSafeInteger(index))
    return 'it has no proof'
  const path = proof.map((part) => unbase64Of(HASH_BYTES, part))
  if (!path.every((part) => part !== undefined)) return 'a hash is not 32 bytes'
  const broken = wrongInclusion(index, signed.size, leafHash(bytes), path, signed.root)
  if (broken) return broken
  const opened = openBundle(bundle, bytes, index)
  if ('wrong' in opened) return opened.wrong
  const { envelope } = opened
  return envelope.register === register &&
    envelope.record === record &&
    envelope.mission === mission
    ? undefined
    : 'its proof is that of another record'
}
