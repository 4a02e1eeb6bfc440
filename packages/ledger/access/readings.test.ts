/** Who read what: every door writes it down, durably, before it answers; nobody who serves can change it; it is chained. */
import { randomUUID } from 'node:crypto'
import { type Fields, isRefusal, type Measure } from '@konbit/model'
import { registers } from '@konbit/registers'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LedgerActor } from '../ledger.ts'
import { LedgerFailure } from '../pool.ts'
import type { Moment } from '../read/moment.ts'
import { commandOf, openTestLedger, type TestLedger } from '../testing.ts'
import { gathering, Seen } from './seen.ts'

const measure: Measure = {
  name: 'accountability.open',
  title: 'Open complaints',
  unit: 'complaints',
  definition: 'Complaints that are not settled.',
  label: 'conduct',
  of: { total: [{ register: 'complaint', state: ['received'] }] },
}

let t: TestLedger
let server: pg.Client
let mission: string
let chief: LedgerActor
let conduct: LedgerActor
let low: LedgerActor
let auditor: LedgerActor
let importer: LedgerActor
let organisation: string
let vehicle: string
let complaint: string
let moment: Moment

beforeAll(async () => {
  t = await openTestLedger(registers, [measure])
  server = new pg.Client({
    ...t.connection,
    options: '-c search_path=konbit',
  })
  await server.connect()
  await server.query('set session authorization konbit_server') // whatever its password
  const made = await t.mission()
  mission = made.id
  const whole = (...labels: ('public' | 'mission' | 'restricted' | 'conduct')[]) =>
    labels.map((label) => ({ label, unit: '*' }))
  importer = await made.person(
    'importer',
    ['importer', 'fleet', 'conduct'],
    whole('restricted', 'conduct'),
  )
  chief = await made.person('chief', ['chief'], whole('restricted'))
  conduct = await made.person('conduct', ['conduct'], whole('public', 'conduct'))
  low = await made.person('low', ['watch'], whole('mission'))
  auditor = await made.person('auditor', ['auditor'], whole('mission'))
  const enter = async (register: string, input: Fields): Promise<string> => {
    const record = randomUUID()
    const told = await t.ledger.perform(
      importer,
      commandOf({ register, verb: 'enter', record, input }),
    )
    if (isRefusal(told)) throw new Error(JSON.stringify(told))
    return record
  }
  organisation = await enter('organisation', { code: 'KEN', name: 'Kenya', kind: 'state' })
  vehicle = await enter('vehicle', { plate: 'K 1', type: 'mrap', fault: 'Turret' })
  complaint = await enter('complaint', {
    reference: 'C-0001',
    about: 'force',
    account: 'Wrongdoing',
    channel: 'form',
  })
  moment = (await t.ledger.moment(mission)) as Moment
})
afterAll(async () => {
  await server?.end()
  await t?.close()
})

type Row = {
  n: number
  member: string
  door: string
  register: string
  labels: string[]
  ids: string[]
}
const rows = async (): Promise<Row[]> =>
  (
    await t.look<{ said: string; n: string }>(
      'select n, said from konbit.reading where mission = $1 order by n',
      [mission],
    )
  ).map(({ said, n }) => ({ n: Number(n), ...JSON.parse(said) }))
/** What `work` added, without the number of the row. */
const added = async (work: () => Promise<unknown>): Promise<Omit<Row, 'n'>[]> => {
  const before = (await rows()).length
  await work()
  return (await rows()).slice(before).map(({ n: _, ...rest }) => rest)
}

describe('each door of the ledger', () => {
  const doors: [name: string, ask: (who: LedgerActor) => Promise<unknown>][] = [
    ['get', (who) => t.ledger.get(who, { register: 'vehicle', id: vehicle, moment })],
    ['list', (who) => t.ledger.list(who, { register: 'vehicle', moment })],
    ['list by words', (who) => t.ledger.list(who, { register: 'vehicle', moment, text: 'turret' })],
    ['history', (who) => t.ledger.history(who, { register: 'vehicle', id: vehicle })],
    ['entry', (who) => t.ledger.entry(who, 2)],
    ['search', (who) => t.ledger.search(who, { text: 'turret' })],
    ['sight', (who) => t.ledger.sightOf(who, { register: 'vehicle', id: vehicle })],
    [
      'pages of an export',
      async (who) => {
        for await (const page of t.ledger.pages(who, { register: 'vehicle', moment })) void page
      },
    ],
  ]
  test.each(doors)(
    '%s writes down who read what is restricted, and no word of it',
    async (_, ask) => {
      const told = await added(() => ask(chief))
      expect(told).toEqual([
        {
          member: 'chief',
          door: 'program',
          register: 'vehicle',
          labels: ['restricted'],
          ids: [vehicle],
        },
      ])
      expect(JSON.stringify(await rows()).toLowerCase()).not.toContain('turret')
    },
  )
  test.each(doors)('%s writes nothing of whoever saw less', async (_, ask) => {
    expect(await added(() => ask(low))).toEqual([])
  })
  test('a caption, a link and a figure out of a compartment are written down too', async () => {
    const caption = await added(() => t.ledger.captions(conduct, [complaint], moment))
    expect(caption).toMatchObject([
      { register: 'complaint', labels: ['conduct'], ids: [complaint] },
    ])
    const figure = await added(() => t.ledger.measure(conduct, { name: measure.name, moment }))
    expect(figure).toMatchObject([{ register: 'complaint', labels: ['conduct'], ids: [] }])
    const rests = await added(() => t.ledger.rests(conduct, { name: measure.name, moment }))
    expect(rests).toMatchObject([{ register: 'complaint', ids: [complaint] }])
    expect(await added(() => t.ledger.measure(low, { name: measure.name, moment }))).toEqual([])
    // A caption of what is public shows nothing restricted, even to those who would see more.
    expect(await added(() => t.ledger.captions(chief, [organisation, vehicle], moment))).toEqual([])
  })
})

describe('an answer', () => {
  test('does not come when the reading cannot be written', async () => {
    await t.look('revoke execute on function konbit.note_readings(text, text[]) from konbit_writer')
    try {
      const asked = t.ledger.get(chief, { register: 'vehicle', id: vehicle, moment })
      await expect(asked).rejects.toMatchObject({ problem: 'unavailable' })
      await expect(asked).rejects.toBeInstanceOf(LedgerFailure)
      expect(await t.ledger.get(low, { register: 'vehicle', id: vehicle, moment })).toMatchObject({
        id: vehicle,
      })
    } finally {
      await t.look('grant execute on function konbit.note_readings(text, text[]) to konbit_writer')
    }
  })
  test('of many parts is one row for each register', async () => {
    const seen = new Seen()
    const told = await added(async () => {
      await gathering(seen, async () => {
        await t.ledger.get(importer, { register: 'vehicle', id: vehicle, moment })
        await t.ledger.history(importer, { register: 'vehicle', id: vehicle })
        await t.ledger.get(importer, { register: 'complaint', id: complaint, moment })
      })
      await t.ledger.note({ ...importer, door: 'a page' }, seen)
    })
    expect(told).toMatchObject([
      { door: 'a page', register: 'vehicle', labels: ['restricted'], ids: [vehicle] },
      { door: 'a page', register: 'complaint', labels: ['conduct'], ids: [complaint] },
    ])
  })
  test('of a thousand records is kept in rows of bounded size', async () => {
    const seen = new Seen()
    const ids = Array.from({ length: 450 }, () => randomUUID())
    for (const id of ids) seen.add('vehicle', 'restricted', id)
    const told = await added(() => t.ledger.note(chief, seen))
    expect(told.map((row) => row.ids.length)).toEqual([200, 200, 50])
    expect(told.flatMap((row) => row.ids).sort()).toEqual(ids.sort())
  })
  test('of many readers at once loses none and repeats no number', async () => {
    const before = (await rows()).length
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        t.ledger.get(index % 2 ? chief : importer, { register: 'vehicle', id: vehicle, moment }),
      ),
    )
    const all = await rows()
    expect(all.length - before).toBe(40)
    expect(all.map(({ n }) => n)).toEqual(all.map((_, index) => index + 1))
  })
})

describe('who may look', () => {
  const look = async (who: LedgerActor, query = {}) => {
    const found = await t.ledger.readings(who, { limit: 200, ...query })
    if (isRefusal(found)) throw new Error(found.refusal)
    return found.items
  }
  test('everybody at their own, an auditor at all, conduct at what lies behind its wall', async () => {
    await t.ledger.get(chief, { register: 'vehicle', id: vehicle, moment })
    await t.ledger.get(conduct, { register: 'complaint', id: complaint, moment })
    expect(new Set((await look(chief)).map(({ member }) => member))).toEqual(new Set(['chief']))
    expect(await look(low)).toEqual([])
    const all = (await look(auditor)).map(({ member }) => member)
    expect(all).toEqual(expect.arrayContaining(['chief', 'conduct', 'importer']))
    const walled = await look(conduct)
    expect(walled.some(({ member }) => member !== 'conduct')).toBe(true)
    expect(
      walled.every(({ labels, member }) => labels.includes('conduct') || member === 'conduct'),
    ).toBe(true)
  })
  test('the auditor is told how many complaints were read and not which', async () => {
    const [row] = await look(auditor, { register: 'complaint', member: 'conduct' })
    expect(row).toMatchObject({ records: 1, ids: [] })
    const [own] = await look(auditor, { register: 'vehicle', member: 'chief' })
    expect(own).toMatchObject({ ids: [vehicle] })
  })
  test('and looking at those of others is itself written down', async () => {
    const told = await added(() => look(auditor))
    expect(told).toMatchObject([{ member: 'auditor', register: 'reading' }])
    expect(await added(() => look(chief))).toEqual([])
  })
  test('page by page, by member, record, label and time', async () => {
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await t.ledger.readings(auditor, {
        limit: 7,
        member: 'chief',
        ...(cursor ? { cursor } : {}),
      })
      if (isRefusal(page)) throw new Error(page.refusal)
      seen.push(...page.items.map(({ n }) => n))
      cursor = page.next ?? undefined
    } while (cursor)
    const all = (await rows()).filter(({ member }) => member === 'chief').map(({ n }) => n)
    expect(seen).toEqual(all.reverse())
    expect(
      (await look(auditor, { record: complaint })).every(
        ({ register }) => register === 'complaint',
      ),
    ).toBe(true)
    expect(await look(auditor, { to: Date.now() - 3_600_000 })).toEqual([])
    expect(
      (await look(auditor, { label: 'conduct', from: Date.now() - 3_600_000 })).length,
    ).toBeGreaterThan(0)
    expect(await t.ledger.readings(auditor, { cursor: 'nonsense' })).toMatchObject({
      refusal: 'bad-cursor',
    })
  })
})

describe('nobody who serves', () => {
  test.each([
    ['read', 'select * from konbit.reading'],
    [
      'add past the function to',
      `insert into konbit.reading (mission, n, at, said, hash) values ('x', 1, now(), '{}', '')`,
    ],
    ['change', `update konbit.reading set said = '{}'`],
    ['delete from', 'delete from konbit.reading'],
    ['truncate', 'truncate konbit.reading'],
    ['move the end of', 'update konbit.reading_head set n = 0'],
    ['drop', 'drop table konbit.reading'],
  ])('may %s the readings', async (_, text) => {
    for (const role of ['konbit_reader', 'konbit_writer', undefined]) {
      await server.query('begin')
      if (role) await server.query(`set local role ${role}`)
      const code = await server.query(text).then(
        () => 'done',
        (error: { code: string }) => error.code,
      )
      await server.query('rollback')
      expect(code).toBe('42501')
    }
  })
})

describe('the chain', () => {
  const tampered = async (change: string, values: unknown[] = []): Promise<unknown> => {
    const before = await t.look<{ n: string }>('select * from konbit.reading where mission = $1', [
      mission,
    ])
    await t.look(change, values)
    const checked = await t.ledger.verifyReadings(mission)
    await t.look('delete from konbit.reading where mission = $1', [mission])
    for (const row of before as unknown as Record<string, unknown>[])
      await t.look(
        'insert into konbit.reading (mission, n, at, said, hash) values ($1, $2, $3, $4, $5)',
        [row.mission, row.n, row.at, row.said, row.hash],
      )
    return checked.wrong
  }
  test('holds, and names the first row that was changed, moved or taken out', async () => {
    expect(await t.ledger.verifyReadings(mission)).toMatchObject({ n: (await rows()).length })
    expect((await t.ledger.verifyReadings(mission)).wrong).toBeUndefined()
    const at = `where mission = $1 and n = 5`
    expect(
      await tampered(`update konbit.reading set said = replace(said, 'chief', 'other') ${at}`, [
        mission,
      ]),
    ).toBe(5)
    expect(
      await tampered(`update konbit.reading set at = at + interval '1 second' ${at}`, [mission]),
    ).toBe(5)
    expect(await tampered(`delete from konbit.reading ${at}`, [mission])).toBe(6)
    const last = (await rows()).length
    expect(
      await tampered(`delete from konbit.reading where mission = $1 and n = ${last}`, [mission]),
    ).toBe(last)
    expect((await t.ledger.verifyReadings(mission)).wrong).toBeUndefined()
  })
  test('made anew as a whole is told by whoever kept its end', async () => {
    const { n, hash } = await t.ledger.verifyReadings(mission)
    expect((await t.ledger.verifyReadings(mission, { n, hash })).wrong).toBeUndefined()
    expect(
      await t.ledger.verifyReadings(mission, {
        n,
        hash: hash.replace(/^./, (c) => (c === '0' ? '1' : '0')),
      }),
    ).toMatchObject({ wrong: n })
    expect(await t.ledger.verifyReadings(mission, { n: n + 5, hash })).toMatchObject({
      wrong: n + 5,
    })
  })
})
