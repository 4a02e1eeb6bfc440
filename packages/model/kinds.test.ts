import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  choice,
  choices,
  data,
  type KindName,
  kinds,
  money,
  place,
  ref,
  refs,
  when,
} from './kinds.ts'

const samples: Record<KindName, readonly unknown[]> = {
  code: ['C0181', 'TR-0147'],
  line: ['Pont-Sondé', 'a, "b"'],
  prose: ['two\nlines'],
  link: ['https://example.org/a?b=c'],
  data: ['{"a": [1, "b"]}'],
  apart: ['A name, "said"'],
  choice: ['apc'],
  choices: [[], ['a'], ['a', 'b']],
  count: [0, 751, -3],
  quantity: [0.25, 200000000, -1e-7],
  flag: [true, false],
  when: ['2025', '2025-05', '2025-05-14', '2025-05-14T16:30-04:00'],
  ref: ['0199f8a0-0000-7000-8000-000000000001'],
  refs: [[], ['0199f8a0-0000-7000-8000-000000000001']],
  money: [
    { minor: 11000000000, currency: 'USD' },
    { minor: -5, currency: 'CAD' },
  ],
  place: [
    { precision: 'unknown' },
    { pcode: 'HT0531-05', lat: 19.19, lon: -72.7, precision: 'section', name: 'Pont-Sonde' },
  ],
}

test.each(Object.entries(samples))(
  'kind %s prints every value and reads it back',
  (name, values) => {
    const kind = kinds[name as KindName] as unknown as (typeof kinds)['code']
    for (const value of values as never[]) {
      expect(kind.parse(kind.print(value))).toEqual(value)
      expect(kind.project(value)).toHaveLength(kind.columns.length)
    }
  },
)

test('a field is required unless its type says otherwise', () => {
  expect(choice(z.enum(['a', 'b'])).required).toBe(true)
  expect(choice(z.enum(['a', 'b']).optional()).required).toBe(false)
  expect(ref('site').required).toBe(true)
  expect(ref('site', { optional: true }).required).toBe(false)
  expect(money({ optional: true }).required).toBe(false)
  expect(refs('claim').required).toBe(false)
  expect(place().required).toBe(true)
})
test('data is JSON of its shape and of its length, and nothing finds it by a word', () => {
  const { schema, kind } = data(z.object({ a: z.number() }), { most: 12 })
  expect(schema.safeParse('{"a": 1}').success).toBe(true)
  expect(schema.safeParse('{"a": "1"}').success).toBe(false)
  expect(schema.safeParse('{"a": 1').success).toBe(false)
  expect(schema.safeParse('{"a": 1.000000001}').success).toBe(false)
  expect(kind.words('{"a": 1}' as never)).toBe('')
  expect(data(z.unknown(), { most: 9, optional: true }).required).toBe(false)
})
test('a choice knows what may be chosen', () => {
  expect(choice(z.enum(['a', 'b']).optional()).options).toEqual(['a', 'b'])
  expect(choices(z.array(z.enum(['a', 'b'])).optional()).options).toEqual(['a', 'b'])
})
test('a date that the calendar does not have is no value', () => {
  expect(when(z.string()).schema.safeParse('2025-02-30').success).toBe(false)
  expect(when(z.string().optional()).schema.safeParse(undefined).success).toBe(true)
})
