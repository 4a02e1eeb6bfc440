/**
 * Opening a link: whoever holds it becomes the first registrar, the invited member, or gets back into an account. Answers
 * with a session that has shown a password alone, so that what needs more asks for it next.
 */
import { isRefusal, type Refusal, refuse } from '@konbit/model'
import type { House, MissionHere } from '../house.ts'
import type { Ask } from '../route.ts'
import type { Answer } from '../wire.ts'
import type { Accounts } from './accounts.ts'
import { author, foundMission, welcome } from './admit.ts'
import { addressHeader, basePath } from './auth.ts'
import { lookAt, makePass, type Pass, usePass } from './passes.ts'
import { link } from './provider.ts'

type Given = { token: string; email?: string; name?: string; password: string }

export async function answerLook(ask: Ask): Promise<Answer | Refusal> {
  const { house, body } = ask
  const pass = await lookAt(accountsOf(house).pool, String(body.token))
  const mission = pass && house.missions.get(pass.mission)
  if (!pass || !mission) return refuse('bad-link')
  const { kind, email } = pass
  return { status: 200, json: { kind, mission: mission.id, missionName: mission.name, email } }
}

export async function answerAccept(ask: Ask): Promise<Answer | Refusal> {
  const { house } = ask
  const given = ask.body as Given
  const accounts = accountsOf(house)
  const done = await usePass(accounts.pool, given.token, async (pass) => {
    const mission = house.missions.get(pass.mission)
    if (!mission) return refuse('bad-link')
    const email =
      pass.kind === 'recovery'
        ? await recover(accounts, pass, given)
        : await join(house, accounts, mission, pass, given)
    return typeof email === 'string' ? { email, pass } : email
  })
  if (!done) return refuse('bad-link')
  if (isRefusal(done)) return done
  const cookie = await signIn(accounts, ask, done.email, given.password)
  return {
    status: 200,
    headers: { 'cache-control': 'no-store', ...(cookie ? { 'set-cookie': cookie } : {}) },
    json: { mission: done.pass.mission, kind: done.pass.kind },
  }
}

/** Only routes that are there because sign-in is there come here. */
export function accountsOf({ accounts }: House): Accounts {
  if (!accounts) throw new Error('this server has no accounts')
  return accounts
}

async function join(
  house: House,
  accounts: Accounts,
  mission: MissionHere,
  pass: Pass,
  { email: asked, name, password }: Given,
): Promise<string | Refusal> {
  const email = (pass.email ?? asked ?? '').toLowerCase()
  const needs = [
    ...(email ? [] : [{ field: 'email', needs: 'an e-mail address to sign in by' }]),
    ...(name ? [] : [{ field: 'name', needs: 'what to call you' }]),
  ]
  if (needs.length > 0) return refuse('invalid-input', undefined, needs)
  const { pool } = accounts
  if (pass.kind === 'setup' && (await isFounded(accounts, mission.id))) return refuse('bad-link')
  const { password: passwords } = await (await accounts.auth()).$context
  const user = await makeUser(pool, email, name ?? email, await passwords.hash(password))
  if (!user)
    return refuse('already-there', 'There is an account with this e-mail. Ask for a recovery link.')
  const forget = () => pool.query('delete from "user" where id = $1', [user])
  try {
    const member = await admit(house, mission, pass)
    if (typeof member !== 'string') {
      await forget()
      return member
    }
    await link(pool, user, mission.id, member, pass.member ? 'invitation' : 'setup')
  } catch (failure) {
    await forget()
    throw failure
  }
  return email
}

/** The member that the link is for, now active; or the first of the mission. */
async function admit(house: House, mission: MissionHere, pass: Pass): Promise<string | Refusal> {
  if (!pass.member) return foundMission(house.ledger, mission, 'Access officer 1')
  return (await welcome(house.ledger, mission.id, pass.member)) ?? pass.member
}

/** Undefined where the e-mail has an account. */
async function makeUser(
  pool: Accounts['pool'],
  email: string,
  name: string,
  hash: string,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `with made as (
       insert into "user" (name, email, "emailVerified") values ($1, $2, false) on conflict (email) do nothing returning id)
     insert into account ("accountId", "providerId", "userId", password, "updatedAt")
     select id::text, 'credential', id, $3, now() from made returning "userId" as id`,
    [name, email, hash],
  )
  return rows[0]?.id
}

/** The token of a set-up link: the one that was kept, while it stands, else a new one; undefined once somebody is there. */
export async function setUpToken(
  accounts: Accounts,
  mission: string,
  kept: string,
): Promise<string | undefined> {
  if (await isFounded(accounts, mission)) return undefined
  if ((await lookAt(accounts.pool, kept))?.mission === mission) return kept
  const wanted = { kind: 'setup', mission, member: null, email: null, by: author } as const
  return (await makePass(accounts.pool, wanted)).token
}

async function isFounded({ pool }: Accounts, mission: string): Promise<boolean> {
  const { rowCount } = await pool.query('select from link where mission = $1 limit 1', [mission])
  return rowCount === 1
}

/** A new password, and an end to every session, code and passkey: whoever found them is out. */
async function recover(
  accounts: Accounts,
  pass: Pass,
  { password }: Given,
): Promise<string | Refusal> {
  const { pool } = accounts
  const { rows } = await pool.query<{ id: string; email: string }>(
    `select u.id, u.email from link l join "user" u on u.id = l."user" where l.mission = $1 and l.member = $2`,
    [pass.mission, pass.member],
  )
  const [user] = rows
  if (!user) return refuse('bad-link')
  const { password: passwords } = await (await accounts.auth()).$context
  const hash = await passwords.hash(password)
  await pool.query(
    `with sessions as (delete from session where "userId" = $1), codes as (delete from "twoFactor" where "userId" = $1),
       keys as (delete from passkey where "userId" = $1), flag as (update "user" set "twoFactorEnabled" = false where id = $1),
       old as (delete from account where "userId" = $1 and "providerId" = 'credential')
     insert into account ("accountId", "providerId", "userId", password, "updatedAt") values ($1::uuid::text, 'credential', $1, $2, now())`,
    [user.id, hash],
  )
  return user.email
}

/** Through the front door, so that the session is like any other. */
async function signIn(
  accounts: Accounts,
  { request, address }: Ask,
  email: string,
  password: string,
): Promise<string | undefined> {
  const auth = await accounts.auth()
  const { origin } = new URL(accounts.settings.url ?? request.url)
  const response = await auth.handler(
    new Request(`${origin}${basePath}/sign-in/email`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        host: new URL(origin).host,
        'user-agent': request.headers.get('user-agent') ?? '',
        [addressHeader]: address,
      },
      body: JSON.stringify({ email, password }),
    }),
  )
  return response.headers.getSetCookie().find((one) => one.includes('session_token='))
}
