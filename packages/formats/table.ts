/**
 * A table, as files of several forms hold it, read against a register: which column is which field, what each row says. CSV, a
 * paste and XLSX become such a table first; from there on they are the same.
 */
import { type Detail, type Field, type Fields, isWhen, type Register } from '@konbit/model'

export type ReadRow = {
  /** The row as a spreadsheet counts it, the header being row 1. */
  row: number
  id?: string
  state?: string
  /** When the record was last known to change, and its last entry, as the file says. */
  known?: string
  seq?: number
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
/** A column as the file names it, and what it is taken for; null: nothing that the register has. */
export type Column = { column: string; field: string | null }
/** What the columns are, where their names do not say it: a field, `id`, or nothing to leave it out. */
export type Mapping = ReadonlyMap<string, string>

export type Table = {
  head: readonly string[]
  rows: readonly TableRow[]
  wrong: readonly Detail[]
  promised?: number
}
export type TableRow = {
  row: number
  cells: readonly string[]
  /** What is wrong with a cell, by its place; with the row itself under -1. */
  bad?: ReadonlyMap<number, string>
}

export const edges = ['id', 'state', 'at', 'known', 'erased'] as const
/** Names that a file and an address keep for themselves, so that no field may bear them. */
export const reserved: readonly string[] = [...edges, 'seq']
export const captionOf = (name: string): string => `${name}.caption`
export const currencyOf = (name: string): string => `${name}.currency`
/** The columns that code books of others add beside a choice, each with the code of a value. Left out when reading. */
export const booksOf = (
  name: string,
  { books = [] }: Field,
): { column: string; title: string; codeOf: (value: unknown) => string }[] =>
  books.map(({ name: book, title, codes }) => ({
    column: `${name}.${book}`,
    title,
    codeOf: (value) => codes[String(value ?? '')] ?? '',
  }))
export const columnsMax = 200

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Which column is which field: by what was told, by its name, or by its title. What is wrong with the header is told. */
export function columnsOf(
  register: Register,
  head: readonly string[],
  mapping: Mapping = new Map(),
): { columns: Column[]; wrong: Detail[] } {
  const names = new Set<string>([...edges, 'seq', ...Object.keys(register.fields)])
  const titles = new Map<string, string>()
  for (const [name, field] of Object.entries(register.fields)) {
    const { title, kind } = field
    if (kind.name === 'ref') names.add(captionOf(name))
    for (const { column } of booksOf(name, field)) names.add(column)
    if (kind.name === 'money') names.add(currencyOf(name))
    titles.set(plain(name), name)
    if (title) titles.set(plain(title), name)
  }
  const wrong: Detail[] = []
  if (head.length > columnsMax)
    wrong.push({ field: 'file', needs: `at most ${columnsMax} columns, and has ${head.length}` })
  const columns = head.slice(0, columnsMax).map((column): Column => {
    const told = mapping.get(column)
    if (told !== undefined && told !== '' && !names.has(told))
      wrong.push({
        field: column.slice(0, 80),
        needs: `to be a column of ${register.name}, or left out`,
      })
    if (told !== undefined) return { column, field: told }
    if (column === '') return { column, field: '' }
    const field = names.has(column) ? column : (titles.get(plain(column)) ?? null)
    return { column, field }
  })
  const taken = new Set<string>()
  for (const { column, field } of columns) {
    if (!field) continue
    if (taken.has(field)) wrong.push({ field: column.slice(0, 80), needs: 'to stand once' })
    taken.add(field)
  }
  // A file that has only captions of what it refers to is told by them.
  for (const one of columns) {
    const name = one.field?.endsWith('.caption')
      ? one.field.slice(0, -'.caption'.length)
      : undefined
    if (name !== undefined) one.field = taken.has(name) ? '' : name
  }
  return { columns, wrong }
}

/** What is wrong where columns are left that nobody has told of. */
export const unknownIn = (register: Register, columns: readonly Column[]): Detail[] =>
  columns
    .filter(({ field }) => field === null)
    .map(({ column }) => ({
      field: column.slice(0, 80),
      needs: `to be a column of ${register.name}, or left out`,
    }))

export function readRow(
  register: Register,
  columns: readonly Column[],
  { row, cells, bad }: TableRow,
): ReadRow {
  const fields: Record<string, unknown> = {}
  const wrong: Detail[] = []
  const read: ReadRow = { row, fields, wrong }
  const whole = bad?.get(-1)
  if (whole) {
    wrong.push({ field: 'row', needs: whole })
    return read
  }
  const currencies = new Map(
    columns.flatMap(({ field }, index) =>
      field?.endsWith('.currency') && cells[index] ? [[field, cells[index]] as const] : [],
    ),
  )
  for (const [index, { field: name }] of columns.entries()) {
    if (!name) continue
    const needs = bad?.get(index)
    if (needs) {
      wrong.push({ field: name, needs })
      continue
    }
    const cell = cells[index] ?? ''
    if (cell === '') continue
    if (name === 'id') read.id = cell
    else if (name === 'state') read.state = cell
    else if (name === 'known') read.known = cell
    else if (name === 'seq' && /^\d{1,15}$/.test(cell)) read.seq = Number(cell)
    const field = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined
    if (!field) continue
    const value = readCell(field, cell, currencies.get(currencyOf(name)))
    if (value === undefined || !isOffered(field, value))
      wrong.push({ field: name, needs: needsOf(field) })
    else fields[name] = value
  }
  return read
}

/** What may not be chosen is said here, in words; the record would refuse it too. */
const isOffered = ({ options }: Field, value: unknown): boolean =>
  options === undefined || [value].flat().every((one) => options.includes(String(one)))

const needsOf = ({ kind, options }: Field): string => {
  if (kind.name === 'count') return 'a whole number, such as 1200'
  if (kind.name === 'quantity') return 'a number, such as 12.5'
  if (kind.name === 'flag') return 'yes or no'
  if (kind.name === 'money') return 'an amount with its currency, such as USD 12.50'
  if (kind.name === 'when')
    return 'a date such as 2025, 2025-05 or 2025-05-14, or a time with its offset'
  return options ? `one of ${options.join(', ')}` : 'a value that can be read'
}

const parse = (field: Field, text: string): unknown => field.kind.parse(text)

/** A cell as its kind prints it, or as people and spreadsheets write such a value where only one thing can be meant. */
function readCell(field: Field, cell: string, currency?: string): unknown {
  const read = lenient[field.kind.name]?.(field, cell, currency)
  return read ?? parse(field, cell)
}

const lenient: Record<string, (field: Field, cell: string, currency?: string) => unknown> = {
  count: (field, cell) => parse(field, numeral(cell)),
  quantity: (field, cell) => parse(field, numeral(cell)),
  flag: (_, cell) =>
    ({
      true: true,
      false: false,
      1: true,
      0: false,
      oui: true,
      non: false,
      wi: true,
      no: false,
      yes: true,
    })[cell.trim().toLowerCase()],
  choice: (field, cell) => optionOf(field, cell),
  choices: (field, cell) =>
    cell
      .split(/[|;]/)
      .filter((one) => one.trim() !== '')
      .map((one) => optionOf(field, one) ?? one.trim()),
  when: (_, cell) => dayOf(cell.trim()),
  money: (field, cell, currency) => {
    const amount = numeral(cell)
    if (!currency || !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(amount)) return undefined
    // Spreadsheets keep 1234.56 as 1234.5599999999999; what was written short is taken to the letter.
    const short = /^-?\d+(\.\d{1,2})?$/.test(amount) ? amount : String(Number(amount))
    const [whole = '', cents = ''] = short.split('.')
    if (cents.length > 2) return undefined
    return parse(field, `${currency.trim().toUpperCase()} ${whole}.${cents.padEnd(2, '0')}`)
  },
}

/** Blanks between thousands are dropped. A comma before three digits could be either, and is left to be refused. */
const numeral = (cell: string): string =>
  cell
    .trim()
    .replaceAll(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3})/g, '')
    .replace('−', '-')
    .replace(/^(-?\d+),(\d{1,2}|\d{4,})$/, '$1.$2')

const optionOf = ({ options = [] }: Field, cell: string): string | undefined =>
  options.includes(cell) ? cell : options.find((one) => plain(one) === plain(cell))

/** 14/05/2025 and 14.5.2025, where only one of the numbers can be the month. */
function dayOf(cell: string): string | undefined {
  if (isWhen(cell)) return cell
  const found = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(cell)
  if (!found) return undefined
  const [first, second] = [Number(found[1]), Number(found[2])]
  if (first <= 12 && second <= 12 && first !== second) return undefined
  const [day, month] = first > 12 ? [first, second] : [second, first]
  const text = `${found[3]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isWhen(text) ? text : undefined
}
