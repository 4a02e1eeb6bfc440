/**
 * The map's plane: kilometres east and south of a middle point, true enough for one country, so that distances, the
 * scale bar and fitting need no library. Also geometry to path text. Pure; when a mission needs a continent or a
 * million marks, see docs/decisions/map.md.
 */
export type Position = readonly [lon: number, lat: number, ...rest: number[]]
export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: readonly Position[] }
  | { type: 'MultiLineString' | 'Polygon'; coordinates: readonly (readonly Position[])[] }
  | { type: 'MultiPolygon'; coordinates: readonly (readonly (readonly Position[])[])[] }
export type Feature = { properties: Readonly<Record<string, unknown>>; geometry: Geometry }
/** `attribution`: who drew it, as the file itself says. */
export type Features = { features: readonly Feature[]; attribution?: string }

export type Point = readonly [x: number, y: number]
export type Project = (lon: number, lat: number) => Point
export type Bounds = { left: number; top: number; right: number; bottom: number }

const KM = 111.195

/** A plane whose middle is the middle of `features`; the same features always give the same plane. */
export function projectFor(features: Features): Project {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const feature of features.features) {
    for (const [lon, lat] of positionsOf(feature.geometry)) {
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    }
  }
  const [lon0, lat0] = [(west + east) / 2, (south + north) / 2]
  const shrink = Math.cos((lat0 * Math.PI) / 180)
  return (lon, lat) => [(lon - lon0) * KM * shrink, (lat0 - lat) * KM]
}

function* positionsOf(geometry: Geometry): Generator<Position> {
  if (geometry.type === 'Point') yield geometry.coordinates
  else if (geometry.type === 'LineString') yield* geometry.coordinates
  else if (geometry.type === 'MultiPolygon')
    for (const p of geometry.coordinates) for (const ring of p) yield* ring
  else for (const line of geometry.coordinates) yield* line
}

const shown = (n: number): string => String(Math.round(n * 100) / 100)

function lineText(line: readonly Position[], project: Project, close: boolean): string {
  let text = ''
  let before = ''
  for (const [lon, lat] of line) {
    const [x, y] = project(lon, lat)
    const next = `${shown(x)},${shown(y)}`
    if (next !== before) text += `${text ? 'L' : 'M'}${next}`
    before = next
  }
  return close ? `${text}z` : text
}

/** The outline of a geometry as the text of an SVG path, in kilometres. A point has none. */
export function pathText(geometry: Geometry, project: Project): string {
  switch (geometry.type) {
    case 'Point':
      return ''
    case 'LineString':
      return lineText(geometry.coordinates, project, false)
    case 'MultiLineString':
      return geometry.coordinates.map((line) => lineText(line, project, false)).join('')
    case 'Polygon':
      return geometry.coordinates.map((ring) => lineText(ring, project, true)).join('')
    case 'MultiPolygon':
      return geometry.coordinates
        .flat()
        .map((ring) => lineText(ring, project, true))
        .join('')
  }
}

export function boundsOf(points: readonly Point[]): Bounds | undefined {
  if (points.length === 0) return undefined
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  }
}

export const boundsOfFeatures = (features: Features, project: Project): Bounds | undefined =>
  boundsOf(
    features.features.flatMap((f) =>
      [...positionsOf(f.geometry)].map(([lon, lat]) => project(lon, lat)),
    ),
  )

/** What is looked at: the kilometre in the middle of the picture, and how many pixels one kilometre takes. */
export type View = { x: number; y: number; k: number }
export type Padding = { left?: number; right?: number; top?: number; bottom?: number }

/** The view that shows `bounds` whole inside the padding, never closer than `most` pixels a kilometre. */
export function fit(
  bounds: Bounds,
  width: number,
  height: number,
  padding: Padding = {},
  most = 12,
): View {
  const { left = 24, right = 24, top = 24, bottom = 24 } = padding
  const across = Math.max(1, bounds.right - bounds.left)
  const down = Math.max(1, bounds.bottom - bounds.top)
  const k = Math.min(most, (width - left - right) / across, (height - top - bottom) / down)
  return {
    k,
    x: (bounds.left + bounds.right) / 2 + (right - left) / 2 / k,
    y: (bounds.top + bounds.bottom) / 2 + (bottom - top) / 2 / k,
  }
}

/** The view moved aside, so far as it still shows `bounds` whole, to look at nothing beyond the edge of what is drawn. */
export function within(view: View, width: number, bounds: Bounds, edge: Partial<Bounds>): View {
  const half = width / 2 / view.k
  const least = Math.max(bounds.right - half, (edge.left ?? Number.NEGATIVE_INFINITY) + half)
  const most = Math.min(bounds.left + half, (edge.right ?? Number.POSITIVE_INFINITY) - half)
  return { ...view, x: Math.min(Math.max(view.x, least), Math.max(most, bounds.right - half)) }
}

export const toPixel = (view: View, width: number, height: number, [x, y]: Point): Point => [
  (x - view.x) * view.k + width / 2,
  (y - view.y) * view.k + height / 2,
]

/** Zooms by `factor` about a pixel, which keeps its place. */
export function zoomAbout(
  view: View,
  width: number,
  height: number,
  [px, py]: Point,
  factor: number,
  least: number,
): View {
  const k = Math.max(least, Math.min(80, view.k * factor))
  const x = view.x + (px - width / 2) / view.k
  const y = view.y + (py - height / 2) / view.k
  return { k, x: x - (px - width / 2) / k, y: y - (py - height / 2) / k }
}

/** A round length in kilometres whose bar is at most `room` pixels long. */
export function scaleBar(k: number, room = 120): { km: number; pixels: number } {
  const most = room / k
  const power = 10 ** Math.floor(Math.log10(most))
  const km = ([5, 2.5, 2, 1].find((n) => n * power <= most) ?? 1) * power
  return { km, pixels: km * k }
}
