/** For tests only: a ledger whose logs are signed, its people, and the log as a server would serve it. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefusal } from '@konbit/model'
import { type FetchLog, parseTilePath, verifyLog } from '@konbit/proof'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { openLedger } from '../ledger.ts'
import { type Fleet, meetFleet, vehicle } from '../testFleet.ts'
import { openTestLedger, type TestLedger } from '../testing.ts'

const witness = { register: 'witness', label: 'public', key: 'verifierKey', state: 'active' }
export const log = { origin: 'test.example', witness }

const bytes = (text: string | undefined) =>
  text === undefined ? undefined : new Uint8Array(Buffer.from(text))

export type Given = { keys: string; t: TestLedger; fleet: Fleet }

/** A ledger for the file, a mission for each test. */
export function givenLog() {
  const given = {} as Given
  beforeAll(async () => {
    given.keys = await mkdtemp(join(tmpdir(), 'konbit-keys-'))
    given.t = await openTestLedger(registers, [], { keys: given.keys, log })
  })
  afterAll(async () => {
    await given.t?.close()
    await rm(given.keys, { recursive: true, force: true })
  })
  beforeEach(async () => {
    given.fleet = await meetFleet(given.t)
  })
  const logOf = () => given.t.ledger.log(given.fleet.mission)

  const served: FetchLog = async (path) => {
    if (path === 'checkpoint') return bytes(await logOf().checkpoint())
    if (path === 'key') return bytes(`${await logOf().key()}\n`)
    const rotation = path.match(/^rotation\/(\d+)$/)?.[1]
    if (rotation) return bytes(await logOf().rotation(Number(rotation)))
    const tile = parseTilePath(path)
    return tile && logOf().tile(tile)
  }

  return {
    given,
    logOf,
    /** The log as a server would serve it. */
    served,
    /** `count` entries, each with something restricted. */
    fill: async (count: number): Promise<void> => {
      const commands = Array.from({ length: count }, () =>
        vehicle('enter', {
          input: { plate: `T ${randomUUID().slice(0, 12)}`, type: 'mrap', fault: 'Rear axle' },
          at: '2024-06-25',
        }),
      )
      const answers = await given.t.ledger.performAll(given.fleet.importer, commands)
      expect(answers.filter(isRefusal)).toEqual([])
    },
    verified: async (more: Partial<Parameters<typeof verifyLog>[0]> = {}): Promise<string> => {
      const found = await verifyLog({ fetch: served, ...more })
      return found.ok ? 'holds' : `${found.at ?? ''} ${found.wrong}`.trim()
    },
    /** Another process on the same database, with the same folder of keys. */
    another: async <Result>(
      work: (log: ReturnType<typeof logOf>, ledger: TestLedger['ledger']) => Promise<Result>,
    ): Promise<Result> => {
      const { connection } = given.t
      const ledger = await openLedger({
        connection,
        registers,
        measures: [],
        keys: given.keys,
        log,
      })
      try {
        return await work(ledger.log(given.fleet.mission), ledger)
      } finally {
        await ledger.close()
      }
    },
  }
}
