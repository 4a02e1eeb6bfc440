/**
 * Headers that stand on every answer, errors too, and the two questions asked before anything else: is this our name,
 * and does a page of another site send this? Nothing may stand inline, scripts or styles (decisions/content-policy.md).
 */
import { type Refusal, refuse } from '@konbit/model'
import type { House } from './house.ts'

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')
/** A script's own policy binds it when it runs as a worker: there the planner compiles what it wrote. A page never may. */
const scriptPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; frame-ancestors 'none'"
/** The service worker holds the program's own files: it fetches them from here and runs nothing else. */
const serviceWorkerPath = '/sw.js'
const serviceWorkerPolicy = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"
const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

const always: Readonly<Record<string, string>> = {
  'content-security-policy': dataPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), payment=(), usb=(), geolocation=(self), publickey-credentials-get=(self), publickey-credentials-create=(self)',
}

const ofPages = ['x-frame-options', 'cross-origin-opener-policy', 'permissions-policy']

/** What stands on every answer but pages and scripts, whose policies are wider. `url`: the address people type, if it is known. */
export const headersFor = (url: string | undefined): Readonly<Record<string, string>> =>
  url?.startsWith('https:')
    ? { ...always, 'strict-transport-security': 'max-age=63072000; includeSubDomains' }
    : always

/** `path`: of the address that was asked for. */
export function setHeaders(headers: Headers, url?: string, path?: string): void {
  const type = headers.get('content-type')?.split(';')[0]
  for (const [name, value] of Object.entries(headersFor(url))) headers.set(name, value)
  if (type === 'text/html') headers.set('content-security-policy', pagePolicy)
  if (type === 'text/javascript')
    headers.set(
      'content-security-policy',
      path === serviceWorkerPath ? serviceWorkerPolicy : scriptPolicy,
    )
  // What stands here is asked of pages alone, and each of these is a part of one.
  if (/^(text\/(css|javascript)|font\/)/.test(type ?? ''))
    for (const name of ofPages) headers.delete(name)
}

const nameOf = (host: string): string => host.toLowerCase().replace(/:\d+$/, '')

/** A page elsewhere can make its own name point to this machine; it cannot make the browser send another Host. */
export function checkHost(house: House, request: Request): Refusal | undefined {
  if (house.hosts.length === 0) return undefined
  // A request made inside this process has no Host, only an address.
  const host = request.headers.get('host') ?? new URL(request.url).host
  return house.hosts.includes(nameOf(host)) ? undefined : refuse('wrong-host')
}

/** For requests that change something. Browsers say where a request comes from; programs say nothing and may pass. */
export function checkOrigin(request: Request): Refusal | undefined {
  const site = request.headers.get('sec-fetch-site')
  if (site && site !== 'same-origin' && site !== 'none') return refuse('cross-site')
  const origin = request.headers.get('origin')
  if (!origin) return undefined
  const host = URL.canParse(origin) ? new URL(origin).host : ''
  return host === request.headers.get('host')?.toLowerCase() ? undefined : refuse('cross-site')
}
