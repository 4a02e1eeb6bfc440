/** No word is missing in any language, none is said twice, and none passes for reviewed. */
import { describe, expect, test } from 'vitest'
import {
  declaredWords,
  isReviewed,
  languages,
  measures,
  registers,
  translate,
  words,
} from './index.ts'
import reviewed from './words/reviewed.json' with { type: 'json' }

const declared = declaredWords(registers.values(), measures)
const english = { ...declared, ...words.en }
const gapsOf = (word: string): string =>
  [...word.matchAll(/\{\w+\}/g)]
    .map(([gap]) => gap)
    .sort()
    .join()
const others = languages.filter((language) => language !== 'en')

describe.each(others)('%s', (language) => {
  const own = words[language]

  test('has every word and no other', () => {
    expect(Object.keys(english).filter((key) => !(key in own))).toEqual([])
    expect(Object.keys(own).filter((key) => !(key in english))).toEqual([])
  })

  test('leaves the same gaps', () => {
    const wrong = Object.keys(own).filter(
      (key) => gapsOf(own[key] as string) !== gapsOf(english[key] ?? ''),
    )
    expect(wrong).toEqual([])
  })

  test('is marked as not reviewed, but where a named speaker stood up for a word on a day', () => {
    const stood: Record<string, string> = reviewed[language]
    expect(Object.keys(own).filter((key) => isReviewed(language, key))).toEqual(
      Object.keys(own).filter((key) => key in stood),
    )
    expect(Object.keys(stood).filter((key) => !(key in own))).toEqual([])
    expect(Object.values(stood).filter((one) => !/^\S.*, \d{4}-\d{2}-\d{2}$/.test(one))).toEqual([])
  })
})

describe('English', () => {
  test('of registers and measures is declared there and not typed again', () => {
    expect(Object.keys(words.en).filter((key) => declared[key] === words.en[key])).toEqual([])
  })

  test('has no empty word', () => {
    expect(Object.keys(english).filter((key) => english[key]?.trim() === '')).toEqual([])
  })

  test('of every count has its one and its other', () => {
    const ones = Object.keys(english).filter((key) => key.endsWith('.one'))
    expect(ones.filter((key) => !(key.replace(/one$/, 'other') in english))).toEqual([])
  })
})

test('a word is found by its key, filled and counted in each language', () => {
  const t = Object.fromEntries(languages.map((one) => [one, translate(one, declared)]))
  expect(t.en?.('measure.people.deployed')).toBe('Deployed')
  expect(t.fr?.('register.vehicle.plural')).toBe('Véhicules')
  expect(t.ht?.('verb.ground')).toBe('Kanpe machin nan')
  expect(t.en?.('records', { count: 1200 })).toBe('1,200 records')
  expect(t.fr?.('no such key')).toBe('no such key')
})
