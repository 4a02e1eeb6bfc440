/**
 * The words of a language in two files when the app is built: what the first page says, and what only pages fetched later
 * say. Which is which is read in the sources themselves: from the first page along the imports, every text that is a key.
 * Not for a browser.
 */
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** What a reader may meet first: the frame with the overview, its map, the day, the door. */
const firstPages = [
  'main.tsx',
  'pages/IncidentMap.tsx',
  'day/DayPage.tsx',
  'pages/account/SignIn.tsx',
]
/** What the server names by a key in the overview's answer, and no source of ours does. */
const told = [
  'day.rule',
  'day.form',
  'binding',
  'bindingNext',
  'bindingNow',
  'bindingPast',
  'overdue',
  'said',
  'overview',
]
/** Titles of what registers declare: the page that shows a register brings them. */
const declared = /^(choice|field|register|term|verb)\.|^measure\..*\.definition$/
/** What goes wrong on the first page is told by these; the others come with the page that needs them. */
const isProblemLater = (key: string): boolean =>
  /^problem\.[a-z-]+(\.sentence)?$/.test(key) &&
  !/^problem\.(failed|no-line|no-person|not-found|too-many-requests|unavailable|unknown-mission|again|now|wait)\b/.test(
    key,
  )

const shape = /^virtual:words\/([a-z]+)\/(first|later)$/
const folder = join(import.meta.dirname, '..', '..', 'packages', 'registers', 'words')

export const wordParts = (): Plugin => ({
  name: 'word-parts',
  resolveId: (id) => (shape.test(id) ? `\0${id}` : undefined),
  async load(id) {
    const [, language, part] = shape.exec(id.replace('\0', '')) ?? []
    if (!id.startsWith('\0') || !language) return undefined
    const path = join(folder, `${language}.json`)
    this.addWatchFile(path)
    const { files, isFirst } = saidFrom(firstPages.map((one) => join(import.meta.dirname, one)))
    for (const file of files) this.addWatchFile(file)
    const words = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>
    const chosen = Object.entries(words).filter(([key]) => isFirst(key) === (part === 'first'))
    return `export default ${JSON.stringify(Object.fromEntries(chosen))}`
  },
})

/** The files of which every first page is made. */
export const firstFiles = (): ReadonlySet<string> =>
  saidFrom([join(import.meta.dirname, 'main.tsx')]).files

/** Follows what is imported at once, not what `import()` fetches, and gathers what may be a key or its beginning. */
function saidFrom(pages: readonly string[]): {
  files: ReadonlySet<string>
  isFirst: (key: string) => boolean
} {
  const files = new Set(pages.filter((page) => existsSync(page)))
  const whole = new Set<string>()
  const begun = new Set(told.map((one) => `${one}.`))
  for (const file of files) {
    const source = readFileSync(file, 'utf8')
    for (const [, path = ''] of source.matchAll(
      /^(?:import (?!type)|export |\} )[^'(]*'(\.[^']+\.tsx?)'/gm,
    ))
      files.add(join(dirname(file), path))
    for (const [, key = ''] of source.matchAll(/'([a-z][\w.-]*)'/g)) whole.add(key)
    for (const [, start = ''] of source.matchAll(/`([a-z]\w*\.[\w.]*)\$\{/g)) begun.add(start)
  }
  const starts = [...begun]
  const isFirst = (key: string): boolean =>
    !declared.test(key) &&
    !isProblemLater(key) &&
    (whole.has(key.replace(/\.(one|other)$/, '')) ||
      whole.has(key) ||
      starts.some((start) => key.startsWith(start)))
  return { files, isFirst }
}
