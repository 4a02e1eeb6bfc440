/**
 * Vector tiles (Mapbox Vector Tile 2.1) of points, as map engines read them. Only what Konbit sends: layers of points with
 * numbers and words beside them. Coordinates are whole parts of the tile's extent, from its north-west corner.
 */
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader, PbfWriter } from 'pbf'

export type TilePoint = { x: number; y: number; tags: Readonly<Record<string, string | number>> }
export type TileLayer = { name: string; points: readonly TilePoint[] }

export const TILE_EXTENT = 4096
export const TILE_TYPE = 'application/vnd.mapbox-vector-tile'

/** Numbers of fields and commands in the specification. */
const tileField = { layer: 3 }
const layerField = { name: 1, feature: 2, key: 3, value: 4, extent: 5, version: 15 }
const featureField = { tags: 2, type: 3, geometry: 4 }
const valueField = { text: 1, double: 3, whole: 5 }
const POINT = 1
const MOVE_TO_ONE = 9

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)

/** Words and values of a layer, each written once. */
class Places<Value> {
  readonly of = new Map<Value, number>()
  at(value: Value): number {
    const found = this.of.get(value) ?? this.of.size
    this.of.set(value, found)
    return found
  }
}

type Written = TilePoint & { keys: Places<string>; values: Places<string | number> }

function writeFeature({ x, y, tags, keys, values }: Written, to: PbfWriter): void {
  const pairs = Object.entries(tags).flatMap(([key, value]) => [keys.at(key), values.at(value)])
  to.writePackedVarint(featureField.tags, pairs)
  to.writeVarintField(featureField.type, POINT)
  to.writePackedVarint(featureField.geometry, [MOVE_TO_ONE, zigzag(x), zigzag(y)])
}

function writeValue(value: string | number, to: PbfWriter): void {
  if (typeof value === 'string') to.writeStringField(valueField.text, value)
  else if (Number.isSafeInteger(value) && value >= 0) to.writeVarintField(valueField.whole, value)
  else to.writeDoubleField(valueField.double, value)
}

function writeLayer({ name, points }: TileLayer, to: PbfWriter): void {
  const keys = new Places<string>()
  const values = new Places<string | number>()
  to.writeVarintField(layerField.version, 2)
  to.writeStringField(layerField.name, name)
  for (const point of points)
    to.writeMessage(layerField.feature, writeFeature, { ...point, keys, values })
  for (const key of keys.of.keys()) to.writeStringField(layerField.key, key)
  for (const value of values.of.keys()) to.writeMessage(layerField.value, writeValue, value)
  to.writeVarintField(layerField.extent, TILE_EXTENT)
}

/** The tile as bytes; a layer without points is left out. */
export function writeTile(layers: readonly TileLayer[]): Uint8Array {
  const to = new PbfWriter()
  for (const layer of layers)
    if (layer.points.length > 0) to.writeMessage(tileField.layer, writeLayer, layer)
  return to.finish()
}

/** The points of a layer; none where the tile has no such layer. Throws where the bytes are no tile. */
export function readTile(bytes: Uint8Array, name: string): TilePoint[] {
  const layer = new VectorTile(new PbfReader(bytes)).layers[name]
  return Array.from({ length: layer?.length ?? 0 }, (_, index) => {
    const feature = layer?.feature(index)
    const [point] = feature?.loadGeometry()[0] ?? []
    const tags = Object.fromEntries(
      Object.entries(feature?.properties ?? {}).map(([key, value]) => [
        key,
        typeof value === 'boolean' ? String(value) : value,
      ]),
    )
    return { x: point?.x ?? 0, y: point?.y ?? 0, tags }
  })
}
