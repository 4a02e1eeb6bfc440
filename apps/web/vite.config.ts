/**
 * How the web app is bundled: into dist/, no inline script or style, the map and the charts in pieces of their own, the words
 * of a language in two files.
 */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { intakePart } from './intakePart.ts'
import { firstFiles, wordParts } from './wordParts.ts'
import { workerPart } from './workerPart.ts'

const first = firstFiles()
const isFrame = (id: string): boolean =>
  first.has(id) ||
  /\/node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack\/(?!react-table|table))/.test(
    id,
  )

/** A sheet of paper is as narrow as a phone and is none: what is narrow by its window is so on screens only. */
const screens = {
  postcssPlugin: 'narrow-screens',
  AtRule: {
    media(rule: { params: string }) {
      if (rule.params.startsWith('(max-width')) rule.params = `screen and ${rule.params}`
    },
  },
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), wordParts(), intakePart(), workerPart()],
  css: { modules: { localsConvention: 'camelCaseOnly' }, postcss: { plugins: [screens] } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome105', 'firefox110', 'safari16'],
    assetsInlineLimit: 0, // a strict content policy allows no data: addresses
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      // Each file has headers of its own: what the first page is made of is not cut into ten.
      output: { codeSplitting: { groups: [{ name: 'frame', test: isFrame }] } },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    // Not the app's own folder of that name: those are modules.
    proxy: { '^/api/(?![A-Za-z]+[.]ts)': process.env.KONBIT_API ?? 'http://127.0.0.1:8787' },
  },
})
