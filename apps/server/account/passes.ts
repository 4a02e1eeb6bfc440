/**
 * Links that open once: to set a mission up, to accept an invitation, to get back in. The token stands after the # of the
 * link, so that no server, proxy or log on the way sees it; here only its digest is kept.
 */
import type { Pool } from 'pg'
import { passHours } from './settings.ts'
import { digestOf, isToken, makeToken } from './token.ts'

export type PassKind = keyof typeof passHours
export type Pass = {
  kind: PassKind
  mission: string
  member: string | null
  email: string | null
  by: string
  until: Date
}
type Wanted = Pick<Pass, 'kind' | 'mission' | 'member' | 'email' | 'by'>

const columns = 'kind, mission, member, email, by, until'

/** Makes a link that takes the place of any unused one for the same purpose. Returns its token, which is not kept. */
export async function makePass(
  pool: Pool,
  { kind, mission, member, email, by }: Wanted,
): Promise<{ token: string; until: Date }> {
  const token = makeToken()
  await pool.query(
    'delete from pass where used is null and kind = $1 and mission = $2 and member is not distinct from $3',
    [kind, mission, member],
  )
  const { rows } = await pool.query<{ until: Date }>(
    `insert into pass (digest, kind, mission, member, email, by, until)
     values ($1, $2, $3, $4, $5, $6, now() + make_interval(hours => $7)) returning until`,
    [digestOf(token), kind, mission, member, email?.toLowerCase() ?? null, by, passHours[kind]],
  )
  return { token, until: (rows[0] as { until: Date }).until }
}

/** What a token still opens. */
export async function lookAt(pool: Pool, token: string): Promise<Pass | undefined> {
  if (!isToken(token)) return undefined
  const { rows } = await pool.query<Pass>(
    `select ${columns} from pass where digest = $1 and used is null and until > now()`,
    [digestOf(token)],
  )
  return rows[0]
}

/**
 * Uses a token up, then does the work; where that throws or is refused, the link stands again. Of two who come at once
 * one gets undefined.
 */
export async function usePass<Result extends object>(
  pool: Pool,
  token: string,
  work: (pass: Pass) => Promise<Result>,
): Promise<Result | undefined> {
  if (!isToken(token)) return undefined
  const { rows } = await pool.query<Pass>(
    `update pass set used = now() where digest = $1 and used is null and until > now() returning ${columns}`,
    [digestOf(token)],
  )
  const pass = rows[0]
  if (!pass) return undefined
  const restore = () =>
    pool.query('update pass set used = null where digest = $1', [digestOf(token)])
  try {
    const result = await work(pass)
    if ('refusal' in result) await restore()
    return result
  } catch (failure) {
    await restore().catch(() => {})
    throw failure
  }
}

/** The unused invitation for this e-mail, for one whom a provider has verified; used up by the asking. */
export async function takeInvitation(pool: Pool, email: string): Promise<Pass | undefined> {
  const { rows } = await pool.query<Pass>(
    `update pass set used = now() where digest = (
       select digest from pass where kind = 'invitation' and email = $1 and used is null and until > now()
       order by made desc limit 1 for update skip locked)
     returning ${columns}`,
    [email.toLowerCase()],
  )
  return rows[0]
}

export type PassView = {
  kind: PassKind
  member: string | null
  email: string | null
  until: string
}
/** Links of a mission that nobody has opened yet. */
export async function openPasses(pool: Pool, mission: string): Promise<PassView[]> {
  const { rows } = await pool.query<Pass>(
    `select ${columns} from pass where mission = $1 and used is null and until > now() and kind <> 'setup' order by made`,
    [mission],
  )
  return rows.map(({ kind, member, email, until }) => ({
    kind,
    member,
    email,
    until: until.toISOString(),
  }))
}
