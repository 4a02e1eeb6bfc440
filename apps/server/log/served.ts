/**
 * The log as files, as C2SP names them, for whoever asks and without saying who: checkpoint, tiles, bundles of entries, keys;
 * and the one thing an outsider may send, a cosignature. Not in the table of routes, since these are the formats of others.
 */
import { isRefusal, type Refusal, refuse } from '@konbit/model'
import { parseSize, parseTilePath, textOf } from '@konbit/proof'
import type { Hono } from 'hono'
import { readBytes } from '../body.ts'
import { checkOrigin } from '../headers.ts'
import type { House } from '../house.ts'
import { type Answer, pack, problem, send } from '../wire.ts'

const plain = 'text/plain; charset=utf-8'
const immutable = 'public, max-age=31536000, immutable'
/** A checkpoint is news for seconds only; caches between may bear the load of many monitors. */
const brief = 'public, max-age=5'
const noteMax = 64_000

export function serveLog(app: Hono, house: House): void {
  const answer = async (request: Request, mission: string): Promise<Answer> => {
    const path = new URL(request.url).pathname.slice(`/log/${mission}/`.length)
    if (!house.missions.has(mission)) return problem(refuse('unknown-mission'))
    const isPost = path === 'cosignature'
    const allow = isPost ? 'POST' : 'GET, HEAD'
    if (!allow.includes(request.method)) return problem(refuse('method-not-allowed'), { allow })
    const found = isPost ? await cosign(house, mission, request) : await file(house, mission, path)
    return isRefusal(found) ? problem(found) : found
  }
  app.all('/log/:mission/*', async ({ req }) =>
    send(req.raw, await answer(req.raw, req.param('mission'))),
  )
}

const texts = (text: string | undefined, cache: string): Answer | Refusal =>
  text === undefined
    ? refuse('not-found')
    : { status: 200, file: pack(Buffer.from(text), plain, cache) }

async function file(house: House, mission: string, path: string): Promise<Answer | Refusal> {
  const log = house.ledger.log(mission)
  if (path === 'checkpoint') {
    const note = await log.checkpoint()
    return note === undefined ? refuse('unsigned') : texts(note, brief)
  }
  if (path === 'key') {
    const key = await log.key()
    return key === undefined ? refuse('unsigned') : texts(`${key}\n`, brief)
  }
  const [kind = '', number, ...rest] = path.split('/')
  if (kind === 'tile') {
    const tile = parseTilePath(path)
    const bytes = tile && (await log.tile(tile))
    if (!bytes) return refuse('not-found')
    return { status: 200, file: pack(bytes, 'application/octet-stream', immutable) }
  }
  const count = rest.length === 0 ? parseSize(number) : undefined
  if (kind === 'checkpoint' && count !== undefined) return texts(await log.checkpoint(count), brief)
  if (kind === 'rotation' && count !== undefined && count > 0)
    return texts(await log.rotation(count), immutable)
  return refuse('not-found')
}

async function cosign(house: House, mission: string, request: Request): Promise<Answer | Refusal> {
  const refused = checkOrigin(request)
  if (refused) return refused
  if (!/^text\/plain\b/.test(request.headers.get('content-type') ?? ''))
    return refuse('unsupported-type', 'Send the note as text/plain.')
  const note = await readBytes(request, noteMax)
  if (!note) return refuse('too-large')
  const taken = await house.ledger.log(mission).cosign(textOf(note) ?? '')
  return isRefusal(taken) ? taken : { status: 200, json: taken }
}
