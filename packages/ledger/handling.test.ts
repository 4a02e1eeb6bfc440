/** Erase, raise and lower, told as stories: what goes, what stays, and who still sees it. */
import { randomUUID } from 'node:crypto'
import { type Command, isRefusal } from '@konbit/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Moment } from './read/moment.ts'
import { handledRegisters, meetHandlers } from './testHandling.ts'
import { commandOf, openTestLedger, placesOf, type TestLedger } from './testing.ts'

let t: TestLedger
beforeAll(async () => {
  t = await openTestLedger(handledRegisters)
})
afterAll(() => t?.close())
const meet = () => meetHandlers(t)
const found = (mission: string, text: string) => placesOf(t, mission, text)

describe('erase', () => {
  test('takes the fields out of every table, for every moment, and the log still verifies', async () => {
    const { mission, ana, pia, does, said, seen } = await meet()
    expect(await said(ana, does('amend', { input: { fault: 'zebraFault two', km: 5 } }))).toBe(
      'done',
    )
    expect((await found(mission, 'zebraFault')).sort()).toEqual([
      'facet.content',
      'term.word',
      'version.body',
    ])
    const command = does('erase', { input: { ground: 'request', fields: ['fault', 'because'] } })
    expect(await said(pia, command)).toBe('done')
    for (const text of ['zebraFault', 'zebraReason']) expect(await found(mission, text)).toEqual([])
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
    expect(await said(pia, does('erase', { input, at: '2024-02-02' }))).toBe('invalid-input')
    expect(await said(pia, does('erase', { input: { ...input, entries: [7] } }))).toBe(
      'no-such-entry',
    )
    expect(await said(pia, does('erase', { input, record: randomUUID() }))).toBe('not-found')
  })

  test('never takes a reference or a state, and says which field it was', async () => {
    const { pia, does } = await meet()
    for (const field of ['owner', 'friends', 'state']) {
      const answer = await t.ledger.perform(
        pia,
        does('erase', { input: { ground: 'request', fields: [field] } }),
      )
      expect(answer).toMatchObject({ refusal: 'invalid-input', details: [{ field }] })
    }
  })

  test('of everything keeps state, references and envelope, and a rebuild changes nothing', async () => {
    const { mission, ana, pia, id, does, said, seen } = await meet()
    const other = commandOf({ register: 'truck', verb: 'enter', input: { plate: 'P-2' } })
    await t.ledger.perform(ana, other)
    await said(ana, does('amend', { input: { friends: [other.record], team: 'zebraTeam2' } }))
    expect(await said(pia, does('erase', { input: { ground: 'retention' } }))).toBe('done')
    expect(await found(mission, 'zebra')).toEqual([])
    expect(await seen(ana)).toEqual({ friends: [other.record] })
    expect(await said(pia, does('erase', { input: { ground: 'retention' } }))).toBe(
      'nothing-changes',
    )
    const history = await t.ledger.history(ana, { register: 'truck', id })
    if (isRefusal(history)) throw new Error(history.why)
    expect(history.items.map(({ seq, verb, set, because }) => [seq, verb, set, because])).toEqual([
      [4, 'erase', {}, 'It must be.'],
      [3, 'amend', { friends: [other.record] }, undefined],
      [1, 'enter', {}, undefined],
    ])
    expect(history.items[0]?.does?.[0]).toEqual({
      erase: { ground: 'retention', entries: [1] },
    })
    expect(history.items[2]?.erased).toMatchObject([
      { field: null, label: 'partner', by: 4, ground: 'retention' },
      { field: null, label: 'mission', by: 4 },
      { field: null, label: 'restricted', by: 4 },
    ])
    const before = await projections(mission)
    await t.ledger.rebuild(mission)
    expect(await projections(mission)).toEqual(before)
    expect(await t.ledger.verify(mission)).toMatchObject({ ok: true })
  })

  test('reaches only what its author sees', async () => {
    const { ana, does, said, seen, person } = await meet()
    const low = await person('low', ['protection'], [{ label: 'partner', unit: '*' }])
    const input = { ground: 'request', fields: ['fault', 'team'] }
    expect(await said(low, does('erase', { input }))).toBe('nothing-changes')
    expect(await said(low, does('erase', { input: { ground: 'request' } }))).toBe('done')
    expect(await seen(ana)).toEqual({ team: 'zebraTeam', fault: 'zebraFault' })
    await said(low, does('erase', { input: { ground: 'request' } }))
  })

  test('takes what a void record said, and a correction brings none of it back', async () => {
    const { mission, ana, pia, does, said, seen } = await meet()
    expect(await said(ana, does('void', { entry: 1 }))).toBe('done')
    const input = { ground: 'unlawful', labels: ['restricted', 'mission'] }
    expect(await said(pia, does('erase', { input }))).toBe('done')
    expect(await found(mission, 'zebra')).toEqual([])
    expect(await said(ana, does('correct', { entry: 1 }))).toBe('done')
    expect(await seen(ana)).toEqual({ plate: 'P-1' })
  })

  test('cannot be corrected or voided, and is no step of the record', async () => {
    const { ana, pia, does, said } = await meet()
    await said(pia, does('erase', { input: { ground: 'request', fields: ['team'] } }))
    expect(await said(ana, does('void', { entry: 2 }))).toBe('no-such-entry')
    expect(await said(ana, does('correct', { entry: 2, input: {} }))).toBe('no-such-entry')
    expect(await said(ana, does('void', { entry: 1 }))).toBe('done')
  })

  test('is refused while a hold stands, and not after it is lifted', async () => {
    const { ana, pia, id, does, said } = await meet()
    const hold = commandOf({ register: 'stop', verb: 'enter', input: { held: id } })
    const erase = (): Command => does('erase', { input: { ground: 'request', fields: ['team'] } })
    const both = await t.ledger.performAll(ana, [hold])
    expect(both).toMatchObject([{ seq: 2 }])
    expect(await said(pia, erase())).toBe('held')
    expect(
      await said(ana, { ...commandOf({ register: 'stop', verb: 'lift' }), record: hold.record }),
    ).toBe('done')
    expect(await said(pia, erase())).toBe('done')
  })

  test('and a hold sent in one breath are taken in their order', async () => {
    const { pia, id, does, person } = await meet()
    const both = await person('both', ['fleet', 'protection'], [{ label: 'restricted', unit: '*' }])
    expect(pia).toBeDefined()
    const answers = await t.ledger.performAll(both, [
      commandOf({ register: 'stop', verb: 'enter', input: { held: id } }),
      does('erase', { input: { ground: 'request', fields: ['team'] } }),
      does('amend', { input: { km: 3 } }),
    ])
    expect(answers).toMatchObject([{ seq: 2 }, { refusal: 'held' }, { seq: 3 }])
  })

  test('leaves the writer no way of its own to take content out', async () => {
    const { mission } = await meet()
    const deny = (text: string) =>
      expect(
        t.look(`do $$ begin set local role konbit_writer; execute $x$${text}$x$; end $$`),
      ).rejects.toThrow(/permission denied|was not made by this transaction/)
    await deny(`update konbit.facet set content = null where mission = '${mission}'`)
    await deny(`delete from konbit.facet where mission = '${mission}'`)
    await deny(`insert into konbit.erasure select * from konbit.erasure`)
    await deny(
      `select konbit.erase_facets('${mission}', 1, 'request', '{1}', '{partner}', '{null}', '{null}', '{}', '{}', '{}')`,
    )
    await deny(`select konbit.place_record('${mission}', 1, 'public')`)
  })
})

describe('raise', () => {
  test('takes the whole past out of sight of who is cleared below, and lower brings it back', async () => {
    const { mission, ana, max, joe, id, does, said, seen } = await meet()
    await said(ana, does('amend', { input: { km: 7, plate: 'P-8' } }))
    expect(await seen(joe, 1)).toEqual({ plate: 'P-1' })
    const input = { label: 'restricted' }
    expect(await said(joe, does('raise', { input }))).toBe('done')
    for (const known of [1, 2, 3, undefined]) expect(await seen(joe, known)).toBe('not-found')
    expect(isRefusal(await t.ledger.history(joe, { register: 'truck', id }))).toBe(true)
    expect(await t.ledger.entry(joe, 1)).toMatchObject({ refusal: 'not-found' })
    expect(await t.ledger.search(joe, { text: 'P-8' })).toEqual([])
    expect(await seen(ana)).toMatchObject({ plate: 'P-8', fault: 'zebraFault' })
    expect(await said(joe, does('amend', { input: { km: 8 } }))).toBe('not-found')
    // Its plate is free for whoever cannot see it: a refusal would betray it.
    const twin = commandOf({ register: 'truck', verb: 'enter', input: { plate: 'P-8' } })
    expect(await said(joe, twin)).toBe('done')
    // New entries lie as high as the record.
    expect(await said(ana, does('amend', { input: { km: 9 } }))).toBe('done')
    expect(await seen(joe)).toBe('not-found')
    const lower = (label: string): Command => does('lower', { input: { label } })
    expect(await said(ana, lower('partner'))).toBe('not-allowed')
    expect(await said(max, lower('public'))).toBe('invalid-input')
    expect(await said(max, { ...lower('partner'), because: '' })).toBe('needs-reason')
    expect(await said(max, lower('mission'))).toBe('done')
    expect(await seen(joe)).toBe('not-found')
    expect(await said(max, lower('partner'))).toBe('done')
    expect(await seen(joe)).toEqual({ plate: 'P-8', km: 9 })
    // The reason for raising stays where it was given.
    const history = await t.ledger.history(joe, { register: 'truck', id })
    if (isRefusal(history)) throw new Error(history.why)
    expect(history.items.find(({ verb }) => verb === 'raise')).toMatchObject({
      does: [{ raise: 'restricted' }],
    })
    expect(history.items.find(({ verb }) => verb === 'raise')?.because).toBeUndefined()
    const before = await projections(mission)
    await t.ledger.rebuild(mission)
    expect(await projections(mission)).toEqual(before)
    expect(await t.ledger.verify(mission)).toMatchObject({ ok: true })
  })

  test('makes each reading of the record one of the label it lies under', async () => {
    const { mission, ana, id, does, said, seen, person } = await meet()
    const aud = await person('aud', ['auditor'], [{ label: 'restricted', unit: '*' }])
    const low = await person('low', ['fleet'], [{ label: 'mission', unit: '*' }])
    const readings = async (member: string): Promise<number> => {
      const found = await t.ledger.readings(aud, { member, record: id })
      if (isRefusal(found)) throw new Error(found.why)
      return found.items.length
    }
    await seen(low)
    expect(await readings('low')).toBe(0)
    await said(ana, does('raise', { input: { label: 'restricted' } }))
    await person('low', ['fleet'], [{ label: 'restricted', unit: '*' }])
    const captions = await t.ledger.captions(
      { mission, member: 'low' },
      [id],
      (await t.ledger.moment(mission)) as Moment,
    )
    expect(captions.size).toBe(1)
    expect(await readings('low')).toBe(1)
  })

  test('goes neither into a compartment nor out of one, nor down', async () => {
    const { ana, max, does, said, person } = await meet()
    for (const label of ['conduct', 'partner', 'public', 'nothing', 7])
      expect(await said(ana, does('raise', { input: { label } }))).toBe('invalid-input')
    const con = await person(
      'con',
      ['fleet', 'chief', 'protection'],
      [{ label: 'conduct', unit: '*' }],
    )
    const sealed = commandOf({ register: 'sealed', verb: 'enter', input: { mark: 'M' } })
    await t.ledger.perform(con, sealed)
    for (const verb of ['raise', 'lower']) {
      const command = { ...sealed, id: randomUUID(), verb, input: { label: 'restricted' } }
      expect(await said(con, command)).toBe('unknown-verb')
    }
    expect(await said(max, does('lower', { input: { label: 'partner' } }))).toBe('invalid-input')
  })
})

async function projections(mission: string): Promise<unknown> {
  const tables = ['version', 'term', 'link', 'r_truck_partner', 'r_truck_restricted']
  return Promise.all(
    tables.map((table) =>
      t.look(`select to_jsonb(x) as row from ${table} x where mission = $1 order by 1`, [mission]),
    ),
  )
}
