/**
 * Takes a backup of a running ledger: every table that is not a projection, as of one moment, in the order in which they
 * can be put back. What is read back is held against the log: the file is worth nothing if it does not hold.
 */
import { createHash } from 'node:crypto'
import pg from 'pg'
import { StartFailure } from '../account.ts'
import type { Connection } from '../cluster.ts'
import { ownSchemas } from '../migrate.ts'
import { clientOptions } from '../pool.ts'
import { quote } from '../tables.ts'
import { openLogCheck } from './check.ts'
import { type About, type Column, type Line, type Row, type Table, writeBackup } from './file.ts'
import { type FolderFiles, tableOfFiles } from './folder.ts'

/** Made anew from what is copied, or by the program itself. */
const leftOut = ['version', 'term', 'link', 'opens', 'migration'].map((name) => `konbit.${name}`)
/** A queue is of the place where it stands; what was played of an unfinished study is played again. */
leftOut.push('plan.part', 'plan.chunk')
const schemas = ownSchemas.filter((name) => name !== 'queue')
const ROWS_AT_ONCE = 2000
const TOLD_EVERY_MS = 2000

export type TakeOptions = {
  /** Signs in as one that may read everything: the owner's login. */
  connection: Connection
  path: string
  /** The public key to seal it for; null only for a copy that stays beside the database it was taken from. */
  to: string | null
  version: string
  /** What goes along of the missions' folder, which the database does not hold. */
  folder?: (missions: readonly string[]) => Promise<FolderFiles | undefined>
  say?: (line: string) => void
  signal?: AbortSignal | undefined
}
export type Taken = { path: string; bytes: number; rows: number; digest: string; about: About }

/** Returns when the file is whole, on disk, read back and its logs recomputed. What is cut off leaves nothing of that name. */
export async function takeBackup(options: TakeOptions): Promise<Taken> {
  const { connection, path, to, version, folder, say = () => {}, signal } = options
  return reading(connection, async (client) => {
    const tables = await tablesIn(client)
    const about = await aboutOf(client, version)
    const progress = tell(say, signal)
    const files = await folder?.(about.missions.map(({ id }) => id))
    const content = { about, tables: contentOf(client, tables, progress, files) }
    const check = async (lines: AsyncGenerator<Line>): Promise<void> => {
      say('Reading it back')
      const log = openLogCheck()
      for await (const line of lines) log.take(line)
      log.end()
    }
    const written = await writeBackup(path, to, content, check, signal)
    return { path, ...written, about }
  })
}

/** Everything of one moment, as the role that may read every table. */
async function reading<Result>(
  connection: Connection,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    ...clientOptions(connection, 0),
    // Texts as Postgres prints them: they go back the same way.
    types: { getTypeParser: () => (text: string) => text },
  } as pg.ClientConfig)
  client.on('error', () => {}) // the statement in flight tells
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query('set local role konbit_backup').catch(() => {
      throw new StartFailure(
        `${connection.user} may not read everything: give the keeper's address in KONBIT_OWNER_URL, which konbit roles explains.`,
      )
    })
    await client.query(
      'set local idle_in_transaction_session_timeout = 0; set local datestyle = iso; set local bytea_output = hex',
    )
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** What a backup taken now would say of the logs and of these tables; two places that say the same hold the same. */
export const contentNow = (
  connection: Connection,
  names: readonly string[],
): Promise<{ missions: About['missions']; tables: Map<string, string> }> =>
  reading(connection, async (client) => {
    const { missions } = await aboutOf(client, '')
    const tables = new Map<string, string>()
    for (const { name, columns, key } of await tablesIn(client)) {
      if (!names.includes(name)) continue
      const digest = createHash('sha256')
      for await (const rows of rowsOf(client, name, columns, key, () => {}))
        for (const row of rows) digest.update(`${JSON.stringify(row)}\n`)
      tables.set(name, digest.digest('hex'))
    }
    return { missions, tables }
  })

type Told = (table: string, rows: number) => void

function tell(say: (line: string) => void, signal: AbortSignal | undefined): Told {
  let last = Date.now()
  return (table, rows) => {
    signal?.throwIfAborted()
    if (Date.now() - last < TOLD_EVERY_MS) return
    last = Date.now()
    say(`… ${rows} rows of ${table}`)
  }
}

async function* contentOf(
  client: pg.Client,
  tables: readonly Listed[],
  progress: Told,
  files: FolderFiles | undefined,
): AsyncGenerator<Table> {
  for (const { name, columns, key } of tables) {
    yield { table: name, columns, rows: rowsOf(client, name, columns, key, progress) }
  }
  if (files) yield tableOfFiles(files)
}

async function* rowsOf(
  client: pg.Client,
  name: string,
  columns: readonly Column[],
  key: readonly string[],
  progress: Told,
): AsyncGenerator<readonly Row[]> {
  const listed = columns.map((column) => quote(column.name)).join(', ')
  const order = key.length > 0 ? `order by ${key.map(quote).join(', ')}` : ''
  await client.query(`declare copying no scroll cursor for select ${listed} from ${name} ${order}`)
  let count = 0
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({
      text: `fetch ${ROWS_AT_ONCE} from copying`,
      rowMode: 'array',
    })
    if (rows.length === 0) break
    count += rows.length
    progress(name, count)
    yield rows
  }
  await client.query('close copying')
}

type Listed = { name: string; columns: Column[]; key: string[] }

/** Each table behind those that it refers to. */
async function tablesIn(client: pg.Client): Promise<Listed[]> {
  const { rows } = await client.query<{
    name: string
    columns: string
    key: string
    refers: string
  }>(
    `select format('%I.%I', nspname, relname) as name,
       (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) order by attnum)
        from pg_attribute a where a.attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '')::text as columns,
       (select coalesce(json_agg(a.attname order by k.place), '[]') from pg_index i
        cross join unnest(i.indkey) with ordinality as k (number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
        where i.indrelid = c.oid and i.indisprimary)::text as key,
       (select coalesce(json_agg(distinct format('%I.%I', s.nspname, r.relname)), '[]') from pg_constraint f join pg_class r on r.oid = f.confrelid join pg_namespace s on s.oid = r.relnamespace
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid)::text as refers
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where nspname = any ($2) and relkind in ('r', 'p') and not relispartition
       and (nspname <> 'konbit' or relname not like 'r\\_%') and format('%I.%I', nspname, relname) <> all ($1)
     order by nspname, relname`,
    [leftOut, schemas],
  )
  const waiting = rows.map((row) => ({
    name: row.name,
    columns: JSON.parse(row.columns) as Column[],
    key: JSON.parse(row.key) as string[],
    refers: JSON.parse(row.refers) as string[],
  }))
  const placed: Listed[] = []
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ refers }) =>
      refers.every((name) => !waiting.some((one) => one.name === name)),
    )
    if (next < 0) throw new Error('tables refer to each other in a circle')
    placed.push(...waiting.splice(next, 1))
  }
  return placed
}

async function aboutOf(client: pg.Client, by: string): Promise<About> {
  const ask = async <Found extends Record<string, string>>(text: string): Promise<Found[]> =>
    (await client.query<Found>(text)).rows
  const shape = await ask<{ digest: string }>('select digest from migration order by number')
  const heads = await ask<{ mission: string; size: string; edge: string }>(
    'select mission, size, edge from head order by mission',
  )
  return {
    by,
    made: new Date().toISOString(),
    shape: shape.map(({ digest }) => digest),
    missions: heads.map(({ mission, size, edge }) => ({
      id: mission,
      size: Number(size),
      edge: edge.slice(2),
    })),
  }
}
