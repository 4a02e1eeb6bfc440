/** A file of mended words comes back as it was written; what would break a sentence or hide who stands up for it is refused. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gapsOf, type MendedFile, mendedFormat, readMended, unfit } from './mended.ts'

const file: MendedFile = {
  format: mendedFormat,
  language: 'ht',
  by: 'A speaker',
  made: '2026-11-22T12:00:00Z',
  words: [{ key: 'table.count.other', old: '{count} liy', new: '{count} ranje' }],
}

test('what was written is read again', () => {
  expect(readMended(JSON.stringify(file))).toEqual(file)
})

test.each([
  ['no JSON', '{'],
  ['another format', { ...file, format: 'x' }],
  ['no speaker', { ...file, by: '  ' }],
  ['a word without what it was', { ...file, words: [{ key: 'a', new: 'b' }] }],
  ['a word twice', { ...file, words: [...file.words, ...file.words] }],
  ['too many words', { ...file, words: Array(5001).fill(file.words[0]) }],
  ['nothing at all', null],
])('%s is refused in one sentence', (_, given) => {
  expect(readMended(typeof given === 'string' ? given : JSON.stringify(given))).toMatch(/\.$/)
})

test('a word keeps the gaps of the one it stands for, in whatever order', () => {
  expect(unfit('{a} of {b}', 'of {b}, {a}')).toBeUndefined()
  expect(unfit('{a} of {b}', 'of {b}')).toEqual({ why: 'gaps', lacks: ['a'], more: [] })
  expect(unfit('one', '{count} one')).toEqual({ why: 'gaps', lacks: [], more: ['count'] })
  expect(unfit('one', ' ')).toEqual({ why: 'empty' })
  expect(unfit('one', 'x'.repeat(2001))).toEqual({ why: 'long' })
  fc.assert(
    fc.property(fc.string(), fc.string(), (old, next) => {
      if (unfit(old, next) === undefined) expect(gapsOf(next)).toEqual(gapsOf(old))
    }),
  )
})
