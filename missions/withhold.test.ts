/** Names of dead and missing officers stay out: of the record, and of everything that ships. Known here by hash alone. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { registers } from '@konbit/registers'
import { describe, expect, test } from 'vitest'
import { files, imported } from './haiti.ts'
import { sha256 } from './ids.ts'
import { importMission } from './import.ts'
import { type WithheldWord, withholder } from './withhold.ts'

const invented: WithheldWord[] = [
  { sha256: sha256('aldo'), token: 'officer-9', alone: false },
  { sha256: sha256('zarnivoop'), token: 'officer-9', alone: true },
]

describe('withholding', () => {
  const withhold = withholder(invented)

  test.each([
    ['Constable Aldo Zarnivoop killed', 'Constable [name withheld] killed'],
    ['Body of ZARNIVÓOP arrives', 'Body of [name withheld] arrives'],
    ['Aldo stays, as a given name alone', 'Aldo stays, as a given name alone'],
    ['XYZ:Zarnivoop', 'XYZ:officer-9'],
    [
      'https://news.example/2025/police-confirm-aldo-zarnivoop-dead',
      'https://news.example/2025/police-confirm',
    ],
    ['https://news.example/aldo-zarnivoop', 'https://news.example'],
    ['nothing to hide', 'nothing to hide'],
  ])('%s becomes %s', (text, told) => {
    expect(withhold(text)).toBe(told)
  })

  test('a row that still holds a name lands without it, and the report says where', () => {
    const list = JSON.parse(files.get('withheld.json') as string)
    const text = files.get('data/claims/timeline.csv') as string
    const given = new Map(files)
      .set('withheld.json', JSON.stringify({ ...list, words: [...list.words, ...invented] }))
      .set(
        'data/claims/timeline.csv',
        text.replace('Gangs take the seaport', 'Aldo Zarnivoop takes the seaport'),
      )
    const { commands, withheld } = importMission(given, registers)
    expect(commands.map(({ input }) => input?.title)).toContain('[name withheld] takes the seaport')
    expect(withheld).toContainEqual({
      file: 'data/claims/timeline.csv',
      row: 'T009',
      column: 'title',
    })
  })
})

describe('the reference mission shows no name that a family has not cleared', () => {
  const { words } = JSON.parse(files.get('withheld.json') as string) as { words: WithheldWord[] }
  const withhold = withholder(words)

  test('the list holds the names of three officers', () => {
    expect(new Set(words.map(({ token }) => token)).size).toBe(3)
  })

  test('not in any command', () => {
    const telling = imported.commands.filter((command) => {
      const text = JSON.stringify(command).replaceAll('://', ' ')
      return withhold(text) !== text
    })
    expect(telling).toEqual([])
  })

  test('not in any file that ships with missions or words', () => {
    const root = fileURLToPath(new URL('..', import.meta.url))
    const found = [
      ...filesIn(join(root, 'missions')),
      ...filesIn(join(root, 'packages/registers')),
    ].filter((path) => {
      const text = readFileSync(path, 'utf8').replaceAll('://', ' ')
      return withhold(text) !== text
    })
    expect(found).toEqual([])
  })

  test('the report names the 26 places where one was taken out', () => {
    expect(imported.withheld.length).toBe(26)
    expect(imported.withheld).toContainEqual({
      file: 'data/claims/sources.csv',
      row: 'P077',
      column: 'url',
    })
  })

  test('and the field for a name is empty', () => {
    const named = imported.commands.filter(
      ({ register, input }) => register === 'casualty' && input?.person !== undefined,
    )
    expect(named).toEqual([])
  })
})

function* filesIn(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* filesIn(path)
    else if (/\.(csv|json|geojson|md|ts)$/.test(name)) yield path
  }
}
