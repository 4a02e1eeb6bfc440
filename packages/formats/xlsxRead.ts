/**
 * XLSX (ECMA-376) in: the first sheet that can be seen, as a table of texts. Bounded by what it unpacks to, its rows
 * and its columns, and it gives way while it reads. Nothing in it is run: a cell that holds a formula is refused.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { columnsMax, type Table, type TableRow } from './table.ts'
import { type Budget, type Part, partsOf, Unreadable, unpacked } from './zip.ts'

export type XlsxLimits = { rows: number; unpacked: number }
export const xlsxLimits: XlsxLimits = { rows: 20_000, unpacked: 64_000_000 }
const cellMax = 32_767

/** Never throws on what the file holds. */
export async function xlsxTable(bytes: Uint8Array, limits = xlsxLimits): Promise<Table> {
  try {
    return await readBook(bytes, limits)
  } catch (error) {
    if (error instanceof Unreadable)
      return { head: [], rows: [], wrong: [{ field: 'file', needs: error.message }] }
    throw error
  }
}

async function readBook(bytes: Uint8Array, limits: XlsxLimits): Promise<Table> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw new Unreadable(
      'to be saved as .xlsx, without a password: it is an older or a locked form',
    )
  const parts = partsOf(bytes)
  const budget: Budget = { left: limits.unpacked }
  const read = (name: string, see: Seeing): Promise<void> => {
    const part = parts.get(name)
    if (!part) throw new Unreadable(`to be a workbook of .xlsx: it has no ${name}`)
    return readXml(bytes, part, budget, see)
  }
  const { sheet, is1904 } = await readWorkbook(read)
  const isDate = parts.has('xl/styles.xml') ? await readStyles(read) : []
  const texts = parts.has('xl/sharedStrings.xml') ? await readTexts(read) : []
  return readSheet((see) => read(sheet, see), { texts, isDate, is1904, limits })
}

type Tag = { name: string; attributes: Readonly<Record<string, string>> }
type Seeing = {
  open?: (tag: Tag) => void
  close?: (name: string) => void
  text?: (text: string) => void
}
type Read = (name: string, see: Seeing) => Promise<void>

const bare = (name: string): string => name.slice(name.indexOf(':') + 1)

async function readXml(bytes: Uint8Array, part: Part, budget: Budget, see: Seeing): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', () => {
    throw new Unreadable('to be whole: a part of it is no XML')
  })
  // Entities are declared there and nowhere else, and no spreadsheet has any.
  parser.on('doctype', () => {
    throw new Unreadable('to hold no document type')
  })
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) =>
    see.open?.({ name: bare(name), attributes }),
  )
  parser.on('closetag', ({ name }) => see.close?.(bare(name)))
  parser.on('text', (text) => see.text?.(text))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decoded = (piece?: Uint8Array): string => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
    } catch {
      throw new Unreadable('to be in UTF-8')
    }
  }
  let since = 0
  for (const piece of unpacked(bytes, part, budget)) {
    parser.write(decoded(piece))
    since += piece.length
    if (since < 500_000) continue
    since = 0
    await new Promise((resolve) => setTimeout(resolve))
  }
  parser.write(decoded())
  parser.close()
}

async function readWorkbook(read: Read): Promise<{ sheet: string; is1904: boolean }> {
  let is1904 = false
  let relation: string | undefined
  await read('xl/workbook.xml', {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      const isSeen = !attributes.state || attributes.state === 'visible'
      if (name === 'sheet' && isSeen) relation ??= attributes['r:id'] ?? ''
    },
  })
  let target: string | undefined
  await read('xl/_rels/workbook.xml.rels', {
    open: ({ name, attributes }) => {
      if (name === 'Relationship' && attributes.Id === relation) target = attributes.Target
    },
  })
  if (!target) throw new Unreadable('a sheet that can be seen')
  return { sheet: target.startsWith('/') ? target.slice(1) : `xl/${target}`, is1904 }
}

/** Of each style, whether it shows a number as a date. */
async function readStyles(read: Read): Promise<boolean[]> {
  const codes = new Map<string, string>()
  const styles: boolean[] = []
  let isInCells = false
  await read('xl/styles.xml', {
    open: ({ name, attributes }) => {
      const { numFmtId = '0', formatCode = '' } = attributes
      if (name === 'numFmt') codes.set(numFmtId, formatCode)
      if (name === 'cellXfs') isInCells = true
      if (name !== 'xf' || !isInCells) return
      const code = codes.get(numFmtId)
      const id = Number(numFmtId)
      styles.push(
        code === undefined
          ? (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)
          : /[dmyhs]/i.test(code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|general/gi, '')),
      )
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false
    },
  })
  return styles
}

/** The texts that cells point to, runs of letters put together and what says how to speak them left out. */
async function readTexts(read: Read): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let isText = false
  let isSpoken = false
  await read('xl/sharedStrings.xml', {
    open: ({ name }) => {
      if (name === 'si') text = ''
      if (name === 'rPh') isSpoken = true
      isText = name === 't'
    },
    text: (piece) => {
      if (isText && !isSpoken) text += piece
    },
    close: (name) => {
      isText = false
      if (name === 'rPh') isSpoken = false
      if (name === 'si') texts.push(unescaped(text))
    },
  })
  return texts
}

/** What a sheet writes for letters that XML does not have. */
const unescaped = (text: string): string =>
  text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )

type Book = {
  texts: readonly string[]
  isDate: readonly boolean[]
  is1904: boolean
  limits: XlsxLimits
}
type Cell = { at: number; type: string; style: number; value: string; isFormula: boolean }

async function readSheet(read: (see: Seeing) => Promise<void>, book: Book): Promise<Table> {
  let head: string[] | undefined
  const rows: TableRow[] = []
  let row = 0
  let cells: string[] = []
  let bad = new Map<number, string>()
  let cell: Cell | undefined
  let isValue = false

  const endCell = (): void => {
    if (!cell) return
    const { at, isFormula } = cell
    const value = textOf(cell, book)
    if (isFormula) bad.set(at, 'a value instead of a formula: copy it and paste the values')
    else if (value === undefined) bad.set(at, 'a value instead of an error')
    else if (value.length > cellMax) bad.set(at, `at most ${cellMax} characters`)
    if (value || isFormula) {
      while (cells.length < at) cells.push('')
      cells[at] = value ?? ''
    }
    cell = undefined
  }
  const endRow = (): void => {
    if (cells.every((one) => one === '') && bad.size === 0) return
    if (!head) {
      if (bad.size > 0) throw new Unreadable('names of columns that are no formulas')
      head = cells.map((one) => one.trim().slice(0, 200))
      return
    }
    if (rows.length >= book.limits.rows)
      throw new Unreadable(`at most ${book.limits.rows} rows: split it`)
    rows.push({ row, cells, ...(bad.size > 0 ? { bad } : {}) })
  }

  await read({
    open: ({ name, attributes: { r, t = 'n', s = '0' } }) => {
      if (name === 'row') {
        row = r === undefined ? row + 1 : Number(r)
        if (!Number.isInteger(row) || row < 1 || row > 1_048_576)
          throw new Unreadable('rows as a spreadsheet counts them')
        cells = []
        bad = new Map()
      } else if (name === 'c') {
        const at = r === undefined ? cells.length : placeOf(r)
        if (at >= columnsMax) throw new Unreadable(`at most ${columnsMax} columns`)
        cell = { at, type: t, style: Number(s), value: '', isFormula: false }
      } else if (name === 'f' && cell) cell.isFormula = true
      isValue = cell !== undefined && (name === 'v' || name === 't')
    },
    text: (piece) => {
      if (isValue && cell) cell.value += piece
    },
    close: (name) => {
      isValue = false
      if (name === 'c') endCell()
      if (name === 'row') endRow()
    },
  })
  if (!head) throw new Unreadable('a first line that names the columns')
  return { head, rows, wrong: [] }
}

/** AA7 stands in the 27th column: 26. */
function placeOf(reference: string): number {
  const [letters] = /^[A-Z]{1,3}/.exec(reference) ?? []
  if (!letters) throw new Unreadable('cells as a spreadsheet names them')
  let place = 0
  for (const letter of letters) place = place * 26 + letter.charCodeAt(0) - 64
  return place - 1
}

/** As the same value would stand in CSV; undefined where the cell holds an error. */
function textOf({ type, value, style }: Cell, book: Book): string | undefined {
  if (type === 's') return value === '' ? '' : book.texts[Number(value)]
  if (type === 'inlineStr' || type === 'str') return unescaped(value)
  if (type === 'b') return value === '' ? '' : value === '1' ? 'yes' : 'no'
  if (type === 'e') return undefined
  if (type === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '')
  if (value === '') return ''
  const number = Number(value)
  if (!Number.isFinite(number)) return undefined
  if (book.isDate[style]) return dateOf(number, book.is1904)
  return /e/i.test(value) ? String(number) : value
}

const dayMs = 86_400_000

/** Days since 1899-12-30 (a year that was no leap year counted as one), as a day, or as a time that nobody gave an offset. */
function dateOf(serial: number, is1904: boolean): string | undefined {
  const days = is1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  const instant = Math.round(days * 86_400) * 1000 + Date.UTC(1899, 11, 30)
  if (serial < 0 || !(instant < Date.UTC(10_000, 0, 1))) return undefined
  const text = new Date(instant).toISOString()
  return instant % dayMs === 0 ? text.slice(0, 10) : text.slice(0, 16)
}
