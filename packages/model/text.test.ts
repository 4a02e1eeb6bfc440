import { expect, test } from 'vitest'
import { cleanText, fold, sortKey, wordsOf } from './text.ts'

test('accents and case do not matter to search', () => {
  expect(fold('Pont-Sondé')).toBe(fold('pont-sonde'))
  expect(wordsOf('Pont-Sondé, Pont-Sondé: 2e Section')).toEqual(['pont', 'sonde', '2e', 'section'])
})
test('a text gives at most the words asked for', () => {
  expect(wordsOf('a b c d', 2)).toEqual(['a', 'b'])
  expect(wordsOf('x'.repeat(500))[0]).toHaveLength(64)
})
test('names sort without regard to accents', () => {
  expect(['Éloi', 'Delmas', 'Fort'].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual([
    'Delmas',
    'Éloi',
    'Fort',
  ])
})
test('what Postgres cannot hold is not text', () => {
  expect(cleanText('a\u0000b')).toBeUndefined()
  expect(cleanText('\ud800')).toBeUndefined()
  expect(cleanText('e\u0301')).toBe('é')
})
