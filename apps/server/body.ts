/**
 * The body of a request: one JSON object in UTF-8, at most 1 MB, not deeply nested, of text that the record can keep.
 * A body that is too large is refused from its announced length, or as soon as the limit is passed; never read whole.
 */
import { cleanText, type Refusal, refuse } from '@konbit/model'

export const bodyMax = 1_000_000
const depthMax = 24

export async function readBody(request: Request): Promise<Record<string, unknown> | Refusal> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return refuse('unsupported-type')
  const bytes = await readBytes(request)
  if (!bytes) return refuse('too-large')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse('invalid-json')
  }
  if (isDeep(text))
    return refuse(
      'invalid-json',
      `The body is nested deeper than ${depthMax} levels. Send it flatter.`,
    )
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('invalid-json')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('invalid-json')
  if (!isClean(value))
    return refuse(
      'invalid-json',
      'The body holds U+0000 or half a character, which the record does not keep.',
    )
  return value as Record<string, unknown>
}

/** A file of one of the types that a route takes, whole or refused. */
export async function readFile(
  request: Request,
  { max, types }: { max: number; types: readonly string[] },
): Promise<{ type: string; bytes: Uint8Array } | Refusal> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!types.includes(type))
    return refuse('unsupported-type', `Send the file as one of: ${types.join(', ')}.`)
  const bytes = await readBytes(request, max)
  return bytes ? { type, bytes } : refuse('too-large')
}

/** The body, whole and at most so large; undefined where it is larger, as soon as that is known. */
export async function readBytes(request: Request, max = bodyMax): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > max) return undefined
  // Node holds a body to the length it announced, and without a stream in between it is read in half the time.
  if (request.headers.has('content-length')) {
    const bytes = new Uint8Array(await request.arrayBuffer())
    return bytes.length > max ? undefined : bytes
  }
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > max) {
      await reader.cancel().catch(() => {})
      return undefined
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks)
}

/** Counts brackets outside strings, before any parser recurses. */
function isDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (inString) {
      if (unit === 0x5c) index += 1
      else if (unit === 0x22) inString = false
    } else if (unit === 0x22) inString = true
    else if (unit === 0x5b || unit === 0x7b) {
      depth += 1
      if (depth > depthMax) return true
    } else if (unit === 0x5d || unit === 0x7d) depth -= 1
  }
  return false
}

/** Whether it is text that the record can keep, all through. */
export const isPlain = (value: unknown): boolean => isClean(value)

function isClean(value: unknown): boolean {
  if (typeof value === 'string') return cleanText(value) !== undefined
  if (Array.isArray(value)) return value.every(isClean)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, one]) => isClean(name) && isClean(one))
}
