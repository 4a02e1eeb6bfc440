/**
 * The built web app, from memory. Names with a digest never change; every address that is no file gets the page,
 * which finds its own way. Looks at the folder again when the page was built anew.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { type Answer, type Packed, pack } from './wire.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
  '.pbf': 'application/x-protobuf',
}

/** Gives the file at a path of the address, the page for an address without one, undefined for a file not there. */
export function webFiles(folder: string): (path: string) => Promise<Answer | undefined> {
  let files: Promise<Map<string, Packed>> | undefined
  let builtAt = 0
  return async (path) => {
    const at = (await stat(join(folder, 'index.html')).catch(() => undefined))?.mtimeMs
    if (at === undefined) return undefined
    if (at !== builtAt || !files) {
      builtAt = at
      files = readAll(folder)
    }
    const all = await files
    const file = all.get(path)
    if (file) return { status: 200, file }
    if (extname(path) !== '' || path.startsWith('/assets/')) return undefined
    const page = all.get('/index.html')
    return page && { status: 200, file: page }
  }
}

async function readAll(folder: string): Promise<Map<string, Packed>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && types[extname(entry.name)])
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }) => {
        const path = `/${relative(folder, join(parentPath, name)).split(sep).join('/')}`
        const cache = path.startsWith('/assets/')
          ? 'public, max-age=31536000, immutable'
          : 'no-cache'
        return [
          path,
          pack(await readFile(join(parentPath, name)), types[extname(name)] as string, cache),
        ] as const
      }),
    ),
  )
}
