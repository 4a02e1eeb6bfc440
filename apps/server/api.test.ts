import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ids, openTestServer, type TestServer } from './testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

const vehicle = (plate: string): { plate: string; type: string } => ({ plate, type: 'mrap' })

test('Ana of fleet enters a vehicle, and the same command again is the same answer', async () => {
  const ana = server.as('fleet')
  const command = { ...ids(), input: vehicle('KB-1') }
  const first = await ana.post('vehicle', command)
  expect(first.status).toBe(201)
  const again = await ana.post('vehicle', command)
  expect(again.status).toBe(200)
  expect(again.body).toEqual(first.body)
  expect((await ana.get(`vehicle/${command.record}`)).body).toMatchObject({
    state: 'expected',
    fields: { plate: 'KB-1' },
    caption: 'KB-1',
  })
})
test('the same id with other content is refused, and tells nothing', async () => {
  const ana = server.as('fleet')
  const command = { ...ids(), input: vehicle('KB-2') }
  await ana.post('vehicle', command)
  const other = await ana.post('vehicle', { ...command, input: vehicle('KB-3') })
  expect(other.body).toMatchObject({ type: '/problems/command-differs', status: 409 })
  const stranger = await server.as('forceGeneration').post('vehicle', command)
  expect(stranger.body.type).toBe('/problems/command-differs')
})
test('a vehicle goes through its states, and each step is in its history with who took it', async () => {
  const ana = server.as('fleet')
  const { id, record } = ids()
  await ana.post('vehicle', { id, record, input: vehicle('KB-4'), at: '2024-08-23' })
  const accepted = await ana.post(`vehicle/${record}/accept`, {
    id: randomUUID(),
    input: { acceptedOn: '2024-08-24' },
    at: '2024-08-24',
  })
  expect(accepted.status).toBe(201)
  const wrong = await ana.post(`vehicle/${record}/accept`, { id: randomUUID() })
  expect(wrong.body).toMatchObject({
    type: '/problems/wrong-state',
    told: [{ key: 'refusal.state', values: { verb: 'accept', states: 'expected' } }],
  })
  const noReason = await ana.post(`vehicle/${record}/ground`, { id: randomUUID(), input: {} })
  expect(noReason.body).toMatchObject({
    type: '/problems/invalid-input',
    errors: [{ field: 'fault', needs: 'a value', told: { key: 'refusal.needs.value' } }],
  })
  const odd = { ...vehicle('KB-4b'), type: 'sleigh', odometerKm: -1 }
  const asked = await ana.post('vehicle', { ...ids(), input: odd })
  const said = Object.fromEntries(
    asked.body.errors.map(({ field, ...rest }: { field: string }) => [field, rest]),
  )
  expect(said.type.told.key).toBe('refusal.needs.oneOf')
  expect(said.odometerKm).toMatchObject({
    needs: '0 or more',
    told: { key: 'refusal.needs.least', values: { least: 0 } },
  })
  const history = (await ana.get(`vehicle/${record}/history`)).body
  expect(history.items.map((entry: { verb: string }) => entry.verb)).toEqual(['accept', 'enter'])
  expect(history.items[0]).toMatchObject({
    author: 'fleet',
    authorTitle: 'fleet',
    from: 'expected',
    to: 'ready',
    atText: '2024-08-24',
  })
  expect((await ana.get(`vehicle/${record}?at=2024-08-23`)).body.state).toBe('expected')
  expect((await ana.get(`vehicle/${record}?at=2024-08-22`)).status).toBe(404)
})
test('a stale reader is told to read again', async () => {
  const ana = server.as('fleet')
  const { id, record } = ids()
  const { body } = await ana.post('vehicle', { id, record, input: vehicle('KB-5') })
  await ana.post(`vehicle/${record}/amend`, {
    id: randomUUID(),
    input: { model: 'MaxxPro' },
    expects: body.seq,
  })
  const late = await ana.post(`vehicle/${record}/amend`, {
    id: randomUUID(),
    input: { model: 'M-ATV' },
    expects: body.seq,
  })
  expect(late.body.type).toBe('/problems/stale')
})
test('a plate is used once', async () => {
  const ana = server.as('fleet')
  await ana.post('vehicle', { ...ids(), input: vehicle('KB-6') })
  expect((await ana.post('vehicle', { ...ids(), input: vehicle('KB-6') })).body.type).toBe(
    '/problems/not-unique',
  )
})
test('an entry is corrected with a reason, and the past as it was known stays', async () => {
  const ana = server.as('fleet')
  const { id, record } = ids()
  const { body } = await ana.post('vehicle', { id, record, input: vehicle('KB-7') })
  const known = (await ana.get('head')).body.known
  expect(
    (
      await ana.post(`vehicle/${record}/correct`, {
        id: randomUUID(),
        entry: body.seq,
        input: vehicle('KB-77'),
      })
    ).body.type,
  ).toBe('/problems/needs-reason')
  const corrected = await ana.post(`vehicle/${record}/correct`, {
    id: randomUUID(),
    entry: body.seq,
    input: vehicle('KB-77'),
    because: 'Read from the wrong side.',
  })
  expect(corrected.status).toBe(201)
  expect((await ana.get(`vehicle/${record}`)).body.fields.plate).toBe('KB-77')
  expect(
    (await ana.get(`vehicle/${record}?known=${encodeURIComponent(known)}`)).body.fields.plate,
  ).toBe('KB-7')
})
test('a resident complains and cannot read it back; the conduct officer can; the chief finds nothing', async () => {
  const { id, record } = ids()
  const input = {
    reference: 'CP-0001',
    about: 'force',
    account: 'A shove at a checkpoint.',
    channel: 'form',
  }
  expect((await server.as('resident').post('complaint', { id, record, input })).status).toBe(201)
  expect((await server.as('resident').get(`complaint/${record}`)).status).toBe(404)
  expect((await server.as('chief').get(`complaint/${record}`)).body.type).toBe(
    '/problems/not-found',
  )
  expect((await server.as('chief').get('complaint')).body.items).toEqual([])
  expect((await server.as('chief').get(`complaint/${record}/history`)).status).toBe(404)
  expect((await server.as('chief').get('search?q=checkpoint')).body.items).toEqual([])
  expect(
    (
      await server
        .as('chief')
        .post(`complaint/${record}/settle`, { id: randomUUID(), because: 'x' })
    ).status,
  ).toBe(403)
  expect((await server.as('conduct').get(`complaint/${record}`)).body.fields.about).toBe('force')
})
test('a fault lies under a higher label: the fleet officer may write it and not read it', async () => {
  const ana = server.as('fleet')
  const { id, record } = ids()
  await ana.post('vehicle', { id, record, input: vehicle('KB-8') })
  await ana.post(`vehicle/${record}/accept`, { id: randomUUID() })
  await ana.post(`vehicle/${record}/ground`, {
    id: randomUUID(),
    input: { fault: 'Axle cracked.' },
  })
  expect((await ana.get(`vehicle/${record}`)).body.fields.fault).toBeUndefined()
  expect((await server.as('chief').get(`vehicle/${record}`)).body.fields.fault).toBe(
    'Axle cracked.',
  )
})
test('lists filter, sort, page and stay pinned while others write', async () => {
  const ana = server.as('fleet')
  for (const n of [3, 1, 2, 5, 4])
    await ana.post('vehicle', {
      ...ids(),
      input: { plate: `PG-${n}`, type: 'truck', odometerKm: n * 1000 },
    })
  const first = (await ana.get('vehicle?type=truck&sort=-odometerKm&limit=2')).body
  expect(first.items.map((one: { caption: string }) => one.caption)).toEqual(['PG-5', 'PG-4'])
  expect(first.total).toBe(5)
  await ana.post('vehicle', { ...ids(), input: { plate: 'PG-6', type: 'truck', odometerKm: 3500 } })
  const second = (await ana.get(`vehicle?type=truck&sort=-odometerKm&limit=2&cursor=${first.next}`))
    .body
  expect(second.items.map((one: { caption: string }) => one.caption)).toEqual(['PG-3', 'PG-2'])
  expect(
    (await ana.get('vehicle?type=truck&odometerKm.from=2000&odometerKm.to=3000')).body.total,
  ).toBe(2)
  expect((await ana.get('vehicle?q=pg-5')).body.items).toHaveLength(1)
  expect((await ana.get(`vehicle?type=truck&sort=odometerKm&cursor=${first.next}`)).body.type).toBe(
    '/problems/bad-cursor',
  )
})
test('a list answers CSV and GeoJSON, by name or by Accept, with the count at the end', async () => {
  const watch = server.as('watch')
  await watch.post('incident', {
    ...ids(),
    input: {
      code: 'I-1',
      title: '=cmd() ambush',
      kind: 'ambush',
      touches: 'mission',
      occurredOn: '2025-03-25',
      where: { lon: -72.7, lat: 19.2, precision: 'section', name: 'Savien' },
    },
  })
  await watch.post('incident', {
    ...ids(),
    input: {
      code: 'I-2',
      title: 'No place',
      kind: 'attack',
      touches: 'people',
      occurredOn: '2025-03',
    },
  })
  const csv = await watch.get('incident?format=csv')
  expect(csv.headers.get('content-type')).toMatch('text/csv')
  expect(csv.headers.get('content-disposition')).toMatch(/incident-\d{4}-\d\d-\d\d\.csv/)
  expect(csv.text).toMatch("'=cmd() ambush")
  expect(csv.text.trim().split('\r\n').at(-1)).toMatch(/^#end 2,/)
  expect((await watch.get('incident', { accept: 'text/csv' })).text).toBe(csv.text)
  const map = JSON.parse((await watch.get('incident?format=geojson')).text)
  expect(map.count).toBe(2)
  expect(map.features.map((one: { geometry: unknown }) => one.geometry)).toContainEqual({
    type: 'Point',
    coordinates: [-72.7, 19.2],
  })
  expect((await watch.get('incident?format=csv&limit=5')).body.type).toBe('/problems/invalid-query')
  expect((await watch.get('vehicle?format=geojson')).body.type).toBe('/problems/invalid-query')
})
test('search finds accents or none, and the last word by its beginning', async () => {
  const watch = server.as('watch')
  await watch.post('incident', {
    ...ids(),
    input: {
      code: 'I-3',
      title: 'Attack on Pont-Sondé',
      kind: 'attack',
      touches: 'people',
      occurredOn: '2024-10-03',
    },
  })
  expect(
    (await watch.get('search?q=pont-sond')).body.items.map(
      (one: { caption: string }) => one.caption,
    ),
  ).toContain('Attack on Pont-Sondé')
  expect((await server.as('resident').get('search?q=pont-sond')).body.items).toEqual([])
})
test('who refers to a record is told', async () => {
  const watch = server.as('watch')
  const [organisation, source] = [ids(), ids()]
  await server
    .as('chief')
    .post('organisation', { ...organisation, input: { code: 'KEN', name: 'Kenya', kind: 'state' } })
  await watch.post('source', { ...source, input: { code: 'S1', title: 'A text', kind: 'news' } })
  await watch.post('claim', {
    ...ids(),
    input: {
      code: 'C1',
      measure: 'force.deployed',
      subject: 'KEN',
      party: organisation.record,
      speaksFor: 'organisation',
      value: 751,
      unit: 'persons',
      asOf: '2025-05-14',
      asOfBasis: 'stated',
      precision: 'exact',
      source: source.record,
    },
  })
  const links = (await watch.get(`source/${source.record}/links`)).body
  expect(links.items).toMatchObject([
    { register: 'claim', field: 'source', total: 1, items: [{ register: 'claim' }] },
  ])
  const claims = (await watch.get('claim')).body
  expect(claims.refs[organisation.record]).toEqual({ register: 'organisation', caption: 'Kenya' })
})
test('registers say what the asker may do', async () => {
  const of = async (who: string): Promise<string[]> =>
    (await server.as(who).get('registers')).body.items.find(
      (one: { name: string }) => one.name === 'vehicle',
    ).may
  expect(await of('fleet')).toEqual([
    'enter',
    'amend',
    'accept',
    'ground',
    'release',
    'service',
    'handOver',
    'correct',
    'void',
    'raise',
  ])
  expect(await of('resident')).toEqual([])
})
test('a person who is none of the mission’s is asked to choose', async () => {
  expect((await server.as('somebody').get('vehicle')).body).toMatchObject({
    status: 401,
    type: '/problems/no-person',
  })
  const byCookie = await server.app.request(`/api/${server.mission}/registers`, {
    headers: { cookie: 'a=b; konbit-person=nobody' },
  })
  expect(byCookie.status).toBe(200)
})
test('asked again with its tag, an answer is not sent twice', async () => {
  const { headers } = await server.as('watch').get('registers')
  const again = await server
    .as('watch')
    .get('registers', { 'if-none-match': headers.get('etag') ?? '' })
  expect(again.status).toBe(304)
})
