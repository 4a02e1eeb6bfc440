/**
 * The one database of a test run: made in a temporary folder before the first test and gone after the last.
 * Tests read KONBIT_TEST_DATABASE (JSON, what `new pg.Pool` takes) and connect as its superuser. A Postgres of your
 * own replaces it: DATABASE_URL=postgres://... npm test.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../packages/ledger/cluster.ts'

export default async function setup() {
  const { DATABASE_URL } = process.env
  if (DATABASE_URL) {
    process.env.KONBIT_TEST_DATABASE = JSON.stringify(parse(new URL(DATABASE_URL)))
    return
  }
  const folder = await mkdtemp(join(tmpdir(), 'konbit-test-'))
  // No test of this database provokes a crash; those that do start their own, with fsync on.
  const cluster = await startCluster({ folder, durable: false })
  process.env.KONBIT_TEST_DATABASE = JSON.stringify(cluster.connection)
  return async () => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const parse = (url: URL) => ({
  host: url.searchParams.get('host') ?? url.hostname,
  port: Number(url.port || 5432),
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  database: url.pathname.slice(1),
})
