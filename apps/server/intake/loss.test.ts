/**
 * What came in sealed outlives the machine: a backup brings it back to the byte, with its thread, its proof and its walls; and what
 * is erased lawfully is gone, with the proof left that something stood there.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newBackupKey, openLedger, privateKeyOf, restoreBackup, takeBackup } from '@konbit/ledger'
import { makeDatabase } from '@konbit/ledger/testing'
import { isRefusal } from '@konbit/model'
import { measures, registers } from '@konbit/registers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'
import { takeIn } from './take.ts'
import { parcel } from './testing.ts'

let server: TestServer
let folder: string
const { to, key } = newBackupKey()
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'konbit-loss-'))
  server = await openTestServer()
}, 600_000)
afterAll(async () => {
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

test('a backup brings sealed parcels back with their walls, and an erasure takes them out', async () => {
  const { house, mission, test: own } = server
  const here = house.missions.get(mission) as NonNullable<ReturnType<typeof house.missions.get>>
  const first = await parcel('before the loss')
  expect(isRefusal(await takeIn(house, here, first.bytes))).toBe(false)
  const more = await parcel('more', { follows: true, replyTo: first.open })
  expect(isRefusal(await takeIn(house, here, more.bytes))).toBe(false)
  const [row] = await own.look<{ record: string }>('select record from konbit.parcel limit 1')
  const complaint = row?.record as string

  // Somebody in conflict with the complaint, and what belongs to it.
  const investigation = randomUUID()
  const second = { id: 'second', roles: ['conduct'] as const }
  await own.ledger.grant(mission, second.id, {
    roles: second.roles,
    clearances: [{ label: 'conduct', unit: '*' }],
  })
  const as = server.as('conduct')
  const input = { reference: 'I-LOSS', complaint, plan: 'Hear whoever complained.' }
  const begun = await as.post('investigation', { id: randomUUID(), record: investigation, input })
  expect(begun.status, begun.text).toBe(201)
  const excluded = await as.post(`complaint/${complaint}/exclude`, {
    ...{ id: randomUUID(), because: 'They share a house.', input: { conflicts: second.id } },
  })
  expect(excluded.status, excluded.text).toBe(201)

  const path = join(folder, 'one.konbit')
  await takeBackup({ connection: own.connection, path, to, version: '0.2.0' })
  const keptBefore = await own.look('select id, digest, sealed from konbit.parcel order by n')

  const back = async () => {
    const { connection, drop } = await makeDatabase()
    const options = { path, key: privateKeyOf(key), connection, registers, measures }
    await restoreBackup({ ...options, erase: async () => 0 })
    const ledger = await openLedger({ connection, registers, measures })
    return { ledger, close: () => ledger.close().then(drop) }
  }
  const restored = await back()
  try {
    const { ledger } = restored
    const thread = await ledger.thread(mission, first.open)
    expect(thread).toEqual(await own.ledger.thread(mission, first.open))
    expect(thread?.since).toMatchObject([{ side: 'in' }])
    const sees = async (member: string): Promise<unknown[]> => {
      const reader = { mission, member }
      const moment = await ledger.moment(mission)
      if (isRefusal(moment)) throw new Error(moment.why)
      const found = await ledger.get(reader, {
        register: 'investigation',
        id: investigation,
        moment,
      })
      const parcels = await ledger.parcels(reader, { record: complaint })
      return [isRefusal(found), parcels.length]
    }
    const walls = async (): Promise<void> => {
      expect(await sees('conduct')).toEqual([false, 2])
      expect(await sees(second.id)).toEqual([true, 0])
      expect(await sees('chief')).toEqual([true, 0])
    }
    await walls()
    await ledger.rebuild(mission)
    await walls()
    for (const { id, sealed } of keptBefore as { id: string; sealed: Buffer }[])
      expect(await ledger.parcelBytes({ mission, member: 'conduct' }, id)).toEqual(sealed)
    expect(await ledger.verify(mission)).toMatchObject({ ok: true })

    // Lawfully erased here: the sealed bytes go, and the proof that something stood there holds.
    const gone = await ledger.perform(
      { mission, member: 'conduct', roles: ['conduct', 'protection'] },
      {
        ...{ id: randomUUID(), register: 'complaint', record: complaint, verb: 'erase' },
        ...{ because: 'Its term is over.', input: { ground: 'retention' } },
      },
    )
    expect(isRefusal(gone) ? gone : 'erased').toBe('erased')
    expect(await ledger.thread(mission, first.open)).toBeUndefined()
    expect(await ledger.parcels({ mission, member: 'conduct' }, { record: complaint })).toEqual([])
    expect(await ledger.verify(mission)).toMatchObject({ ok: true })
  } finally {
    await restored.close()
  }
}, 600_000)
