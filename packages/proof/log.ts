/**
 * The verifier of a whole log as it is served or was copied: signature, every entry against the tiles, every tile against
 * those below, the root against the checkpoint, and all of it against an older checkpoint. It stops at the first thing wrong.
 */
import { hex, isEqual, textOf } from './bytes.ts'
import {
  type Checkpoint,
  type OpenedCheckpoint,
  openCheckpoint,
  openRotation,
  parseCheckpoint,
  type Rotation,
} from './checkpoint.ts'
import { LEAF_BYTES } from './leaf.ts'
import { parseNote, parseVerifier, type Verifier } from './note.ts'
import { nodesFrom, proveConsistency, readRoot, wrongConsistency } from './path.ts'
import { countAt, parseBundle, TILE_WIDTH, type Tile, tileAt, tilePath } from './tiles.ts'
import { type Edge, emptyEdge, grow, HASH_BYTES, leafHash, rootOf } from './tree.ts'

/** The bytes at a path below the log (`checkpoint`, `tile/0/000`), or undefined where there is nothing. */
export type FetchLog = (path: string, signal?: AbortSignal) => Promise<Uint8Array | undefined>

export type LogOptions = {
  fetch: FetchLog
  /** The log's verifier key, from anywhere but the log itself. Without it the served one is believed, and said so. */
  key?: string | undefined
  /** A checkpoint kept from earlier, as the note it came in. */
  since?: string | undefined
  /** Verifier keys of witnesses whose cosignatures should be looked for. */
  witnesses?: readonly string[]
  onProgress?: (done: { entries: number; of: number }) => void
  signal?: AbortSignal | undefined
}
export type VerifiedLog = {
  ok: true
  origin: string
  size: number
  /** Hexadecimal. */
  root: string
  /** The key that signed, and whether it was believed because the log served it. */
  key: string
  isKeyServed: boolean
  since?: { size: number; root: string }
  witnesses: readonly { name: string; seconds: number }[]
  note: string
}
/** `at` is the path of the file, `entry` the number of the entry where that is known. */
export type BrokenLog = { ok: false; wrong: string; at?: string; entry?: number }

class Broken extends Error {
  readonly told: BrokenLog
  constructor(wrong: string, at?: string, entry?: number) {
    super(wrong)
    this.told = { ok: false, wrong, ...(at ? { at } : {}), ...(entry ? { entry } : {}) }
  }
}
const AT_ONCE = 8
const ROTATIONS_MAX = 1000

async function toldOf<Told>(work: () => Promise<Told>): Promise<Told | BrokenLog> {
  try {
    return await work()
  } catch (failure) {
    if (failure instanceof Broken) return failure.told
    throw failure
  }
}

/** Everything. Throws only when `fetch` does or `signal` says stop. */
export const verifyLog = (options: LogOptions): Promise<VerifiedLog | BrokenLog> =>
  toldOf(async () => {
    const head = await openHead(options)
    const { now, since } = head
    const made = await readEntries(options, now.size, since?.size)
    if (!isEqual(rootOf(made.edge), now.root))
      throw new Broken('the root of the checkpoint does not follow from the entries', 'checkpoint')
    if (since && made.since && !isEqual(made.since, since.root))
      throw new Broken('the log does not continue the checkpoint kept from earlier')
    return verified(head)
  })

/** The checkpoint and that it continues the one kept, from a few tiles; entries are not read. What a witness asks. */
export const verifyGrowth = (options: LogOptions): Promise<VerifiedLog | BrokenLog> =>
  toldOf(async () => {
    const head = await openHead(options)
    const { now, since } = head
    if (now.size === 0) return verified(head)
    const read = nodesFrom(
      (tiles) => Promise.all(tiles.map(async (one) => ({ hashes: await tileOf(options, one) }))),
      now.size,
    )
    if (!isEqual(await readRoot(read, now.size), now.root))
      throw new Broken('the root of the checkpoint does not follow from the tiles', 'checkpoint')
    if (since && since.size > 0) {
      const proof = await proveConsistency(read, since.size, now.size)
      const wrong = wrongConsistency(since, now, proof)
      if (wrong)
        throw new Broken(`the log does not continue the checkpoint kept from earlier: ${wrong}`)
    }
    return verified(head)
  })

type Head = {
  now: OpenedCheckpoint
  note: string
  since: Checkpoint | undefined
  keys: readonly Verifier[]
  isKeyServed: boolean
}

function verified({ now, note, since, keys, isKeyServed }: Head): VerifiedLog {
  const signer = now.signed.find(({ verifier }) => keys.includes(verifier))
  return {
    ok: true,
    origin: now.origin,
    size: now.size,
    root: hex(now.root),
    key: signer?.verifier.key ?? '',
    isKeyServed,
    ...(since ? { since: { size: since.size, root: hex(since.root) } } : {}),
    witnesses: now.signed
      .filter(({ verifier }) => !keys.includes(verifier))
      .map(({ verifier, seconds }) => ({ name: verifier.name, seconds })),
    note,
  }
}

async function openHead(options: LogOptions): Promise<Head> {
  const served = options.key === undefined
  const keyText = served ? await textAt(options, 'key') : options.key?.trim()
  const first = parseVerifier(served ? (keyText ?? '').replace(/\n$/, '') : (keyText ?? ''))
  if (first?.algorithm !== 'ed25519') throw new Broken('the key of the log is none', 'key')
  const note = await textAt(options, 'checkpoint')
  if (!parseNote(note)) throw new Broken('it is not a signed note', 'checkpoint')
  const witnesses = (options.witnesses ?? []).map((key) => {
    const verifier = parseVerifier(key)
    if (!verifier) throw new Broken('the key of a witness is none')
    return verifier
  })
  let keys: readonly Verifier[] = [first]
  let now = openCheckpoint(note, keys, witnesses)
  let old = sinceOf(options.since, keys)
  if ('wrong' in now || (old && 'wrong' in old)) {
    keys = await relatedKeys(options, first)
    now = openCheckpoint(note, keys, witnesses)
    old = sinceOf(options.since, keys)
  }
  if ('wrong' in now) throw new Broken(now.wrong, 'checkpoint')
  const claimed = parseCheckpoint(parseNote(options.since ?? '')?.text ?? '')
  if (claimed && claimed.origin !== now.origin)
    throw new Broken(`the checkpoint kept from earlier is of another log, ${claimed.origin}`)
  if (old && 'wrong' in old) throw new Broken(`of what was kept from earlier, ${old.wrong}`)
  if (old && old.size > now.size)
    throw new Broken(`the log has ${now.size} entries and had ${old.size}`, 'checkpoint')
  if (old && old.size === now.size && !isEqual(old.root, now.root))
    throw new Broken('the log shows another root for the size kept from earlier', 'checkpoint')
  return { now, note, keys, isKeyServed: served, since: old }
}

const sinceOf = (since: string | undefined, keys: readonly Verifier[]) =>
  since === undefined ? undefined : openCheckpoint(since, keys)

async function relatedKeys(options: LogOptions, first: Verifier): Promise<readonly Verifier[]> {
  const notes: string[] = []
  for (let number = 1; number <= ROTATIONS_MAX; number += 1) {
    const note = await options.fetch(`rotation/${number}`, options.signal)
    if (!note) break
    notes.push(textOf(note) ?? '')
  }
  const keys = relatedTo(first, notes)
  if ('wrong' in keys) throw new Broken(keys.wrong, `rotation/${keys.number}`)
  return keys
}

/** The keys that changes of key tie to this one, each change signed by the key before and the key after it. */
export function relatedTo(
  first: Verifier,
  notes: readonly string[],
): readonly Verifier[] | { wrong: string; number: number } {
  const rotations: Rotation[] = []
  for (const [at, note] of notes.entries()) {
    const rotation = openRotation(note)
    if ('wrong' in rotation) return { wrong: rotation.wrong, number: at + 1 }
    rotations.push(rotation)
  }
  const keys = [first]
  const has = ({ key }: Verifier): boolean => keys.some((one) => one.key === key)
  for (const { old, next } of rotations) if (has(old) && !has(next)) keys.push(next)
  for (const { old, next } of rotations.toReversed()) if (has(next) && !has(old)) keys.push(old)
  return keys
}

async function bytesAt({ fetch, signal }: LogOptions, path: string): Promise<Uint8Array> {
  signal?.throwIfAborted()
  const bytes = await fetch(path, signal)
  if (!bytes) throw new Broken('it is missing', path)
  return bytes
}
async function textAt(options: LogOptions, path: string): Promise<string> {
  const text = textOf(await bytesAt(options, path))
  if (text === undefined) throw new Broken('it is not UTF-8', path)
  return text
}
async function tileOf(options: LogOptions, tile: Tile): Promise<Uint8Array> {
  const path = tilePath(tile)
  const bytes = await bytesAt(options, path)
  if (bytes.length !== tile.width * HASH_BYTES) throw new Broken('it has another length', path)
  return bytes
}

/** Reads every bundle and tile in order and holds them against each other. */
async function readEntries(
  options: LogOptions,
  size: number,
  since: number | undefined,
): Promise<{ edge: Edge; since: Uint8Array | undefined }> {
  let edge = emptyEdge
  let old = since === 0 ? rootOf(edge) : undefined
  const above = new Map<number, Uint8Array[]>()
  const note = (height: number, node: Uint8Array): void => {
    if (height % 8 !== 0) return
    const level = height / 8
    const nodes = above.get(level) ?? []
    nodes.push(node)
    above.set(level, nodes)
  }
  const count = Math.ceil(size / TILE_WIDTH)
  for (let from = 0; from < count; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => from + at)
    const read = await Promise.all(numbers.map((n) => readPair(options, n, size)))
    for (const { path, bundle, tile } of read) {
      for (const [at, entry] of bundle.entries()) {
        const hash = leafHash(entry)
        if (!isEqual(hash, tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)))
          throw new Broken('an entry does not fit its tile', path, edge.size + 1)
        edge = grow(edge, hash, note)
        if (edge.size === since) old = rootOf(edge)
      }
    }
    options.onProgress?.({ entries: edge.size, of: size })
  }
  for (const [level, nodes] of above) await checkLevel(options, level, nodes, size)
  return { edge, since: old }
}

async function readPair(options: LogOptions, n: number, size: number) {
  const hashes = tileAt(0, n, size) as Tile
  const path = tilePath({ ...hashes, level: 'entries' })
  const [tile, bytes] = await Promise.all([tileOf(options, hashes), bytesAt(options, path)])
  const bundle = parseBundle(bytes, hashes.width)
  if (!bundle) throw new Broken('it does not hold as many entries as it should', path)
  const odd = bundle.findIndex((entry) => entry.length !== LEAF_BYTES || entry[0] !== 1)
  if (odd >= 0) throw new Broken('an entry has another form', path, n * TILE_WIDTH + odd + 1)
  return { path, tile, bundle }
}

async function checkLevel(
  options: LogOptions,
  level: number,
  nodes: readonly Uint8Array[],
  size: number,
): Promise<void> {
  for (let n = 0; n * TILE_WIDTH < countAt(level, size); n += 1) {
    const tile = tileAt(level, n, size) as Tile
    const bytes = await tileOf(options, tile)
    for (let at = 0; at < tile.width; at += 1) {
      const node = nodes[n * TILE_WIDTH + at] as Uint8Array
      if (!isEqual(node, bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)))
        throw new Broken('a hash does not follow from the tile below', tilePath(tile))
    }
  }
}

const BYTES_MAX = 1 << 25

/** A log served at an address, `https://host/log/mission`. Throws when the server fails. */
export const servedAt =
  (address: string, fetcher: typeof fetch = fetch): FetchLog =>
  async (path, signal) => {
    const response = await fetcher(`${address.replace(/\/+$/, '')}/${path}`, {
      ...(signal ? { signal } : {}),
      cache: path === 'checkpoint' ? 'no-store' : 'default',
    })
    if (response.status === 404) return undefined
    if (!response.ok) throw new Error(`${path}: the server answers ${response.status}`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (bytes.length > BYTES_MAX) throw new Error(`${path}: larger than any file of a log`)
    return bytes
  }
