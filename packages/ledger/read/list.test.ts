/** Lists: pages that do not shift, cursors that cannot be forged, and plans that use an index. */
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { isRefusal } from '@konbit/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LedgerActor } from '../ledger.ts'
import { openPools, type Pools } from '../pool.ts'
import { serverOf } from '../roles.ts'
import { commandOf, openTestLedger, type TestLedger } from '../testing.ts'
import { testMeasures, testRegisters } from '../testRegisters.ts'
import { type ListPage, type ListQuery, listOf } from './list.ts'
import type { Moment } from './moment.ts'

let t: TestLedger
let all: LedgerActor
let mission: string
const owner = randomUUID()
const truckCount = 3000

beforeAll(async () => {
  t = await openTestLedger(testRegisters, testMeasures)
  const made = await t.mission()
  mission = made.id
  all = await made.person('all', ['fleet'], [{ label: 'restricted', unit: '*' }])
  await made.person(
    'some',
    [],
    [
      { label: 'mission', unit: owner },
      { label: 'public', unit: '*' },
    ],
  )
  await t.ledger.perform(
    all,
    commandOf({ register: 'body', verb: 'enter', record: owner, input: { code: 'B' } }),
  )
  const commands = Array.from({ length: truckCount }, (_, n) =>
    commandOf({
      register: 'truck',
      verb: 'enter',
      at: '2024-02-01',
      input: {
        plate: `P${String(n).padStart(4, '0')}`,
        km: n % 100,
        kind: n % 2 ? 'big' : 'small',
        team: `team ${n % 7}`,
        ...(n % 3 ? { owner } : {}),
      },
    }),
  )
  await t.ledger.performAll(all, commands)
  await t.ledger.performAll(
    all,
    commands
      .slice(0, 500)
      .map(({ record }, n) =>
        commandOf({ register: 'truck', verb: 'amend', record, at: '2024-03-01', input: { km: n } }),
      ),
  )
  await t.look('analyze')
})
afterAll(async () => t?.close())

const now = async (): Promise<Moment> => (await t.ledger.moment(mission)) as Moment
const ask = async (query: Partial<ListQuery>, member = 'all'): Promise<ListPage> => {
  const page = await t.ledger.list(
    { mission, member },
    { register: 'truck', moment: await now(), ...query },
  )
  if (isRefusal(page)) throw new Error(JSON.stringify(page))
  return page
}

describe('pages', () => {
  test('do not shift while others write', async () => {
    const first = await ask({ limit: 5, sort: '-plate' })
    await t.ledger.perform(
      all,
      commandOf({ register: 'truck', verb: 'enter', input: { plate: 'P2994x' } }),
    )
    await t.ledger.perform(
      all,
      commandOf({
        register: 'truck',
        verb: 'amend',
        record: first.items[4]?.id as string,
        input: { plate: 'A0000' },
      }),
    )
    const second = await ask({ limit: 5, sort: '-plate', cursor: first.next as string })
    expect(second.items.map(({ fields }) => fields.plate)).toEqual([
      'P2994',
      'P2993',
      'P2992',
      'P2991',
      'P2990',
    ])
    expect(second.moment.known).toBe(first.moment.known)
    expect((await ask({ limit: 1, sort: 'plate' })).items[0]?.fields.plate).toBe('A0000')
  })

  test('count to 5,000 and say when they did not', async () => {
    expect((await ask({ limit: 1 })).total).toBe(truckCount + 1)
    expect((await ask({ limit: 1, total: 'none' })).total).toBeNull()
    expect((await ask({ limit: 1, filter: { kind: 'big' }, total: true })).total).toBe(
      truckCount / 2,
    )
  })

  test('come in the order of a field of any label, those without it last', async () => {
    const page = await ask({ limit: 200, sort: 'km' })
    const values = page.items.map(({ fields }) => Number(fields.km))
    expect(values).toEqual([...values].sort((a, b) => a - b))
    const teams = (await ask({ limit: 3, sort: '-team' })).items.map(({ fields }) => fields.team)
    expect(teams).toEqual(['team 6', 'team 6', 'team 6'])
  })

  test('hold every record of the moment once, when walked to the end', async () => {
    const ids: string[] = []
    for await (const page of t.ledger.pages(all, {
      register: 'truck',
      moment: await now(),
      sort: 'team',
    }))
      ids.push(...page.map(({ id }) => id))
    expect(new Set(ids).size).toBe(truckCount + 1)
    expect(ids).toHaveLength(truckCount + 1)
  })
})

describe('a cursor', () => {
  test.each<[string, (cursor: string) => Partial<ListQuery>]>([
    ['of another order', (cursor) => ({ cursor, sort: 'km' })],
    ['of another filter', (cursor) => ({ cursor, sort: 'plate', filter: { kind: 'big' } })],
    ['of another register', (cursor) => ({ cursor, sort: 'plate', register: 'body' })],
    [
      'changed by one letter',
      (cursor) => ({
        cursor: `${cursor.slice(0, -2)}${cursor.endsWith('A') ? 'B' : 'A'}`,
        sort: 'plate',
      }),
    ],
    ['cut short', (cursor) => ({ cursor: cursor.slice(0, 10), sort: 'plate' })],
    ['empty', () => ({ cursor: '', sort: 'plate' })],
    [
      'made up',
      () => ({ cursor: Buffer.from('x'.repeat(60)).toString('base64url'), sort: 'plate' }),
    ],
  ])('%s is refused', async (_, make) => {
    const { next } = await ask({ limit: 2, sort: 'plate' })
    const answer = await t.ledger.list(all, {
      register: 'truck',
      moment: await now(),
      ...make(next as string),
    })
    expect(answer).toMatchObject({ refusal: expect.stringMatching(/^(bad-cursor|invalid-query)$/) })
  })
})

describe('a question that does not fit', () => {
  test.each<[string, Partial<ListQuery>, string]>([
    ['an unknown register', { register: 'boat' }, 'unknown-register'],
    ['an unknown field', { filter: { wings: 2 } }, 'invalid-query'],
    ['an unknown state', { filter: { state: 'sunk' } }, 'invalid-query'],
    ['a number that is none', { filter: { km: 'many' } }, 'invalid-query'],
    ['a date that is none', { filter: { dueOn: '2025-02-30' } }, 'invalid-query'],
    ['an id that is none', { filter: { owner: 'me' } }, 'invalid-query'],
    ['a field that cannot be filtered', { filter: { fault: 'x' } }, 'invalid-query'],
    [
      'a field of an object that every object has',
      { filter: { constructor: 'x' } as never },
      'invalid-query',
    ],
    ['an order by what does not sort', { sort: 'fault' }, 'invalid-query'],
    ['an order by nothing', { sort: '' }, 'invalid-query'],
    ['no page at all', { limit: 0 }, 'invalid-query'],
    ['half a record', { limit: 1.5 }, 'invalid-query'],
    ['more than a page', { limit: 201 }, 'too-many'],
  ])('%s', async (_, query, problem) => {
    const answer = await t.ledger.list(all, { register: 'truck', moment: await now(), ...query })
    expect(answer).toMatchObject({ refusal: problem })
  })
})

describe('the plan of a reader', () => {
  /** The statements of one list, explained in the reader's own transaction. */
  async function plansOf(query: Partial<ListQuery>, member: string): Promise<string[]> {
    const pools = openPools(serverOf(t.connection))
    const plans: string[] = []
    const explaining: Pools = {
      ...pools,
      read: (who, work) =>
        pools.read(who, async (session) => {
          const asked: [string, readonly unknown[]][] = []
          const result = await work({
            ...session,
            query: (text, values) => {
              asked.push([text, values ?? []])
              return session.query(text, values)
            },
          })
          for (const [text, values] of asked) {
            const rows = await session.query<Record<'QUERY PLAN', string>>(
              `explain (costs off) ${text}`,
              values,
            )
            plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
          }
          return result
        }),
    }
    const secret = randomBytes(32)
    const facts = {
      id: mission,
      zone: 'UTC',
      isReplayed: false,
      scopeIds: new Map(),
      secret,
      key: createSecretKey(secret),
    }
    await listOf(explaining, testRegisters, facts, member, {
      register: 'truck',
      moment: await now(),
      total: 'none',
      ...query,
    })
    await pools.close()
    return plans
  }

  test('looks the page up by its records, and a filter by its value', async () => {
    const plans = await plansOf({ filter: { plate: 'P0007' } }, 'some')
    expect(plans.some((plan) => /Index Cond: .*drawer = .*f_plate = ANY/.test(plan))).toBe(true)
    expect(plans.at(-1)).toMatch(
      /Index (Only )?Scan.* using version_pkey|Bitmap Index Scan on version_pkey/,
    )
  })

  test('finds words through the index of words', async () => {
    const plans = await plansOf({ text: 'P0007' }, 'some')
    expect(plans[0]).toMatch(/Index Cond: .*word >= /)
  })
})
