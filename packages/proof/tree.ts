/**
 * The Merkle tree of RFC 6962, as far as an append needs it: its right edge. The edge of a tree of n leaves is the root
 * of each perfect subtree that n's binary digits name, largest first. Tiles and proofs are in the files beside.
 */
import { concat, sha256 } from '#crypto'

export const HASH_BYTES = 32

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

export const leafHash = (data: Uint8Array): Uint8Array => sha256(LEAF, data)
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(NODE, left, right)
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array(0))

export type Edge = { size: number; peaks: readonly Uint8Array[] }

export const emptyEdge: Edge = { size: 0, peaks: [] }

/**
 * The edge after one more leaf: equal neighbours merge, as ones carry when a number is counted up. `made` is told of each
 * perfect subtree that is completed, with its height; tiles need those of every eighth height.
 */
export function grow(
  edge: Edge,
  leaf: Uint8Array,
  made?: (height: number, node: Uint8Array) => void,
): Edge {
  const peaks = [...edge.peaks]
  let node = leaf
  let height = 0
  for (let rest = edge.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    node = nodeHash(peaks.pop() as Uint8Array, node)
    height += 1
    made?.(height, node)
  }
  peaks.push(node)
  return { size: edge.size + 1, peaks }
}

export function rootOf(edge: Edge): Uint8Array {
  const [last, ...others] = edge.peaks.toReversed()
  if (!last) return emptyRoot()
  return others.reduce((right, left) => nodeHash(left, right), last)
}

export const printEdge = (edge: Edge): Uint8Array => concat(edge.peaks)

export function parseEdge(size: number, bytes: Uint8Array): Edge {
  const peaks: Uint8Array[] = []
  for (let from = 0; from < bytes.length; from += HASH_BYTES) {
    peaks.push(bytes.subarray(from, from + HASH_BYTES))
  }
  return { size, peaks }
}
