/** Every problem that perform can answer with, provoked. */
import { randomUUID } from 'node:crypto'
import type { Command } from '@konbit/model'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LedgerActor } from './ledger.ts'
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

describe('what stands against a command', () => {
  test.each<[string, (record: string, people: Fleet) => [LedgerActor, Command]]>([
    ['unknown-register', (_, { ana }) => [ana, commandOf({ register: 'boat', verb: 'enter' })]],
    ['unknown-verb', (record, { ana }) => [ana, vehicle('sink', { record })]],
    ['not-allowed', (record, { jo }) => [jo, vehicle('accept', { record })]],
    ['not-found', (_record, { ana }) => [ana, vehicle('accept', { record: randomUUID() })]],
    [
      'already-there',
      (record, { ana }) => [
        ana,
        vehicle('enter', { record, input: { plate: 'MSS 009', type: 'mrap' } }),
      ],
    ],
    [
      'not-unique',
      (_, { ana }) => [ana, vehicle('enter', { input: { plate: 'MSS 001', type: 'mrap' } })],
    ],
    ['wrong-state', (record, { ana }) => [ana, vehicle('release', { record })]],
    ['nothing-changes', (record, { ana }) => [ana, vehicle('amend', { record, input: {} })]],
    [
      'no-such-entry',
      (record, { ana }) => [
        ana,
        vehicle('correct', { record, entry: 99, input: { note: 'x' }, because: 'so' }),
      ],
    ],
    ['needs-reason', (record, { ana }) => [ana, vehicle('void', { record, entry: 1 })]],
    [
      'in-future',
      (record, { ana }) => [ana, vehicle('amend', { record, input: { note: 'x' }, at: '2199' })],
    ],
    [
      'known-not-yours',
      (record, { importer }) => [
        importer,
        vehicle('amend', { record, input: { note: 'x' }, known: '2024-06-26' }),
      ],
    ],
    [
      'no-such-record',
      (record, { ana }) => [ana, vehicle('amend', { record, input: { base: randomUUID() } })],
    ],
    [
      'no-such-record',
      (record, { ana }) => [ana, vehicle('amend', { record, input: { base: record } })],
    ],
    [
      'invalid-input',
      (_, { ana }) => [ana, vehicle('enter', { input: { plate: 'x'.repeat(99), type: 'mrap' } })],
    ],
    [
      'invalid-input',
      (record, { ana }) => [
        ana,
        vehicle('amend', { record, at: '2025-02-30', input: { note: 'x' } }),
      ],
    ],
    [
      'invalid-input',
      (record, { ana }) => [ana, vehicle('amend', { record, input: { note: '\ud800' } })],
    ],
    [
      'invalid-input',
      (record, { ana }) => [ana, vehicle('amend', { record, input: { note: 'a\u0000b' } })],
    ],
    [
      'invalid-input',
      (record, { ana }) => [ana, vehicle('amend', { record, input: { plate: 'a\u0000b' } })],
    ],
    ['invalid-input', (record, { ana }) => [ana, vehicle('amend', { record, input: [] as never })]],
    [
      'invalid-input',
      (record, { ana }) => [
        ana,
        vehicle('amend', { record, because: 'x'.repeat(5000), input: { note: 'x' } }),
      ],
    ],
    ['invalid-input', (_, { ana }) => [ana, { ...vehicle('enter'), id: 'no-uuid' }]],
    [
      'invalid-input',
      (_record, { ana }) => [ana, { ...vehicle('enter'), record: "'; drop table entry; --" }],
    ],
    [
      'invalid-input',
      (_, { ana }) => [
        ana,
        vehicle('enter', {
          input: JSON.parse(`{"plate":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
        }),
      ],
    ],
  ])('%s', async (problem, make) => {
    const { mission, entered, said } = fleet
    const record = await entered()
    const before = await t.ledger.head(mission)
    const [actor, command] = make(record, fleet)
    expect(await said(actor, command)).toBe(problem)
    expect(await t.ledger.head(mission)).toEqual(before)
  })

  test('unknown-mission', async () => {
    const { ana, said } = fleet
    expect(await said({ ...ana, mission: 'nowhere' }, vehicle('enter'))).toBe('unknown-mission')
  })

  test('unless: an odometer never runs backwards', async () => {
    const { ana, entered, said } = fleet
    const record = await entered()
    await t.ledger.perform(ana, vehicle('accept', { record, input: { odometerKm: 100 } }))
    await t.ledger.perform(ana, vehicle('ground', { record, input: { fault: 'x' } }))
    expect(await said(ana, vehicle('release', { record, input: { odometerKm: 99 } }))).toBe(
      'unless',
    )
  })

  test('breaks-later: what a later entry stands on cannot be pulled away', async () => {
    const { ana, entered, said, seen } = fleet
    const record = await entered()
    await t.ledger.perform(ana, vehicle('accept', { record, at: '2024-06-28' }))
    await t.ledger.perform(
      ana,
      vehicle('ground', { record, input: { fault: 'x' }, at: '2024-07-01' }),
    )
    expect(await said(ana, vehicle('void', { record, entry: 2, because: 'so' }))).toBe(
      'breaks-later',
    )
    expect(
      await said(ana, vehicle('correct', { record, entry: 2, at: '2024-07-03', because: 'so' })),
    ).toBe('breaks-later')
    expect(
      await said(ana, vehicle('correct', { record, entry: 2, at: '2024-06-30', because: 'so' })),
    ).toBe('done')
    expect(await seen(ana, record, { at: '2024-06-29' })).toMatchObject({ state: 'expected' })
  })

  test('breaks-later never speaks of an entry that the author cannot see', async () => {
    const { ana, entered, said } = fleet
    const record = await entered()
    await t.ledger.perform(
      ana,
      vehicle('amend', { record, input: { fault: 'Hidden' }, at: '2024-07-01' }),
    )
    const blind = await fleet.person('blind', ['fleet'], [{ label: 'mission', unit: '*' }])
    expect(await said(blind, vehicle('void', { record, entry: 2, because: 'so' }))).toBe(
      'no-such-entry',
    )
    expect(await said(blind, vehicle('void', { record, entry: 1, because: 'so' }))).toBe('done')
  })

  test('stale: somebody was quicker, unless what they changed is not mine to see', async () => {
    const { ana, jo, entered, said } = fleet
    const record = await entered()
    await t.ledger.perform(ana, vehicle('amend', { record, input: { fault: 'Hidden' } }))
    expect(await said(jo, vehicle('accept', { record, expects: 1 }))).toBe('not-allowed')
    await t.ledger.perform(ana, vehicle('accept', { record }))
    expect(await said(jo, vehicle('ground', { record, input: { fault: 'x' }, expects: 1 }))).toBe(
      'stale',
    )
    await t.ledger.perform(ana, vehicle('amend', { record, input: { fault: 'Hidden again' } }))
    expect(await said(jo, vehicle('ground', { record, input: { fault: 'x' }, expects: 3 }))).toBe(
      'done',
    )
    expect(await said(ana, vehicle('release', { record, expects: 4 }))).toBe('stale')
    expect(await said(ana, vehicle('release', { record, expects: 5 }))).toBe('done')
  })
})
