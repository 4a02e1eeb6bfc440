import { randomUUID } from 'node:crypto'
import { registers } from '@konbit/registers'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Route } from './route.ts'
import { ids, openTestServer, type TestServer } from './testing.ts'
import { aFew } from './turns.ts'

let server: TestServer
let record: string
beforeAll(async () => {
  server = await openTestServer()
  const made = ids()
  record = made.record
  await server.as('fleet').post('vehicle', { ...made, input: { plate: 'H-1', type: 'mrap' } })
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

const path = (route: Route, id = record, mission = server.mission): string =>
  route.path
    .replace('{mission}', mission)
    .replace('{id}', id)
    .replace('{measure}', 'people.deployed')
    .replace('{layer}', 'departments')
    .replace('{problem}', 'stale')
/** Those made from a register are made from what it declares: each run asks those of a few that together declare everything. */
const few = new Set(aFew(registers.values()).map(({ name }) => name))
const isAsked = ({ name }: Route): boolean => {
  const register = name.split('.')[0] ?? ''
  return !registers.has(register) || few.has(register)
}
const eachRoute = (method: 'get' | 'post'): Route[] =>
  server.routes.filter((route) => route.method === method && isAsked(route))
const hostile = [
  '%00',
  '%ff',
  '..%2f..%2fetc%2fpasswd',
  "'%3B--",
  '%F0%9F%A4%A6',
  'a'.repeat(3000),
  '__proto__',
  '{}',
  '%E2%80%AE',
  '-1',
  'null',
]

/** Asked at once, answered in order. */
const together = <T, R>(list: readonly T[], ask: (one: T) => Promise<R>): Promise<R[]> =>
  Promise.all(list.map(ask))

test('every reading route refuses a date that the calendar does not have, and names it', async () => {
  const watch = server.as('watch')
  for (const route of eachRoute('get')) {
    const name = route.query?.at ? 'at' : 'colour'
    const got = await together(
      [
        '2025-02-30',
        '2025-13',
        'yesterday',
        '',
        '2025-05-14T25:00Z',
        '0000',
        '%00',
        '9'.repeat(400),
      ],
      (value) => watch.get(`${path(route)}?${name}=${value}`),
    )
    for (const { status, body } of got) {
      expect([400, 404], path(route)).toContain(status)
      if (status === 400) expect(body.errors?.[0]?.field).toBe(name)
    }
  }
})
test('every reading route refuses what it does not know, twice what it takes once, and too much', async () => {
  const watch = server.as('watch')
  for (const route of eachRoute('get')) {
    const got = await together(
      [
        'colour=red',
        'at=2025&at=2024',
        '%00=1',
        'limit=100000',
        'limit=-1',
        'limit=1e9',
        'cursor=nonsense',
        'cursor=%00',
        'constructor=1',
        'a%5B%5D=1',
      ],
      (query) => watch.get(`${path(route)}?${query}`),
    )
    // Some are for a role alone, which is asked before the cursor is.
    for (const { status } of got) expect([400, 403, 404], path(route)).toContain(status)
  }
})
test('every list refuses values that its fields cannot have', async () => {
  const watch = server.as('watch')
  for (const route of eachRoute('get').filter(({ name }) => name.endsWith('.list'))) {
    const { body } = await watch.get(`${path(route)}?state=nowhere`)
    expect(body.type).toBe('/problems/invalid-query')
    const asked = Object.keys(route.query ?? {}).flatMap((name, index) =>
      [index, index + 5].map((n) => `${name}=${hostile[n % hostile.length]}`),
    )
    const got = await together(asked, (query) => watch.get(`${path(route)}?${query}`))
    for (const [index, { status }] of got.entries())
      expect([200, 400], `${route.name} ${asked[index]}`).toContain(status)
  }
}, 600_000)
test('ids, missions, registers and measures that are not there are not found, however they are written', async () => {
  const watch = server.as('watch')
  for (const bad of [
    ...hostile,
    randomUUID(),
    '00000000-0000-0000-0000-000000000000',
    record.toUpperCase(),
  ]) {
    for (const address of [
      `vehicle/${bad}`,
      `vehicle/${bad}/history`,
      `vehicle/${bad}/links`,
      `measures/${bad}`,
      `geo/${bad}`,
      `${bad}`,
      `${bad}/${record}`,
    ]) {
      expect((await watch.get(`/api/${server.mission}/${address}`)).status, address).toBe(404)
    }
    expect((await watch.get(`/api/${bad}/vehicle`)).status).toBe(404)
    expect(
      (
        await server
          .as('fleet')
          .post(`/api/${server.mission}/vehicle/${bad}/accept`, { id: randomUUID() })
      ).status,
    ).toBe(404)
  }
})
test('every address says which methods it takes', async () => {
  for (const route of server.routes.filter(isAsked)) {
    for (const method of [
      'PUT',
      'PATCH',
      'DELETE',
      'OPTIONS',
      ...(route.path.endsWith('{id}') || (route.method === 'get' && !route.name.endsWith('.list'))
        ? ['POST']
        : []),
    ]) {
      if (
        server.routes.some(
          (other) => other.path === route.path && other.method === method.toLowerCase(),
        )
      )
        continue
      const { status, headers } = await server.as('watch').send(path(route), { method })
      expect(status, `${method} ${route.path}`).toBe(405)
      expect(headers.get('allow')).toBeTruthy()
    }
  }
}, 600_000)

const bodies: [string, BodyInit, number][] = [
  ['broken JSON', '{"id":', 400],
  ['nothing', '', 400],
  ['an array', '[]', 400],
  ['null', 'null', 400],
  ['a number', '1e400', 400],
  ['deep nesting', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400],
  ['wrong types', JSON.stringify({ id: 1, record: [], input: 'x' }), 422],
  ['an array for an object', JSON.stringify({ ...ids(), input: [] }), 422],
  [
    'members nobody asked for',
    JSON.stringify({ ...ids(), input: {}, author: 'chief', seq: 1 }),
    422,
  ],
  ['a prototype', `{"__proto__":{"id":"${randomUUID()}"}}`, 422],
  ['U+0000', JSON.stringify({ ...ids(), input: { plate: 'a\u0000b' } }), 400],
  ['half a character', `{"id":"\\ud800"}`, 400],
  ['2 MB', 'x'.repeat(2_000_000), 413],
  ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00]), 400],
]
test('every writing route refuses every bad body with a problem', async () => {
  const post = (route: Route, body: BodyInit, type: string) =>
    server
      .as('chief')
      .send(path(route), { method: 'POST', body, headers: { 'content-type': type } })
  for (const route of eachRoute('post').filter(({ file }) => !file)) {
    const got = await together(bodies, ([, body]) => post(route, body, 'application/json'))
    for (const [index, [what, , status]] of bodies.entries())
      expect(got[index]?.status, `${what} at ${route.name}`).toBe(status)
    expect((await post(route, 'id=1', 'application/x-www-form-urlencoded')).status).toBe(415)
  }
}, 600_000)
test('10 MB are refused without being read', async () => {
  const post = (body: BodyInit, headers: Record<string, string>) =>
    server.as('chief').send(`/api/${server.mission}/vehicle`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
  expect((await post('x'.repeat(10_000_000), {})).body.type).toBe('/problems/too-large')
  expect((await post('{}', { 'content-length': '10000000' })).body.type).toBe('/problems/too-large')
})
test('no page of another site changes anything', async () => {
  const body = JSON.stringify({ ...ids(), input: { plate: 'X-1', type: 'mrap' } })
  const post = (headers: Record<string, string>) =>
    server.as('fleet').send(`/api/${server.mission}/vehicle`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', host: 'localhost:8787', ...headers },
    })
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:9999' },
  ]) {
    expect((await post(headers as unknown as Record<string, string>)).body.type).toBe(
      '/problems/cross-site',
    )
  }
  expect(
    (await post({ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8787' })).status,
  ).toBe(201)
})
test('commands with dates, reasons and numbers out of range are refused by name', async () => {
  const fleet = server.as('fleet')
  const enter = async (more: object): Promise<{ status: number; fields: string[] }> => {
    const { status, body } = await fleet.post('vehicle', {
      ...ids(),
      input: { plate: randomUUID().slice(0, 20), type: 'mrap' },
      ...more,
    })
    return { status, fields: (body.errors ?? []).map(({ field }: { field: string }) => field) }
  }
  expect(await enter({ at: '2025-02-30' })).toEqual({ status: 422, fields: ['at'] })
  expect((await enter({ at: '2199-01-01' })).status).toBe(422)
  expect((await enter({ because: 'x'.repeat(3000) })).status).toBe(422)
  expect((await enter({ known: '2024-01-01' })).status).toBe(422)
  expect((await enter({ id: 'not-a-uuid' })).fields).toEqual(['id'])
  expect((await enter({ id: randomUUID().toUpperCase() })).status).toBe(422)
  expect(
    await enter({ input: { plate: 'N-1', type: 'tank', odometerKm: 1e300, colour: 'red' } }),
  ).toMatchObject({ status: 422, fields: ['type', 'odometerKm', 'colour'] })
  expect(
    (
      await fleet.post(`vehicle/${record}/amend`, {
        id: randomUUID(),
        input: { model: 'x' },
        expects: 1e300,
      })
    ).status,
  ).toBe(422)
  expect(
    (
      await fleet.post(`vehicle/${record}/correct`, {
        id: randomUUID(),
        entry: 99_999_999,
        because: 'x',
        input: { plate: 'N-2' },
      })
    ).status,
  ).toBe(404)
  expect(
    (
      await fleet.post(`vehicle/${record}/amend`, {
        id: randomUUID(),
        input: { contingent: randomUUID() },
      })
    ).body.type,
  ).toBe('/problems/no-such-record')
})

const anyJson = fc.jsonValue({ maxDepth: 4 })
test('no body whatever makes it fail', async () => {
  const posts = eachRoute('post')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...posts),
      fc.oneof(
        anyJson,
        fc.record(
          {
            id: fc.oneof(fc.uuid(), anyJson),
            record: fc.oneof(fc.uuid(), anyJson),
            input: fc.oneof(anyJson, fc.dictionary(fc.string(), anyJson)),
            at: fc.oneof(fc.constant('2024-05'), fc.string()),
            expects: fc.oneof(fc.integer(), anyJson),
            entry: fc.oneof(fc.integer(), anyJson),
            because: fc.string(),
          },
          { requiredKeys: ['id'] },
        ),
      ),
      async (route, body) => {
        const { status } = await server.as('chief').post(path(route), body)
        expect(status).toBeLessThan(500)
      },
    ),
    { numRuns: 400 },
  )
}, 600_000)
test('no field whatever makes it fail', async () => {
  const enters = eachRoute('post').filter(({ name }) => name.endsWith('.enter'))
  const value = fc.oneof(
    anyJson,
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.constantFrom('2024-02-30', '2024-02', -0, 1e308, 2 ** 53 + 2, '\ud800'),
  )
  const cases = fc.constantFrom(...enters).chain((route) => {
    const register = server.house.registers.get(route.name.split('.')[0] as string)
    const fields = Object.fromEntries(
      Object.keys(register?.fields ?? {}).map((name) => [name, value]),
    )
    return fc.tuple(fc.constant(route), fc.record(fields, { requiredKeys: [] }))
  })
  await fc.assert(
    fc.asyncProperty(cases, async ([route, input]) => {
      const { status } = await server.as('importer').post(path(route), { ...ids(), input })
      expect(status).toBeLessThan(500)
    }),
    { numRuns: 400 },
  )
}, 600_000)
test('no address whatever makes it fail', async () => {
  const part = fc.oneof(
    fc.webPath(),
    fc
      .string({ unit: 'binary' })
      .filter((text) => text.isWellFormed())
      .map((text) => `/${encodeURIComponent(text)}`),
    fc.constantFrom(
      '/api',
      '/api/',
      '/openapi.json',
      '//',
      '/../..',
      '/.git/config',
      '/assets/../index.html',
    ),
  )
  await fc.assert(
    fc.asyncProperty(part, fc.webQueryParameters(), async (address, query) => {
      const { status } = await server.as('watch').get(`/api/${server.mission}${address}?${query}`)
      expect(status).toBeLessThan(500)
    }),
    { numRuns: 300 },
  )
}, 600_000)
