/** The orders of lists are left out of a long filling, and stand again once the ledger is opened without. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLedger } from './ledger.ts'
import type { ListPage } from './read/list.ts'
import type { Moment } from './read/moment.ts'
import { commandOf, openTestLedger, type TestLedger } from './testing.ts'
import { testRegisters } from './testRegisters.ts'

let t: TestLedger
beforeAll(async () => {
  t = await openTestLedger(testRegisters)
})
afterAll(async () => t?.close())

/** What stands, whatever it is called: index by index, and what each table says of its shape. */
const indexes = async (): Promise<unknown[]> => {
  const rows = await t.look<{ index: string }>(
    `select regexp_replace(indexdef, 'INDEX \\S+', 'INDEX') as index from pg_indexes
     where schemaname = 'konbit' and tablename like 'r\\_%' order by 1`,
  )
  return rows.map(({ index }) => index)
}
const shapes = (): Promise<unknown[]> =>
  t.look(`select relname, obj_description(oid, 'pg_class') from pg_class
    where relnamespace = 'konbit'::regnamespace and relkind = 'r' and relname like 'r\\_%' order by 1`)

test('commands land without them, a start that was cut off goes on, and lists are as they were', async () => {
  const { id: mission, person } = await t.mission()
  const ana = await person('ana', ['fleet'], [{ label: 'restricted', unit: '*' }])
  const truck = (plate: string) =>
    commandOf({ register: 'truck', verb: 'enter', input: { plate, kind: 'big' } })
  const plates = async (by: string): Promise<unknown[]> => {
    const moment = (await t.ledger.moment(mission)) as Moment
    const page = await t.ledger.list(ana, { register: 'truck', moment, sort: by })
    return (page as ListPage).items.map(({ fields }) => fields.plate)
  }
  const open = (isFilling: boolean) =>
    openLedger({ connection: t.connection, registers: testRegisters, measures: [], isFilling })
  const [stood, shaped] = [await indexes(), await shapes()]
  await t.ledger.perform(ana, truck('A'))

  const filling = await open(true)
  const less = await indexes()
  expect(less.length).toBeLessThan(stood.length)
  expect(
    less.filter((one) => !String(one).includes('UNIQUE') && !String(one).includes('WHERE')),
  ).toEqual([])
  const ground = commandOf({ register: 'truck', verb: 'ground', record: truck('').record })
  const b = truck('B')
  const told = await filling.performAll(ana, [
    b,
    truck('C'),
    truck('B'),
    { ...ground, record: b.record, input: { fault: 'Axle' } },
  ])
  expect(told).toMatchObject([{ seq: 2 }, { seq: 3 }, { refusal: 'not-unique' }, { seq: 4 }])
  expect(await plates('plate')).toEqual(['A', 'B', 'C'])
  await filling.close()

  // One that was cut off is begun again.
  const again = await open(true)
  await again.close()
  expect(await indexes()).toEqual(less)

  const after = await open(false)
  await after.close()
  expect(await indexes()).toEqual(stood)
  expect(await shapes()).toEqual(shaped)
  expect(await plates('plate')).toEqual(['A', 'B', 'C'])
  // The other two are alike.
  expect((await plates('state'))[0]).toBe('B')
})
