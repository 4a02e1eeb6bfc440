/** Words that a speaker mended are taken in where they fit, and each that is not is named with its reason. */
import { mendedFormat } from '@konbit/formats/mended'
import { expect, test } from 'vitest'
import { takeIn } from './words.ts'

const now = { 'a.count.other': '{count} liy', b: 'Vi', c: 'Kenbe', d: 'Wi' }
const file = (words: object[]): string =>
  JSON.stringify({
    ...{ format: mendedFormat, language: 'ht', by: 'A speaker', made: '2026-11-22T12:00:00Z' },
    words,
  })

test('what fits is taken in and somebody stands up for it; nothing else changes', () => {
  const taken = takeIn(
    file([
      { key: 'b', old: 'Vi', new: 'Gade' },
      { key: 'd', old: 'Non', new: 'Wi' },
    ]),
    now,
    { c: 'Another, 2026-01-01' },
  )
  expect(taken).toMatchObject({
    ...{ language: 'ht', by: 'A speaker', changed: 1, same: 1, left: [] },
    words: { ...now, b: 'Gade' },
    reviewed: { b: 'A speaker, 2026-11-22', c: 'Another, 2026-01-01', d: 'A speaker, 2026-11-22' },
  })
})

test('what breaks a sentence, what nobody knows and what was changed meanwhile is left out and named', () => {
  const taken = takeIn(
    file([
      { key: 'a.count.other', old: '{count} liy', new: 'liy yo' },
      { key: 'toString', old: 'x', new: 'y' },
      { key: 'c', old: 'Sove', new: 'Sere' },
    ]),
    now,
    {},
  )
  expect(taken).toMatchObject({ changed: 0, words: now, reviewed: {} })
  expect((taken as { left: string[] }).left).toEqual([
    expect.stringMatching(/^a\.count\.other: its gaps/),
    expect.stringMatching(/^toString: there is no such word/),
    expect.stringMatching(/^c: it was changed meanwhile/),
  ])
})
