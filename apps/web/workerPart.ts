/**
 * Writes the service worker beside the built pages: the list of all their files, each with its digest, then worker.ts as it
 * stands, without its types. The same pages give the same bytes, so that a browser sees a new program only where there is one.
 * Not for a browser.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { type Plugin, transformWithOxc } from 'vite'

const source = join(import.meta.dirname, 'outbox', 'worker.ts')

export const workerPart = (): Plugin => {
  let folder = ''
  return {
    name: 'worker-part',
    apply: 'build',
    configResolved({ root, build }) {
      folder = join(root, build.outDir)
    },
    buildStart() {
      this.addWatchFile(source)
    },
    async writeBundle({ dir }) {
      await writeFile(join(dir ?? folder, 'sw.js'), await workerOf(dir ?? folder))
    },
  }
}

async function workerOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name !== 'sw.js' && !entry.name.endsWith('.map'))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    // Whoever complains gets what is there now, and it is kept by no worker.
    .filter((path) => !path.startsWith('complain/'))
    .sort()
  const shell = await Promise.all(
    paths.map(async (path) => [
      `/${path}`,
      // Their names hold a digest already.
      path.startsWith('assets/') ? '' : digestOf(await readFile(join(folder, path))),
    ]),
  )
  const { code } = await transformWithOxc(await readFile(source, 'utf8'), source, {
    sourcemap: false,
  })
  return `const shell = ${JSON.stringify(shell)}\n${code}`
}

const digestOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 32)
