/**
 * As durable as the deployment promises: what is committed here and, where the server waits for synchronous standbys, there
 * too. A commit that was told of waited already; what became visible by a crash or a cancelled wait may not have.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { LedgerFailure, type Pools } from './pool.ts'

const LOOK_EVERY_MS = 20

/**
 * Returns when everything that could be read before the call is on as many standbys as Postgres waits for. Throws a
 * `LedgerFailure` when they do not come in time: the caller MUST NOT vouch for what it read.
 */
export async function durable(pools: Pools, secondsMax = 10): Promise<void> {
  const ask = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    pools.write((session) => session.query<Row>(text, values))
  const [now] = await ask<{ place: string }>('select pg_current_wal_insert_lsn()::text as place')
  const until = Date.now() + secondsMax * 1000
  for (;;) {
    const [found] = await ask<{ is: boolean }>('select is_replicated($1::pg_lsn) as is', [
      now?.place,
    ])
    if (found?.is) return
    if (Date.now() > until)
      throw new LedgerFailure('unavailable', 'the synchronous standby has not come so far')
    await sleep(LOOK_EVERY_MS)
  }
}
