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
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')
const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

export function setHeaders(headers: Headers): void {
  const isPage = headers.get('content-type')?.startsWith('text/html')
  headers.set('content-security-policy', isPage ? pagePolicy : dataPolicy)
  headers.set('x-content-type-options', 'nosniff')
  headers.set('x-frame-options', 'DENY')
  headers.set('referrer-policy', 'same-origin')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set(
    'permissions-policy',
    'camera=(), microphone=(), payment=(), usb=(), geolocation=(self)',
  )
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
