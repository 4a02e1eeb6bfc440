/**
 * The rim: from a request to a route and back. Here refusals become problems (RFC 9457), failures become one sentence
 * that tells nothing, and every answer gets its headers. What a route does is in the files beside.
 */
import { LedgerFailure } from '@konbit/ledger'
import { isRefusal, needsOf, type Refusal, refuse } from '@konbit/model'
import { Hono } from 'hono'
import { basePath } from './account/auth.ts'
import { readBody, readFile } from './body.ts'
import { foreignDevice, refusedDevice } from './device/stands.ts'
import { checkOrigin, setHeaders } from './headers.ts'
import type { House } from './house.ts'
import { serveComplaints } from './intake/pages.ts'
import { serveLog } from './log/served.ts'
import { describe } from './openapi.ts'
import { keyStands, nobody, personOf } from './person.ts'
import { readQuery } from './query.ts'
import { answerMetrics, makeRim } from './rim.ts'
import type { Ask, Route } from './route.ts'
import { makeRoutes } from './routes.ts'
import { serveShared } from './sharing/shared.ts'
import { watched } from './sight.ts'
import { webFiles } from './web.ts'
import { type Answer, pack, problem, send, tooMany } from './wire.ts'

/** Longest that a read may take. A change is bounded by the database, since it must not be answered wrongly. */
const readSecondsMax = 20
const json = 'application/json; charset=utf-8'

export function createApp(house: House): Hono {
  const routes = makeRoutes(house)
  const app = new Hono()
  const rim = makeRim(house)
  app.use('*', rim.around)
  app.get('/metrics', async ({ req, env }) => send(req.raw, answerMetrics(house, req.raw, env)))
  app.on(['GET', 'POST'], `${basePath}/*`, async ({ req }) =>
    house.accounts
      ? house.accounts.handle(req.raw, rim.seen(req.raw).address)
      : send(req.raw, problem(refuse('not-found'))),
  )
  for (const route of routes) {
    app.on(route.method.toUpperCase(), honoPath(route.path), async ({ req }) => {
      const seen = rim.seen(req.raw)
      seen.route = route.path
      const params = req.param() as Record<string, string>
      return send(req.raw, await answer(house, route, req.raw, params, seen.address))
    })
  }
  serveLog(app, house)
  serveComplaints(app, house, (request) => rim.seen(request).address)
  serveShared(app, house, rim.seen)
  const description = once(() => pack(Buffer.from(JSON.stringify(describe(house, routes))), json))
  app.get('/openapi.json', ({ req }) => send(req.raw, { status: 200, file: description() }))
  for (const [path, allow] of methods(routes)) {
    app.all(path, ({ req }) => send(req.raw, problem(refuse('method-not-allowed'), { allow })))
  }
  app.all('/api/:mission/:register/*', ({ req }) =>
    send(req.raw, problem(strayed(house, req.param('mission'), req.param('register')))),
  )
  app.all('/api/*', ({ req }) => send(req.raw, problem(refuse('not-found'))))
  const files = house.web ? webFiles(house.web) : undefined
  app.on(['GET', 'HEAD'], '*', async ({ req }) =>
    send(req.raw, (await files?.(req.path)) ?? problem(refuse('not-found'))),
  )
  app.all('*', ({ req }) =>
    send(req.raw, problem(refuse('method-not-allowed'), { allow: 'GET, HEAD' })),
  )
  app.onError(async (failure, { req }) => {
    house.note(failure, `${req.method} ${req.routePath}`)
    const kind = failure instanceof LedgerFailure ? failure.problem : 'failed'
    const response = await send(req.raw, problem(refuse(kind)))
    setHeaders(response.headers, house.url)
    return response
  })
  return app
}

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** Each address with the methods it takes. */
function methods(routes: readonly Route[]): Map<string, string> {
  const found = new Map<string, string>([['/openapi.json', 'GET, HEAD']])
  for (const { path, method } of routes) {
    const had = found.get(honoPath(path))
    found.set(
      honoPath(path),
      [had, method === 'get' ? 'GET, HEAD' : 'POST'].filter(Boolean).join(', '),
    )
  }
  return found
}

/** Why an address within a mission leads nowhere. */
function strayed(house: House, mission: string, register: string): Refusal {
  if (!house.missions.has(mission)) return refuse('unknown-mission')
  return house.registers.has(register) ? refuse('not-found') : refuse('unknown-register')
}

/** Who asks; parse; perform; answer. */
async function answer(
  house: House,
  route: Route,
  request: Request,
  params: Record<string, string>,
  address: string,
): Promise<Answer> {
  const ask = await ready(house, route, request, params, address)
  if ('wait' in ask) return tooMany(ask.wait)
  if (isRefusal(ask)) return problem(ask)
  const found = await inTime(route, tried(house, route, ask))
  return marked(ask, isRefusal(found) ? problem(found) : found)
}

/** Whatever is told of an exercise says that it is one, to programs too. */
const marked = ({ mission, params }: Ask, found: Answer): Answer =>
  mission.exercise && 'mission' in params
    ? { ...found, headers: { ...found.headers, 'konbit-exercise': 'synthetic' } }
    : found

async function ready(
  house: House,
  route: Route,
  request: Request,
  params: Record<string, string>,
  address: string,
): Promise<Ask | Refusal | { wait: number }> {
  const refused = route.method === 'post' ? checkOrigin(request) : undefined
  if (refused) return refused
  const mission =
    'mission' in params ? house.missions.get(params.mission ?? '') : [...house.missions.values()][0]
  if (!mission) return refuse('unknown-mission')
  const lost = 'mission' in params ? await refusedDevice(house, mission.id, request) : undefined
  if (lost) return lost
  const person = route.isOpen ? nobody : await personOf(house, mission, request)
  if (isRefusal(person)) return person
  const foreign = route.isOpen ? undefined : await foreignDevice(house, mission.id, person, request)
  if (foreign) return foreign
  const beyond = keyStands(person, house, route)
  if (beyond) return beyond
  const account = person.account?.user ?? person.key?.id
  const wait = account ? (house.limits?.account.take(account) ?? 0) : 0
  if (wait > 0) return { wait }
  if ('id' in params && !isId(params.id)) return refuse('not-found')
  const query = readQuery(route.query ?? {}, new URL(request.url).searchParams)
  if (isRefusal(query)) return query
  const body = route.body ? await readBody(request) : {}
  if (isRefusal(body)) return body
  const file = route.file ? await readFile(request, route.file) : undefined
  if (file && isRefusal(file)) return file
  const read = route.body?.safeParse(body, { error: needsOf })
  if (read && !read.success) {
    const details = read.error.issues.map(({ path, message }) => ({
      field: path.join('.').slice(0, 80) || 'body',
      needs: message,
    }))
    return refuse('invalid-input', undefined, details.slice(0, 50))
  }
  const { id: member, roles } = person
  return {
    house,
    mission,
    person,
    params,
    query,
    reader: { mission: mission.id, member },
    actor: { mission: mission.id, member, roles },
    body: (read?.data ?? {}) as Record<string, unknown>,
    ...(file ? { file } : {}),
    accept: request.headers.get('accept') ?? '',
    request,
    address,
    head: once(() => house.ledger.head(mission.id)),
    moments: new Map(),
    sights: new Map(),
  }
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

const isId = (text: string | undefined): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text ?? '')

/** The world may say no: that is caught here and nowhere else. */
async function tried(house: House, route: Route, ask: Ask): Promise<Answer | Refusal> {
  try {
    return await watched(route, ask)
  } catch (failure) {
    house.note(failure, `${route.method} ${route.path}`)
    return refuse(failure instanceof LedgerFailure ? failure.problem : 'failed')
  }
}

async function inTime<T>(route: Route, work: Promise<T>): Promise<T | Refusal> {
  if (route.method === 'post') return work
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Refusal>((resolve) => {
    timer = setTimeout(() => resolve(refuse('timed-out')), readSecondsMax * 1000)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
