/** What no commit may hold: where one machine keeps its files, or where one network gets its packages. */
import { expect, test } from 'vitest'
import { files, findLines, read } from './source.ts'

const isText = (path: string) => !/\.(png|jpg|ico|woff2?|pdf|pbf|gz|zip)$/.test(path)
const isOurs = (path: string) => !/^missions\/[^/]+\/data\//.test(path) && path !== 'LICENSE'
const texts = files.filter((path) => isText(path) && isOurs(path))

test('no path of one machine', () => {
  const pattern = new RegExp(
    `(^|[\\s"'\`(=])/(${['work', 'root', 'home', 'Users'].join('|')})/[\\w.]`,
  )
  expect(findLines(texts, pattern)).toEqual([])
})

test('no host of a package registry', () => {
  const hosts = [
    ['registry', 'npmjs'],
    ['registry', 'yarnpkg'],
    ['npm', 'pkg', 'github'],
    ['deb', 'debian'],
  ]
  const pattern = new RegExp(hosts.map((words) => words.join('\\.')).join('|'))
  expect(findLines(texts, pattern)).toEqual([])
})

test('the lock file names no download address', () => {
  const { packages } = JSON.parse(read('package-lock.json'))
  const entries = Object.entries<{ resolved?: string }>(packages)
  expect(
    entries.filter(([, { resolved }]) => /^\w+:/.test(resolved ?? '')).map(([path]) => path),
  ).toEqual([])
})

test('every dependency is pinned to the letter', () => {
  const wrong = files
    .filter((path) => /(^|\/)package\.json$/.test(path))
    .flatMap((path) => {
      const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(path))
      return Object.entries<string>({
        ...dependencies,
        ...devDependencies,
        ...optionalDependencies,
      })
        .filter(([name, version]) => !name.startsWith('@konbit/') && !/^\d/.test(version))
        .map(([name, version]) => `${path}: ${name} ${version}`)
    })
  expect(wrong).toEqual([])
})
