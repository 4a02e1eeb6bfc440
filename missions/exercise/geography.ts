/**
 * An invented island: six departments of four communes each, two rivers that meet, as GeoJSON for the map and as areas for
 * the record. It lies in open ocean, so that nobody takes it for a place that is there.
 */
import { diceOf } from './dice.ts'

type Point = [lon: number, lat: number]
export type Commune = {
  pcode: string
  name: string
  department: string
  middle: Point
  ring: Point[]
  areaKm2: number
}
export type Department = Omit<Commune, 'department'>
export type Feature = {
  type: 'Feature'
  id?: string
  properties: Record<string, unknown>
  geometry: unknown
}

const columns = 6
const rows = 4
const [west, south, width, height] = [-32.2, 8.1, 2.1, 1.3]

const communeNames = [
  'Haut-Sel',
  'Brume',
  'Grandsel',
  'Rivergate',
  'Maranne',
  'Pointe-Ourse',
  'Valdeau',
  'Corbelin',
  'Deux-Ponts',
  'Verel',
  'Lisière',
  'Cap-Anse',
  'Tournelle',
  'Sablon',
  'Méandre',
  'Sanne',
  'Ormeville',
  'Baie-Claire',
  'Roche-Plate',
  'Fougère',
  'Aubépine',
  'Bas-Sel',
  'Miroir',
  'Dernier-Cap',
] as const
const departmentNames = ['Hauts', 'Confluent', 'Levant', 'Couchant', 'Plaine', 'Caps'] as const

/** A corner of the grid, moved a little; the corners of the coast more than the others. */
function cornerOf(column: number, row: number): Point {
  const dice = diceOf('corner', column, row)
  const isCoast = column === 0 || row === 0 || column === columns || row === rows
  const give = isCoast ? 0.5 : 0.3
  const round = (column === 0 || column === columns) && (row === 0 || row === rows) ? 0.45 : 0
  const inward = (at: number, last: number): number => (at === 0 ? round : at === last ? -round : 0)
  return [
    west + ((column + inward(column, columns) + (dice.next() - 0.5) * give) * width) / columns,
    south + ((row + inward(row, rows) + (dice.next() - 0.5) * give) * height) / rows,
  ]
}

/** The border between two corners, the same from either side, without its last point. */
function borderOf(from: Point, to: Point, depth = 4): Point[] {
  if (depth === 0) return [from]
  const [first, second] = [from, to].sort((a, b) => a[0] - b[0] || a[1] - b[1]) as [Point, Point]
  const dice = diceOf('border', ...first, ...second)
  const push = (dice.next() - 0.5) * 0.32
  const middle: Point = [
    (first[0] + second[0]) / 2 - (second[1] - first[1]) * push,
    (first[1] + second[1]) / 2 + (second[0] - first[0]) * push,
  ]
  return [...borderOf(from, middle, depth - 1), ...borderOf(middle, to, depth - 1)]
}

/** The outline of a block of cells, counter-clockwise. */
function ringOf(left: number, bottom: number, wide: number, tall: number): Point[] {
  const corners: Point[] = []
  for (let x = left; x < left + wide; x++) corners.push(cornerOf(x, bottom))
  for (let y = bottom; y < bottom + tall; y++) corners.push(cornerOf(left + wide, y))
  for (let x = left + wide; x > left; x--) corners.push(cornerOf(x, bottom + tall))
  for (let y = bottom + tall; y > bottom; y--) corners.push(cornerOf(left, y))
  const ring = corners.flatMap((corner, at) =>
    borderOf(corner, corners[(at + 1) % corners.length] as Point),
  )
  const short = ring.map(([lon, lat]): Point => [short5(lon), short5(lat)])
  return [...short, short[0] as Point]
}
const short5 = (degrees: number): number => Math.round(degrees * 1e5) / 1e5

/** Flat enough at this latitude. */
function areaOf(ring: readonly Point[]): number {
  const km = (point: Point): Point => [point[0] * 109.7, point[1] * 110.6]
  let twice = 0
  for (const [at, point] of ring.entries()) {
    const [x, y] = km(point)
    const [nextX, nextY] = km(ring[(at + 1) % ring.length] as Point)
    twice += x * nextY - nextX * y
  }
  return Math.round(Math.abs(twice) / 0.2) / 10
}

const middleOf = (ring: readonly Point[]): Point => {
  const sum = (axis: 0 | 1): number => ring.reduce((total, point) => total + point[axis], 0)
  return [short5(sum(0) / ring.length), short5(sum(1) / ring.length)]
}

const shapeOf = (pcode: string, name: string, ring: Point[]): Department => ({
  pcode,
  name,
  ring,
  middle: middleOf(ring),
  areaKm2: areaOf(ring),
})

export const departments: readonly Department[] = departmentNames.map((name, at) =>
  shapeOf(`XA0${at + 1}`, name, ringOf((at % 3) * 2, at < 3 ? 2 : 0, 2, 2)),
)

export const communes: readonly Commune[] = communeNames.map((name, at) => {
  const [column, row] = [at % columns, rows - 1 - Math.floor(at / columns)]
  const within = Math.floor(column / 2) + (row >= 2 ? 0 : 3)
  const nth = (column % 2) + (row % 2 === 1 ? 1 : 3)
  const department = `XA0${within + 1}`
  return { ...shapeOf(`${department}0${nth}`, name, ringOf(column, row, 1, 1)), department }
})

const country = shapeOf('XA', 'Twin Rivers', ringOf(0, 0, columns, rows))

const collection = (features: readonly Feature[]): string =>
  `${JSON.stringify({ type: 'FeatureCollection', attribution: 'Invented for Exercise Twin Rivers', features })}\n`

const outline = (
  one: Department,
  level: 0 | 1 | 2,
  more: Record<string, unknown> = {},
): Feature => ({
  type: 'Feature',
  id: one.pcode,
  properties: {
    [`ADM${level}_PCODE`]: one.pcode,
    [`ADM${level}_EN`]: one.name,
    [`ADM${level}_FR`]: one.name,
    ADM0_PCODE: 'XA',
    label_lon: one.middle[0],
    label_lat: one.middle[1],
    area_km2: one.areaKm2,
    ...more,
  },
  geometry: { type: 'Polygon', coordinates: [one.ring] },
})

/** From the hills of the north-west and the north-east to where they meet, and down to the sea. */
function riversOf(): Feature[] {
  const way = (corners: readonly Point[]): Point[] => [
    ...corners.slice(1).flatMap((to, at) => borderOf(corners[at] as Point, to, 5)),
    corners.at(-1) as Point,
  ]
  const meets = cornerOf(3, 2)
  const ways = [
    ['Sel', way([communes[0]?.middle as Point, cornerOf(2, 3), meets])],
    ['Maranne', way([communes[5]?.middle as Point, cornerOf(5, 3), meets])],
    ['Twin Rivers', way([meets, cornerOf(3, 1), cornerOf(3, 0)])],
  ] as const
  return ways.map(([name, coordinates]) => ({
    type: 'Feature',
    properties: { layer: 'river', name },
    geometry: { type: 'LineString', coordinates },
  }))
}

/** The map's files by the name of the layer. */
export const layers = (): Record<string, string> => ({
  country: collection([outline(country, 0)]),
  departments: collection(departments.map((one) => outline(one, 1))),
  communes: collection(communes.map((one) => outline(one, 2, { ADM1_PCODE: one.department }))),
  basemap: collection(riversOf()),
})

/** Every unit as an area of the record, the greater before what lies in it. */
export const areas: readonly (Department & { level: string; inside?: string })[] = [
  { ...country, level: 'country' },
  ...departments.map((one) => ({ ...one, level: 'department', inside: 'XA' })),
  ...communes.map((one) => ({ ...one, level: 'commune', inside: one.department })),
]
