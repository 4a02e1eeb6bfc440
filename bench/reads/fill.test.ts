/** The data that reads are measured on are what the ledger itself would have made; and lists of them are what their fold says. */
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestLedger, type TestLedger } from '../../packages/ledger/testing.ts'
import { fillMission } from './fill.ts'

let t: TestLedger
const mission = 'filled'
beforeAll(async () => {
  t = await openTestLedger(registers)
  await fillMission(t.ledger, t.connection, mission, 400)
})
afterAll(async () => t?.close())

test('what is written straight into the tables is what a rebuild makes of its entries', async () => {
  const dump = (): Promise<unknown[]> =>
    Promise.all(
      ['version', 'r_vehicle_mission', 'term', 'link'].map((table) =>
        t.look(
          `select distinct to_jsonb(x) as row from ${table} x where mission = $1 and (to_jsonb(x)->>'register' is null or register = 'vehicle') order by 1`.replace(
            "register = 'vehicle'",
            table === 'r_vehicle_mission' ? 'true' : "register = 'vehicle'",
          ),
          [mission],
        ),
      ),
    )
  const before = await dump()
  await t.ledger.rebuild(mission)
  const after = await dump()
  for (const [index, rows] of before.entries()) expect(after[index]).toEqual(rows)
})
