/**
 * A folder among the tables of a backup: files by their path, cut into pieces so that no line is long. Whoever has the open key
 * can seal a backup, so a path that leads out of the folder is refused.
 */
import { createHash } from 'node:crypto'
import { StartFailure } from '../account.ts'
import type { Row, Table } from './file.ts'

/** By path below the folder, with forward slashes. */
export type FolderFiles = ReadonlyMap<string, Uint8Array>

export const FOLDER = 'folder'
const PIECE = 256 * 1024

function* piecesOf(files: FolderFiles): Generator<Row> {
  for (const [path, bytes] of files)
    for (let at = 0; at === 0 || at < bytes.length; at += PIECE)
      yield [path, Buffer.from(bytes.subarray(at, at + PIECE)).toString('base64')]
}

export const tableOfFiles = (files: FolderFiles): Table => ({
  table: FOLDER,
  columns: [
    { name: 'path', type: 'text' },
    { name: 'base64', type: 'text' },
  ],
  rows: (async function* () {
    for (const row of piecesOf(files)) yield [row]
  })(),
})

/** As the end of the table in a backup has it. */
export function digestOfFiles(files: FolderFiles): string {
  const digest = createHash('sha256')
  for (const row of piecesOf(files)) digest.update(`${JSON.stringify(row)}\n`)
  return digest.digest('hex')
}

/** Takes the rows of the table one by one. */
export function openFolder() {
  const pieces = new Map<string, Buffer[]>()
  return {
    take: ([path, piece]: Row): void => {
      const steps = (path ?? '').split('/')
      if (!path || /[\\:\0]/.test(path) || steps.some((one) => ['', '.', '..'].includes(one)))
        throw new StartFailure('The backup holds a file that would lie outside the folder.')
      const before = pieces.get(path) ?? []
      pieces.set(path, before)
      before.push(Buffer.from(piece ?? '', 'base64'))
    },
    files: (): FolderFiles =>
      new Map([...pieces].map(([path, parts]) => [path, Buffer.concat(parts)])),
  }
}
