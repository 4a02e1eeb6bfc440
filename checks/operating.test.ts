/** The pages of docs/operating: each is found from the index, and no link among them leads nowhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..', 'docs', 'operating')
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'))
const linksIn = (name: string): string[] =>
  [...readFileSync(join(folder, name), 'utf8').matchAll(/\]\(([^)#\s]+)/g)].map(
    ([, link = '']) => link,
  )

test('every page is linked from the index', () => {
  const linked = linksIn('README.md')
  expect(pages.filter((name) => name !== 'README.md' && !linked.includes(name))).toEqual([])
})

test('no link leads nowhere', () => {
  const wrong = pages.flatMap((name) =>
    linksIn(name)
      .filter((link) => !/^https?:/.test(link) && !existsSync(join(folder, link)))
      .map((link) => `${name}: ${link}`),
  )
  expect(wrong).toEqual([])
})

test('what a page says was rehearsed is there', () => {
  const wrong = pages.flatMap((name) =>
    [
      ...readFileSync(join(folder, name), 'utf8').matchAll(
        /`((?:apps|packages|bench)\/[\w./]+\.ts)`/g,
      ),
    ]
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(folder, '..', '..', path)))
      .map((path) => `${name}: ${path}`),
  )
  expect(wrong).toEqual([])
})
