/** For tests only: a register with a field of every kind, and values of each. */
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
import { z } from 'zod'
import type { Row } from './csv.ts'

export const all = register({
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
    choice: choice(z.enum(['a', 'b']).optional(), {
      books: [{ name: 'book', title: 'A book', codes: { a: 'A of the book', b: '' } }],
    }),
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
export const tricky = fc.oneof(
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
export const values: Record<string, fc.Arbitrary<unknown>> = {
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
export const row: fc.Arbitrary<Row> = fc.record({
  id: fc.uuid(),
  state: fc.constant('recorded'),
  at: fc.constant('2025-05-14'),
  known: fc.constant('2025-05-15'),
  fields: fc.record(values, { requiredKeys: [] }) as fc.Arbitrary<Fields>,
})
