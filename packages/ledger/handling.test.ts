/** Erase, raise and lower, told as stories: what goes, what stays, and who still sees it. */
import { type Command, isRefusal } from '@konbit/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LedgerActor } from './ledger.ts'
import type { Moment } from './read/moment.ts'
import { commandOf, openTestLedger, type TestLedger } from './testing.ts'
import { testRegisters } from './testRegisters.ts'

let t: TestLedger
beforeAll(async () => {
  t = await openTestLedger(testRegisters)
})
afterAll(() => t?.close())

async function meet() {
  const made = await t.mission()
  const all = [{ label: 'restricted', unit: '*' }] as const
  const ana = await made.person('ana', ['fleet'], all)
  const pia = await made.person('pia', ['protection'], all)
  const max = await made.person('max', ['chief'], all)
  const joe = await made.person('joe', ['fleet'], [{ label: 'partner', unit: '*' }])
  const truck = commandOf({
    register: 'truck',
    verb: 'enter',
    input: { plate: 'P-1', team: 'zebraTeam', fault: 'zebraFault' },
    because: 'zebraReason',
  })
  expect(await t.ledger.perform(ana, truck)).toMatchObject({ seq: 1 })
  const id = truck.record
  const does = (verb: string, more: Partial<Command> = {}): Command =>
    commandOf({ register: 'truck', record: id, verb, because: 'It must be.', ...more })
  const said = async (who: LedgerActor, command: Command): Promise<string> => {
    const answer = await t.ledger.perform(who, command)
    return isRefusal(answer) ? answer.refusal : 'done'
  }
  const seen = async (who: LedgerActor, known?: number): Promise<unknown> => {
    const now = (await t.ledger.moment(made.id)) as Moment
    const moment = known === undefined ? now : { ...now, known, isNow: false }
    const view = await t.ledger.get(who, { register: 'truck', id, moment })
    return isRefusal(view) ? view.refusal : view.fields
  }
  return { mission: made.id, ana, pia, max, joe, id, does, said, seen }
}

/** Everywhere in the database where a text is still to be found. */
export async function found(text: string): Promise<string[]> {
  const columns = await t.look<{ table: string; column: string; type: string }>(
    `select table_name as table, column_name as column, udt_name as type from information_schema.columns
     where table_schema = 'konbit' and udt_name in ('text', 'jsonb', 'bytea', '_text', 'varchar', 'json')`,
  )
  const places: string[] = []
  for (const { table, column, type } of columns) {
    const value = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`
    const rows = await t.look(`select 1 from "${table}" where ${value} ilike $1 limit 1`, [
      `%${text}%`,
    ])
    if (rows.length > 0) places.push(`${table}.${column}`)
  }
  return places
}

describe('erase', () => {
  test('takes the fields out of every table, for every moment, and the log still verifies', async () => {
    const { mission, ana, pia, does, said, seen } = await meet()
    expect(await said(ana, does('amend', { input: { fault: 'zebraFault two', km: 5 } }))).toBe(
      'done',
    )
    expect((await found('zebraFault')).sort()).toEqual([
      'facet.content',
      'term.word',
      'version.body',
    ])
    const command = does('erase', { input: { ground: 'request', fields: ['fault', 'because'] } })
    expect(await said(pia, command)).toBe('done')
    for (const text of ['zebraFault', 'zebraReason']) expect(await found(text)).toEqual([])
    for (const known of [1, 2, 3])
      expect(await seen(ana, known)).toMatchObject({ plate: 'P-1', team: 'zebraTeam' })
    expect(await seen(ana, 1)).not.toHaveProperty('fault')
    expect(await t.ledger.verify(mission)).toMatchObject({ ok: true, size: 3 })
    expect(await t.ledger.perform(pia, command)).toMatchObject({ seq: 3, repeated: true })
  })

  test('is only for the data-protection officer, wants a reason and a ground', async () => {
    const { ana, pia, does, said } = await meet()
    const input = { ground: 'request', fields: ['fault'] }
    expect(await said(ana, does('erase', { input }))).toBe('not-allowed')
    expect(await said(pia, does('erase', { input, because: ' ' }))).toBe('needs-reason')
    expect(await said(pia, does('erase', { input: { fields: ['fault'] } }))).toBe('invalid-input')
  })
})
