import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'
import { setUpToken } from './accept.ts'
import { addCode, begin, password, type Story } from './story.ts'
import { codeFor, type Visitor, visit } from './testing.ts'

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

describe('a mission of one’s own', () => {
  test('lets nobody in who has not signed in, whoever they say they are', async () => {
    const stranger = visit(server.app)
    for (const path of ['/vehicle', '/registers', '/overview', '/me', '/member'])
      expect((await stranger.get(`${m}${path}`)).body.type, path).toBe('/problems/no-person')
    const said = await stranger.get(`${m}/me`, { 'konbit-person': 'chief' })
    expect(said.status).toBe(401)
    expect((await stranger.get('/api/missions')).body.items[0]).toMatchObject({
      demo: false,
      mayChoose: false,
      people: [],
    })
  })
  test('is founded once: the set-up link makes the first access officer by entries', async () => {
    const me = await ana.get(`${m}/me`)
    expect(me.body).toMatchObject({ title: 'Ana', roles: ['registrar'], by: 'session' })
    const history = await ana.get(`${m}/member/${me.body.id}/history`)
    expect(history.body.items.map(({ verb }: { verb: string }) => verb).sort()).toEqual([
      'enter',
      'welcome',
    ])
    expect(history.body.items[0].author).toBe('sign-in')
    const accounts = server.house.accounts as NonNullable<typeof server.house.accounts>
    expect(await setUpToken(accounts, server.mission, '')).toBeUndefined()
  })
  test('keeps no password, token or link in the clear', async () => {
    const rows = await server.test.look<{ text: string }>(
      `select (select string_agg(a::text, ' ') from account.account a) || (select string_agg(p::text, ' ') from account.pass p) as text`,
    )
    expect(rows[0]?.text).not.toMatch(password)
    expect(rows[0]?.text).toMatch(/[0-9a-f]{32}:[0-9a-f]{128}/) // salt and scrypt
  })
})

describe('a link', () => {
  test('opens once, and only for whom it was made', async () => {
    const { token, visitor } = await join(['watch'], ['mission'])
    const again = visit(server.app)
    expect((await again.post('/api/account/accept', { token, name: 'X', password })).status).toBe(
      410,
    )
    expect((await again.post('/api/account/look', { token })).body.type).toBe('/problems/bad-link')
    expect((await visitor.get(`${m}/me`)).body.roles).toEqual(['watch'])
  })
  test('stands again when what it was used for fails, and ends with its hour', async () => {
    const member = await on.tell('member', { title: 'Officer late', kind: 'staff' })
    const { body } = await ana.post(`${m}/invitations`, { member, email: 'late@example.org' })
    const token = body.link.split('#')[1]
    const visitor = visit(server.app)
    expect((await visitor.post('/api/account/accept', { token, password: 'short' })).status).toBe(
      422,
    )
    expect((await visitor.post('/api/account/accept', { token, password })).status).toBe(422) // no name
    expect((await visitor.post('/api/account/look', { token })).body.email).toBe('late@example.org')
    await server.test.look(`update account.pass set until = now() where member = $1`, [member])
    expect((await visitor.post('/api/account/accept', { token, name: 'L', password })).status).toBe(
      410,
    )
  })
  test('is made by access officers alone, for members who may still come in', async () => {
    const { visitor, member } = await join(['watch'], ['mission'])
    const email = 'x@example.org'
    expect((await visitor.post(`${m}/invitations`, { member, email })).status).toBe(403)
    expect((await visitor.post(`${m}/recoveries`, { member })).status).toBe(403)
    expect((await ana.post(`${m}/invitations`, { member: randomUUID(), email })).status).toBe(422)
    expect((await ana.post(`${m}/invitations`, { member, email })).status).toBe(409)
  })
})

describe('two factors', () => {
  test('whoever may see what is restricted needs more than a password', async () => {
    const { visitor } = await join(['chief'], ['restricted'])
    expect((await visitor.get(`${m}/me`)).body.type).toBe('/problems/second-factor')
    expect((await visitor.get(`${m}/vehicle`)).status).toBe(403)
    await addCode(visitor)
    expect((await visitor.get(`${m}/me`)).body.roles).toEqual(['chief'])
  })
  test('a code is asked for at sign-in, a wrong one is none, a backup code opens once', async () => {
    const { visitor, email } = await join(['watch'], ['mission'])
    const enabled = await visitor.post('/auth/two-factor/enable', { password })
    const { totpURI, backupCodes } = enabled.body
    await visitor.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) })
    const phone = visit(server.app)
    const first = await phone.post('/auth/sign-in/email', { email, password })
    expect(first.body.twoFactorRedirect).toBe(true)
    expect((await phone.get(`${m}/me`)).status).toBe(401)
    const wrong = await phone.post('/auth/two-factor/verify-totp', { code: '000000' })
    expect(wrong.body.type).toBe('/problems/wrong-credentials')
    const right = await phone.post('/auth/two-factor/verify-totp', {
      code: codeFor(totpURI),
      trustDevice: true,
    })
    expect(right.status).toBe(200)
    expect([...phone.cookies.keys()].join()).not.toMatch('trust')
    expect((await phone.get(`${m}/me`)).status).toBe(200)
    for (const status of [200, 401]) {
      const lost = visit(server.app)
      await lost.post('/auth/sign-in/email', { email, password })
      const got = await lost.post('/auth/two-factor/verify-backup-code', { code: backupCodes[0] })
      expect(got.status, got.text).toBe(status)
    }
  })
})

describe('a session', () => {
  test('is a cookie that no script reads and no other site sends, and no answer tells its token', async () => {
    const { email } = await join(['watch'], ['mission'])
    const visitor = visit(server.app)
    const { text, headers } = await visitor.post('/auth/sign-in/email', { email, password })
    const cookie =
      headers.getSetCookie().find((one) => one.startsWith('konbit.session_token=')) ?? ''
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Strict/i)
    const token = decodeURIComponent(visitor.cookies.get('konbit.session_token') ?? '').split(
      '.',
    )[0]
    expect(token).toHaveLength(32)
    expect(text).not.toMatch(token as string)
    expect((await visitor.get('/api/account/sessions')).text).not.toMatch(token as string)
  })
  test('under https the cookie is Secure, bound to the host, and the browser is told to stay', async () => {
    const own = await openTestServer({
      signIn: { url: 'https://konbit.example' },
      change: (house) => ({ ...house, url: 'https://konbit.example' }),
    })
    try {
      const token = await setUpToken(own.house.accounts as never, own.mission, '')
      const response = await own.app.request('https://konbit.example/api/account/accept', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token, email: 'a@example.org', name: 'A', password }),
      })
      expect(response.status).toBe(200)
      expect(response.headers.get('set-cookie')).toMatch(
        /^__Host-konbit\.session_token=.*; Path=\/;.*Secure/i,
      )
      expect(response.headers.get('set-cookie')).not.toMatch(/Domain/i)
      expect(response.headers.get('strict-transport-security')).toMatch('max-age=63072000')
    } finally {
      await own.close()
    }
  })
  test('forged, altered or of another secret it is nobody’s', async () => {
    const { visitor } = await join(['watch'], ['mission'])
    const name = 'konbit.session_token'
    const value = decodeURIComponent(visitor.cookies.get(name) ?? '')
    for (const bad of [value.split('.')[0], `x${value}`, `${value}x`, 'a.b', '%', ''])
      expect((await visit(server.app).get(`${m}/me`, { cookie: `${name}=${bad}` })).status).toBe(
        401,
      )
  })
  test('is listed by device; one is ended, or all others, and not somebody else’s', async () => {
    const { email, visitor: one } = await join(['watch'], ['mission'])
    const [two, three] = [visit(server.app), visit(server.app)]
    for (const each of [two, three])
      await each.post('/auth/sign-in/email', { email, password }, { 'user-agent': 'Phone' })
    const { items } = (await one.get('/api/account/sessions')).body
    expect(items).toHaveLength(3)
    const other = items.find(
      ({ isThis, device }: { isThis: boolean; device: string }) => !isThis && device === 'Phone',
    )
    expect((await ana.post('/api/account/sessions/end', { id: other.id })).body.ended).toBe(0)
    expect((await one.post('/api/account/sessions/end', { id: other.id })).body.ended).toBe(1)
    expect([(await two.get(`${m}/me`)).status, (await three.get(`${m}/me`)).status].sort()).toEqual(
      [200, 401],
    )
    expect((await one.post('/api/account/sessions/end', { others: true })).body.ended).toBe(1)
    expect((await two.get(`${m}/me`)).status + (await three.get(`${m}/me`)).status).toBe(802)
    expect((await one.get(`${m}/me`)).status).toBe(200)
  })
  test('unused for a day it is over', async () => {
    const { visitor, email } = await join(['watch'], ['mission'])
    await server.test.look(
      `update account.session set "updatedAt" = now() - interval '25 hours' where "userId" = (select id from account."user" where email = $1)`,
      [email],
    )
    expect((await visitor.get(`${m}/me`)).status).toBe(401)
  })
})
