/**
 * Custody and care as their walls hold them: nobody is handed over short of a condition, no list has a name, operations reach
 * nothing, children go elsewhere; and a care unit of its own tells the mission counts and nothing else.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, isRefusal, operations, type Role } from '@konbit/model'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importMission } from '../../../missions/import.ts'
import type { Standing } from '../house.ts'
import { type Got, openTestServer, type TestServer } from '../testing.ts'

const person = (id: string, roles: Role[], ...labels: string[]): Standing => ({
  id,
  title: id,
  roles,
  clearances: labels.map((label) => ({ label: label as 'public', unit: '*' })),
})
const asked: Standing[] = [
  person('custodyOfficer', ['custodyOfficer'], 'partner', 'custody'),
  person('careOfficer', ['careOfficer'], 'public', 'care'),
  person('lawyer', ['legal'], 'restricted'),
  // Every role that runs the mission, with the highest clearance that they can hold.
  person('operations', [...operations], 'restricted'),
]
const today = new Date().toISOString().slice(0, 10)
const day = (ago: number): string => addDays(today, -ago)
const folders: string[] = []

async function open(clock: 'live' | 'replayed', more: readonly Standing[]): Promise<TestServer> {
  const keys = await mkdtemp(join(tmpdir(), 'konbit-custody-'))
  folders.push(keys)
  const server = await openTestServer({
    clock,
    keys,
    change: (house) => ({
      ...house,
      missions: new Map(
        [...house.missions].map(([id, one]) => [id, { ...one, people: [...one.people, ...more] }]),
      ),
    }),
  })
  for (const who of more) await server.test.ledger.grant(server.mission, who.id, who)
  return server
}

let mission: TestServer
let unit: TestServer
beforeAll(async () => {
  ;[mission, unit] = await Promise.all([
    open('live', asked),
    open('replayed', [person('careOfficer', ['careOfficer'], 'public', 'care')]),
  ])
}, 600_000)
afterAll(async () => {
  expect([...mission.failures, ...unit.failures]).toEqual([])
  await mission?.close()
  await unit?.close()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

const enter = async (who: string, register: string, input: object, server = mission) => {
  const record = randomUUID()
  const got = await server.as(who).post(register, { id: randomUUID(), record, input })
  return { record, got }
}
const made = async (who: string, register: string, input: object, server = mission) => {
  const { record, got } = await enter(who, register, input, server)
  expect(got.status, got.text).toBe(201)
  return record
}
const act = (who: string, path: string, input: object): Promise<Got> =>
  mission.as(who).post(path, { id: randomUUID(), because: 'It is so.', input })

let nth = 0
const held = (more: object = {}): Promise<string> => {
  nth += 1
  return made('custodyOfficer', 'custody', {
    reference: `C-${String(nth).padStart(4, '0')}`,
    ageGroup: 'adult',
    apprehendedOn: day(3),
    arrestedOn: day(3),
    ...more,
  })
}
const conditions = { healthCheckOn: day(2), counselOn: day(2), kinToldOn: day(2) }

describe('a hand-over', () => {
  const bodies: Record<string, string> = {}
  const assessed = (more: object) =>
    made('importer', 'dueDiligence', {
      title: 'A holding place',
      organisation: bodies.police,
      assessedOn: day(30),
      validUntil: day(-30),
      outcome: 'clear',
      ...more,
    })
  beforeAll(async () => {
    for (const name of ['police', 'other'])
      bodies[name] = await made('importer', 'organisation', {
        code: name.toUpperCase(),
        name,
        kind: 'authority',
      })
    bodies.clear = await assessed({})
    bodies.lapsed = await assessed({ validUntil: day(10) })
    bodies.refused = await assessed({ outcome: 'refused' })
    bodies.elsewhere = await assessed({ organisation: bodies.other })
  })

  test.each([
    ['no medical check', { healthCheckOn: undefined }, 'medical check'],
    ['no counsel', { counselOn: undefined }, 'counsel'],
    ['a family that is told afterwards', { kinToldOn: day(0) }, 'family'],
    ['an assessment that has lapsed', { dueDiligence: 'lapsed' }, 'not current'],
    ['an assessment that says no', { dueDiligence: 'refused' }, 'says no'],
    ['an assessment of another body', { dueDiligence: 'elsewhere' }, 'assessment that stands'],
    ['no assessment', { dueDiligence: undefined }, ''],
  ])('is refused with %s, at both doors', async (_, less, why) => {
    const lacking = { ...conditions, dueDiligence: 'clear', ...less } as Record<string, string>
    const input = {
      handedTo: bodies.police,
      handedOn: day(1),
      ...lacking,
      dueDiligence: bodies[lacking.dueDiligence ?? ''],
    }
    const custody = await held()
    const atPerson = await act('custodyOfficer', `custody/${custody}/handOver`, input)
    const transfer = await made('custodyOfficer', 'custodyTransfer', {
      custody,
      handedTo: bodies.police,
      plannedOn: day(1),
    })
    const path = `custodyTransfer/${transfer}/handOver`
    const atTransfer = await act('custodyOfficer', path, { ...input, visitDue: day(-20) })
    for (const got of [atPerson, atTransfer]) {
      expect(got.status, got.text).toBeGreaterThanOrEqual(400)
      expect(got.text).toContain(why)
    }
    const refused = await act('custodyOfficer', `custodyTransfer/${transfer}/refuse`, {
      refusedFor: 'assessment',
    })
    expect(refused.status).toBe(201)
  })
  test('goes ahead when every condition stands, and the clock to a judge runs on', async () => {
    const custody = await held()
    const figure = async (): Promise<number> =>
      (await mission.as('custodyOfficer').get('measures/custody.over48h')).body.value
    const before = await figure()
    const done = await act('custodyOfficer', `custody/${custody}/handOver`, {
      handedTo: bodies.police,
      dueDiligence: bodies.clear,
      handedOn: day(1),
      ...conditions,
    })
    expect(done.status, done.text).toBe(201)
    expect(await figure()).toBe(before)
    const seen = await act('custodyOfficer', `custody/${custody}/present`, { presentedOn: day(0) })
    expect(seen.status, seen.text).toBe(201)
    expect(await figure()).toBe(before - 1)
  })
  test('is due by the mission’s own rule, where it has one', async () => {
    await made('importer', 'custodyRule', {
      title: 'Adults',
      ageGroup: 'adult',
      handOverHours: 24,
      renewalDays: 30,
      startsOn: day(60),
    })
    const apprehendedOn = `${day(3)}T08:00:00Z`
    const late = {
      reference: 'C-LATE',
      ageGroup: 'adult',
      apprehendedOn,
      arrestedOn: apprehendedOn,
    }
    const { got } = await enter('custodyOfficer', 'custody', {
      ...late,
      handOverBy: `${day(2)}T09:00:00Z`,
    })
    expect(got.text).toContain('24 hours')
    await held({ ...late, reference: 'C-TIME', handOverBy: `${day(2)}T08:00:00Z` })
  })
})

describe('a name', () => {
  const name = 'Zqvaillant Zqbelhomme'
  const blindedName = 'ab'.repeat(32)
  test('is on its own page, and no list, file, search or order has it', async () => {
    const record = await held({ fullName: name, blindedName })
    const officer = mission.as('custodyOfficer')
    expect((await officer.get(`custody/${record}`)).body.fields.fullName).toBe(name)
    const doors = [
      'custody?limit=200',
      'custody?format=csv',
      'custody?format=geojson',
      'custody?q=Zqvaillant',
      'search?q=Zqvaillant',
      'custody?sort=fullName',
      'custody?fullName=Zqvaillant',
      `custody/${record}/links`,
    ]
    for (const door of doors) {
      const got = await officer.get(door)
      expect(got.text.replaceAll(door, ''), door).not.toMatch(/Zqvaillant [^=]|Zqbelhomme/)
    }
    expect((await officer.get('custody?q=Zqvaillant')).body.items).toEqual([])
    expect((await officer.get('search?q=Zqvaillant')).body.items).toEqual([])
    expect((await officer.get('custody?sort=fullName')).status).toBe(400)
  })
  test('is compared by its blinded key, in the hands of whoever is cleared', async () => {
    const found = async (who: string): Promise<number> =>
      (await mission.as(who).get(`custody?blindedName=${blindedName}`)).body.items.length
    expect(await found('custodyOfficer')).toBe(1)
    for (const who of ['operations', 'lawyer', 'careOfficer', 'conduct'])
      expect(await found(who), who).toBe(0)
  })
})

test('operations, in every role they have, reach nothing of custody or care', async () => {
  const record = await held()
  const participant = await made('careOfficer', 'participant', {
    reference: 'P-0001',
    registeredOn: day(2),
    ageGroup: 'adult',
    consentOn: day(2),
  })
  const walled = [...registers.values()].filter(({ label }) => ['custody', 'care'].includes(label))
  expect(walled.length).toBeGreaterThan(9)
  const client = mission.as('operations')
  for (const { name } of walled) {
    expect((await client.get(`${name}?total=exact`)).body, name).toMatchObject({
      items: [],
      total: 0,
    })
    expect((await enter('operations', name, {})).got.status, name).toBeGreaterThanOrEqual(400)
  }
  for (const path of [
    `custody/${record}`,
    `participant/${participant}`,
    `custody/${record}/history`,
  ])
    expect((await client.get(path)).status, path).toBe(404)
  for (const of of ['custody', 'care']) expect((await client.get(`counts/${of}`)).status).toBe(404)
  expect((await client.get('measures/custody.held')).body).toMatchObject({ partial: true })
  expect((await mission.as('custodyOfficer').get(`participant/${participant}`)).status).toBe(404)
  expect((await mission.as('careOfficer').get(`custody/${record}`)).status).toBe(404)
})

describe('a child', () => {
  test('is entered neither as held nor as a participant, and child protection is told the same day', async () => {
    const { got } = await enter('custodyOfficer', 'custody', {
      reference: 'C-CHILD',
      ageGroup: 'child',
      apprehendedOn: day(1),
      arrestedOn: day(1),
    })
    expect(got.text).toContain('A child is not held')
    const care = await enter('careOfficer', 'participant', {
      reference: 'P-CHILD',
      registeredOn: day(1),
      ageGroup: 'child',
      consentOn: day(1),
    })
    expect(care.got.text).toContain('A child is no participant')
    const child = { reference: 'CH-1', metOn: day(2), heldApart: 'apart' }
    const late = await enter('custodyOfficer', 'childTransfer', { ...child, informedOn: day(1) })
    expect(late.got.status).toBeGreaterThanOrEqual(400)
    const record = await made('custodyOfficer', 'childTransfer', { ...child, informedOn: day(2) })
    const bare = await act('custodyOfficer', `childTransfer/${record}/handOn`, { handedOn: day(1) })
    expect(bare.status).toBeGreaterThanOrEqual(400)
  })
})

describe('a care unit under keys of its own', () => {
  const asOn = day(8)
  let statement: { note: string; key: string; cells: { figure: string; value: number | null }[] }

  test('is a folder with the other desks switched off, and runs on it', async () => {
    const folder = join(import.meta.dirname, '../../../missions/care-unit')
    const files = new Map(
      await Promise.all(
        ['mission.json', 'unit.json'].map(
          async (path) => [path, await readFile(join(folder, path), 'utf8')] as const,
        ),
      ),
    )
    const { commands, report, mission: file } = importMission(files, registers)
    expect(report.flatMap(({ named }) => named)).toEqual([])
    expect(
      file.people.flatMap(({ roles }) => roles).filter((one) => operations.includes(one)),
    ).toEqual([])
    for (const command of commands) {
      const actor = { mission: unit.mission, member: 'importer', roles: ['importer'] as Role[] }
      expect(isRefusal(await unit.test.ledger.perform(actor, command))).toBe(false)
    }
    const off = (await unit.as('careOfficer').get('deskSwitch?state=off&limit=200')).body.items
    const named = off.map((one: { fields: { switched: string } }) => one.fields.switched)
    const standing = [...registers.values()].filter(
      ({ name, desk }) => !named.includes(`desk:${desk}`) && !named.includes(`register:${name}`),
    )
    expect(
      standing
        .filter(({ desk }) => desk !== 'access')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['careGiven', 'childReferral', 'participant', 'publishedCount', 'weaponsCollection'])
  })

  test('tells the mission counts under its own key, with small cells hidden, and no record', async () => {
    for (let n = 0; n < 14; n++) {
      const record = randomUUID()
      const send = async (verb: string, input: object): Promise<void> => {
        const told = await unit.test.ledger.perform(
          { mission: unit.mission, member: 'careOfficer', roles: ['careOfficer'] },
          {
            id: randomUUID(),
            register: 'participant',
            record,
            verb,
            at: day(20),
            input: input as Record<string, unknown>,
          },
        )
        expect(told).not.toHaveProperty('refusal')
      }
      await send('enter', {
        reference: `P-${String(n).padStart(4, '0')}`,
        registeredOn: day(20),
        ageGroup: 'adult',
        consentOn: day(20),
      })
      const programme = n < 8 ? 'cvr' : n < 11 ? 'ddr' : undefined
      if (!programme) continue
      await send('screen', { screenedOn: day(20), eligibility: programme })
      await send('admit', { programme, admittedOn: day(20) })
    }
    const early = await unit.as('careOfficer').get(`counts/care?at=${day(2)}`)
    expect(early.status).toBe(400)
    const got = await unit.as('careOfficer').get(`counts/care?at=${asOn}`)
    expect(got.status, got.text).toBe(200)
    statement = got.body
    const value = (figure: string) => statement.cells.find((one) => one.figure === figure)?.value
    expect(value('care.participants')).toBe(14)
    expect(value('care.participants.cvr')).toBe(8)
    // Three in the one and three nowhere: together six, alone too few to be told.
    expect([value('care.participants.ddr'), value('care.participants.none')]).toEqual([null, null])
    expect(got.text).not.toContain('P-0001')
  })

  test('is believed under its key alone, once, and then read by the mission as counts', async () => {
    const take = (body: object) => mission.as('custodyOfficer').post('counts', body)
    const { note, key } = statement
    for (const wrong of [
      { note: note.replace('care.participants 14', 'care.participants 15'), key },
      { note, key: (await mission.as('nobody').get(`/log/${mission.mission}/key`)).text.trim() },
    ])
      expect((await take(wrong)).status).toBeGreaterThanOrEqual(400)
    const first = await take({ note, key })
    expect(first.status, first.text).toBe(200)
    expect(first.body.entered).toHaveLength(statement.cells.length)
    expect((await take({ note, key })).body.entered).toEqual([])
    const read = await mission.as('operations').get('publishedCount?limit=200')
    const told = new Map(
      read.body.items.map((one: { fields: { figure: string; countValue?: number } }) => [
        one.fields.figure,
        one.fields.countValue,
      ]),
    )
    expect(told.get('care.participants')).toBe(14)
    expect(told.has('care.participants.ddr')).toBe(true)
    expect(told.get('care.participants.ddr')).toBeUndefined()
    // A second release so near the first could be taken from it.
    const next = (await unit.as('careOfficer').get(`counts/care?at=${day(9)}`)).body
    const near = await take({ note: next.note, key: next.key })
    expect(near.text).toContain('subtracted')
  })
})
