/** Every page that has an address of its own can be gone to by the keyboard: from the rail, or by its title in the palette. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { words } from '@konbit/registers'
import { expect, test } from 'vitest'
import { pageLetters } from './keys.ts'
import { furtherPages } from './pages.ts'

const routes = readFileSync(join(import.meta.dirname, '..', 'routes.tsx'), 'utf8')
/** Leads on to another page. */
const aliases = ['/about']

test('every page of the routes is found, and every title is a word', () => {
  const pages = [...routes.matchAll(/(?:page\(|path: )'([a-z][a-z/]*)'/g)].map(
    ([, path]) => `/${path}`,
  )
  expect(pages.length).toBeGreaterThan(30)
  const known = new Set([...Object.keys(furtherPages), ...Object.keys(pageLetters), ...aliases])
  expect(pages.filter((page) => !known.has(page))).toEqual([])
  expect(Object.keys(furtherPages).filter((page) => !pages.includes(page))).toEqual([])
  expect(Object.values(furtherPages).filter((key) => !(key in words.en))).toEqual([])
})
