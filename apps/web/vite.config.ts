/** How the web app is bundled: into dist/, no inline script or style, the map and the charts in pieces of their own. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { wordParts } from './wordParts.ts'

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
