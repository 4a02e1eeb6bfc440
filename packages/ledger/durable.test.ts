/** A server that waits for a standby: nothing is acknowledged, or vouched for, that the standby does not hold. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { durable } from './durable.ts'
import { openLedger } from './index.ts'
import { openPools } from './pool.ts'
import { serverOf } from './roles.ts'
import { commandOf } from './testing.ts'
import { testRegisters } from './testRegisters.ts'
import { startServer } from './testServer.ts'

test('a commit that stops waiting for its standby is not acknowledged, and is told once the standby is there', async () => {
  const home = await mkdtemp(join(tmpdir(), 'konbit-durable-'))
  const server = await startServer({ folder: join(home, 'postgres') })
  try {
    const connection = server.admin
    const ledger = await openLedger({ connection, registers: testRegisters, measures: [] })
    const pools = openPools(serverOf(connection))
    await ledger.createMission({ id: 'm', name: 'M', clock: 'live', zone: 'UTC' })
    const held = { roles: ['fleet'], clearances: [{ label: 'mission', unit: '*' }] } as const
    await ledger.grant('m', 'ana', held)
    const ana = { mission: 'm', member: 'ana', roles: held.roles }
    const enter = () => commandOf({ register: 'truck', verb: 'enter', input: { plate: 'P1' } })
    const first = enter()
    expect(await ledger.perform(ana, first)).toMatchObject({ seq: 1 })
    await durable(pools)

    const waitFor = (names: string) =>
      server.run(
        `alter system set synchronous_standby_names = '${names}'`,
        'select pg_reload_conf()',
      )
    await waitFor('absent')
    await sleep(300)
    await expect(durable(pools, 0.2)).rejects.toThrow(/standby has not come so far/)
    let isOver = false
    const cancelling = (async () => {
      while (!isOver) {
        await server.run(
          `select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`,
        )
        await sleep(30)
      }
    })()
    const second = { ...enter(), input: { plate: 'P2' } }
    await expect(ledger.perform(ana, second)).rejects.toMatchObject({ problem: 'unavailable' })
    // It stands there by now, and is still not told: neither the new one nor, without the standby, the old one again.
    await expect(ledger.perform(ana, second)).rejects.toMatchObject({ problem: 'unavailable' })
    isOver = true
    await cancelling
    await waitFor('')
    await sleep(300)
    expect(await ledger.perform(ana, second)).toMatchObject({ seq: 2, repeated: true })
    await durable(pools)
    expect(await ledger.verify('m')).toMatchObject({ ok: true, size: 2 })
    await pools.close()
    await ledger.close()
  } finally {
    await server.stop()
    await rm(home, { recursive: true, force: true })
  }
}, 600_000)
