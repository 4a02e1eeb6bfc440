/**
 * Sessions as a request meets them: one look-up by the signed cookie, each time, so that what was ended is ended. A page
 * never learns a token; devices are told by the id of their session.
 */
import { constantTimeEqual, makeSignature } from 'better-auth/crypto'
import type { Pool } from 'pg'
import { cookieOf } from '../cookie.ts'
import type { Way } from './factor.ts'
import { idleHours } from './settings.ts'

export type Session = {
  id: string
  user: string
  way: Way
  name: string
  email: string
  hasCode: boolean
  hasPasskey: boolean
  /** Of the mission that was asked about. */
  member: string | null
  isOld: boolean
}

/** The token in the cookie, if we signed it. */
export async function tokenOf(
  request: Request,
  cookie: string,
  secret: string,
): Promise<string | undefined> {
  const value = cookieOf(request, cookie)
  const dot = value?.lastIndexOf('.') ?? -1
  if (!value || dot < 1) return undefined
  const token = value.slice(0, dot)
  const good = await makeSignature(token, secret)
  const [given, made] = [value.slice(dot + 1), good].map((text) => new TextEncoder().encode(text))
  return given && made && constantTimeEqual(given, made) ? token : undefined
}

export async function sessionOf(
  pool: Pool,
  token: string,
  mission: string,
): Promise<Session | undefined> {
  const { rows } = await pool.query<Session>(
    `select s.id, s."userId" as user, coalesce(s.way, 'password') as way, u.name, u.email,
       coalesce(u."twoFactorEnabled", false) as "hasCode",
       exists (select from passkey p where p."userId" = u.id) as "hasPasskey",
       l.member, s."updatedAt" < now() - interval '5 minutes' as "isOld"
     from session s join "user" u on u.id = s."userId" left join link l on l."user" = u.id and l.mission = $2
     where s.token = $1 and s."expiresAt" > now() and s."updatedAt" > now() - make_interval(hours => $3)`,
    [token, mission, idleHours],
  )
  const [session] = rows
  if (session?.isOld)
    pool.query('update session set "updatedAt" = now() where id = $1', [session.id]).catch(() => {})
  return session
}

export type SessionView = {
  id: string
  way: string
  device: string
  address: string
  made: string
  used: string
  isThis: boolean
}
export async function listSessions(pool: Pool, user: string, own: string): Promise<SessionView[]> {
  const { rows } = await pool.query<{
    id: string
    way: string
    device: string
    address: string
    made: Date
    used: Date
  }>(
    `select id, coalesce(way, 'password') as way, coalesce("userAgent", '') as device, coalesce("ipAddress", '') as address,
       "createdAt" as made, "updatedAt" as used
     from session where "userId" = $1 and "expiresAt" > now() and "updatedAt" > now() - make_interval(hours => $2)
     order by "updatedAt" desc`,
    [user, idleHours],
  )
  return rows.map(({ made, used, ...rest }) => ({
    ...rest,
    device: rest.device.slice(0, 300),
    made: made.toISOString(),
    used: used.toISOString(),
    isThis: rest.id === own,
  }))
}

/** Ends one session of a person, or all but one. Returns how many. */
export async function endSessions(
  pool: Pool,
  user: string,
  which: { id: string } | { but: string } | 'all',
): Promise<number> {
  const [where, value] =
    which === 'all'
      ? ['true or $2::uuid is null', null]
      : 'id' in which
        ? ['id = $2', which.id]
        : ['id <> $2', which.but]
  const { rowCount } = await pool.query(`delete from session where "userId" = $1 and (${where})`, [
    user,
    value,
  ])
  return rowCount ?? 0
}

/** What has run out takes no room. */
export async function sweep(pool: Pool): Promise<void> {
  await pool.query(
    `delete from session where "expiresAt" < now() or "updatedAt" < now() - make_interval(hours => $1)`,
    [idleHours],
  )
  await pool.query('delete from verification where "expiresAt" < now()')
  await pool.query(`delete from pass where until < now() - interval '30 days'`)
}
