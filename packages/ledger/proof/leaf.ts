/**
 * The leaf: what one entry leaves in the public log. A format number and one digest over the salted digests of its
 * envelope and its facets; the same length for every entry, whatever was written. `docs/decisions/leaf.md` has the bytes.
 */
import { hash } from 'node:crypto'
import type { Fields, Label } from '@konbit/model'
import { canonical } from './canonical.ts'

export const FORMAT = 1
export const SALT_BYTES = 32

const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8')
const sha256 = (...parts: Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer')

// No tag is the beginning of another: each ends with a line feed, which none contains.
const ENVELOPE = bytesOf('konbit/envelope/1\n')
const SALT = bytesOf('konbit/salt/1\n')
const FIELD = bytesOf('konbit/field/1\n')
const STACK = bytesOf('konbit/stack/1\n')
const ENTRY = bytesOf('konbit/entry/1\n')
const facetTag = (label: Label): Buffer => bytesOf(`konbit/facet/1/${label}\n`)

/** Who, what and when, and nothing of what a facet holds. Instants are ISO 8601 in UTC with milliseconds. */
export type Envelope = {
  mission: string
  seq: number
  author: string
  register: string
  edition: number
  record: string
  verb: string
  at: string
  atText: string
  known: string
  recorded: string
  from: string | null
  to: string | null
  corrects: number | null
}
export const envelopeText = (envelope: Envelope): string => canonical(envelope)

export const envelopeDigest = (salt: Uint8Array, text: string): Buffer =>
  sha256(ENVELOPE, salt, bytesOf(text))

/** What one facet of an entry says. */
export type Content = { set: Fields; because?: string }

/** The salt of one member of a facet. Whoever is given it learns nothing of the other members' salts. */
const memberSalt = (seed: Uint8Array, key: string): Buffer => sha256(SALT, seed, bytesOf(key))

const memberDigest = (seed: Uint8Array, key: string, text: string): Buffer =>
  sha256(FIELD, memberSalt(seed, key), bytesOf(text))

/**
 * The content of a facet in canonical form, and its digest. Each field is salted and hashed by itself, so that one can be
 * erased, or shown to somebody, and the others still prove what they say. The label is a member too, so that even a facet
 * that sets nothing has a digest nobody can guess.
 */
export function sealFacet(
  label: Label,
  seed: Uint8Array,
  { set, because }: Content,
): { text: string; digest: Buffer } {
  const members = [memberDigest(seed, 'label', `["label","${label}"]`)]
  const reason = because === undefined ? '' : canonical(because)
  if (reason) members.push(memberDigest(seed, 'because', `["because",${reason}]`))
  const parts: string[] = []
  for (const name of Object.keys(set).sort()) {
    const key = canonical(name)
    const value = canonical(set[name])
    parts.push(`${key}:${value}`)
    members.push(memberDigest(seed, `set/${name}`, `["set",${key},${value}]`))
  }
  const text = `{${reason ? `"because":${reason},` : ''}"set":{${parts.join(',')}}}`
  return { text, digest: sha256(facetTag(label), ...members) }
}

/**
 * The data of the leaf. `facets` are the digests of the facets, lowest label first; `filler` is 32 random bytes.
 * The facets are stacked from the top: whoever may see the lower ones is given one value for all that lies above, which
 * looks the same whether something lies there or not.
 */
export function leafData(
  envelope: Uint8Array,
  facets: readonly Uint8Array[],
  filler: Uint8Array,
): Buffer {
  const stack = facets.reduceRight<Uint8Array>(
    (above, facet) => sha256(STACK, facet, above),
    filler,
  )
  return Buffer.concat([Uint8Array.of(FORMAT), sha256(ENTRY, envelope, stack)])
}
