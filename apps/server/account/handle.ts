/**
 * /auth/*: better-auth behind a list. An address that is not listed is not there; what it refuses is told in our words and
 * our shape; tokens never leave but in the cookie; guessing is made slow.
 */
import { type ProblemName, refuse } from '@konbit/model'
import type { Pool } from 'pg'
import { checkOrigin } from '../headers.ts'
import { problem, send } from '../wire.ts'
import type { Attempts } from './attempts.ts'
import { type Auth, addressHeader, basePath, providerId, sessionCookie } from './auth.ts'
import { type Session, tokenOf } from './sessions.ts'
import { type AccountSettings, idleHours } from './settings.ts'

type Behind = {
  auth: Auth
  pool: Pool
  settings: AccountSettings
  attempts: Attempts
  session: (request: Request) => Promise<Session | undefined>
}

/** What is there, and whether it is one attempt at getting in. */
const listed: Readonly<Record<string, 'guess' | 'plain'>> = {
  'POST /sign-in/email': 'guess',
  'POST /sign-in/social': 'plain',
  'POST /sign-out': 'plain',
  'POST /change-password': 'guess',
  'POST /two-factor/enable': 'guess',
  'POST /two-factor/disable': 'guess',
  'POST /two-factor/generate-backup-codes': 'guess',
  'POST /two-factor/verify-totp': 'guess',
  'POST /two-factor/verify-backup-code': 'guess',
  'GET /passkey/generate-register-options': 'plain',
  'POST /passkey/verify-registration': 'plain',
  'GET /passkey/generate-authenticate-options': 'plain',
  'POST /passkey/verify-authentication': 'guess',
  'GET /passkey/list-user-passkeys': 'plain',
  'POST /passkey/delete-passkey': 'plain',
  [`GET /callback/${providerId}`]: 'plain',
}
const bodyMax = 20_000

export async function answerAuth(
  behind: Behind,
  request: Request,
  address: string,
): Promise<Response> {
  const { pathname } = new URL(request.url)
  const path = pathname.slice(basePath.length)
  const kind = listed[`${request.method} ${path}`]
  const no = (name: ProblemName, headers = {}) => send(request, problem(refuse(name), headers))
  if (!kind) return no('not-found')
  if (request.method === 'POST') {
    const refused = checkOrigin(request)
    if (refused) return send(request, problem(refused))
    if (!/^application\/json\b/.test(request.headers.get('content-type') ?? ''))
      return no('unsupported-type')
  }
  const body = request.method === 'POST' ? await readText(request) : undefined
  if (body === 'too-large') return no('too-large')
  const who = kind === 'guess' ? await whoTries(behind, request, body, address) : ''
  const wait = who ? behind.attempts.waits(who) : 0
  if (wait > 0) return no('too-many-requests', { 'retry-after': String(wait) })

  const response = await behind.auth.handler(passedOn(request, body, address))
  if (who && response.status === 401) behind.attempts.failed(who)
  // better-auth says 400 to a password that is wrong within a session.
  else if (who && response.status === 400 && path !== '/sign-in/email') behind.attempts.failed(who)
  else if (who && response.ok) behind.attempts.succeeded(who)
  return response.status >= 400
    ? refused(request, response)
    : answered(behind, request, path, response)
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > bodyMax) return 'too-large'
  const text = await request.text()
  if (text.length > bodyMax) return 'too-large'
  return text === '' ? '{}' : text
}

/** An account at an address: by its e-mail, its session, or the challenge it is in. */
async function whoTries(
  { session }: Behind,
  request: Request,
  body: string | undefined,
  address: string,
): Promise<string> {
  let email: unknown
  try {
    email = (JSON.parse(body ?? '{}') as { email?: unknown }).email
  } catch {
    email = undefined
  }
  if (typeof email === 'string') return `${email.toLowerCase().slice(0, 320)} ${address}`
  return `${(await session(request))?.user ?? 'somebody'} ${address}`
}

/** The request as better-auth gets it: with the address that we saw, and nothing that only a proxy may say. */
function passedOn(request: Request, body: string | undefined, address: string): Request {
  const headers = new Headers(request.headers)
  for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'content-length'])
    headers.delete(name)
  headers.set(addressHeader, address)
  return new Request(request.url, {
    method: request.method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
}

const named: Readonly<Record<string, ProblemName>> = {
  SESSION_NOT_FRESH: 'sign-in-again',
  ACCOUNT_TEMPORARILY_LOCKED: 'too-many-requests',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'wrong-credentials',
  INVALID_PASSWORD: 'wrong-credentials',
  PASSWORD_TOO_SHORT: 'invalid-input',
}

async function refused(request: Request, response: Response): Promise<Response> {
  const { code = '' } = (await response.json().catch(() => ({}))) as { code?: string }
  const name =
    named[code] ??
    (response.status === 401
      ? 'wrong-credentials'
      : response.status >= 500
        ? 'failed'
        : response.status === 404
          ? 'not-found'
          : response.status === 403
            ? 'not-allowed'
            : 'invalid-input')
  const answer = await send(
    request,
    problem(refuse(name), name === 'too-many-requests' ? { 'retry-after': '900' } : {}),
  )
  for (const cookie of response.headers.getSetCookie()) answer.headers.append('set-cookie', cookie)
  return answer
}

/** What pages need of an answer, and no token. */
async function answered(
  { pool, settings }: Behind,
  request: Request,
  path: string,
  response: Response,
): Promise<Response> {
  const headers = new Headers({ 'cache-control': 'no-store' })
  const cookies = response.headers.getSetCookie()
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  if (response.status >= 300) {
    headers.set('location', response.headers.get('location') ?? '/')
    return new Response(null, { status: response.status, headers })
  }
  if (path === '/passkey/verify-registration') await grown(pool, request, settings)
  const told = (await response.json().catch(() => null)) as unknown
  headers.set('content-type', 'application/json; charset=utf-8')
  return new Response(JSON.stringify(withoutTokens(told)), { status: response.status, headers })
}

const secret = new Set(['token', 'session', 'publicKey'])
function withoutTokens(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTokens)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !secret.has(name))
      .map(([name, one]) => [name, withoutTokens(one)]),
  )
}

/** Whoever has just made a passkey has shown it: the session is as good as one begun with it. */
async function grown(pool: Pool, request: Request, settings: AccountSettings): Promise<void> {
  const token = await tokenOf(request, sessionCookie(settings), settings.secret)
  if (!token) return
  await pool.query(
    `update session set way = 'passkey' where token = $1 and "updatedAt" > now() - make_interval(hours => $2)`,
    [token, idleHours],
  )
}
