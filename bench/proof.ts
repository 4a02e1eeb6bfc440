/**
 * How long a proof takes at ten million leaves, from tiles: the hashes are made up and lie in memory as tiles do in the
 * database; each proof is of a leaf drawn by lot, is built as the server builds it, and every hundredth is verified.
 *
 *   node bench/proof.ts [leaves]
 */
import { randomFillSync } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import {
  concat,
  hashOver,
  middleOf,
  nodesFrom,
  proveConsistency,
  proveInclusion,
  type ReadTiles,
  readRoot,
  TILE_WIDTH,
  type TileHashes,
  tileAt,
  tilePath,
  wrongConsistency,
  wrongInclusion,
} from '@konbit/proof'

const HASH = 32
const PROOFS = 5000

/** Every level of a tree of `size` leaves: the hashes that its tiles hold, one behind the other. */
function levelsOf(size: number): Uint8Array[] {
  const leaves = Buffer.alloc(size * HASH)
  for (let at = 0; at < leaves.length; at += 1 << 28)
    randomFillSync(leaves.subarray(at, at + (1 << 28)))
  const levels: Uint8Array[] = [leaves]
  for (let below: Uint8Array = leaves; below.length >= TILE_WIDTH * HASH; ) {
    const count = Math.floor(below.length / HASH / TILE_WIDTH)
    const level: Uint8Array = concat(
      Array.from({ length: count }, (_, at) => hashOver(below, at * TILE_WIDTH, TILE_WIDTH)),
    )
    levels.push(level)
    below = level
  }
  return levels
}

/** As Postgres generates them beside each full tile of leaves. */
const middlesOf = (leaves: Uint8Array): Map<number, Uint8Array> =>
  new Map(
    Array.from({ length: Math.floor(leaves.length / HASH / TILE_WIDTH) }, (_, n) => {
      const from = n * TILE_WIDTH * HASH
      return [n, middleOf(leaves.subarray(from, from + TILE_WIDTH * HASH))]
    }),
  )

const quantile = (sorted: Float64Array, share: number): string =>
  `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number).toFixed(3)} ms`

async function timed(name: string, work: (lot: number) => Promise<void>): Promise<void> {
  for (let warm = 0; warm < 500; warm += 1) await work(Math.random())
  const took = new Float64Array(PROOFS)
  const before = process.cpuUsage()
  for (let at = 0; at < PROOFS; at += 1) {
    const lot = Math.random()
    const began = performance.now()
    await work(lot)
    took[at] = performance.now() - began
  }
  const { user, system } = process.cpuUsage(before)
  took.sort()
  const mean = ((user + system) / 1000 / PROOFS).toFixed(3)
  console.log(
    `${name}: p50 ${quantile(took, 0.5)}, p99 ${quantile(took, 0.99)}, longest ${quantile(took, 1)}; processor's time ${mean} ms each`,
  )
}

const size = Number(process.argv[2] ?? 10_000_000)
const began = performance.now()
const levels = levelsOf(size)
const middles = middlesOf(levels[0] as Uint8Array)
console.log(
  `${size} leaves, ${levels.length} levels of tiles in memory, made in ${((performance.now() - began) / 1000).toFixed(1)} s`,
)
const kept = new Map<string, TileHashes>()
/** As the server does, it keeps the tiles above the leaves and the last ones; a full tile of leaves comes with its middle. */
const readTiles: ReadTiles = async (tiles) =>
  tiles.map((tile) => {
    const { level, n, width } = tile
    const isFullOfLeaves = level === 0 && width === TILE_WIDTH
    const found = isFullOfLeaves ? undefined : kept.get(tilePath(tile))
    if (found) return found
    const hashes = levels[level as number] as Uint8Array
    const part = hashes.subarray(n * TILE_WIDTH * HASH, (n * TILE_WIDTH + width) * HASH)
    if (isFullOfLeaves) return { hashes: part, middle: middles.get(n) as Uint8Array }
    kept.set(tilePath(tile), { hashes: part })
    return { hashes: part }
  })
const read = nodesFrom(readTiles, size)
const root = await readRoot(read, size)
if (!tileAt(0, 0, size)) throw new Error('there is nothing to prove')

let count = 0
await timed('inclusion', async (lot) => {
  const index = Math.floor(lot * size)
  const proof = await proveInclusion(read, index, size)
  count += 1
  if (count % 100 !== 0) return
  const leaf = (levels[0] as Uint8Array).subarray(index * HASH, (index + 1) * HASH)
  const wrong = wrongInclusion(index, size, leaf, proof, root)
  if (wrong) throw new Error(wrong)
})
await timed('consistency', async (lot) => {
  const old = 1 + Math.floor(lot * (size - 1))
  const proof = await proveConsistency(read, old, size)
  count += 1
  if (count % 100 !== 0) return
  const before = await readRoot(nodesFrom(readTiles, old), old)
  const wrong = wrongConsistency({ size: old, root: before }, { size, root }, proof)
  if (wrong) throw new Error(wrong)
})
