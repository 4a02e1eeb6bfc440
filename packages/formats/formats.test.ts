import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bare, guard } from './cells.ts'
import { csvEnd, csvHeader, type Row, readCsv, writeCsv } from './csv.ts'
import { dictionaryOf } from './dictionary.ts'
import { readGeoJson, writeGeoJson } from './geojson.ts'
import { all, row, tricky, values } from './testing.ts'

test.each(Object.keys(values))('CSV and GeoJSON give every %s back to the letter', (kind) => {
  fc.assert(
    fc.property(values[kind] as fc.Arbitrary<unknown>, fc.uuid(), (value, id) => {
      const one: Row = {
        id,
        state: 'recorded',
        at: '2025',
        known: '2025',
        fields: { [kind]: value },
      }
      for (const file of [
        readCsv(all, [...writeCsv(all, [one])].join('')),
        readGeoJson(all, [...writeGeoJson(all, [one])].join('')),
      ]) {
        expect(file.wrong).toEqual([])
        expect(file.rows[0]).toMatchObject({ id, wrong: [] })
        expect(file.rows[0]?.fields).toEqual(one.fields)
      }
    }),
  )
})

test('CSV gives whole files back, with every row in its place', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const file = readCsv(all, [...writeCsv(all, rows)].join(''))
      expect(file.wrong).toEqual([])
      expect(file.promised).toBe(rows.length)
      expect(file.rows.map(({ id, fields }) => ({ id, fields }))).toEqual(
        rows.map(({ id, fields }) => ({ id, fields })),
      )
    }),
  )
})

test('no cell begins as a formula would, and every text comes back', () => {
  fc.assert(
    fc.property(tricky, (one) => {
      const cell = guard(one)
      expect(/^[=+@\t\r]/.test(cell)).toBe(false)
      if (cell.startsWith('-')) expect(Number.isNaN(Number(cell))).toBe(false)
      expect(bare(cell)).toBe(one)
    }),
  )
})

test('a file cut short is refused', () => {
  const two = ['a', 'b'].map((value, n) => ({
    id: `0199f8a0-0000-7000-8000-00000000000${n}`,
    state: 'recorded',
    at: '2025',
    known: '2025',
    fields: { code: value },
  }))
  const lines = [...writeCsv(all, two)]
  lines.splice(1, 1)
  expect(readCsv(all, lines.join('')).wrong[0]?.needs).toMatch('cut or changed')
  expect(csvEnd(all, 2).startsWith('#end 2,')).toBe(true)
})

test('the dictionary tells of every column of a file, in its order, once', () => {
  const [head, ...lines] = dictionaryOf(all)
  expect(lines.map((line) => line.length)).toEqual(lines.map(() => head?.length))
  const columns = lines.map(([column]) => column)
  // An amount and its currency part in XLSX alone.
  expect(columns.filter((one) => one !== 'money.currency').join(',')).toBe(csvHeader(all).trim())
  for (const [, title, what, , , , marking] of lines) expect(title && what && marking).toBeTruthy()
  expect(lines.find(([column]) => column === 'choice')?.[5]).toBe('a | b')
})

test('each bad row is named with its row and column, and the others are read', () => {
  const file = readCsv(all, 'code,count,prose\r\na,many,"two\r\nlines"\r\nb,2,\r\n\r\nc\r\n')
  expect(file.rows.map(({ row, wrong }) => [row, wrong[0]?.field])).toEqual([
    [2, 'count'],
    [3, undefined],
    [5, 'row'],
  ])
})
test('a column that the register does not have is named, and nothing is read', () => {
  expect(readCsv(all, 'code,colour\na,red\n')).toMatchObject({
    rows: [],
    wrong: [{ field: 'colour' }],
  })
  expect(readCsv(all, 'code,code\na,red\n').wrong).toHaveLength(1)
  expect(readCsv(all, '').wrong).toHaveLength(1)
  expect(readCsv(all, 'code\n"a').wrong).toHaveLength(1)
})
test('a file with the mark of its bytes, as spreadsheets write, is read', () => {
  expect(readCsv(all, '\ufeffcode\nC0181\n').rows[0]?.fields).toEqual({ code: 'C0181' })
})
test.each([
  '',
  '{',
  '[]',
  '{"type":"Feature"}',
  '{"type":"FeatureCollection","features":[1,null,{"properties":[]}]}',
])('GeoJSON never throws on %s', (text) => {
  const file = readGeoJson(all, text)
  expect(
    file.wrong.length + file.rows.filter(({ wrong }) => wrong.length > 0).length,
  ).toBeGreaterThan(0)
})
