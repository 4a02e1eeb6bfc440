/** konbit work: a worker beside a server, or on another machine. It plays pieces of long studies until it is stopped. */
import { type Connection, joinCluster, readAddress, whyNot } from '@konbit/ledger'
import { startWorker } from '@konbit/server/work'
import { wordsFor } from './database.ts'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'
import { threadsIn } from './threadsIn.ts'

export async function work(given: Given): Promise<void> {
  const threads = threadsIn(given)
  const { connection, place } = await queueOf(given)
  let played = 0
  let isStopping = false
  let stop = (): void => process.exit(0)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (isStopping) process.exit(1)
      isStopping = true
      stop()
    })
  const worker = await startWorker({
    connection,
    ...(threads ? { threads } : {}),
    note: (failure, where) =>
      console.error(
        `${new Date().toISOString()} ${where}: ${failure instanceof Error ? failure.message : String((failure as { message?: unknown }).message ?? failure)}`,
      ),
    on: (runs) => {
      played += runs
    },
  }).catch((failure) => {
    if (/not installed|does not exist|permission denied/.test(String(failure?.message)))
      throw new UseFailure(
        `In ${place} there is no queue that this login may use: start a server of this version there first, and sign in as konbit_worker.`,
      )
    throw whyNot(failure, place)
  })
  const told = setInterval(() => {
    if (played > 0) console.log(`  ${played} replications`)
    played = 0
  }, 10_000)
  stop = () => {
    console.log('  Stopping; what is under way is ended or given back')
    clearInterval(told)
    void worker.close().then(() => process.exit(0))
  }
  if (isStopping) return stop()
  console.log(`  Playing pieces of long studies from ${place}. Ctrl-C stops it`)
}

async function queueOf({
  database,
  data = '',
}: Given): Promise<{ connection: Connection; place: string }> {
  const named = database ?? process.env.DATABASE_URL
  if (named) {
    const connection = readAddress(named, database ? '--database' : 'DATABASE_URL')
    return { connection, place: wordsFor(connection) }
  }
  const folder = fromHere(data)
  const joined = await joinCluster(folder)
  if (!joined)
    throw new UseFailure(
      `No server runs on ${folder}: start konbit serve there first, or name a database with --database.`,
    )
  // The folder's own Postgres asks nobody for a password; only Windows has one, and then only this login.
  const connection = joined.password ? joined : { ...joined, user: 'konbit_worker' }
  return { connection, place: folder }
}
