/** A queue that comes on a memory stick: each command as its owner's, again harmless, and hostile files refused clearly. */
import { randomUUID } from 'node:crypto'
import { carry, pointOf } from '@konbit/proof'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begin } from '../account/story.ts'
import { openTestServer, type TestServer } from '../testing.ts'

type Device = { id: string; key: CryptoKey }

let server: TestServer
let signed: TestServer
let to: string
beforeAll(async () => {
  server = await openTestServer()
  signed = await openTestServer({ signIn: {} })
  to = (await server.as('watch').get('carried')).body.key
})
afterAll(async () => {
  expect([...server.failures, ...signed.failures]).toEqual([])
  await server.close()
  await signed.close()
})

async function deviceFor(on: TestServer, member: string): Promise<Device> {
  const pair = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const id = randomUUID()
  const signKey = await pointOf(pair.publicKey)
  const owner = { mission: on.mission, member }
  const device = { id, title: 'A phone', session: null, signKey }
  expect(await on.house.ledger.keepDevice(owner, device)).toBe('kept')
  return { id, key: pair.privateKey }
}
const mine = (member = 'fleet') => deviceFor(server, member)
const entering = (plate: string, more: object = {}) => ({
  id: randomUUID(),
  register: 'vehicle',
  record: randomUUID(),
  verb: 'enter',
  input: { plate, type: 'patrol' },
  at: '2024-05-01T10:00:00Z',
  ...more,
})
const fileOf = (device: Device, commands: readonly unknown[], head: object = {}) =>
  carry(
    { mission: server.mission, device: device.id, made: new Date().toISOString(), to, ...head },
    commands,
    device.key,
  )
const bring = (bytes: Uint8Array, who = 'watch') =>
  server.as(who).send('carried', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes as BodyInit,
  })

/** The key of another server. */
const elsewhere = async (): Promise<string> => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
    'deriveBits',
  ])
  return pointOf((pair as CryptoKeyPair).publicKey)
}

describe('a queue on a stick', () => {
  test('is performed as its owner, in order, with the time of each deed, whoever carries it', async () => {
    const device = await mine()
    const first = entering('CARRIED 1', { onBehalfOf: 'Sgt Paul' })
    const then = {
      id: randomUUID(),
      register: 'vehicle',
      record: first.record,
      verb: 'accept',
      input: { odometerKm: 12 },
      at: '2024-05-02T10:00:00Z',
    }
    const { status, body } = await bring(await fileOf(device, [first, then]))
    expect([status, body.member, body.counts]).toEqual([
      200,
      'fleet',
      { landed: 2, same: 0, refused: 0 },
    ])
    const history = await server.as('fleet').get(`vehicle/${first.record}/history`)
    expect(
      history.body.items.map((one: Record<string, unknown>) => [
        one.verb,
        one.author,
        one.atText,
        one.onBehalfOf,
      ]),
    ).toEqual([
      ['accept', 'fleet', '2024-05-02T10:00:00Z', undefined],
      ['enter', 'fleet', '2024-05-01T10:00:00Z', 'Sgt Paul'],
    ])
  })

  test('brought again, or sent over the line since, changes nothing', async () => {
    const device = await mine()
    const command = entering('CARRIED 2')
    const file = await fileOf(device, [command])
    const { register: _, verb: __, ...body } = command
    expect((await server.as('fleet').post('vehicle', body)).status).toBe(201)
    const before = (await server.as('watch').get('head')).body.size
    for (const _again of [1, 2])
      expect((await bring(file)).body.counts).toEqual({ landed: 0, same: 1, refused: 0 })
    expect((await server.as('watch').get('head')).body.size).toBe(before)
  })

  test('commands that were made on the same entry go on from each other; what somebody changed meanwhile is refused', async () => {
    const device = await mine()
    const vehicle = entering('CARRIED CHAIN')
    await bring(await fileOf(device, [vehicle]))
    const seen = (await server.as('fleet').get(`vehicle/${vehicle.record}`)).body.seq
    const act = (verb: string, input: object, expects = seen) => ({
      ...{ id: randomUUID(), register: 'vehicle', record: vehicle.record, verb, input, expects },
      at: '2024-05-03T10:00:00Z',
    })
    const chain = [
      act('accept', { odometerKm: 12 }),
      act('ground', { fault: 'Gearbox' }),
      act('release', {}),
    ]
    const file = await fileOf(device, chain)
    expect((await bring(file)).body.counts).toEqual({ landed: 3, same: 0, refused: 0 })
    expect((await bring(file)).body.counts).toEqual({ landed: 0, same: 3, refused: 0 })
    const late = await bring(await fileOf(device, [act('amend', { model: 'Tern' })]))
    expect(late.body.items).toMatchObject([{ n: 1, outcome: 'refused', problem: 'stale' }])
  })

  test('tells of each command; why one was refused reads only who made it', async () => {
    const device = await mine()
    const file = await fileOf(device, [
      entering('CARRIED 3'),
      entering('CARRIED 3'),
      entering('CARRIED 4', { input: { plate: 'CARRIED 4' } }),
      entering('X', { register: 'casualty', input: {} }),
    ])
    const carrier = (await bring(file)).body
    expect(carrier.counts).toEqual({ landed: 1, same: 0, refused: 3 })
    expect(carrier.items[1]).toEqual({
      n: 2,
      id: expect.any(String),
      outcome: 'refused',
      problem: 'not-unique',
    })
    const owner = (await bring(file, 'fleet')).body
    expect(owner.counts).toEqual({ landed: 0, same: 1, refused: 3 })
    expect(owner.items[2]).toMatchObject({ problem: 'invalid-input', wrong: [{ field: 'type' }] })
    expect(owner.items[3].problem).toBe('not-allowed')
  })
})

describe('a file that is not what it says', () => {
  const saying = (answer: Awaited<ReturnType<typeof bring>>) => [
    answer.status,
    answer.body.errors?.[0]?.field ?? answer.body.type,
  ]

  test('changed, of another key, of nobody, or for somewhere else, is refused whole', async () => {
    const device = await mine()
    const command = entering('CARRIED 5')
    const file = await fileOf(device, [command])
    const changed = JSON.parse(new TextDecoder().decode(file))
    changed.made = '2020-01-01T00:00:00.000Z'
    const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
    const other = await mine('watch')
    const cases: [Uint8Array, string][] = [
      [new TextEncoder().encode('not ours'), 'format'],
      [bytes(changed), 'signature'],
      [await fileOf({ ...device, id: other.id }, [command]), 'signature'],
      [await fileOf({ ...device, id: randomUUID() }, [command]), 'device'],
      [await fileOf(device, [command], { mission: 'another' }), 'mission'],
      [await fileOf(device, [command], { to: await elsewhere() }), 'to'],
      [await fileOf(device, [command, { ...command, known: '2020-01-01' }]), 'commands.2'],
      [await fileOf(device, [{ ...command, input: { plate: 'a\u0000b' } }]), 'commands.1'],
      [await fileOf(device, [7]), 'commands.1'],
    ]
    for (const [given, wrong] of cases) expect(saying(await bring(given))).toEqual([422, wrong])
    const many = await fileOf(
      device,
      Array.from({ length: 2001 }, () => command),
    )
    expect(saying(await bring(many))).toEqual([413, '/problems/too-large'])
    expect((await bring(new Uint8Array(4_000_001))).status).toBe(413)
    expect((await bring(file, 'nobody')).status).toBe(403)
    expect((await server.as('fleet').get(`vehicle/${command.record}`)).status).toBe(404)
    expect((await bring(file)).body.counts.landed).toBe(1)
  })

  test('of a phone that was lost is refused, also if it was written before', async () => {
    const device = await mine()
    const file = await fileOf(device, [entering('CARRIED 6')])
    await server.house.ledger.loseDevice({ mission: server.mission, member: 'fleet' }, device.id)
    expect(saying(await bring(file))).toEqual([422, 'lost'])
  })

  test('of somebody who left is refused', async () => {
    const on = await begin(signed)
    const m = `/api/${signed.mission}`
    const { member } = await on.join(['fleet'], ['mission'])
    const device = await deviceFor(signed, member)
    const key = (await on.ana.get(`${m}/carried`)).body.key
    const file = await fileOf(device, [entering('CARRIED 7')], { mission: signed.mission, to: key })
    const cookie = [...on.ana.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const brought = () =>
      signed.as('').send(`${m}/carried`, {
        method: 'POST',
        headers: {
          'content-type': 'application/octet-stream',
          host: 'localhost:8787',
          origin: 'http://localhost:8787',
          cookie,
        },
        body: file as BodyInit,
      })
    expect((await brought()).body.counts).toEqual({ landed: 1, same: 0, refused: 0 })
    expect((await on.act(member, 'leave')).status).toBe(201)
    expect(saying(await brought())).toEqual([422, 'member'])
  })
})
