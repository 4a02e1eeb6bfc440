/** What a reader sees is worked out once a transaction; it is never another reader's, nor older than the transaction. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPools, type Pools, type ReadAs, type ReadSession } from '../pool.ts'
import { serverOf } from '../roles.ts'
import { openTestLedger, type TestLedger } from '../testing.ts'
import { testRegisters } from '../testRegisters.ts'

let t: TestLedger
let pools: Pools
let mission: string
const everywhere = (label: 'restricted' | 'public') => [{ label, unit: '*' }] as const
const seen = async (session: ReadSession): Promise<string> =>
  JSON.stringify(await session.query('select scopes(), barred()::text[] as barred'))

beforeAll(async () => {
  t = await openTestLedger(testRegisters)
  pools = openPools(serverOf(t.connection))
  const made = await t.mission()
  mission = made.id
  const ana = await made.person('ana', ['fleet'], everywhere('restricted'))
  await made.person('jo', [], everywhere('public'))
  await t.ledger.perform(ana, {
    id: crypto.randomUUID(),
    record: crypto.randomUUID(),
    register: 'body',
    verb: 'enter',
    input: { code: 'K', aside: 'For few' },
  })
})
afterAll(async () => {
  await pools?.close()
  await t?.close()
})

const read = <Result>(
  who: Omit<ReadAs, 'mission'>,
  work: (session: ReadSession) => Promise<Result>,
) => pools.read({ mission, ...who }, work)

test('asked again it says the same, and each reader of one connection their own', async () => {
  const all = await read({ member: 'ana' }, async (session) => {
    const first = await seen(session)
    expect(await seen(session)).toBe(first)
    const asides = await session.query(`select from facet where label = 'restricted'`)
    expect(asides).toHaveLength(1)
    return first
  })
  const few = await read({ member: 'jo' }, seen)
  expect(few).not.toBe(all)
  expect(await read({ member: 'nobody' }, seen)).toBe('[{"scopes":[],"barred":[]}]')
  expect(await read({ member: 'ana', view: { clearances: everywhere('public') } }, seen)).toBe(few)
  expect(await read({ member: 'ana' }, seen)).toBe(all)
})

test('in one transaction that goes on as somebody else it is worked out for them', async () => {
  await read({ member: 'ana' }, async (session) => {
    const all = await seen(session)
    await session.query(`select set_config('konbit.member', 'jo', true)`)
    expect(await seen(session)).not.toBe(all)
    expect(await session.query(`select from facet where label = 'restricted'`)).toHaveLength(0)
    await session.query(`select set_config('konbit.member', 'ana', true)`)
    expect(await seen(session)).toBe(all)
  })
})

test('where a transaction may see what is written meanwhile, nothing is kept', async () => {
  await pools.write(async (session) => {
    await session.query(
      `select set_config('konbit.mission', $1, true), set_config('konbit.member', 'jo', true)`,
      [mission],
    )
    await session.query('set local role konbit_reader')
    await session.query('select scopes()')
    const kept = await session.query<{ kept: string | null }>(
      `select nullif(current_setting('konbit.scopes_of', true), '') as kept`,
    )
    expect(kept[0]?.kept).toBeNull()
  })
})

test('a right that is taken is gone for the next transaction', async () => {
  const before = await read({ member: 'ana' }, seen)
  await t.ledger.grant(mission, 'ana', { roles: ['fleet'], clearances: everywhere('public') })
  expect(await read({ member: 'ana' }, seen)).not.toBe(before)
})
