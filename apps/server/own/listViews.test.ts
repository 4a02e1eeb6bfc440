/** Views that members keep: each their own, some shared; what does not fit the register, or not everybody may see, is refused. */
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

const view = (more: object = {}) => ({
  id: randomUUID(),
  register: 'vehicle',
  name: 'Off the road',
  shared: false,
  look: {
    filters: { state: ['inRepair', 'awaitingParts'], q: 'toyota' },
    sort: '-plate',
    columns: ['plate', 'state'],
    dense: true,
  },
  ...more,
})
const names = async (who: string, register = 'vehicle'): Promise<string[]> =>
  (await server.as(who).get(`views?register=${register}`)).body.items.map(
    ({ name }: { name: string }) => name,
  )

test('a view is its owner’s until it is shared, and then everybody’s who sees the mission', async () => {
  const mine = view({ name: 'Mine alone' })
  const { status, body } = await server.as('fleet').post('views', mine)
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body).toMatchObject({ isMine: true, mayEnd: true, by: 'fleet', look: mine.look })
  expect(await names('fleet')).toContain('Mine alone')
  expect(await names('watch')).not.toContain('Mine alone')
  // Sent again it is the same; under the same id with another name it is renamed.
  await server.as('fleet').post('views', { ...mine, name: 'For all', shared: true })
  expect((await names('fleet')).filter((one) => /alone|all/.test(one))).toEqual(['For all'])
  expect(await names('watch')).toContain('For all')
  expect(await names('resident')).not.toContain('For all')
  expect(await names('fleet', 'site')).toEqual([])
})

test('nobody changes or ends another’s, and an id that is taken is nobody else’s', async () => {
  const mine = view({ name: 'Kept', shared: true })
  await server.as('fleet').post('views', mine)
  expect((await server.as('watch').post('views/end', { id: mine.id })).status).toBe(404)
  await server.as('watch').post('views', { ...mine, name: 'Taken', shared: false })
  expect(await names('fleet')).toContain('Kept')
  expect(await names('fleet')).not.toContain('Taken')
  expect((await server.as('fleet').post('views/end', { id: mine.id })).body).toEqual({
    ended: true,
  })
  expect((await server.as('fleet').post('views/end', { id: mine.id })).status).toBe(404)
  expect(await names('watch')).toEqual(expect.arrayContaining(['Taken']))
})

test('what the register does not have is refused, and to share what not everybody may see', async () => {
  const wrong = async (more: object) => {
    const { status, body } = await server.as('chief').post('views', view(more))
    return [status, ...(body.errors ?? []).map(({ field }: { field: string }) => field)]
  }
  expect(await wrong({ look: { filters: { wheels: '4' }, columns: ['plate', 'price'] } })).toEqual([
    422,
    'look.filters.wheels',
    'look.columns',
  ])
  expect(await wrong({ register: 'spaceship' })).toEqual([404])
  expect(await wrong({ name: '  ' })).toEqual([422, 'name'])
  const hidden = [...server.house.registers.values()].find(({ label }) => label === 'restricted')
    ?.name as string
  expect(await wrong({ register: hidden, shared: true, look: { filters: {} } })).toEqual([
    422,
    'shared',
  ])
  expect(await wrong({ register: hidden, look: { filters: {} } })).toEqual([200])
})

test('a visitor without a role keeps nothing, and there is an end to how many one keeps', async () => {
  expect((await server.as('nobody').post('views', view())).status).toBe(403)
  const before = (await server.as('importer').get('views')).body
  for (let n = 0; n < before.most; n++)
    await server.as('importer').post('views', view({ name: `View ${n}` }))
  const { status, body } = await server.as('importer').post('views', view())
  expect([status, body.type]).toEqual([422, expect.stringContaining('too-many')])
}, 600_000)

test('Postgres shows a reader no view of another and no act of another’s first hour, whatever is asked', async () => {
  await server.as('fleet').post('views', view({ name: 'Hidden' }))
  await server.as('fleet').post('first-hour', { done: ['fleet.ground'], undone: [] })
  const seen = await server.test.ledger.listViews({ mission: server.mission, member: 'watch' })
  expect(seen.filter((one) => one.member !== 'watch').every((one) => one.isShared)).toBe(true)
  expect(await server.test.ledger.hourActs({ mission: server.mission, member: 'watch' })).toEqual(
    [],
  )
  const acts = (await server.as('fleet').get('first-hour')).body.items
  expect(acts.map(({ act }: { act: string }) => act)).toEqual(['fleet.ground'])
  await server.as('fleet').post('first-hour', { done: [], undone: ['fleet.ground'] })
  expect((await server.as('fleet').get('first-hour')).body.items).toEqual([])
})

test('what a member said of the columns of their files is remembered for them alone, and there is an end to it', async () => {
  const keep = (map: object, who = 'fleet') =>
    server.as(who).post('columns', { register: 'vehicle', map })
  const mapOf = async (who: string) =>
    (await server.as(who).get('columns?register=vehicle')).body.map
  expect((await keep({ Plaque: 'plate', Remarques: '' })).status).toBe(200)
  await keep({ Plaque: 'model', Sorte: 'type' })
  expect(await mapOf('fleet')).toEqual({ Remarques: '', Plaque: 'model', Sorte: 'type' })
  expect(await mapOf('watch')).toEqual({})
  const reader = { mission: server.mission, member: 'watch' }
  expect(await server.test.ledger.columnMap(reader, 'vehicle')).toBeUndefined()
  expect((await keep({ A: 'plate' }, 'nobody')).status).toBe(403)
  const many = (n: number, mark: string) =>
    Object.fromEntries(Array.from({ length: n }, (_, at) => [`${mark}${at}`, 'plate']))
  expect((await keep(many(201, 'x'))).status).toBe(422)
  await keep(many(150, 'b'))
  await keep(many(150, 'c'))
  const kept = Object.keys(await mapOf('fleet'))
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, 'b100', 'c149'])
  expect((await server.as('fleet').get('columns?register=spaceship')).status).toBe(404)
})
