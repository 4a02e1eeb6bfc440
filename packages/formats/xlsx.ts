/**
 * XLSX (ECMA-376) of any register, out, row by row: what is written is handed on, so that a list of any length takes the
 * same memory. Texts are texts, whatever they begin with; numbers, days, yes and no are what they are. A second sheet
 * says what this is, how many records the first one holds, and the digest of the same rows as CSV.
 */
import { type Field, isDay, type Money, type Register } from '@konbit/model'
import { Zip, ZipDeflate } from 'fflate'
import { guard } from './cells.ts'
import { type Captions, csvHeader, csvLine, erasedIn, print, type Row } from './csv.ts'
import { dictionaryOf } from './dictionary.ts'
import { booksOf, captionOf, currencyOf } from './table.ts'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** What a spreadsheet can show; who has more takes CSV. */
const rowsMax = 1_048_575
const cellMax = 32_767

export type Page = { rows: readonly Row[]; captions?: Captions }
/** As of Node and of others; it is fed the lines of the CSV file. */
export type Hash = { update: (text: string) => unknown; digest: (form: 'hex') => string }
export type About = {
  /** Lines of the second sheet: what this is, of which mission and moment. */
  lines: readonly (readonly [name: string, value: string])[]
  /** What the two counted lines and the two sheets are called. */
  words: { rows: string; digest: string; about: string }
  /** Stands on each printed page, such as that it is an exercise. */
  banner?: string
  hash: Hash
}

const style = { plain: 0, head: 1, text: 2, quoted: 3, day: 4, money: 5, whole: 6 } as const

/** Yields bytes as they are made. Throws where a list does not fit a spreadsheet; the file is then broken off. */
export async function* writeXlsx(
  register: Register,
  pages: AsyncIterable<Page> | Iterable<Page>,
  about: About,
): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    made.push(piece)
  })
  const begin = (name: string): ((text: string, isLast?: boolean) => void) => {
    const part = new ZipDeflate(name, { level: 5 })
    part.mtime = '1980-01-02T12:00'
    zip.add(part)
    const encoder = new TextEncoder()
    return (text, isLast = false) => part.push(encoder.encode(text), isLast)
  }
  const titles = [sheetTitle(register.plural), sheetTitle(about.words.about)]
  for (const [name, text] of Object.entries(frame(titles))) begin(name)(text, true)

  const columns = columnsFor(register)
  const sheet = begin('xl/worksheets/sheet1.xml')
  sheet(sheetHead(columns))
  about.hash.update(csvHeader(register))
  let count = 0
  for await (const { rows, captions } of pages) {
    let text = ''
    for (const row of rows) {
      count += 1
      if (count > rowsMax) throw new Error(`more than ${rowsMax} rows for one sheet`)
      about.hash.update(csvLine(register, row, captions))
      const cells = columns.map(({ cell }, at) => cell(row, `${letters(at)}${count + 1}`, captions))
      text += `<row r="${count + 1}">${cells.join('')}</row>`
    }
    sheet(text)
    yield* made.splice(0)
  }
  const last = `${letters(columns.length - 1)}${count + 1}`
  sheet(
    `</sheetData><autoFilter ref="A1:${last}"/><pageSetup orientation="landscape" fitToHeight="0"/>${footer(about)}</worksheet>`,
    true,
  )
  begin('xl/worksheets/sheet2.xml')(aboutSheet(register, about, count), true)
  zip.end()
  yield* made.splice(0)
}

type Column = {
  name: string
  width: number
  cell: (row: Row, at: string, captions?: Captions) => string
}

function columnsFor(register: Register): Column[] {
  const text = (
    name: string,
    width: number,
    of: (row: Row, captions?: Captions) => string,
  ): Column => ({
    name,
    width,
    cell: (row, at, captions) => textCell(at, of(row, captions)),
  })
  const fields = Object.entries(register.fields).flatMap(([name, field]): Column[] => {
    const draw = cells[field.kind.name]
    const one: Column = {
      name,
      width: Math.min(48, Math.max(12, name.length + 2)),
      cell: ({ fields: values }, at) => {
        const value = values[name]
        if (value === undefined || value === null) return ''
        return draw?.(at, value) ?? textCell(at, print(field as Field, value))
      },
    }
    if (field.kind.name === 'ref')
      return [
        one,
        text(
          captionOf(name),
          28,
          (row, captions) => captions?.get(String(row.fields[name] ?? '')) ?? '',
        ),
      ]
    if (field.kind.name === 'money')
      return [
        one,
        text(
          currencyOf(name),
          8,
          (row) => (row.fields[name] as Money | null | undefined)?.currency ?? '',
        ),
      ]
    return [
      one,
      ...booksOf(name, field as Field).map(({ column, codeOf }) =>
        text(column, 24, (row) => codeOf(row.fields[name])),
      ),
    ]
  })
  return [
    text('id', 38, ({ id }) => id),
    text('state', 14, ({ state }) => state),
    ...fields,
    text('at', 22, ({ at }) => at),
    text('known', 26, ({ known }) => known),
    text('erased', 10, erasedIn),
  ]
}

const numberCell = (at: string, number: string, shown: number): string =>
  `<c r="${at}" s="${shown}"><v>${number}</v></c>`

/** Kinds that a spreadsheet has; the others are text. Undefined where this value is not such a one. */
const cells: Record<string, (at: string, value: unknown) => string | undefined> = {
  count: (at, value) => numberCell(at, String(value), style.whole),
  quantity: (at, value) => numberCell(at, String(value), style.plain),
  flag: (at, value) => `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`,
  // The amount to the letter, without the currency that CSV puts in front.
  money: (at, value) => {
    const { minor } = value as Money
    const digits = String(Math.abs(minor)).padStart(3, '0')
    const sign = minor < 0 ? '-' : ''
    return numberCell(at, `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`, style.money)
  },
  // A year, a month or an instant with its offset has no cell of its own.
  when: (at, value) => {
    const text = String(value)
    if (!isDay(text) || text < '1900-03-01') return undefined
    return numberCell(at, String(Date.parse(`${text}T00:00Z`) / 86_400_000 + 25_569), style.day)
  },
}

function textCell(at: string, text: string, shown: number = style.text): string {
  if (text === '') return ''
  if (text.length > cellMax)
    throw new Error(`a text of ${text.length} characters for one cell: take CSV`)
  // A text that looks like a formula stays one when somebody clicks into it and leaves again.
  const kept = guard(text) === text ? shown : style.quoted
  return `<c r="${at}" s="${kept}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}

const escaped = (text: string): string =>
  text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold, and a record can
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (letter) => {
      const code = letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
      return `_x${code}_`
    })
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

const letters = (place: number): string => {
  let text = ''
  for (let rest = place + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text
  return text
}

const sheetTitle = (text: string): string =>
  escaped(
    text
      .replaceAll(/[[\]:*?/\\'"]/g, ' ')
      .trim()
      .slice(0, 31),
  )

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

const sheetHead = (columns: readonly Column[]): string =>
  [
    `${xml}<worksheet ${main}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`,
    `<sheetData><row r="1">${columns.map(({ name }, at) => textCell(`${letters(at)}1`, name, style.head)).join('')}</row>`,
  ].join('')

const footer = ({ banner }: About): string =>
  `<headerFooter>${banner ? `<oddHeader>&amp;C${escaped(banner.replaceAll('&', '&&'))}</oddHeader>` : ''}<oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`

function aboutSheet(register: Register, about: About, count: number): string {
  const { lines, words, hash } = about
  const all: string[][] = [
    ...lines.map((line) => [...line]),
    [words.rows, String(count)],
    [words.digest, hash.digest('hex')],
    [],
    ...dictionaryOf(register),
  ]
  const rows = all.map((cells, at) => {
    const row = at + 1
    const drawn = cells.map((text, place) => {
      const where = `${letters(place)}${row}`
      if (place === 1 && cells[0] === words.rows) return numberCell(where, text, style.whole)
      return textCell(where, text, place === 0 ? style.head : style.text)
    })
    return `<row r="${row}">${drawn.join('')}</row>`
  })
  const widths = [28, 72, 28, 8, 8, 28, 12, 60]
  const cols = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  return `${xml}<worksheet ${main}><cols>${cols.join('')}</cols><sheetData>${rows.join('')}</sheetData>${footer(about)}</worksheet>`
}

/** The parts that are the same for every list. */
const frame = ([first, second]: readonly string[]): Record<string, string> => ({
  '[Content_Types].xml': `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${xlsxType}.main+xml"/>${[1, 2].map((nth) => `<Override PartName="/xl/worksheets/sheet${nth}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${xml}<workbook ${main} xmlns:r="${office}"><sheets><sheet name="${first}" sheetId="1" r:id="rId1"/><sheet name="${second}" sheetId="2" r:id="rId2"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packages}/relationships">${[1, 2].map((nth) => `<Relationship Id="rId${nth}" Type="${office}/worksheet" Target="worksheets/sheet${nth}.xml"/>`).join('')}<Relationship Id="rId3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${xml}<styleSheet ${main}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7">${[
    xf(0, 0),
    xf(49, 1),
    xf(49, 0),
    xf(49, 0, ' quotePrefix="1"'),
    xf(164, 0),
    xf(4, 0),
    xf(1, 0),
  ].join('')}</cellXfs></styleSheet>`,
})

const xf = (format: number, font: number, more = ''): string =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"${more}/>`
