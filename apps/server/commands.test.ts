/** A queue in one request: each command stands or falls by itself, and a reply that was lost is asked for again. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from './testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
}, 600_000)
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

type Item = { id: string; status: number; receipt?: { seq: number }; problem?: { type: string } }
const entering = (plate: string, more: object = {}) => ({
  ...{ id: randomUUID(), register: 'vehicle', record: randomUUID(), verb: 'enter' },
  ...{ input: { plate, type: 'patrol' }, at: '2024-05-01T10:00:00Z', ...more },
})
const send = async (who: string, commands: readonly object[]): Promise<Item[]> => {
  const { status, body } = await server.as(who).post('commands', { commands })
  expect(status, JSON.stringify(body)).toBe(200)
  return body.items
}
const saidOf = (items: readonly Item[]) =>
  items.map(({ status, problem }) => [status, problem?.type.split('/').pop()])

test('each is answered as if it had come alone, in its place, and again tells the same receipts', async () => {
  const first = entering('LIST 1')
  const commands = [
    first,
    entering('LIST 1'),
    entering('LIST 2', { input: { type: 'patrol' } }),
    entering('LIST 3', { register: 'spaceship' }),
    entering('LIST 4', { onBehalfOf: 'Sgt Paul' }),
  ]
  const items = await send('fleet', commands)
  expect(items.map(({ id }) => id)).toEqual(commands.map(({ id }) => id))
  expect(saidOf(items)).toEqual([
    [201, undefined],
    [409, 'not-unique'],
    [422, 'invalid-input'],
    [404, 'unknown-register'],
    [201, undefined],
  ])
  const { size } = (await server.as('watch').get('head')).body
  const again = await send('fleet', commands)
  expect(again.map(({ status }) => status)).toEqual([200, 409, 422, 404, 200])
  expect(again.map(({ receipt }) => receipt)).toEqual(items.map(({ receipt }) => receipt))
  expect((await server.as('watch').get('head')).body.size).toBe(size)
  // What alone is refused for its content is refused in a list with the same words.
  const { register: _, verb: __, ...body } = commands[2] as Record<string, unknown>
  expect((await server.as('fleet').post('vehicle', body)).body).toEqual(items[2]?.problem)
})

test('a role may no more in a list than alone, and a conflict is told with what stands', async () => {
  const made = entering('LIST 5')
  const [seen] = await send('fleet', [made])
  const amend = (model: string) => ({
    ...{ id: randomUUID(), register: 'vehicle', record: made.record, verb: 'amend' },
    ...{ input: { model }, expects: seen?.receipt?.seq },
  })
  expect(saidOf(await send('conduct', [amend('Marsh'), entering('LIST 6')]))).toEqual([
    [403, 'not-allowed'],
    [403, 'not-allowed'],
  ])
  const [landed, stale] = await send('fleet', [amend('Marsh'), amend('Tern')])
  expect([landed?.status, stale?.status]).toEqual([201, 409])
  expect(stale?.problem).toMatchObject({
    type: '/problems/stale',
    conflict: { fields: [{ field: 'model', theirs: 'Marsh', yours: 'Tern' }] },
  })
})

test('nothing of a list is taken that is too long, or holds what is no command', async () => {
  const many = Array.from({ length: 51 }, (_, n) => entering(`LIST M${n}`))
  const broken = [entering('LIST 7'), { ...entering('LIST 8'), record: 'none' }]
  for (const commands of [many, broken, []])
    expect((await server.as('fleet').post('commands', { commands })).status).toBe(422)
  expect((await server.as('fleet').get('vehicle?plate=LIST 7')).body.items).toEqual([])
})
