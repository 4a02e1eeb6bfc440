/** Every sentence by which a rule refuses is read back into a key and values, and said again in each language. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { needsTold, refusalTold } from './refusalWords.ts'
import { languages, translate, words } from './words.ts'

const folder = import.meta.dirname
const model = join(folder, '..', 'model')
const files = [
  // Those of a desk stand in its folder.
  ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((one) => one.endsWith('.ts') && !one.includes('.test.'))
    // What a measure counts is no refusal either.
    .filter((one) => !/^(node_modules|measures)\b/.test(one))
    .map((one) => join(folder, one)),
  ...['decide.ts', 'grants.ts', 'handling.ts'].map((one) => join(model, one)),
]
/** What describes a field, a register or a measure is no refusal. */
const described = new Set(['about', 'help', 'title', 'plural', 'definition', 'permanent'])
/** The sentences that stand in the source of rules, their gaps filled. */
function sentences(): string[] {
  const found: string[] = []
  for (const file of files) {
    const source = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
    const strings = source.matchAll(/(?:(\w+):\s*)?(?:'((?:[^'\\\n]|\\.)*)'|`([^`]*)`)/g)
    for (const [, name, plain, filled] of strings) {
      const text = plain ?? filled ?? ''
      if (!/^[A-Z].* .*\.$/.test(text) || (name && described.has(name))) continue
      found.push(text)
    }
  }
  return [...new Set(found)]
}

/** As a rule would fill it. */
const filled = (text: string): string =>
  text
    .replace(/\$\{verb\} starts from .*\.$/, 'sendOut starts from planned or back.')
    .replace(/\$\{lacks.*?join\(', '\)\}/, 'a turret, enough vehicles')
    .replace(/\$\{persons\(.*?\)\}/g, '12 persons')
    .replace(/\$\{(?:on\.day|day|first|last|latest)\}/g, '2026-03-04')
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

/** Pieces of a sentence that name what a field needs: of the grammar, of what is read from a file, of a schema's own words. */
function needs(): string[] {
  const root = join(folder, '..')
  const named: [file: string, forms: RegExp[]][] = [
    ...['decide.ts', 'handling.ts', 'needs.ts'].map((one) => [join(model, one), said] as const),
    ...['kinds.ts'].map((one) => [join(model, one), worded] as const),
    ...['command.ts', 'batch.ts', 'draft.ts'].map(
      (one) => [join(root, 'ledger', 'append', one), said] as const,
    ),
    ...['table.ts', 'csv.ts', 'geojson.ts'].map(
      (one) => [join(root, 'formats', one), said] as const,
    ),
    ...readdirSync(folder)
      .filter((one) => one.endsWith('.ts') && !one.includes('.test.'))
      .map((one) => [join(folder, one), worded] as const),
  ].map(([file, forms]) => [file, [...forms]])
  const found = named.flatMap(([file, forms]) => {
    const source = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
    return forms.flatMap((form) =>
      [...source.matchAll(form)].map(([, plain, filled]) => plain ?? filled ?? ''),
    )
  })
  return [...new Set(found)].filter((one) => one.includes(' ') && !others.test(one))
}
/** What reads like one and is none: the digest of a file, what was erased of a row. */
const others = /^(?:sha256|all under) /
/** `needs: '…'`, `wrong(field, '…')`, `return '…'`, `? '…'`. */
const said = [
  /needs:\s*(?:'([^'\n]*)'|`([^`]*)`)/g,
  /wrong\('\w+', '([^'\n]*)'\)/g,
  /(?:return|\?|:|\])\s*(?:'([a-z][^'\n]* [^'\n]*)'|`((?:[a-z]|\$\{)[^`]* [^`]*)`)/g,
]
/** What a schema words itself: `.regex(form, '…')`, `z.uuid('…')`, `refine(is, '…')`. */
const worded = [
  /\.(?:regex|refine)\((?:[^'`]|'[^' ]*')*?,\s*'([^'\n]*)',?\s*\)/g,
  /z\.(?:uuid|int)\('([^'\n]*)'\)/g,
]

describe('what a field needs', () => {
  test('is found where it is said', () => {
    expect(needs().length).toBeGreaterThan(45)
  })
  test.each(needs())('%s', (piece) => {
    const told = needsTold(piece.replace(/\$\{[^}]*\}/g, '30'))
    expect(told).toBeDefined()
    for (const language of languages) {
      const word = translate(language)(told?.key ?? '', told?.values)
      expect(word).not.toBe(told?.key)
      expect(word).not.toMatch(/[{}]/)
    }
  })
  test('keeps its figures, and what is chosen from', () => {
    expect(needsTold('more than -1.5')?.values).toEqual({ least: -1.5 })
    expect(needsTold('text of at most 4,000 letters')?.values).toEqual({ most: 4000 })
    expect(needsTold('one of ready, inRepair')?.values).toEqual({ options: 'ready, inRepair' })
    expect(needsTold('something never said')).toBeUndefined()
  })
})
