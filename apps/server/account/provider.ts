/**
 * Joiners and leavers follow the provider of identities. Whoever comes is invited by the same verified e-mail, or stands in
 * a group that is mapped to roles; whoever is refused there, or leaves the group, loses session, keys and membership here.
 */
import type { Ledger } from '@konbit/ledger'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type { Pool } from 'pg'
import { joinByGroup, leaveByGroup, welcome } from './admit.ts'
import { type Claims, providerId } from './auth.ts'
import { takeInvitation } from './passes.ts'
import type { AccountSettings, GroupGrant, Provider } from './settings.ts'

export type Following = {
  pool: Pool
  ledger: Ledger
  settings: AccountSettings
  provider: Provider
  /** The one mission that groups lead into, and all that invitations do. */
  mission: { id: string; zone: string }
  note: (failure: unknown, route: string) => void
}

/** A provider that cannot be asked for this long is taken to have said no. */
const silentHoursMax = 24

/** The mapped groups that the claims name. */
export function groupsIn({ claim, groups }: Provider, claims: Claims): [string, GroupGrant][] {
  const named = [claims[claim] ?? []].flat().map(String)
  return Object.entries(groups).filter(([name]) => named.includes(name))
}

/** Whether whom the provider vouches for may come in; else a word that the sign-in page explains. */
export async function admits(
  { pool, provider }: Following,
  email: string,
  claims: Claims,
): Promise<string | undefined> {
  if (claims.email_verified !== true && claims.email_verified !== 'true')
    return 'email-not-verified'
  if (groupsIn(provider, claims).length > 0) return undefined
  const { rows } = await pool.query(
    `select from link l join "user" u on u.id = l."user" where u.email = $1 and l.came <> 'group'
     union all select from pass where kind = 'invitation' and email = $1 and used is null and until > now()`,
    [email.toLowerCase()],
  )
  return rows.length > 0 ? undefined : 'not-invited'
}

/** Makes a member of somebody who signs in through the provider, where there is none yet. Throws where it cannot. */
export async function enter(on: Following, user: string): Promise<void> {
  const { pool, ledger, mission, provider } = on
  const { rows } = await pool.query<{ email: string; idToken: string | null }>(
    `select u.email, a."idToken" from "user" u join account a on a."userId" = u.id and a."providerId" = $2 where u.id = $1`,
    [user, providerId],
  )
  const [found] = rows
  if (!found) throw new Error('a session through the provider without an account of it')
  const invited = await takeInvitation(pool, found.email)
  if (invited?.member) {
    const refused = await welcome(ledger, invited.mission, invited.member)
    if (refused) throw new Error(refused.why)
    await link(pool, user, invited.mission, invited.member, 'invitation')
    return
  }
  const had = await pool.query<{ member: string }>(
    'update link set checked = now() where "user" = $1 and mission = $2 returning member',
    [user, mission.id],
  )
  const stands = had.rows[0] && (await ledger.memberOf(mission.id, had.rows[0].member))?.isActive
  if (stands) return
  const groups = found.idToken ? groupsIn(provider, claimsOf(found.idToken)) : []
  if (groups.length === 0) return
  const member = await joinByGroup(ledger, mission, groups)
  if (typeof member !== 'string') throw new Error(member.why)
  await link(pool, user, mission.id, member, 'group')
}

export async function link(
  pool: Pool,
  user: string,
  mission: string,
  member: string,
  came: 'setup' | 'invitation' | 'group',
): Promise<void> {
  await pool.query(
    `insert into link ("user", mission, member, came) values ($1, $2, $3, $4)
     on conflict ("user", mission) do update set member = excluded.member, came = excluded.came, checked = now()`,
    [user, mission, member, came],
  )
}

type Held = {
  account: string
  user: string
  refresh: string | null
  mission: string
  member: string
  came: string
  isSilent: boolean
}

/** Asks the provider about everybody who came through it and still has a session or a key. */
export async function lookAfter(on: Following): Promise<void> {
  const { rows } = await on.pool.query<Held>(
    `select a.id as account, a."userId" as user, a."refreshToken" as refresh, l.mission, l.member, l.came,
       l.checked < now() - make_interval(hours => $2) as "isSilent"
     from account a join link l on l."user" = a."userId"
     where a."providerId" = $1 and (
       exists (select from session s where s."userId" = a."userId" and s.way = 'oidc')
       or exists (select from key k where k.mission = l.mission and k.member = l.member and k.ended is null))`,
    [providerId, silentHoursMax],
  )
  for (const held of rows) {
    try {
      await lookAfterOne(on, held)
    } catch (failure) {
      on.note(failure, 'account: following the provider')
    }
  }
}

async function lookAfterOne(on: Following, held: Held): Promise<void> {
  const { pool, provider } = on
  const said = held.refresh ? await ask(on, held.refresh) : 'refused'
  if (said === 'silent') {
    if (held.isSilent) await shutOut(pool, held.user, held.mission, held.member)
    return
  }
  if (said === 'refused') {
    await shutOut(pool, held.user, held.mission, held.member)
    return
  }
  await pool.query(
    `update account set "refreshToken" = $2, "idToken" = coalesce($3, "idToken"), "updatedAt" = now() where id = $1`,
    [held.account, said.refresh, said.idToken],
  )
  if (held.came === 'group' && said.claims && groupsIn(provider, said.claims).length === 0) {
    await shutOut(pool, held.user, held.mission, held.member)
    const refused = await leaveByGroup(on.ledger, held.mission, held.member)
    if (refused && refused.refusal !== 'wrong-state') throw new Error(refused.why)
    return
  }
  await pool.query('update link set checked = now() where "user" = $1 and mission = $2', [
    held.user,
    held.mission,
  ])
}

/** Sessions and keys of one member end now. */
export async function shutOut(
  pool: Pool,
  user: string | undefined,
  mission: string,
  member: string,
): Promise<void> {
  await pool.query(
    'update key set ended = now() where mission = $1 and member = $2 and ended is null',
    [mission, member],
  )
  if (user) await pool.query('delete from session where "userId" = $1', [user])
}

/** Of a token that came straight from the provider, or was verified when it came through the browser. */
function claimsOf(token: string): Claims {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims
  } catch {
    return {}
  }
}

type Discovered = { token_endpoint?: string; userinfo_endpoint?: string }
type Said = { refresh: string; idToken: string | null; claims: Claims | undefined }

/** What the provider says to the refresh token; *silent* when it cannot be asked, which is no answer. */
async function ask(
  { provider, settings }: Following,
  sealed: string,
): Promise<Said | 'refused' | 'silent'> {
  const key = { keys: new Map([[1, settings.secret]]), currentVersion: 1 }
  const refresh = await symmetricDecrypt({ key, data: sealed })
  const found = await json<Discovered>(provider.discovery)
  if (!found?.body.token_endpoint) return 'silent'
  const answer = await json<{ refresh_token?: string; id_token?: string; access_token?: string }>(
    found.body.token_endpoint,
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refresh,
        client_id: provider.client,
        client_secret: provider.secret,
      }).toString(),
    },
  )
  if (!answer || answer.status >= 500 || answer.status === 429) return 'silent'
  if (answer.status >= 400) return 'refused'
  const { refresh_token, id_token, access_token } = answer.body
  const claims = id_token ? claimsOf(id_token) : await userInfo(found.body, access_token)
  return {
    refresh: await symmetricEncrypt({ key, data: refresh_token ?? refresh }),
    idToken: id_token ?? null,
    claims,
  }
}

async function userInfo(
  { userinfo_endpoint: address }: Discovered,
  token: string | undefined,
): Promise<Claims | undefined> {
  if (!address || !token) return undefined
  const answer = await json<Claims>(address, { headers: { authorization: `Bearer ${token}` } })
  return answer && answer.status < 300 ? answer.body : undefined
}

async function json<Body>(
  address: string,
  init: RequestInit = {},
): Promise<{ status: number; body: Body } | undefined> {
  try {
    const response = await fetch(address, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    })
    const body = (await response.json().catch(() => ({}))) as Body
    return { status: response.status, body }
  } catch {
    return undefined
  }
}
