/**
 * What a form brings, read within a bound: what is larger is refused as soon as that is known, and never held whole. Nothing here
 * is written anywhere.
 */
import type { Enclosed } from '@konbit/seal'

/** A picture, a voice and words, with the lines between them. */
export const formMax = 15_000_000
/** So much of what is too large is read and thrown away, so that a browser reads the answer instead of a broken line. */
const drainMax = 400_000_000
const drainSeconds = 100
export const wordsMax = 20_000

export type Form = { words: ReadonlyMap<string, string>; files: ReadonlyMap<string, Enclosed> }
export type FormRefused = 'large' | 'torn'

export async function readForm(request: Request): Promise<Form | FormRefused> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) return 'torn'
  const bytes = await readBounded(request, formMax)
  if (!bytes) return 'large'
  const read = await new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { 'content-type': type },
  })
    .formData()
    .catch(() => undefined)
  if (!read) return 'torn'
  const words = new Map<string, string>()
  const files = new Map<string, Enclosed>()
  for (const [name, value] of read.entries()) {
    if (typeof value === 'string') {
      const had = words.get(name)
      words.set(name, (had ? `${had}, ${value}` : value).normalize('NFC').slice(0, wordsMax))
    } else if (value.size > 0) {
      files.set(name, {
        name,
        type: value.type,
        bytes: new Uint8Array(await value.arrayBuffer()),
      })
    }
  }
  return { words, files }
}

/** Undefined where it is larger. What remains is let run off, unheld. */
export async function readBounded(request: Request, max: number): Promise<Uint8Array | undefined> {
  const reader = request.body?.getReader()
  if (!reader) return new Uint8Array()
  const isAnnounced = Number(request.headers.get('content-length') ?? 0) > max
  const until = performance.now() + drainSeconds * 1000
  let chunks: Uint8Array[] = []
  let size = 0
  let isLarge = isAnnounced
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > max) isLarge = true
    if (!isLarge) chunks.push(value)
    else {
      chunks = []
      if (size > drainMax || performance.now() > until) {
        await reader.cancel().catch(() => {})
        break
      }
    }
  }
  return isLarge ? undefined : Buffer.concat(chunks)
}
