/**
 * The importer: texts of a mission's folder in, commands in order of *known* out, with a report in which every row has
 * landed or is named with the reason. Pure; the same folder always gives the same commands, so importing twice is harmless.
 */
import type { Command, Registers } from '@konbit/model'
import { Sheet } from './draft.ts'
import { type Feature, readArea, readMonth, readPlace } from './geography.ts'
import {
  type FileSpec,
  type Files,
  json,
  type MissionFile,
  readMission,
  readWithheld,
  textOf,
} from './mission.ts'
import { type Landing, type Published, readClaim, readEvent, readSource } from './statements.ts'
import { readAdoption, type Story, tell } from './story.ts'
import { type Row, readTable } from './table.ts'
import { withholder } from './withhold.ts'

export { recordId } from './ids.ts'
export { type Files, type MissionFile, pathsOf, readMission } from './mission.ts'

export type Named = { row: string; reason: string }
/** `landed` + `named.length` is always `rows`. */
export type FileReport = { file: string; rows: number; landed: number; named: readonly Named[] }
export type Imported = {
  mission: MissionFile
  commands: readonly Command[]
  report: readonly FileReport[]
  /** Where a name was taken out of a row: before the file was put here, or just now. */
  withheld: readonly { file: string; row: string; column: string }[]
}

/** Throws an Error that names the file when one cannot be read at all; a row that cannot be used is named instead. */
export function importMission(given: Files, registers: Registers): Imported {
  const mission = readMission(given)
  const { words, cut } = readWithheld(given)
  const withhold = withholder(words)
  const withheld = new Map(cut.map((one) => [keyOf(one), one]))
  const note = (one: Cut): unknown => withheld.set(keyOf(one), one)
  const sheet = new Sheet(mission, registers)
  const report: FileReport[] = []

  /** A row that never enters the record keeps its cells: only its name is told. */
  const clean = (row: Any, { as, path }: FileSpec, name: string): Any =>
    as === 'leftOut' || as === 'told'
      ? row
      : cleaned(row, withhold, (column) => note({ file: path, row: withhold(name), column }))

  for (const spec of mission.files) {
    const rows = rowsOf(given, spec)
    const named: Named[] = []
    for (const [index, row] of rows.entries()) {
      const name = nameOf(spec, row, index)
      const reason = land(sheet, spec, clean(row, spec, name), mission)
      if (reason !== undefined) named.push({ row: withhold(name), reason })
    }
    report.push({ file: spec.path, rows: rows.length, landed: rows.length - named.length, named })
  }
  return { mission, commands: sheet.commands(), report, withheld: [...withheld.values()] }
}

type Cut = Imported['withheld'][number]
const keyOf = ({ file, row, column }: Cut): string => `${file} ${row} ${column}`

type Any = Row | Feature | Story

function rowsOf(files: Files, spec: FileSpec): readonly Any[] {
  if (spec.as === 'story') return json<Story[]>(files, spec.path)
  if (spec.path.endsWith('.geojson'))
    return json<{ features: Feature[] }>(files, spec.path).features
  try {
    return readTable(textOf(files, spec.path))
  } catch (failure) {
    throw new Error(`${spec.path}: ${(failure as Error).message}`)
  }
}

/** How a row is called in the report: by its first column, its code or its place in the file. */
function nameOf(spec: FileSpec, row: Any, index: number): string {
  if (spec.as === 'story') return `${(row as Story).register} ${(row as Story).key}`
  if (spec.path.endsWith('.geojson')) return String((row as Feature).id ?? index + 1)
  if (spec.as === 'leftOut' || spec.as === 'told')
    return (row as Row)[spec.as === 'told' ? spec.by : spec.row] || String(index + 1)
  return Object.values(row as Row)[0] || String(index + 1)
}

/** The row without names that are withheld; `note` hears which column held one. */
function cleaned<Shape extends Any>(
  row: Shape,
  withhold: (text: string) => string,
  note: (column: string) => void,
): Shape {
  if (!Object.values(row).every((cell) => typeof cell === 'string')) return row
  return Object.fromEntries(
    Object.entries(row as Row).map(([column, cell]) => {
      const clean = withhold(cell)
      if (clean !== cell) note(column)
      return [column, clean]
    }),
  ) as Shape
}

function land(sheet: Sheet, spec: FileSpec, row: Any, mission: MissionFile): Landing {
  const published: Published = (source) => {
    const entered = sheet.entered('source', source)
    return entered?.input.publishedOn as string | undefined
  }
  switch (spec.as) {
    case 'sources':
      return readSource(sheet, row as Row)
    case 'claims':
      return readClaim(sheet, row as Row, mission, published)
    case 'events':
      return readEvent(sheet, row as Row, mission, published)
    case 'adoptions':
      return readAdoption(sheet, row as Row)
    case 'story':
      return tell(sheet, row as Story, mission.since)
    case 'areas':
      return readArea(sheet, row as Row, spec)
    case 'places':
      return readPlace(sheet, row as Feature, spec)
    case 'series':
      return readMonth(sheet, row as Row, spec, mission)
    case 'drawn':
      return drawn(sheet, (row as Feature).id)
    case 'told':
      return told(sheet, spec, row as Row)
    case 'leftOut':
      return spec.reason
  }
}

/** Geometry lands when the record holds its area; the outline itself is served from the file. */
const drawn = (sheet: Sheet, code: string | undefined): Landing =>
  code && sheet.has('area', code)
    ? undefined
    : 'It is drawn on the map and is no area of the record.'

/** A row that repeats a statement is named with it; one that differs from it is named as differing. */
function told(sheet: Sheet, spec: Extract<FileSpec, { as: 'told' }>, row: Row): Landing {
  const code = row[spec.by] ?? ''
  const claim = sheet.entered('claim', code)
  if (!claim) return `It repeats ${code}, which is not there.`
  const differs = spec.agree.find(
    (column) => (row[column] ?? '') !== String(claim.input[column] ?? ''),
  )
  return differs
    ? `It repeats ${code} and differs from it in ${differs}.`
    : `Told already by statement ${code}.`
}
