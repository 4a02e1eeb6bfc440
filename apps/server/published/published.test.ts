/**
 * What leaves a compartment: a care unit of its own tells the mission counts and nothing else; and a published figure is counted
 * by the server out of the record, by whoever sees all of it.
 */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addDays, isRefusal, operations, type Role } from '@konbit/model'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importMission } from '../../../missions/import.ts'
import { asked, day, openWalled, person, type Walled } from '../custody/testing.ts'

let mission: Walled
let unit: Walled
beforeAll(async () => {
  ;[mission, unit] = await Promise.all([
    openWalled('live', asked),
    openWalled('replayed', [person('careOfficer', ['careOfficer'], 'public', 'care')]),
  ])
}, 600_000)
afterAll(async () => {
  expect([...mission.failures, ...unit.failures]).toEqual([])
  await mission?.close()
  await unit?.close()
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
    expect(first.body.entered).toEqual([
      'care.participants',
      'care.completed',
      'care.afterTwelve',
      'care.weaponsHeld',
      'care.weaponsDestroyed',
    ])
    expect((await take({ note, key })).body.entered).toEqual([])
    const read = await mission.as('operations').get('publishedFigure?limit=200')
    const told = new Map<string, Record<string, unknown>>(
      read.body.items.map(({ fields }: { fields: { measure: string } }) => [
        fields.measure,
        fields,
      ]),
    )
    expect(told.get('care.participants')).toMatchObject({
      value: 14,
      periodFirst: asOn,
      leastCell: 5,
      saidBy: expect.any(String),
    })
    expect(JSON.parse(String(told.get('care.participants')?.cells))).toEqual(
      expect.arrayContaining([
        { key: 'cvr', value: 8 },
        { key: 'ddr', value: null },
      ]),
    )
    // A second release so near the first could be taken from it.
    const next = (await unit.as('careOfficer').get(`counts/care?at=${day(9)}`)).body
    const near = await take({ note: next.note, key: next.key })
    expect(near.text).toContain('subtracted')
  })
})

describe('a published figure', () => {
  const path = 'figures/published?measure=custody.held'
  test('is counted by the server out of the record: nobody brings a number', async () => {
    const officer = mission.as('custodyOfficer')
    const { body: proposal } = await officer.get(path)
    expect(proposal).toMatchObject({ isOut: false, table: { periodLast: day(7) } })
    const input = { ...proposal.table, cells: undefined, measure: 'custody.held', knownSeq: 1 }
    const typed = await mission.enter('custodyOfficer', 'publishedFigure', {
      ...{ ...input, value: 900, edition: '2026-1', leastCell: 5 },
    })
    expect(typed.got.status).toBe(403)
    const given = { id: randomUUID(), record: randomUUID(), measure: 'custody.held' }
    const brought = await officer.post('figures/published', { ...given, value: 900 })
    expect(brought.status).toBe(422)
    for (const who of ['operations', 'lawyer', 'conduct', 'careOfficer']) {
      expect((await mission.as(who).get(path)).status, who).toBe(404)
      expect((await mission.as(who).post('figures/published', given)).status, who).toBe(404)
    }
    const done = await officer.post('figures/published', given)
    expect(done.status, done.text).toBe(201)
    const { fields } = (await mission.as('operations').get(`publishedFigure/${given.record}`)).body
    const { value: now } = (await officer.get(`measures/custody.held?at=${day(7)}`)).body
    expect(fields.value ?? 0).toBe((now ?? 0) >= 5 ? now : 0)
    expect(fields.knownSeq).toBeGreaterThan(1)
    expect((await officer.get(path)).body.isOut).toBe(true)
    const again = { ...given, id: randomUUID(), record: randomUUID() }
    expect((await officer.post('figures/published', again)).text).toContain('stands')
  })
  test('of complaints counts those that came in the quarter, by what they are about now', async () => {
    const asked = await mission
      .as('conduct')
      .get('figures/published?measure=accountability.received')
    expect(asked.status, asked.text).toBe(200)
    const { table } = asked.body
    const [force, other] = [randomUUID(), randomUUID()]
    const told = async (about: string, receivedOn: string, record: string): Promise<void> => {
      const input = { reference: 'Q-TEST', about, account: 'x', channel: 'form', receivedOn }
      const got = await mission
        .as('resident')
        .post('complaint', { id: randomUUID(), record, input })
      expect(got.status, got.text).toBe(201)
    }
    for (let nth = 0; nth < 6; nth++) await told('property', table.periodLast, randomUUID())
    await told('other', table.periodFirst, other)
    await told('force', addDays(table.periodFirst, -1), force)
    const triaged = await mission.act('conduct', `complaint/${other}/triage`, {
      about: 'property',
      gravity: 'minor',
      answerBy: addDays(table.periodFirst, 20),
    })
    expect(triaged.status, triaged.text).toBe(201)
    const { table: next } = (
      await mission.as('conduct').get('figures/published?measure=accountability.received')
    ).body
    expect(next.value).toBe((table.value ?? 0) + 7)
    const about = (key: string) => next.cells.find((one: { key: string }) => one.key === key)?.value
    expect([about('property'), about('force'), about('other')]).toEqual([7, 0, 0])
  })
})
