/**
 * Reads from a replica. It answers only when it has replayed all that the primary had made durable when the read was asked for:
 * so whoever was told of a write finds it, by whichever process it was written, and a right that was taken is gone here too.
 * Where it is behind, away or something else than it should be, the primary answers.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Connection } from './cluster.ts'
import { failureOf, inTransaction, LedgerFailure, makePool, type Pools, readOn } from './pool.ts'

/** A stream is some milliseconds behind: so long is waited for it. */
const WAITS_MS = [0, 2, 4, 8]
const BEHIND_MS = 250
const AWAY_MS = 5000
const PROBE_MS = 1000

/** How many reads were answered from where, and why not by the replica. */
export type ReplicaCounts = { replica: number; behind: number; away: number }

type Place = { lsn: string; timeline: number; system: string }
type Found = { follows: boolean; has: boolean }

const WHERE = `select pg_current_wal_flush_lsn()::text as lsn, system_identifier::text as system,
  ('x' || substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8))::bit(32)::int as timeline from pg_control_system()`

/** A copy that was promoted, or that follows another primary, may have come as far and hold something else. */
const PROBE = `select coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, false) as has,
  pg_is_in_recovery() and s.system_identifier::text = $2 and c.timeline_id = $3 as follows
  from pg_control_system() s, pg_control_checkpoint() c`

/** Reads go to `replica` where they may; everything else goes on as before. */
export function withReplica(
  pools: Pools,
  primary: Connection,
  replica: Connection,
  say: (line: string) => void,
): Pools & { counts: ReplicaCounts } {
  const askers = makePool(primary, { max: 1, seconds: 5 })
  const readers = makePool(replica, {
    max: 12,
    seconds: 15,
    // One that is frozen answers nothing, not even that it is too late.
    more: { connectionTimeoutMillis: PROBE_MS, query_timeout: 16_000 },
  })
  const counts: ReplicaCounts = { replica: 0, behind: 0, away: 0 }
  let awayUntil = 0
  let told = ''
  const tell = (line: string): void => {
    if (line !== told) say(line)
    told = line
  }

  const where = shared(() =>
    inTransaction(askers, async (client) => {
      const { rows } = await client.query<Place>(WHERE)
      return rows[0] as Place
    }),
  )

  /** Asked before the transaction begins: what it then sees is no older than the answer. */
  async function hasCome(client: pg.PoolClient, place: Place): Promise<boolean> {
    const values = [place.lsn, place.system, place.timeline]
    for (const wait of WAITS_MS) {
      if (wait > 0) await sleep(wait)
      const { rows } = await client.query<Found>({
        text: PROBE,
        values,
        query_timeout: PROBE_MS,
      } as pg.QueryConfig)
      if (!rows[0]?.follows)
        throw new LedgerFailure('unavailable', 'the replica follows another database')
      if (rows[0].has) return true
    }
    return false
  }

  const read: Pools['read'] = async (who, work) => {
    if (performance.now() < awayUntil) {
      counts.away += 1
      return pools.read(who, work)
    }
    const place = await where()
    try {
      const found = await inTransaction(readers, async (client) =>
        (await hasCome(client, place)) ? { result: await readOn(client, who, work) } : undefined,
      )
      if (found) {
        counts.replica += 1
        tell('Reads go to the replica.')
        return found.result
      }
      counts.behind += 1
      awayUntil = performance.now() + BEHIND_MS
    } catch (error) {
      const failure = failureOf(error)
      if (failure.problem === 'timed-out') throw failure
      // A read may also conflict with what is replayed: the primary has no such trouble.
      counts.away += 1
      if (failure.problem === 'unavailable') {
        awayUntil = performance.now() + AWAY_MS
        tell(`Reads go to the primary: ${failure.message}.`)
      }
    }
    return pools.read(who, work)
  }

  return {
    ...pools,
    counts,
    read,
    close: async () => {
      await Promise.all([pools.close(), askers.end(), readers.end()])
    },
  }
}

/** Who asks while an answer is under way shares the next one, since that one may be of before they asked. */
function shared<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<Answer> | undefined
  return () => {
    next ??= running.then(() => {
      next = undefined
      const mine = ask()
      running = mine.catch(() => {})
      return mine
    })
    return next
  }
}
