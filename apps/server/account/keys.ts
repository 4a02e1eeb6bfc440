/**
 * Keys for programs: each belongs to a member, may do no more than that member and less if it says so, and ends on a day.
 * The key is shown once. It stands in the header `Authorization: Bearer konbit_…`.
 */
import { randomUUID } from 'node:crypto'
import type { Role } from '@konbit/model'
import type { Pool } from 'pg'
import { digestOf, isToken, makeToken } from './token.ts'

export type KeyScope = {
  id: string
  /** Of the member's roles, those that the key may use; null: all. */
  roles: readonly Role[] | null
  /** The registers that it may reach; null: everything the member may. */
  registers: readonly string[] | null
  mayWrite: boolean
}
export type KeyWanted = Omit<KeyScope, 'id'> & {
  mission: string
  member: string
  title: string
  by: string
  until: Date
}
type Row = Omit<KeyWanted, 'mission'> & { id: string; made: Date; used: Date | null }

const prefix = 'konbit_'

export async function makeKey(pool: Pool, wanted: KeyWanted): Promise<{ id: string; key: string }> {
  const token = makeToken()
  const id = randomUUID()
  const { mission, member, title, roles, registers, mayWrite, by, until } = wanted
  await pool.query(
    `insert into key (id, mission, member, title, digest, roles, registers, "mayWrite", by, until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, mission, member, title, digestOf(token), roles, registers, mayWrite, by, until],
  )
  return { id, key: `${prefix}${token}` }
}

/** The key that a request bears: undefined when it bears none, false when it does not hold. */
export async function keyOf(
  pool: Pool,
  mission: string,
  request: Request,
): Promise<(KeyScope & { member: string; title: string }) | false | undefined> {
  const header = request.headers.get('authorization')
  if (header === null) return undefined
  const token = header.replace(/^bearer\s+/i, '')
  if (!token.startsWith(prefix) || !isToken(token.slice(prefix.length))) return false
  const { rows } = await pool.query<KeyScope & { member: string; title: string; isOld: boolean }>(
    `select id, member, title, roles, registers, "mayWrite", coalesce(used < now() - interval '5 minutes', true) as "isOld"
     from key where digest = $1 and mission = $2 and ended is null and until > now()`,
    [digestOf(token.slice(prefix.length)), mission],
  )
  const key = rows[0]
  if (!key) return false
  if (key.isOld) pool.query('update key set used = now() where id = $1', [key.id]).catch(() => {})
  return key
}

export type KeyView = {
  id: string
  member: string
  title: string
  roles: readonly Role[] | null
  registers: readonly string[] | null
  mayWrite: boolean
  made: string
  until: string
  used: string | null
}
/** The keys of a mission that still hold; of one member, where one is named. */
export async function listKeys(pool: Pool, mission: string, member?: string): Promise<KeyView[]> {
  const { rows } = await pool.query<Row>(
    `select id, member, title, roles, registers, "mayWrite", made, until, used from key
     where mission = $1 and ended is null and until > now() and ($2::uuid is null or member = $2) order by made`,
    [mission, member ?? null],
  )
  return rows.map(({ made, until, used, ...rest }) => ({
    ...rest,
    made: made.toISOString(),
    until: until.toISOString(),
    used: used?.toISOString() ?? null,
  }))
}

/** Ends one key, at once and for good; of one member, where one is named. Says whether it was there. */
export async function endKey(
  pool: Pool,
  mission: string,
  id: string,
  member?: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    'update key set ended = now() where id = $1 and mission = $2 and ended is null and ($3::uuid is null or member = $3)',
    [id, mission, member ?? null],
  )
  return rowCount === 1
}
