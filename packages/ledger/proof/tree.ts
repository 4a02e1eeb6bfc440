/**
 * The Merkle tree of RFC 6962, as far as an append needs it: its right edge. The edge of a tree of n leaves is the root
 * of each perfect subtree that n's binary digits name, largest first. Tiles and proofs are built elsewhere.
 */
import { hash } from 'node:crypto'

export const HASH_BYTES = 32

const sha256 = (...parts: Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer')

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

export const leafHash = (data: Uint8Array): Buffer => sha256(LEAF, data)
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right)

export type Edge = { size: number; peaks: readonly Buffer[] }

export const emptyEdge: Edge = { size: 0, peaks: [] }

/** The edge after one more leaf: equal neighbours merge, as ones carry when a number is counted up. */
export function grow(edge: Edge, leaf: Buffer): Edge {
  const peaks = [...edge.peaks]
  let node = leaf
  for (let rest = edge.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    node = nodeHash(peaks.pop() as Buffer, node)
  }
  peaks.push(node)
  return { size: edge.size + 1, peaks }
}

export function rootOf(edge: Edge): Buffer {
  const [last, ...others] = edge.peaks.toReversed()
  if (!last) return hash('sha256', '', 'buffer')
  return others.reduce((right, left) => nodeHash(left, right), last)
}

export const printEdge = (edge: Edge): Buffer => Buffer.concat(edge.peaks)

export function parseEdge(size: number, bytes: Buffer): Edge {
  const peaks: Buffer[] = []
  for (let from = 0; from < bytes.length; from += HASH_BYTES) {
    peaks.push(bytes.subarray(from, from + HASH_BYTES))
  }
  return { size, peaks }
}
