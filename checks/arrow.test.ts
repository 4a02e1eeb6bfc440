/**
 * Imports point down, never sideways:
 *   cli -> server web -> rota rivals missions intake -> registers ledger formats planner -> proof force -> model
 * The command line stands above the server, since `konbit serve` starts it. Only ledger, server and cli touch Node or
 * Postgres; the rest also runs in a browser, save for a file `.node.ts` that has a twin `.web.ts`.
 */
import { dirname, join } from 'node:path/posix'
import { expect, test } from 'vitest'
import { isTest, programs, read } from './source.ts'

const ranks: Record<string, number> = {
  'apps/cli': 5,
  'apps/server': 4,
  'apps/web': 4,
  'apps/intake': 3,
  'packages/rota': 3,
  'packages/rivals': 3,
  missions: 3,
  'packages/registers': 2,
  'packages/ledger': 2,
  'packages/formats': 2,
  'packages/planner': 2,
  'packages/proof': 1,
  'packages/seal': 1,
  'packages/force': 1,
  'packages/model': 0,
}
const touchesNode = ['packages/ledger', 'apps/server', 'apps/cli', 'apps/intake', 'missions']
const rooms = Object.keys(ranks)
const roomOf = (path: string) => rooms.find((room) => path.startsWith(`${room}/`))

type Import = { file: string; from: string; what: string }

const imports: Import[] = programs.flatMap((file) => {
  const from = roomOf(file)
  if (!from) return [] // scripts, checks and bench stand outside the house
  const text = read(file)
  const found = text.matchAll(/(?:\bfrom|\bimport\(?)\s*['"]([^'"]+)['"]/g)
  return [...found].map(([, what = '']) => ({ file, from, what }))
})

/** The room that an import leads to, or nothing when it leads to an npm package. */
function target({ file, what }: Import): string | undefined {
  const ours = what.match(/^@konbit\/([^/]+)/)?.[1]
  if (ours) return rooms.find((room) => room.endsWith(`/${ours}`))
  return what.startsWith('.') ? roomOf(join(dirname(file), what)) : undefined
}

const tell = ({ file, what }: Import) => `${file} imports ${what}`

test('no room imports one above it or beside it', () => {
  const wrong = imports.filter((one) => {
    const to = target(one)
    if (to === undefined || to === one.from) return false
    const [mine = 0, theirs = 0] = [ranks[one.from], ranks[to]]
    // A test may take its examples from the room next door.
    return isTest(one.file) ? theirs > mine : theirs >= mine
  })
  expect(wrong.map(tell)).toEqual([])
})

test('only ledger, server, cli and the missions’ importer touch Node or Postgres', () => {
  const wrong = imports.filter(
    ({ file, from, what }) =>
      !touchesNode.includes(from) &&
      !isTest(file) &&
      !/^apps\/web\/(vite\.config|wordParts|intakePart|workerPart)\.ts$|\.node\.ts$/.test(file) &&
      /^(node:|pg$|kysely)/.test(what),
  )
  expect(wrong.map(tell)).toEqual([])
})

test('a file for Node alone has a twin for browsers, and nobody names either', () => {
  const alone = programs.filter((path) => path.endsWith('.node.ts'))
  expect(alone.filter((path) => !programs.includes(path.replace('.node.', '.web.')))).toEqual([])
  const named = imports.filter(({ file, what }) => /\.(node|web)\.ts$/.test(what) && !isTest(file))
  expect(named.map(tell)).toEqual([])
})

test('what runs in a browser imports nothing that touches Node', () => {
  const wrong = imports.filter((one) => {
    const to = target(one)
    return to && touchesNode.includes(to) && !touchesNode.includes(one.from) && !isTest(one.file)
  })
  expect(wrong.map(tell)).toEqual([])
})

test('a package is entered by its front door', () => {
  const wrong = imports.filter((one) => {
    const to = target(one)
    return one.what.startsWith('.') && to !== one.from && to !== 'missions'
  })
  expect(wrong.map(tell)).toEqual([])
})

test('the arrow was read from real imports', () => {
  expect(imports.length).toBeGreaterThan(100)
})
