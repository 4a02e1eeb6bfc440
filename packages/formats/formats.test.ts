import {
  choice,
  choices,
  code,
  count,
  type Fields,
  flag,
  line,
  link,
  money,
  type Place,
  place,
  prose,
  quantity,
  ref,
  refs,
  register,
  when,
} from '@konbit/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { bare, csvEnd, guard, type Row, readCsv, writeCsv } from './csv.ts'
import { readGeoJson, writeGeoJson } from './geojson.ts'

/** A register with a field of every kind. */
const all = register({
  name: 'all',
  title: 'All',
  plural: 'All',
  about: 'Every kind once.',
  desk: 'people',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'For tests.' },
  label: 'public',
  caption: ['code'],
  featured: ['code'],
  fields: {
    code: code(z.string()),
    line: line(z.string().optional()),
    prose: prose(z.string().optional()),
    link: link(z.string().optional()),
    choice: choice(z.enum(['a', 'b']).optional()),
    choices: choices(z.array(z.enum(['a', 'b', 'c'])).optional()),
    count: count(z.int().optional()),
    quantity: quantity(z.number().optional()),
    flag: flag(z.boolean().optional()),
    when: when(z.string().optional()),
    ref: ref('all', { optional: true }),
    refs: refs('all'),
    money: money({ optional: true }),
    place: place({ optional: true }),
  },
  enters: { by: ['importer'] },
  amends: { by: ['importer'] },
})

/** Text that the record can hold: NFC, no U+0000, no half characters; never empty, which a file does not tell from absent. */
const text = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .map((one) => one.normalize('NFC'))
  .filter((one) => !one.includes('\0'))
const tricky = fc.oneof(
  text,
  fc.constantFrom(
    '=1+1',
    "'=1",
    '-5',
    '+509 1',
    '@a',
    "''-",
    ' a ',
    '"',
    'a,b',
    'a\r\nb',
    '\r',
    '\n',
    '\t',
    '#end 3',
    '-',
  ),
)
const day = fc.constantFrom('2025', '2025-05', '2025-05-14', '2025-05-14T16:30-04:00')
const where: fc.Arbitrary<Place> = fc.record(
  {
    precision: fc.constantFrom('point', 'commune', 'unknown'),
    pcode: fc.constantFrom('HT05', 'HT0531-05'),
    lon: fc.double({ min: -180, max: 180, noNaN: true }).map((n) => n + 0),
    lat: fc.double({ min: -90, max: 90, noNaN: true }).map((n) => n + 0),
    name: tricky,
  },
  { requiredKeys: ['precision'] },
)
const values: Record<string, fc.Arbitrary<unknown>> = {
  code: tricky,
  line: tricky,
  prose: tricky,
  link: text,
  choice: fc.constantFrom('a', 'b'),
  choices: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
  count: fc.maxSafeInteger().map((n) => n + 0),
  quantity: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  flag: fc.boolean(),
  when: day,
  ref: fc.uuid(),
  refs: fc.array(fc.uuid(), { minLength: 1, maxLength: 3 }),
  money: fc.record({
    minor: fc.maxSafeInteger().map((n) => n + 0),
    currency: fc.constantFrom('USD', 'HTG'),
  }),
  place: where,
}
const row: fc.Arbitrary<Row> = fc.record({
  id: fc.uuid(),
  state: fc.constant('recorded'),
  at: fc.constant('2025-05-14'),
  known: fc.constant('2025-05-15'),
  fields: fc.record(values, { requiredKeys: [] }) as fc.Arbitrary<Fields>,
})

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
