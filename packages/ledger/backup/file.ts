/**
 * The file of a backup: two lines in clear, then lines of JSON, packed and sealed. Every table ends with its count and
 * digest, and the file with its own; a file that stops earlier is refused. docs/operating/backup.md describes the form.
 */
import { createHash, type KeyObject } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { StartFailure } from '../account.ts'
import { type SealHead, seal, sealFor, unseal, unsealWith } from './seal.ts'

const MAGIC = 'konbit-backup 1\n'
const HEAD_MAX = 2000

export type Column = { name: string; type: string }
export type Row = readonly (string | null)[]
/** What stands in the file, in this order: about, then of each table its head, rows and end; then the end of all. */
export type Line =
  | { about: About }
  | { table: string; columns: readonly Column[] }
  | Row
  | { end: string; rows: number; digest: string }
export const isRow = (line: Line): line is Row => Array.isArray(line)

export type About = {
  /** Version of the program that wrote it. */
  by: string
  made: string
  /** The numbered SQL that the schema was made by: digests, in order. */
  shape: readonly string[]
  /** Each log as it stood: its size and the edge of its tree. */
  missions: readonly { id: string; size: number; edge: string }[]
}

type Content = { about: About; tables: AsyncIterable<Table> }
export type Table = {
  table: string
  columns: readonly Column[]
  rows: AsyncIterable<readonly Row[]>
}

async function* linesOf({ about, tables }: Content): AsyncGenerator<Buffer> {
  const whole = createHash('sha256')
  let total = 0
  const print = (line: Line): Buffer => {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
    whole.update(bytes)
    return bytes
  }
  yield print({ about })
  for await (const { table, columns, rows } of tables) {
    yield print({ table, columns })
    const digest = createHash('sha256')
    let count = 0
    for await (const some of rows) {
      const bytes = Buffer.concat(some.map(print))
      digest.update(bytes)
      count += some.length
      yield bytes
    }
    total += count
    yield print({ end: table, rows: count, digest: digest.digest('hex') })
  }
  const digest = whole.copy().digest('hex')
  yield print({ end: '', rows: total, digest })
}

export type Written = { bytes: number; rows: number; digest: string }

/**
 * Returns when the file is whole, on disk, and read back; until then it bears another name. `to` is the public key, or
 * null for a copy that stays beside the database it was taken from. `check` is handed the content as read back.
 */
export async function writeBackup(
  path: string,
  to: string | null,
  content: Content,
  check: (read: AsyncGenerator<Line>) => Promise<void>,
  signal?: AbortSignal,
): Promise<Written> {
  const part = `${path}.part`
  try {
    const sealed = to === null ? undefined : sealFor(to, content.about.made)
    const head: SealHead = sealed?.head ?? { made: content.about.made, to: null }
    const file = createWriteStream(part, { mode: 0o600, flags: 'wx' })
    file.write(`${MAGIC}${JSON.stringify(head)}\n`)
    const sealing = (bytes: AsyncIterable<Buffer>) => (sealed ? seal(bytes, sealed.fileKey) : bytes)
    await pipeline(linesOf(content), createGzip(), sealing, file, signal ? { signal } : {})
    const written = await open(part, 'r+')
    await written.sync()
    const { size } = await written.stat()
    await written.close()
    let ended: Line | undefined
    const read = readSealed(part, () => sealed?.fileKey)
    await check(
      (async function* () {
        for await (const line of read) {
          signal?.throwIfAborted()
          ended = line
          yield line
        }
      })(),
    )
    if (!ended || !('digest' in ended)) throw new Error('the backup was not read to its end')
    await rename(part, path)
    await syncFolder(dirname(path))
    return { bytes: size, rows: ended.rows, digest: ended.digest }
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') await rm(part, { force: true })
    throw inWords(failure as NodeJS.ErrnoException, part)
  }
}

function inWords(failure: NodeJS.ErrnoException, part: string): Error {
  if (failure.code === 'EEXIST')
    return new StartFailure(`${part} is there: another backup is being written, or was cut off.`)
  if (failure.code === 'ENOSPC')
    return new StartFailure('The disk is full; what was written of the backup was removed.')
  if (['ENOENT', 'EACCES', 'EROFS', 'EPERM'].includes(failure.code ?? ''))
    return new StartFailure(`${part} cannot be written (${failure.code}).`)
  return failure
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined) // no folder can be opened on Windows
  await handle?.sync().catch(() => {})
  await handle?.close()
}

/**
 * The lines of a backup, each checked before it is given: a changed, missing or added line throws. What was given before
 * the last line is believed only when the generator has ended.
 */
export const readBackup = (path: string, key: KeyObject | undefined): AsyncGenerator<Line> =>
  readSealed(path, (head) => {
    if (head.to === null) return undefined
    if (!key)
      throw new StartFailure(`The backup is sealed for ${head.to}: give its key with --key-file.`)
    return unsealWith(key, head)
  })

async function* readSealed(
  path: string,
  keyFor: (head: SealHead) => Buffer | undefined,
): AsyncGenerator<Line> {
  const { head, from } = await readHead(path)
  const fileKey = keyFor(head)
  const bytes = createReadStream(path, { start: from })
  const packed = fileKey ? Readable.from(unseal(bytes, fileKey)) : bytes
  const broken = (what: string): StartFailure => new StartFailure(`The backup ${path} ${what}.`)
  const whole = createHash('sha256')
  let digest = createHash('sha256')
  let total = 0
  let count = 0
  let isOver = false
  for await (const [text, line] of parsed(packed, broken)) {
    if (isOver) throw broken('goes on after its end')
    if (isRow(line)) {
      digest.update(text)
      count += 1
    } else if ('end' in line) {
      const isLast = line.end === ''
      const told = isLast ? [total, whole.copy().digest('hex')] : [count, digest.digest('hex')]
      if (line.rows !== told[0] || line.digest !== told[1])
        throw broken(`is broken in ${line.end || 'its end'}`)
      total += count
      isOver = isLast
    } else if ('table' in line) {
      digest = createHash('sha256')
      count = 0
    }
    whole.update(text)
    yield line
  }
  if (!isOver) throw broken('is cut off')
}

async function* parsed(
  packed: Readable,
  broken: (what: string) => Error,
): AsyncGenerator<[Buffer, Line]> {
  const unpacked = createGunzip()
  let failure: unknown
  packed.on('error', (error) => {
    failure = error
    unpacked.destroy(error)
  })
  packed.pipe(unpacked)
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of unpacked) {
      const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      let from = 0
      for (let to = bytes.indexOf(10); to >= 0; to = bytes.indexOf(10, from)) {
        const text = bytes.subarray(from, to + 1)
        yield [text, JSON.parse(text.toString())]
        from = to + 1
      }
      rest = bytes.subarray(from)
    }
  } catch (error) {
    if (failure) throw failure
    if (error instanceof StartFailure) throw error
    const { code = '' } = error as NodeJS.ErrnoException
    if (code.startsWith('Z_') || error instanceof SyntaxError) throw broken('is broken or cut off')
    throw error
  } finally {
    packed.destroy()
  }
  if (rest.length > 0) throw broken('is cut off')
}

async function readHead(path: string): Promise<{ head: SealHead; from: number }> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new StartFailure(`The backup ${path} cannot be read (${error.code}).`)
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_MAX), 0, HEAD_MAX, 0)
    const text = buffer.subarray(0, bytesRead).toString('latin1')
    const end = text.indexOf('\n', MAGIC.length)
    if (!text.startsWith(MAGIC) || end < 0)
      throw new StartFailure(`${path} is no backup that this Konbit can read.`)
    return { head: JSON.parse(text.slice(MAGIC.length, end)), from: end + 1 }
  } finally {
    await file.close()
  }
}
