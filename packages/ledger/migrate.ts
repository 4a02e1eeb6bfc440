/**
 * Brings a database to the shape this program needs: roles, the numbered SQL, the policies, the generated tables. Under
 * an advisory lock, so that of several processes one migrates and the others wait. An older program refuses a newer database.
 */
import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { labels, opens, type Registers } from '@konbit/model'
import pg from 'pg'
import { fillHolders } from './access/project.ts'
import { StartFailure } from './account.ts'
import { projection } from './append/project.ts'
import type { Connection } from './cluster.ts'
import { leaveOrders, makeOrders, shapeIn } from './orders.ts'
import { clientOptions, type Session } from './pool.ts'
import { checkDatabase, createDatabase, prepareRoles } from './roles.ts'
import {
  ddlOf,
  digestOf,
  editionDigest,
  grantOf,
  indexesOf,
  policyOf,
  quote,
  scopedTables,
  type Table,
  tablesOf,
} from './tables.ts'

const folder = new URL('./sql/', import.meta.url)

type Numbering = { upTo?: number } & Pick<Migration, 'beforeUpgrade'>

export type Migration = {
  connection: Connection
  /** Whom the pools were told to sign in as. */
  server?: Connection | undefined
  registers: Registers
  say: (line: string) => void
  /** Called before a database that holds something is brought to a newer shape; what it throws ends the start. */
  beforeUpgrade?: ((from: number, to: number) => Promise<void>) | undefined
  /** The restore itself, which alone may open what is half restored. */
  isRestoring?: boolean
  /** Leaves out the orders of lists, until the database is next opened without this. */
  isFilling?: boolean
}

/** Returns when the database fits; `editions` says which edition of each register is the present one. */
export async function migrate({
  connection,
  server: asked,
  registers,
  say,
  beforeUpgrade,
  isRestoring = false,
  isFilling = false,
}: Migration): Promise<{ editions: Map<string, number>; server: Connection }> {
  const client = await signIn(connection)
  const session: Session = {
    query: async <Row>(text: string, values?: readonly unknown[]) =>
      (await client.query(text, values as unknown[] | undefined)).rows as Row[],
  }
  try {
    await session.query(`select pg_advisory_lock(hashtext('konbit/migrate'))`)
    await checkDatabase(session)
    const { server, isKeeper } = await prepareRoles(session, connection, asked)
    if (!isRestoring) await refuseHalfRestored(session)
    if (isKeeper) {
      await runNumbered(session, { beforeUpgrade })
      await fitTables(session, registers, say)
      if (isFilling) await leaveOrders(session, registers)
      else await makeOrders(session, registers, await standingTables(session), say)
      await openToBackup(session)
    } else await checkShape(session, registers)
    return { editions: await fitEditions(session, registers), server }
  } finally {
    await client.end()
  }
}

/** Makes the database where it is missing and this login may make it. */
async function signIn(connection: Connection): Promise<pg.Client> {
  const open = async (to: Connection): Promise<pg.Client> => {
    const client = new pg.Client(clientOptions(to, 600))
    client.on('error', () => {}) // the statement in flight tells
    await client.connect()
    return client
  }
  try {
    return await open(connection)
  } catch (failure) {
    if ((failure as { code?: string }).code !== '3D000') throw failure
    const client = await open({ ...connection, database: 'postgres' }).catch(() => {
      throw failure
    })
    await client
      .query(createDatabase(connection.database))
      .catch((error: { code?: string }) => {
        if (!['42P04', '23505'].includes(error.code ?? '')) throw failure // another was quicker
      })
      .finally(() => client.end())
    return await open(connection)
  }
}

const sqlFiles = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()

/** The digests of the numbered SQL, in order: the shape that this program brings a database to. */
export const shapeOf = async (): Promise<string[]> =>
  Promise.all(
    (await sqlFiles()).map(async (name) =>
      hash('sha256', await readFile(new URL(name, folder), 'utf8')),
    ),
  )

/** A login that may not change the schema can serve one that fits already. */
async function checkShape(session: Session, registers: Registers): Promise<void> {
  const missing = new StartFailure(
    'The database has not the shape that this Konbit needs: start it once with KONBIT_OWNER_URL, which konbit roles explains.',
  )
  const [stands] = await session.query<{ is: boolean }>(
    `select coalesce(has_schema_privilege('konbit_writer', to_regnamespace('konbit'), 'usage'), false) as is`,
  )
  if (!stands?.is) throw missing
  await session.query('set role konbit_writer')
  const shape = await shapeOf()
  const done = await session.query<{ digest: string }>(
    'select digest from migration order by number',
  )
  const isOther =
    done.length !== shape.length || shape.some((digest, index) => done[index]?.digest !== digest)
  const standing = await standingTables(session)
  if (isOther || tablesOf(registers).some((table) => standing.get(table.name) !== digestOf(table)))
    throw missing
}

/** The record and its members; and, apart from it, sign-in, long studies and the queue of their pieces. */
export const ownSchemas = ['konbit', 'account', 'plan', 'queue']

/** A backup copies every table, so its role may read every table, through the policies too. */
export async function openToBackup(session: Session): Promise<void> {
  await session.query('set role konbit_owner')
  const schemas = await session.query<{ name: string }>(
    'select nspname as name from pg_namespace where nspname = any ($1)',
    [ownSchemas],
  )
  for (const { name } of schemas) {
    await session.query(`grant usage on schema ${name} to konbit_backup`)
    await session.query(`grant select on all tables in schema ${name} to konbit_backup`)
  }
  const closed = await session.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where nspname = any ($1) and relkind = 'r' and relrowsecurity
       and not exists (select from pg_policy p where p.polrelid = c.oid and polname = 'copies')`,
    [ownSchemas],
  )
  for (const { name } of closed)
    await session.query(`create policy copies on ${name} for select to konbit_backup using (true)`)
}

/** What a restore notes on the schema until it is done. */
export const HALF_RESTORED = 'Konbit is being restored into this schema'

async function refuseHalfRestored(session: Session): Promise<void> {
  const [note] = await session.query<{ text: string | null }>(
    `select obj_description(to_regnamespace('konbit'), 'pg_namespace') as text`,
  )
  if (note?.text === HALF_RESTORED)
    throw new StartFailure(
      'A restore into this database was not finished: drop the schema konbit in it and restore again.',
    )
}

/** All that is missing up to `upTo`, in one transaction: where one file fails, an older Konbit still finds its own. */
export async function runNumbered(
  session: Session,
  { upTo = Number.POSITIVE_INFINITY, beforeUpgrade }: Numbering = {},
): Promise<void> {
  await session.query(`do $$ begin
    if to_regnamespace('konbit') is null then create schema konbit authorization konbit_owner; end if;
    if to_regnamespace('account') is null then create schema account authorization konbit_owner; end if;
    if to_regnamespace('plan') is null then create schema plan authorization konbit_owner; end if;
    if to_regnamespace('queue') is null then create schema queue authorization konbit_owner; end if;
  end $$`)
  await session.query('set role konbit_owner')
  await session.query(`create table if not exists migration
    (number int4 primary key, digest text not null, made timestamptz not null default now())`)
  const done = new Map(
    (
      await session.query<{ number: number; digest: string }>(
        'select number, digest from migration',
      )
    ).map(({ number, digest }) => [number, digest]),
  )
  const files = await sqlFiles()
  const newest = Math.max(0, ...done.keys())
  if (newest > files.length) {
    throw new Error(
      `this database was brought to shape ${newest} by a newer Konbit, and this one knows ${files.length}`,
    )
  }
  if (newest > 0 && newest < files.length) {
    await openToBackup(session)
    await beforeUpgrade?.(newest, files.length)
  }
  await session.query('begin')
  for (const [index, name] of files.entries()) {
    if (index + 1 > upTo) break
    const text = await readFile(new URL(name, folder), 'utf8')
    const stood = done.get(index + 1)
    if (stood === hash('sha256', text)) continue
    if (stood !== undefined)
      throw new Error(
        `this database was made from another text of ${name}; export it with the Konbit that made it`,
      )
    await session.query(text)
    if (index === 0) {
      for (const one of [...scopedTables].flatMap(policyOf)) await session.query(one)
      // For size_at alone, which tells a number; nobody signs in as the owner.
      await session.query('create policy counts on entry for select to konbit_owner using (true)')
    }
    await session.query('insert into migration (number, digest) values ($1, $2)', [
      index + 1,
      hash('sha256', text),
    ])
  }
  await session.query('commit')
  if (upTo < files.length) return
  await fillHolders(session)
  const pairs = labels.flatMap((held) => opens(held).map((label) => [held, label]))
  await session.query(
    `insert into opens (held, label) select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
    [pairs.map(([held]) => held), pairs.map(([, label]) => label)],
  )
}

const standingTables = async (session: Session): Promise<Map<string, string | null>> =>
  new Map(
    (
      await session.query<{ name: string; digest: string | null }>(
        `select relname as name, obj_description(oid, 'pg_class') as digest from pg_class
         where relnamespace = 'konbit'::regnamespace and relkind = 'r' and relname like 'r\\_%'`,
      )
    ).map(({ name, digest }) => [name, digest]),
  )

/**
 * Makes the generated tables that are missing or shaped otherwise, filled beside the old and then put in their place. Other
 * processes read the old one until then; they write again when it is done.
 */
async function fitTables(
  session: Session,
  registers: Registers,
  say: (line: string) => void,
): Promise<void> {
  const standing = await standingTables(session)
  const wanted = tablesOf(registers).filter(
    (table) => shapeIn(standing.get(table.name)) !== digestOf(table),
  )
  if (wanted.length === 0) return
  const counts = await countVersions(session)
  for (const table of wanted) {
    if (standing.has(table.name)) say(`Making ${table.name} anew: its register was redefined`)
    const count = counts.get(`${table.register.name} ${table.label}`) ?? 0
    await makeTable(session, table, { isStanding: standing.has(table.name), count }, (done) =>
      say(`Making ${table.name} anew: ${done} of ${count} versions`),
    )
  }
}

/** How many there are of each register and label, in one look at them all. */
async function countVersions(session: Session): Promise<Map<string, number>> {
  await session.query('set role konbit_writer')
  const rows = await session.query<{ facet: string; count: number }>(
    `select register || ' ' || label as facet, count(*) as count from version group by register, label`,
  )
  await session.query('set role konbit_owner')
  return new Map(rows.map(({ facet, count }) => [facet, count]))
}

async function makeTable(
  session: Session,
  table: Table,
  { isStanding, count }: { isStanding: boolean; count: number },
  told: (done: number) => void,
): Promise<void> {
  const beside = `${table.name}__next`
  const indexes = indexesOf(table, beside)
  await session.query('begin')
  for (const statement of ddlOf(table, beside))
    if (!indexes.includes(statement)) await session.query(statement)
  for (const statement of grantOf(beside)) await session.query(statement)
  await session.query('set local role konbit_writer')
  await session.query('lock table version in share mode')
  // Others may have added to a table that was empty, but not to one that no process knows.
  const isAdded = async (): Promise<boolean> =>
    (await session.query(`select from ${quote(table.name)} limit 1`)).length > 0
  if (count > 0 || (isStanding && (await isAdded())))
    await fill(session, { ...table, name: beside }, told)
  await session.query('set local role konbit_owner')
  // An index made of what is there takes a fraction of the time of one that is added to.
  for (const statement of indexes) await session.query(statement)
  await session.query(`drop table if exists ${quote(table.name)}`)
  await session.query(`alter table ${quote(beside)} rename to ${quote(table.name)}`)
  await session.query(`comment on table ${quote(table.name)} is '${digestOf(table)}'`)
  await session.query('commit')
}

type Stored = {
  mission: string
  record: string
  known_from: number
  known_to: number
  at_from: number
  at_to: number
  scope: number
  state: string | null
  body: Record<string, unknown>
}

const ROWS_AT_ONCE = 2000
const TOLD_EVERY = 20_000

async function fill(session: Session, table: Table, told: (done: number) => void): Promise<void> {
  let done = 0
  await session.query(
    `declare filling no scroll cursor for
     select mission, record, known_from, known_to, at_from, at_to, scope, state, body from version
     where register = $1 and label = $2`,
    [table.register.name, table.label],
  )
  for (;;) {
    const rows = await session.query<Stored>(`fetch ${ROWS_AT_ONCE} from filling`)
    if (rows.length === 0) break
    done += rows.length
    if (done % TOLD_EVERY === 0) told(done)
    const byMission = Map.groupBy(rows, ({ mission }) => mission)
    for (const [mission, some] of byMission) {
      const statement = projection(
        mission,
        table,
        some.map((row) => ({
          record: row.record,
          knownFrom: row.known_from,
          knownTo: row.known_to,
          atFrom: row.at_from,
          atTo: row.at_to,
          scope: row.scope,
          state: row.state,
          fields: row.body,
        })),
      )
      await session.query(...statement)
    }
  }
  await session.query('close filling')
}

async function fitEditions(session: Session, registers: Registers): Promise<Map<string, number>> {
  const editions = new Map<string, number>()
  await session.query('set role konbit_writer')
  const stored = await session.query<{ register: string; edition: number; digest: string }>(
    'select register, edition, digest from definition order by edition',
  )
  for (const register of registers.values()) {
    const last = stored.findLast((one) => one.register === register.name)
    const digest = editionDigest(register)
    const edition = last?.digest === digest ? last.edition : (last?.edition ?? 0) + 1
    if (last?.digest !== digest) {
      await session.query(
        'insert into definition (register, edition, digest) values ($1, $2, $3)',
        [register.name, edition, digest],
      )
    }
    editions.set(register.name, edition)
  }
  return editions
}
