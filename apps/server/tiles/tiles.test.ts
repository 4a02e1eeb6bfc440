/** The map counts what the list counts: for every reader, state, range of days and moment, also just after an entry. */
import { readTile } from '@konbit/formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ids, openTestServer, type TestServer } from '../testing.ts'

let server: TestServer
const made: string[] = []
const spots = [
  [-72.34, 18.54],
  [-72.341, 18.541],
  [-72.2, 18.6],
  [-73.9, 19.9],
] as const

async function enter(index: number): Promise<string> {
  const { id, record } = ids()
  const spot = spots[index % (spots.length + 1)]
  const answer = await server.as('watch').post('incident', {
    id,
    record,
    at: '2025-03-10',
    input: {
      code: `M-${index}`,
      title: `Shots ${index}`,
      kind: 'gunfire',
      touches: index % 2 === 0 ? 'people' : 'ground',
      occurredOn: `2025-0${1 + (index % 3)}-10`,
      ...(spot ? { where: { lon: spot[0], lat: spot[1], precision: 'point' } } : {}),
    },
  })
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([201, expect.anything()])
  return record
}

/** What all tiles of a zoom count, where there are points. */
async function counted(person: string, zoom: number, query = ''): Promise<number> {
  let count = 0
  const side = 2 ** zoom
  for (let x = 0; x < side; x++)
    for (let y = 0; y < side; y++) {
      const got = await server.app.request(
        `/api/${server.mission}/tiles/incident/${zoom}/${x}/${y}${query}`,
        { headers: { 'konbit-person': person } },
      )
      expect(got.status).toBe(200)
      for (const { tags } of readTile(new Uint8Array(await got.arrayBuffer()), 'incident'))
        count += Number(tags.count)
    }
  return count
}

async function agree(person: string, query = ''): Promise<number> {
  const { body: list } = await server.as(person).get(`incident?limit=200${query.replace('?', '&')}`)
  const { body: map } = await server.as(person).get(`tiles/incident${query}`)
  const placed = list.items.filter((one: { fields: Record<string, unknown> }) => one.fields.where)
  expect([person, query, map.records, map.placed]).toEqual([
    person,
    query,
    list.items.length,
    placed.length,
  ])
  expect(await counted(person, 2, query)).toBe(placed.length)
  return placed.length
}

beforeAll(async () => {
  server = await openTestServer()
  for (let index = 0; index < 25; index++) made.push(await enter(index))
})
afterAll(() => server?.close())

test('as many as the list, now and then, in every state', async () => {
  expect(await agree('watch')).toBe(20)
  const [first = '', second = ''] = made
  for (const [record, verb] of [
    [first, 'assess'],
    [second, 'strike'],
  ] as const) {
    const answer = await server
      .as('watch')
      .post(`incident/${record}/${verb}`, { id: ids().id, because: 'Seen again', input: {} })
    expect([verb, answer.status]).toEqual([verb, 201])
  }
  for (const query of ['', '?state=reported', '?state=assessed&state=struck', '?at=2025-03-11'])
    await agree('watch', query)
  expect(await agree('watch', '?at=2025-03-09')).toBe(0)
  expect(await agree('watch', '?state=reported&known=2020-01-01')).toBe(0)
})

test('what is entered, moved or voided is on the map at once', async () => {
  await enter(30)
  expect(await agree('watch')).toBe(21)
  const [record = ''] = made
  const moved = await server.as('watch').post(`incident/${record}/amend`, {
    id: ids().id,
    because: 'Placed better',
    input: { where: { lon: 30.5, lat: -1.9, precision: 'point' } },
  })
  expect(moved.status).toBe(201)
  expect(await agree('watch')).toBe(21)
  const east = readTile(
    new Uint8Array(
      await (
        await server.app.request(`/api/${server.mission}/tiles/incident/1/1/1`, {
          headers: { 'konbit-person': 'watch' },
        })
      ).arrayBuffer(),
    ),
    'incident',
  )
  expect(east.map(({ tags }) => tags)).toEqual([{ count: 1, record, people: 1 }])
})

test('a range of days counts those that began in it', async () => {
  const { body } = await server.as('watch').get('tiles/incident?from=2025-02-01&to=2025-02-28')
  const all = await server.as('watch').get('tiles/incident')
  expect(body.months).toEqual([{ month: '2025-02', records: body.records }])
  expect(all.body.months.map((one: { records: number }) => one.records)).toEqual([10, 8, 8])
  expect(await counted('watch', 1, '?from=2025-02-01&to=2025-02-28')).toBe(body.placed)
})

test('who sees no incident finds an empty map, and what is raised leaves it', async () => {
  expect(await agree('resident')).toBe(0)
  const before = await agree('watch')
  const raised = await server.as('chief').post(`incident/${made[2]}/raise`, {
    id: ids().id,
    because: 'It names a place of safety',
    input: { label: 'restricted' },
  })
  expect([raised.status, raised.text.slice(0, 200)]).toEqual([201, expect.anything()])
  expect(await agree('watch')).toBe(before - 1)
  expect(await agree('chief')).toBe(before)
})

test('a tile that the zoom does not have, and a state that is none, are refused', async () => {
  for (const path of ['tiles/incident/1/2/0', 'tiles/incident/19/0/0', 'tiles/incident/a/0/0'])
    expect((await server.as('watch').get(path)).status, path).toBe(400)
  expect((await server.as('watch').get('tiles/incident?state=gone')).status).toBe(400)
})
