import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf, subscriberOf } from './address.ts'
import { createApp } from './app.ts'
import type { House } from './house.ts'
import { makeBuckets, makeLimits, readLimits, usual } from './limits.ts'
import { type Listening, listen } from './listen.ts'
import { jsonLog, kindOf } from './log.ts'
import { Metrics } from './metrics.ts'
import { openTestServer, type TestServer } from './testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(async () => {
  await server.close()
})
const tight = {
  address: { perSecond: 0.01, burst: 5 },
  account: usual.account,
  signIn: { perSecond: 0.01, burst: 2 },
}
const over = (more: Partial<House>) => createApp({ ...server.house, ...more })
const from = (address: string) => ({ incoming: { socket: { remoteAddress: address } } })
const standing = [
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
]

test('an address that asks too much waits as long as it is told, and nobody else does', async () => {
  const app = over({ limits: makeLimits(tight) })
  const ask = (address: string, path = '/api/missions') => app.request(path, {}, from(address))
  for (let count = 0; count < 5; count++) expect((await ask('192.0.2.1')).status).toBe(200)
  const refused = await ask('192.0.2.1')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await refused.json()).type).toBe('/problems/too-many-requests')
  for (const name of standing) expect(refused.headers.get(name), name).toBeTruthy()
  expect((await ask('192.0.2.2')).status).toBe(200)
  // Whoever stands in front goes on asking whether we live.
  for (const path of ['/api/health', '/api/ready'])
    expect((await ask('192.0.2.1', path)).status).toBe(200)
})
test('trying to get in has a bucket of its own', async () => {
  const app = over({ limits: makeLimits({ ...tight, address: usual.address }) })
  const guess = async () =>
    (
      await app.request(
        '/auth/sign-in/email',
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email: `${Math.random()}@example.org`, password: 'x' }),
        },
        from('192.0.2.3'),
      )
    ).status
  expect([await guess(), await guess(), await guess()]).toEqual([401, 401, 429])
})
test('a bucket fills again, and a map of them stays small', () => {
  let now = 0
  const buckets = makeBuckets({ perSecond: 2, burst: 2 }, () => now, 3)
  expect([buckets.take('a'), buckets.take('a'), buckets.take('a')]).toEqual([0, 0, 1])
  now = 600
  expect(buckets.take('a')).toBe(0)
  expect(buckets.take('a')).toBe(1)
  for (const key of ['b', 'c', 'd']) buckets.take(key)
  expect(buckets.take('a')).toBe(0) // forgotten, the oldest first
})
test('limits are set or lifted by words, and nonsense is no setting', () => {
  expect(readLimits('off')).toBe('off')
  expect(readLimits('address=1/1,signIn=0.5/3')).toBeTypeOf('object')
  for (const bad of ['on', 'address=0/5', 'address=5', 'everybody=1/1', 'address=1/0'])
    expect(readLimits(bad), bad).toBeUndefined()
})
test('where a request comes from is said by the line, or by proxies of ours and nobody else', () => {
  const request = new Request('http://x/', {
    headers: { 'x-forwarded-for': '198.51.100.9, 203.0.113.7, 10.0.0.2' },
  })
  expect(addressOf(request, from('::ffff:192.0.2.1'), 0)).toBe('192.0.2.1')
  expect(addressOf(request, from('10.0.0.1'), 1)).toBe('10.0.0.2')
  expect(addressOf(request, from('10.0.0.1'), 2)).toBe('203.0.113.7')
  expect(addressOf(new Request('http://x/'), from('10.0.0.1'), 2)).toBe('10.0.0.1')
  expect(subscriberOf('2001:db8:1:2:3:4:5:6')).toBe(subscriberOf('2001:db8:1:2:ffff::1'))
  expect(subscriberOf('192.0.2.1')).toBe('192.0.2.1')
})

test('figures are for this machine, or for whoever has the token', async () => {
  const metrics = new Metrics()
  const app = over({ metrics })
  const read = (headers: Record<string, string>, address: string, other = app) =>
    other.request('/metrics', { headers }, from(address))
  await app.request(`/api/${server.mission}/vehicle`, { headers: { 'konbit-person': 'watch' } })
  const text = await (await read({}, '127.0.0.1')).text()
  expect(text).toMatch(
    /konbit_requests_total\{method="GET",route="\/api\/\{mission\}\/vehicle",status="200"\} 1/,
  )
  expect(text).toMatch(/konbit_request_seconds_bucket\{route="[^"]+",le="\+Inf"\} \d+/)
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? -?[\d.e+-]+)$/)
  expect(text).not.toMatch(server.mission)
  expect((await read({}, '192.0.2.1')).status).toBe(404)
  expect((await read({ 'x-forwarded-for': '192.0.2.1' }, '127.0.0.1')).status).toBe(404)
  const guarded = over({ metrics, metricsToken: 'a token' })
  expect((await read({}, '127.0.0.1', guarded)).status).toBe(404)
  expect((await read({ authorization: 'Bearer a token' }, '192.0.2.1', guarded)).status).toBe(200)
})
test('a line of the log says what was asked by pattern, and nothing that it carried', async () => {
  const lines: string[] = []
  const app = over({ log: jsonLog((line) => lines.push(line)) })
  const secret = 'Toussaint'
  const response = await app.request(`/api/${server.mission}/search?q=${secret}`, {
    headers: { 'konbit-person': 'watch', 'user-agent': secret },
  })
  await app.request(`/auth/${secret}?${secret}`)
  await app.request(`/${secret}`)
  expect(lines).toHaveLength(3)
  expect(lines.join()).not.toMatch(secret)
  expect(lines.join()).not.toMatch(server.mission)
  expect(JSON.parse(lines[0] as string)).toMatchObject({
    event: 'request',
    method: 'GET',
    route: '/api/{mission}/search',
    status: 200,
    request: response.headers.get('konbit-request'),
  })
  expect(kindOf(Object.assign(new Error(secret), { code: '57014' }))).toBe('Error 57014')
  expect(kindOf(new TypeError(secret))).toBe('TypeError')
})
test('an id of a request is ours unless a proxy of ours gave it', async () => {
  const ask = async (proxies: number, id: string) =>
    (
      await over({ proxies }).request('/api/health', { headers: { 'x-request-id': id } })
    ).headers.get('konbit-request')
  expect(await ask(1, 'from-the-proxy')).toBe('from-the-proxy')
  expect(await ask(1, '"><script>')).toMatch(/^[0-9a-f-]{36}$/)
  expect(await ask(0, 'from-a-stranger')).toMatch(/^[0-9a-f-]{36}$/)
})
test('live is not ready: a server that stops says so first, and one without its record too', async () => {
  const state = { isStopping: false }
  const app = over({ state })
  const ready = await app.request('/api/ready')
  expect(ready.status).toBe(200)
  // A log without keys is not signed, which is told and sends nobody away.
  const { missions } = (await ready.json()) as { missions: { signing: object }[] }
  expect(missions[0]?.signing).toMatchObject({ does: false, why: expect.any(String) })
  state.isStopping = true
  expect((await app.request('/api/ready')).status).toBe(503)
  expect((await app.request('/api/health')).status).toBe(200)
  expect((await app.request('/api/missions')).status).toBe(200) // what still comes is answered
  const { ledger } = server.house
  const head = () => Promise.reject(new Error('away'))
  const without = over({ ledger: { ...ledger, head } })
  expect((await without.request('/api/ready')).status).toBe(500)
  expect((await without.request('/api/health')).status).toBe(200)
})
test('what is for people of one’s own is asked under https: the browser is told to stay there', async () => {
  const strict = await over({ url: 'https://konbit.example' }).request('/api/nothing')
  expect(strict.headers.get('strict-transport-security')).toMatch('includeSubDomains')
  const plain = await over({}).request('/api/nothing')
  expect(plain.headers.get('strict-transport-security')).toBeNull()
})

test('who is slow with a head or a body is cut off, and others are answered meanwhile', async () => {
  const slow: Listening = await listen(over({ hosts: [] }), {
    port: 0,
    host: '127.0.0.1',
    patience: { head: 1, whole: 2, idle: 1 },
    url: 'https://konbit.example',
  })
  const drip = (text: string): Promise<{ answer: string; ms: number }> =>
    new Promise((resolve) => {
      const began = Date.now()
      const socket = connect(slow.port, '127.0.0.1', () => socket.write(text))
      // Then silent: bytes that meet a closed line would make the system forget the answer on its way.
      const more = setInterval(() => socket.write('x'), 200)
      setTimeout(() => clearInterval(more), 700)
      let answer = ''
      socket.on('data', (chunk) => {
        answer += chunk
      })
      socket.on('error', () => {})
      socket.on('close', () => {
        clearInterval(more)
        resolve({ answer, ms: Date.now() - began })
      })
    })
  try {
    const [head, body] = await Promise.all([
      drip('GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: '),
      drip(
        `POST /api/${server.mission}/vehicle HTTP/1.1\r\nHost: localhost\r\nKonbit-Person: fleet\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{`,
      ),
      fetch(`http://127.0.0.1:${slow.port}/api/health`).then(({ status }) =>
        expect(status).toBe(200),
      ),
    ])
    expect(head.answer).toMatch(/^HTTP\/1.1 408 /)
    for (const name of [...standing, 'strict-transport-security'])
      expect(head.answer.toLowerCase(), name).toMatch(`${name}:`)
    expect(head.ms).toBeLessThan(5000)
    expect(body.ms).toBeLessThan(7000)
    expect(body.answer).not.toMatch(/^HTTP\/1.1 20/)
  } finally {
    await slow.stop(1)
  }
}, 600_000)
test('security headers stand on every answer, whatever it is', async () => {
  const app = over({ limits: makeLimits({ ...tight, address: { perSecond: 1, burst: 50 } }) })
  const vehicle = `/api/${server.mission}/vehicle`
  const asked: [string, RequestInit, number][] = [
    ['/api/health', {}, 200],
    ['/api/nothing', {}, 404],
    ['/nothing.js', {}, 404],
    [vehicle, { method: 'PUT' }, 405],
    [vehicle, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }, 400],
    [
      vehicle,
      {
        method: 'POST',
        body: 'x'.repeat(2_000_000),
        headers: { 'content-type': 'application/json' },
      },
      413,
    ],
    [vehicle, { method: 'POST', body: 'x' }, 415],
    ['/auth/sign-in/email', { method: 'POST' }, 415],
    ['/metrics', { headers: { 'x-forwarded-for': '1' } }, 404],
  ]
  for (const [path, init, status] of asked) {
    const response = await app.request(path, init)
    expect(response.status, path).toBe(status)
    for (const name of standing)
      expect(response.headers.get(name), `${name} ${status}`).toBeTruthy()
    expect(response.headers.get('konbit-request')).toBeTruthy()
  }
})
