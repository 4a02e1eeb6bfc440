/**
 * Tiles of the records that have a place: what lies in one square of the map, gathered into cells. A cell bears how many it
 * holds and of which kind; one that holds a single record names it. All cells of a tile together count what the list counts
 * there. Pure but for the walk over the points.
 */

import { TILE_EXTENT, type TilePoint, writeTile } from '@konbit/formats'
import {
  isPlaced,
  type PointFilter,
  type Points,
  type Square,
  visitPoints,
  WORLD,
} from '@konbit/ledger'

/** Cells along one side of a tile: 16 pixels each where a tile is drawn 256 wide. */
const CELLS = 16
export const ZOOM_MAX = 18

export function tileOf(
  points: Points,
  name: string,
  filter: PointFilter,
  square: Square,
): Uint8Array {
  const side = WORLD / 2 ** square.z
  const [left, top] = [square.x * side, square.y * side]
  const kinds = points.kinds.length + 1
  const room = CELLS * CELLS
  const counts = new Uint32Array(room)
  const across = new Float64Array(room)
  const down = new Float64Array(room)
  const ofKind = new Uint32Array(room * kinds)
  const records: string[] = []
  visitPoints(points, filter, square, (of, i) => {
    const [x, y] = [(of.x[i] as number) - left, (of.y[i] as number) - top]
    const cell = Math.floor((y * CELLS) / side) * CELLS + Math.floor((x * CELLS) / side)
    if (counts[cell] === 0) records[cell] = of.record[i] as string
    counts[cell] = (counts[cell] as number) + 1
    across[cell] = (across[cell] as number) + x
    down[cell] = (down[cell] as number) + y
    const place = cell * kinds + Math.min(of.kind[i] as number, kinds - 1)
    ofKind[place] = (ofKind[place] as number) + 1
  })
  const made: TilePoint[] = []
  for (let cell = 0; cell < room; cell++) {
    const count = counts[cell] as number
    if (count === 0) continue
    const tags: Record<string, string | number> = { count }
    if (count === 1) tags.record = records[cell] as string
    for (let kind = 0; kind < kinds; kind++) {
      const many = ofKind[cell * kinds + kind] as number
      if (many > 0) tags[points.kinds[kind] ?? 'none'] = many
    }
    // The middle of what it holds, so that a lone point lies where it is.
    const part = (sum: number): number => Math.floor((sum / count / side) * TILE_EXTENT)
    made.push({ x: part(across[cell] as number), y: part(down[cell] as number), tags })
  }
  return writeTile([{ name, points: made }])
}

export type Summary = {
  records: number
  placed: number
  kinds: Record<string, number>
  /** Records by the month in which they began. */
  months: { month: string; records: number }[]
}

/** What all tiles together hold, and what no tile can show. */
export function summaryOf(points: Points, filter: PointFilter): Summary {
  let records = 0
  let placed = 0
  const kinds = new Map<number, number>()
  const days = new Map<number, number>()
  visitPoints(points, filter, undefined, (of, i) => {
    records += 1
    if (isPlaced(of, i)) placed += 1
    const kind = of.kind[i] as number
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    const day = of.day[i] as number
    days.set(day, (days.get(day) ?? 0) + 1)
  })
  const months = new Map<string, number>()
  for (const [day, count] of days) {
    if (day < -1_000_000) continue
    const month = new Date(day * 86_400_000).toISOString().slice(0, 7)
    months.set(month, (months.get(month) ?? 0) + count)
  }
  return {
    records,
    placed,
    kinds: Object.fromEntries([...kinds].map(([kind, of]) => [points.kinds[kind] ?? 'none', of])),
    months: [...months]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, of]) => ({ month, records: of })),
  }
}
