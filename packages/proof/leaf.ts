/**
 * The leaf: what one entry leaves in the public log. A format number and one digest over the salted digests of its
 * envelope and its facets; the same length for every entry, whatever was written. `docs/decisions/leaf.md` has the bytes.
 */
import type { Fields, Label } from '@konbit/model'
import { concat, sha256 } from '#crypto'
import { bytesOf } from './bytes.ts'
import { canonical } from './canonical.ts'

export const FORMAT = 1
export const SALT_BYTES = 32
export const LEAF_BYTES = 33

// No tag is the beginning of another: each ends with a line feed, which none contains.
const ENVELOPE = bytesOf('konbit/envelope/1\n')
const SALT = bytesOf('konbit/salt/1\n')
const FIELD = bytesOf('konbit/field/1\n')
const STACK = bytesOf('konbit/stack/1\n')
const ENTRY = bytesOf('konbit/entry/1\n')
const facetTag = (label: Label): string => `konbit/facet/1/${label}\n`

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

export const envelopeDigest = (salt: Uint8Array, text: string): Uint8Array =>
  sha256(ENVELOPE, salt, text)

/** What one facet of an entry says. `does` is what a verb did to other entries or to the record: erase, raise, lower. */
export type Content = { set: Fields; because?: string; does?: unknown; onBehalfOf?: string }

/** The salt of one member of a facet. Whoever is given it learns nothing of the other members' salts. */
export const memberSalt = (seed: Uint8Array, key: string): Uint8Array => sha256(SALT, seed, key)

export const memberDigest = (salt: Uint8Array, text: string): Uint8Array =>
  sha256(FIELD, salt, text)

export const stackFacet = (label: Label, members: readonly Uint8Array[]): Uint8Array =>
  sha256(facetTag(label), ...members)

/**
 * The content of a facet in canonical form, and its digest. Each field is salted and hashed by itself, so that one can be
 * erased, or shown to somebody, and the others still prove what they say. The label is a member too, so that even a facet
 * that sets nothing has a digest nobody can guess.
 */
export function sealFacet(
  label: Label,
  seed: Uint8Array,
  { set, because, does, onBehalfOf }: Content,
): { text: string; digest: Uint8Array } {
  const members: Uint8Array[] = []
  const seal = (key: string, text: string): void => {
    members.push(memberDigest(memberSalt(seed, key), text))
  }
  seal('label', `["label","${label}"]`)
  let head = ''
  if (because !== undefined) {
    const reason = canonical(because)
    head += `"because":${reason},`
    seal('because', `["because",${reason}]`)
  }
  if (does !== undefined) {
    const deed = canonical(does)
    head += `"does":${deed},`
    seal('does', `["does",${deed}]`)
  }
  if (onBehalfOf !== undefined) {
    const other = canonical(onBehalfOf)
    head += `"onBehalfOf":${other},`
    seal('onBehalfOf', `["onBehalfOf",${other}]`)
  }
  const parts: string[] = []
  for (const name of Object.keys(set).sort()) {
    const key = canonical(name)
    const value = canonical(set[name])
    parts.push(`${key}:${value}`)
    seal(`set/${name}`, `["set",${key},${value}]`)
  }
  return { text: `{${head}"set":{${parts.join(',')}}}`, digest: stackFacet(label, members) }
}

/** One value for an entry's facets from the given one up: `above` is the filler, or the value for what lies higher. */
export const stackOf = (facets: readonly Uint8Array[], above: Uint8Array): Uint8Array =>
  facets.reduceRight<Uint8Array>((upper, facet) => sha256(STACK, facet, upper), above)

/**
 * The data of the leaf. `facets` are the digests of the facets, lowest label first; `filler` is 32 random bytes.
 * The facets are stacked from the top: whoever may see the lower ones is given one value for all that lies above, which
 * looks the same whether something lies there or not.
 */
export const leafData = (
  envelope: Uint8Array,
  facets: readonly Uint8Array[],
  filler: Uint8Array,
): Uint8Array => concat([Uint8Array.of(FORMAT), sha256(ENTRY, envelope, stackOf(facets, filler))])
