/**
 * The reader's plan of every list: each register, each order that its lists offer, now and at moments of the past, explained
 * as the reader's role through row-level security on tables that hold something. Fails where the table is read from end to
 * end, or where more than the few first of each drawer is sorted.
 */
import { createSecretKey, randomBytes } from 'node:crypto'
import type { Moment } from '@konbit/ledger'
import type { Register } from '@konbit/model'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isTurn, say } from '../apps/server/turns.ts'
import { openPools, type Pools } from '../packages/ledger/pool.ts'
import { listOf } from '../packages/ledger/read/list.ts'
import { sortColumn, type Table, tableOf } from '../packages/ledger/tables.ts'
import { openTestLedger, type TestLedger } from '../packages/ledger/testing.ts'

const RECORDS = 500
const mission = 'plans'
let t: TestLedger
let pools: Pools
const secret = randomBytes(32)
const facts = {
  id: mission,
  zone: 'UTC',
  isReplayed: false,
  scopeIds: new Map(),
  secret,
  key: createSecretKey(secret),
}

/** Three stretches of each record, over three years: told at once, told later, and now. */
const rowsOf = ({ name, columns, isOwn }: Table): string => {
  const value = {
    text: `'x' || n % 97`,
    int8: 'n % 89',
    float8: 'n % 83',
    uuid: `md5((n % 20)::text)::uuid`,
    date: `date '2024-01-01' + n`,
    boolean: 'n % 2 = 0',
  }
  const own = isOwn ? `, state` : ''
  return `insert into "${name}" (mission, record, known_from, known_to, at_from, at_to, scope${own}${columns.map((one) => `, "${one.name}"`).join('')})
    select '${mission}', md5(n::text)::uuid, n * 3 + s, case s when 1 then ${RECORDS * 2} + n else 9223372036854775807 end,
      timestamptz '2023-10-01' + (n + case s when 3 then 100 else 0 end) * interval '1 day',
      case s when 2 then timestamptz '2023-10-01' + (n + 100) * interval '1 day' else 'infinity' end, (select min(scope) from scope)
      ${isOwn ? `, 'state' || n % 4` : ''}${columns.map(({ type }) => `, ${value[type]}`).join('')}
    from generate_series(1, ${RECORDS}) n, generate_series(1, 3) s`
}

beforeAll(async () => {
  t = await openTestLedger(registers)
  await t.ledger.createMission({ id: mission, name: 'Plans', clock: 'live', zone: 'UTC' })
  await t.ledger.grant(mission, 'all', {
    roles: [],
    clearances: (['restricted', 'conduct', 'care', 'custody'] as const).map((label) => ({
      label,
      unit: '*',
    })),
  })
  await t.look(`insert into scope (mission, label, unit) values ($1, 'public', '*')`, [mission])
  await t.look(`update head set size = $2, known = now() where mission = $1`, [
    mission,
    RECORDS * 3 + 3,
  ])
  for (const register of registers.values()) await t.look(rowsOf(tableOf(register, register.label)))
  await t.look('vacuum analyze')
  pools = openPools(t.connection)
}, 600_000)
afterAll(async () => {
  await pools?.close()
  await t?.close()
})

/** What is asked of the register's table, each with its plan. */
async function plansOf(
  register: Register,
  sort: string | undefined,
  moment: Moment,
): Promise<string[]> {
  const plans: string[] = []
  const table = tableOf(register, register.label).name
  const explaining: Pools = {
    ...pools,
    read: (who, work) =>
      pools.read(who, async (session) =>
        work({
          ...session,
          size: RECORDS * 3 + 3,
          query: async <Row>(text: string, values?: readonly unknown[]) => {
            const rows = await session.query<Row>(text, values)
            // Planning is what this test costs: nothing is explained that is not looked at.
            if (!/^(select|with) /.test(text) || !text.includes(`"${table}"`)) return rows
            const plan = await session.query<Record<'QUERY PLAN', string>>(
              `explain (costs off) ${text}`,
              values,
            )
            plans.push(plan.map((row) => row['QUERY PLAN']).join('\n'))
            return rows
          },
        }),
      ),
  }
  await listOf(explaining, registers, facts, 'all', {
    register: register.name,
    moment,
    // What is counted is gathered and sorted, few as it is here; what is not is met in order.
    ...(sort ? { sort, total: 'none' } : {}),
  })
  return plans
}

const moment = (at: string, known: number): Moment => ({
  at: Date.parse(at),
  known,
  atText: at,
  knownText: `${known}`,
  isNow: false,
})
const moments: Record<string, () => Moment> = {
  now: () => ({ ...moment('2026-06-01', RECORDS * 3 + 3), isNow: true }),
  'the past, as known now': () => moment('2024-12-01', RECORDS * 3 + 3),
  'as known in the middle': () => moment('2026-06-01', RECORDS),
}

const offered = (register: Register): (string | undefined)[] => [
  undefined,
  ...[...new Set([...register.featured, 'state'])]
    .filter((field) => field === 'state' || sortColumn(register, field))
    .flatMap((field) => [field, `-${field}`]),
]

test.each([...registers.values()].map((register) => [register.name, register] as const))(
  'every order of the list of %s is read from its index, now and in the past',
  async (_, register) => {
    // At each moment one order in six, others each time: what a plan hangs on is the kind of the column and the moment.
    for (const [nth, [when, made]] of Object.entries(moments).entries())
      for (const [place, sort] of offered(register).entries()) {
        if (!isTurn(place + 2 * nth, 6)) continue
        const plans = await plansOf(register, sort, made())
        const what = say(`${register.name} by ${sort ?? 'default'}, ${when}`)
        expect(plans.length, what).toBeGreaterThan(1)
        for (const plan of plans) expect(wrongIn(plan), `${what}\n${plan}`).toBeUndefined()
        expect(
          plans.some((plan) => plan.includes('drawer = d.drawer')),
          what,
        ).toBe(true)
      }
  },
)

/**
 * The table from end to end; or a sort below the join with the drawers, which sorts what the index should have kept in order.
 * What was gathered first, and counted, is sorted as it should be.
 */
function wrongIn(plan: string): string | undefined {
  const lines = plan.split('\n')
  const seq = lines.find((line) => /Seq Scan on r_/.test(line))
  if (seq) return seq
  const join = lines.findIndex((line) => line.includes('Nested Loop'))
  return lines.find(
    (line, index) =>
      join >= 0 &&
      index > join &&
      /Sort Key/.test(line) &&
      !/CTE Scan/.test(lines[index + 1] ?? ''),
  )
}
