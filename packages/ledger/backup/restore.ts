/**
 * Puts a backup into an empty place: the shape that it was taken from, then its rows, then everything an upgrade would do,
 * the projections, and the erasures made since. Until all of it is verified the place says that it is half restored, and
 * no Konbit serves it.
 */
import type { KeyObject } from 'node:crypto'
import type { Measure, Registers } from '@konbit/model'
import pg from 'pg'
import { StartFailure } from '../account.ts'
import type { Connection } from '../cluster.ts'
import { type Ledger, openLedger } from '../ledger.ts'
import { HALF_RESTORED, ownSchemas, runNumbered, shapeOf } from '../migrate.ts'
import { arrayOf, clientOptions, type Session } from '../pool.ts'
import type { Verified } from '../proof/verify.ts'
import { checkDatabase, prepareRoles } from '../roles.ts'
import { quote } from '../tables.ts'
import { type CheckedHead, openLogCheck } from './check.ts'
import { type About, type Column, isRow, type Line, type Row, readBackup } from './file.ts'
import { FOLDER, type FolderFiles, openFolder } from './folder.ts'

const ROWS_AT_ONCE = 1000
const TOLD_EVERY_MS = 2000

export type RestoreOptions = {
  path: string
  key?: KeyObject | undefined
  /** Signs in as one that may change the schema. */
  connection: Connection
  server?: Connection | undefined
  registers: Registers
  measures: readonly Measure[]
  /** The folder where the new place keeps its list of erasures. */
  keep?: string
  /** Erases again what was erased since the backup, before anything is served; answers how much. */
  erase: (ledger: Ledger) => Promise<number>
  say?: (line: string) => void
}
/** `files`: the folder of the mission, where the backup holds one. */
export type Restored = {
  heads: CheckedHead[]
  erased: number
  about: About
  files: FolderFiles
}

/**
 * Returns when every log holds and has the head that it had when the backup was taken. Where it throws, what it made must
 * be thrown away: nothing will serve it.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { connection, registers, measures, say = () => {} } = options
  const { about, heads, files } = await loadBackup(options)
  const ledger = await openLedger({
    connection,
    server: options.server,
    registers,
    measures,
    say,
    isRestoring: true,
    keep: options.keep,
  })
  let erased = 0
  try {
    for (const head of heads) await project(ledger, head, say)
    erased = await options.erase(ledger)
    if (erased > 0) for (const { mission } of heads) await holds(ledger, mission)
  } finally {
    await ledger.close()
  }
  await noteOn(connection, null)
  return { heads, erased, about, files }
}

/** The first half: the rows, in the shape that they were taken from. What serves a place without the second half is an old Konbit. */
export async function loadBackup({
  connection,
  server,
  path,
  key,
  say = () => {},
}: Pick<RestoreOptions, 'connection' | 'server' | 'path' | 'key' | 'say'>): Promise<{
  about: About
  heads: CheckedHead[]
  files: FolderFiles
}> {
  const client = new pg.Client(clientOptions(connection, 0))
  client.on('error', () => {}) // the statement in flight tells
  await client.connect()
  const session: Session = {
    query: async <Found>(text: string, values?: readonly unknown[]) =>
      (await client.query(text, values as unknown[] | undefined)).rows as Found[],
  }
  const log = openLogCheck()
  try {
    await session.query('set idle_in_transaction_session_timeout = 0')
    await prepare(session, connection, server)
    const read = await load(session, readBackup(path, key), (line) => log.take(line), say)
    return { ...read, heads: log.end() }
  } finally {
    await client.end()
  }
}

async function prepare(
  session: Session,
  connection: Connection,
  server: Connection | undefined,
): Promise<void> {
  await checkDatabase(session)
  const { isKeeper } = await prepareRoles(session, connection, server)
  if (!isKeeper)
    throw new StartFailure(
      `${connection.user} may not restore: give the keeper's address in KONBIT_OWNER_URL, which konbit roles explains.`,
    )
  const [there] = await session.query<{ is: boolean }>(
    `select to_regnamespace('konbit') is not null or to_regnamespace('account') is not null as is`,
  )
  if (there?.is)
    throw new StartFailure(
      'This database holds a ledger already, and a backup is restored into an empty one only.',
    )
  await session.query('create schema konbit authorization konbit_owner')
  for (const name of ownSchemas)
    if (name !== 'konbit')
      await session.query(`create schema if not exists ${name} authorization konbit_owner`)
  await session.query('set role konbit_owner')
  await session.query(`comment on schema konbit is '${HALF_RESTORED}'`)
}

async function noteOn(connection: Connection, text: string | null): Promise<void> {
  const client = new pg.Client(clientOptions(connection, 30))
  await client.connect()
  try {
    await client.query('set role konbit_owner')
    await client.query(`comment on schema konbit is ${text === null ? 'null' : `'${text}'`}`)
  } finally {
    await client.end()
  }
}

/** Takes the record and sign-in out of the database, for good. */
export async function dropLedger(connection: Connection): Promise<void> {
  const client = new pg.Client(clientOptions(connection, 600))
  await client.connect()
  try {
    await client.query('set role konbit_owner')
    await client.query(`drop schema if exists ${ownSchemas.join(', ')} cascade`)
  } finally {
    await client.end()
  }
}

async function project(
  ledger: Ledger,
  { mission, size, root }: CheckedHead,
  say: (line: string) => void,
): Promise<void> {
  say(`Making the projections of ${mission} from ${size} entries`)
  await ledger.rebuild(mission)
  say(`Verifying ${mission}`)
  const verified = await holds(ledger, mission)
  if (verified.size !== size || verified.root !== root)
    throw new StartFailure(
      `The log of ${mission} ends with ${verified.size} entries and another root than the backup.`,
    )
}

async function holds(ledger: Ledger, mission: string): Promise<Verified> {
  const verified = await ledger.verify(mission)
  if (verified.ok) return verified
  throw new StartFailure(
    `The log of ${mission} does not hold: entry ${verified.firstWrong}: ${verified.what}.`,
  )
}

/** One transaction for all rows, with the policies' hold on the owner lifted in it alone. */
async function load(
  session: Session,
  lines: AsyncGenerator<Line>,
  seen: (line: Line) => void,
  say: (line: string) => void,
): Promise<{ about: About; files: FolderFiles }> {
  const folder = openFolder()
  let isFile = false
  let about: About | undefined
  let into: { table: string; insert: string; rows: Row[]; columns: readonly Column[] } | undefined
  let count = 0
  let told = Date.now()
  const forced: string[] = []
  const flush = async (): Promise<void> => {
    if (!into || into.rows.length === 0) return
    const { rows, columns, insert } = into
    into.rows = []
    await session.query(
      insert,
      columns.map((_, place) => arrayOf(rows.map((row) => row[place] ?? null))),
    )
    count += rows.length
    if (Date.now() - told < TOLD_EVERY_MS) return
    told = Date.now()
    say(`… ${count} rows`)
  }
  for await (const line of lines) {
    seen(line)
    if (isRow(line)) {
      if (isFile) folder.take(line)
      else if (into && into.rows.push(line) >= ROWS_AT_ONCE) await flush()
    } else if ('about' in line) {
      about = line.about
      say(`Restoring the backup of ${about.made}`)
      await makeShape(session, about)
      await session.query('begin')
    } else if ('table' in line) {
      const { table, columns } = line
      isFile = table === FOLDER
      if (isFile) continue
      into = { table, columns, rows: [], insert: insertInto(table, columns) }
      forced.push(...(await unforce(session, table)))
      await empty(session, table)
    } else {
      await flush()
      if (into && line.end === into.table) await setCounters(session, into)
    }
  }
  for (const table of forced) await session.query(`alter table ${table} force row level security`)
  await shutOut(session)
  await session.query('commit')
  if (!about) throw new StartFailure('The backup says nothing about itself.')
  return { about, files: folder.files() }
}

/** Who was shut out since the backup must not come back with it: all sign in anew, and programs get new keys. */
async function shutOut(session: Session): Promise<void> {
  const [there] = await session.query<{ is: boolean }>(
    `select to_regclass('account.session') is not null as is`,
  )
  if (!there?.is) return
  await session.query(
    'delete from account.session; delete from account.verification; delete from account.pass',
  )
  await session.query('update account.key set ended = now() where ended is null')
}

/** As old as the backup: what came later is done to it afterwards, as to any older ledger. */
async function makeShape(session: Session, { shape, by }: About): Promise<void> {
  const known = await shapeOf()
  if (shape.length > known.length || shape.some((digest, index) => digest !== known[index]))
    throw new StartFailure(
      `The backup was made by Konbit ${by}, whose ledger has a shape that this Konbit does not know.`,
    )
  await runNumbered(session, { upTo: shape.length })
}

async function unforce(session: Session, table: string): Promise<string[]> {
  const [found] = await session.query<{ forced: boolean }>(
    `select relforcerowsecurity as forced from pg_class where oid = to_regclass($1)`,
    [table],
  )
  if (!found)
    throw new StartFailure(`The backup has a table ${table} that this Konbit does not know.`)
  if (!found.forced) return []
  await session.query(`alter table ${table} no force row level security`)
  return [table]
}

/** What the numbered SQL put there stands in the backup too. */
async function empty(session: Session, table: string): Promise<void> {
  const [found] = await session.query(`select from ${table} limit 1`)
  if (found) await session.query(`delete from ${table}`)
}

function insertInto(table: string, columns: readonly Column[]): string {
  const names = columns.map(({ name }) => quote(name)).join(', ')
  const places = columns.map((_, index) => `c${index}`)
  const cast = columns.map(({ type }, index) => `c${index}::${type}`).join(', ')
  const given = columns.map((_, index) => `$${index + 1}::text[]`).join(', ')
  return `insert into ${table} (${names}) overriding system value
    select ${cast} from unnest(${given}) as given (${places.join(', ')})`
}

/** Numbers that the database gives go on behind those that it gave. */
async function setCounters(
  session: Session,
  { table, columns }: { table: string; columns: readonly Column[] },
): Promise<void> {
  for (const { name, type } of columns) {
    if (!/^(integer|bigint|smallint)$/.test(type)) continue
    await session.query(
      `select setval(counter, (select max(${quote(name)}) from ${table}))
       from pg_get_serial_sequence($1, $2) as counter where counter is not null
         and exists (select from ${table} where ${quote(name)} is not null)`,
      [table, name],
    )
  }
}
