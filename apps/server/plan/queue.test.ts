/** The tables of the queue are those that pg-boss expects, and its role reaches nothing else. */
import { openQueuePool, queueOptions } from '@konbit/ledger'
import { openTestLedger, type TestLedger } from '@konbit/ledger/testing'
import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, expect, test } from 'vitest'

let t: TestLedger
beforeAll(async () => {
  t = await openTestLedger(new Map())
}, 600_000)
afterAll(async () => t.close())

test('pg-boss finds nothing missing and nothing otherwise than it would have made it', async () => {
  const boss = new PgBoss({
    ...(queueOptions(t.ledger.queueConnection) as object),
    ...{ schema: 'queue', migrate: false, createSchema: false, schedule: false, supervise: false },
  })
  await boss.start()
  try {
    const { ok, ...drift } = await boss.detectSchemaDrift()
    expect(ok, JSON.stringify(drift)).toBe(true)
  } finally {
    await boss.stop({ graceful: false })
  }
}, 600_000)

test('whoever keeps studies reads nothing of the record and changes no table', async () => {
  const pool = openQueuePool(t.ledger.queueConnection)
  const refused = (statement: string) =>
    expect(pool.query(statement), statement).rejects.toMatchObject({ code: '42501' })
  try {
    await pool.query('select count(*) from study')
    for (const table of ['konbit.entry', 'konbit.facet', 'konbit.member', 'account.session'])
      await refused(`select from ${table} limit 1`)
    await refused('create table plan.mine (n int)')
    await refused('create table queue.mine (n int)')
    await refused('alter table plan.study add column mine int')
  } finally {
    await pool.end()
  }
})

test('a reader of the record sees studies alone, and none of what is queued', async () => {
  const [seen] = await t.look<{ study: boolean; part: boolean; chunk: boolean; job: boolean }>(
    `select has_table_privilege('konbit_reader', 'plan.study', 'select') as study,
       has_table_privilege('konbit_reader', 'plan.part', 'select') as part,
       has_table_privilege('konbit_reader', 'plan.chunk', 'select') as chunk,
       has_schema_privilege('konbit_reader', 'queue', 'usage') as job`,
  )
  expect(seen).toEqual({ study: true, part: false, chunk: false, job: false })
})
