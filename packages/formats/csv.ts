/**
 * CSV (RFC 4180, UTF-8, CRLF) of any register, out and in. The kinds say how a value prints and reads back.
 * Three choices, told in docs/decisions: an absent value and an empty text are both an empty cell; a text that a
 * spreadsheet would run as a formula gets a leading apostrophe, which is taken away again; the last line says how many
 * records stand above it, so that a file cut short is seen.
 */
import type { Field, Fields, Register } from '@konbit/model'
import { parse } from 'csv-parse/sync'
import { bare, toLine } from './cells.ts'
import {
  booksOf,
  captionOf,
  columnsOf,
  type Mapping,
  type ReadFile,
  readRow,
  type Table,
  type TableRow,
  unknownIn,
} from './table.ts'

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

const rowsMax = 200_000

export const print = (field: Field, value: unknown): string =>
  value === undefined || value === null ? '' : field.kind.print(value as never)

/** The header: id, state, every field, the two times, and what was erased. */
export function csvHeader(register: Register): string {
  const names = Object.entries(register.fields).flatMap(([name, field]) =>
    field.kind.name === 'ref'
      ? [name, captionOf(name)]
      : [name, ...booksOf(name, field).map(({ column }) => column)],
  )
  return toLine(['id', 'state', ...names, 'at', 'known', 'erased'])
}

export function csvLine(register: Register, row: Row, captions?: Captions): string {
  const cells = Object.entries(register.fields).flatMap(([name, field]) => {
    const cell = print(field, row.fields[name])
    if (field.kind.name === 'ref') return [cell, captions?.get(cell) ?? '']
    return [cell, ...booksOf(name, field).map(({ codeOf }) => codeOf(row.fields[name]))]
  })
  return toLine([row.id, row.state, ...cells, row.at, row.known, erasedIn(row)])
}

/** So that an empty cell is not taken for one that never held anything. */
export const erasedIn = ({ erased = [] }: Row): string =>
  erased.map(({ field, label, by }) => `${field ?? `all under ${label}`} by entry ${by}`).join('; ')

/**
 * The last line: how many records stand above it, the SHA-256 of all that stands above it, and what marks all of them. As wide as
 * the others, so that strict readers take it.
 */
export function csvEnd(
  register: Register,
  count: number,
  { digest, mark = '' }: { digest?: string; mark?: string } = {},
): string {
  const width = csvHeader(register).split(',').length
  const told = [`#end ${count}`, digest ? `sha256 ${digest}` : '', mark]
  return toLine([...told, ...Array<string>(width - told.length).fill('')])
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
 * The columns `at` and `erased`, every `.caption` beside its reference and every code book's are read over; `id` may be missing.
 */
export const readCsv = (register: Register, text: string): ReadFile =>
  readTable(register, csvTable(text))

/** The same for any table; `mapping` says what its columns are. */
export function readTable(register: Register, table: Table, mapping?: Mapping): ReadFile {
  const promise = table.promised === undefined ? {} : { promised: table.promised }
  if (table.wrong.length > 0) return { rows: [], wrong: table.wrong, ...promise }
  const { columns, wrong } = columnsOf(register, table.head, mapping)
  wrong.push(...unknownIn(register, columns))
  if (wrong.length > 0) return { rows: [], wrong, ...promise }
  return { rows: table.rows.map((row) => readRow(register, columns, row)), wrong: [], ...promise }
}

/** The cells of a CSV file, or of what was copied from a spreadsheet (`\t` between cells). */
export function csvTable(text: string, delimiter: ',' | ';' | '\t' = ','): Table {
  const none = (needs: string): Table => ({ head: [], rows: [], wrong: [{ field: 'file', needs }] })
  let parsed: string[][]
  try {
    parsed = parse(text, {
      bom: true,
      relax_column_count: true,
      delimiter,
      to: rowsMax + 3,
    }) as string[][]
  } catch (error) {
    const { message } = error as Error
    return none(`to be CSV as in RFC 4180: ${message.split('\n')[0]}`)
  }
  const [head, ...body] = parsed
  if (!head) return none('a first line that names the columns')
  const last = /^#end (\d+)$/.exec(body.at(-1)?.[0]?.trim() ?? '')
  if (last) body.pop()
  if (body.length > rowsMax) return none(`at most ${rowsMax} rows: split it`)
  const names = head.map((name) => bare(name.trim()))
  const isPaste = delimiter === '\t'
  const rows = body
    .map((cells, index) => rowOf(names, cells, index + 2, isPaste))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (!last) return { head: names, rows, wrong: [] }
  const promised = Number(last[1])
  if (promised === rows.length) return { head: names, rows, wrong: [], promised }
  const needs = `${promised} records as its last line says, and has ${rows.length}: it was cut or changed`
  return { ...none(needs), promised }
}

/** A paste ends its lines where the cells do; a file that is short of some was damaged. */
function rowOf(names: readonly string[], cells: string[], row: number, isPaste: boolean): TableRow {
  const fits = cells.length === names.length || (isPaste && cells.length < names.length)
  const bad = fits
    ? {}
    : {
        bad: new Map([[-1, `${names.length} cells as the header has, and has ${cells.length}`]]),
      }
  return { row, cells: cells.map(bare), ...bad }
}
