/**
 * Connections for sign-in. They take on `konbit_account` from the first statement on, which reaches the schema `account`
 * and nothing of the record; what is kept there is the server's affair (apps/server/account).
 */
import pg from 'pg'
import type { Connection } from './cluster.ts'

/** The caller MUST end the pool before the ledger's database goes. */
export function openSignInPool(connection: Connection): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max: 6,
    application_name: 'konbit-account',
    connectionTimeoutMillis: 10_000,
    options:
      '-c role=konbit_account -c search_path=account -c timezone=UTC -c statement_timeout=15s -c lock_timeout=15s',
  })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
