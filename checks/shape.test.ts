/** How long a file may be, how it opens, and the ways round the compiler that nobody takes. */
import { describe, expect, test } from 'vitest'
import { files, findLines, programs, read, sources } from './source.ts'

const LINES_MAX = 400

/** Longer than that on purpose: how long, and why it is one file. The number only ever goes down. */
const long: Record<string, { lines: number; why: string }> = {
  'packages/ledger/sql/0010.sql': {
    lines: 468,
    why: 'most of it is pg-boss’ own text, as it gives it',
  },
}

describe('a file fits in a head', () => {
  const measured = files
    .filter((path) => /\.(ts|tsx|js|css|sql)$/.test(path))
    .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))

  test(`no file is longer than ${LINES_MAX} lines, unless it says why`, () => {
    const wrong = measured.filter(({ path, lines }) => lines > (long[path]?.lines ?? LINES_MAX))
    expect(wrong.map(({ path, lines }) => `${path} has ${lines}`)).toEqual([])
  })

  test('a file that has become shorter gives the room back', () => {
    const wrong = Object.keys(long).filter((path) => {
      const lines = measured.find((one) => one.path === path)?.lines ?? 0
      return lines < (long[path]?.lines ?? 0)
    })
    expect(wrong).toEqual([])
  })
})

test('a file opens with what it is for', () => {
  const wrong = sources.filter(
    (path) => !/\.d\.ts$|\.config\.ts$/.test(path) && !/^(#!.*\n)?\/\*\*/.test(read(path)),
  )
  expect(wrong).toEqual([])
})

test('nobody goes round the compiler', () => {
  expect(findLines(programs, /\bas any\b|@ts-(ignore|expect-error|nocheck)/)).toEqual([])
})

test('a lint rule is silenced only with its reason', () => {
  expect(findLines(programs, /biome-(?:ignore)(?!(-\w+)? [\w/]+: \S.{9})/)).toEqual([])
})

test('no test is left alone on the stage', () => {
  expect(findLines(programs, /\b(test|it|describe)\.only\b/)).toEqual([])
})
