/** All or none, and what would come of it. */
import { randomUUID } from 'node:crypto'
import { type Command, isRefusal } from '@konbit/model'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
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

const plates = (count: number, bad: (nth: number) => boolean = () => false): Command[] =>
  Array.from({ length: count }, (_, nth) =>
    vehicle('enter', { input: { plate: bad(nth) ? 'TWICE' : `T ${nth}`, type: 'mrap' } }),
  )
const said = ({ answers }: { answers: object[] }): string[] =>
  answers.map((one) => (isRefusal(one) ? one.refusal : 'done'))
const size = async (): Promise<number> => (await t.ledger.head(fleet.mission)).size

test('all of them land in one transaction, and the log still verifies', async () => {
  const { ana, mission } = fleet
  const commands = plates(600)
  expect(await t.ledger.performTogether(ana, commands)).toMatchObject({ landed: true })
  expect(await size()).toBe(600)
  expect(await t.ledger.verify(mission)).toMatchObject({ ok: true, size: 600 })
  const [{ count }] = (await t.look(
    'select count(distinct xmin::text)::int as count from entry where mission = $1',
    [mission],
  )) as [{ count: number }]
  expect(count).toBe(1)
  // What comes after goes on where it ended.
  await fleet.entered('T 600')
  expect(await t.ledger.verify(mission)).toMatchObject({ ok: true, size: 601 })
})

test('one that is refused keeps all out, and each is told what is wrong with it', async () => {
  const { ana } = fleet
  const commands = plates(50, (nth) => nth === 10 || nth === 20 || nth === 30)
  const answered = await t.ledger.performTogether(ana, commands)
  expect(answered.landed).toBe(false)
  expect(said(answered).flatMap((one, nth) => (one === 'done' ? [] : [[nth, one]]))).toEqual([
    [20, 'not-unique'],
    [30, 'not-unique'],
  ])
  expect(await size()).toBe(0)
})

test('asked only, it answers as it would and leaves no trace', async () => {
  const { ana } = fleet
  const commands = plates(20, (nth) => nth > 17)
  const dry = await t.ledger.performTogether(ana, commands, { dry: true })
  expect(dry.landed).toBe(false)
  expect(await size()).toBe(0)
  const answers = await t.ledger.performAll(ana, commands)
  expect(said({ answers })).toEqual(said(dry))
})

test('sending the same again is harmless, and is told as repeated', async () => {
  const { ana } = fleet
  const commands = plates(5)
  const first = await t.ledger.performTogether(ana, commands)
  const again = await t.ledger.performTogether(ana, commands)
  expect(again).toMatchObject({ landed: true })
  expect(again.answers).toEqual(first.answers.map((one) => ({ ...one, repeated: true })))
  expect(await size()).toBe(5)
})

test('later commands see earlier ones, also where only the database can say who sees what', async () => {
  const { importer } = fleet
  const organisation = randomUUID()
  const contingent = randomUUID()
  const commands = [
    commandOf({
      register: 'organisation',
      verb: 'enter',
      record: organisation,
      input: { code: 'AAA', name: 'A state', kind: 'state' },
    }),
    commandOf({
      register: 'contingent',
      verb: 'enter',
      record: contingent,
      input: { name: 'Its police', contributor: organisation, type: 'police' },
    }),
    ...plates(3).map((one) => ({ ...one, input: { ...one.input, contingent } })),
  ]
  const answered = await t.ledger.performTogether(importer, commands)
  expect(said(answered)).toEqual(['done', 'done', 'done', 'done', 'done'])
  expect(answered.landed).toBe(true)
})

test('one who may not is refused for each, and a mission that is not there has none', async () => {
  const { rose } = fleet
  expect(said(await t.ledger.performTogether(rose, plates(2)))).toEqual([
    'not-allowed',
    'not-allowed',
  ])
  const nowhere = { ...rose, mission: 'nowhere' }
  expect(said(await t.ledger.performTogether(nowhere, plates(1)))).toEqual(['unknown-mission'])
})

test('beside others that write at the same time, nobody is lost and nothing stands twice', async () => {
  const { ana, mission } = fleet
  const many = plates(300)
  const others = Array.from({ length: 40 }, (_, nth) =>
    vehicle('enter', { input: { plate: `O ${nth}`, type: 'mrap' } }),
  )
  const [together, ...alone] = await Promise.all([
    t.ledger.performTogether(ana, many),
    ...others.map((one) => t.ledger.perform(ana, one)),
  ])
  expect(together.landed).toBe(true)
  expect(alone.filter(isRefusal)).toEqual([])
  expect(await t.ledger.verify(mission)).toMatchObject({ ok: true, size: 340 })
})
