/**
 * Proofs of inclusion and of consistency, RFC 9162 sections 2.1.3 and 2.1.4: made from the hashes of perfect subtrees,
 * wherever those come from, and verified with every refusal the RFC lists. No bitwise operators: sizes pass 2^31.
 */
import { isEqual } from './bytes.ts'
import {
  hashOver,
  MIDDLE_WIDTH,
  TILE_WIDTH,
  type Tile,
  type TileHashes,
  tileAt,
  tilePath,
} from './tiles.ts'
import { HASH_BYTES, nodeHash } from './tree.ts'

/** A perfect subtree: the one at `index` among those of 2^height leaves. */
export type Node = { height: number; index: number }
export type ReadNodes = (nodes: readonly Node[]) => Promise<readonly Uint8Array[]>
export type ReadTiles = (tiles: readonly Tile[]) => Promise<readonly TileHashes[]>

const isOdd = (value: number): boolean => value % 2 === 1
const half = (value: number): number => Math.floor(value / 2)
/** The largest power of two below n. */
function splitOf(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}

/** The perfect subtrees that make up the leaves from `from` to before `to`, largest first. */
function subtrees(from: number, to: number): Node[] {
  const nodes: Node[] = []
  for (let at = from; at < to; ) {
    let [height, count] = [0, 1]
    while (count * 2 <= to - at) [height, count] = [height + 1, count * 2]
    nodes.push({ height, index: at / count })
    at += count
  }
  return nodes
}

function inclusionParts(index: number, from: number, to: number): Node[][] {
  if (to - from === 1) return []
  const middle = from + splitOf(to - from)
  return index < middle
    ? [...inclusionParts(index, from, middle), subtrees(middle, to)]
    : [...inclusionParts(index, middle, to), subtrees(from, middle)]
}

function consistencyParts(old: number, from: number, to: number, isWhole: boolean): Node[][] {
  if (old === to) return isWhole ? [] : [subtrees(from, to)]
  const middle = from + splitOf(to - from)
  return old <= middle
    ? [...consistencyParts(old, from, middle, isWhole), subtrees(middle, to)]
    : [...consistencyParts(old, middle, to, false), subtrees(from, middle)]
}

async function readParts(read: ReadNodes, parts: readonly Node[][]): Promise<Uint8Array[]> {
  const hashes = await read(parts.flat())
  let at = 0
  return parts.map(({ length }) => {
    at += length
    return hashes.slice(at - length, at).reduceRight((right, left) => nodeHash(left, right))
  })
}

/** That the leaf `index` is in the tree of `size` leaves. The caller makes sure that index < size. */
export const proveInclusion = (
  read: ReadNodes,
  index: number,
  size: number,
): Promise<Uint8Array[]> => readParts(read, inclusionParts(index, 0, size))

/** That the tree of `old` leaves is the beginning of that of `size`. The caller makes sure that 0 < old <= size. */
export const proveConsistency = (
  read: ReadNodes,
  old: number,
  size: number,
): Promise<Uint8Array[]> => readParts(read, consistencyParts(old, 0, size, true))

/** The root of the tree of `size` > 0 leaves. */
export const readRoot = async (read: ReadNodes, size: number): Promise<Uint8Array> =>
  (await readParts(read, [subtrees(0, size)]))[0] as Uint8Array

/** Nodes within tiles that every proof asks for again: those above the leaves, and those not full. Forgotten with the tile. */
const within = new WeakMap<Uint8Array, Map<number, Uint8Array>>()

function nodeIn(tile: Tile, read: TileHashes, from: number, count: number): Uint8Array {
  const { hashes } = read
  if (tile.level === 0 && tile.width === TILE_WIDTH) return nodeOver(read, from, count)
  const nodes = within.get(hashes) ?? new Map<number, Uint8Array>()
  within.set(hashes, nodes)
  const key = from * 1000 + count
  const node = nodes.get(key) ?? nodeOver(read, from, count)
  nodes.set(key, node)
  return node
}

const nodeOver = ({ hashes, middle }: TileHashes, from: number, count: number): Uint8Array =>
  middle && count >= MIDDLE_WIDTH
    ? hashOver(middle, from / MIDDLE_WIDTH, count / MIDDLE_WIDTH)
    : hashOver(hashes, from, count)

/** Reads nodes from the tiles of a tree of `size` leaves, each tile once. */
export const nodesFrom =
  (readTiles: ReadTiles, size: number): ReadNodes =>
  async (nodes) => {
    const wanted = new Map<string, Tile>()
    const places = nodes.map(({ height, index }) => {
      const level = Math.floor(height / 8)
      const count = 2 ** (height % 8)
      const first = index * count
      const tile = tileAt(level, Math.floor(first / TILE_WIDTH), size) as Tile
      const path = tilePath(tile)
      wanted.set(path, tile)
      return { path, tile, from: first % TILE_WIDTH, count }
    })
    const tiles = [...wanted.values()]
    const read = await readTiles(tiles)
    const byPath = new Map(tiles.map((tile, at) => [tilePath(tile), read[at] as TileHashes]))
    return places.map(({ path, tile, from, count }) =>
      nodeIn(tile, byPath.get(path) as TileHashes, from, count),
    )
  }

const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES
const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/** Undefined when the proof holds, else what is wrong with it. RFC 9162, 2.1.3.2. */
export function wrongInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): string | undefined {
  if (!isSize(index) || !isSize(size) || index >= size) return 'the index lies beyond the tree'
  if (!isHash(leaf) || !isHash(root) || !proof.every(isHash)) return 'a hash is not 32 bytes'
  let [at, last, hash] = [index, size - 1, leaf]
  for (const part of proof) {
    if (last === 0) return 'the inclusion proof is too long'
    if (isOdd(at) || at === last) {
      hash = nodeHash(part, hash)
      while (!isOdd(at) && at > 0) [at, last] = [half(at), half(last)]
    } else hash = nodeHash(hash, part)
    ;[at, last] = [half(at), half(last)]
  }
  if (last !== 0) return 'the inclusion proof is too short'
  return isEqual(hash, root) ? undefined : 'the inclusion proof leads to another root'
}

/** Undefined when the proof holds, else what is wrong with it. RFC 9162, 2.1.4.2. */
export function wrongConsistency(
  old: { size: number; root: Uint8Array },
  now: { size: number; root: Uint8Array },
  proof: readonly Uint8Array[],
): string | undefined {
  if (!isSize(old.size) || !isSize(now.size) || old.size === 0 || old.size > now.size)
    return 'the sizes cannot be proved consistent'
  if (!isHash(old.root) || !isHash(now.root) || !proof.every(isHash))
    return 'a hash is not 32 bytes'
  if (old.size === now.size) {
    if (proof.length > 0) return 'a proof between equal sizes must be empty'
    return isEqual(old.root, now.root) ? undefined : 'two roots of one size'
  }
  if (proof.length === 0) return 'the consistency proof is too short'
  const isPower = 2 ** Math.round(Math.log2(old.size)) === old.size
  const [first, ...rest] = isPower ? [old.root, ...proof] : proof
  let [at, last] = [old.size - 1, now.size - 1]
  while (isOdd(at)) [at, last] = [half(at), half(last)]
  let [before, after] = [first as Uint8Array, first as Uint8Array]
  for (const part of rest) {
    if (last === 0) return 'the consistency proof is too long'
    if (isOdd(at) || at === last) {
      before = nodeHash(part, before)
      after = nodeHash(part, after)
      while (!isOdd(at) && at > 0) [at, last] = [half(at), half(last)]
    } else after = nodeHash(after, part)
    ;[at, last] = [half(at), half(last)]
  }
  if (last !== 0) return 'the consistency proof is too short'
  if (!isEqual(before, old.root)) return 'the consistency proof leads to another old root'
  return isEqual(after, now.root) ? undefined : 'the consistency proof leads to another root'
}
