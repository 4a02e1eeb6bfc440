import { randomUUID } from 'node:crypto'
import { acts, mayDo, type Register, type Role, roleNames } from '@konbit/model'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Standing } from './house.ts'
import { ids, type Loose, openTestServer, type TestServer } from './testing.ts'
import { isTurn, say } from './turns.ts'

/** One person for every role, cleared for everything: what is refused to them is refused for their role alone. */
const seesAll: Standing['clearances'] = (['restricted', 'conduct', 'care', 'custody'] as const).map(
  (label) => ({ label, unit: '*' }),
)
const byRole = roleNames.map(
  (role): Standing => ({ id: role, title: role, roles: [role], clearances: seesAll }),
)

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({
    change: (house) => ({
      ...house,
      missions: new Map(
        [...house.missions].map(([id, mission]) => [
          id,
          { ...mission, people: [...byRole, blind] },
        ]),
      ),
    }),
  })
  for (const { id, roles, clearances } of [...byRole, blind])
    await server.test.ledger.grant(server.mission, id, { roles, clearances })
})
/** By role and register, the verbs that each is told it may use. */
const told = new Map<string, Map<string, string[]>>()
beforeAll(async () => {
  for (const role of roleNames) {
    const { items } = (await server.as(role).get('registers')).body
    told.set(role, new Map(items.map(({ name, may }: Loose) => [name, may])))
  }
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})
/** Every role and no clearance. */
const blind: Standing = { id: 'blind', title: 'blind', roles: roleNames, clearances: [] }

const moves = (register: Register): string[] =>
  ['raise', 'lower'].filter((verb) => mayDo(register, verb).length > 0)

const list = [...registers.values()]
test.each(list.map((one) => [one.name, one] as const))(
  '%s: each verb is for its roles and for nobody else',
  async (_, register) => {
    const verbs = [
      ...acts(register).map(([verb]) => verb),
      'correct',
      'void',
      'erase',
      ...moves(register),
    ]
    const each = roleNames.flatMap((role, place) =>
      verbs.map((verb, nth) => ({ role, verb, turn: place + nth + list.indexOf(register) })),
    )
    for (const { role, verb } of each) {
      const may = told.get(role)?.get(register.name) ?? []
      const what = `told: ${role} and ${verb} ${register.name}`
      expect(may.includes(verb), what).toBe(mayDo(register, verb).includes(role))
    }
    // Every verb is tried by one role in seven, and every role tries one verb in seven of each register: others each time.
    const tried = each.filter(({ turn }) => isTurn(turn, 7))
    const answers = await Promise.all(tried.map(({ role, verb }) => attempt(register, verb, role)))
    for (const [index, { role, verb }] of tried.entries()) {
      const what = say(`${role} and ${verb} ${register.name}`)
      if (mayDo(register, verb).includes(role)) expect(answers[index]?.status, what).not.toBe(403)
      else expect(answers[index]?.body.type, what).toBe('/problems/not-allowed')
    }
  },
  60_000,
)

/** With an empty input the rules of the register may refuse it; whether the role does is what is asked. */
const attempt = (register: Register, verb: string, role: Role) =>
  verb === 'enter'
    ? server.as(role).post(register.name, { ...ids(), input: {} })
    : server.as(role).post(`${register.name}/${randomUUID()}/${verb}`, {
        id: randomUUID(),
        because: 'To see whether it is allowed.',
      })

test('whoever has no clearance finds nothing in any register, by no route', async () => {
  await server.as('fleet').post('vehicle', { ...ids(), input: { plate: 'P-1', type: 'mrap' } })
  const organisation = ids()
  await server
    .as('chief')
    .post('organisation', { ...organisation, input: { code: 'KEN', name: 'Kenya', kind: 'state' } })
  const it = server.as('blind')
  for (const { name } of list) {
    expect((await it.get(name)).body).toMatchObject({ items: [], total: 0, next: null })
    expect((await it.get(`${name}?format=csv`)).text.trim().split('\r\n').at(-1)).toMatch(/^#end 0/)
  }
  for (const path of ['', '/history', '/links'])
    expect((await it.get(`organisation/${organisation.record}${path}`)).status).toBe(404)
  expect(
    (
      await it.post(`organisation/${organisation.record}/amend`, {
        id: randomUUID(),
        input: { name: 'x' },
      })
    ).status,
  ).toBe(404)
  expect((await it.get('search?q=kenya')).body.items).toEqual([])
  const overview = (await it.get('overview')).body
  expect(overview.hidden).toEqual({ later: 0, undated: 0, shown: 0, total: 0 })
  expect(
    overview.figures.every((one: { value: unknown }) => one.value === null || one.value === 0),
  ).toBe(true)
  for (const { name } of server.house.measures.values()) {
    const { body } = await it.get(`measures/${name}`)
    expect(body.partial, name).toBe(true)
    expect(body.rests).toEqual([])
    expect(body.claims).toEqual([])
  }
}, 600_000)
