/**
 * Brings a database to the shape this program needs: roles, the numbered SQL, the policies, the generated tables. Under
 * an advisory lock, so that of several processes one migrates and the others wait. An older program refuses a newer database.
 */
import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { labels, opens, type Registers } from '@konbit/model'
import pg from 'pg'
import { insertProjected } from './append/project.ts'
import type { Connection } from './cluster.ts'
import { clientOptions, SERVER_ROLE, type Session } from './pool.ts'
import {
  ddlOf,
  digestOf,
  editionDigest,
  grantOf,
  policyOf,
  quote,
  scopedTables,
  type Table,
  tablesOf,
} from './tables.ts'

const folder = new URL('./sql/', import.meta.url)

/** Returns when the database fits; `editions` says which edition of each register is the present one. */
export async function migrate(
  connection: Connection,
  registers: Registers,
  say: (line: string) => void,
): Promise<{ editions: Map<string, number> }> {
  const client = new pg.Client(clientOptions(connection, 600))
  client.on('error', () => {}) // the statement in flight tells
  await client.connect()
  const session: Session = {
    query: async <Row>(text: string, values?: readonly unknown[]) =>
      (await client.query(text, values as unknown[] | undefined)).rows as Row[],
  }
  try {
    await session.query(`select pg_advisory_lock(hashtext('konbit/migrate'))`)
    await makeRoles(session, connection)
    await runNumbered(session)
    await fitTables(session, registers, say)
    return { editions: await fitEditions(session, registers) }
  } finally {
    await client.end()
  }
}

/** Roles belong to the cluster and not to the database, so another database may have made them, even just now. */
async function makeRoles(session: Session, connection: Connection): Promise<void> {
  for (const role of ['konbit_owner', 'konbit_writer', 'konbit_reader', SERVER_ROLE]) {
    const login = role === SERVER_ROLE ? 'login noinherit' : 'nologin'
    await session.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${role}') then create role ${role} ${login}; end if;
    exception when duplicate_object or unique_violation then null; end $$`)
  }
  const memberships = `grant konbit_writer, konbit_reader to ${SERVER_ROLE}; grant konbit_owner, konbit_writer to current_user`
  // Two databases of one cluster may be granting the same at the same time.
  for (let tries = 0; ; tries++) {
    try {
      await session.query(memberships)
      break
    } catch (error) {
      if (tries > 5 || !/concurrently|duplicate/.test(String(error))) throw error
    }
  }
  if (connection.password) {
    await session.query(
      `alter role ${SERVER_ROLE} password ${pg.escapeLiteral(connection.password)}`,
    )
  }
}

async function runNumbered(session: Session): Promise<void> {
  await session.query(`create schema if not exists konbit authorization konbit_owner`)
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
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const newest = Math.max(0, ...done.keys())
  if (newest > files.length) {
    throw new Error(
      `this database was brought to shape ${newest} by a newer Konbit, and this one knows ${files.length}`,
    )
  }
  for (const [index, name] of files.entries()) {
    const text = await readFile(new URL(name, folder), 'utf8')
    const stood = done.get(index + 1)
    if (stood === hash('sha256', text)) continue
    if (stood !== undefined)
      throw new Error(
        `this database was made from another text of ${name}; export it with the Konbit that made it`,
      )
    await session.query('begin')
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
    await session.query('commit')
  }
  const pairs = labels.flatMap((held) => opens(held).map((label) => [held, label]))
  await session.query(
    `insert into opens (held, label) select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
    [pairs.map(([held]) => held), pairs.map(([, label]) => label)],
  )
}

/** Makes the generated tables that are missing or shaped otherwise, filled beside the old and then put in their place. */
async function fitTables(
  session: Session,
  registers: Registers,
  say: (line: string) => void,
): Promise<void> {
  const standing = new Map(
    (
      await session.query<{ name: string; digest: string | null }>(
        `select relname as name, obj_description(oid, 'pg_class') as digest from pg_class
         where relnamespace = 'konbit'::regnamespace and relkind = 'r' and relname like 'r\\_%'`,
      )
    ).map(({ name, digest }) => [name, digest]),
  )
  for (const table of tablesOf(registers)) {
    if (standing.get(table.name) === digestOf(table)) continue
    if (standing.has(table.name)) say(`Making ${table.name} anew: its register was redefined`)
    await makeTable(session, table)
  }
}

async function makeTable(session: Session, table: Table): Promise<void> {
  const beside = `${table.name}__next`
  await session.query('begin')
  for (const statement of ddlOf(table, beside)) await session.query(statement)
  for (const statement of grantOf(beside)) await session.query(statement)
  await session.query('set local role konbit_writer')
  await session.query('lock table version in share mode')
  await fill(session, { ...table, name: beside })
  await session.query('set local role konbit_owner')
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

async function fill(session: Session, table: Table): Promise<void> {
  await session.query(
    `declare filling no scroll cursor for
     select mission, record, known_from, known_to, at_from, at_to, scope, state, body from version
     where register = $1 and label = $2`,
    [table.register.name, table.label],
  )
  for (;;) {
    const rows = await session.query<Stored>('fetch 2000 from filling')
    if (rows.length === 0) break
    const byMission = Map.groupBy(rows, ({ mission }) => mission)
    for (const [mission, some] of byMission) {
      await insertProjected(
        session,
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
