/**
 * The cells of the tiles in view, as marks of the map. Tiles of one zoom cover what is seen; each is kept, so that moving back
 * asks nothing.
 */
import { readTile } from '@konbit/formats/mvt'
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { answer, call, type Params, query } from '../../api/client.ts'
import { useHere } from '../../api/hooks.ts'
import { useMoment, useViewAs } from '../../api/moment.ts'
import type { Item } from '../../map/cluster.ts'
import type { Bounds, Project } from '../../map/project.ts'

export type Seen = { bounds: Bounds; k: number }
type Tile = { z: number; x: number; y: number }

const EXTENT = 4096
const ZOOM_MAX = 16
const TILES_MAX = 30
/** A tile is drawn about so many pixels wide. */
const WIDE = 256

/** The plane is straight lines east and south, so two points tell the way back. */
function unproject(project: Project) {
  const [x0, y0] = project(0, 0)
  const [x1, y1] = project(1, 1)
  return (x: number, y: number) => ({ lon: (x - x0) / (x1 - x0), lat: (y - y0) / (y1 - y0) })
}

const column = (lon: number, z: number): number => ((lon + 180) / 360) * 2 ** z
const row = (lat: number, z: number): number => {
  const sin = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180)
  return (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** z
}
const lonOf = (x: number, z: number): number => (x / 2 ** z) * 360 - 180
const latOf = (y: number, z: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI

/** The tiles that cover what is seen, at the zoom that draws them near their own size. Pure. */
export function tilesOver({ bounds, k }: Seen, project: Project): Tile[] {
  const back = unproject(project)
  const [nw, se] = [back(bounds.left, bounds.top), back(bounds.right, bounds.bottom)]
  const degrees = WIDE / (k * Math.abs(project(1, 0)[0] - project(0, 0)[0]))
  for (let z = Math.max(0, Math.min(ZOOM_MAX, Math.round(Math.log2(360 / degrees)))); ; z--) {
    const clamp = (value: number): number => Math.max(0, Math.min(2 ** z - 1, Math.floor(value)))
    const [left, right] = [clamp(column(nw.lon, z)), clamp(column(se.lon, z))]
    const [top, bottom] = [clamp(row(nw.lat, z)), clamp(row(se.lat, z))]
    if ((right - left + 1) * (bottom - top + 1) > TILES_MAX && z > 0) continue
    const tiles: Tile[] = []
    for (let x = left; x <= right; x++) for (let y = top; y <= bottom; y++) tiles.push({ z, x, y })
    return tiles
  }
}

const itemsOf = (bytes: Uint8Array, { z, x, y }: Tile, project: Project): Item[] =>
  readTile(bytes, 'incident').map(({ x: dx, y: dy, tags }): Item => {
    const { count, record, ...kinds } = tags
    const [kind, other] = Object.keys(kinds)
    return {
      id: typeof record === 'string' ? record : `${z}/${x}/${y}/${dx},${dy}`,
      at: project(lonOf(x + dx / EXTENT, z), latOf(y + dy / EXTENT, z)),
      precision: 'cell',
      kind: other === undefined ? (kind ?? '') : '',
      count: Number(count),
    }
  })

export function useTiles(seen: Seen | undefined, project: Project | undefined, params: Params) {
  const { mission, person } = useHere()
  const moment = useMoment()
  const { as } = useViewAs()
  const asked = query({ ...params, at: moment.at, known: moment.known, as })
  const tiles = seen && project ? tilesOver(seen, project) : []
  return useQueries({
    queries: tiles.map((tile) => ({
      queryKey: ['tile', mission.id, person.id, tile, asked],
      staleTime: 60_000,
      placeholderData: keepPreviousData,
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Item[]> => {
        const address = `/api/${mission.id}/tiles/incident/${tile.z}/${tile.x}/${tile.y}${asked}`
        const response = await call(address, { signal })
        if (!response.ok) return answer<Item[]>(response)
        return itemsOf(new Uint8Array(await response.arrayBuffer()), tile, project as Project)
      },
    })),
    combine: (results) => ({
      items: results.flatMap(({ data }) => data ?? []),
      isWaiting: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error)?.error ?? null,
    }),
  })
}
