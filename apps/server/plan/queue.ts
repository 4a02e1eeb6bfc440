/**
 * Where studies wait and what was played of them is kept: the tables of the schema `plan`, and pg-boss, which says which piece
 * is next. It plays nothing (work.ts) and knows no request (studies.ts). What is unplayed is told by the tables alone, so
 * that jobs may be lost, doubled or late without harm.
 */
import { type Connection, openQueuePool, queueOptions, type StudyRow } from '@konbit/ledger'
import { engineVersion, type Measured } from '@konbit/planner'
import type pg from 'pg'
import { type Job, PgBoss } from 'pg-boss'
import type { Asked, Wanted } from './walk.ts'

/** Days for which what came of a study is kept after it ended. */
export const KEPT_DAYS = 30
/** How many ended studies of a mission are kept, whatever their age. */
const KEPT_MAX = 500
/** How many studies of one member, and of one mission, may be unfinished at once. */
export const WAITING_MAX = { member: 3, mission: 20 }
/** Silent for so long, a worker has lost its piece. The least that pg-boss takes. */
const HEARTBEAT_SECONDS = 10
/** How often it is looked for pieces that were lost. */
const WATCH_SECONDS = 5
/** By its heart-beat a worker learns that nobody wants its piece any more. */
export const BEAT_SECONDS = 0.7
/** Workers may die under a piece; a piece that kills so many is at fault itself. */
const TRIES = 12

/** Another engine may play another way, so each has queues of its own. */
const own = engineVersion.replaceAll(/[^\w.-]/g, '.')
const queues = { walk: `walk/${own}`, chunk: `chunk/${own}`, lost: `lost/${own}` } as const

export type ChunkJob = { study: string; part: number; first: number }
export type WalkJob = { study: string }
export type NewStudy = { id: string; mission: string; member: string; asked: Asked; text: string }
export type Added = 'added' | 'there' | 'differs' | 'memberMax' | 'missionMax'
export type Piece = {
  model: string
  from: number
  to: number
  figures: string[] | null
  measured: string | null
  asked: string
}
export type Queue = Awaited<ReturnType<typeof openQueue>>

type Options = { connection: Connection; note: (failure: unknown, where: string) => void }

/** The caller MUST close it before the database goes. */
export async function openQueue({ connection, note }: Options) {
  const pool = openQueuePool(connection)
  const boss = new PgBoss({
    ...(queueOptions(connection) as object),
    schema: 'queue',
    max: 4,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    useListenNotify: true,
    superviseIntervalSeconds: WATCH_SECONDS,
    monitorIntervalSeconds: WATCH_SECONDS,
  })
  let isClosing = false
  boss.on('error', (failure) => {
    if (!isClosing) note(failure, 'queue')
  })
  try {
    await boss.start()
    const usual = { heartbeatSeconds: HEARTBEAT_SECONDS, expireInSeconds: 3600 }
    const again = { retryLimit: TRIES, retryDelay: 1, deleteAfterSeconds: 3600, notify: true }
    await boss.createQueue(queues.lost, { ...usual, deleteAfterSeconds: 3600, notify: true })
    const deadLetter = queues.lost
    await boss.createQueue(queues.walk, { ...usual, ...again, deadLetter, policy: 'short' })
    await boss.createQueue(queues.chunk, { ...usual, ...again, deadLetter, policy: 'exclusive' })
  } catch (failure) {
    await boss.stop({ graceful: false }).catch(() => {})
    await pool.end()
    throw failure
  }

  async function together<Result>(work: (client: pg.PoolClient) => Promise<Result>) {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const result = await work(client)
      await client.query('commit')
      client.release()
      return result
    } catch (failure) {
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      )
      throw failure
    }
  }

  /** Jobs that stand or fall with the transaction. */
  const within = (client: pg.PoolClient) => ({
    db: {
      executeSql: async (text: string, values?: unknown[]) => client.query(text, values as never),
    },
  })
  const sendWalk = (study: string, priority: number, client?: pg.PoolClient) =>
    boss.send(queues.walk, { study } satisfies WalkJob, {
      singletonKey: study,
      priority,
      ...(client ? within(client) : {}),
    })
  const sendChunks = (jobs: readonly ChunkJob[], priority: number, client?: pg.PoolClient) =>
    boss.insert(
      queues.chunk,
      jobs.map((data) => ({
        data,
        priority,
        singletonKey: `${data.study}/${data.part}/${data.first}`,
      })),
      client ? within(client) : {},
    )

  async function end(
    client: pg.PoolClient,
    study: string,
    to: 'done' | 'cancelled' | 'failed',
    { result, digest, why }: { result?: string; digest?: string; why?: string } = {},
  ): Promise<boolean> {
    const { rowCount } = await client.query(
      `update study set state = $2, result = $3, digest = $4, why = $5, began = coalesce(began, now()), ended = now(),
         played = case when $2 = 'done' then wanted else played end
       where id = $1 and state in ('waiting', 'running')`,
      [study, to, result ?? null, digest ?? null, why ?? null],
    )
    if (rowCount) await client.query('delete from part where study = $1', [study])
    return Boolean(rowCount)
  }

  const tables = {
    /** Returns after commit: somebody will play it. Sending the same again is harmless. */
    add: ({ id, mission, member, asked, text }: NewStudy): Promise<Added> =>
      together(async (client) => {
        await client.query(`select pg_advisory_xact_lock(hashtext('plan/' || $1))`, [mission])
        const { rows } = await client.query<{ isSame: boolean }>(
          `select mission = $2 and member = $3 and asked = $4 as "isSame" from study where id = $1`,
          [id, mission, member, text],
        )
        if (rows[0]) return rows[0].isSame ? 'there' : 'differs'
        const { rows: waiting } = await client.query<{ all: number; mine: number }>(
          `select count(*)::int as all, count(*) filter (where member = $2)::int as mine
           from study where mission = $1 and state in ('waiting', 'running')`,
          [mission, member],
        )
        if ((waiting[0]?.mine ?? 0) >= WAITING_MAX.member) return 'memberMax'
        if ((waiting[0]?.all ?? 0) >= WAITING_MAX.mission) return 'missionMax'
        await client.query(
          `insert into study (id, mission, member, kind, name, asked, engine) values ($1, $2, $3, $4, $5, $6, $7)`,
          [id, mission, member, asked.kind, asked.name, text, engineVersion],
        )
        await sendWalk(id, priorityOf(asked), client)
        return 'added'
      }),

    /** Returns whether there was something to cancel. Whoever plays a piece of it hears of it with the next heart-beat. */
    cancel: async (id: string): Promise<boolean> => {
      const isCancelled = await together((client) => end(client, id, 'cancelled'))
      if (isCancelled)
        for (const name of [queues.walk, queues.chunk]) {
          const jobs = await boss.findJobs(name, { data: { study: id } })
          const open = jobs.filter(({ state }) => ['created', 'retry', 'active'].includes(state))
          if (open.length > 0)
            await boss.cancel(
              name,
              open.map((job) => job.id),
            )
        }
      return isCancelled
    },

    /** What is to be walked, and how far it was played: parts whole, and pieces that nobody played yet. */
    toWalk: async (study: string) => {
      const { rows } = await pool.query<{ asked: string }>(
        `select asked from study where id = $1 and state in ('waiting', 'running')`,
        [study],
      )
      if (!rows[0]) return undefined
      const { rows: parts } = await pool.query<{ parts: number }>(
        'select count(*)::int as parts from part where study = $1',
        [study],
      )
      const { rows: open } = await pool.query<ChunkJob>(
        'select study, part, first from chunk where study = $1 and sample is null order by part, first',
        [study],
      )
      const asked = JSON.parse(rows[0].asked) as Asked
      return { asked, parts: parts[0]?.parts ?? 0, open }
    },
    resend: (asked: Asked, open: readonly ChunkJob[]) => sendChunks(open, priorityOf(asked)),

    partOf: async (study: string, number: number): Promise<Buffer[]> => {
      const { rows } = await pool.query<{ sample: Buffer }>(
        'select sample from chunk where study = $1 and part = $2 order by first',
        [study, number],
      )
      return rows.map(({ sample }) => sample)
    },

    /** Parts that were not there yet, cut into pieces; or one that was played already. */
    addParts: (
      study: string,
      asked: Asked,
      from: number,
      wanted: readonly Wanted[],
      { size, sample }: { size: number; sample?: Uint8Array },
    ): Promise<void> =>
      together(async (client) => {
        const { rowCount } = await client.query(
          `update study set state = 'running', began = coalesce(began, now())
           where id = $1 and state in ('waiting', 'running')`,
          [study],
        )
        if (!rowCount) return
        for (const [at, one] of wanted.entries()) {
          const { rowCount: isNew } = await client.query(
            `insert into part (study, number, model, first, upto, figures, measured)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
            [
              ...[study, from + at, JSON.stringify(one.model), one.from, one.to],
              one.figures ?? null,
              one.measured ? JSON.stringify(one.measured) : null,
            ],
          )
          if (!isNew) continue
          await client.query(
            `insert into chunk (study, part, first, upto, sample)
             select $1, $2, first, least(first + $5, $4), $6 from generate_series($3::int, $4::int - 1, $5::int) first`,
            [study, from + at, one.from, one.to, size, sample ? Buffer.from(sample) : null],
          )
        }
        // Counted, not added to: after a restore nothing is left of what had been played.
        await client.query(
          `update study set (wanted, played) = (
             select sum(upto - first), coalesce(sum(upto - first) filter (where sample is not null), 0) from chunk where study = $1
           ) where id = $1`,
          [study],
        )
        const { rows: open } = await client.query<ChunkJob>(
          'select study, part, first from chunk where study = $1 and sample is null order by part, first',
          [study],
        )
        if (open.length > 0) await sendChunks(open, priorityOf(asked), client)
      }),

    /** A piece to play; undefined when it was played, or nobody wants it any more. */
    pieceOf: async ({ study, part, first }: ChunkJob): Promise<Piece | undefined> => {
      const { rows } = await pool.query<Piece>(
        `select p.model, c.first as from, c.upto as to, p.figures, p.measured, s.asked
         from chunk c join part p on p.study = c.study and p.number = c.part join study s on s.id = c.study
         where c.study = $1 and c.part = $2 and c.first = $3 and c.sample is null and s.state = 'running'`,
        [study, part, first],
      )
      return rows[0]
    },

    /** Returns after commit: this piece need not be played again. Whoever keeps the last one lets the study be walked on. */
    keep: ({ study, part, first }: ChunkJob, asked: Asked, sample: Uint8Array): Promise<void> =>
      together(async (client) => {
        const { rows } = await client.query<{ runs: number }>(
          `update chunk set sample = $4 where study = $1 and part = $2 and first = $3 and sample is null
           returning upto - first as runs`,
          [study, part, first, Buffer.from(sample)],
        )
        if (!rows[0]) return
        // Its row is held from here, so that of two who keep the last two pieces the second sees the first's.
        await client.query('update study set played = played + $2 where id = $1', [
          study,
          rows[0].runs,
        ])
        const { rows: open } = await client.query(
          'select from chunk where study = $1 and sample is null limit 1',
          [study],
        )
        if (open.length === 0) await sendWalk(study, priorityOf(asked), client)
      }),

    finish: (study: string, result: string, digest: string): Promise<boolean> =>
      together((client) => end(client, study, 'done', { result, digest })),
    fail: (study: string, why: string): Promise<boolean> =>
      together((client) => end(client, study, 'failed', { why })),

    /** Lets every unfinished study be walked on: jobs may be gone, as after a restore. */
    revive: async (): Promise<void> => {
      const { rows } = await pool.query<{ id: string; asked: string }>(
        `select id, asked from study where state in ('waiting', 'running') and engine = $1`,
        [engineVersion],
      )
      for (const { id, asked } of rows) await sendWalk(id, priorityOf(JSON.parse(asked)))
    },
    /** What another engine began nobody here can go on with. */
    disown: async (): Promise<void> => {
      const { rows } = await pool.query<{ id: string }>(
        `select id from study where state in ('waiting', 'running') and engine <> $1`,
        [engineVersion],
      )
      for (const { id } of rows) await tables.fail(id, 'otherEngine')
    },
    /** Removes what has been kept long enough. */
    clean: async (): Promise<number> => {
      const { rowCount } = await pool.query(
        `delete from study where ended < now() - make_interval(days => $1) or id in (
           select id from (select id, row_number() over (partition by mission order by ended desc, id) as place
             from study where ended is not null) ranked where place > $2)`,
        [KEPT_DAYS, KEPT_MAX],
      )
      return rowCount ?? 0
    },
  }

  return {
    ...tables,
    /** Takes jobs, so many of each at once, until the queue is closed. */
    serve: async (
      most: number,
      walk: (job: Job<WalkJob>) => Promise<void>,
      chunk: (job: Job<ChunkJob>) => Promise<void>,
    ): Promise<void> => {
      const taking = async <Data>(name: string, work: (job: Job<Data>) => Promise<void>) => {
        const options = { heartbeatRefreshSeconds: BEAT_SECONDS, pollingIntervalSeconds: 2 }
        const id = await boss.work<Data>(name, options, async ([job]) => {
          try {
            if (job) await work(job)
          } finally {
            boss.notifyWorker(id) // where there was one there may be more: look at once
          }
        })
      }
      for (let place = 0; place < most; place += 1) {
        await taking(queues.walk, walk)
        await taking(queues.chunk, chunk)
      }
      await taking<WalkJob>(queues.lost, async ({ data }) => {
        await tables.fail(data.study, 'lost')
      })
    },
    /** Takes nothing new, lets what is under way end for so long, and gives the rest back. */
    close: async (seconds = 5): Promise<void> => {
      isClosing = true
      await boss.stop({ graceful: true, timeout: seconds * 1000 })
      await pool.end()
    },
  }
}

/** The shorter a study, the sooner its turn: nobody waits for a long one behind which a picture stands. */
const priorityOf = ({ runs, kind }: Pick<Asked, 'runs' | 'kind'>): number =>
  -Math.round(Math.log2(runs * (kind === 'search' ? 20 : kind === 'oneMore' ? 8 : 1)))

export const measuredOf = ({ measured }: Piece): Measured | undefined =>
  measured === null ? undefined : (JSON.parse(measured) as Measured)

export const progressOf = ({ state, kind, played, wanted }: StudyRow): number | null => {
  if (state === 'done') return 1
  if (kind === 'search') return null
  return wanted === 0 ? 0 : Math.min(1, played / wanted)
}
