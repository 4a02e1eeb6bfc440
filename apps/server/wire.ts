/**
 * From an answer to bytes: JSON, files and streams, each with a tag to ask again by, and compressed as the client can
 * take it. Knows nothing of registers.
 */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib'
import { problemOf, type Refusal, refuse } from '@konbit/model'
import { detailTold, toldOf } from './told.ts'

export type Answer = {
  status: number
  headers?: Readonly<Record<string, string>>
} & (
  | { json: unknown }
  | { file: Packed }
  | { lines: AsyncIterable<string | Uint8Array>; type: string }
)

export const ok = (json: unknown): Answer => ({ status: 200, json })

type Coding = 'br' | 'gzip'
const packers: Record<Coding, (bytes: Uint8Array, quality: number) => Promise<Buffer>> = {
  br: (bytes, quality) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      },
    }),
  gzip: (bytes, quality) => promisify(gzip)(bytes, { level: Math.min(quality, 9) }),
}

/** Bytes that are sent often: compressed once, when first asked for. */
export type Packed = {
  bytes: Uint8Array
  type: string
  tag: string
  cache: string
  packed: Map<Coding, Promise<Uint8Array>>
}

export const pack = (bytes: Uint8Array, type: string, cache = 'no-cache'): Packed => ({
  bytes,
  type,
  cache,
  tag: tagOf(bytes),
  packed: new Map(),
})

const tagOf = (bytes: Uint8Array): string =>
  `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
const worthMin = 1200
const isText = (type: string): boolean =>
  /^(text\/|application\/(json|problem|geo|manifest|javascript|openapi)|image\/svg)/.test(type)

/** The coding that the client likes best of those we have. */
function codingFor(accepts: string | null): Coding | undefined {
  const weights = new Map(
    (accepts ?? '').split(',').map((part) => {
      const [name = '', ...rest] = part.trim().toLowerCase().split(';')
      const weight = rest
        .map((one) => /^\s*q=(.*)$/.exec(one)?.[1])
        .find((one) => one !== undefined)
      return [name, weight === undefined ? 1 : Number(weight)] as const
    }),
  )
  for (const coding of ['br', 'gzip'] as const) if ((weights.get(coding) ?? 0) > 0) return coding
  return undefined
}

/** The answer as a response to this request. */
export async function send(request: Request, answer: Answer): Promise<Response> {
  const headers = new Headers(answer.headers)
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache')
  const isOpen = 'file' in answer && answer.file.cache.startsWith('public')
  headers.append(
    'vary',
    isOpen ? 'accept-encoding' : 'accept-encoding, accept, cookie, konbit-person',
  )
  if ('lines' in answer) return sendLines(request, answer, headers)
  const file = 'file' in answer ? answer.file : packJson(answer.json, headers.get('content-type'))
  headers.set('content-type', file.type)
  if ('file' in answer && !answer.headers?.['cache-control'])
    headers.set('cache-control', file.cache)
  if (answer.status === 200) {
    headers.set('etag', file.tag)
    const had = request.headers.get('if-none-match')
    if (had && (had === '*' || had.split(',').some((tag) => tag.trim() === file.tag))) {
      return new Response(null, { status: 304, headers })
    }
  }
  const coding =
    isText(file.type) && file.bytes.byteLength >= worthMin
      ? codingFor(request.headers.get('accept-encoding'))
      : undefined
  if (!coding) return respond(file.bytes, answer.status, headers)
  headers.set('content-encoding', coding)
  let made = file.packed.get(coding)
  if (!made) {
    // What never changes is sent so often that the last per cent is worth a second, once.
    const quality = !('file' in answer) ? 4 : file.cache.includes('immutable') ? 11 : 9
    made = packers[coding](file.bytes, quality)
    file.packed.set(coding, made)
  }
  return respond(await made, answer.status, headers)
}

/** In bytes once for as long as the answer itself is kept: what was worked out once is also written and packed once. */
const written = new WeakMap<object, Packed>()

function packJson(json: unknown, type: string | null): Packed {
  const asked = type ?? 'application/json; charset=utf-8'
  const kept = typeof json === 'object' ? json : null
  const had = kept && written.get(kept)
  if (had?.type === asked) return had
  const file = pack(Buffer.from(JSON.stringify(json)), asked)
  if (kept) written.set(kept, file)
  return file
}

function respond(bytes: Uint8Array, status: number, headers: Headers): Response {
  headers.set('content-length', String(bytes.byteLength))
  return new Response(bytes as Uint8Array<ArrayBuffer>, { status, headers })
}

/** A stream that fails half-way is broken off, so that nobody takes it for whole. */
function sendLines(
  request: Request,
  answer: Answer & { lines: AsyncIterable<string | Uint8Array>; type: string },
  headers: Headers,
): Response {
  headers.set('content-type', answer.type)
  // What is packed already gains nothing, and lines that say how far a thing is would wait in the packer.
  const isPlain = /spreadsheetml|ndjson/.test(answer.type)
  const coding = isPlain ? undefined : codingFor(request.headers.get('accept-encoding'))
  const plain = Readable.from(answer.lines, { objectMode: false })
  if (!coding)
    return new Response(Readable.toWeb(plain) as ReadableStream, { status: answer.status, headers })
  headers.set('content-encoding', coding)
  const packer =
    coding === 'br'
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
      : createGzip()
  plain.on('error', (failure) => packer.destroy(failure))
  packer.on('close', () => plain.destroy())
  return new Response(Readable.toWeb(plain.pipe(packer)) as ReadableStream, {
    status: answer.status,
    headers,
  })
}

export const problem = (refusal: Refusal, headers: Record<string, string> = {}): Answer => {
  const said = problemOf(refusal)
  const json = {
    ...said,
    ...(said.errors ? { errors: said.errors.map(detailTold) } : {}),
    ...toldOf(refusal),
  }
  return {
    status: json.status,
    json,
    headers: {
      ...headers,
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    },
  }
}

export const tooMany = (seconds: number): Answer =>
  problem(refuse('too-many-requests'), { 'retry-after': String(seconds) })
