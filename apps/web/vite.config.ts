/**
 * How the web app is bundled: into dist/, no inline script or style, the map and the charts in pieces of their own. The words
 * of a language come in two files: those of the first page, and those that only pages fetched later say.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** How the keys begin that no part of the frame, of the overview or of a figure's drawer says. */
const later = new Set([
  ...[
    'access',
    'beds',
    'bulk',
    'chain',
    'claims',
    'document',
    'fit',
    'funds',
    'import',
    'inspection',
    'log',
  ],
  ...[
    'logistics',
    'mandate',
    'manifests',
    'pay',
    'posts',
    'readings',
    'reimburse',
    'reliability',
    'report',
    'requests',
  ],
  ...['retention', 'rivals', 'runway', 'situation', 'stock', 'stores', 'taps', 'tours'],
  ...['basis', 'controller', 'field', 'ground'],
])
const isLater = (key: string): boolean => later.has(key.slice(0, key.indexOf('.')))

const shape = /^virtual:words\/([a-z]+)\/(first|later)$/
const folder = join(import.meta.dirname, '..', '..', 'packages', 'registers', 'words')

const wordParts = (): Plugin => ({
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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), wordParts()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome105', 'firefox110', 'safari16'],
    assetsInlineLimit: 0, // a strict content policy allows no data: addresses
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    // Not the app's own folder of that name: those are modules.
    proxy: { '^/api/(?![A-Za-z]+[.]ts)': process.env.KONBIT_API ?? 'http://127.0.0.1:8787' },
  },
})
