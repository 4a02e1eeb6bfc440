/**
 * Long studies: connections for whoever keeps and plays them, and what a reader may see of them. How a study is cut into
 * pieces and played is the server's affair (apps/server/plan); a study is asked for and answered, and never a record.
 */
import type { Label } from '@konbit/model'
import pg from 'pg'
import { poolsAs } from './access/audited.ts'
import type { Connection } from './cluster.ts'
import { type Pools, printInstant, type ReadAs } from './pool.ts'

/** What a connection takes on from its first statement: studies and their queue, and nothing of the record. */
export const queueOptions = (connection: Connection): pg.PoolConfig => ({
  ...connection,
  application_name: 'konbit-queue',
  connectionTimeoutMillis: 10_000,
  options:
    '-c role=konbit_queue -c search_path=plan -c timezone=UTC -c statement_timeout=60s -c lock_timeout=15s -c idle_in_transaction_session_timeout=60s',
})

/** The caller MUST end the pool before the database goes. */
export function openQueuePool(connection: Connection, max = 3): pg.Pool {
  const pool = new pg.Pool({ ...queueOptions(connection), max })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export type StudyRow = {
  id: string
  member: string
  kind: string
  name: string
  engine: string
  state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'
  wanted: number
  played: number
  digest: string | null
  why: string | null
  /** Milliseconds. */
  made: number
  began: number | null
  ended: number | null
}
/** JSON, as it was asked and as it was answered. */
export type StudyWhole = StudyRow & { asked: string; result: string | null }

const columns =
  'id, member, kind, name, engine, state, wanted, played, digest, why, made, began, ended'

type Page = { limit: number; before?: { made: number; id: string } | undefined }

export const openStudies = (pools: Pools, server: Connection) => ({
  /** What signs in for whoever keeps and plays studies: take on `queueOptions` and nothing else. */
  queueConnection: server,
  /** Newest first. `before`: the last one of the page before. */
  studies: (reader: ReadAs, { limit, before }: Page): Promise<StudyRow[]> =>
    poolsAs(pools, reader).read(reader, (session) =>
      session.query<StudyRow>(
        `select ${columns} from plan.study
         where mission = $1 and (made, id) < ($2::timestamptz, $3::uuid)
         order by made desc, id desc limit $4`,
        [
          reader.mission,
          printInstant(before?.made ?? Number.POSITIVE_INFINITY),
          before?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff',
          limit,
        ],
      ),
    ),
  study: (reader: ReadAs, id: string): Promise<StudyWhole | undefined> =>
    poolsAs(pools, reader).read(reader, async (session) => {
      const [found] = await session.query<StudyWhole>(
        `select ${columns}, asked, result from plan.study where mission = $1 and id = $2`,
        [reader.mission, id],
      )
      return found
    }),
  /** Whether the reader's clearance reaches that label in the whole mission, as the database says. */
  reaches: (reader: ReadAs, label: Label): Promise<boolean> =>
    poolsAs(pools, reader).read(reader, async (session) => {
      const [found] = await session.query<{ is: boolean }>('select $1 = any (held()) as is', [
        label,
      ])
      return found?.is ?? false
    }),
})
