/** An older record is brought to today's shape after a backup, or is left as it was. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measures, registers } from '@konbit/registers'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../cluster.ts'
import { openLedger } from '../ledger.ts'
import { shapeOf } from '../migrate.ts'
import { makeDatabase } from '../testing.ts'
import { loadBackup, restoreBackup } from './restore.ts'
import { newBackupKey, privateKeyOf } from './seal.ts'
import { takeBackup } from './take.ts'

const golden = join(import.meta.dirname, 'golden', '0.1.0.konbit')

let connection: Connection
let drop: () => Promise<void>
let client: pg.Client
/** A database as 0.1.0 left it. */
beforeEach(async () => {
  const made = await makeDatabase()
  connection = made.connection
  drop = made.drop
  await loadBackup({ connection, path: golden })
  client = new pg.Client(connection)
  await client.connect()
  await client.query('comment on schema konbit is null')
})
afterEach(async () => {
  await client.end()
  await drop()
})
const shapes = async (): Promise<number> =>
  Number((await client.query('select count(*) from konbit.migration')).rows[0].count)
const open = (beforeUpgrade: (from: number, to: number) => Promise<void>) =>
  openLedger({ connection, registers, measures, beforeUpgrade })

test('a backup is taken first, of the old shape, and it comes back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'konbit-upgrade-'))
  const path = join(folder, 'before.konbit')
  const { to, key } = newBackupKey()
  let asked: unknown
  const ledger = await open(async (...steps) => {
    asked = [...steps, await shapes()]
    await takeBackup({ connection, path, to, version: '0.2.0' })
  })
  expect(asked).toEqual([1, (await shapeOf()).length, 1])
  await ledger.rebuild('golden')
  expect(await ledger.verify('golden')).toMatchObject({ ok: true, size: 246 })
  await ledger.close()

  const other = await makeDatabase()
  const { heads, about } = await restoreBackup({
    path,
    key: privateKeyOf(key),
    connection: other.connection,
    registers,
    measures,
    erase: async () => 0,
  })
  expect(about.shape.length).toBe(1)
  expect(heads.map(({ size }) => size)).toEqual([246, 241])
  await other.drop()
  await rm(folder, { recursive: true, force: true })
}, 600_000)

test('where the backup or a statement fails, the older Konbit still finds its own', async () => {
  const tables = async (): Promise<number> =>
    Number(
      (
        await client.query(
          `select count(*) from pg_class where relnamespace = any (array['konbit'::regnamespace, 'account'::regnamespace])`,
        )
      ).rows[0].count,
    )
  const before = await tables()
  await expect(
    open(async () => {
      throw new Error('no room for a backup')
    }),
  ).rejects.toThrow('no room for a backup')
  expect([await shapes(), await tables()]).toEqual([1, before])

  await client.query('create function konbit.clock() returns int language sql return 1') // in the way of 0008.sql
  await expect(open(async () => {})).rejects.toThrow(/clock/)
  expect([await shapes(), await tables()]).toEqual([1, before])
}, 600_000)
