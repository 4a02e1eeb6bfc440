/** Devices: each does what its owner may and nothing for others; one that was lost is shut out, whoever is signed in. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
}, 600_000)
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

const named = (id: string) => ({ 'konbit-device': id })
const begin = async (who: string, id = randomUUID(), member = who) => ({
  id,
  ...(await server.as(who).post('device', { id, member, title: 'Chrome · Android' })),
})

test('a device works for its owner alone, and is told again as the same when it is sent twice', async () => {
  const { id, status, headers } = await begin('fleet')
  expect([status, headers.get('clear-site-data')]).toEqual([200, '"cache"'])
  expect((await begin('fleet', id)).status).toBe(200)
  const { items } = (await server.as('fleet').get('device')).body
  expect(items.map((one: { id: string }) => one.id)).toEqual([id])
  expect((await server.as('watch').get('device')).body.items).toEqual([])
  expect((await server.as('watch').get('device?member=fleet')).body.items).toEqual([])
  // Somebody else is signed in on it: what waits there is not sent in their name.
  const vehicle = { id: randomUUID(), record: randomUUID(), input: { plate: 'D-1', type: 'apc' } }
  const others = await server.as('forceGeneration').post('vehicle', vehicle, named(id))
  expect([others.status, others.body.type]).toEqual([401, '/problems/no-person'])
  expect((await server.as('fleet').post('vehicle', vehicle, named(id))).status).toBe(201)
  expect((await begin('watch', randomUUID(), 'fleet')).status).toBe(401)
  expect((await begin('watch', id)).status).toBe(401)
  expect((await begin('nobody')).status).toBe(403)
})

test('a device that was lost reads nothing and sends nothing, and does not come back', async () => {
  const { id } = await begin('fleet')
  const fleet = server.as('fleet')
  expect((await fleet.get('vehicle', named(id))).status).toBe(200)
  expect((await server.as('watch').post(`device/${id}/lost`, {})).status).toBe(404)
  const { status, body } = await fleet.post(`device/${id}/lost`, {})
  expect([status, typeof body.lost]).toEqual([200, 'string'])
  const vehicle = { id: randomUUID(), record: randomUUID(), input: { plate: 'D-2', type: 'apc' } }
  for (const got of [
    await fleet.get('vehicle', named(id)),
    await fleet.post('vehicle', vehicle, named(id)),
    await server.as('watch').get('overview', named(id)),
    await begin('fleet', id),
  ])
    expect([got.status, got.body.type]).toEqual([401, '/problems/device-lost'])
  expect((await fleet.get('vehicle?plate=D-2')).body.items).toEqual([])
  expect((await fleet.get('vehicle')).status).toBe(200)
})
