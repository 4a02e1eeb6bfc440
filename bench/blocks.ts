/**
 * What a piece of work costs Postgres: how many blocks it looks at, by the counts it keeps of statements (pg_stat_statements). Unlike a wait it
 * does not depend on what else the machine does. Only where the database is our own, since it must be started with the counter.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { joinCluster } from '@konbit/ledger'
import pg from 'pg'

const counter =
  "shared_preload_libraries = 'pg_stat_statements'\npg_stat_statements.track_planning = on\n"

type Statement = { blocks: number; calls: number; planned: number; ms: number; query: string }
type Counting = {
  /** The blocks that the work read, how many statements were asked, milliseconds of planning and of doing, and what read most. */
  of: (work: () => Promise<void>) => Promise<{
    blocks: number
    calls: number
    planned: number
    done: number
    statements: Statement[]
  }>
  end: () => Promise<void>
}

/** MUST be called before the database is started; what comes back puts the settings as they were, once it has stopped. */
export async function withCounter(data: string): Promise<() => Promise<void>> {
  const file = join(data, 'postgres', 'postgresql.auto.conf')
  if (!existsSync(file)) return async () => {}
  const before = await readFile(file, 'utf8')
  await writeFile(file, before.includes(counter) ? before : before + counter)
  return () => writeFile(file, before.replace(counter, ''))
}

/** Undefined where no counter runs. */
export async function countBlocks(data: string): Promise<Counting | undefined> {
  const connection = await joinCluster(data)
  if (!connection) return undefined
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query('create extension if not exists pg_stat_statements')
    await client.query('select count(*) from pg_stat_statements')
  } catch {
    await client.end()
    return undefined
  }
  return {
    of: async (work) => {
      await client.query('select pg_stat_statements_reset()')
      await work()
      const { rows } = await client.query<Statement>(
        `select sum(shared_blks_hit + shared_blks_read)::float8 as blocks, sum(calls)::float8 as calls,
                sum(total_exec_time)::float8 as ms, sum(total_plan_time)::float8 as planned, query
         from pg_stat_statements where query not like '%pg_stat_statements%' group by query order by 1 desc`,
      )
      const sum = (part: Exclude<keyof Statement, 'query'>): number =>
        rows.reduce((whole, one) => whole + one[part], 0)
      return {
        blocks: sum('blocks'),
        calls: sum('calls'),
        planned: sum('planned'),
        done: sum('ms'),
        statements: rows.slice(0, 12),
      }
    },
    end: async () => {
      await client.query('drop extension pg_stat_statements')
      await client.end()
    },
  }
}

/** Milliseconds that a Postgres of ours used of the processors, all its processes, what has ended of it too; 0 where there is no /proc to read it from. */
export function postgresMs(data: string): number {
  const file = join(data, 'postgres', 'postmaster.pid')
  if (!existsSync('/proc/self/stat') || !existsSync(file)) return 0
  const leader = Number(readFileSync(file, 'utf8').split('\n')[0])
  let ticks = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number)
      const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11)
      if (Number(pid) === leader) ticks += user + system + endedUser + endedSystem
      else if (fields[1] === leader) ticks += user + system
    } catch {
      // It ended meanwhile.
    }
  return ticks * 10
}
