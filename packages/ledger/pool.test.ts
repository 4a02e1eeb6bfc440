/** A reader's transaction and what comes after it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPools, type ReadSession } from './pool.ts'
import { openTestLedger, type TestLedger } from './testing.ts'
import { testRegisters } from './testRegisters.ts'

let t: TestLedger
beforeAll(async () => {
  t = await openTestLedger(testRegisters)
})
afterAll(() => t?.close())

test('what is asked after a reading is over is not read, since the connection is another reader’s', async () => {
  const { id } = await t.mission()
  const pools = openPools(t.connection)
  try {
    let late: ReadSession | undefined
    await pools.read({ mission: id, member: 'one' }, async (session) => {
      late = session
      return session.query('select 1')
    })
    await expect(late?.query('select 1')).rejects.toThrow('over')
    const failing = pools.read({ mission: id, member: 'one' }, async (session) => {
      late = session
      throw new Error('its own')
    })
    await expect(failing).rejects.toThrow('its own')
    await expect(late?.query('select 1')).rejects.toThrow('over')
  } finally {
    await pools.close()
  }
})
