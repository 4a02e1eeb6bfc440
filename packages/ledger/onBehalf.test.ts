/** What a clerk enters for another: who that was stands under the highest label, is proven, erasable, and no part of handling. */
import { isRefusal } from '@konbit/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handledRegisters, meetHandlers } from './testHandling.ts'
import { commandOf, openTestLedger, placesOf, type TestLedger } from './testing.ts'

let t: TestLedger
beforeAll(async () => {
  t = await openTestLedger(handledRegisters)
})
afterAll(() => t?.close())

async function entered() {
  const met = await meetHandlers(t)
  const command = commandOf({
    register: 'truck',
    verb: 'enter',
    input: { plate: 'P-7', fault: 'axle' },
    at: '2024-03-02',
    onBehalfOf: ' Sgt zebraPaul ',
  })
  expect(await t.ledger.perform(met.ana, command)).toMatchObject({ seq: 2 })
  const told = async (who: Parameters<typeof t.ledger.history>[0]) => {
    const history = await t.ledger.history(who, { register: 'truck', id: command.record })
    if (isRefusal(history)) throw new Error(history.why)
    return history.items.map(({ author, atText, onBehalfOf }) => [author, atText, onBehalfOf])
  }
  return { ...met, command, told }
}

test('the author stays who entered it, the time is that of the event, and the log verifies', async () => {
  const { mission, ana, told, command } = await entered()
  expect(await told(ana)).toEqual([['ana', '2024-03-02', 'Sgt zebraPaul']])
  expect(await t.ledger.perform(ana, command)).toMatchObject({ repeated: true })
  expect(await t.ledger.perform(ana, { ...command, onBehalfOf: 'Cpl Anne' })).toMatchObject({
    refusal: 'command-differs',
  })
  expect(await t.ledger.verify(mission)).toMatchObject({ ok: true, size: 2 })
})

test('who sees less than the whole entry is not told for whom it was', async () => {
  const { joe, told } = await entered()
  expect(await told(joe)).toEqual([['ana', '2024-03-02', undefined]])
})

test('it is erased by its name or with the whole, and what is left still proves itself', async () => {
  const { mission, ana, pia, told, command } = await entered()
  const erase = (input: object) =>
    t.ledger.perform(
      pia,
      commandOf({
        register: 'truck',
        record: command.record,
        verb: 'erase',
        because: 'They asked.',
        input: { ground: 'request', ...input },
      }),
    )
  expect(await erase({ fields: ['onBehalfOf'] })).toMatchObject({ seq: 3 })
  expect(await placesOf(t, mission, 'zebraPaul')).toEqual([])
  expect((await told(ana)).at(-1)).toEqual(['ana', '2024-03-02', undefined])
  expect(await erase({ fields: ['onBehalfOf'] })).toMatchObject({ refusal: 'nothing-changes' })
  expect(await t.ledger.verify(mission)).toMatchObject({ ok: true, size: 3 })
})

test('nobody erases for another, and a name has an end', async () => {
  const { ana, pia, does } = await meetHandlers(t)
  expect(
    await t.ledger.perform(pia, does('erase', { input: { ground: 'request' }, onBehalfOf: 'X' })),
  ).toMatchObject({ refusal: 'invalid-input', details: [{ field: 'onBehalfOf' }] })
  for (const onBehalfOf of ['', '  ', 'x'.repeat(121), 7 as unknown as string])
    expect(
      await t.ledger.perform(ana, does('amend', { input: { km: 3 }, onBehalfOf })),
    ).toMatchObject({ refusal: 'invalid-input', details: [{ field: 'onBehalfOf' }] })
})
