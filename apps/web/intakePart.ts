/**
 * Bundles the small script of the intake beside the pages, as one file that shares nothing with them: whoever complains loads no
 * more than it. Not for a browser.
 */
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

const entry = join(import.meta.dirname, '..', 'intake', 'phone', 'phone.ts')

/** What the keys of others need and ours do not: nothing of it is ever called. */
const unused = /@noble\/post-quantum\/hybrid|@noble\/curves\/nist/

export const intakePart = (): Plugin => {
  let folder = ''
  return {
    name: 'intake-part',
    apply: 'build',
    configResolved({ root, build: { outDir } }) {
      folder = join(root, outDir)
    },
    async writeBundle({ dir }) {
      await build({
        configFile: false,
        root: import.meta.dirname,
        logLevel: 'warn',
        publicDir: false,
        plugins: [
          {
            name: 'left-out',
            enforce: 'pre',
            resolveId: (id) => (unused.test(id) ? '\0left-out' : undefined),
            load: (id) =>
              id === '\0left-out'
                ? 'export const MLKEM768X25519 = {}, MLKEM768P256 = {}, p256 = {}'
                : undefined,
          },
        ],
        build: {
          outDir: join(dir ?? folder, 'complain'),
          emptyOutDir: true,
          target: ['chrome80', 'firefox78', 'safari14'],
          modulePreload: false,
          rolldownOptions: {
            input: entry,
            output: { entryFileNames: 'seal.js', codeSplitting: false, format: 'es' },
          },
        },
      })
    },
  }
}
