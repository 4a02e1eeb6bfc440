/**
 * Tiles of the records that have a place: what lies in one square of the map, gathered into cells. A cell bears how many it
 * holds and of which kind; one that holds a single record names it. All cells of a tile together count what the list counts
 * there. Pure.
 */

import { TILE_EXTENT, type TilePoint, writeTile } from '@konbit/formats'
import { cellsOf, type PointFilter, type Points, type Square, tallyOf, WORLD } from '@konbit/ledger'

export const ZOOM_MAX = 18

export function tileOf(
  points: Points,
  name: string,
  filter: PointFilter,
  square: Square,
): Uint8Array {
  const side = WORLD / 2 ** square.z
  const { counts, across, down, kinds, recordOf } = cellsOf(points, filter, square)
  const titles = [...points.kinds, 'none']
  const made: TilePoint[] = []
  for (const [cell, count] of counts.entries()) {
    if (count === 0) continue
    const tags: Record<string, string | number> = { count }
    if (count === 1) tags.record = recordOf(cell)
    for (const [kind, title] of titles.entries()) {
      const many = kinds[cell * titles.length + kind] as number
      if (many > 0) tags[title] = many
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
  const { records, placed, kinds, days } = tallyOf(points, filter)
  const months = new Map<string, number>()
  for (const [day, count] of days) {
    if (day < -1_000_000 || count === 0) continue
    const month = new Date(day * 86_400_000).toISOString().slice(0, 7)
    months.set(month, (months.get(month) ?? 0) + count)
  }
  return {
    records,
    placed,
    kinds: Object.fromEntries(
      kinds.flatMap((of, kind) => (of > 0 ? [[points.kinds[kind] ?? 'none', of]] : [])),
    ),
    months: [...months]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, of]) => ({ month, records: of })),
  }
}
