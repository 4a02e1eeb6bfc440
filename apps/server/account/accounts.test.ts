import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'
import { setUpToken } from './accept.ts'
import { makeAttempts } from './attempts.ts'
import { codeFor, type Visitor, visit } from './testing.ts'

const password = 'correct horse battery staple'
let server: TestServer
let ana: Visitor
let m: string
beforeAll(async () => {
  server = await openTestServer({ signIn: {} })
  m = `/api/${server.mission}`
  ana = await found(server)
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

/** Ana opens the set-up link and adds a code to her password. */
async function found({ house, app, mission }: TestServer): Promise<Visitor> {
  const accounts = house.accounts as NonNullable<typeof house.accounts>
  const token = (await setUpToken(accounts, mission, '')) as string
  const visitor = visit(app)
  const email = 'ana@example.org'
  expect(
    (await visitor.post('/api/account/accept', { token, email, name: 'Ana', password })).status,
  ).toBe(200)
  await addCode(visitor)
  return visitor
}
async function addCode(visitor: Visitor): Promise<string> {
  const enabled = await visitor.post('/auth/two-factor/enable', { password })
  expect(enabled.status, enabled.text).toBe(200)
  const { totpURI } = enabled.body
  expect(
    (await visitor.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) })).status,
  ).toBe(200)
  return totpURI
}
const tell = async (register: string, input: object, because = 'For the test'): Promise<string> => {
  const record = randomUUID()
  const made = await ana.post(`${m}/${register}`, { id: randomUUID(), record, input, because })
  expect(made.status, made.text).toBe(201)
  return record
}
const untilDay = '2030-01-01'
let count = 0
/** A new member with these roles and labels, invited and in. */
async function join(roles: string[], levels: string[]) {
  const member = await tell('member', { title: `Officer ${count++}`, kind: 'staff' })
  for (const role of roles) await tell('appointment', { member, role, until: untilDay })
  for (const level of levels) await tell('clearance', { member, level, until: untilDay })
  const email = `officer${count}@example.org`
  const made = await ana.post(`${m}/invitations`, { member, email })
  expect(made.status, made.text).toBe(201)
  const token = made.body.link.split('#')[1] as string
  const visitor = visit(server.app)
  const accepted = await visitor.post('/api/account/accept', { token, name: 'Bo', password })
  expect(accepted.status, accepted.text).toBe(200)
  return { member, email, token, visitor }
}
const act = (record: string, verb: string, because = 'For the test') =>
  ana.post(`${m}/member/${record}/${verb}`, { id: randomUUID(), because, input: {} })

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
    const member = await tell('member', { title: 'Officer late', kind: 'staff' })
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

describe('leaving', () => {
  test('ends sessions and keys the moment it is entered, whatever they were for', async () => {
    const { visitor, member } = await join(['watch'], ['mission'])
    const key = (await visitor.post(`${m}/keys`, { title: 'Sensor', days: 30 })).body.key
    const bearer = { authorization: `Bearer ${key}` }
    expect((await visit(server.app).get(`${m}/me`, bearer)).body.by).toBe('key')
    expect((await act(member, 'leave')).status).toBe(201)
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
    await act(member, 'suspend')
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
})

describe('/auth', () => {
  test('has the listed addresses and no other', async () => {
    for (const path of [
      '/sign-up/email',
      '/delete-user',
      '/update-user',
      '/change-email',
      '/get-session',
      '/list-sessions',
      '/request-password-reset',
      '/ok',
      '/error',
      '/..%2fapi',
    ]) {
      expect(
        (await ana.post(`/auth${path}`, { email: 'x@example.org', password, name: 'X' })).status,
        path,
      ).toBe(404)
      expect((await ana.get(`/auth${path}`)).status, path).toBe(404)
    }
  })
  test('takes nothing from a page of another site, and nothing but JSON', async () => {
    const body = { email: 'ana@example.org', password }
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ] as unknown as Record<string, string>[])
      expect((await visit(server.app).post('/auth/sign-in/email', body, headers)).body.type).toBe(
        '/problems/cross-site',
      )
    const form = await visit(server.app).post('/auth/sign-in/email', body, {
      'content-type': 'text/plain',
    })
    expect(form.status).toBe(415)
    const large = { ...body, more: 'x'.repeat(30_000) }
    expect((await visit(server.app).post('/auth/sign-in/email', large)).status).toBe(413)
  })
  test('says the same to a wrong password and to an account that is not there', async () => {
    const one = await visit(server.app).post('/auth/sign-in/email', {
      email: 'ana@example.org',
      password: `${password}x`,
    })
    const other = await visit(server.app).post('/auth/sign-in/email', {
      email: 'nobody@example.org',
      password,
    })
    expect(one.status).toBe(401)
    expect(one.text).toBe(other.text)
  })
  test('makes guessing slow for one account from one address, and for nobody else', async () => {
    const { email } = await join(['watch'], ['mission'])
    const guess = (who: string) =>
      visit(server.app).post('/auth/sign-in/email', { email: who, password: 'wrong wrong wrong' })
    for (let tries = 0; tries < 5; tries++) expect((await guess(email)).status).toBe(401)
    const held = await guess(email)
    expect(held.body.type).toBe('/problems/too-many-requests')
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await visit(server.app).post('/auth/sign-in/email', { email, password })).status).toBe(
      429,
    )
    expect((await guess('other@example.org')).status).toBe(401)
  })
})

test('the wait doubles, ends, and is forgotten after a success', () => {
  let now = 0
  const attempts = makeAttempts(() => now)
  for (let tries = 0; tries < 5; tries++) attempts.failed('a')
  expect(attempts.waits('a')).toBe(15)
  attempts.failed('a')
  expect(attempts.waits('a')).toBe(30)
  expect(attempts.waits('b')).toBe(0)
  now = 30_000
  expect(attempts.waits('a')).toBe(0)
  attempts.succeeded('a')
  attempts.failed('a')
  expect(attempts.waits('a')).toBe(0)
})
test('the role of sign-in reaches nothing of the record, and those of the record nothing of sign-in', async () => {
  const accounts = server.house.accounts as NonNullable<typeof server.house.accounts>
  for (const table of ['entry', 'facet', 'version', 'clearance', 'mission'])
    await expect(accounts.pool.query(`select from konbit.${table}`), table).rejects.toThrow(
      'permission denied',
    )
  const [row] = await server.test.look<{ may: boolean }>(
    `select bool_or(has_table_privilege(r, 'account.session', 'select')) as may from unnest(array['konbit_reader', 'konbit_writer', 'konbit_auditor']) r`,
  )
  expect(row?.may).toBe(false)
})
