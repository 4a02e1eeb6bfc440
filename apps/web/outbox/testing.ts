/**
 * For the browser test only: a line between a browser and the server that can be cut, that breaks off answers, and that takes
 * a request and loses the reply. The program that it hands out can be made a newer one.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** `cut`: nothing arrives. `lost`: it arrives and the answer does not. `half`: half of the answer does. */
export type Fault = 'cut' | 'lost' | 'half'
export type FaultyLine = {
  url: string
  /** Of what goes to the API; files of the program are always had. */
  isCut: boolean
  /** What happens to the next commands, in turn; then the line is good. */
  faults: Fault[]
  /** Bytes that make another program of it. */
  program: string
  close: () => void
}

export async function openFaultyLine(server: string): Promise<FaultyLine> {
  const { hostname, port } = new URL(server)
  const line: FaultyLine = { url: '', isCut: false, faults: [], program: '', close: () => {} }
  const pass = (asked: IncomingMessage, answer: ServerResponse): void => {
    const path = asked.url ?? '/'
    const isApi = path.startsWith('/api') || path.startsWith('/auth')
    const isDeed =
      asked.method === 'POST' && /^\/api\/[^/]+\/(vehicle|incident|commands)\b/.test(path)
    const fault = isDeed && !line.isCut ? line.faults.shift() : undefined
    if ((isApi && line.isCut) || fault === 'cut') return void asked.socket.destroy()
    const headers = { ...asked.headers, host: `${hostname}:${port}`, 'accept-encoding': 'identity' }
    if (headers.origin) headers.origin = server
    // By its tag the program would be the one before.
    if (path === '/sw.js') delete headers['if-none-match']
    const onward = request(
      { hostname, port, path, method: asked.method, headers },
      (came: IncomingMessage) => {
        const chunks: Buffer[] = []
        came.on('data', (chunk: Buffer) => chunks.push(chunk))
        came.on('end', () => {
          if (fault === 'lost') return asked.socket.destroy()
          const isProgram = path === '/sw.js'
          const body = Buffer.concat([...chunks, Buffer.from(isProgram ? line.program : '')])
          const { 'content-length': _, ...rest } = came.headers
          // A browser by itself tries again what broke off on a connection that had been used before.
          answer.writeHead(came.statusCode ?? 500, {
            ...rest,
            connection: 'close',
            'content-length': body.byteLength,
          })
          if (fault !== 'half') return answer.end(body)
          answer.write(body.subarray(0, body.byteLength / 2), () => asked.socket.destroy())
        })
      },
    )
    onward.on('error', () => asked.socket.destroy())
    asked.pipe(onward)
  }
  const front = createServer(pass)
  await new Promise<void>((ready) => front.listen(0, '127.0.0.1', ready))
  line.url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
  line.close = () => {
    front.close()
    front.closeAllConnections()
  }
  return line
}
