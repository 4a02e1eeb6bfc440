/** Every sentence by which a rule refuses is read back into a key and values, and said again in each language. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refusalTold } from './refusalWords.ts'
import { languages, translate, words } from './words.ts'

const folder = import.meta.dirname
const model = join(folder, '..', 'model')
const files = [
  ...readdirSync(folder)
    .filter((one) => one.endsWith('.ts') && !one.includes('.test.'))
    .map((one) => join(folder, one)),
  ...['decide.ts', 'grants.ts', 'handling.ts'].map((one) => join(model, one)),
]
/** What describes a field, a register or a measure is no refusal. */
const described = new Set(['about', 'help', 'title', 'plural', 'definition', 'permanent'])
/** Told by the catalogue of problems, whose words every language has. */
const apart = /^From the state this record is in/

/** The sentences that stand in the source of rules, their gaps filled. */
function sentences(): string[] {
  const found: string[] = []
  for (const file of files) {
    const source = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
    const strings = source.matchAll(/(?:(\w+):\s*)?(?:'((?:[^'\\\n]|\\.)*)'|`([^`]*)`)/g)
    for (const [, name, plain, filled] of strings) {
      const text = plain ?? filled ?? ''
      if (!/^[A-Z].* .*\.$/.test(text) || (name && described.has(name)) || apart.test(text))
        continue
      found.push(text)
    }
  }
  return [...new Set(found)]
}

/** As a rule would fill it. */
const filled = (text: string): string =>
  text
    .replace(/\$\{lacks.*?join\(', '\)\}/, 'a turret, enough vehicles')
    .replace(/\$\{persons\(.*?\)\}/g, '12 persons')
    .replace(/\$\{(?:on\.day|day|first)\}/g, '2026-03-04')
    .replace(/ \$\{first\(\)\}/g, ' The first day that fits is 2026-04-05.')
    .replace(/ \$\{then\}/g, ' No day is known that fits.')
    .replace(/\$\{[^}]*\}/g, '30')

test('there are as many as are known of', () => {
  expect(sentences().length).toBeGreaterThan(55)
})

test.each(sentences())('%s', (sentence) => {
  const told = refusalTold(filled(sentence))
  expect(told).toBeDefined()
  for (const { key, values } of told ?? [])
    for (const language of languages) {
      const said = translate(language)(key, values)
      expect(said).not.toBe(key)
      expect(said).not.toMatch(/[{}]/)
    }
})

describe('figures and days', () => {
  test('are values, in the order of the sentence', () => {
    const full = 'The base is full: on 2026-03-04 there would be 12 persons and 10 beds.'
    expect(refusalTold(`${full} The first day that fits is 2026-04-05.`)).toEqual([
      { key: 'refusal.room.full', values: { day: '2026-03-04', count: 12, supply: 10 } },
      { key: 'refusal.room.first', values: { first: '2026-04-05' } },
    ])
    expect(refusalTold('There are 3 seats for 1 person.')?.[0]?.values).toEqual({
      seats: 3,
      count: 1,
    })
  })
  test('of what a patrol lacks are words themselves', () => {
    const told = refusalTold(
      'It does not go out; it lacks a turret, a medic. Mend that, or send it out unfit and sign for it.',
    )
    const lacks = String(told?.[0]?.values.lacks)
    expect(lacks.split(' ')).toEqual(['refusal.lack.turret', 'refusal.lack.medic'])
    expect(words.fr['refusal.lack.turret']).toBe('une tourelle')
  })
})

test('a sentence that is not known is not guessed at', () => {
  expect(refusalTold('This was never said before.')).toBeUndefined()
  expect(refusalTold('An absence stands on this day: end it first. And more.')).toBeUndefined()
})
