/** After a whole sweep, the files of the database hold nothing of what was erased. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handledRegisters, meetHandlers } from '../testHandling.ts'
import { openTestLedger, type TestLedger } from '../testing.ts'

let t: TestLedger
beforeAll(async () => {
  t = await openTestLedger(handledRegisters)
})
afterAll(() => t?.close())

/** Files of this database that hold the text; undefined where they lie out of reach. */
async function filesWith(text: string): Promise<string[] | undefined> {
  const [row] = await t.look<{ folder: string; oid: string }>(
    `select current_setting('data_directory') as folder, oid::text from pg_database where datname = current_database()`,
  )
  const folder = join(row?.folder ?? '', 'base', row?.oid ?? '')
  if (!existsSync(folder)) return undefined
  const found: string[] = []
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name)).catch(() => Buffer.alloc(0))
    if (bytes.includes(text) || bytes.includes(text.toLowerCase())) found.push(name)
  }
  return found
}

test('a sweep passes where nothing was erased, and a whole one leaves no byte of what was', async (context) => {
  expect(await t.ledger.sweep()).toMatchObject({ tables: 0 })
  const { ana, pia, does, said } = await meetHandlers(t)
  await said(ana, does('amend', { input: { fault: 'quaggaFault', team: 'quaggaTeam' } }))
  await t.look('checkpoint')
  const before = await filesWith('quagga')
  if (before === undefined) return context.skip()
  expect(before.length).toBeGreaterThan(2)
  expect(await said(pia, does('erase', { input: { ground: 'request' } }))).toBe('done')
  expect((await t.ledger.sweep()).tables).toBeGreaterThan(10)
  expect(await t.ledger.sweep()).toMatchObject({ tables: 0 })
  expect(await t.ledger.sweep({ isWhole: true })).toMatchObject({ isLogClosed: true })
  expect(await filesWith('quagga')).toEqual([])
})
