/**
 * What lies inside: a sheet of answers and the files with it, as one run of bytes, filled up to a few sizes so that its length
 * says little. Knows nothing of what is asked; the intake and the conduct desk do.
 */
import { SealFailure } from './failure.ts'

export type Enclosed = { name: string; type: string; bytes: Uint8Array }
export type Content = { sheet: Readonly<Record<string, string>>; files: readonly Enclosed[] }

type Head = Content['sheet']
type Listed = { name: string; type: string; size: number }

const mark = new TextEncoder().encode('KSC1')
const smallest = 4096

/** Four kilobytes, or the next power of two, or above one megabyte the next whole one. */
export function filled(size: number): number {
  const megabyte = 1 << 20
  if (size > megabyte) return Math.ceil(size / megabyte) * megabyte
  let room = smallest
  while (room < size) room *= 2
  return room
}

export function writeContent({ sheet, files }: Content): Uint8Array {
  const listed = files.map(({ name, type, bytes }) => ({ name, type, size: bytes.length }))
  const head = new TextEncoder().encode(JSON.stringify({ sheet, files: listed }))
  const parts = [mark, lengthOf(head), head, ...files.map(({ bytes }) => bytes)]
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  const whole = new Uint8Array(filled(size))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Throws a SealFailure for what no intake wrote. */
export function readContent(bytes: Uint8Array): Content {
  const torn = new SealFailure('torn', 'What was sealed cannot be read.')
  if (bytes.length < 8 || mark.some((one, at) => bytes[at] !== one)) throw torn
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4)
  let at = 8 + headLength
  if (at > bytes.length) throw torn
  const { sheet, files } = readHead(bytes.subarray(8, at)) ?? {}
  if (!sheet || !files) throw torn
  const enclosed = files.map(({ name, type, size }) => {
    const part = bytes.slice(at, at + size)
    at += size
    if (part.length !== size) throw torn
    return { name, type, bytes: part }
  })
  return { sheet, files: enclosed }
}

function readHead(bytes: Uint8Array): { sheet: Head; files: Listed[] } | undefined {
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
  const { sheet, files } = (read ?? {}) as { sheet?: unknown; files?: unknown }
  if (typeof sheet !== 'object' || sheet === null || !Array.isArray(files)) return undefined
  const texts = Object.entries(sheet).filter(([, value]) => typeof value === 'string')
  const isListed = files.every(
    (one: Partial<Listed> | null) =>
      typeof one?.name === 'string' &&
      typeof one.type === 'string' &&
      Number.isSafeInteger(one.size) &&
      (one.size ?? -1) >= 0,
  )
  return isListed ? { sheet: Object.fromEntries(texts), files: files as Listed[] } : undefined
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, length)
  return bytes
}
