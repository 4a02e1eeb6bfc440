/** What a page says by a key is there in English too: what registers declare comes with the register, not with the words. */
import { expect, test } from 'vitest'
import { words } from '../packages/registers/index.ts'
import { files, read } from './source.ts'

test('every key that a page of the app names outright is a word of the interface', () => {
  const pages = files.filter((path) => /^apps\/web\/.*(?<!\.test)\.tsx?$/.test(path))
  const named = pages.flatMap((path) =>
    [...read(path).matchAll(/\bt\(\s*'([a-z][\w-]*\.[\w.-]+)'/g)].map(([, key = '']) => ({
      path,
      key,
    })),
  )
  expect(named.length).toBeGreaterThan(1000)
  const isThere = (key: string) => key in words.en || `${key}.other` in words.en
  expect(named.filter(({ key }) => !isThere(key))).toEqual([])
})
