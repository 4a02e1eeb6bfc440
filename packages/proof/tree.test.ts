import { describe, expect, test } from 'vitest'
import { hex } from './bytes.ts'
import {
  type Edge,
  emptyEdge,
  grow,
  leafHash,
  nodeHash,
  parseEdge,
  printEdge,
  rootOf,
} from './tree.ts'

/** The eight leaves and the roots that the implementations of RFC 6962 test themselves with. */
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** The tree hash as RFC 6962, section 2.1, defines it, without any edge. */
function treeHash(list: readonly Uint8Array[]): Uint8Array {
  if (list.length === 1) return leafHash(list[0] as Uint8Array)
  let half = 1
  while (half * 2 < list.length) half *= 2
  return nodeHash(treeHash(list.slice(0, half)), treeHash(list.slice(half)))
}

describe('the tree', () => {
  test('an empty tree has the hash of nothing as its root', () => {
    expect(hex(rootOf(emptyEdge))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
  })

  test('the roots are those of the known leaves', () => {
    let edge: Edge = emptyEdge
    for (const [index, leaf] of leaves.entries()) {
      edge = grow(edge, leafHash(Buffer.from(leaf, 'hex')))
      expect(hex(rootOf(edge))).toBe(roots[index])
    }
  })

  test('the root from the edge is the root of the definition, at every size up to 200', () => {
    const list = Array.from({ length: 200 }, (_, index) => Buffer.from(`leaf ${index}`))
    let edge: Edge = emptyEdge
    for (const [index, leaf] of list.entries()) {
      edge = parseEdge(index, printEdge(edge))
      edge = grow(edge, leafHash(leaf))
      expect(hex(rootOf(edge))).toBe(hex(treeHash(list.slice(0, index + 1))))
    }
  })
})
