/** The database dies at the worst moment: what was acknowledged is there once, and nothing is half there. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Command, isRefusal } from '@konbit/model'
import { expect, test } from 'vitest'
import { startCluster } from './cluster.ts'
import { type Ledger, LedgerFailure, openLedger } from './index.ts'
import { commandOf, openTestLedger } from './testing.ts'
import { testRegisters } from './testRegisters.ts'

const enter = (plate: string): Command =>
  commandOf({ register: 'truck', verb: 'enter', input: { plate } })
const held = { clearances: [{ label: 'restricted', unit: '*' }], roles: ['fleet'] } as const

test('a connection cut in mid-transaction leaves nothing, and the batch is sent again by itself', async () => {
  const t = await openTestLedger(testRegisters)
  try {
    const { id, person } = await t.mission()
    const ana = await person('ana', held.roles, held.clearances)
    await t.ledger.perform(ana, enter('P0'))
    // The writes have begun when the connection is cut from another.
    await t.look(
      `create function konbit.dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.4); return null; end $$`,
    )
    await t.look(
      'create trigger dawdle after insert on konbit.version for each statement execute function konbit.dawdle()',
    )
    const commands = ['P1', 'P2', 'P3'].map(enter)
    const answers = Promise.all(commands.map((command) => t.ledger.perform(ana, command)))
    let cut = 0
    for (let tries = 0; cut === 0 && tries < 100; tries++) {
      const rows = await t.look<{ pid: number }>(
        `select pid, pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename = 'konbit_server' and query like '%insert into version%' and state = 'active'`,
      )
      cut += rows.length
    }
    expect(cut).toBe(1)
    expect(
      (await answers).map((answer) => (isRefusal(answer) ? answer.refusal : answer.seq)),
    ).toEqual([2, 3, 4])
    await t.look('drop function konbit.dawdle() cascade')
    expect(await t.ledger.verify(id)).toMatchObject({ ok: true, size: 4 })
    const again = await Promise.all(commands.map((command) => t.ledger.perform(ana, command)))
    expect(again).toMatchObject([
      { seq: 2, repeated: true },
      { seq: 3, repeated: true },
      { seq: 4, repeated: true },
    ])
  } finally {
    await t.close()
  }
})

test('a statement that takes too long is stopped, and nothing is changed', async () => {
  const t = await openTestLedger(testRegisters)
  try {
    const { id, person } = await t.mission()
    const ana = await person('ana', held.roles, held.clearances)
    await t.look(
      `create function konbit.dawdle() returns trigger language plpgsql as $$ begin perform set_config('statement_timeout', '200ms', true); return null; end $$`,
    )
    await t.look(
      'create trigger dawdle after insert on konbit.entry for each statement execute function konbit.dawdle()',
    )
    await t.look(
      `create function konbit.sleep() returns trigger language plpgsql as $$ begin perform pg_sleep(5); return null; end $$`,
    )
    await t.look(
      'create trigger sleep after insert on konbit.version for each statement execute function konbit.sleep()',
    )
    await expect(t.ledger.perform(ana, enter('P1'))).rejects.toMatchObject({ problem: 'timed-out' })
    expect((await t.ledger.head(id)).size).toBe(0)
    await t.look('drop function konbit.dawdle() cascade')
    await t.look('drop function konbit.sleep() cascade')
    expect(await t.ledger.perform(ana, enter('P1'))).toMatchObject({ seq: 1 })
  } finally {
    await t.close()
  }
})

test('Postgres is killed under load: every acknowledged command is there once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'konbit-crash-'))
  const open = async () => {
    const cluster = await startCluster({ folder })
    return {
      cluster,
      ledger: await openLedger({
        connection: cluster.connection,
        registers: testRegisters,
        measures: [],
      }),
    }
  }
  const ana = { mission: 'm', member: 'ana', roles: held.roles }
  const acknowledged: { command: Command; seq: number }[] = []
  const sent: Command[] = []
  let isOver = false

  async function caller(ledger: Ledger): Promise<void> {
    while (!isOver) {
      const command = enter(randomUUID().slice(0, 20))
      sent.push(command)
      try {
        const answer = await ledger.perform(ana, command)
        if (!isRefusal(answer)) acknowledged.push({ command, seq: answer.seq })
      } catch (error) {
        expect(error).toBeInstanceOf(LedgerFailure)
        return
      }
    }
  }

  try {
    const first = await open()
    await first.ledger.createMission({ id: 'm', name: 'M', clock: 'live', zone: 'UTC' })
    await first.ledger.grant('m', 'ana', held)
    const callers = Array.from({ length: 16 }, () => caller(first.ledger))
    await new Promise((resolve) => setTimeout(resolve, 700))
    const [pid] = (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
    process.kill(Number(pid), 'SIGKILL')
    await first.cluster.ended
    isOver = true
    await Promise.all(callers)
    await first.ledger.close()
    expect(acknowledged.length).toBeGreaterThan(0)

    const second = await open()
    const { size } = await second.ledger.head('m')
    expect(await second.ledger.verify('m')).toMatchObject({ ok: true, size })
    expect(size).toBeGreaterThanOrEqual(acknowledged.length)
    for (const { command, seq } of acknowledged) {
      expect(await second.ledger.perform(ana, command)).toMatchObject({ seq, repeated: true })
    }
    await second.ledger.performAll(ana, sent)
    expect((await second.ledger.head('m')).size).toBe(sent.length)
    expect(await second.ledger.rebuild('m')).toMatchObject({
      records: sent.length,
      versions: sent.length,
    })
    await second.ledger.close()
    await second.cluster.stop()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 600_000)
