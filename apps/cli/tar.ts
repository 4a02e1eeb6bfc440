/** An archive as `tar` unpacks it (POSIX ustar), written file by file: one date for all and no owner, so that the same files are the same archive. */
import { open } from 'node:fs/promises'

export type Part = { path: string; mode: number } & (
  | { file: string; size: number }
  | { text: Uint8Array }
  | { link: string }
)

const block = 512
/** Zero is a date that some unpackers complain of. */
const date = 315_619_200

/** Yields the archive; `onBytes` sees what each file holds as it goes by, and of each at least nothing. Throws where a file has another size than was told. */
export async function* tarOf(
  parts: AsyncIterable<Part> | Iterable<Part>,
  onBytes: (path: string, bytes: Uint8Array) => void = () => {},
): AsyncGenerator<Uint8Array> {
  for await (const part of parts) {
    const size = 'file' in part ? part.size : 'text' in part ? part.text.length : 0
    yield headerOf(part, size)
    if (!('link' in part)) onBytes(part.path, new Uint8Array(0))
    let written = 0
    for await (const bytes of bytesOf(part)) {
      written += bytes.length
      onBytes(part.path, bytes)
      yield bytes
    }
    if (written !== size) throw new Error(`${part.path} changed while it was packed`)
    if (size % block > 0) yield new Uint8Array(block - (size % block))
  }
  yield new Uint8Array(2 * block)
}

async function* bytesOf(part: Part): AsyncGenerator<Uint8Array> {
  if ('text' in part) yield part.text
  if (!('file' in part)) return
  const handle = await open(part.file)
  try {
    for await (const bytes of handle.createReadStream({ autoClose: false, highWaterMark: 1 << 20 }))
      yield bytes as Uint8Array
  } finally {
    await handle.close()
  }
}

function headerOf(part: Part, size: number): Uint8Array {
  const header = Buffer.alloc(block)
  const [prefix, name] = splitPath(part.path)
  const octal = (value: number, at: number, length: number): void => {
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  }
  header.write(name, 0, 100, 'utf8')
  octal(part.mode, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(date, 136, 12)
  header.write('        ', 148, 'latin1')
  header.write('link' in part ? '2' : '0', 156, 'latin1')
  if ('link' in part) header.write(part.link, 157, 100, 'utf8')
  header.write('ustar\x0000', 257, 'latin1')
  header.write(prefix, 345, 155, 'utf8')
  const sum = header.reduce((all, byte) => all + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}

/** A path over 100 bytes is parted at a slash; what does not fit so is refused rather than cut. */
function splitPath(path: string): [prefix: string, name: string] {
  const bytes = (text: string): number => Buffer.byteLength(text)
  if (bytes(path) <= 100) return ['', path]
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)]
    if (bytes(prefix) <= 155 && bytes(name) <= 100) return [prefix, name]
  }
  throw new Error(`the path is too long for an archive: ${path}`)
}
