/** The log over HTTP: what outsiders read without a name, what they may send, and what a holder takes away. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  newSigner,
  parseNote,
  printNote,
  servedAt,
  signLine,
  verifyExport,
  verifyGrowth,
  verifyLog,
  verifyReceipt,
} from '@konbit/proof'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ids, openTestServer, type TestServer } from './testing.ts'

let keys: string
let server: TestServer
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'konbit-keys-'))
  server = await openTestServer({ keys })
})
afterAll(async () => {
  await server?.close()
  await rm(keys, { recursive: true, force: true })
})

const enter = (plate: string) =>
  server
    .as('fleet')
    .post('vehicle', { ...ids(), input: { plate, type: 'mrap', fault: 'Axle' }, at: '2024-06-25' })
/** As an outsider asks: no cookie, no person. */
const look = (path: string, init?: RequestInit) =>
  server.app.request(`/log/${server.mission}/${path}`, init)
const fetcher = ((address: string, init?: RequestInit) =>
  server.app.request(address, init)) as typeof fetch
const served = () => servedAt(`/log/${server.mission}`, fetcher)

describe('outsiders', () => {
  test('read checkpoint, tiles and entries with the headers that C2SP asks for', async () => {
    await enter('LOG 1')
    await server.house.ledger.log(server.mission).sign()
    const head = async (path: string) => {
      const { status, headers } = await look(path)
      return [status, headers.get('content-type'), headers.get('cache-control')]
    }
    expect(await head('checkpoint')).toEqual([
      200,
      'text/plain; charset=utf-8',
      'public, max-age=5',
    ])
    expect(await head('key')).toEqual([200, 'text/plain; charset=utf-8', 'public, max-age=5'])
    const forever = 'public, max-age=31536000, immutable'
    expect(await head('tile/0/000.p/1')).toEqual([200, 'application/octet-stream', forever])
    expect(await head('tile/entries/000.p/1')).toEqual([200, 'application/octet-stream', forever])
    expect((await (await look('tile/entries/000.p/1')).arrayBuffer()).byteLength).toBe(35)
    const found = await verifyLog({ fetch: served() })
    expect(found).toMatchObject({ ok: true, isKeyServed: true })
  })

  test.each([
    ['tile/0/000', 404],
    ['tile/0/000.p/0', 404],
    ['tile/0/../000', 404],
    ['tile/0/x000/000', 404],
    ['tile/9/000', 404],
    ['tile/entries/999.p/1', 404],
    ['checkpoint/99', 404],
    ['checkpoint/1/2', 404],
    ['rotation/0', 404],
    ['rotation/1', 404],
    ['anything', 404],
    ['%2e%2e/checkpoint', 404],
  ])('find nothing at %s', async (path, status) => {
    const response = await look(path)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch('application/problem+json')
    expect(response.headers.get('content-security-policy')).toBeTruthy()
  })

  test('may not change anything, nor ask of a mission that is not here', async () => {
    expect((await look('checkpoint', { method: 'POST', body: 'x' })).status).toBe(405)
    expect((await look('cosignature')).status).toBe(405)
    expect((await server.app.request('/log/none/checkpoint')).status).toBe(404)
  })
})

describe('a witness', () => {
  const post = (body: string, headers = {}) =>
    look('cosignature', {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain', ...headers },
    })

  test('posts its cosignature, which then stands below the checkpoint', async () => {
    const witness = newSigner('monitor.example', 'cosignature')
    await server.test.ledger.grant(server.mission, 'registrar', {
      roles: ['registrar'],
      clearances: [{ label: 'mission', unit: '*' }],
    })
    const input = { title: 'The monitor', verifierKey: witness.key }
    const entered = await server.house.ledger.perform(
      { mission: server.mission, member: 'registrar', roles: ['registrar'] },
      {
        id: crypto.randomUUID(),
        record: crypto.randomUUID(),
        register: 'witness',
        verb: 'enter',
        input,
      },
    )
    expect(entered).toHaveProperty('seq')
    await server.house.ledger.log(server.mission).sign()
    const found = await verifyGrowth({ fetch: served() })
    if (!found.ok) throw new Error(found.wrong)
    const text = parseNote(found.note)?.text as string
    const note = printNote(text, [signLine(witness, text, 1_800_000_000)])
    expect((await post(note)).status).toBe(200)
    expect(await (await look('checkpoint')).text()).toContain('\u2014 monitor.example ')
    const { body } = await server.as('resident').get('log')
    expect(body.witnesses).toMatchObject([
      { name: 'monitor.example', at: '2027-01-15T08:00:00.000Z' },
    ])
    expect(body.signing).toEqual({ does: true })
    expect((await post(note.replace('A', 'B'))).status).toBe(422)
  })

  test('is refused from a page of another site, as JSON, or at length', async () => {
    expect((await post('x', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await post('{}', { 'content-type': 'application/json' })).status).toBe(415)
    expect((await post('x'.repeat(70_000))).status).toBe(413)
    expect((await post('x')).status).toBe(422)
  })
})

describe('a holder', () => {
  test('is told with every command where its receipt is, and verifies it without the server', async () => {
    const { status, body } = await enter('LOG 2')
    expect(status).toBe(201)
    expect(body.receipt).toBe(`/api/${server.mission}/log/receipt/${body.seq}`)
    const key = (await (await look('key')).text()).trim()
    const chief = await server.as('chief').get(body.receipt)
    const watch = await server.as('watch').get(body.receipt)
    expect(verifyReceipt(chief.body, key)).toMatchObject({ ok: true, seq: body.seq })
    const found = verifyReceipt(watch.body, key)
    expect(found.ok && found.facets.map(({ label }) => label)).toEqual(['mission'])
    expect(watch.text).not.toContain('Axle')
    expect((await server.as('resident').get(body.receipt)).status).toBe(404)
    expect((await server.as('chief').get('log/receipt/999999')).status).toBe(404)
    expect((await server.as('chief').get('log/receipt/abc')).status).toBe(404)
  })

  test('is told the last entries that they may see, and of no other that it is there', async () => {
    const { body } = await enter('LOG 4')
    const chief = await server.as('chief').get('log/latest?limit=1')
    expect(chief.body.items).toMatchObject([
      { seq: body.seq, register: 'vehicle', verb: 'enter', caption: 'LOG 4' },
    ])
    const { status, text } = await server.as('resident').get('log/latest?limit=50')
    expect(status).toBe(200)
    expect(text).not.toContain(`"seq":${body.seq}`)
    expect(text).not.toContain('vehicle')
    expect((await look('latest')).status).toBe(404)
  })

  test('takes the whole log away as a file that holds by itself, with what they may see', async () => {
    await enter('LOG 3')
    for (const [who, sees] of [
      ['chief', true],
      ['resident', false],
    ] as const) {
      const { text, status } = await server.as(who).get('log/export')
      expect(status).toBe(200)
      const lines = text.trimEnd().split('\n')
      async function* each() {
        yield* lines
      }
      const found = await verifyExport({ lines: each() })
      expect(found).toMatchObject({ ok: true })
      expect(text.includes('Axle')).toBe(sees)
    }
  })
})

test('nothing of this failed on our side', () => {
  expect(server.failures).toEqual([])
})
