/** Signing: what stands against it, the way on, and several processes at it. */
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefusal } from '@konbit/model'
import { registers } from '@konbit/registers'
import { describe, expect, test } from 'vitest'
import { openLedger } from '../ledger.ts'
import { vehicle } from '../testFleet.ts'
import { commandOf } from '../testing.ts'
import { givenLog } from './given.ts'

const { given, logOf, fill, verified, another } = givenLog()

describe('nothing is signed', () => {
  const file = async (ending: string): Promise<string> =>
    join(
      given.keys,
      (await readdir(given.keys)).find(
        (one) => one.includes(given.fleet.mission) && one.endsWith(ending),
      ) ?? '',
    )
  /** Takes the record back to an older state, as a restore does. */
  async function restore(size: number, edge: Buffer): Promise<void> {
    const of = [given.fleet.mission, size]
    for (const table of ['entry', 'facet', 'checkpoint'])
      await given.t.look(
        `delete from ${table} where mission = $1 and ${table === 'checkpoint' ? 'size' : 'seq'} > $2`,
        of,
      )
    await given.t.look('update head set size = $2, edge = $3 where mission = $1', [...of, edge])
  }
  const edge = async (): Promise<Buffer> =>
    (
      await given.t.look<{ edge: Buffer }>('select edge from head where mission = $1', [
        given.fleet.mission,
      ])
    )[0]?.edge as Buffer

  test('when an older database was restored, also when as much was written since', async () => {
    await fill(4)
    await logOf().sign()
    const old = await edge()
    await fill(4)
    await logOf().sign()
    await restore(4, old)
    expect(await logOf().sign()).toMatchObject({ does: false, reason: 'behind' })
    expect((await logOf().state()).signing).toMatchObject({ reason: 'behind' })
    const answer = await another((log) => log.sign())
    expect(answer).toMatchObject({ reason: 'behind' })
    await another(async (log, ledger) => {
      const commands = Array.from({ length: 6 }, (_, at) =>
        vehicle('enter', { input: { plate: `R ${at}`, type: 'mrap' }, at: '2024-06-25' }),
      )
      await ledger.performAll(given.fleet.importer, commands)
      expect(await log.sign()).toMatchObject({ does: false, reason: 'inconsistent' })
    })
  })

  test('when the last checkpoint is missing beside the key, or is none', async () => {
    await fill(2)
    await logOf().sign()
    const path = await file('.checkpoint')
    const note = await readFile(path, 'utf8')
    await rm(path)
    expect(await logOf().sign()).toMatchObject({ reason: 'note-missing' })
    await writeFile(path, note.replace('\n2\n', '\n1\n'))
    expect(await logOf().sign()).toMatchObject({ reason: 'note-broken' })
    await writeFile(path, note)
    expect(await logOf().sign()).toEqual({ does: true })
  })

  test('when the key is missing or another', async () => {
    await fill(2)
    await logOf().sign()
    const path = await file('.key')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const key = await readFile(path, 'utf8')
    await rm(path)
    expect(await logOf().sign()).toMatchObject({ reason: 'key-missing' })
    await writeFile(path, 'no key')
    expect(await logOf().sign()).toMatchObject({ reason: 'key-missing' })
    await writeFile(path, key)
    expect(await logOf().sign()).toEqual({ does: true })
  })

  test('when a tile was changed', async () => {
    await fill(256)
    await logOf().sign()
    await given.t.look(
      `update tile set root = set_byte(root, 10, get_byte(root, 10) # 1) where mission = $1`,
      [given.fleet.mission],
    )
    await fill(1)
    const answer = await another((log) => log.sign())
    expect(answer).toMatchObject({ reason: 'tiles-broken' })
  })

  test('without a folder of keys', async () => {
    const ledger = await openLedger({ connection: given.t.connection, registers, measures: [] })
    expect(await ledger.log(given.fleet.mission).sign()).toMatchObject({ reason: 'no-keys' })
    await ledger.close()
  })

  test('until a new log names the old one and what was lost', async () => {
    await fill(2)
    await logOf().sign()
    const old = await edge()
    await fill(6)
    await logOf().sign()
    const lost = (await logOf().checkpoint()) as string
    await restore(2, old)
    await another(async (log, ledger) => {
      const next = await log.prospect()
      expect(next).toMatchObject({ number: 2, reason: 'behind', former: { size: 8 } })
      if (!next) throw new Error('no new log')
      expect(lost).toContain(next.former?.root)
      const registrar = {
        mission: given.fleet.mission,
        member: 'importer',
        roles: ['registrar' as const],
      }
      const told = await ledger.perform(
        registrar,
        commandOf({
          register: 'logRenewal',
          verb: 'enter',
          because: 'The disk was lost.',
          input: {
            origin: next.origin,
            formerOrigin: next.former?.origin,
            formerSize: 8,
            formerRoot: next.former?.root,
            heldSize: 2,
          },
        }),
      )
      if (isRefusal(told)) throw new Error(told.why)
      await log.openNext(next, told.seq)
      expect(await log.sign()).toEqual({ does: true })
      const state = await log.state()
      expect(state).toMatchObject({ origin: next.origin, signing: { does: true } })
      expect(state.logs.map(({ since }) => since)).toEqual([0, 3])
      expect(await log.prospect()).toBeUndefined()
    })
    expect(await verified()).toBe('holds')
    expect(await verified({ since: lost })).toMatch(/of another log/)
  })
})

describe('several processes', () => {
  test('sign one log in turns, and none over another', async () => {
    await another(async (other) => {
      for (let round = 0; round < 5; round += 1) {
        await fill(7)
        const all = [0, 1, 2, 3].map((at) => (at % 2 ? other : logOf()).sign())
        expect(await Promise.all(all)).toEqual(Array(4).fill({ does: true }))
      }
      const rows = await given.t.look<{ size: string }>(
        'select size from checkpoint where mission = $1 order by size',
        [given.fleet.mission],
      )
      expect(rows.map(({ size }) => Number(size))).toEqual([7, 14, 21, 28, 35])
      expect(await verified()).toBe('holds')
    })
  })

  test('and what was written by another is signed within seconds, and the rest when we stop', async () => {
    const following = given.t.ledger.signing(given.fleet.mission)
    await fill(2)
    await expect.poll(() => logOf().checkpoint(), { timeout: 8000 }).toContain('\n2\n')
    await fill(1)
    await following.stop()
    expect(await logOf().checkpoint()).toContain('\n3\n')
  })
})
