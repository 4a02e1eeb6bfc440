/**
 * The files that the checks read: what git holds or would hold, so nothing installed, built or ignored.
 * It finds and reads; what is right and wrong stands in the tests beside it.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

const listed = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
  {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  },
)

/** Paths from the root, with forward slashes. */
export const files = [...new Set(listed.split('\0'))].filter(
  (path) => path !== '' && existsSync(join(root, path)),
)

export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const isProgram = (path: string) => /\.(ts|tsx|js)$/.test(path)
/** Tests, and what only tests use. */
export const isTest = (path: string) =>
  /\.test\.tsx?$|\/(given|story|testing|testRegisters)\.ts$/.test(path)

export const programs = files.filter(isProgram)
/** Programs less their tests. */
export const sources = programs.filter((path) => !isTest(path))

/** Every line that matches, as `path:line what was found`. */
export function findLines(paths: string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, at) => {
        const found = line.match(pattern)
        return found ? [`${path}:${at + 1} ${found[0].trim()}`] : []
      }),
  )
}
