import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { refuse } from '@konbit/model'
import { expect, test } from 'vitest'
import { ok, pack, problem, send } from './wire.ts'

const ask = (headers: Record<string, string> = {}): Request =>
  new Request('http://localhost/', { headers })
const long = { text: 'konbit '.repeat(1000) }
const bytesOf = async (response: Response): Promise<Buffer> =>
  Buffer.from(await response.arrayBuffer())

test.each([
  ['br, gzip', 'br'],
  ['gzip, deflate', 'gzip'],
  ['gzip;q=1, br;q=0', 'gzip'],
  ['GZIP', 'gzip'],
  ['identity', null],
  ['', null],
  ['br;q=zero', null],
])('for accept-encoding %s the coding is %s', async (accepts, coding) => {
  const response = await send(ask({ 'accept-encoding': accepts }), ok(long))
  expect(response.headers.get('content-encoding')).toBe(coding)
  const bytes = await bytesOf(response)
  expect(response.headers.get('content-length')).toBe(String(bytes.byteLength))
  const plain =
    coding === 'br' ? brotliDecompressSync(bytes) : coding === 'gzip' ? gunzipSync(bytes) : bytes
  expect(JSON.parse(plain.toString())).toEqual(long)
})
test('short answers are sent as they are', async () => {
  expect(
    (await send(ask({ 'accept-encoding': 'br' }), ok({}))).headers.get('content-encoding'),
  ).toBeNull()
})
test('asked again with its tag, an answer is not sent twice', async () => {
  const first = await send(ask(), ok(long))
  const tag = first.headers.get('etag') ?? ''
  const again = await send(ask({ 'if-none-match': `"other", ${tag}` }), ok(long))
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
  expect((await send(ask({ 'if-none-match': tag }), ok({ ...long, more: 1 }))).status).toBe(200)
})
test('a refusal is a problem as in RFC 9457, and is not kept', async () => {
  const response = await send(ask(), problem(refuse('too-large')))
  expect(response.status).toBe(413)
  expect(response.headers.get('content-type')).toMatch('application/problem+json')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toMatchObject({ type: '/problems/too-large', status: 413 })
})
test('a file is compressed once and told how long it keeps', async () => {
  const file = pack(
    Buffer.from('x'.repeat(5000)),
    'text/css; charset=utf-8',
    'public, max-age=31536000, immutable',
  )
  const one = await send(ask({ 'accept-encoding': 'br' }), { status: 200, file })
  const two = await send(ask({ 'accept-encoding': 'br' }), { status: 200, file })
  expect(file.packed.size).toBe(1)
  expect(await bytesOf(one)).toEqual(await bytesOf(two))
  expect(one.headers.get('cache-control')).toMatch('immutable')
})
test('a stream that fails half-way is broken off', async () => {
  async function* lines() {
    yield 'a\r\n'
    throw new Error('the line is cut')
  }
  for (const coding of ['identity', 'gzip']) {
    const response = await send(ask({ 'accept-encoding': coding }), {
      status: 200,
      type: 'text/csv',
      lines: lines(),
    })
    await expect(response.text()).rejects.toThrow()
  }
})
