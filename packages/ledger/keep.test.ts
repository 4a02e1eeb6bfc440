/** What keeps the record honest: verify, rebuild, redefinition, followers. */
import { randomUUID } from 'node:crypto'
import { choice, code, count, isRefusal, register, vocabulary } from '@konbit/model'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Followed, type LedgerActor, openLedger } from './index.ts'
import type { ListPage } from './read/list.ts'
import type { Moment } from './read/moment.ts'
import { commandOf, makeDatabase, openTestLedger, type TestLedger } from './testing.ts'
import { testRegisters } from './testRegisters.ts'

let t: TestLedger
let mission: string
let all: LedgerActor
let record: string
beforeAll(async () => {
  t = await openTestLedger(testRegisters)
})
afterAll(async () => t?.close())
beforeEach(async () => {
  const made = await t.mission()
  mission = made.id
  all = await made.person('all', ['fleet'], [{ label: 'restricted', unit: '*' }])
  record = randomUUID()
  await t.ledger.performAll(all, [
    commandOf({
      register: 'truck',
      verb: 'enter',
      record,
      input: { plate: 'P1', km: 5, fault: 'Axle' },
      because: 'It came',
    }),
    commandOf({ register: 'truck', verb: 'ground', record, input: { fault: 'Engine' } }),
    commandOf({ register: 'truck', verb: 'amend', record, input: { km: 7 } }),
  ])
})

describe('verify', () => {
  test('finds nothing wrong where nothing is', async () => {
    const { size, root } = await t.ledger.head(mission)
    expect(await t.ledger.verify(mission)).toEqual({ ok: true, size, root, erased: [] })
    expect(size).toBe(3)
  })

  test.each<[string, string, number, RegExp]>([
    [
      'a changed facet',
      `update facet set content = replace(content, 'Engine', 'Brakes') where mission = $1 and seq = 2 and label = 'restricted'`,
      2,
      /leaf/,
    ],
    [
      'a changed reason',
      `update facet set content = replace(content, 'It came', 'So what') where mission = $1`,
      1,
      /leaf/,
    ],
    [
      'a changed salt',
      `update facet set salt = sha256(salt) where mission = $1 and seq = 3`,
      3,
      /leaf/,
    ],
    [
      'a facet moved to another label',
      `update facet set label = 'mission' where mission = $1 and seq = 1 and label = 'restricted'`,
      1,
      /leaf/,
    ],
    [
      'a facet taken out',
      `delete from facet where mission = $1 and seq = 2 and label = 'restricted'`,
      2,
      /leaf/,
    ],
    [
      'a facet put empty',
      `update facet set content = null, salt = null where mission = $1 and seq = 2`,
      2,
      /missing/,
    ],
    [
      'the same said in another way',
      `update facet set content = replace(content, '":', '": ') where mission = $1 and seq = 3`,
      3,
      /canonical/,
    ],
    [
      'a changed author',
      `update entry set author = 'eve' where mission = $1 and seq = 2`,
      2,
      /columns/,
    ],
    [
      'a changed date',
      `update entry set at = at - interval '1 day' where mission = $1 and seq = 3`,
      3,
      /columns/,
    ],
    [
      'a changed envelope',
      `update entry set envelope = replace(envelope, 'all', 'eve'), author = 'eve' where mission = $1 and seq = 1`,
      1,
      /leaf/,
    ],
    [
      'a changed leaf',
      `update entry set leaf = decode('01' || repeat('00', 32), 'hex') where mission = $1 and seq = 1`,
      1,
      /leaf/,
    ],
    [
      'an entry taken out of the middle',
      `delete from entry where mission = $1 and seq = 2`,
      2,
      /missing/,
    ],
    ['the last entry taken off', `delete from entry where mission = $1 and seq = 3`, 3, /missing/],
    ['a shorter head', `update head set size = 2 where mission = $1`, 3, /beyond/],
    [
      'another edge',
      `update head set edge = sha256('x') || sha256('y') where mission = $1`,
      3,
      /edge/,
    ],
    [
      'two entries that changed places',
      `update entry set seq = case seq when 2 then 3 else 2 end + 100 where mission = $1 and seq in (2, 3)`,
      2,
      /missing/,
    ],
  ])('names the first entry that is wrong: %s', async (_, tamper, seq, what) => {
    await t.look(tamper, [mission])
    expect(await t.ledger.verify(mission)).toMatchObject({
      ok: false,
      firstWrong: seq,
      what: expect.stringMatching(what),
    })
  })

  test('says so of a mission that is not there', async () => {
    expect(await t.ledger.verify('nowhere')).toMatchObject({ ok: false })
  })
})

describe('rebuild', () => {
  const versions = (): Promise<unknown[]> =>
    t.look(
      'select to_jsonb(v) as row from version v where mission = $1 union all select to_jsonb(r) from r_truck_partner r where mission = $1 order by 1',
      [mission],
    )

  test('puts back what somebody bent', async () => {
    const before = await versions()
    await t.look(`update version set body = '{"plate": "X"}' where mission = $1`, [mission])
    await t.look('delete from r_truck_partner where mission = $1', [mission])
    await t.look('delete from term where mission = $1', [mission])
    expect(await t.ledger.rebuild(mission)).toMatchObject({
      entries: 3,
      records: 1,
    })
    expect(await versions()).toEqual(before)
    expect(await t.ledger.search(all, { text: 'engine' })).toHaveLength(1)
  })

  test('loses nothing that is entered meanwhile, and touches no other mission', async () => {
    const other = await t.mission()
    const there = await other.person('all', ['fleet'], [{ label: 'restricted', unit: '*' }])
    await t.ledger.perform(
      there,
      commandOf({ register: 'truck', verb: 'enter', input: { plate: 'P1' } }),
    )
    const [, ...answers] = await Promise.all([
      t.ledger.rebuild(mission),
      ...Array.from({ length: 60 }, (_, n) =>
        t.ledger.perform(
          all,
          commandOf({ register: 'truck', verb: 'enter', input: { plate: `Q${n}` } }),
        ),
      ),
      ...Array.from({ length: 40 }, (_, n) =>
        t.ledger.perform(
          all,
          commandOf({ register: 'truck', verb: 'amend', record, input: { km: n + 100 } }),
        ),
      ),
    ])
    expect(answers.filter((answer) => isRefusal(answer))).toEqual([])
    const live = await versions()
    await t.ledger.rebuild(mission)
    expect(await versions()).toEqual(live)
    const page = (await t.ledger.list(there, {
      register: 'truck',
      moment: (await t.ledger.moment(other.id)) as Moment,
    })) as ListPage
    expect(page.total).toBe(1)
  })
})

describe('a register that is redefined', () => {
  const boat = (more: boolean) =>
    vocabulary([
      register({
        name: 'boat',
        title: 'Boat',
        plural: 'Boats',
        about: 'Boats.',
        desk: 'logistics',
        controller: 'mission',
        basis: 'mandate',
        retention: { permanent: 'For tests.' },
        label: 'mission',
        caption: ['name'],
        featured: ['name'],
        fields: {
          name: code(z.string()),
          berths: count(z.int().optional()),
          ...(more ? { hull: choice(z.enum(['steel', 'wood']).optional()) } : {}),
        },
        enters: { by: ['fleet'] },
        amends: { by: ['fleet'] },
      }),
    ])

  test('gets its tables anew at the next start, filled, under the next edition', async () => {
    const { connection, drop } = await makeDatabase()
    const said: string[] = []
    const open = (more: boolean) =>
      openLedger({
        connection,
        registers: boat(more),
        measures: [],
        say: (line) => said.push(line),
      })
    try {
      const actor = { mission: 'm', member: 'ana', roles: ['fleet'] as const }
      const before = await open(false)
      await before.createMission({ id: 'm', name: 'M', clock: 'live', zone: 'UTC' })
      await before.grant('m', 'ana', {
        clearances: [{ label: 'mission', unit: '*' }],
        roles: ['fleet'],
      })
      await before.perform(
        actor,
        commandOf({ register: 'boat', verb: 'enter', input: { name: 'A', berths: 4 } }),
      )
      await before.close()
      expect(said).toEqual([])

      const after = await open(true)
      expect(said).toEqual(['Making r_boat_mission anew: its register was redefined'])
      await after.perform(
        actor,
        commandOf({ register: 'boat', verb: 'enter', input: { name: 'B', hull: 'wood' } }),
      )
      const moment = (await after.moment('m')) as Moment
      const page = (await after.list(actor, {
        register: 'boat',
        moment,
        filter: { berths: 4 },
      })) as ListPage
      expect(page.items.map(({ caption }) => caption)).toEqual(['A'])
      expect(
        (
          (await after.list(actor, {
            register: 'boat',
            moment,
            filter: { hull: 'wood' },
          })) as ListPage
        ).total,
      ).toBe(1)
      expect(await after.verify('m')).toMatchObject({ ok: true, size: 2 })
      await after.close()
      await (await open(true)).close()
      expect(said).toHaveLength(1)
    } finally {
      await drop()
    }
  })

  test('two processes that start at once agree', async () => {
    const { connection, drop } = await makeDatabase()
    try {
      const opened = await Promise.all(
        [1, 2, 3].map(() => openLedger({ connection, registers: boat(true), measures: [] })),
      )
      await Promise.all(opened.map((ledger) => ledger.close()))
    } finally {
      await drop()
    }
  })

  test('an older program refuses a newer database', async () => {
    const newer = await openTestLedger(boat(true))
    try {
      await newer.look(`insert into migration (number, digest) values (99, 'x')`)
      await expect(
        openLedger({ connection: newer.connection, registers: boat(true), measures: [] }),
      ).rejects.toThrow(/newer Konbit/)
    } finally {
      await newer.close()
    }
  })
})

describe('a follower', () => {
  const until = async (holds: () => boolean): Promise<void> => {
    for (let tries = 0; !holds(); tries++) {
      if (tries > 200) throw new Error('it never came')
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }

  test('is handed every entry in order, from where it left off', async () => {
    const heard: number[] = []
    const handler = async (entries: readonly Followed[]): Promise<void> => {
      heard.push(...entries.map(({ seq }) => seq))
    }
    const first = t.ledger.follow('counts', mission, handler)
    await until(() => heard.length === 3)
    await first.stop()
    await t.ledger.perform(
      all,
      commandOf({ register: 'truck', verb: 'amend', record, input: { km: 8 } }),
    )
    const second = t.ledger.follow('counts', mission, handler)
    await until(() => heard.length === 4)
    await t.ledger.perform(
      all,
      commandOf({ register: 'truck', verb: 'amend', record, input: { km: 9 } }),
    )
    await until(() => heard.length === 5)
    await second.stop()
    expect(heard).toEqual([1, 2, 3, 4, 5])
  })

  test('gets the same entries again after a failure, and its effect is undone with it', async () => {
    await t.look(
      'create table if not exists konbit.effect (mission text, seq int8); grant insert on konbit.effect to konbit_writer',
    )
    let failures = 0
    const following = t.ledger.follow('effects', mission, async (entries, session) => {
      for (const { seq } of entries)
        await session.query('insert into konbit.effect values ($1, $2)', [mission, seq])
      if (failures++ < 2) throw new Error('stumbled')
    })
    await until(() => failures > 2)
    await following.stop()
    const rows = await t.look<{ seq: string }>(
      'select seq from konbit.effect where mission = $1 order by seq',
      [mission],
    )
    expect(rows.map(({ seq }) => Number(seq))).toEqual([1, 2, 3])
  })
})
