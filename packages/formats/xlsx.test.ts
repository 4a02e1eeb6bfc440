import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { csvTable, type Row, readTable, writeCsv } from './csv.ts'
import type { ReadFile } from './table.ts'
import { all, row, tricky, values } from './testing.ts'
import { type Page, writeXlsx } from './xlsx.ts'
import { xlsxLimits, xlsxTable } from './xlsxRead.ts'

const about = () => ({
  lines: [['Mission', 'A mission under test']] as const,
  words: { rows: 'Rows', digest: 'SHA-256', about: 'About' },
  hash: createHash('sha256'),
})
const join = async (pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
const write = (rows: readonly Row[]): Promise<Uint8Array> =>
  join(writeXlsx(all, [{ rows }], about()))
const read = async (bytes: Uint8Array): Promise<ReadFile> => readTable(all, await xlsxTable(bytes))

const id = '0199f8a0-0000-7000-8000-000000000001'
const record = (fields: Row['fields']): Row => ({
  id,
  state: 'recorded',
  at: '2025',
  known: '2025',
  fields,
})

test.each(Object.keys(values))('XLSX gives every %s back to the letter', async (kind) => {
  await fc.assert(
    fc.asyncProperty(values[kind] as fc.Arbitrary<unknown>, async (value) => {
      const file = await read(await write([record({ [kind]: value })]))
      expect(file.wrong).toEqual([])
      expect(file.rows[0]).toMatchObject({ id, wrong: [] })
      expect(file.rows[0]?.fields).toEqual({ [kind]: value })
    }),
    { numRuns: 40 },
  )
})

test('XLSX gives whole files back, with every row in its place', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
      const file = await read(await write(rows))
      expect(file.wrong).toEqual([])
      expect(file.rows.map(({ id, fields }) => ({ id, fields }))).toEqual(
        rows.map(({ id, fields }) => ({ id, fields })),
      )
    }),
    { numRuns: 40 },
  )
})

/** A part of a zip, as text. */
async function part(bytes: Uint8Array, name: string): Promise<string> {
  const { unzipSync, strFromU8 } = await import('fflate')
  return strFromU8(unzipSync(bytes)[name] as Uint8Array)
}

test('no cell is a formula, whatever its text begins with, and what looks like one is marked as text', async () => {
  await fc.assert(
    fc.asyncProperty(tricky, async (text) => {
      const sheet = await part(
        await write([record({ line: text, prose: text })]),
        'xl/worksheets/sheet1.xml',
      )
      expect(sheet).not.toContain('<f')
      expect(sheet).not.toMatch(/<c [^>]*t="(str|e)"/)
      if (text.startsWith('=')) expect(sheet).toContain('s="3" t="inlineStr"')
    }),
    { numRuns: 40 },
  )
})

test('numbers, days, amounts, yes and no stand as what they are', async () => {
  const fields = {
    count: 7,
    quantity: 1.5,
    flag: true,
    when: '2025-05-14',
    money: { minor: -123_456, currency: 'USD' },
  }
  const sheet = await part(await write([record(fields)]), 'xl/worksheets/sheet1.xml')
  expect(sheet).toContain('<v>7</v>')
  expect(sheet).toContain('<v>1.5</v>')
  expect(sheet).toContain('t="b"><v>1</v>')
  expect(sheet).toContain('<v>45791</v>') // 14 May 2025, as a spreadsheet counts days
  expect(sheet).toContain('<v>-1234.56</v>')
})

test('the second sheet holds the count and the digest of the same rows as CSV', async () => {
  const rows = [record({ line: 'a' }), record({ line: '=b' })]
  const lines = [...writeCsv(all, rows)]
  const digest = createHash('sha256').update(lines.slice(0, -1).join('')).digest('hex')
  const sheet = await part(await write(rows), 'xl/worksheets/sheet2.xml')
  expect(sheet).toContain(digest)
  expect(sheet).toContain('>Rows<')
  expect(sheet).toContain('<v>2</v>')
})

test('a long list is handed on as it is made', async () => {
  let given = 0
  function* pages(): Generator<Page> {
    for (; given < 200; given += 1)
      yield { rows: Array.from({ length: 100 }, () => record({ line: `line ${Math.random()}` })) }
  }
  const bytes = { byTheMiddle: 0, whole: 0 }
  for await (const piece of writeXlsx(all, pages(), about())) {
    bytes.whole += piece.length
    if (given <= 100) bytes.byTheMiddle += piece.length
  }
  expect(bytes.byTheMiddle).toBeGreaterThan(bytes.whole / 3)
})

const xml = '<?xml version="1.0"?>'
const book = (sheet: string, more: Record<string, string> = {}): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        'xl/workbook.xml': `${xml}<workbook><sheets><sheet name="Hidden" state="hidden" r:id="r0"/><sheet name="One" r:id="r1"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': `${xml}<Relationships><Relationship Id="r1" Target="worksheets/one.xml"/></Relationships>`,
        'xl/worksheets/one.xml': `${xml}<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
        ...more,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  )
const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`

test('a sheet as others write it is read: shared texts in runs, names with prefixes, styles that show days', async () => {
  const bytes = book(
    '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c></row><row r="7"><c r="A7" t="s"><v>2</v></c><c r="C7" s="1"><v>45791</v></c></row>',
    {
      'xl/sharedStrings.xml': `${xml}<x:sst xmlns:x="x"><x:si><x:t>code</x:t></x:si><x:si><x:t>when</x:t></x:si><x:si><x:r><x:t>A</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh><x:r><x:t>B</x:t></x:r></x:si></x:sst>`,
      'xl/styles.xml': `${xml}<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-409]d\\-mmm\\-yy;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
    },
  )
  expect(await read(bytes)).toMatchObject({
    wrong: [],
    rows: [{ row: 7, fields: { code: 'AB', when: '2025-05-14' }, wrong: [] }],
  })
})

test('a formula, an error and a wrong type are named with their row and column, and the other rows are read', async () => {
  const head = `<row>${['code', 'count', 'flag'].map(text).join('')}</row>`
  const bytes = book(
    `${head}<row>${text('a')}<c><f>HYPERLINK("http://x")</f><v>3</v></c></row><row>${text('b')}<c t="e"><v>#DIV/0!</v></c></row><row>${text('c')}${text('many')}</row><row>${text('d')}<c><v>4</v></c><c t="b"><v>0</v></c></row>`,
  )
  const { rows, wrong } = await read(bytes)
  expect(wrong).toEqual([])
  expect(rows.map(({ row, wrong }) => [row, wrong.map(({ field }) => field)])).toEqual([
    [2, ['count']],
    [3, ['count']],
    [4, ['count']],
    [5, []],
  ])
  expect(rows[0]?.wrong[0]?.needs).toMatch('formula')
  expect(rows[3]?.fields).toEqual({ code: 'd', count: 4, flag: false })
})

test.each([
  [
    'unpacks to more than is allowed',
    () => book('', { 'xl/worksheets/one.xml': `${xml}<worksheet>${' '.repeat(3_000_000)}` }),
    'unpack to less',
  ],
  [
    'declares entities',
    () =>
      book('', {
        'xl/worksheets/one.xml':
          '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>',
      }),
    'document type',
  ],
  [
    'has more columns than any register',
    () => book(`<row>${text('code').repeat(201)}</row>`),
    'at most 200 columns',
  ],
  [
    'names a cell far to the right',
    () => book('<row><c r="XFD1"><v>1</v></c></row>'),
    'at most 200 columns',
  ],
  [
    'names a row that no spreadsheet has',
    () => book('<row r="99999999999"/>'),
    'rows as a spreadsheet',
  ],
  [
    'has more rows than are taken',
    () => book(`<row>${text('code')}</row>${`<row>${text('a')}</row>`.repeat(20_001)}`),
    'at most 20000 rows',
  ],
  [
    'has no sheet',
    () => book('', { 'xl/_rels/workbook.xml.rels': `${xml}<Relationships/>` }),
    'sheet that can be seen',
  ],
  ['is an empty sheet', () => book(''), 'first line'],
  ['is no workbook', () => zipSync({ 'a.txt': strToU8('a') }), 'workbook'],
  ['is no zip', () => strToU8('code,count\r\na,1\r\n'), 'it was cut'],
  [
    'is of the older form',
    () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]),
    'older or a locked',
  ],
  [
    'holds half a part',
    () => book('', { 'xl/worksheets/one.xml': '<worksheet><sheetData><row>' }),
    'no XML',
  ],
])('a file that %s is refused in words', async (_, make, needs) => {
  const table = await xlsxTable(make(), { ...xlsxLimits, unpacked: 2_000_000 })
  expect(table.rows).toEqual([])
  expect(table.wrong[0]?.needs).toMatch(needs)
})

test('a file cut anywhere is refused and never read in part', async () => {
  const bytes = await write(Array.from({ length: 50 }, (_, nth) => record({ line: `line ${nth}` })))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (size) => {
      const table = await xlsxTable(bytes.subarray(0, size))
      expect(table.wrong).toHaveLength(1)
      expect(table.rows).toEqual([])
    }),
  )
})

test('bytes changed anywhere never make it throw', async () => {
  const bytes = await write([record({ line: 'a', when: '2025-05-14', count: 3 })])
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 })),
        { minLength: 1, maxLength: 6 },
      ),
      async (changes) => {
        const changed = bytes.slice()
        for (const [at, value] of changes) changed[at] = value
        const table = await xlsxTable(changed)
        expect(table.rows.length + table.wrong.length).toBeGreaterThanOrEqual(0)
      },
    ),
  )
})

test('what people write is read where only one thing can be meant, and refused where not', () => {
  const one = (name: string, cell: string) => {
    const { rows } = readTable(all, csvTable(`${name}\n"${cell}"\n`))
    return rows[0]?.wrong.length ? 'refused' : rows[0]?.fields[name]
  }
  expect(one('count', '12 345')).toBe(12_345)
  expect(one('quantity', '12,5')).toBe(12.5)
  expect(one('quantity', '1,234')).toBe('refused')
  expect(one('flag', 'Oui')).toBe(true)
  expect(one('choice', 'B')).toBe('b')
  expect(one('when', '14/05/2025')).toBe('2025-05-14')
  expect(one('when', '04/05/2025')).toBe('refused')
  expect(one('money', 'USD 12.50')).toEqual({ minor: 1250, currency: 'USD' })
  expect(one('money', '12.50')).toBe('refused')
})

test('an amount takes its currency from the column beside it, to the cent', () => {
  const { rows } = readTable(
    all,
    csvTable('money,money.currency\n1234.5599999999999,usd\n0.1,HTG\n1.005,USD\n'),
  )
  expect(rows.map(({ fields }) => fields.money)).toEqual([
    { minor: 123_456, currency: 'USD' },
    { minor: 10, currency: 'HTG' },
    undefined,
  ])
  expect(rows[2]?.wrong).toHaveLength(1)
})

test('columns are found by name or title, or by what was told, and captions stand in for ids alone', () => {
  const paste = csvTable('Code\tWeight\tref.caption\na\t3\tBase 1\nb\n', '\t')
  expect(readTable(all, paste).wrong).toMatchObject([{ field: 'Weight' }])
  const { rows } = readTable(all, paste, new Map([['Weight', 'count']]))
  expect(rows.map(({ fields }) => fields)).toEqual([
    { code: 'a', count: 3, ref: 'Base 1' },
    { code: 'b' },
  ])
  expect(readTable(all, paste, new Map([['Weight', 'code']])).wrong[0]?.needs).toBe('to stand once')
})
