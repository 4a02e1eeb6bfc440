/** A backup of a running ledger is whole or is not there, opens for its key alone, and comes back as it was. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefusal } from '@konbit/model'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLedger } from '../ledger.ts'
import { commandOf, makeDatabase, openTestLedger, type TestLedger } from '../testing.ts'
import { testMeasures, testRegisters } from '../testRegisters.ts'
import { readBackup } from './file.ts'
import { restoreBackup } from './restore.ts'
import { newBackupKey, privateKeyOf, seal, unseal } from './seal.ts'
import { takeBackup } from './take.ts'

let t: TestLedger
let folder: string
let mission: string
const { to, key } = newBackupKey()
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'konbit-backup-'))
  t = await openTestLedger(testRegisters, testMeasures)
  const made = await t.mission()
  mission = made.id
  const ana = await made.person(
    'ana',
    ['fleet'],
    [
      { label: 'restricted', unit: '*' },
      { label: 'conduct', unit: '*' },
    ],
  )
  for (let n = 0; n < 40; n++) {
    const record = commandOf({ register: 'truck', verb: 'enter' }).record
    await t.ledger.perform(
      ana,
      commandOf({
        register: 'truck',
        verb: 'enter',
        record,
        input: { plate: `P${n}`, fault: `hidden-${n} "quoted" \\ {brace}`, team: 'Åse\u2028' },
      }),
    )
    await t.ledger.perform(
      ana,
      commandOf({ register: 'truck', verb: 'ground', record, input: { km: n } }),
    )
  }
})
afterAll(async () => {
  await t.close()
  await rm(folder, { recursive: true, force: true })
})

let made = 0
const take = async (
  options: Partial<Parameters<typeof takeBackup>[0]> = {},
): Promise<{ path: string }> => {
  const path = join(folder, `${++made}.konbit`)
  await takeBackup({ connection: t.connection, path, to, version: '0.2.0', ...options })
  return { path }
}
const restore = async (
  path: string,
  options: Partial<Parameters<typeof restoreBackup>[0]> = {},
) => {
  const { connection, drop } = await makeDatabase()
  const restored = await restoreBackup({
    path,
    key: privateKeyOf(key),
    connection,
    registers: testRegisters,
    measures: testMeasures,
    erase: async () => 0,
    ...options,
  }).catch(async (failure: unknown) => {
    const left = await openLedger({ connection, registers: testRegisters, measures: [] }).then(
      (ledger) => ledger.close().then(() => 'it can be served'),
      (error: Error) => error.message,
    )
    await drop()
    throw Object.assign(failure as Error, { left })
  })
  return { ...restored, connection, drop }
}
const drain = async (path: string, withKey = key): Promise<number> => {
  let count = 0
  for await (const _ of readBackup(path, privateKeyOf(withKey))) count += 1
  return count
}

describe('a backup', () => {
  test('comes back with the same log, the same answers and the same right to write', async () => {
    const { path } = await take()
    const { connection, drop, heads } = await restore(path)
    const before = await t.ledger.head(mission)
    expect(heads).toContainEqual({ mission, size: before.size, root: before.root })
    const ledger = await openLedger({
      connection,
      registers: testRegisters,
      measures: testMeasures,
    })
    try {
      expect(await ledger.head(mission)).toEqual(before)
      const reader = { mission, member: 'ana' }
      const list = async (from: typeof ledger) => {
        const moment = await from.moment(mission)
        if (isRefusal(moment)) throw new Error(moment.why)
        const page = await from.list(reader, { register: 'truck', limit: 100, moment })
        if (isRefusal(page)) throw new Error(page.why)
        return page.items.map(({ id, fields, state }) => ({ id, fields, state }))
      }
      expect(await list(ledger)).toEqual(await list(t.ledger))
      const again = await ledger.perform(
        { mission, member: 'ana', roles: ['fleet'] },
        commandOf({ register: 'truck', verb: 'enter', input: { plate: 'NEW' } }),
      )
      expect(again).toMatchObject({ seq: before.size + 1 })
      expect(await ledger.verify(mission)).toMatchObject({ ok: true, size: before.size + 1 })
    } finally {
      await ledger.close()
      await drop()
    }
  }, 600_000)

  test('brings the folder of the mission along, and nothing that would lie outside it', async () => {
    const long = randomBytes(700_000)
    const files = new Map<string, Uint8Array>([
      ['empty.txt', Buffer.alloc(0)],
      ['geo/roads.bin', long],
      ['mission.json', Buffer.from('{"name":"Åse"}')],
    ])
    const asked: string[] = []
    const { path } = await take({
      folder: async (missions) => {
        asked.push(...missions)
        return files
      },
    })
    expect(asked).toContain(mission)
    const restored = await restore(path)
    await restored.drop()
    expect([...restored.files].map(([name, bytes]) => [name, Buffer.from(bytes)])).toEqual(
      [...files].map(([name, bytes]) => [name, Buffer.from(bytes)]),
    )
    for (const name of ['../keys/log.pem', '/etc/passwd', 'a/./b', 'a\\b', ''])
      await expect(
        restore((await take({ folder: async () => new Map([[name, long]]) })).path),
      ).rejects.toThrow(/outside the folder/)
  }, 600_000)

  test('says nothing to whoever finds it, and opens for no other key', async () => {
    const { path } = await take()
    const bytes = await readFile(path)
    for (const word of ['hidden-', 'truck', mission, 'entry'])
      expect(bytes.includes(word), word).toBe(false)
    await expect(drain(path, newBackupKey().key)).rejects.toThrow(/the key opens another/)
    expect(await drain(path)).toBeGreaterThan(80)
  })

  test('with a byte changed anywhere, or cut off anywhere, is refused', async () => {
    const { path } = await take()
    const bytes = await readFile(path)
    const bad = join(folder, 'bad.konbit')
    for (let n = 0; n < 40; n++) {
      const place = 20 + Math.floor((n / 40) * (bytes.length - 20))
      const changed = Buffer.from(bytes)
      changed[place] = (changed[place] as number) ^ 1
      await writeFile(bad, changed)
      await expect(drain(bad), `byte ${place}`).rejects.toThrow()
      await writeFile(bad, bytes.subarray(0, place))
      await expect(drain(bad), `cut at ${place}`).rejects.toThrow()
    }
  })

  test('that is cancelled leaves no file', async () => {
    const stop = new AbortController()
    const path = join(folder, 'cancelled.konbit')
    const taking = takeBackup({
      connection: t.connection,
      path,
      to,
      version: '0.2.0',
      say: () => stop.abort(),
      signal: stop.signal,
    })
    await expect(taking).rejects.toThrow(/abort/)
    expect((await readdir(folder)).filter((name) => name.startsWith('cancelled'))).toEqual([])
  })

  test('whose database lost an entry is not kept', async () => {
    const { connection, drop } = await makeDatabase()
    const { path } = await take()
    await restoreInto(connection, path)
    const client = new pg.Client(connection)
    await client.connect()
    await client.query('delete from konbit.entry where seq = 7')
    await client.end()
    const second = join(folder, 'second.konbit')
    await expect(takeBackup({ connection, path: second, to, version: '0.2.0' })).rejects.toThrow(
      /lacks entry 7/,
    )
    expect((await readdir(folder)).filter((name) => name.startsWith('second'))).toEqual([])
    await drop()
  })
})

const restoreInto = (connection: typeof t.connection, path: string) =>
  restoreBackup({
    path,
    key: privateKeyOf(key),
    connection,
    registers: testRegisters,
    measures: testMeasures,
    erase: async () => 0,
  })

describe('a restore', () => {
  test('goes into an empty place only', async () => {
    const { path } = await take()
    await expect(restoreInto(t.connection, path)).rejects.toThrow(/holds a ledger already/)
  })

  test('that ends half-way leaves what no Konbit serves', async () => {
    const { path } = await take()
    const failure = await restore(path, {
      erase: async () => {
        throw new Error('the list of erasures cannot be read')
      },
    }).catch((error: Error & { left: string }) => error)
    expect(failure).toMatchObject({
      message: 'the list of erasures cannot be read',
      left: expect.stringMatching(/was not finished/),
    })
  })
})

test('pieces cannot be swapped, repeated or left out', async () => {
  const fileKey = Buffer.alloc(32, 7)
  const gather = async (bytes: AsyncIterable<Buffer>): Promise<Buffer[]> => {
    const all: Buffer[] = []
    for await (const one of bytes) all.push(one)
    return all
  }
  const from = async function* (...parts: Buffer[]) {
    yield* parts
  }
  const content = Buffer.alloc(200_000, 1)
  const sealed = await gather(seal(from(content), fileKey))
  expect(sealed.length).toBe(4)
  expect(Buffer.concat(await gather(unseal(from(...sealed), fileKey)))).toEqual(content)
  const [a, b, c, d] = sealed as [Buffer, Buffer, Buffer, Buffer]
  for (const wrong of [[b, a, c, d], [a, a, c, d], [a, c, d], [a, b, c], [a, b, c, d, d], [d]])
    await expect(gather(unseal(from(...wrong), fileKey))).rejects.toThrow(/broken or cut off/)
  expect(await gather(unseal(from(...(await gather(seal(from(), fileKey)))), fileKey))).toEqual([
    Buffer.alloc(0),
  ])
})
