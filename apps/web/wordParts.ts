/**
 * The words in two files a language: those of the first page, and those that only pages fetched later say. The files that
 * people edit stay whole; this cuts them when the app is built.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** How the keys begin that no part of the frame, of the overview or of a figure's drawer says. */
const later = new Set([
  ...['access', 'beds', 'bulk', 'chain', 'claims', 'fit', 'funds', 'import', 'inspection', 'log'],
  ...['logistics', 'mandate', 'pay', 'readings', 'reimburse', 'reliability', 'report', 'requests'],
  ...['retention', 'rivals', 'runway', 'situation', 'stock', 'stores', 'tours'],
  ...['basis', 'controller', 'field', 'ground'],
])
const isLater = (key: string): boolean => later.has(key.slice(0, key.indexOf('.')))

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
    const words = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>
    const chosen = Object.entries(words).filter(([key]) => isLater(key) === (part === 'later'))
    return `export default ${JSON.stringify(Object.fromEntries(chosen))}`
  },
})
