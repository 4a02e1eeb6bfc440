/**
 * For tests only: a database of its own on the run's cluster, a ledger on it, and missions with names nobody else has.
 * One database per test file, one mission per test.
 */
import { hash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clearance, Command, Measure, Registers, Role } from '@konbit/model'
import pg from 'pg'
import type { Connection } from './cluster.ts'
import { type Ledger, type LedgerActor, type Options, openLedger } from './ledger.ts'
import { shapeOf } from './migrate.ts'
import { digestOf, tablesOf } from './tables.ts'

/** The run's cluster, as `checks/test-database.ts` names it. */
export function testConnection(): Connection {
  const text = process.env.KONBIT_TEST_DATABASE
  if (!text)
    throw new Error(
      'KONBIT_TEST_DATABASE is not set: run the tests with vitest, which starts a database',
    )
  return JSON.parse(text) as Connection
}

/** Empty, unless it is to be the copy of another. */
export async function makeDatabase(
  base = testConnection(),
  pattern?: string,
): Promise<{ connection: Connection; drop: () => Promise<void> }> {
  const database = `konbit_test_${randomUUID().replaceAll('-', '')}`
  await asked(base, (client) =>
    client.query(
      `create database ${database} ${pattern ? `template ${pattern} strategy file_copy` : empty}`,
    ),
  )
  return {
    connection: { ...base, database },
    drop: () =>
      asked(base, async (client) => {
        await left(client, database)
        await client.query(`drop database if exists ${database} with (force)`)
      }),
  }
}

/** A connection that was ended closes a moment later: cut off in that moment it fails where nobody listens any more. */
async function left(client: pg.Client, database: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const { rowCount } = await client.query(
      "select from pg_stat_activity where datname = $1 and backend_type = 'client backend'",
      [database],
    )
    if (!rowCount) return
    await sleep(50)
  }
}

const empty = `template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`

async function asked<T>(base: Connection, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(base)
  await client.connect()
  return ask(client).finally(() => client.end())
}

/**
 * The database that fits these registers, to be copied: it is made by the first test file that needs it, while the others
 * that do wait. A copy is a tenth of the work.
 */
async function patternFor(base: Connection, registers: Registers): Promise<string> {
  const shape = [await shapeOf(), tablesOf(registers).map(digestOf)]
  const name = `konbit_pattern_${hash('sha256', JSON.stringify(shape)).slice(0, 24)}`
  await asked(base, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount) return
    await client.query(`drop database if exists ${name}_half with (force)`)
    await client.query(`create database ${name}_half ${empty}`)
    const ledger = await openLedger({
      connection: { ...base, database: `${name}_half` },
      registers,
      measures: [],
    })
    await ledger.close()
    await client.query(`alter database ${name}_half rename to ${name}`)
  })
  return name
}

export type TestLedger = {
  ledger: Ledger
  connection: Connection
  /** A new mission; its importer sees everything. */
  mission: (clock?: 'live' | 'replayed') => Promise<TestMission>
  /** The superuser's own look at the tables. */
  look: <Row>(text: string, values?: unknown[]) => Promise<Row[]>
  close: () => Promise<void>
}
export type TestMission = {
  id: string
  person: (
    member: string,
    roles: readonly Role[],
    clearances: readonly Clearance[],
  ) => Promise<LedgerActor>
}

export async function openTestLedger(
  registers: Registers,
  measures: readonly Measure[] = [],
  more: Partial<Options> = {},
): Promise<TestLedger> {
  const base = testConnection()
  const { connection, drop } = await makeDatabase(base, await patternFor(base, registers))
  const ledger = await openLedger({ connection, registers, measures, ...more })
  const admin = new pg.Pool({
    ...connection,
    max: 2,
    options: '-c timezone=UTC -c search_path=konbit',
  })
  admin.on('connect', (client) => client.on('error', () => {})) // dropping the database may overtake its goodbye
  return {
    ledger,
    connection,
    mission: async (clock = 'live') => {
      const id = `test-${randomUUID().slice(0, 8)}`
      await ledger.createMission({
        id,
        name: 'A mission under test',
        clock,
        zone: 'America/Port-au-Prince',
      })
      return {
        id,
        person: async (member, roles, clearances): Promise<LedgerActor> => {
          await ledger.grant(id, member, { clearances, roles })
          return { mission: id, member, roles }
        },
      }
    },
    look: async <Row>(text: string, values: unknown[] = []) =>
      (await admin.query(text, values)).rows as Row[],
    close: async () => {
      await ledger.close()
      await admin.end()
      await drop()
    },
  }
}

/** A command with new ids, unless it names them. */
export const commandOf = (
  command: Partial<Command> & Pick<Command, 'register' | 'verb'>,
): Command => ({
  id: randomUUID(),
  record: randomUUID(),
  ...command,
})

/** Everywhere in the database where a text is still to be found, in what belongs to the mission. */
export async function placesOf(t: TestLedger, mission: string, text: string): Promise<string[]> {
  const columns = await t.look<{ table: string; column: string; type: string }>(
    `select table_name as table, column_name as column, udt_name as type from information_schema.columns
     where table_schema = 'konbit' and udt_name in ('text', 'jsonb', 'bytea', '_text', 'varchar', 'json')`,
  )
  const places: string[] = []
  for (const { table, column, type } of columns) {
    const value = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`
    const isKeyed = columns.some((one) => one.table === table && one.column === 'mission')
    const rows = await t.look(
      `select 1 from "${table}" where ${value} ilike $1 and ${isKeyed ? 'mission' : '$2::text'} = $2 limit 1`,
      [`%${text}%`, mission],
    )
    if (rows.length > 0) places.push(`${table}.${column}`)
  }
  return places
}
