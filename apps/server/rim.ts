/**
 * Around every request: is this our name, has this address asked too much; then its headers, its id, its line in the log and
 * its place in the figures. What is told of a request is the pattern of its route and nothing that it carries.
 */
import { randomUUID } from 'node:crypto'
import { isIntakePath } from '@konbit/intake'
import { refuse } from '@konbit/model'
import type { MiddlewareHandler } from 'hono'
import { digestOf } from './account/token.ts'
import { addressOf, isNear, type Line, lineAddress, subscriberOf } from './address.ts'
import { checkHost, setHeaders } from './headers.ts'
import type { House } from './house.ts'
import type { Figure } from './metrics.ts'
import { type Answer, pack, problem, send, tooMany } from './wire.ts'

/** What is known of a request before it is answered. */
export type Seen = { address: string; route: string }
type Rim = { around: MiddlewareHandler; seen: (request: Request) => Seen }

/** Whoever stands in front asks these every few seconds. */
const uncounted = new Set(['/api/health', '/api/ready', '/metrics'])
/** Where one may try to get in. */
const isSignIn = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'POST' &&
  (/^\/auth\/(sign-in|two-factor|passkey)/.test(path) ||
    /^\/api\/account\/(accept|look)$/.test(path))

export function makeRim(house: House): Rim {
  const known = new WeakMap<Request, Seen>()
  const seen = (request: Request): Seen => known.get(request) ?? { address: '', route: 'other' }

  /** Seconds to wait, for this address. */
  const waits = (address: string, method: string, path: string): number => {
    if (!house.limits || uncounted.has(path)) return 0
    const subscriber = subscriberOf(address)
    const wait = house.limits.address.take(subscriber)
    return wait > 0 || !isSignIn({ method, path }) ? wait : house.limits.signIn.take(subscriber)
  }

  const around: MiddlewareHandler = async (context, next) => {
    const request = context.req.raw
    const began = performance.now()
    const proxies = house.proxies ?? 0
    const mine: Seen = {
      address: addressOf(request, context.env as Line, proxies),
      route: patternOf(context.req.path),
    }
    known.set(request, mine)
    const id = requestId(request, proxies)
    house.metrics?.begin()
    const wait = waits(mine.address, request.method, context.req.path)
    const refused = uncounted.has(context.req.path) ? undefined : checkHost(house, request)
    if (refused) context.res = await send(request, problem(refused))
    else if (wait > 0) context.res = await send(request, tooMany(wait))
    else await next()
    // Of whoever complains nothing is noted, not even that somebody came; those pages have headers of their own.
    if (isIntakePath(context.req.path)) return house.metrics?.end(request.method, 'page', 200, 0)
    setHeaders(context.res.headers, house.url, context.req.path)
    context.res.headers.set('konbit-request', id)
    const { status } = context.res
    const ms = performance.now() - began
    house.metrics?.end(request.method, mine.route, status, ms / 1000)
    house.log?.({
      level: status >= 500 ? 'error' : 'info',
      event: 'request',
      request: id,
      method: request.method,
      route: mine.route,
      status,
      ms: Math.round(ms * 10) / 10,
    })
  }
  return { around, seen }
}

/** Of what is in no table of routes. */
function patternOf(path: string): string {
  for (const start of ['/auth', '/log', '/assets', '/api', '/metrics'])
    if (path === start || path.startsWith(`${start}/`)) return `${start}/*`
  return 'page'
}

/** Ours, unless a proxy of our own has given it one. */
function requestId(request: Request, proxies: number): string {
  const given = request.headers.get('x-request-id') ?? ''
  return proxies > 0 && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}

/** With a token: whoever has it. Without: this machine, and nothing that came through a proxy. */
export function answerMetrics(house: House, request: Request, line: unknown): Answer {
  const { metrics, metricsToken } = house
  const mayRead = metricsToken
    ? digestOf(request.headers.get('authorization') ?? '').equals(
        digestOf(`Bearer ${metricsToken}`),
      )
    : isNear(lineAddress(line as Line)) && !request.headers.has('x-forwarded-for')
  if (!metrics || !mayRead) return problem(refuse('not-found'))
  const text = metrics.print({
    konbit_missions: {
      kind: 'gauge',
      about: 'Missions served here',
      values: [['', house.missions.size]],
    },
    konbit_stopping: {
      kind: 'gauge',
      about: '1 while the server finishes what runs and takes nothing new',
      values: [['', house.state?.isStopping ? 1 : 0]],
    },
    ...readFigure(house),
  })
  return { status: 200, file: pack(Buffer.from(text), textType, 'no-store') }
}

/** Where reads were answered, when there is a replica. */
function readFigure({ ledger }: House): Record<string, Figure> {
  const counts = ledger.replicaCounts()
  if (!counts) return {}
  const { replica, behind, away } = counts
  return {
    konbit_reads_total: {
      kind: 'counter',
      about: 'Reads by who answered, and why it was not the replica',
      values: [
        ['from="replica"', replica],
        ['from="primary",why="behind"', behind],
        ['from="primary",why="away"', away],
      ],
    },
  }
}

const textType = 'text/plain; version=0.0.4; charset=utf-8'
