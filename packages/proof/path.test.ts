/** Proofs against the definitions of the RFCs, for all small sizes, and every refusal of a verifier. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat } from '#crypto'
import { hex } from './bytes.ts'
import {
  type Node,
  nodesFrom,
  proveConsistency,
  proveInclusion,
  readRoot,
  wrongConsistency,
  wrongInclusion,
} from './path.ts'
import { middleOf, tilePath, tilesOf } from './tiles.ts'
import { emptyEdge, grow, leafHash, nodeHash, rootOf } from './tree.ts'

const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))
/** The eight leaves with which the implementations of RFC 6962 test themselves. */
const known = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const leaves = known.map((text) => leafHash(unhex(text)))
const list = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, at) => leafHash(new TextEncoder().encode(`leaf ${at}`)))

const split = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1)
/** RFC 6962, section 2.1, word for word. */
function treeHash(of: readonly Uint8Array[]): Uint8Array {
  if (of.length === 1) return of[0] as Uint8Array
  const k = split(of.length)
  return nodeHash(treeHash(of.slice(0, k)), treeHash(of.slice(k)))
}
function path(m: number, of: readonly Uint8Array[]): Uint8Array[] {
  if (of.length === 1) return []
  const k = split(of.length)
  return m < k
    ? [...path(m, of.slice(0, k)), treeHash(of.slice(k))]
    : [...path(m - k, of.slice(k)), treeHash(of.slice(0, k))]
}
function subproof(m: number, of: readonly Uint8Array[], isWhole: boolean): Uint8Array[] {
  if (m === of.length) return isWhole ? [] : [treeHash(of)]
  const k = split(of.length)
  return m <= k
    ? [...subproof(m, of.slice(0, k), isWhole), treeHash(of.slice(k))]
    : [...subproof(m - k, of.slice(k), false), treeHash(of.slice(0, k))]
}

const readFrom = (of: readonly Uint8Array[]) => async (nodes: readonly Node[]) =>
  nodes.map(({ height, index }) =>
    treeHash(of.slice(index * 2 ** height, (index + 1) * 2 ** height)),
  )
const end = (of: readonly Uint8Array[]) => ({ size: of.length, root: treeHash(of) })
const hexes = (all: readonly Uint8Array[]): string[] => all.map(hex)

describe('the known tree of eight leaves', () => {
  test.each([
    [0, 1, []],
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('has the known proof of leaf %i among %i', async (index, size, proof) => {
    expect(hexes(await proveInclusion(readFrom(leaves), index, size))).toEqual(proof)
  })

  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('has the known proof from %i to %i', async (old, size, proof) => {
    expect(hexes(await proveConsistency(readFrom(leaves), old, size))).toEqual(proof)
  })
})

describe('for every size up to 70', () => {
  const all = list(70)
  test('every inclusion proof is that of the definition, and holds', async () => {
    for (let size = 1; size <= 70; size += 1) {
      const of = all.slice(0, size)
      const { root } = end(of)
      for (let index = 0; index < size; index += 1) {
        const proof = await proveInclusion(readFrom(of), index, size)
        if (hexes(proof).join() !== hexes(path(index, of)).join())
          throw new Error(`${index} of ${size}`)
        expect(wrongInclusion(index, size, of[index] as Uint8Array, proof, root)).toBeUndefined()
      }
    }
  }, 600_000)

  test('every consistency proof is that of the definition, and holds', async () => {
    for (let size = 1; size <= 70; size += 1) {
      const of = all.slice(0, size)
      for (let old = 1; old <= size; old += 1) {
        const proof = await proveConsistency(readFrom(of), old, size)
        if (hexes(proof).join() !== hexes(subproof(old, of, true)).join())
          throw new Error(`${old} to ${size}`)
        expect(wrongConsistency(end(of.slice(0, old)), end(of), proof)).toBeUndefined()
      }
    }
  }, 600_000)
})

describe('from tiles', () => {
  const of = list(700)
  const stored = new Map<string, Uint8Array>()
  const level1: Uint8Array[] = []
  let edge = emptyEdge
  for (const leaf of of)
    edge = grow(edge, leaf, (height, node) => void (height === 8 && level1.push(node)))
  for (const size of [1, 255, 256, 257, 512, 600, 700])
    for (const tile of tilesOf(size))
      if (tile.level !== 'entries')
        stored.set(
          tilePath(tile),
          concat((tile.level === 0 ? of : level1).slice(tile.n * 256, tile.n * 256 + tile.width)),
        )
  /** A store may keep the middle of full tiles, or nothing but the tiles. */
  const readOf = (size: number, keepsMiddles = false) =>
    nodesFrom(
      async (tiles) =>
        tiles.map((tile) => {
          const hashes = stored.get(tilePath(tile)) as Uint8Array
          return keepsMiddles && tile.width === 256
            ? { hashes, middle: middleOf(hashes) }
            : { hashes }
        }),
      size,
    )

  test('proofs and roots are those of the tree', async () => {
    expect(hex(await readRoot(readOf(700), 700))).toBe(hex(rootOf(edge)))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 255, 256, 257, 512, 600, 700),
        fc.nat(699),
        fc.boolean(),
        async (size, at, keepsMiddles) => {
          const index = at % size
          const { root } = end(of.slice(0, size))
          const proof = await proveInclusion(readOf(size, keepsMiddles), index, size)
          expect(wrongInclusion(index, size, of[index] as Uint8Array, proof, root)).toBeUndefined()
          const steps = await proveConsistency(readOf(size, keepsMiddles), index + 1, size)
          expect(
            wrongConsistency(end(of.slice(0, index + 1)), { size, root }, steps),
          ).toBeUndefined()
        },
      ),
      { numRuns: 100 },
    )
  }, 600_000)
})

describe('a verifier refuses', () => {
  const of = list(11)
  const { root } = end(of)
  const leaf = of[4] as Uint8Array
  const hash = of[0] as Uint8Array

  test.each([
    ['an index at the end', 11, 11],
    ['an index below nothing', -1, 11],
    ['an index that is no whole number', 0.5, 11],
    ['a size of nothing', 0, 0],
    ['a size beyond what a number counts', 0, 2 ** 60],
  ])('%s', async (_, index, size) => {
    const proof = await proveInclusion(readFrom(of), 4, 11)
    expect(wrongInclusion(index, size, leaf, proof, root)).toMatch(/index lies beyond/)
  })

  test('an inclusion proof too long, too short, of another index, or of hashes cut short', async () => {
    const proof = await proveInclusion(readFrom(of), 4, 11)
    const say = (parts: Uint8Array[], index = 4) => wrongInclusion(index, 11, leaf, parts, root)
    expect(say([...proof, hash])).toMatch(/too long/)
    expect(say(proof.slice(0, -1))).toMatch(/too short/)
    expect(say(proof, 5)).toMatch(/another root/)
    expect(say([...proof.slice(0, -1), hash.subarray(1)])).toMatch(/32 bytes/)
    expect(wrongInclusion(0, 1, root, [hash], root)).toMatch(/too long/)
  })

  test('a consistency proof between sizes that cannot be proved, or of a wrong length', async () => {
    const [old, now] = [end(of.slice(0, 5)), end(of)]
    const proof = await proveConsistency(readFrom(of), 5, 11)
    expect(wrongConsistency({ ...old, size: 0 }, now, proof)).toMatch(/sizes/)
    expect(wrongConsistency(now, old, proof)).toMatch(/sizes/)
    expect(wrongConsistency(now, now, [hash])).toMatch(/must be empty/)
    expect(wrongConsistency({ ...now, root: hash }, now, [])).toMatch(/two roots/)
    expect(wrongConsistency(old, now, [])).toMatch(/too short/)
    expect(wrongConsistency(old, now, proof.slice(0, -1))).toMatch(/too short/)
    expect(wrongConsistency(old, now, [...proof, hash])).toMatch(/too long/)
    expect(wrongConsistency({ ...old, root: hash }, now, proof)).toMatch(/another old root/)
    expect(wrongConsistency(old, { ...now, root: hash }, proof)).toMatch(/another root/)
  })

  test('any proof of which one bit was changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 70 }),
        fc.nat(),
        fc.nat(),
        fc.nat(255),
        async (size, a, b, bit) => {
          const some = list(size)
          const index = a % size
          const proof = (await proveInclusion(readFrom(some), index, size)).map((one) =>
            Uint8Array.from(one),
          )
          const part = proof[b % proof.length] as Uint8Array
          part[bit >> 3] = (part[bit >> 3] as number) ^ (1 << (bit & 7))
          expect(
            wrongInclusion(index, size, some[index] as Uint8Array, proof, treeHash(some)),
          ).toBeDefined()
          const old = 1 + (a % (size - 1))
          const steps = (await proveConsistency(readFrom(some), old, size)).map((one) =>
            Uint8Array.from(one),
          )
          const step = steps[b % steps.length] as Uint8Array
          step[bit >> 3] = (step[bit >> 3] as number) ^ (1 << (bit & 7))
          expect(wrongConsistency(end(some.slice(0, old)), end(some), steps)).toBeDefined()
        },
      ),
      { numRuns: 200 },
    )
  })
})
