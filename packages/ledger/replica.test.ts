/** A replica answers what it has come far enough to answer, and nothing else; whatever happens to it, reads go on. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefusal } from '@konbit/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from './cluster.ts'
import { type Ledger, openLedger } from './ledger.ts'
import type { ReplicaCounts } from './replica.ts'
import { commandOf } from './testing.ts'
import { testRegisters } from './testRegisters.ts'
import { serverPrograms, startServer, type TestServer } from './testServer.ts'

const canCopy = existsSync(join(serverPrograms(), 'pg_basebackup'))

describe.skipIf(!canCopy)('beside a replica', () => {
  let home: string
  let primary: TestServer
  let copy: TestServer
  let ledger: Ledger
  const said: string[] = []
  const whole = [{ label: 'restricted', unit: '*' }] as const
  const ana = { mission: 'm', member: 'ana', roles: ['fleet'] } as const

  const replicaAt = (): Connection => ({ ...copy.admin, user: 'konbit_server' })
  const counted = (): ReplicaCounts => ({ ...(ledger.replicaCounts() as ReplicaCounts) })
  const enter = async (plate: string): Promise<void> => {
    const answer = await ledger.perform(
      ana,
      commandOf({ register: 'truck', verb: 'enter', input: { plate } }),
    )
    if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  }
  const plates = async (member = 'ana'): Promise<unknown[]> => {
    const moment = await ledger.moment('m')
    if ('refusal' in moment) throw new Error(moment.why)
    const page = await ledger.list({ mission: 'm', member }, { register: 'truck', moment })
    if ('refusal' in page) throw new Error(page.why)
    return page.items.map(({ fields }) => fields.plate)
  }
  /** Until the replica is asked again and answers. */
  const untilItAnswers = async (): Promise<void> => {
    const { replica } = counted()
    const read = async (): Promise<number> => {
      await plates()
      return counted().replica
    }
    await expect.poll(read, { timeout: 20_000, interval: 100 }).toBeGreaterThan(replica)
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'konbit-replica-'))
    const settings = { wal_level: 'replica', max_wal_senders: '4', hot_standby: 'on' }
    primary = await startServer({ folder: join(home, 'primary'), settings })
    const first = await openLedger({
      connection: primary.admin,
      registers: testRegisters,
      measures: [],
    })
    await first.createMission({ id: 'm', name: 'M', clock: 'live', zone: 'UTC' })
    await first.grant('m', 'ana', { roles: ['fleet'], clearances: whole })
    await first.grant('m', 'jo', { roles: [], clearances: whole })
    await first.close()
    copy = await startServer({
      folder: join(home, 'copy'),
      settings,
      fill: (data, tool) =>
        tool('pg_basebackup', [
          ...['-D', data, '-R', '-X', 'stream', '-c', 'fast', '-U', 'postgres'],
          ...['-h', primary.folder, '-p', String(primary.port)],
        ]),
    })
    ledger = await openLedger({
      connection: primary.admin,
      replica: replicaAt(),
      registers: testRegisters,
      measures: [],
      say: (line) => said.push(line),
    })
  }, 600_000)
  afterAll(async () => {
    await ledger?.close()
    await copy?.stop()
    await primary?.stop()
    await rm(home, { recursive: true, force: true })
  }, 600_000)

  test('who wrote reads it at once, wherever it is read', async () => {
    await untilItAnswers()
    for (let n = 1; n <= 20; n++) {
      await enter(`A${n}`)
      expect(await plates()).toHaveLength(n)
    }
    await untilItAnswers()
    expect(await plates()).toHaveLength(20)
    expect(said).toContain('Reads go to the replica.')
  })

  test('one that is behind answers nobody: neither without what was written nor with a right that was taken', async () => {
    await copy.run('select pg_wal_replay_pause()')
    expect(await plates('jo')).toHaveLength(20)
    await enter('B1')
    await ledger.grant('m', 'jo', { roles: [], clearances: [{ label: 'public', unit: '*' }] })
    const before = counted()
    expect(await plates()).toContain('B1')
    expect(await plates('jo')).toEqual([])
    expect(counted().replica).toBe(before.replica)
    expect(counted().behind).toBeGreaterThan(before.behind)
    await copy.run('select pg_wal_replay_resume()')
    await untilItAnswers()
    expect(await plates('jo')).toEqual([])
  })

  test('what was read from it is written down on the primary, before the answer leaves', async () => {
    await untilItAnswers()
    const command = commandOf({
      register: 'body',
      verb: 'enter',
      input: { code: 'K', aside: 'For few' },
    })
    await ledger.perform(ana, command)
    const moment = await ledger.moment('m')
    if ('refusal' in moment) throw new Error(moment.why)
    const { replica } = counted()
    const query = { register: 'body', id: command.record, moment }
    const read = async (): Promise<number> => {
      const found = await ledger.get({ mission: 'm', member: 'ana' }, query)
      expect(found).toMatchObject({ fields: { aside: 'For few' } })
      return counted().replica
    }
    await expect.poll(read, { timeout: 20_000, interval: 100 }).toBeGreaterThan(replica)
    expect(await ledger.readings({ mission: 'm', member: 'ana' }, {})).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ member: 'ana', register: 'body', ids: [command.record] }),
      ]),
    })
  })

  test('one that is killed is passed by, and asked again when it is back', async () => {
    await copy.kill()
    expect(await plates()).toHaveLength(21)
    expect(said.at(-1)).toMatch(/^Reads go to the primary/)
    await copy.start()
    await untilItAnswers()
    expect(said.at(-1)).toBe('Reads go to the replica.')
  })

  test('one that became a primary itself is a copy no longer', async () => {
    await copy.run('select pg_promote(true)')
    await enter('C1')
    expect(await plates()).toContain('C1')
    await expect.poll(() => plates(), { timeout: 10_000 }).toHaveLength(22)
    const { replica } = counted()
    await enter('C2')
    expect(await plates()).toContain('C2')
    expect(counted().replica).toBe(replica)
  })

  test('nobody may sign in to it as somebody else than to the primary', async () => {
    const asked = {
      connection: primary.admin,
      replica: copy.admin,
      registers: testRegisters,
      measures: [],
    }
    await expect(openLedger(asked)).rejects.toThrow(/has to sign in as konbit_server/)
  })
})
