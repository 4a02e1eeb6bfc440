/**
 * GeoJSON (RFC 7946) of any register that has a field of kind `place`, out and in. A record without coordinates keeps
 * its place in the file with a null geometry, so that the count equals the list.
 */
import type { Detail, Fields, Place, Register } from '@konbit/model'
import type { Row } from './csv.ts'
import { booksOf, type ReadFile, type ReadRow } from './table.ts'

export type Feature = {
  type: 'Feature'
  id: string
  geometry: { type: 'Point'; coordinates: [lon: number, lat: number] } | null
  properties: Record<string, unknown>
}

/** The field whose coordinates a feature takes: the first of kind `place`. */
export const placeField = (register: Register): string | undefined =>
  Object.entries(register.fields).find(([, { kind }]) => kind.name === 'place')?.[0]

export function toFeature(register: Register, row: Row & { caption?: string }): Feature {
  const where = row.fields[placeField(register) ?? ''] as Place | undefined
  const { lon, lat } = where ?? {}
  return {
    type: 'Feature',
    id: row.id,
    geometry:
      lon === undefined || lat === undefined ? null : { type: 'Point', coordinates: [lon, lat] },
    properties: {
      state: row.state,
      ...(row.caption === undefined ? {} : { caption: row.caption }),
      at: row.at,
      known: row.known,
      precision: where?.precision ?? 'unknown',
      fields: row.fields,
      ...codesIn(register, row),
      ...(row.erased ? { erased: row.erased } : {}),
    },
  }
}

/** What the code books of others call it, where some do. */
function codesIn(register: Register, { fields }: Row): { codes?: Record<string, string> } {
  const codes = Object.entries(register.fields).flatMap(([name, field]) =>
    fields[name] === undefined
      ? []
      : booksOf(name, field).map(({ column, codeOf }) => [column, codeOf(fields[name])] as const),
  )
  return codes.length > 0 ? { codes: Object.fromEntries(codes) } : {}
}

/** The collection piece by piece; its member `count` comes last, so that a file cut short is seen. */
export function* writeGeoJson(
  register: Register,
  rows: Iterable<Row & { caption?: string }>,
): Generator<string> {
  yield geoJsonBegin()
  let count = 0
  for (const row of rows) {
    yield geoJsonPiece(register, row, count)
    count += 1
  }
  yield geoJsonEnd(count)
}
/** `exercise`: what marks all of it, where it is of an exercise. */
export const geoJsonBegin = (exercise?: string): string =>
  `{"type":"FeatureCollection",${exercise ? `"exercise":${JSON.stringify(exercise)},` : ''}"features":[`
export const geoJsonPiece = (
  register: Register,
  row: Row & { caption?: string },
  index: number,
): string => `${index === 0 ? '\n' : ',\n'}${JSON.stringify(toFeature(register, row))}`
export const geoJsonEnd = (count: number): string => `\n],"count":${count}}\n`

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads a collection against a register. A feature either keeps its fields under `properties.fields`, as we write
 * them, or as plain properties; a point stands in for a place that the fields do not have.
 */
export function readGeoJson(register: Register, text: string): ReadFile {
  const bad = (needs: string): ReadFile => ({ rows: [], wrong: [{ field: 'file', needs }] })
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return bad('to be JSON')
  }
  if (!isObject(file) || file.type !== 'FeatureCollection' || !Array.isArray(file.features))
    return bad('to be a FeatureCollection')
  const { features } = file
  if (typeof file.count === 'number' && file.count !== features.length) {
    return bad(
      `${file.count} records as its member count says, and has ${features.length}: it was cut or changed`,
    )
  }
  return {
    rows: features.map((feature, index) => readFeature(register, feature, index + 1)),
    wrong: [],
  }
}

function readFeature(register: Register, feature: unknown, row: number): ReadRow {
  const wrong: Detail[] = []
  if (!isObject(feature) || !isObject(feature.properties)) {
    return { row, fields: {}, wrong: [{ field: 'feature', needs: 'an object of properties' }] }
  }
  const { properties, geometry, id } = feature
  const given = isObject(properties.fields) ? properties.fields : properties
  const fields: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    if (Object.hasOwn(register.fields, name)) fields[name] = value
    else if (given === properties.fields)
      wrong.push({ field: name.slice(0, 80), needs: 'to be a field of the register' })
  }
  const where = placeField(register)
  const point = pointOf(geometry)
  if (where && point && fields[where] === undefined)
    fields[where] = { ...point, precision: 'point' }
  const read: ReadRow = { row, fields: fields as Fields, wrong }
  if (typeof id === 'string') read.id = id
  if (typeof properties.state === 'string') read.state = properties.state
  return read
}

function pointOf(geometry: unknown): { lon: number; lat: number } | undefined {
  if (!isObject(geometry) || geometry.type !== 'Point' || !Array.isArray(geometry.coordinates))
    return undefined
  const [lon, lat] = geometry.coordinates
  return typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : undefined
}
