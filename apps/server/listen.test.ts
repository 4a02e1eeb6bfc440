import { once } from 'node:events'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LedgerFailure } from '@konbit/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from './app.ts'
import type { House } from './house.ts'
import { isLoopback, type Listening, listen } from './listen.ts'
import { openTestServer, type TestServer } from './testing.ts'

let server: TestServer
let house: House
let listening: Listening
let web: string
beforeAll(async () => {
  web = await mkdtemp(join(tmpdir(), 'konbit-web-'))
  await mkdir(join(web, 'assets'))
  await writeFile(join(web, 'index.html'), '<!doctype html><title>Konbit</title>')
  await writeFile(join(web, 'assets', 'main-1a2b3c.js'), 'export {}\n'.repeat(500))
  server = await openTestServer()
  house = { ...server.house, web, hosts: ['localhost', '127.0.0.1'] }
  listening = await listen(createApp(house), { port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await listening.stop()
  await server.close()
  await rm(web, { recursive: true, force: true })
})
const at = (path: string): string => `http://127.0.0.1:${listening.port}${path}`

/** Bytes as they are, to say what no client would. */
async function raw(text: string): Promise<string> {
  const socket = connect(listening.port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => {})
  socket.write(text)
  await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, 3000))])
  socket.destroy()
  return answer
}

test('the page, its files and the addresses that it finds its way in are served, with a policy', async () => {
  for (const path of ['/', '/mss-haiti/people?at=2025-05-14', '/mss-haiti/record/vehicle/1']) {
    const response = await fetch(at(path))
    expect(response.status).toBe(200)
    expect(await response.text()).toMatch('<title>Konbit</title>')
    expect(response.headers.get('content-security-policy')).toMatch("script-src 'self';")
    expect(response.headers.get('content-security-policy')).not.toMatch('unsafe')
    expect(response.headers.get('cache-control')).toBe('no-cache')
  }
  const file = await fetch(at('/assets/main-1a2b3c.js'), { headers: { 'accept-encoding': 'br' } })
  expect(file.headers.get('cache-control')).toMatch('immutable')
  expect(file.headers.get('content-encoding')).toBe('br')
  // A worker may compile what the planner wrote; no script anywhere may run a string.
  expect(file.headers.get('content-security-policy')).toMatch(
    "script-src 'self' 'wasm-unsafe-eval';",
  )
  expect(file.headers.get('content-security-policy')).not.toMatch(/'unsafe|blob:|data:/)
  expect((await fetch(at('/assets/gone.js'))).status).toBe(404)
  expect((await fetch(at('/favicon.ico'))).headers.get('content-type')).toMatch('problem+json')
  expect((await fetch(at('/'), { method: 'POST' })).status).toBe(405)
  expect((await fetch(at('/'), { method: 'HEAD' })).status).toBe(200)
})
test('a page built anew is served without a new start', async () => {
  await writeFile(join(web, 'index.html'), '<!doctype html><title>Newer</title>')
  await utimes(join(web, 'index.html'), new Date(), new Date(Date.now() + 5000))
  expect(await (await fetch(at('/'))).text()).toMatch('Newer')
})
test.each([
  '/../package.json',
  '/..%2f..%2fpackage.json',
  '/assets/..%2f..%2fpackage.json',
  '/%2e%2e/%2e%2e/etc/passwd',
  '//etc/passwd',
  '/.git/config',
  '/%00',
])('%s leads to no file outside the folder', async (path) => {
  const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  expect(answer).not.toMatch(/"workspaces"|root:|\[core\]/)
  expect(answer).toMatch(/^HTTP\/1.1 (200|400|404) /)
})
test('under another name nothing is answered, so that no page can rebind its own to us', async () => {
  const answer = await raw(
    'GET /api/missions HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
  )
  expect(answer).toMatch(/^HTTP\/1.1 421 /)
  expect(answer).toMatch('/problems/wrong-host')
  expect(answer.toLowerCase()).toMatch('content-security-policy')
})
test.each([
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['no host', 'GET /api/health HTTP/1.1\r\n\r\n', 400],
  ['a host that is none', 'GET /api/health HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
  [
    'a head that is too large',
    `GET /api/health HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`,
    431,
  ],
  [
    'two lengths',
    'POST /api/x/vehicle HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
    400,
  ],
  ['a backslash', 'GET /api\\health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400],
])('%s is answered and does no harm', async (_, text, status) => {
  const answer = await raw(text)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect((await fetch(at('/api/health'))).status).toBe(200)
})
test('a body of 10 MB is refused from its announced length', async () => {
  const head = `POST /api/${server.mission}/vehicle HTTP/1.1\r\nHost: localhost\r\nKonbit-Person: fleet\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n{`
  expect(await raw(head)).toMatch(/^HTTP\/1.1 413 /)
})
test('a body of 10 MB that is really sent is refused too, and the next request is answered', async () => {
  const body = 'x'.repeat(10_000_000)
  const response = await fetch(at(`/api/${server.mission}/vehicle`), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'konbit-person': 'fleet' },
  }).catch((error: Error) => error)
  if (response instanceof Response) expect(response.status).toBe(413)
  expect((await fetch(at('/api/health'))).status).toBe(200)
})
test('where people cannot be chosen everybody is the resident', async () => {
  const app = createApp({ ...house, mayChoose: false, hosts: [] })
  const ask = (headers: Record<string, string>) =>
    app.request(`/api/${server.mission}/registers`, { headers })
  expect((await ask({ 'konbit-person': 'chief' })).status).toBe(403)
  expect((await ask({ cookie: 'konbit-person=chief' })).status).toBe(403)
  expect((await ask({})).status).toBe(200)
  const { items } = (await (await app.request('/api/missions')).json()) as {
    items: { mayChoose: boolean; people: { id: string }[]; defaultPerson: string }[]
  }
  expect(items[0]).toMatchObject({ mayChoose: false, defaultPerson: 'resident' })
  expect(items[0]?.people.map(({ id }) => id)).toEqual(['resident'])
})
test('a record that cannot be reached, is too slow or fails is told in one sentence that tells nothing else', async () => {
  for (const [thrown, status, type] of [
    [new LedgerFailure('unavailable', new Error('secret')), 503, '/problems/unavailable'],
    [new LedgerFailure('timed-out', new Error('secret')), 503, '/problems/timed-out'],
    [new Error('secret'), 500, '/problems/failed'],
  ] as const) {
    const noted: unknown[] = []
    const head = async (): Promise<never> => {
      throw thrown
    }
    const app = createApp({
      ...house,
      hosts: [],
      ledger: { ...house.ledger, head },
      note: (failure) => noted.push(failure),
    })
    const response = await app.request('/api/ready')
    const text = await response.text()
    expect(response.status).toBe(status)
    expect(JSON.parse(text).type).toBe(type)
    expect(text).not.toMatch('secret')
    expect(response.headers.get('content-security-policy')).toBeTruthy()
    expect(noted).toEqual([thrown])
  }
})
test('every problem is explained at the address it gives', async () => {
  const response = await fetch(at('/problems/stale'))
  expect(await response.json()).toMatchObject({ name: 'stale', status: 409 })
  expect((await fetch(at('/problems/nonsense'))).status).toBe(404)
})
test('a port in use is told in one sentence', async () => {
  await expect(
    listen(createApp(house), { port: listening.port, host: '127.0.0.1' }),
  ).rejects.toThrow(/^Port \d+ is in use/)
})
test('a stop lets what runs finish', async () => {
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const { ledger } = house
  const slow = {
    ...house,
    ledger: { ...ledger, head: async (id: string) => held.then(() => ledger.head(id)) },
  } as House
  const other = await listen(createApp(slow), { port: 0, host: '127.0.0.1' })
  const asked = fetch(`http://127.0.0.1:${other.port}/api/missions`)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const stopped = other.stop()
  release()
  expect((await asked).status).toBe(200)
  await stopped
  await expect(fetch(`http://127.0.0.1:${other.port}/api/health`)).rejects.toThrow()
})
test('what is loopback and what is not', () => {
  expect(['localhost', '127.0.0.1', '127.1.2.3', '::1'].every(isLoopback)).toBe(true)
  expect(
    ['0.0.0.0', '::', '10.0.0.1', 'konbit.example', '127.0.0.1.evil.example'].some(isLoopback),
  ).toBe(false)
})
