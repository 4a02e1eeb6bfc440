/** Words that say nothing, each with what to write instead; and the shape of the folders. */
import { basename, dirname } from 'node:path/posix'
import { describe, expect, test } from 'vitest'
import { files, programs, read } from './source.ts'

const endings: Record<string, string> = {
  Manager: 'what it does: queue, schedule, register',
  Service: 'the verb it offers: perform, follow, list',
  Helper: 'nothing: put the function beside its only user, or find its noun',
  Base: 'what the things have in common: kind, shape, facet',
  Impl: 'the name itself; there is only one',
}
const folders: Record<string, string> = {
  utils: 'the noun that its two users share',
  helpers: 'the file beside their only user',
  common: 'the noun that its two users share',
  core: 'model, or the noun it is about',
  shared: 'the noun that its two users share',
  lib: 'a package with a name',
}
const clips: Record<string, string> = {
  cfg: 'settings',
  mgr: 'the verb',
  cont: 'contingent',
  org: 'organisation',
  qty: 'count',
  amt: 'amount',
}

const declared = programs
  .filter((path) => /^(packages|apps|missions)\//.test(path))
  .flatMap((path) =>
    [...read(path).matchAll(/\b(?:class|interface|type|function|const|let)\s+([A-Za-z_]\w*)/g)].map(
      ([, name = '']) => ({ path, name }),
    ),
  )

describe.each(Object.entries(endings))('nothing is called …%s', (ending, instead) => {
  test(`write ${instead}`, () => {
    const pattern = new RegExp(`\\w${ending}s?$`)
    const names = declared.filter(({ name }) => pattern.test(name))
    const paths = files.filter((path) =>
      new RegExp(`[A-Za-z]${ending}s?$`).test(basename(path).replace(/\..*$/, '')),
    )
    expect([...names.map(({ path, name }) => `${path}: ${name}`), ...paths]).toEqual([])
  })
})

describe.each(Object.entries(folders))('no folder is called %s', (folder, instead) => {
  test(`write ${instead}`, () => {
    expect(files.filter((path) => dirname(path).split('/').includes(folder))).toEqual([])
  })
})

describe.each(Object.entries(clips))('no name is clipped to %s', (clip, instead) => {
  test(`write ${instead}`, () => {
    const wrong = declared.filter(({ name }) => name === clip)
    expect(wrong.map(({ path, name }) => `${path}: ${name}`)).toEqual([])
  })
})

test('a package has one index.ts, at its door', () => {
  const doors = /^(packages|apps)\/[^/]+\/index\.ts$/
  const wrong = files.filter((path) => /(^|\/)index\.(ts|tsx|js)$/.test(path) && !doors.test(path))
  expect(wrong).toEqual([])
})

test('the version is one: of the package, of publiccode.yml and at the head of the changelog', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string }
  expect(/^softwareVersion: (\S+)$/m.exec(read('publiccode.yml'))?.[1]).toBe(version)
  expect(/^## (\d\S*)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version)
})
