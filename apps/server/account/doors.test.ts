import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'
import { makeAttempts } from './attempts.ts'
import { begin, password, type Story } from './story.ts'
import { type Visitor, visit } from './testing.ts'

let server: TestServer
let on: Story
let ana: Visitor
beforeAll(async () => {
  server = await openTestServer({ signIn: {} })
  on = await begin(server)
  ana = on.ana
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})
const join = (roles: string[], levels: string[]) => on.join(roles, levels)

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
