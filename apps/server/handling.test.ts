import { randomUUID } from 'node:crypto'
import { placesOf } from '@konbit/ledger/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ids, type Loose, openTestServer, type TestServer } from './testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

const truck = async (plate: string): Promise<string> => {
  const made = ids()
  const entered = await server.as('fleet').post('vehicle', {
    ...made,
    input: { plate, type: 'mrap', model: 'First' },
  })
  expect(entered.status).toBe(201)
  return made.record
}
const does = (who: string, record: string, verb: string, body: Record<string, unknown>) =>
  server.as(who).post(`vehicle/${record}/${verb}`, { id: randomUUID(), ...body })

test('a change on top of what its author has not seen is refused, and told field by field', async () => {
  const record = await truck('C-1')
  const { seq } = (await server.as('fleet').get(`vehicle/${record}`)).body
  const theirs = await does('fleet', record, 'amend', {
    expects: seq,
    input: { model: 'Theirs', odometerKm: 7 },
  })
  expect(theirs.status).toBe(201)
  const mine = await does('fleet', record, 'amend', { expects: seq, input: { model: 'Mine' } })
  expect(mine).toMatchObject({ status: 409, body: { type: '/problems/stale' } })
  expect(mine.body.conflict).toEqual({
    seq: theirs.body.seq,
    entries: [{ seq: theirs.body.seq, verb: 'amend', author: 'fleet', known: theirs.body.known }],
    fields: [
      { field: 'model', was: 'First', theirs: 'Theirs', yours: 'Mine' },
      { field: 'odometerKm', was: null, theirs: 7 },
    ],
  })
  const again = await does('fleet', record, 'amend', {
    expects: mine.body.conflict.seq,
    input: { model: 'Mine' },
  })
  expect(again.status).toBe(201)
})

test('a conflict tells nothing that its reader may not see', async () => {
  const record = await truck('C-2')
  const { seq } = (await server.as('fleet').get(`vehicle/${record}`)).body
  await does('fleet', record, 'accept', {})
  await does('chief', record, 'ground', { input: { fault: 'secretFault' } })
  await does('fleet', record, 'ground', { input: { fault: 'secretFault' } })
  const stale = await does('fleet', record, 'amend', { expects: seq, input: { model: 'Mine' } })
  expect(stale.status).toBe(409)
  expect(stale.text).not.toContain('secretFault')
  expect(stale.body.conflict.fields).toMatchObject([
    { field: 'state', was: 'expected', theirs: 'inRepair' },
  ])
})

test('of two changes sent at once on the same sight of a record, the second is stale', async () => {
  const record = await truck('C-3')
  const { seq } = (await server.as('fleet').get(`vehicle/${record}`)).body
  const both = await Promise.all(
    ['One', 'Two'].map((model) =>
      does('fleet', record, 'amend', { expects: seq, input: { model } }),
    ),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  const lost = both.find(({ status }) => status === 409)
  expect(lost?.body.conflict.fields).toHaveLength(1)
})

test('what was erased is shown as erased, in the record, its history and its export', async () => {
  const record = await truck('E-1')
  await server.as('watch').get(`search?q=First`)
  const erased = await does('protection', record, 'erase', {
    because: 'The driver asked.',
    input: { ground: 'request', fields: ['model'] },
  })
  expect(erased.status).toBe(201)
  const { body } = await server.as('watch').get(`vehicle/${record}`)
  const note = {
    field: 'model',
    label: 'mission',
    by: erased.body.seq,
    at: erased.body.known,
    ground: 'request',
  }
  expect(body.fields).not.toHaveProperty('model')
  expect(body.erased).toEqual([note])
  const history = (await server.as('watch').get(`vehicle/${record}/history`)).body.items
  expect(history[0]).toMatchObject({
    verb: 'erase',
    because: 'The driver asked.',
    does: [{ erase: { ground: 'request', fields: ['model'] } }],
  })
  expect(history[1].erased).toEqual([note])
  const csv = (await server.as('watch').get('vehicle?format=csv&plate=E-1')).text
  expect(csv).toContain(`model by entry ${erased.body.seq}`)
  expect(
    (await server.as('chief').post(`vehicle/${record}/erase`, { id: randomUUID() })).status,
  ).toBe(403)
})

test('a raised record is not found by those cleared below, and they may not lower it', async () => {
  const record = await truck('R-1')
  const raised = await does('watch', record, 'raise', {
    because: 'A source is in danger.',
    input: { label: 'restricted' },
  })
  expect(raised.status).toBe(403)
  const done = await does('fleet', record, 'raise', {
    because: 'A source is in danger.',
    input: { label: 'restricted' },
  })
  expect(done.status).toBe(201)
  for (const path of [`vehicle/${record}`, `vehicle/${record}/history`])
    expect((await server.as('watch').get(path)).status).toBe(404)
  expect((await server.as('chief').get(`vehicle/${record}`)).status).toBe(200)
  const down = { because: 'It is over.', input: { label: 'mission' } }
  expect((await does('fleet', record, 'lower', down)).status).toBe(403)
  expect((await does('chief', record, 'lower', down)).status).toBe(201)
  expect((await server.as('watch').get(`vehicle/${record}`)).status).toBe(200)
})

test('what is due for erasure is listed to the data-protection officer; held, it says so', async () => {
  const made = ids()
  const input = { title: 'Pay of 2001', kind: 'pay' }
  const old = { id: randomUUID(), because: 'It is paid.', at: '2001-03-01' }
  expect(
    (await server.as('importer').post('obligation', { ...made, at: '2001-01-01', input })).status,
  ).toBe(201)
  expect((await server.as('importer').post(`obligation/${made.record}/settle`, old)).status).toBe(
    201,
  )
  expect((await server.as('chief').get('retention')).status).toBe(403)
  const due = async () => (await server.as('protection').get('retention')).body.items
  const item = {
    register: 'obligation',
    id: made.record,
    caption: 'Pay of 2001',
    state: 'settled',
    closedOn: '2001-03-01',
    dueOn: '2011-03-01',
  }
  expect(await due()).toEqual([{ ...item, held: false, hold: null }])
  const hold = ids()
  const held = await server.as('protection').post('legalHold', {
    ...hold,
    because: 'A claim is before a court.',
    input: { reference: 'H-1', heldRecord: made.record, inRegister: 'obligation' },
  })
  expect(held.status).toBe(201)
  expect(await due()).toEqual([
    { ...item, held: true, hold: { register: 'legalHold', id: hold.record, caption: 'H-1' } },
  ])
  const erase = () =>
    server.as('protection').post(`obligation/${made.record}/erase`, {
      id: randomUUID(),
      because: 'Its time has run out.',
      input: { ground: 'retention' },
    })
  expect(await erase()).toMatchObject({ status: 409, body: { type: '/problems/held' } })
  await server
    .as('protection')
    .post(`legalHold/${hold.record}/lift`, { id: randomUUID(), because: 'The court has ruled.' })
  expect((await erase()).status).toBe(201)
  expect(await due()).toEqual([])
})

test('a request for data that nobody answered in thirty days is overdue', async () => {
  const request = {
    ...ids(),
    because: 'A letter came.',
    input: {
      reference: 'D-1',
      kind: 'subjectAccess',
      requester: 'A former driver',
      receivedOn: '2020-01-01',
    },
  }
  expect((await server.as('protection').post('dataRequest', request)).status).toBe(201)
  const { overdue } = (await server.as('protection').get('overview')).body
  expect(overdue.find(({ name }: Loose) => name === 'dataRequest')).toMatchObject({
    since: '2020-01-31',
    records: [{ register: 'dataRequest', id: request.record }],
  })
  const seen = (await server.as('watch').get('overview')).text
  expect(seen).not.toContain(request.record)
})

test('what is erased of a member goes from what was sent to them too', async () => {
  const registrar = await server.test.ledger.grant(server.mission, 'reg', {
    clearances: [{ label: 'restricted', unit: '*' }],
    roles: ['registrar'],
  })
  expect(registrar).toBeUndefined()
  const actor = { mission: server.mission, member: 'reg', roles: ['registrar'] as const }
  const made = ids()
  const command = { register: 'member', record: made.record, because: 'They come.' }
  for (const one of [
    {
      verb: 'enter',
      input: { title: 'Driver 2', kind: 'staff', name: 'Quagga', noticeTo: 'quagga@example.org' },
    },
    { verb: 'welcome', input: {} },
    { verb: 'amend', input: { noticeTo: 'quagga-2@example.org' } },
  ])
    expect(
      await server.test.ledger.perform(actor, { ...command, id: randomUUID(), ...one }),
    ).toMatchObject({ record: made.record })
  const erase = (input: object) =>
    server.as('protection').post(`member/${made.record}/erase`, {
      id: randomUUID(),
      because: 'They asked.',
      input: { ground: 'request', ...input },
    })
  // While they are let in, they are told of every change somewhere outside: that is not taken from them.
  for (const input of [{}, { fields: ['noticeTo'] }, { fields: ['name', 'noticeTo'] }])
    expect((await erase(input)).body).toMatchObject({ type: '/problems/unless' })
  expect(
    await server.test.ledger.perform(actor, {
      ...command,
      id: randomUUID(),
      verb: 'suspend',
      input: {},
    }),
  ).toMatchObject({ record: made.record })
  await server.test.look(
    `insert into konbit.notice (mission, seq, member, address, body, delivered) values ($1, 1, $2, 'quagga@example.org', 'x', now())`,
    [server.mission, made.record],
  )
  const places = () => placesOf(server.test, server.mission, 'quagga')
  expect((await places()).length).toBeGreaterThan(3)
  expect((await erase({ fields: ['name', 'noticeTo'] })).status).toBe(201)
  expect(await places()).toEqual([])
})
