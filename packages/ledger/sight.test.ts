/** Who may see what, asked of the ledger and of Postgres itself. */
import { randomUUID } from 'node:crypto'
import { isRefusal } from '@konbit/model'
import { registers } from '@konbit/registers'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LedgerActor } from './ledger.ts'
import type { ListPage } from './read/list.ts'
import type { Moment } from './read/moment.ts'
import { commandOf, openTestLedger, type TestLedger } from './testing.ts'

let t: TestLedger
let server: pg.Client
let mission: string
let importer: LedgerActor
let person: Awaited<ReturnType<TestLedger['mission']>>['person']
const [kenya, jamaica, first, second] = Array.from({ length: 4 }, () => randomUUID()) as [
  string,
  string,
  string,
  string,
]
const trucks: string[] = []

beforeAll(async () => {
  t = await openTestLedger(registers)
  server = new pg.Client({
    ...t.connection,
    options: '-c search_path=konbit',
  })
  await server.connect()
  await server.query('set session authorization konbit_server') // whatever its password
  const made = await t.mission()
  mission = made.id
  person = made.person
  importer = await person(
    'importer',
    ['importer', 'fleet', 'conduct'],
    [
      { label: 'restricted', unit: '*' },
      { label: 'conduct', unit: '*' },
    ],
  )
  const enter = async (
    register: string,
    record: string,
    input: Record<string, unknown>,
  ): Promise<void> => {
    const answer = await t.ledger.perform(
      importer,
      commandOf({ register, verb: 'enter', record, input }),
    )
    if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  }
  await enter('organisation', kenya, { code: 'KEN', name: 'Kenya', kind: 'state' })
  await enter('organisation', jamaica, { code: 'JAM', name: 'Jamaica', kind: 'state' })
  await enter('contingent', first, { name: 'First', contributor: kenya, type: 'police' })
  await enter('contingent', second, { name: 'Second', contributor: jamaica, type: 'military' })
  for (const [plate, contingent] of [
    ['K 1', first],
    ['K 2', first],
    ['J 1', second],
    ['M 1', undefined],
  ] as const) {
    const record = randomUUID()
    trucks.push(record)
    await enter('vehicle', record, {
      plate,
      type: 'mrap',
      fault: 'Engine',
      ...(contingent ? { contingent } : {}),
    })
  }
  await enter('complaint', randomUUID(), {
    reference: 'C-0001',
    about: 'force',
    account: 'Secret',
    channel: 'form',
  })
})
afterAll(async () => {
  await server?.end()
  await t?.close()
})

const listed = async (actor: LedgerActor, register: string) => {
  const moment = (await t.ledger.moment(actor.mission)) as Moment
  return ((await t.ledger.list(actor, { register, moment })) as ListPage).items
}
const plates = async (actor: LedgerActor): Promise<unknown[]> =>
  (await listed(actor, 'vehicle')).map(({ fields }) => fields.plate).sort()

describe('a clearance', () => {
  test('at a unit covers what lies below it, and nothing beside or above', async () => {
    expect(await plates(await person('k', [], [{ label: 'mission', unit: kenya }]))).toEqual([
      'K 1',
      'K 2',
    ])
    expect(await plates(await person('j', [], [{ label: 'restricted', unit: second }]))).toEqual([
      'J 1',
    ])
    expect(await plates(await person('all', [], [{ label: 'mission', unit: '*' }]))).toEqual([
      'J 1',
      'K 1',
      'K 2',
      'M 1',
    ])
    expect(await plates(await person('low', [], [{ label: 'partner', unit: '*' }]))).toEqual([])
    expect(await plates(await person('none', [], []))).toEqual([])
  })

  test('for a label opens what lies below it in the chain, and no compartment', async () => {
    const highest = await person('highest', [], [{ label: 'restricted', unit: '*' }])
    expect((await listed(highest, 'vehicle'))[0]?.fields).toMatchObject({ fault: 'Engine' })
    expect(await listed(highest, 'complaint')).toEqual([])
    const conduct = await person('conduct', [], [{ label: 'conduct', unit: '*' }])
    expect(await listed(conduct, 'complaint')).toHaveLength(1)
    expect(await listed(conduct, 'vehicle')).toEqual([])
    expect(await listed(conduct, 'organisation')).toEqual([])
  })

  test('ends on its day', async () => {
    const leaver = await person('leaver', [], [{ label: 'mission', unit: '*' }])
    expect(await plates(leaver)).toHaveLength(4)
    await t.look(
      `update konbit.clearance set until = now() - interval '1 second' where mission = $1 and member = 'leaver'`,
      [mission],
    )
    expect(await plates(leaver)).toEqual([])
  })

  test('of one mission says nothing of another, whatever the member is called', async () => {
    const other = await t.mission()
    const same = await other.person('all', [], [{ label: 'restricted', unit: '*' }])
    expect(await plates(same)).toEqual([])
  })

  test('does not open a record that its holder is barred from', async () => {
    const accused = await person('accused', ['fleet'], [{ label: 'restricted', unit: '*' }])
    await t.ledger.bar(mission, 'accused', [trucks[0] as string])
    expect(await plates(accused)).toEqual(['J 1', 'K 2', 'M 1'])
    const moment = (await t.ledger.moment(mission)) as Moment
    expect(
      await t.ledger.get(accused, { register: 'vehicle', id: trucks[0] as string, moment }),
    ).toMatchObject({ refusal: 'not-found' })
    expect(
      await t.ledger.history(accused, { register: 'vehicle', id: trucks[0] as string }),
    ).toMatchObject({ refusal: 'not-found' })
    expect(await t.ledger.search(accused, { text: 'K 1' })).toEqual([])
    const answer = await t.ledger.perform(
      accused,
      commandOf({ register: 'vehicle', verb: 'accept', record: trucks[0] as string }),
    )
    expect(answer).toMatchObject({ refusal: 'not-found' })
  })

  test('follows a vehicle that passes to another contingent, facets and all', async () => {
    const record = randomUUID()
    const k = await person('k2', [], [{ label: 'restricted', unit: kenya }])
    const j = await person('j2', [], [{ label: 'restricted', unit: jamaica }])
    await t.ledger.perform(
      importer,
      commandOf({
        register: 'vehicle',
        verb: 'enter',
        record,
        at: '2024-06-01',
        input: { plate: 'P 1', type: 'apc', contingent: first, fault: 'Brakes' },
      }),
    )
    await t.ledger.perform(
      importer,
      commandOf({
        register: 'vehicle',
        verb: 'amend',
        record,
        at: '2024-08-01',
        input: { contingent: second },
      }),
    )
    const at = async (actor: LedgerActor, text?: string) => {
      const moment = (await t.ledger.moment(mission, text ? { at: text } : {})) as Moment
      const view = await t.ledger.get(actor, { register: 'vehicle', id: record, moment })
      return isRefusal(view) ? view.refusal : view.fields.fault
    }
    expect([await at(k), await at(j)]).toEqual(['not-found', 'Brakes'])
    expect([await at(k, '2024-07-01'), await at(j, '2024-07-01')]).toEqual(['Brakes', 'not-found'])
  })
})

describe('Postgres itself', () => {
  const as = async <Row>(
    role: string,
    member: string | undefined,
    text: string,
  ): Promise<Row[] | string> => {
    await server.query('begin')
    try {
      if (role) await server.query(`set local role ${role}`)
      if (member !== undefined) {
        await server.query(
          `select set_config('konbit.member', $1, true), set_config('konbit.mission', $2, true)`,
          [member, mission],
        )
      }
      return (await server.query(text)).rows as Row[]
    } catch (error) {
      return String((error as { code?: string }).code)
    } finally {
      await server.query('rollback')
    }
  }
  const scoped = async (): Promise<string[]> =>
    (
      await t.look<{ name: string }>(
        `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'konbit'::regnamespace and c.relkind = 'r' and a.attname = 'scope' and c.relname <> 'scope'`,
      )
    ).map(({ name }) => name)

  test('gives a reader without a member nothing, from any table', async () => {
    const tables = await scoped()
    expect(tables.length).toBeGreaterThan(registers.size)
    for (const table of tables) {
      for (const member of [undefined, '', 'nobody']) {
        expect(
          await as('konbit_reader', member, `select count(*)::int as n from konbit."${table}"`),
          table,
        ).toEqual([{ n: 0 }])
      }
    }
    expect(
      await as<{ n: number }>(
        'konbit_reader',
        'importer',
        'select count(*)::int as n from konbit.version',
      ),
    ).not.toEqual([{ n: 0 }])
  })

  test('forces row-level security on whatever has a scope, and one policy reads them all', async () => {
    for (const table of await scoped()) {
      const [row] = await t.look(
        `select relrowsecurity as enabled, relforcerowsecurity as forced, pg_get_userbyid(relowner) as owner,
           (select count(distinct pg_get_expr(p.polqual, p.polrelid))::int from pg_policy p
            where 'konbit_reader'::regrole = any (p.polroles) and p.polrelid = c.oid) as policies
         from pg_class c where oid = $1::regclass`,
        [`konbit."${table}"`],
      )
      expect(row, table).toEqual({
        enabled: true,
        forced: true,
        owner: 'konbit_owner',
        policies: 1,
      })
    }
    const texts = await t.look(
      `select distinct pg_get_expr(polqual, polrelid) from pg_policy
       where 'konbit_reader'::regrole = any (polroles) and polrelid = any ($1::regclass[])`,
      [(await scoped()).map((table) => `konbit."${table}"`)],
    )
    expect(texts).toHaveLength(1)
  })

  test('lets the owner of the tables read no record', async () => {
    await t.look(
      'begin; set local role konbit_owner; create temporary table seen on commit drop as select count(*)::int as n from konbit.version; rollback',
    )
    const client = new pg.Client(t.connection)
    await client.connect()
    try {
      await client.query('set role konbit_owner')
      expect((await client.query('select count(*)::int as n from konbit.version')).rows).toEqual([
        { n: 0 },
      ])
      expect((await client.query('select count(*)::int as n from konbit.facet')).rows).toEqual([
        { n: 0 },
      ])
    } finally {
      await client.end()
    }
  })

  test.each([
    ['clearance', 'select * from konbit.clearance'],
    ['barred', 'select * from konbit.barred'],
    ['command', 'select * from konbit.command'],
    ['member', 'select * from konbit.member'],
    ['the secret of a mission', 'select secret from konbit.mission'],
    ['the filler of a leaf', 'select filler from konbit.entry'],
    ["somebody else's scopes", `select konbit.scopes_of('x', 'y')`],
    ['adding an entry', `insert into konbit.version select * from konbit.version`],
    ['closing a version', `update konbit.version set known_to = 0`],
    ['deleting', `delete from konbit.version`],
    ['making a table', `create table konbit.mine (a int)`],
  ])('refuses a reader %s', async (_, text) => {
    expect(await as('konbit_reader', 'importer', text)).toBe('42501')
  })

  test.each([
    ['changing an entry', `update konbit.entry set author = 'x'`],
    ['deleting an entry', `delete from konbit.entry`],
    ['changing what a facet says', `update konbit.facet set content = 'x'`],
    ['deleting a facet', `delete from konbit.facet`],
    ['forgetting a command', `delete from konbit.command`],
    ['dropping a table', `drop table konbit.entry`],
    ['switching a policy off', `alter table konbit.entry disable row level security`],
  ])('refuses even the writer %s', async (_, text) => {
    expect(await as('konbit_writer', undefined, text)).toBe('42501')
  })

  test('lets the server do nothing before it takes on a role', async () => {
    expect(await as('', 'importer', 'select * from konbit.version')).toBe('42501')
    expect(await as('', 'importer', 'select * from konbit.head')).toBe('42501')
    const [row] = await t.look(
      `select rolsuper, rolbypassrls, rolcreaterole, rolinherit from pg_roles where rolname = 'konbit_server'`,
    )
    expect(row).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolinherit: false,
    })
    expect(await as('konbit_owner', undefined, 'select 1')).toBe('42501')
  })

  test('lets nobody but the named roles call its functions, and fixes where they look things up', async () => {
    const functions = await t.look<{ name: string; settings: string[] | null; open: boolean }>(
      `select proname as name, proconfig as settings, has_function_privilege('public', oid, 'execute') as open
       from pg_proc where pronamespace = 'konbit'::regnamespace`,
    )
    expect(functions.length).toBeGreaterThan(4)
    for (const { name, settings, open } of functions) {
      expect(settings?.[0], name).toMatch(/^search_path=(konbit|pg_catalog), pg_temp$/)
      expect(open, name).toBe(false)
    }
  })
})
