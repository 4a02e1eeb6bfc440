/**
 * A receipt: that one entry stands in the log, with what its holder may see of it. Also the same without the proof, one line
 * of an exported log. Made by the server, verified anywhere with nothing but the log's key. Takes hostile input.
 */
import { byLabel, isLabel, type Label } from '@konbit/model'
import { base64, isEqual, unbase64, unbase64Of } from './bytes.ts'
import { canonical } from './canonical.ts'
import { type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
import { openFacet } from './facet.ts'
import {
  type Content,
  type Envelope,
  envelopeDigest,
  LEAF_BYTES,
  leafData,
  SALT_BYTES,
} from './leaf.ts'
import { parseVerifier, type Verifier } from './note.ts'
import { wrongInclusion } from './path.ts'
import { HASH_BYTES, leafHash } from './tree.ts'

/** Bytes are base64. `kept` stands in place of a seed where members were erased; `erasedBy` names the entries that did. */
export type ReceiptFacet = {
  label: Label
  seed: string | null
  content: string | null
  kept: string | null
  erasedBy?: readonly number[]
}
/** What the holder may see: the envelope and the lower facets, and one value for whatever lies above them. */
export type Bundle = {
  envelope: { text: string; salt: string }
  facets: readonly ReceiptFacet[]
  above: string
}
export type Receipt = {
  format: 'konbit/receipt/1'
  index: number
  leaf: string
  checkpoint: string
  proof: readonly string[]
  bundle: Bundle
}

export const RECEIPT = 'konbit/receipt/1'

export type OpenedFacet = {
  label: Label
  content: Content | undefined
  erased: 'all' | readonly string[]
  erasedBy: readonly number[]
}
export type OpenedBundle = { envelope: Envelope; facets: readonly OpenedFacet[] }
export type OpenedReceipt = OpenedBundle & {
  ok: true
  seq: number
  index: number
  checkpoint: OpenedCheckpoint
}
export type Wrong = { ok: false; wrong: string }

const wrong = (what: string): Wrong => ({ ok: false, wrong: what })
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isTextOrNull = (value: unknown): value is string | null =>
  value === null || typeof value === 'string'
const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0

const envelopeKeys =
  'at atText author corrects edition from known mission record recorded register seq to verb'

function parseEnvelope(text: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value) || Object.keys(value).join(' ') !== envelopeKeys) return undefined
    return isSeq(value.seq) && canonical(value) === text ? (value as Envelope) : undefined
  } catch {
    return undefined
  }
}

/** Recomputes the leaf from what the holder sees. `index` is where the leaf stands. */
export function openBundle(bundle: unknown, leaf: Uint8Array, index: number): OpenedBundle | Wrong {
  if (!isObject(bundle) || !isObject(bundle.envelope) || !Array.isArray(bundle.facets))
    return wrong('it says nothing of the entry')
  const { text, salt } = bundle.envelope
  const envelopeSalt = unbase64Of(SALT_BYTES, salt)
  const above = unbase64Of(HASH_BYTES, bundle.above)
  if (typeof text !== 'string' || !envelopeSalt || !above) return wrong('a salt is not 32 bytes')
  const envelope = parseEnvelope(text)
  if (!envelope) return wrong('the envelope is not in its canonical form')
  if (envelope.seq !== index + 1) return wrong('the envelope is that of another entry')
  const facets: OpenedFacet[] = []
  const digests: Uint8Array[] = []
  for (const one of bundle.facets as unknown[]) {
    const facet = openOne(one)
    if ('wrong' in facet) return facet
    const before = facets.at(-1)
    if (before && byLabel(before.label, facet.opened.label) >= 0)
      return wrong('the facets are not in their order')
    facets.push(facet.opened)
    digests.push(facet.digest)
  }
  const made = leafData(envelopeDigest(envelopeSalt, text), digests, above)
  return isEqual(made, leaf)
    ? { envelope, facets }
    : wrong('the leaf does not follow from what is shown')
}

function openOne(value: unknown): { opened: OpenedFacet; digest: Uint8Array } | Wrong {
  if (!isObject(value) || !isLabel(value.label)) return wrong('a facet is none')
  const { label, seed, content, kept, erasedBy = [], ...more } = value
  if (Object.keys(more).length > 0) return wrong('a facet is none')
  if (!isTextOrNull(seed) || !isTextOrNull(content) || !isTextOrNull(kept))
    return wrong('a facet is none')
  if (!Array.isArray(erasedBy) || !erasedBy.every(isSeq)) return wrong('a facet is none')
  const bytes = seed === null ? null : unbase64(seed)
  if (bytes === undefined) return wrong('the seed of a facet is not 32 bytes')
  const facet = openFacet({ label, seed: bytes, content, kept })
  if ('wrong' in facet) return wrong(facet.wrong)
  const { digest, ...said } = facet
  return { opened: { label, ...said, erasedBy }, digest }
}

const asVerifiers = (keys: string | readonly string[]): Verifier[] | undefined => {
  const verifiers = [keys].flat().map((key) => parseVerifier(key.trim()))
  return verifiers.every((one) => one !== undefined) ? verifiers : undefined
}

/**
 * Whether the receipt holds under the log's key (or one of its keys), from the content shown up to the signed root. What
 * is said of erasures (`erasedBy`) the receipt alone cannot prove; the named entries have receipts of their own.
 */
export function verifyReceipt(
  receipt: unknown,
  keys: string | readonly string[],
): OpenedReceipt | Wrong {
  const log = asVerifiers(keys)
  if (!log) return wrong('the key of the log is none')
  if (!isObject(receipt) || receipt.format !== RECEIPT) return wrong('it is not a receipt')
  const { index, checkpoint, proof } = receipt
  const leaf = unbase64Of(LEAF_BYTES, receipt.leaf)
  if (!leaf || typeof checkpoint !== 'string' || !Array.isArray(proof) || proof.length > 64)
    return wrong('it is not a receipt')
  const path = proof.map((part) => unbase64Of(HASH_BYTES, part))
  if (!path.every((part) => part !== undefined)) return wrong('a hash is not 32 bytes')
  const signed = openCheckpoint(checkpoint, log)
  if ('wrong' in signed) return wrong(signed.wrong)
  const at = typeof index === 'number' ? index : Number.NaN
  const broken = wrongInclusion(at, signed.size, leafHash(leaf), path, signed.root)
  if (broken) return wrong(broken)
  const bundle = openBundle(receipt.bundle, leaf, at)
  if ('wrong' in bundle) return bundle
  return { ok: true, seq: at + 1, index: at, checkpoint: signed, ...bundle }
}

/** For whoever makes one: bytes as they go into a receipt. */
export const inBase64 = (bytes: Uint8Array | null): string | null => bytes && base64(bytes)
