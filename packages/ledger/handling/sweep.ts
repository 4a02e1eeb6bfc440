/**
 * Sweep: what was erased is unreachable at once, but its bytes lie in the files of the database until they are swept. A
 * plain sweep lets go of them for reuse while all goes on; a whole one writes every table anew, and for that time each
 * table in turn is closed. `docs/operating/erasure.md` says by when nothing is left where.
 */
import pg from 'pg'
import type { Connection } from '../cluster.ts'
import { clientOptions } from '../pool.ts'
import { quote } from '../tables.ts'

export type Swept = {
  /** Tables gone through; none when nothing was erased since the last sweep. */
  tables: number
  /** Whether the login may close the running file of the write-ahead log too. */
  isLogClosed: boolean
  /** Absent where the login may not change the schema: then nothing was done. */
  isAllowed?: false
}

/** Hours of one table, at most. */
const SECONDS_MAX = 6 * 3600

/** `isWhole` sweeps in any case. Only a login that may change the schema can: nobody but an owner vacuums. */
export async function sweepErased(
  connection: Connection,
  { isWhole = false }: { isWhole?: boolean } = {},
): Promise<Swept> {
  const client = new pg.Client(clientOptions(connection, SECONDS_MAX))
  client.on('error', () => {}) // the statement in flight tells
  await client.connect()
  try {
    try {
      await client.query('set role konbit_owner')
    } catch (error) {
      if (!isDenied(error)) throw error
      return { tables: 0, isLogClosed: false, isAllowed: false }
    }
    const [due] = (
      await client.query<{ mission: string; seq: string }>(
        `select x.mission, max(x.seq) as seq from erasure x left join swept s on s.mission = x.mission
         group by x.mission, s.seq having max(x.seq) > coalesce(s.seq, 0) limit 1`,
      )
    ).rows
    if (!due && !isWhole) return { tables: 0, isLogClosed: false }
    const upTo = (
      await client.query<{ mission: string; seq: string }>(
        'select mission, max(seq) as seq from erasure group by mission',
      )
    ).rows
    const names = (
      await client.query<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'konbit'::regnamespace and relkind = 'r' order by 1`,
      )
    ).rows
    const how = isWhole ? 'full' : 'index_cleanup on'
    for (const { name } of names) await client.query(`vacuum (${how}) konbit.${quote(name)}`)
    await client.query(
      `insert into swept (mission, seq, at) select *, now() from unnest($1::text[], $2::int8[])
       on conflict (mission) do update set seq = excluded.seq, at = excluded.at`,
      [upTo.map(({ mission }) => mission), upTo.map(({ seq }) => seq)],
    )
    return { tables: names.length, isLogClosed: await closeLog(client) }
  } finally {
    await client.end()
  }
}

const isDenied = (error: unknown): boolean => (error as { code?: string }).code === '42501'

/** The running file of the write-ahead log is closed, and those before it are no longer needed. */
async function closeLog(client: pg.Client): Promise<boolean> {
  try {
    await client.query('reset role')
    await client.query('checkpoint')
    await client.query('select pg_switch_wal()')
    await client.query('checkpoint')
    return true
  } catch (error) {
    if (!isDenied(error)) throw error
    return false
  }
}
