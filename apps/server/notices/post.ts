/**
 * Sends to where members asked to be told: a signed POST to a web address. Only https, only hosts of the open internet, no
 * redirect followed, each try bounded in time and size. What it says and when is told elsewhere (accessNotices.ts, teller.ts).
 */
import { lookup as lookUp } from 'node:dns'
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** `id` stands in the header konbit-notice: a repeat bears the same. */
export type Posted = { id: string; address: string; body: string; signature: string }

export const TRY_MS = 10_000

const closed = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  closed.addSubnet(net, bits, 'ipv6')

/** Whether an address belongs to this machine or a private network. */
export function isClosed(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const bare = mapped ?? address
  return isIP(bare) === 0 || closed.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4')
}

/** Looked at when the connection is made, so that a name cannot change its mind in between. */
const openOnly: LookupFunction = (host, options, done) =>
  lookUp(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 4)
    const open = found.filter(({ address }) => !isClosed(address))
    const [first] = open
    if (!first) return done(new Error('the address leads into a private network'), '', 4)
    // Asked for all, the caller takes a list.
    if (options.all) (done as unknown as (error: null, list: typeof open) => void)(null, open)
    else done(null, first.address, first.family)
  })

/** Why it did not arrive, without the address, which is more closely held than the failure. */
export function blank(error: Error & { code?: string; responseCode?: number }): Error {
  if (error.name === 'TimeoutError') return new Error('no answer in time')
  const code = [error.code, error.responseCode].filter(Boolean).join(' ')
  return new Error(code || error.message.slice(0, 80))
}

/** Posts the notice. Rejects unless it is answered with 200 to 299 in time. */
export function post(notice: Posted, isLoopbackAllowed: boolean): Promise<void> {
  const url = URL.canParse(notice.address) ? new URL(notice.address) : undefined
  if (!url || url.username || url.password) return Promise.reject(new Error('no web address'))
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isHere = host === 'localhost' || host === '::1' || /^127\./.test(host)
  const isTest = isHere && isLoopbackAllowed
  if (url.protocol !== 'https:' && !(isTest && url.protocol === 'http:'))
    return Promise.reject(new Error('only https'))
  // A literal address is never looked up, so it is looked at here.
  if (!isTest && isIP(host) !== 0 && isClosed(host))
    return Promise.reject(new Error('the address leads into a private network'))
  return new Promise((resolve, reject) => {
    const sending = (url.protocol === 'https:' ? secure : plain)(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(TRY_MS),
        ...(isTest ? {} : { lookup: openOnly }),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(notice.body),
          'konbit-signature': `ed25519=${notice.signature}`,
          'konbit-notice': notice.id,
        },
      },
      (response) => {
        const { statusCode = 0 } = response
        response.destroy() // what it says is of no interest
        if (statusCode >= 200 && statusCode < 300) resolve()
        else reject(new Error(`answered ${statusCode}`))
      },
    )
    sending.on('error', (error) => reject(blank(error)))
    sending.end(notice.body)
  })
}
