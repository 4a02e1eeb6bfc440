/**
 * From an app to a port, and away again. Limits that stand before any route: how long a request may take to arrive,
 * how large its head may be, what a broken one is answered.
 */
import { createServer, type Server, STATUS_CODES } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { problems } from '@konbit/model'
import type { Hono } from 'hono'
import { headersFor } from './headers.ts'

export type Listening = {
  address: string
  port: number
  /** Stops accepting, lets what runs finish for up to `seconds`, then cuts what is left. */
  stop: (seconds?: number) => Promise<void>
}

/** The world says no to this address, in one sentence. */
export class ListenFailure extends Error {}

/** How long a client may take, in seconds: with the head of a request, with all of it, and idle between two. */
export type Patience = { head: number; whole: number; idle: number }
/** A megabyte over a thin line takes its time; a head never does. */
const usualPatience: Patience = { head: 10, whole: 120, idle: 5 }
const connectionsMax = 4096

type Where = { port: number; host: string; patience?: Patience; url?: string | undefined }

export async function listen(
  app: Hono,
  { port, host, patience = usualPatience, url }: Where,
): Promise<Listening> {
  const server = createServer(
    {
      requestTimeout: patience.whole * 1000,
      headersTimeout: patience.head * 1000,
      keepAliveTimeout: patience.idle * 1000,
      connectionsCheckingInterval: Math.min(5, patience.head) * 500,
      maxHeaderSize: 32_768,
    },
    getRequestListener(app.fetch, { errorHandler: () => broken(400, url) }),
  )
  server.maxConnections = connectionsMax
  server.on('clientError', (error, socket) => refuseRaw(error, socket as Socket, url))
  await open(server, port, host)
  const bound = server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  return {
    address: `http://${isLoopback(host) ? 'localhost' : name}:${bound.port}`,
    port: bound.port,
    stop: (seconds = 10) => stop(server, seconds),
  }
}

/** Throws a `ListenFailure` where the port cannot be had, so that nothing is begun in vain. */
export async function tryPort({ port, host }: { port: number; host: string }): Promise<void> {
  const server = createServer()
  await open(server, port, host)
  await new Promise((resolve) => server.close(resolve))
}

const open = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenFailure(whyNot(error, port, host))),
    )
    server.listen(port, host, resolve)
  })

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)

function whyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop the program that holds it, or choose another with --port.`
  if (code === 'EACCES')
    return `Port ${port} may not be opened by this user: choose one above 1023 with --port.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}: choose another with --host.`
  return `Port ${port} on ${host} cannot be opened: ${message}.`
}

async function stop(server: Server, seconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A connection that is kept alive becomes idle only when its last answer is out.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const late = setTimeout(() => server.closeAllConnections(), seconds * 1000)
  await closed
  clearInterval(sweep)
  clearTimeout(late)
}

const body = (status: number, detail: string): string =>
  JSON.stringify({
    type: '/problems/invalid-query',
    title: problems['invalid-query'][1],
    status,
    detail,
  })
const fixed = (url: string | undefined): Record<string, string> => ({
  ...headersFor(url),
  'content-type': 'application/problem+json; charset=utf-8',
  'cache-control': 'no-store',
})

/** For an address or a Host that is none: it never reaches a route. */
const broken = (status: number, url: string | undefined): Response =>
  new Response(body(status, 'The address or the name of the host cannot be read.'), {
    status,
    headers: fixed(url),
  })

/** For what is no HTTP, or a head that is too large or too slow. */
function refuseRaw(error: NodeJS.ErrnoException, socket: Socket, url: string | undefined): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 431
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 408
        : 400
  const text = body(status, 'The request cannot be read.')
  const head = Object.entries({
    ...fixed(url),
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`,
  )
}
