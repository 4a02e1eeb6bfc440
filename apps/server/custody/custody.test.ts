/**
 * Custody and care as their walls hold them: nobody is handed over short of a condition, no list has a name, operations reach
 * nothing, and children go elsewhere.
 */
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asked, day, openWalled, type Walled } from './testing.ts'

let mission: Walled
beforeAll(async () => {
  mission = await openWalled('live', asked)
}, 600_000)
afterAll(async () => {
  expect(mission.failures).toEqual([])
  await mission?.close()
})
const enter: Walled['enter'] = (...given) => mission.enter(...given)
const made: Walled['made'] = (...given) => mission.made(...given)
const act: Walled['act'] = (...given) => mission.act(...given)

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
const station = { pcode: 'HT0111', precision: 'commune' as const, name: 'Pòtoprens' }
const conditions = { healthCheckOn: day(2), counselOn: day(2), kinToldOn: day(2) }

describe('a hand-over', () => {
  const bodies: Record<string, string> = {}
  const assessed = (more: object) =>
    made('importer', 'dueDiligence', {
      title: 'A holding place',
      organisation: bodies.police,
      where: station,
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
    bodies.nowhere = await assessed({ where: undefined })
  })

  test.each([
    ['no medical check', { healthCheckOn: undefined }, 'medical check'],
    ['no counsel', { counselOn: undefined }, 'counsel'],
    ['a family that is told afterwards', { kinToldOn: day(0) }, 'family'],
    ['an assessment that has lapsed', { dueDiligence: 'lapsed' }, 'not current'],
    ['an assessment that says no', { dueDiligence: 'refused' }, 'says no'],
    ['an assessment of another body', { dueDiligence: 'elsewhere' }, 'assessment that stands'],
    ['no assessment', { dueDiligence: undefined }, ''],
    ['an assessment of another place', { at: { ...station, pcode: 'HT0112' } }, 'another place'],
    ['an assessment that names no place', { dueDiligence: 'nowhere' }, 'another place'],
    ['no word of where the person will be', { at: undefined }, ''],
  ])('is refused with %s, at both doors', async (_, less, why) => {
    const { at, ...lacking } = {
      ...{ ...conditions, dueDiligence: 'clear', at: { ...station, pcode: 'HT0111-01' } as object },
      ...less,
    } as Record<string, string | undefined> & { at?: object }
    const input = {
      handedTo: bodies.police,
      handedOn: day(1),
      ...lacking,
      dueDiligence: bodies[lacking.dueDiligence ?? ''],
    }
    const custody = await held()
    const atPerson = await act('custodyOfficer', `custody/${custody}/handOver`, {
      ...input,
      handedAt: at,
    })
    const transfer = await made('custodyOfficer', 'custodyTransfer', {
      custody,
      handedTo: bodies.police,
      plannedOn: day(1),
    })
    const path = `custodyTransfer/${transfer}/handOver`
    const atTransfer = await act('custodyOfficer', path, {
      ...input,
      where: at,
      visitDue: day(-20),
    })
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
      handedAt: { ...station, pcode: 'HT0111-01', precision: 'section' },
      ...conditions,
    })
    expect(done.status, done.text).toBe(201)
    expect(await figure()).toBe(before)
    const seen = await act('custodyOfficer', `custody/${custody}/present`, { presentedOn: day(0) })
    expect(seen.status, seen.text).toBe(201)
    expect(await figure()).toBe(before - 1)
  })
  test('48 hours are counted from the hour of the arrest, whoever holds the person', async () => {
    const figure = async (more = ''): Promise<number> =>
      (await mission.as('custodyOfficer').get(`measures/custody.over48h${more}`)).body.value
    const before = await figure()
    const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()
    for (const [nth, hours] of [47.9, 48.1].entries())
      await held({ apprehendedOn: ago(hours), arrestedOn: ago(hours), reference: `C-H${nth}` })
    expect(await figure()).toBe(before + 1)
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
