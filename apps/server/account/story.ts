/** For tests only: Ana founds a mission, and lets others in as an access officer would. */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { TestServer } from '../testing.ts'
import { setUpToken } from './accept.ts'
import type { Accounts } from './accounts.ts'
import { codeFor, type Visit, type Visitor, visit } from './testing.ts'

export const password = 'correct horse battery staple'
type Joined = { member: string; email: string; token: string; visitor: Visitor }
export type Story = {
  ana: Visitor
  tell: (register: string, input: object) => Promise<string>
  /** A verb of a member's record. */
  act: (record: string, verb: string) => Promise<Visit>
  /** A new member with these roles and labels, invited and in. */
  join: (roles: string[], levels: string[]) => Promise<Joined>
}

export async function addCode(visitor: Visitor): Promise<void> {
  const enabled = await visitor.post('/auth/two-factor/enable', { password })
  expect(enabled.status, enabled.text).toBe(200)
  const code = codeFor(enabled.body.totpURI)
  expect((await visitor.post('/auth/two-factor/verify-totp', { code })).status).toBe(200)
}

/** Ana opens the set-up link and adds a code to her password. */
export async function begin({ house, app, mission }: TestServer): Promise<Story> {
  const m = `/api/${mission}`
  const ana = visit(app)
  const token = await setUpToken(house.accounts as Accounts, mission, '')
  const sent = { token, email: 'ana@example.org', name: 'Ana', password }
  const founded = await ana.post('/api/account/accept', sent)
  expect(founded.status, founded.text).toBe(200)
  await addCode(ana)
  const because = 'For the test'
  const tell: Story['tell'] = async (register, input) => {
    const record = randomUUID()
    const made = await ana.post(`${m}/${register}`, { id: randomUUID(), record, input, because })
    expect(made.status, made.text).toBe(201)
    return record
  }
  const until = '2030-01-01'
  let count = 0
  return {
    ana,
    tell,
    act: (record, verb) =>
      ana.post(`${m}/member/${record}/${verb}`, { id: randomUUID(), because, input: {} }),
    join: async (roles, levels) => {
      count += 1
      const member = await tell('member', { title: `Officer ${count}`, kind: 'staff' })
      for (const role of roles) await tell('appointment', { member, role, until })
      for (const level of levels) await tell('clearance', { member, level, until })
      const email = `officer${count}@example.org`
      const made = await ana.post(`${m}/invitations`, { member, email })
      expect(made.status, made.text).toBe(201)
      const pass = made.body.link.split('#')[1] as string
      const visitor = visit(app)
      const accepted = await visitor.post('/api/account/accept', {
        token: pass,
        name: 'Bo',
        password,
      })
      expect(accepted.status, accepted.text).toBe(200)
      return { member, email, token: pass, visitor }
    },
  }
}
