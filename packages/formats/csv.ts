/**
 * CSV (RFC 4180, UTF-8, CRLF) of any register, out and in. The kinds say how a value prints and reads back.
 * Three choices, told in docs/decisions: an absent value and an empty text are both an empty cell; a text that a
 * spreadsheet would run as a formula gets a leading apostrophe, which is taken away again; the last line says how many
 * records stand above it, so that a file cut short is seen.
 */
import type { Detail, Field, Fields, Register } from '@konbit/model'
import { parse } from 'csv-parse/sync'

/** A record as a file holds it. */
export type Row = {
  id: string
  state: string
  at: string
  known: string
  fields: Fields
  /** What was erased, each with the entry that did it; `field` null: all that lay under the label. */
  erased?: readonly { field: string | null; label: string; by: number }[]
}
/** Names for the records that references point to: an extra column beside each, left out when reading. */
export type Captions = ReadonlyMap<string, string>

export type ReadRow = {
  /** The row as a spreadsheet counts it, the header being row 1. */
  row: number
  id?: string
  state?: string
  fields: Fields
  /** What is wrong with the row; empty when it can be entered. */
  wrong: readonly Detail[]
}
export type ReadFile = {
  rows: ReadRow[]
  /** What is wrong with the file as a whole; nothing of it may be taken then. */
  wrong: readonly Detail[]
  /** How many records the last line promises, where it does. */
  promised?: number
}

const edges = ['id', 'state', 'at', 'known', 'erased'] as const
/** Names that a file and an address keep for themselves, so that no field may bear them. */
export const reserved: readonly string[] = edges
const captionOf = (name: string): string => `${name}.caption`
const rowsMax = 200_000

const formula = /^'*[=+\-@\t\r\n＝＋－＠]/
const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i

/** Text that no spreadsheet will run. `bare` undoes it exactly. */
export const guard = (text: string): string =>
  formula.test(text) && !number.test(text) ? `'${text}` : text
export const bare = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell

const quote = (cell: string): string =>
  /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell
const toLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => quote(guard(cell))).join(',')}\r\n`

export const print = (field: Field, value: unknown): string =>
  value === undefined || value === null ? '' : field.kind.print(value as never)

/** The header: id, state, every field, the two times, and what was erased. */
export function csvHeader(register: Register): string {
  const names = Object.entries(register.fields).flatMap(([name, { kind }]) =>
    kind.name === 'ref' ? [name, captionOf(name)] : [name],
  )
  return toLine(['id', 'state', ...names, 'at', 'known', 'erased'])
}

export function csvLine(register: Register, row: Row, captions?: Captions): string {
  const cells = Object.entries(register.fields).flatMap(([name, field]) => {
    const cell = print(field, row.fields[name])
    return field.kind.name === 'ref' ? [cell, captions?.get(cell) ?? ''] : [cell]
  })
  return toLine([row.id, row.state, ...cells, row.at, row.known, erasedIn(row)])
}

/** So that an empty cell is not taken for one that never held anything. */
const erasedIn = ({ erased = [] }: Row): string =>
  erased.map(({ field, label, by }) => `${field ?? `all under ${label}`} by entry ${by}`).join('; ')

/** The last line: how many records stand above it. As wide as the others, so that strict readers take it. */
export function csvEnd(register: Register, count: number): string {
  const width = csvHeader(register).split(',').length
  return `#end ${count}${','.repeat(width - 1)}\r\n`
}

export function* writeCsv(
  register: Register,
  rows: Iterable<Row>,
  captions?: Captions,
): Generator<string> {
  yield csvHeader(register)
  let count = 0
  for (const row of rows) {
    count += 1
    yield csvLine(register, row, captions)
  }
  yield csvEnd(register, count)
}

/**
 * Reads a file against a register. Never throws on what the file holds: what is wrong is said, by row and column.
 * The columns `at`, `known` and `erased` and every `.caption` are read over; `id` may be missing.
 */
export function readCsv(register: Register, text: string): ReadFile {
  let parsed: string[][]
  try {
    parsed = parse(text, { bom: true, relax_column_count: true }) as string[][]
  } catch (error) {
    const { message } = error as Error
    return {
      rows: [],
      wrong: [{ field: 'file', needs: `to be CSV as in RFC 4180: ${message.split('\n')[0]}` }],
    }
  }
  const [head, ...body] = parsed
  if (!head)
    return { rows: [], wrong: [{ field: 'file', needs: 'a first line that names the columns' }] }
  const names = head.map((name) => bare(name.trim()))
  const wrong = wrongHeader(register, names)
  if (body.length > rowsMax)
    wrong.push({ field: 'file', needs: `at most ${rowsMax} rows: split it` })
  if (wrong.length > 0) return { rows: [], wrong }

  const last = /^#end (\d+)$/.exec(body.at(-1)?.[0]?.trim() ?? '')
  if (last) body.pop()
  const rows = body
    .map((cells, index) => ({ cells, row: index + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .map(({ cells, row }) => readRow(register, names, cells, row))
  if (!last) return { rows, wrong: [] }
  const promised = Number(last[1])
  if (promised === rows.length) return { rows, wrong: [], promised }
  const needs = `${promised} records as its last line says, and has ${rows.length}: it was cut or changed`
  return { rows: [], promised, wrong: [{ field: 'file', needs }] }
}

function wrongHeader(register: Register, names: readonly string[]): Detail[] {
  const wrong: Detail[] = []
  for (const [index, name] of names.entries()) {
    const field = name.endsWith('.caption') ? name.slice(0, -'.caption'.length) : name
    const known =
      (edges as readonly string[]).includes(name) || Object.hasOwn(register.fields, field)
    if (!known)
      wrong.push({
        field: name.slice(0, 80),
        needs: `to be a column of ${register.name}, or left out`,
      })
    if (names.indexOf(name) !== index)
      wrong.push({ field: name.slice(0, 80), needs: 'to stand once' })
  }
  return wrong
}

function readRow(
  register: Register,
  names: readonly string[],
  cells: readonly string[],
  row: number,
): ReadRow {
  const fields: Record<string, unknown> = {}
  const wrong: Detail[] = []
  const read: ReadRow = { row, fields, wrong }
  if (cells.length !== names.length) {
    wrong.push({
      field: 'row',
      needs: `${names.length} cells as the header has, and has ${cells.length}`,
    })
    return read
  }
  for (const [index, name] of names.entries()) {
    const cell = bare(cells[index] ?? '')
    if (cell === '') continue
    if (name === 'id') read.id = cell
    else if (name === 'state') read.state = cell
    const field = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined
    if (!field) continue
    const value = field.kind.parse(cell)
    if (value === undefined)
      wrong.push({ field: name, needs: `a ${field.kind.name} that can be read` })
    else fields[name] = value
  }
  return read
}
