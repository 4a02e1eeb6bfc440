/**
 * Connections. The server signs in as `konbit_server`, which may do nothing by itself; each transaction takes on the
 * reader's or the writer's role, and a reader's also names its member. What comes back are plain numbers and texts.
 */
import type { Clearance, Label } from '@konbit/model'
import pg from 'pg'
import type { Connection } from './cluster.ts'

export const SERVER_ROLE = 'konbit_server'

/** Known for ever so far: the upper bound of what no later entry has replaced. */
export const STILL_KNOWN = '9223372036854775807'

type Query = <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>

export type Session = {
  /** Sends at once, so that calls made together travel together; each sees what those before it did. */
  query: Query
  /** As `query`, of a plain insertion that comes again and again: it is planned once. Absent where names may change their meaning. */
  again?: Query
}

/** The world says no. `problem` names the answer to give; nothing was changed, or it cannot be known (ask again). */
export class LedgerFailure extends Error {
  readonly problem: 'timed-out' | 'unavailable' | 'failed'
  constructor(problem: 'timed-out' | 'unavailable' | 'failed', cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'LedgerFailure'
    this.problem = problem
  }
}

export function failureOf(error: unknown): LedgerFailure {
  if (error instanceof LedgerFailure) return error
  const code = (error as { code?: string }).code ?? ''
  if (code === '57014' || code === '55P03') return new LedgerFailure('timed-out', error)
  // 08: connection; 57P: the server is stopping; 53: no room; E…: the socket; none: the driver lost its connection.
  const isAway = /^(08|57P|53|E[A-Z]+$)/.test(code) || /onnection|timeout/.test(String(error))
  return new LedgerFailure(isAway ? 'unavailable' : 'failed', error)
}

const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184
const NUMERIC = 1700

/** Milliseconds UTC, or an infinity. The session's time zone is UTC, so the text always ends in +00. */
const instantOf = (text: string): number => {
  if (text === 'infinity') return Number.POSITIVE_INFINITY
  if (text === '-infinity') return Number.NEGATIVE_INFINITY
  return Date.parse(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
}

/** For a parameter: what `instantOf` reads back. */
export const printInstant = (instant: number): string => {
  if (instant === Number.POSITIVE_INFINITY) return 'infinity'
  if (instant === Number.NEGATIVE_INFINITY) return '-infinity'
  return new Date(instant).toISOString()
}

const special = /["\\]/
/**
 * An array as Postgres reads it, made with less ado than the driver's: appends are mostly this. Buffers become bytea; other
 * values that are neither text nor null print themselves.
 */
export function arrayOf(list: readonly unknown[]): string {
  const parts: string[] = []
  for (const value of list) {
    if (value === null || value === undefined) parts.push('NULL')
    else if (typeof value === 'string')
      parts.push(special.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`)
    else if (Buffer.isBuffer(value)) parts.push(`"\\\\x${value.toString('hex')}"`)
    else parts.push(String(value))
  }
  return `{${parts.join(',')}}`
}

const parsers: Record<number, (text: string) => unknown> = {
  [INT8]: Number,
  [NUMERIC]: Number,
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: instantOf,
}

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format),
}

type Write = <Result>(work: (session: WriteSession) => Promise<Result>) => Promise<Result>

export type Pools = {
  read: <Result>(who: ReadAs, work: (session: ReadSession) => Promise<Result>) => Promise<Result>
  write: Write
  /** A connection for transactions that are sent one behind the other. MUST be released when the last of them has come back. */
  line: () => Promise<{ write: Write; release: () => void }>
  /** Reads as the writer does, beside whatever is being written. */
  beside: <Result>(work: (session: Session) => Promise<Result>) => Promise<Result>
  /** As `write`, for work on a whole mission that may take its time. */
  long: <Result>(work: (session: WriteSession) => Promise<Result>) => Promise<Result>
  /** Everything of one moment, for as long as it takes; nothing can be written. */
  snapshot: <Result>(work: (session: Session) => Promise<Result>) => Promise<Result>
  close: () => Promise<void>
}

/** `size`: of the mission's log in this transaction's snapshot; undefined when there is no such mission. */
export type ReadSession = Session & {
  size: number | undefined
  /** MUST be told of every facet whose content, or whose being there, leaves with the answer; without a record: of a figure. */
  saw: (register: string, label: Label, record?: string) => void
  /** Names every register on which what is read rests, so that it need not be read again until one is touched. Untold: on any. */
  of: (registers: readonly string[]) => void
}
export type ReadAs = {
  mission: string
  member: string
  /** Narrows what is seen to what such a reader would see too. */
  view?: { clearances: readonly Clearance[] } | undefined
  /** By which way they came, for the audit of reads. */
  door?: string | undefined
}
export type WriteSession = Session & {
  /** Returns when what was sent is durable. Throws when any of it failed, and then nothing is. */
  commit: () => Promise<void>
}

const settings = (seconds: number, isKept: boolean): string =>
  [
    'timezone=UTC',
    'search_path=konbit',
    `statement_timeout=${seconds}s`,
    `lock_timeout=${seconds}s`,
    'idle_in_transaction_session_timeout=60s',
    // A plan made while a table was empty is a bad plan for ever. Plain insertions have but one.
    `plan_cache_mode=${isKept ? 'auto' : 'force_custom_plan'}`,
  ]
    .map((one) => `-c ${one}`)
    .join(' ')

const sessionOf = (client: pg.PoolClient): Session => ({
  query: async <Row>(text: string, values?: readonly unknown[]) =>
    (await client.query(text, values as unknown[] | undefined)).rows as Row[],
})

export const clientOptions = (
  connection: Connection,
  seconds: number,
  isKept = false,
): pg.ClientConfig => ({
  ...connection,
  types,
  options: settings(seconds, isKept),
  application_name: 'konbit',
  connectionTimeoutMillis: 10_000,
})

type PoolAsked = { max: number; seconds: number; isKept?: boolean; more?: pg.PoolConfig }

export function makePool(connection: Connection, { max, seconds, isKept, more }: PoolAsked) {
  const pool = new pg.Pool({
    ...clientOptions(connection, seconds, isKept),
    max,
    pipeline: true,
    // A new connection knows no table yet: whoever opens a page now and then would pay for that each time.
    idleTimeoutMillis: 300_000,
    ...more,
  } as pg.PoolConfig)
  // An idle connection that breaks is replaced by the pool; one at work throws where it is used. Neither may be the end of
  // the process, and one that is being closed may complain when nobody else listens.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

async function open(pool: pg.Pool): Promise<Hold> {
  const client = await pool.connect().catch((error: unknown) => {
    throw failureOf(error)
  })
  let broken: Error | undefined
  return {
    run: async (work) => {
      try {
        return await work(client)
      } catch (error) {
        await client.query('rollback').catch((failure: Error) => {
          broken = failure
        })
        throw failureOf(error)
      }
    },
    release: () => client.release(broken),
  }
}

/** Lends a connection; what throws is rolled back. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const { run, release } = await open(pool)
  return run(work).finally(release)
}

/** One reading transaction on a connection, as the member. */
export async function readOn<Result>(
  client: pg.PoolClient,
  who: ReadAs,
  work: (session: ReadSession) => Promise<Result>,
): Promise<Result> {
  const [, opened] = await Promise.all([
    client.query('begin isolation level repeatable read read only; set local role konbit_reader'),
    client.query<{ size: number | null }>(
      `select set_config('konbit.mission', $1, true), set_config('konbit.member', $2, true),
         set_config('konbit.view', $3, true), (select size from head where mission = $1) as size`,
      [who.mission, who.member, who.view ? JSON.stringify(who.view.clearances) : ''],
    ),
  ])
  const { query } = sessionOf(client)
  let isOver = false
  // The connection is soon another reader's: what comes late must not be read with their eyes.
  const mine: Query = async (text, values) => {
    if (isOver) throw new LedgerFailure('failed', 'read after the transaction was over')
    return query(text, values)
  }
  const size = opened.rows[0]?.size ?? undefined
  const result = await work({ query: mine, size, saw: () => {}, of: () => {} }).finally(() => {
    isOver = true
  })
  await client.query('commit')
  return result
}

export function openPools(connection: Connection): Pools {
  const readers = makePool(connection, { max: 12, seconds: 15 })
  const writers = makePool(connection, { max: 6, seconds: 30, isKept: true })
  // Of their own, so that a batch never waits for a connection that another batch holds.
  const askers = makePool(connection, { max: 2, seconds: 30 })

  return {
    read: (who, work) => inTransaction(readers, (client) => readOn(client, who, work)),
    write: (work) =>
      inTransaction(writers, (client) => writing(client, asWriter, work, keeping(client))),
    line: async () => {
      const { run, release } = await open(writers)
      return {
        write: (work) => run((client) => writing(client, asWriter, work, keeping(client))),
        release,
      }
    },
    beside: (work) =>
      inTransaction(askers, (client) =>
        writing(client, `${asWriter}; set transaction read only`, work, keeping(client)),
      ),
    long: (work) =>
      inTransaction(writers, (client) =>
        writing(client, `begin; ${patience}; set local role konbit_writer`, work),
      ),
    snapshot: (work) =>
      inTransaction(writers, async (client) => {
        await client.query(
          `begin isolation level repeatable read read only; ${patience}; set local role konbit_writer`,
        )
        const result = await work(sessionOf(client))
        await client.query('commit')
        return result
      }),
    close: async () => {
      await Promise.all([readers.end(), writers.end(), askers.end()])
    },
  }
}

type Hold = {
  run: <Result>(work: (client: pg.PoolClient) => Promise<Result>) => Promise<Result>
  release: () => void
}

const asWriter = 'begin; set local role konbit_writer'

const patience =
  'set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0'

/** One name for each text, for as long as the process lives. */
const names = new Map<string, string>()
function nameOf(text: string): string {
  let name = names.get(text)
  if (!name) {
    name = `konbit ${names.size}`
    names.set(text, name)
  }
  return name
}

const keeping =
  (client: pg.PoolClient): Query =>
  async <Row>(text: string, values?: readonly unknown[]) =>
    (await client.query({ name: nameOf(text), text, values: values as unknown[] })).rows as Row[]

/**
 * What is sent in `work` is planned once, whatever it is asked with: by keys, of which there may be one or hundreds. Such a
 * plan must not rest on a table's being small for now.
 */
export function plannedOnce<Sent>(session: Session, work: (query: Query) => Sent): Sent {
  const { again, query } = session
  if (!again) return work(query)
  const set = (plans: string, scans: string): void => {
    query(`set local plan_cache_mode to ${plans}; set local enable_seqscan to ${scans}`).catch(
      () => {},
    ) // what was sent between them tells
  }
  set('force_generic_plan', 'off')
  const sent = work(again)
  set('default', 'default')
  return sent
}

async function writing<Result>(
  client: pg.PoolClient,
  begin: string,
  work: (session: WriteSession) => Promise<Result>,
  again?: Query,
): Promise<Result> {
  let isOver = false
  let neverBegun: Error | undefined
  // Not awaited: it travels with the first statement, which fails when this does.
  client.query(begin).catch((failure: Error) => {
    neverBegun = failure
  })
  const commit = async (): Promise<void> => {
    const { command } = await heeding(client, () => client.query('commit'))
    isOver = true
    // Postgres answers the commit of a failed transaction politely, with ROLLBACK.
    if (command !== 'COMMIT') throw new LedgerFailure('failed', 'the transaction was rolled back')
  }
  try {
    const result = await work({ ...sessionOf(client), ...(again ? { again } : {}), commit })
    if (!isOver) await client.query('rollback')
    return result
  } catch (failure) {
    throw neverBegun ?? failure
  }
}

/**
 * A commit that stops waiting for its standby is done here and nowhere else, and Postgres says so in a warning only. Nobody
 * may be told that it is durable; sent again, it is told when it is.
 */
async function heeding<Result>(
  client: pg.PoolClient,
  work: () => Promise<Result>,
): Promise<Result> {
  let isAlone = false
  const hear = ({ code }: { code?: string | undefined }): void => {
    isAlone ||= code === '01000'
  }
  client.on('notice', hear)
  try {
    const result = await work()
    if (isAlone)
      throw new LedgerFailure('unavailable', 'the standby did not confirm what was written')
    return result
  } finally {
    client.off('notice', hear)
  }
}
