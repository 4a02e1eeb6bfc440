/** Stories of Ana of fleet and Jo of the workshop. */
import { randomUUID } from 'node:crypto'
import { isRefusal } from '@konbit/model'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Moment } from './read/moment.ts'
import { type Fleet, meetFleet, vehicle } from './testFleet.ts'
import { commandOf, openTestLedger, type TestLedger } from './testing.ts'

let t: TestLedger
let fleet: Fleet
beforeAll(async () => {
  t = await openTestLedger(registers)
})
afterAll(async () => t?.close())
beforeEach(async () => {
  fleet = await meetFleet(t)
})

describe('a vehicle of the fleet', () => {
  test('Ana enters it, accepts it, grounds it; Jo releases it', async () => {
    const { ana, jo, entered, said, seen } = fleet
    const record = await entered()
    expect(
      await said(ana, vehicle('accept', { record, input: { odometerKm: 120 }, at: '2024-06-28' })),
    ).toBe('done')
    expect(
      await said(
        jo,
        vehicle('ground', {
          record,
          input: { fault: 'Rear axle', backOn: '2024-08' },
          at: '2024-07-02',
        }),
      ),
    ).toBe('done')
    expect(
      await said(jo, vehicle('release', { record, input: { odometerKm: 130 }, at: '2024-07-20' })),
    ).toBe('done')
    expect(await seen(ana, record)).toEqual({
      state: 'ready',
      plate: 'MSS 001',
      type: 'mrap',
      odometerKm: 130,
      fault: 'Rear axle',
      backOn: '2024-08',
    })
  })

  test('Jo writes the fault and does not read it; the day before he grounded it, nobody did', async () => {
    const { ana, jo, entered, seen } = fleet
    const record = await entered()
    await t.ledger.perform(ana, vehicle('accept', { record, at: '2024-06-28' }))
    await t.ledger.perform(
      jo,
      vehicle('ground', { record, input: { fault: 'Rear axle' }, at: '2024-07-02' }),
    )
    expect(await seen(jo, record)).toEqual({ state: 'inRepair', plate: 'MSS 001', type: 'mrap' })
    expect(await seen(ana, record, { at: '2024-07-02' })).toMatchObject({
      state: 'inRepair',
      fault: 'Rear axle',
    })
    expect(await seen(ana, record, { at: '2024-07-01' })).toEqual({
      state: 'ready',
      plate: 'MSS 001',
      type: 'mrap',
    })
    expect(await seen(ana, record, { at: '2024-06-24' })).toBe('not-found')
  })

  test('what was known before a correction stays what was known', async () => {
    const { mission, ana, entered, said, seen } = fleet
    const record = await entered()
    const accepted = await t.ledger.perform(
      ana,
      vehicle('accept', { record, input: { odometerKm: 120 }, at: '2024-06-28' }),
    )
    const entry = 'seq' in accepted ? accepted.seq : 0
    const before = (await t.ledger.moment(mission)) as Moment
    expect(
      await said(
        ana,
        vehicle('correct', { record, entry, input: { odometerKm: 210 }, because: 'Digits turned' }),
      ),
    ).toBe('done')
    expect(await seen(ana, record)).toMatchObject({ odometerKm: 210 })
    const then = await t.ledger.get(ana, {
      register: 'vehicle',
      id: record,
      moment: { ...before, isNow: false },
    })
    expect(isRefusal(then) ? then : then.fields).toMatchObject({ odometerKm: 120 })
  })

  test('a void entry drops out, and a correction with a reason brings it back', async () => {
    const { ana, entered, said, seen } = fleet
    const record = await entered()
    const accepted = await t.ledger.perform(
      ana,
      vehicle('accept', { record, input: { odometerKm: 120 }, at: '2024-06-28' }),
    )
    const entry = 'seq' in accepted ? accepted.seq : 0
    expect(await said(ana, vehicle('void', { record, entry, because: 'It was another one' }))).toBe(
      'done',
    )
    expect(await seen(ana, record)).toEqual({ state: 'expected', plate: 'MSS 001', type: 'mrap' })
    expect(await said(ana, vehicle('void', { record, entry, because: 'Again' }))).toBe(
      'nothing-changes',
    )
    expect(
      await said(ana, vehicle('correct', { record, entry, because: 'It was this one after all' })),
    ).toBe('done')
    expect(await seen(ana, record)).toMatchObject({ state: 'ready', odometerKm: 120 })
  })

  test('a record whose entering is void is gone, and can come back under its own id only', async () => {
    const { ana, entered, said, seen } = fleet
    const record = await entered()
    expect(await said(ana, vehicle('void', { record, entry: 1, because: 'No such vehicle' }))).toBe(
      'done',
    )
    expect(await seen(ana, record)).toBe('not-found')
    expect(await said(ana, vehicle('amend', { record, input: { note: 'x' } }))).toBe('not-found')
    expect(
      await said(ana, vehicle('enter', { record, input: { plate: 'MSS 001', type: 'mrap' } })),
    ).toBe('already-there')
    await entered('MSS 001') // the plate is free again …
    expect(await said(ana, vehicle('correct', { record, entry: 1, because: 'It is there' }))).toBe(
      'not-unique',
    ) // … and taken
    expect(
      await said(
        ana,
        vehicle('correct', {
          record,
          entry: 1,
          input: { plate: 'MSS 002', type: 'mrap' },
          because: 'It is there',
        }),
      ),
    ).toBe('done')
    expect(await seen(ana, record)).toMatchObject({ plate: 'MSS 002' })
  })

  test('an entry of the past changes the days from its own on, until another sets the field', async () => {
    const { ana, entered, said, seen } = fleet
    const record = await entered()
    await t.ledger.perform(
      ana,
      vehicle('amend', { record, input: { odometerKm: 50 }, at: '2024-07-10' }),
    )
    expect(
      await said(
        ana,
        vehicle('amend', { record, input: { odometerKm: 20, note: 'Seen' }, at: '2024-07-01' }),
      ),
    ).toBe('done')
    expect(await seen(ana, record, { at: '2024-07-05' })).toMatchObject({
      odometerKm: 20,
      note: 'Seen',
    })
    expect(await seen(ana, record)).toMatchObject({ odometerKm: 50, note: 'Seen' })
  })
})

describe('a replayed mission', () => {
  test('is told in order by its importer, and keeps the true time beside', async () => {
    const { said } = fleet
    const made = await t.mission('replayed')
    const teller = await made.person('importer', ['importer'], [{ label: 'restricted', unit: '*' }])
    const watch = await made.person('watch', ['watch', 'fleet'], [{ label: 'mission', unit: '*' }])
    const record = randomUUID()
    expect(
      await said(
        teller,
        vehicle('enter', {
          record,
          input: { plate: 'MSS 001', type: 'mrap' },
          at: '2024-06',
          known: '2024-07-02',
        }),
      ),
    ).toBe('done')
    expect(
      await said(
        teller,
        vehicle('amend', { record, input: { note: 'x' }, at: '2024-07-05', known: '2024-07-04' }),
      ),
    ).toBe('in-future')
    expect(
      await said(
        teller,
        vehicle('amend', { record, input: { note: 'x' }, at: '2024-07-01', known: '2024-07-01' }),
      ),
    ).toBe('known-order')
    expect(
      await said(
        watch,
        vehicle('amend', { record, input: { note: 'x' }, at: '2024-07-01', known: '2024-07-03' }),
      ),
    ).toBe('known-not-yours')
    expect(
      await said(teller, vehicle('amend', { record, input: { note: 'x' }, known: '2199-01-01' })),
    ).toBe('in-future')
    expect(
      await said(
        teller,
        vehicle('amend', {
          record,
          input: { note: 'read' },
          at: '2024-07-03',
          known: '2024-07-03',
        }),
      ),
    ).toBe('done')
    const history = await t.ledger.history(teller, { register: 'vehicle', id: record })
    const [last] = isRefusal(history) ? [] : history.items
    expect(last).toMatchObject({
      known: '2024-07-04T03:59:59.999Z',
      at: '2024-07-03T04:00:00.000Z',
      atText: '2024-07-03',
    })
    expect(Date.parse(last?.recorded ?? '')).toBeGreaterThan(Date.now() - 60_000)
    const now = (await t.ledger.moment(made.id)) as Moment
    expect(now.at).toBe(Date.parse('2024-07-04T03:59:59.999Z'))
    const before = (await t.ledger.moment(made.id, { known: '2024-07-02' })) as Moment
    const view = await t.ledger.get(watch, { register: 'vehicle', id: record, moment: before })
    expect(isRefusal(view) ? view : view.fields).toEqual({ plate: 'MSS 001', type: 'mrap' })
  })
})

describe('a complaint', () => {
  test('Rose may hand one in and not read it; an operations officer finds nothing there', async () => {
    const { ana, rose, importer, said, seen } = fleet
    const record = randomUUID()
    const command = commandOf({
      register: 'complaint',
      verb: 'enter',
      record,
      input: { reference: 'C-2024-1', about: 'force', account: 'What happened', channel: 'form' },
    })
    expect(await said(rose, command)).toBe('done')
    expect(await seen(rose, record, {}, 'complaint')).toBe('not-found')
    expect(await seen(ana, record, {}, 'complaint')).toBe('not-found')
    expect(await seen(importer, record, {}, 'complaint')).toMatchObject({
      state: 'received',
      account: 'What happened',
    })
    expect(await t.ledger.perform(rose, command)).toMatchObject({ repeated: true })
  })
})
