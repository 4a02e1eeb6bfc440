/**
 * Tiles: the tree in files of 256 hashes, as C2SP tlog-tiles names them, and bundles of the entries themselves. Paths, and
 * hashes out of tiles; where tiles come from is not known here.
 */
import { concat } from '#crypto'
import { HASH_BYTES, nodeHash } from './tree.ts'

export const TILE_WIDTH = 256

/** `width` is 256 for a full tile, and less for the last one of a level. `entries` is the bundle beside level 0. */
export type Tile = { level: number | 'entries'; n: number; width: number }

const LEVELS_MAX = 6 // 256^6 leaves is more than a safe integer counts
const N_MAX = 10 ** 12

/** `tile/0/x001/x234/067`, and `.p/112` behind it where the tile is not full. */
export function tilePath({ level, n, width }: Tile): string {
  const groups = [String(n % 1000).padStart(3, '0')]
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  return `tile/${level}/${groups.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

const shape = /^tile\/(0|[1-9]\d?|entries)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** Undefined for whatever is not the one path of a tile: other groups, leading zeros, numbers too large. */
export function parseTilePath(path: string): Tile | undefined {
  const found = path.length < 60 ? shape.exec(path) : null
  if (!found) return undefined
  const [, where = '', groups = '', partial] = found
  const level = where === 'entries' ? where : Number(where)
  const tile: Tile = {
    level,
    n: Number(groups.replaceAll(/[x/]/g, '')),
    width: partial === undefined ? TILE_WIDTH : Number(partial),
  }
  if (partial !== undefined && tile.width >= TILE_WIDTH) return undefined
  if (level !== 'entries' && level > LEVELS_MAX) return undefined
  return tile.n < N_MAX && tilePath(tile) === path ? tile : undefined
}

/** How many hashes level `level` has in a tree of `size` leaves. */
export const countAt = (level: number | 'entries', size: number): number =>
  Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level))

/** The tile at a place, as wide as a tree of `size` leaves makes it; undefined where it has none there. */
export function tileAt(level: number | 'entries', n: number, size: number): Tile | undefined {
  const width = Math.min(TILE_WIDTH, countAt(level, size) - n * TILE_WIDTH)
  return width > 0 ? { level, n, width } : undefined
}

/** Every tile of a tree of `size` leaves, level by level; the entries' bundles come first. */
export function* tilesOf(size: number): Generator<Tile> {
  for (const level of ['entries', 0, 1, 2, 3, 4, 5, 6] as const) {
    const count = countAt(level, size)
    for (let n = 0; n * TILE_WIDTH < count; n += 1) yield tileAt(level, n, size) as Tile
  }
}

/** The hash of a perfect subtree of `count` hashes (a power of two) that lie one behind the other. */
export function hashOver(hashes: Uint8Array, from: number, count: number): Uint8Array {
  let row: Uint8Array[] = []
  for (let at = from; at < from + count; at += 1)
    row.push(hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let at = 0; at < row.length; at += 2)
      above.push(nodeHash(row[at] as Uint8Array, row[at + 1] as Uint8Array))
    row = above
  }
  return row[0] as Uint8Array
}

/** What is read of a tile. A full one may come with the sixteen nodes in its middle, each over sixteen of its hashes. */
export type TileHashes = { hashes: Uint8Array; middle?: Uint8Array }
export const MIDDLE_WIDTH = 16

export const middleOf = (hashes: Uint8Array): Uint8Array =>
  concat(
    Array.from({ length: MIDDLE_WIDTH }, (_, at) =>
      hashOver(hashes, at * MIDDLE_WIDTH, MIDDLE_WIDTH),
    ),
  )

/** Entries as a bundle holds them: each behind its length in two bytes. */
export const printBundle = (entries: readonly Uint8Array[]): Uint8Array =>
  concat(entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]))

/** Exactly `count` entries and nothing behind them; else undefined. */
export function parseBundle(bytes: Uint8Array, count: number): Uint8Array[] | undefined {
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < count) {
    if (at + 2 > bytes.length) return undefined
    const length = ((bytes[at] as number) << 8) | (bytes[at + 1] as number)
    at += 2
    if (at + length > bytes.length) return undefined
    entries.push(bytes.subarray(at, at + length))
    at += length
  }
  return at === bytes.length ? entries : undefined
}
