/**
 * Acknowledged commands a second, against raw single-row inserts by 8 clients on the same database in the same run: all of
 * them by turns, medians, ratios last. Durable: fsync is on. The SQL of the raw side is printed. A konbit server runs beside,
 * on the same database, and is asked over HTTP by this process in its turn.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joinCluster, type Ledger, type LedgerActor, openLedger } from '@konbit/ledger'
import { type Command, isRefusal } from '@konbit/model'
import { registers } from '@konbit/registers'
import pg from 'pg'
import { mixOf, observationOf, sourceOf, vehicle } from './ledger/commands.ts'
import { callerOf, startServer } from './ledger/server.ts'
import { median } from './measure.ts'

const seconds = 3
const rounds = 3
const mission = 'bench'
const bulkSize = 6000
const table = 'create table raw (key uuid primary key, digest bytea not null, body jsonb not null)'
const insert = 'insert into raw (key, digest, body) values ($1, $2, $3)'
const body = JSON.stringify({ text: 'x'.repeat(188) })

const folder = await mkdtemp(join(tmpdir(), 'konbit-bench-'))
const server = await startServer(folder)
try {
  const connection = await joinCluster(join(folder, 'data'))
  if (!connection) throw new Error('the server has no database')
  const pool = new pg.Pool({ ...connection, max: 8 })
  const ledger = await openLedger({ connection, registers, measures: [] })
  const http = callerOf(server.address)
  try {
    await pool.query(table)
    const actor = await meet(ledger)
    const source = randomUUID()
    await done(ledger, actor, [sourceOf(source)])
    const raw = (): Promise<unknown> => pool.query(insert, [randomUUID(), randomBytes(32), body])
    const one = (): Promise<void> => done(ledger, actor, [vehicle()])
    const sides = {
      raw: () => rateOf(raw, 8),
      callers64: () => rateOf(one, 64),
      callers256: () => rateOf(one, 256),
      http64: () => rateOf(() => http.send(vehicle()), 64),
      mix: () => bulkOf(ledger, actor, mixOf(source)),
      observations: () => bulkOf(ledger, actor, observationOf(source)),
    }
    type Side = keyof typeof sides
    const rates = new Map<Side, number[]>()
    for (let round = 0; round <= rounds; round++) {
      for (const [side, measure] of Object.entries(sides) as [Side, () => Promise<number>][]) {
        const rate = await measure()
        if (round > 0) rates.set(side, [...(rates.get(side) ?? []), rate]) // the first round only warms
      }
    }
    const { ok, size } = await ledger.verify(mission)
    if (!ok) throw new Error('the log does not verify')
    const of = (side: Side): number => median(rates.get(side) as number[])
    const say = (what: string, side: Side): void =>
      console.log(
        `  ${what}: ${of(side).toFixed(0)}/s (${rates
          .get(side)
          ?.map((rate) => rate.toFixed(0))
          .join(', ')})`,
      )
    console.log(`  raw: ${table}; ${insert}`)
    say('raw inserts, 8 clients', 'raw')
    say('acknowledged commands, 64 callers in process', 'callers64')
    say('acknowledged commands, 256 callers in process', 'callers256')
    say('acknowledged commands over HTTP, 64 connections', 'http64')
    say(`bulk of ${bulkSize}, a third each of vehicles, incidents, observations`, 'mix')
    say(`bulk of ${bulkSize} observations, 6 fields each`, 'observations')
    const against = (side: Side): string => (of(side) / of('raw')).toFixed(2)
    console.log(
      `  of raw: 64 callers ${against('callers64')}, 256 callers ${against('callers256')}, HTTP ${against('http64')}, mix ${against('mix')}, observations ${against('observations')}; ${size} entries verified`,
    )
  } finally {
    http.close()
    await ledger.close()
    await pool.end()
  }
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

async function meet(ledger: Ledger): Promise<LedgerActor> {
  await ledger.createMission({ id: mission, name: 'Bench', clock: 'live', zone: 'UTC' })
  const roles = ['fleet', 'watch', 'editor'] as const
  await ledger.grant(mission, 'all', { roles, clearances: [{ label: 'mission', unit: '*' }] })
  return { mission, member: 'all', roles }
}

async function done(
  ledger: Ledger,
  actor: LedgerActor,
  commands: readonly Command[],
): Promise<void> {
  for (const answer of await ledger.performAll(actor, commands))
    if (isRefusal(answer)) throw new Error(`${answer.why} ${JSON.stringify(answer.details)}`)
}

/** Entries a second of an import: decided, logged, and all of them readable when the clock stops. */
async function bulkOf(ledger: Ledger, actor: LedgerActor, make: () => Command): Promise<number> {
  const commands = Array.from({ length: bulkSize }, make)
  const began = performance.now()
  await done(ledger, actor, commands)
  return (1000 * commands.length) / (performance.now() - began)
}

/** How often a second `work` is done by so many who each wait for the last to be done. */
async function rateOf(work: () => Promise<unknown>, callers: number): Promise<number> {
  const began = performance.now()
  let count = 0
  const until = began + seconds * 1000
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < until) {
        await work()
        count++
      }
    }),
  )
  return (1000 * count) / (performance.now() - began)
}
