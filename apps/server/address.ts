/** Where a request comes from: the other end of the line, or what so many proxies of ours say, and nobody else. */
import { isIPv6 } from 'node:net'

export type Line = { incoming?: { socket?: { remoteAddress?: string | undefined } } } | undefined

export const lineAddress = (line: Line): string =>
  (line?.incoming?.socket?.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '')

/** With `proxies` of our own in front, the last so many words of X-Forwarded-For are theirs. */
export function addressOf(request: Request, line: Line, proxies: number): string {
  const near = lineAddress(line)
  if (proxies === 0) return near
  const said = (request.headers.get('x-forwarded-for') ?? '').split(',').map((one) => one.trim())
  return said.at(-proxies)?.replace(/^::ffff:/, '') || near
}

/** One subscriber: an IPv6 line has 64 bits to itself, and would otherwise never be counted twice. */
export const subscriberOf = (address: string): string =>
  isIPv6(address) ? `${address.split(':').slice(0, 4).join(':')}::` : address

export const isNear = (address: string): boolean => address === '::1' || address.startsWith('127.')
