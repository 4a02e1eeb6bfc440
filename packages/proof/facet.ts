/**
 * A facet as it is kept: whole under its seed, with some members erased, or erased as a whole. Its digest is the same for
 * ever. Who may erase, and whether an entry says so, is not known here (`docs/decisions/leaf.md`).
 */
import type { Fields, Label } from '@konbit/model'
import { base64, unbase64Of } from './bytes.ts'
import { canonical } from './canonical.ts'
import {
  type Content,
  memberDigest,
  memberSalt,
  SALT_BYTES,
  sealFacet,
  stackFacet,
} from './leaf.ts'

/** What stays when members are forgotten: the salts of the others, and the digests of the forgotten. Base64. */
export type Kept =
  | { digest: string }
  | { salts: Readonly<Record<string, string>>; digests: Readonly<Record<string, string>> }

/** As a row of the table `facet` holds it. Whole: seed and content. Otherwise no seed, and `kept` in canonical form. */
export type KeptFacet = {
  label: Label
  seed: Uint8Array | null
  content: string | null
  kept: string | null
}

type Member = { key: string; text: string }

/** The members in the order in which they are hashed. */
function membersOf(label: Label, { set, because, does, onBehalfOf }: Content): Member[] {
  return [
    { key: 'label', text: canonical(['label', label]) },
    ...(because === undefined ? [] : [{ key: 'because', text: canonical(['because', because]) }]),
    ...(does === undefined ? [] : [{ key: 'does', text: canonical(['does', does]) }]),
    ...(onBehalfOf === undefined
      ? []
      : [{ key: 'onBehalfOf', text: canonical(['onBehalfOf', onBehalfOf]) }]),
    ...Object.keys(set)
      .sort()
      .map((name) => ({ key: `set/${name}`, text: canonical(['set', name, set[name]]) })),
  ]
}

const standing = ['label', 'because', 'does', 'onBehalfOf']
/** What can be forgotten beside fields. */
const asides = ['because', 'onBehalfOf'] as const
const byKey = (a: string, b: string): number => {
  const [one, other] = [standing.indexOf(a), standing.indexOf(b)]
  if (one >= 0 || other >= 0)
    return (one < 0 ? standing.length : one) - (other < 0 ? standing.length : other)
  return a < b ? -1 : a > b ? 1 : 0
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Undefined where the text is no content of a facet in its canonical form. */
export function parseContent(text: string): Content | undefined {
  const value = parsed(text)
  if (!isObject(value) || !isObject(value.set)) return undefined
  if (asides.some((key) => value[key] !== undefined && typeof value[key] !== 'string'))
    return undefined
  if (Object.keys(value).some((key) => key === 'label' || ![...standing, 'set'].includes(key)))
    return undefined
  try {
    return canonical(value) === text ? (value as Content) : undefined
  } catch {
    return undefined
  }
}

function parseKept(text: string | null): Kept | undefined {
  const value = parsed(text)
  if (!isObject(value)) return undefined
  const isBase64 = (one: unknown): boolean => unbase64Of(SALT_BYTES, one) !== undefined
  if ('digest' in value)
    return Object.keys(value).length === 1 && isBase64(value.digest) ? (value as Kept) : undefined
  const { salts, digests, ...rest } = value
  if (!isObject(salts) || !isObject(digests) || Object.keys(rest).length > 0) return undefined
  return [...Object.values(salts), ...Object.values(digests)].every(isBase64)
    ? (value as Kept)
    : undefined
}

/** The facet's digest, and which of its members are erased; else what is wrong with it. */
export type Opened =
  | { digest: Uint8Array; content: Content | undefined; erased: 'all' | readonly string[] }
  | { wrong: string }

const bytes32 = (text: string): Uint8Array => unbase64Of(SALT_BYTES, text) as Uint8Array

export function openFacet({ label, seed, content, kept }: KeptFacet): Opened {
  const said = content === null ? undefined : parseContent(content)
  if (content !== null && !said)
    return { wrong: 'the content of a facet is not in its canonical form' }
  if (seed) {
    if (seed.length !== SALT_BYTES) return { wrong: 'the seed of a facet is not 32 bytes' }
    if (!said || kept !== null) return { wrong: 'the content of a facet is missing' }
    return { digest: sealFacet(label, seed, said).digest, content: said, erased: [] }
  }
  const stays = parseKept(kept)
  if (!stays) return { wrong: 'the content of a facet is missing' }
  if ('digest' in stays) {
    if (said) return { wrong: 'an erased facet still has content' }
    return { digest: bytes32(stays.digest), content: undefined, erased: 'all' }
  }
  if (!said) return { wrong: 'the content of a facet is missing' }
  const texts = new Map(membersOf(label, said).map(({ key, text }) => [key, text]))
  const { salts, digests } = stays
  const keys = [...texts.keys(), ...Object.keys(digests)].sort(byKey)
  if (new Set(keys).size !== keys.length) return { wrong: 'an erased field still has content' }
  if (Object.keys(salts).length !== texts.size || [...texts.keys()].some((key) => !(key in salts)))
    return { wrong: 'the salts of a facet do not fit its content' }
  const members = keys.map((key) => {
    const text = texts.get(key)
    return text === undefined
      ? bytes32(digests[key] as string)
      : memberDigest(bytes32(salts[key] as string), text)
  })
  return { digest: stackFacet(label, members), content: said, erased: Object.keys(digests) }
}

const opened = (facet: KeptFacet): Exclude<Opened, { wrong: string }> => {
  const found = openFacet(facet)
  if ('wrong' in found) throw new Error(found.wrong)
  return found
}

/** The facet without content, seed and salts. Its digest stays, from which nothing can be guessed. */
export const forgetFacet = (facet: KeptFacet): KeptFacet => ({
  label: facet.label,
  seed: null,
  content: null,
  kept: canonical({ digest: base64(opened(facet).digest) }),
})

/**
 * The facet without the named members: `because`, `onBehalfOf`, or `set/<field>`. Label and `does` cannot be forgotten. What is not there
 * is passed over; a facet that is erased as a whole stays as it is.
 */
export function forgetMembers(facet: KeptFacet, keys: readonly string[]): KeptFacet {
  const { content, erased } = opened(facet)
  if (!content || erased === 'all') return facet
  const gone = keys.filter(
    (key) => (asides as readonly string[]).includes(key) || key.startsWith('set/'),
  )
  const stays = facet.seed
    ? undefined
    : (parseKept(facet.kept) as Exclude<Kept, { digest: string }>)
  const salts: Record<string, string> = {}
  const digests: Record<string, string> = { ...stays?.digests }
  for (const { key, text } of membersOf(facet.label, content)) {
    const salt = facet.seed ? memberSalt(facet.seed, key) : bytes32(stays?.salts[key] as string)
    if (gone.includes(key)) digests[key] = base64(memberDigest(salt, text))
    else salts[key] = base64(salt)
  }
  if (Object.keys(digests).length === 0) return facet
  const set: Fields = Object.fromEntries(
    Object.entries(content.set).filter(([name]) => !gone.includes(`set/${name}`)),
  )
  const left = {
    ...Object.fromEntries(Object.entries(content).filter(([key]) => !gone.includes(key))),
    set,
  }
  return {
    label: facet.label,
    seed: null,
    content: canonical(left),
    kept: canonical({ digests, salts }),
  }
}
