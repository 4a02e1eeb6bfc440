import { isRefusal } from '@konbit/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyMax, readBody } from './body.ts'

const post = (body: BodyInit, headers: Record<string, string> = {}): Request =>
  new Request('http://localhost/', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    duplex: 'half',
  } as RequestInit)
const refusal = async (request: Request): Promise<string | undefined> => {
  const read = await readBody(request)
  return isRefusal(read) ? read.refusal : undefined
}

test('a JSON object in UTF-8 is read', async () => {
  expect(
    await readBody(
      post('{"a":"Pont-Sondé"}', { 'content-type': 'application/json; charset=utf-8' }),
    ),
  ).toEqual({ a: 'Pont-Sondé' })
})
test.each([
  ['broken JSON', '{"a":', 'invalid-json'],
  ['nothing', '', 'invalid-json'],
  ['an array', '[]', 'invalid-json'],
  ['a text', '"a"', 'invalid-json'],
  ['null', 'null', 'invalid-json'],
  ['U+0000', '{"a":"\\u0000"}', 'invalid-json'],
  ['half a character in a name', '{"\\ud800":1}', 'invalid-json'],
  ['deep nesting', `{"a":${'['.repeat(100_000)}`, 'invalid-json'],
  ['deep nesting that closes', `{"a":${'['.repeat(60)}${']'.repeat(60)}}`, 'invalid-json'],
])('%s is refused', async (_, body, problem) => {
  expect(await refusal(post(body))).toBe(problem)
})
test('brackets within strings are no nesting', async () => {
  expect(await refusal(post(JSON.stringify({ a: '[{"'.repeat(100) })))).toBeUndefined()
})
test('bytes that are no UTF-8 are refused', async () => {
  expect(await refusal(post(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])))).toBe('invalid-json')
})
test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/jsonp',
])('%s is refused', async (type) => {
  expect(await refusal(post('{}', { 'content-type': type }))).toBe('unsupported-type')
})
test('a body without a length is read only as far as the limit', async () => {
  let sent = 0
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536).fill(0x20))
    },
  })
  expect(await refusal(post(endless))).toBe('too-large')
  expect(sent).toBeLessThan(bodyMax + 10 * 65_536)
})
test('no bytes make it throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect(typeof (await readBody(post(bytes as Uint8Array<ArrayBuffer>)))).toBe('object')
    }),
  )
})
