/**
 * Acknowledged commands a second, by callers in this process who each wait for their answer, against raw single-row inserts by 8
 * clients on the same database in the same run, by turns; and a bulk import. Durable: fsync is on. The SQL of the raw side is printed.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLedger, startCluster } from '@konbit/ledger'
import { type Command, isRefusal } from '@konbit/model'
import { registers } from '@konbit/registers'
import pg from 'pg'
import { median } from './measure.ts'

const seconds = 4
const rounds = 3
const mission = 'bench'
const table = 'create table raw (key uuid primary key, digest bytea not null, body jsonb not null)'
const insert = 'insert into raw (key, digest, body) values ($1, $2, $3)'
const body = JSON.stringify({ text: 'x'.repeat(188) })

const folder = await mkdtemp(join(tmpdir(), 'konbit-bench-'))
const cluster = await startCluster({ folder })
const pool = new pg.Pool({ ...cluster.connection, max: 8 })
const ledger = await openLedger({ connection: cluster.connection, registers, measures: [] })
try {
  await pool.query(table)
  await ledger.createMission({ id: mission, name: 'Bench', clock: 'live', zone: 'UTC' })
  const actor = { mission, member: 'fleet', roles: ['fleet'] as const }
  await ledger.grant(mission, 'fleet', {
    roles: ['fleet'],
    clearances: [{ label: 'mission', unit: '*' }],
  })
  const enter = (): Command => ({
    id: randomUUID(),
    register: 'vehicle',
    record: randomUUID(),
    verb: 'enter',
    input: { plate: randomUUID().slice(0, 23), type: 'mrap', note: 'x'.repeat(100) },
  })
  const raw = (): Promise<unknown> => pool.query(insert, [randomUUID(), randomBytes(32), body])
  const command = async (): Promise<void> => {
    const answer = await ledger.perform(actor, enter())
    if (isRefusal(answer)) throw new Error(answer.why)
  }
  const sides = { raw8: [raw, 8], ledger64: [command, 64], ledger256: [command, 256] } as const
  const rates: Record<keyof typeof sides, number[]> = { raw8: [], ledger64: [], ledger256: [] }
  for (let round = 0; round <= rounds; round++) {
    for (const [name, [work, callers]] of Object.entries(sides) as [
      keyof typeof sides,
      (typeof sides)['raw8'],
    ][]) {
      const rate = await rateOf(work, callers)
      if (round > 0) rates[name].push(rate)
    }
  }
  const [base, small, large] = [median(rates.raw8), median(rates.ledger64), median(rates.ledger256)]
  const many = Array.from({ length: 20_000 }, enter)
  const began = performance.now()
  for (let at = 0; at < many.length; at += 1000)
    await ledger.performAll(actor, many.slice(at, at + 1000))
  const bulk = (1000 * many.length) / (performance.now() - began)
  console.log(`  raw: ${table}; ${insert}`)
  console.log(`  raw inserts, 8 clients: ${base.toFixed(0)}/s`)
  console.log(`  commands, 64 callers: ${small.toFixed(0)}/s, ${(small / base).toFixed(2)} of raw`)
  console.log(`  commands, 256 callers: ${large.toFixed(0)}/s, ${(large / base).toFixed(2)} of raw`)
  console.log(`  bulk import: ${bulk.toFixed(0)} entries/s decided, logged and readable`)
} finally {
  await ledger.close()
  await pool.end()
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
}

/** How often a second `work` is done by so many who each wait for the last to be done. */
async function rateOf(work: () => Promise<unknown>, callers: number): Promise<number> {
  const began = performance.now()
  let done = 0
  const until = began + seconds * 1000
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < until) {
        await work()
        done++
      }
    }),
  )
  return (1000 * done) / (performance.now() - began)
}
