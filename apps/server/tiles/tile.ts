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

type Cell = { count: number; x: number; y: number; record: string; kinds: Map<number, number> }

function cellsOf(points: Points, filter: PointFilter, square: Square): Cell[] {
  const side = WORLD / 2 ** square.z
  const [left, top] = [square.x * side, square.y * side]
  const cells: (Cell | undefined)[] = new Array(CELLS * CELLS)
  visitPoints(points, filter, square, (of, i) => {
    const [x, y] = [(of.x[i] as number) - left, (of.y[i] as number) - top]
    const place = Math.floor((y * CELLS) / side) * CELLS + Math.floor((x * CELLS) / side)
    const kind = of.kind[i] as number
    const cell = cells[place]
    if (!cell)
      cells[place] = { count: 1, x, y, record: of.record[i] as string, kinds: new Map([[kind, 1]]) }
    else {
      cell.count += 1
      cell.x += x
      cell.y += y
      cell.kinds.set(kind, (cell.kinds.get(kind) ?? 0) + 1)
    }
  })
  return cells.filter((cell) => cell !== undefined)
}

export function tileOf(
  points: Points,
  name: string,
  filter: PointFilter,
  square: Square,
): Uint8Array {
  const scale = TILE_EXTENT / (WORLD / 2 ** square.z)
  const made = cellsOf(points, filter, square).map(({ count, x, y, record, kinds }): TilePoint => {
    const tags: Record<string, string | number> = { count }
    if (count === 1) tags.record = record
    for (const [kind, of] of kinds) tags[points.kinds[kind] ?? 'none'] = of
    // The middle of what it holds, so that a lone point lies where it is.
    return { x: Math.floor((x / count) * scale), y: Math.floor((y / count) * scale), tags }
  })
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
