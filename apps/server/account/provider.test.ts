import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'
import type { Accounts } from './accounts.ts'
import { openTestProvider, type TestProvider, type Visitor, visit } from './testing.ts'

let provider: TestProvider
let server: TestServer
let accounts: Accounts
let m: string
beforeAll(async () => {
  provider = await openTestProvider('konbit')
  server = await openTestServer({
    signIn: {
      provider: {
        title: 'The ministry',
        discovery: provider.discovery,
        client: 'konbit',
        secret: 'secret of the client',
        scopes: ['openid', 'email', 'profile', 'offline_access'],
        claim: 'groups',
        groups: {
          'mission-watch': { roles: ['watch'], clearances: [{ label: 'mission' }], days: 90 },
        },
        every: 3600,
      },
    },
  })
  accounts = server.house.accounts as Accounts
  m = `/api/${server.mission}`
})
afterAll(async () => {
  await server.close()
  await provider.close()
})
let n = 0
beforeEach(() => {
  n += 1
  provider.isRefusing = false
  provider.isAway = false
  provider.person = {
    sub: `person-${n}`,
    email: `person${n}@example.org`,
    email_verified: true,
    name: 'Person',
    groups: [],
  }
})

/** Through the provider and back; says where the browser ends. */
async function signIn(visitor: Visitor): Promise<string> {
  const begun = await visitor.post('/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/home',
    errorCallbackURL: '/no',
  })
  expect(begun.status, begun.text).toBe(200)
  const back = await visitor.get(provider.agree(begun.body.url))
  expect(back.status, back.text).toBe(302)
  return back.headers.get('location') ?? ''
}
const roles = async (visitor: Visitor) => (await visitor.get(`${m}/me`)).body.roles
const invite = async (email: string): Promise<string> => {
  const actor = { mission: server.mission, member: 'sign-in', roles: ['registrar'] as const }
  const record = randomUUID()
  const tell = (register: string, of: string, input: object) =>
    server.house.ledger.perform(actor, {
      ...{ id: randomUUID(), register, record: of, verb: 'enter', input: input as never },
      because: 'For the test',
    })
  await tell('member', record, { title: 'Invited', kind: 'staff' })
  await tell('appointment', randomUUID(), { member: record, role: 'fleet', until: '2030-01-01' })
  await accounts.pool.query(
    `insert into pass (digest, kind, mission, member, email, by, until) values ($1, 'invitation', $2, $3, $4, 'test', now() + interval '1 day')`,
    [Buffer.from(randomUUID()), server.mission, record, email],
  )
  return record
}

test('only the provider is asked for anything, and its button is named', async () => {
  expect((await visit(server.app).get('/api/account')).body.provider).toBe('The ministry')
  const begun = await visit(server.app).post('/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/',
  })
  expect(begun.body.url).toMatch(
    provider.discovery.replace('/.well-known/openid-configuration', '/authorize'),
  )
  expect(new URL(begun.body.url).searchParams.get('code_challenge_method')).toBe('S256')
  expect(
    (await visit(server.app).post('/auth/sign-in/social', { provider: 'google', callbackURL: '/' }))
      .status,
  ).toBe(404)
})
test('whoever is neither invited nor in a group does not come in', async () => {
  const visitor = visit(server.app)
  expect(await signIn(visitor)).toMatch('error=not-invited')
  expect(visitor.cookies.has('konbit.session_token')).toBe(false)
})
test('whoever is invited by the same verified e-mail becomes that member, once', async () => {
  const member = await invite(provider.person.email)
  provider.person.email_verified = false
  expect(await signIn(visit(server.app))).toMatch('error=email-not-verified')
  provider.person.email_verified = true
  const visitor = visit(server.app)
  expect(await signIn(visitor)).toBe('/home')
  expect((await visitor.get(`${m}/me`)).body).toMatchObject({ id: member, roles: ['fleet'] })
  const again = visit(server.app)
  expect(await signIn(again)).toBe('/home')
  expect((await again.get(`${m}/me`)).body.id).toBe(member)
})
test('whoever stands in a mapped group becomes a member by entries that say so', async () => {
  provider.person.groups = ['cooks', 'mission-watch']
  const visitor = visit(server.app)
  expect(await signIn(visitor)).toBe('/home')
  const me = (await visitor.get(`${m}/me`)).body
  expect(me.roles).toEqual(['watch'])
  const { items } = (await visitor.get(`${m}/member/${me.id}/history`)).body
  expect(items.map(({ because }: { because?: string }) => because).join()).toMatch('mission-watch')
})
test('whoever leaves the group loses session, keys and membership; and may come back', async () => {
  provider.person.groups = ['mission-watch']
  const visitor = visit(server.app)
  await signIn(visitor)
  const { id } = (await visitor.get(`${m}/me`)).body
  const { key } = (await visitor.post(`${m}/keys`, { title: 'K', days: 9 })).body
  await accounts.lookAfter()
  expect(await roles(visitor)).toEqual(['watch'])
  provider.person.groups = []
  await accounts.lookAfter()
  expect((await visitor.get(`${m}/me`)).status).toBe(401)
  expect((await visit(server.app).get(`${m}/me`, { authorization: `Bearer ${key}` })).status).toBe(
    401,
  )
  expect((await server.house.ledger.memberOf(server.mission, id))?.isActive).toBe(false)
  expect(await signIn(visit(server.app))).toMatch('error=not-invited')
  provider.person.groups = ['mission-watch']
  const back = visit(server.app)
  expect(await signIn(back)).toBe('/home')
  expect((await back.get(`${m}/me`)).body.id).not.toBe(id)
})
test('whose token is refused is out at once; a provider that is away says nothing for a day', async () => {
  await invite(provider.person.email)
  const visitor = visit(server.app)
  await signIn(visitor)
  provider.isAway = true
  await accounts.lookAfter()
  expect((await visitor.get(`${m}/me`)).status).toBe(200)
  provider.isAway = false
  provider.isRefusing = true
  await accounts.lookAfter()
  expect((await visitor.get(`${m}/me`)).status).toBe(401)
  provider.isRefusing = false
  await signIn(visitor)
  provider.isAway = true
  await server.test.look(`update account.link set checked = now() - interval '25 hours'`)
  await accounts.lookAfter()
  expect((await visitor.get(`${m}/me`)).status).toBe(401)
})
test('what the provider gave is kept sealed', async () => {
  const rows = await server.test.look<{ refresh: string }>(
    'select "refreshToken" as refresh from account.account where "refreshToken" is not null',
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const { refresh } of rows) expect(refresh).not.toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-/)
})
