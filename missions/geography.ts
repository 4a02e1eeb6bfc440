/** Areas, places and series: rows of the gazetteer, points of the place map, months of a published series. */
import type { Place } from '@konbit/model'
import { lastDayOf, type Sheet } from './draft.ts'
import type { FileSpec, MissionFile } from './mission.ts'
import { camel, filled, type Landing } from './statements.ts'
import type { Row } from './table.ts'

type AreaSpec = Extract<FileSpec, { validOn: string }>
type SeriesSpec = Extract<FileSpec, { series: string }>

const levels: Readonly<Record<string, [level: string, precision: Place['precision']]>> = {
  country: ['country', 'country'],
  department: ['department', 'department'],
  arrondissement: ['arrondissement', 'department'],
  commune: ['commune', 'commune'],
  communal_section: ['section', 'section'],
}

export function readArea(sheet: Sheet, row: Row, spec: AreaSpec): Landing {
  const { pcode = '', level: word = '' } = row
  const [level, precision] = levels[word] ?? []
  if (!level) return `Its level, ${word}, is not one of those kept.`
  return sheet.add({
    register: 'area',
    key: pcode,
    verb: 'enter',
    at: spec.validOn,
    day: spec.validOn,
    input: filled({
      code: pcode,
      name: row.name_fr,
      nameEnglish: row.name_en,
      nameKreyol: row.name_ht,
      level,
      inside: row.parent_pcode,
      where: { pcode, lon: Number(row.label_lon), lat: Number(row.label_lat), precision },
      areaKm2: row.area_km2 ? Number(row.area_km2) : undefined,
      attribution: spec.attribution,
    }),
  })
}

/** One feature of a GeoJSON file, as far as it is read. */
export type Feature = {
  id?: string
  properties: Readonly<Record<string, string | number | null | undefined>>
  geometry: { type: string; coordinates: readonly number[] } | null
}

export function readPlace(sheet: Sheet, feature: Feature, spec: AreaSpec): Landing {
  const {
    id,
    name,
    kind,
    commune_pcode: commune,
    section_pcode: section,
    geo_precision: precise,
    note,
  } = feature.properties
  const [lon, lat] = feature.geometry?.coordinates ?? []
  const key = String(feature.id ?? id ?? '')
  if (lon === undefined || lat === undefined) return 'It has no point.'
  return sheet.add({
    register: 'area',
    key,
    verb: 'enter',
    at: spec.validOn,
    day: spec.validOn,
    input: filled({
      code: key,
      name,
      level: 'place',
      kind: typeof kind === 'string' ? camel(kind) : undefined,
      inside: section ?? commune ?? undefined,
      where: filled({
        pcode: section ?? commune ?? undefined,
        lon,
        lat,
        precision: precisionOf(String(precise ?? '')),
        name,
      }),
      residents:
        typeof feature.properties.geonames_population === 'number'
          ? feature.properties.geonames_population
          : undefined,
      attribution:
        `${feature.properties.source ?? spec.attribution}, ${feature.properties.licence ?? ''}`.replace(
          /, $/,
          '',
        ),
      note: note ?? undefined,
    }),
  })
}

const precisionOf = (text: string): Place['precision'] =>
  text === 'point'
    ? 'point'
    : text.includes('section')
      ? 'section'
      : text.includes('commune')
        ? 'commune'
        : 'unknown'

export function readMonth(sheet: Sheet, row: Row, spec: SeriesSpec, mission: MissionFile): Landing {
  const month = row[spec.period] ?? ''
  const value = row[spec.value] ?? ''
  const day = lastDayOf(month)
  if (!day) return 'It bears no month.'
  if (!/^\d+(\.\d+)?$/.test(value)) return 'It has no number.'
  return sheet.add({
    register: 'observation',
    key: `${spec.series}/${row[spec.subject] ?? mission.id}/${month}`,
    verb: 'enter',
    at: month,
    day,
    input: {
      series: spec.series,
      subject: row[spec.subject] ?? mission.id,
      periodLast: month,
      value: Number(value),
      unit: spec.unit,
      source: spec.source,
    },
  })
}
