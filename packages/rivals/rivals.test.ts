/**
 * Each kind once on invented statements, and beside it the figures that look alike and are no disagreement.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { clashes, harmless } from './cases.ts'
import { found, given, missionStatements } from './given.ts'
import { findRivals, KINDS, type Phrase, WORD_KEYS } from './index.ts'

test.each(clashes)('%s', (_title, parts, groups) => {
  expect(found(parts.map(given))).toEqual(groups)
})

describe('no disagreement', () => {
  test.each(harmless)('%s', (_title, parts) => {
    expect(found(parts.map(given))).toEqual([])
  })
})

describe('the mission’s own record', () => {
  const own = (basis: 'record' | 'adopted', bound?: 'atMost') => () => ({
    ...{ measure: 'force.deployed', subject: 'KEN', day: '2025-05-14', value: 760, basis },
    ...(bound && { bound }),
  })

  test('contradicts a single statement', () => {
    expect(found([given({ value: 900 })], { own: own('record') })).toEqual([
      'force.deployed/KEN/2025-05 [againstOwnRecord] 900:againstOwnRecord',
    ])
  })

  test('contradicts none that it fits, rounds to, or only bounds', () => {
    expect(found([given({ value: 700, precision: 'over' })], { own: own('record') })).toEqual([])
    expect(found([given({ value: 800, precision: 'about' })], { own: own('record') })).toEqual([])
    expect(found([given({ value: 735 })], { own: own('record', 'atMost') })).toEqual([])
  })

  test('founds no group when it only adopts what one of them says', () => {
    expect(found([given({ value: 900 })], { own: own('adopted') })).toEqual([])
  })
})

describe('words', () => {
  const languages = ['en', 'fr', 'ht', 'es'].map((language) => {
    const file = new URL(`words/${language}.json`, import.meta.url)
    return [language, JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>] as const
  })
  const gaps = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, gap]) => gap)

  test.each(languages)('%s has every sentence, with the gaps of English', (_language, words) => {
    const english = languages[0]?.[1] ?? {}
    expect(Object.keys(words).sort()).toEqual([...WORD_KEYS].sort())
    for (const [key, sentence] of Object.entries(words))
      expect([key, ...gaps(sentence).sort()]).toEqual([key, ...gaps(english[key] ?? '').sort()])
  })

  test('every sentence asked for exists, and its gaps are filled', () => {
    const all = [...clashes.map(([, parts]) => parts.map(given)), missionStatements()]
    const phrases: Phrase[] = all
      .flatMap((statements) => findRivals({ statements }))
      .flatMap(({ headline, statements }) => [headline, ...statements.map(({ why }) => why)])
    for (const { key, values } of phrases) {
      const sentence = languages[0]?.[1][key]
      expect(sentence, key).toBeDefined()
      for (const gap of gaps(sentence ?? '')) expect(values, key).toHaveProperty(gap ?? '')
    }
  })

  test('every kind is provoked once', () => {
    const provoked = new Set(
      clashes
        .flatMap(([, parts]) => findRivals({ statements: parts.map(given) }))
        .flatMap(({ statements }) => statements.map(({ kind }) => kind)),
    )
    expect(KINDS.filter((kind) => !provoked.has(kind))).toEqual(['againstOwnRecord'])
  })
})
