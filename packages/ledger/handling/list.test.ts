/** The list of erasures apart from the database, and what is due to be erased. */
import { randomUUID } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Command, isRefusal } from '@konbit/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restoreBackup } from '../backup/restore.ts'
import { newBackupKey, privateKeyOf } from '../backup/seal.ts'
import { takeBackup } from '../backup/take.ts'
import { openLedger } from '../ledger.ts'
import type { Moment } from '../read/moment.ts'
import { handledRegisters, meetHandlers } from '../testHandling.ts'
import { commandOf, makeDatabase, openTestLedger, placesOf, type TestLedger } from '../testing.ts'
import { applyErasures, erasuresPath, readErasures } from './list.ts'

let t: TestLedger
beforeAll(async () => {
  t = await openTestLedger(handledRegisters)
})
afterAll(() => t?.close())
const meet = () => meetHandlers(t)
const found = (mission: string, text: string) => placesOf(t, mission, text)

describe('the list of erasures', () => {
  test('is kept apart, and erases again what an older database still holds', async () => {
    const keep = await mkdtemp(join(tmpdir(), 'konbit-keep-'))
    const { connection, drop } = await makeDatabase()
    try {
      const first = await openLedger({
        connection,
        registers: handledRegisters,
        measures: [],
        keep,
      })
      await first.createMission({ id: 'm', name: 'M', clock: 'live', zone: 'UTC' })
      const held = { clearances: [{ label: 'restricted', unit: '*' }], roles: ['fleet'] } as const
      await first.grant('m', 'ana', held)
      const ana = { mission: 'm', member: 'ana', roles: ['fleet', 'protection'] as const }
      const truck = commandOf({
        register: 'truck',
        verb: 'enter',
        input: { plate: 'P-1', fault: 'zebraFault', team: 'zebraTeam' },
      })
      await first.perform(ana, truck)
      await first.close()
      const backup = join(keep, 'm.konbit')
      const { to, key } = newBackupKey()
      await takeBackup({ connection, path: backup, to, version: '0.2.0' })

      const second = await openLedger({
        connection,
        registers: handledRegisters,
        measures: [],
        keep,
      })
      const erase = commandOf({
        register: 'truck',
        record: truck.record,
        verb: 'erase',
        input: { ground: 'order', fields: ['fault', 'plate'] },
        because: 'A court ordered it.',
      })
      expect(await second.perform(ana, erase)).toMatchObject({ seq: 2 })
      await second.close()
      const path = erasuresPath(keep)
      expect(await readErasures(path)).toMatchObject([
        { mission: 'm', by: 2, what: 1, label: 'partner', field: 'plate', ground: 'order' },
        { mission: 'm', by: 2, what: 1, label: 'restricted', field: 'fault' },
      ])
      expect(await readFile(path, 'utf8')).not.toMatch(/zebra|P-1/)
      await appendFile(path, '{"mission":"m","by":9')

      const copy = await makeDatabase()
      const { erased } = await restoreBackup({
        path: backup,
        key: privateKeyOf(key),
        connection: copy.connection,
        registers: handledRegisters,
        measures: [],
        erase: async (ledger) => (await applyErasures(ledger, path)).erased,
      })
      expect(erased).toBe(2)
      const restored = await openLedger({
        connection: copy.connection,
        registers: handledRegisters,
        measures: [],
        keep,
      })
      try {
        expect(await applyErasures(restored, path)).toEqual({ erased: 0, already: 2, absent: 0 })
        const moment = (await restored.moment('m')) as Moment
        expect(
          await restored.get(ana, { register: 'truck', id: truck.record, moment }),
        ).toMatchObject({ fields: { team: 'zebraTeam' }, erased: [{ by: 2 }, { by: 3 }] })
        expect(await restored.verify('m')).toMatchObject({ ok: true })
        // What is listed once is enough; and the torn line of a crash spoils nothing that follows it.
        expect(await readErasures(path)).toHaveLength(2)
        const more = { ...erase, id: randomUUID(), input: { ground: 'order', fields: ['team'] } }
        expect(await restored.perform(ana, more)).toMatchObject({ seq: 4 })
        expect(await readErasures(path)).toMatchObject([{}, {}, { by: 4, field: 'team' }])
      } finally {
        await restored.close()
        await copy.drop()
      }
    } finally {
      await drop()
      await rm(keep, { recursive: true })
    }
  })
})

describe('what is due for erasure', () => {
  test('is listed when its time has run out, with what holds it, until nothing is left', async () => {
    const { mission, ana, pia, said } = await meet()
    const old = commandOf({
      register: 'stop',
      verb: 'enter',
      input: { held: randomUUID(), name: 'zebraOld' },
      at: '2020-01-15',
    })
    const lift = (at: string): Command =>
      commandOf({ register: 'stop', record: old.record, verb: 'lift', at })
    expect(await said(ana, old)).toBe('done')
    const due = async () => {
      const moment = (await t.ledger.moment(mission)) as Moment
      const found = await t.ledger.due(pia, { moment })
      if (isRefusal(found)) throw new Error(found.why)
      return found.items
    }
    expect(await due()).toEqual([])
    expect(await said(ana, lift('2020-03-01'))).toBe('done')
    expect(await due()).toMatchObject([
      {
        register: 'stop',
        id: old.record,
        state: 'lifted',
        closed: '2020-03-01T05:00:00.000Z',
        due: '2022-03-01T05:00:00.000Z',
        hold: null,
      },
    ])
    const hold = commandOf({ register: 'stop', verb: 'enter', input: { held: old.record } })
    await t.ledger.perform(ana, hold)
    expect(await due()).toMatchObject([{ hold: { register: 'stop', id: hold.record } }])
    await said(ana, { ...hold, id: randomUUID(), verb: 'lift', input: {} })
    const erase = commandOf({
      register: 'stop',
      record: old.record,
      verb: 'erase',
      input: { ground: 'retention' },
      because: 'Its time has run out.',
    })
    expect(await said(pia, erase)).toBe('done')
    expect(await due()).toEqual([])
    expect(await found(mission, 'zebraOld')).toEqual([])
  })
})
