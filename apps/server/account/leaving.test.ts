import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'
import { addCode, begin, password, type Story } from './story.ts'
import { type Visitor, visit } from './testing.ts'

let server: TestServer
let on: Story
let ana: Visitor
let m: string
beforeAll(async () => {
  server = await openTestServer({ signIn: {} })
  m = `/api/${server.mission}`
  on = await begin(server)
  ana = on.ana
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})
const join = (roles: string[], levels: string[]) => on.join(roles, levels)

describe('leaving', () => {
  test('ends sessions and keys the moment it is entered, whatever they were for', async () => {
    const { visitor, member } = await join(['watch'], ['mission'])
    const key = (await visitor.post(`${m}/keys`, { title: 'Sensor', days: 30 })).body.key
    const bearer = { authorization: `Bearer ${key}` }
    expect((await visit(server.app).get(`${m}/me`, bearer)).body.by).toBe('key')
    expect((await on.act(member, 'leave')).status).toBe(201)
    expect((await visitor.get(`${m}/me`)).status).toBe(401)
    expect((await visit(server.app).get(`${m}/me`, bearer)).status).toBe(401)
    const rows = await server.test.look(
      `select from account.session s join account.link l on l."user" = s."userId" where l.member = $1
       union all select from account.key where member = $1 and ended is null`,
      [member],
    )
    expect(rows).toHaveLength(0)
  })
  test('a follower ends them too when nobody asks', async () => {
    const { member } = await join(['watch'], ['mission'])
    const left = () =>
      server.test.look(
        'select from account.session s join account.link l on l."user" = s."userId" where l.member = $1',
        [member],
      )
    expect(await left()).toHaveLength(1)
    await on.act(member, 'suspend')
    for (let tries = 0; tries < 50 && (await left()).length > 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await left()).toHaveLength(0)
  })
  test('roles and clearances are those of now: one withdrawn is gone at the next request', async () => {
    const { visitor, member } = await join(['watch'], ['mission'])
    const { items } = (await ana.get(`${m}/appointment?member=${member}`)).body
    await ana.post(`${m}/appointment/${items[0].id}/end`, {
      id: randomUUID(),
      because: 'Done',
      input: {},
    })
    expect((await visitor.get(`${m}/me`)).body.roles).toEqual([])
  })
})

describe('a key', () => {
  test('may do no more than its member, less if it says so, and only until its day', async () => {
    const { visitor, member } = await join(['watch', 'fleet'], ['mission'])
    const make = async (scope: object) => ({
      authorization: `Bearer ${(await visitor.post(`${m}/keys`, { title: 'K', days: 1, ...scope })).body.key}`,
    })
    const program = visit(server.app)
    const enter = (headers: Record<string, string>, plate: string) =>
      program.post(
        `${m}/vehicle`,
        { id: randomUUID(), record: randomUUID(), input: { plate, type: 'mrap' } },
        headers,
      )
    const reads = await make({})
    expect((await program.get(`${m}/vehicle`, reads)).status).toBe(200)
    expect((await enter(reads, 'A-1')).status).toBe(403)
    const writes = await make({ mayWrite: true, registers: ['vehicle'] })
    expect((await enter(writes, 'A-2')).status).toBe(201)
    expect((await program.get(`${m}/incident`, writes)).status).toBe(403)
    expect((await program.get(`${m}/overview`, writes)).status).toBe(403)
    expect((await program.get(`${m}/registers`, writes)).status).toBe(200)
    const asWatch = await make({ mayWrite: true, roles: ['watch', 'chief'] })
    expect((await program.get(`${m}/me`, asWatch)).body.roles).toEqual(['watch'])
    expect((await enter(asWatch, 'A-3')).status).toBe(403)
    // A key makes no keys, and reads no account.
    expect((await program.post(`${m}/keys`, { title: 'K', days: 1 }, asWatch)).status).toBe(403)
    await server.test.look('update account.key set until = now() where member = $1', [member])
    expect((await program.get(`${m}/vehicle`, reads)).status).toBe(401)
    expect((await visitor.post(`${m}/keys`, { title: 'K', days: 4000 })).status).toBe(422)
  })
  test('is shown once, kept as a digest, and ended by its owner or an access officer', async () => {
    const { visitor, member } = await join(['watch'], ['mission'])
    const other = await join(['watch'], ['mission'])
    const { id, key } = (await visitor.post(`${m}/keys`, { title: 'K', days: 1 })).body
    const list = await visitor.get(`${m}/keys`)
    expect(list.body.items).toMatchObject([{ id, member, mayWrite: false }])
    expect(list.text).not.toMatch(key)
    expect((await other.visitor.get(`${m}/keys`)).body.items).toEqual([])
    expect((await other.visitor.post(`${m}/keys/${id}/end`)).status).toBe(404)
    expect((await ana.post(`${m}/keys/${id}/end`)).status).toBe(200)
    expect(
      (await visit(server.app).get(`${m}/me`, { authorization: `Bearer ${key}` })).status,
    ).toBe(401)
  })
  test('a header that bears no good key is refused, and not taken for nobody', async () => {
    for (const bad of [
      'Bearer konbit_x',
      'Bearer x',
      'Basic YTpi',
      `Bearer konbit_${'a'.repeat(43)}`,
    ])
      expect((await ana.get(`${m}/me`, { authorization: bad })).status, bad).toBe(401)
  })
})

describe('getting back in', () => {
  test('by a recovery link: a new password, and whoever held the old ways is out', async () => {
    const { visitor, member, email } = await join(['watch'], ['mission'])
    await addCode(visitor)
    const { link } = (await ana.post(`${m}/recoveries`, { member })).body
    const fresh = visit(server.app)
    const token = link.split('#')[1]
    const renewed = `${password} two`
    expect((await fresh.post('/api/account/accept', { token, password: renewed })).status).toBe(200)
    expect((await visitor.get(`${m}/me`)).status).toBe(401)
    expect((await fresh.get(`${m}/me`)).status).toBe(200)
    expect((await visit(server.app).post('/auth/sign-in/email', { email, password })).status).toBe(
      401,
    )
  })
  test('a lost phone is shut out by an access officer', async () => {
    const { visitor, member } = await join(['watch'], ['mission'])
    expect((await visitor.post(`${m}/shut`, { member })).status).toBe(403)
    expect((await ana.post(`${m}/shut`, { member })).body.ended).toBe(1)
    expect((await visitor.get(`${m}/me`)).status).toBe(401)
  })
  test('an access officer shuts out the lost phone of another by an entry that says why, and nobody else does', async () => {
    const { visitor, member } = await join(['watch'], ['mission'])
    const id = randomUUID()
    const phone = { id, member, title: 'A phone' }
    expect((await visitor.post(`${m}/device`, phone)).status).toBe(200)
    const devicesOf = async (who: typeof ana) =>
      (await who.get(`${m}/device?member=${member}`)).body.items
    expect(await devicesOf(ana)).toMatchObject([{ id, title: 'A phone', lost: null }])
    const other = await join(['fleet'], ['mission'])
    expect(await devicesOf(other.visitor)).toEqual([])
    expect((await ana.post(`${m}/device/${id}/lost`, {})).status).toBe(404)
    const say = (who: typeof ana, more: object) =>
      who.post(`${m}/member/${member}/losePhone`, {
        id: randomUUID(),
        input: { lostDevice: id },
        because: 'Left in a taxi',
        ...more,
      })
    expect((await say(ana, { because: undefined })).status).toBe(422)
    expect((await say(other.visitor, {})).status).toBe(403)
    expect((await devicesOf(ana))[0].lost).toBeNull()
    expect((await say(ana, {})).status).toBe(201)
    expect((await devicesOf(ana))[0].lost).not.toBeNull()
    const named = { 'konbit-device': id }
    expect((await visitor.get(`${m}/me`, named)).body.type).toBe('/problems/device-lost')
    const { items } = (await ana.get(`${m}/member/${member}/history`)).body
    expect(items[0]).toMatchObject({ verb: 'losePhone', because: 'Left in a taxi' })
  })
})
