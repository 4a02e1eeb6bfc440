/**
 * Which marks stand together: first those of one place, then, at the zoom that is shown, those whose circles would
 * touch. The counts always add up to the marks given. Pure.
 */
import type { Point } from './project.ts'

export type Precision =
  | 'point'
  /** Of a tile: how surely stands on the record. */
  | 'cell'
  | 'section'
  | 'commune'
  | 'department'
  | 'country'
  | 'abroad'
  | 'unknown'

/** One thing to be marked, at the place of one statement. */
export type Item = {
  id: string
  at: Point
  precision: Precision
  /** What it is drawn as: a colour by kind. */
  kind: string
  place?: string | undefined
  pcode?: string | undefined
  /** How many it stands for, where it is a cell of a tile; else one. */
  count?: number
}

export type Cluster = {
  key: string
  items: Item[]
  /** How many its items stand for. */
  count: number
  x: number
  y: number
  /** The least sure precision among its items. */
  precision: Precision
  /** The kind that all share, if any. */
  kind: string | undefined
  /** Its place's name when all share one. */
  place: string | undefined
  places: number
}

const order: readonly Precision[] = [
  'point',
  'cell',
  'section',
  'commune',
  'department',
  'country',
  'abroad',
  'unknown',
]

const same = <T>(values: readonly T[]): T | undefined =>
  values.every((v) => v === values[0]) ? values[0] : undefined

/** The name most of them bear; of equals the shorter one. */
function commonest(names: readonly (string | undefined)[]): string | undefined {
  const count = new Map<string, number>()
  for (const name of names) if (name) count.set(name, (count.get(name) ?? 0) + 1)
  return [...count].sort(([a, n], [b, m]) => m - n || a.length - b.length)[0]?.[0]
}

/** Marks on one spot are of one place, however their names are written. */
const spot = ({ at: [x, y], precision }: Item): string =>
  `${Math.round(x * 20)},${Math.round(y * 20)},${precision}`

function gather(items: Item[], [x, y]: Point, key: string): Cluster {
  return {
    key,
    items,
    count: items.reduce((sum, one) => sum + (one.count ?? 1), 0),
    x,
    y,
    precision: order[Math.max(...items.map((one) => order.indexOf(one.precision)))] ?? 'unknown',
    kind: same(items.map((one) => one.kind)),
    place:
      new Set(items.map(spot)).size === 1
        ? commonest(items.map((one) => one.place))
        : same(items.map((one) => one.place)),
    places: new Set(items.map(spot)).size,
  }
}

/**
 * `pixel` maps kilometres to the picture. A department's ring says so much less than a place that it never swallows
 * one: departments cluster only with themselves.
 */
export function cluster(
  items: readonly Item[],
  pixel: (at: Point) => Point,
  apart = 25,
): Cluster[] {
  const places = new Map<string, Item[]>()
  for (const item of items) places.set(spot(item), [...(places.get(spot(item)) ?? []), item])
  const found = [...places]
    .map(([key, of]) => gather(of, pixel((of[0] as Item).at), key))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
  const wide = (c: Cluster): boolean => order.indexOf(c.precision) >= order.indexOf('department')
  const kept: Cluster[] = []
  for (const one of found) {
    const near = wide(one)
      ? undefined
      : kept.find((other) => !wide(other) && Math.hypot(other.x - one.x, other.y - one.y) < apart)
    if (!near) kept.push(one)
    else {
      const share = one.count / (near.count + one.count)
      const middle: Point = [near.x + (one.x - near.x) * share, near.y + (one.y - near.y) * share]
      Object.assign(near, gather([...near.items, ...one.items], middle, near.key))
    }
  }
  return kept
}
