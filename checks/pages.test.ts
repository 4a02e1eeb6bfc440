/** What the pages in docs/ owe: every decision its three headings, every word of the screen its line in the glossary. */
import { describe, expect, test } from 'vitest'
import { registers } from '../packages/registers/index.ts'
import { files, read } from './source.ts'

const decisions = files.filter((path) => /^docs\/decisions\/(?!README).*\.md$/.test(path))

describe.each(decisions)('%s', (path) => {
  test('has the choice, the reason and what would change our mind, and says something under each', () => {
    const [, ...parts] = read(path).split(/^## /m)
    expect(parts.map((part) => part.split('\n')[0])).toEqual([
      'Choice',
      'Reason',
      'What would change our mind',
    ])
    for (const part of parts)
      expect(part.split('\n').slice(1).join(' ').trim().length).toBeGreaterThan(40)
  })
})

const glossary = 'docs/glossary.md'

describe.runIf(files.includes(glossary))('the glossary', () => {
  const text = files.includes(glossary) ? read(glossary) : ''
  /** A line that opens with the word, whatever marks stand before it: a table row, a heading, a bold word. */
  const isDefined = (word: string) =>
    new RegExp(`^[\\s|#*\`-]*${word.replace(/[^\w\s]/g, '\\$&')}\\b`, 'im').test(text)

  test('defines every register by the word on its screen', () => {
    const titles = [...registers.values()].map(({ title }) => title)
    expect(titles.filter((title) => !isDefined(title))).toEqual([])
  })

  test('defines every desk', () => {
    const desks = new Set([...registers.values()].map(({ desk }) => desk))
    expect([...desks].filter((desk) => !isDefined(desk))).toEqual([])
  })
})
