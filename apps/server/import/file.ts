/** From the bytes of a request to a table: CSV, what was copied from a spreadsheet, XLSX or GeoJSON. */
import {
  type Column,
  columnsOf,
  csvTable,
  type Mapping,
  type ReadRow,
  readGeoJson,
  readRow,
  type Table,
  unknownIn,
  xlsxTable,
  xlsxType,
} from '@konbit/formats'
import { TOGETHER_MAX } from '@konbit/ledger'
import { type Detail, type Refusal, type Register, refuse } from '@konbit/model'

/** What a body may be, and how large. */
export const files = {
  max: 20_000_000,
  types: ['text/csv', 'text/tab-separated-values', xlsxType, 'application/geo+json'],
} as const

export type File = { type: string; bytes: Uint8Array }
export type Given = {
  columns: Column[]
  /** The first values of each column, so that people see what it holds. */
  samples: string[][]
  rows: { read: ReadRow; cells: readonly string[] }[]
  /** Columns that nobody has told of. */
  unknown: Detail[]
}

const samplesMax = 3

/** What the file says of the register, or why nothing of it can be taken. */
export async function givenIn(
  register: Register,
  { type, bytes }: File,
  mapping: Mapping,
): Promise<Given | Refusal> {
  if (type === 'application/geo+json') return geoJson(register, bytes)
  const table = type === xlsxType ? await xlsxTable(bytes) : textTable(type, bytes)
  if (table.wrong.length > 0) return wrongFile(table.wrong)
  if (table.rows.length > TOGETHER_MAX) return tooMany
  const { columns, wrong } = columnsOf(register, table.head, mapping)
  if (wrong.length > 0) return wrongFile(wrong)
  return {
    columns,
    samples: columns.map((_, at) => sampleOf(table, at)),
    rows: table.rows.map((row) => ({ read: readRow(register, columns, row), cells: row.cells })),
    unknown: unknownIn(register, columns),
  }
}

const wrongFile = (wrong: readonly Detail[]): Refusal =>
  refuse(
    'invalid-input',
    'The file cannot be taken as it is. What it needs is named; mend it and send it again.',
    wrong.slice(0, 50),
  )
const tooMany = wrongFile([{ field: 'file', needs: `at most ${TOGETHER_MAX} rows: split it` }])

function textTable(type: string, bytes: Uint8Array): Table {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const needs = 'to be saved as CSV in UTF-8, as spreadsheets offer'
    return { head: [], rows: [], wrong: [{ field: 'file', needs }] }
  }
  if (type === 'text/tab-separated-values') return csvTable(text, '\t')
  // Where a comma is a decimal mark, spreadsheets part cells by semicolons.
  const [first = ''] = text.split('\n', 1)
  return csvTable(text, first.split(';').length > first.split(',').length ? ';' : ',')
}

function sampleOf({ rows }: Table, at: number): string[] {
  const found: string[] = []
  for (const { cells } of rows) {
    const cell = cells[at]
    if (cell && !found.includes(cell)) found.push(cell.slice(0, 80))
    if (found.length === samplesMax) break
  }
  return found
}

function geoJson(register: Register, bytes: Uint8Array): Given | Refusal {
  const { rows, wrong } = readGeoJson(register, Buffer.from(bytes).toString('utf8'))
  if (wrong.length > 0) return wrongFile(wrong)
  if (rows.length > TOGETHER_MAX) return tooMany
  return {
    columns: [],
    samples: [],
    rows: rows.map((read) => ({ read, cells: [] })),
    unknown: [],
  }
}
