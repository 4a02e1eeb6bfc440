/** Members, appointments, clearances, emergencies and barrings: entries that open and close, and by whose hand. */
import { randomUUID } from 'node:crypto'
import { addDays, type Fields, isRefusal, type Refusal } from '@konbit/model'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Receipt } from '../append/command.ts'
import type { LedgerActor } from '../ledger.ts'
import type { Moment } from '../read/moment.ts'
import { commandOf, openTestLedger, type TestLedger } from '../testing.ts'

let t: TestLedger
let mission: string
let registrar: LedgerActor
let importer: LedgerActor
let kenya: string
let first: string
let second: string
const today = new Date().toISOString().slice(0, 10)
const later = addDays(today, 90)

beforeAll(async () => {
  t = await openTestLedger(registers)
})
afterAll(() => t?.close())
beforeEach(async () => {
  const made = await t.mission()
  mission = made.id
  const all = (['restricted', 'conduct', 'care', 'custody'] as const).map((label) => ({
    label,
    unit: '*',
  }))
  registrar = await made.person('registrar', ['registrar'], [{ label: 'restricted', unit: '*' }])
  importer = await made.person('importer', ['importer', 'fleet', 'conduct', 'registrar'], all)
  kenya = await enter(importer, 'organisation', { code: 'KEN', name: 'Kenya', kind: 'state' })
  first = await enter(importer, 'contingent', { name: '1', contributor: kenya, type: 'police' })
  second = await enter(importer, 'contingent', { name: '2', contributor: kenya, type: 'police' })
  await enter(importer, 'vehicle', { plate: 'K 1', type: 'mrap', contingent: first })
  await enter(importer, 'vehicle', { plate: 'K 2', type: 'mrap', contingent: second })
})

type Told = Receipt | Refusal
const send = async (
  actor: LedgerActor,
  register: string,
  verb: string,
  record: string,
  input?: Fields,
  more: object = {},
): Promise<Told> =>
  t.ledger.perform(
    actor,
    commandOf({
      register,
      verb,
      record,
      because: 'For a reason.',
      ...(input ? { input } : {}),
      ...more,
    }),
  )
async function enter(actor: LedgerActor, register: string, input: Fields): Promise<string> {
  const record = randomUUID()
  const told = await send(actor, register, 'enter', record, input)
  if (isRefusal(told)) throw new Error(`${register}: ${JSON.stringify(told)}`)
  return record
}
const actorOf = async (member: string): Promise<LedgerActor> => ({
  mission,
  member,
  roles: (await t.ledger.memberOf(mission, member))?.roles ?? [],
})
const plates = async (member: string): Promise<unknown[]> => {
  const moment = (await t.ledger.moment(mission)) as Moment
  const page = await t.ledger.list({ mission, member }, { register: 'vehicle', moment })
  return isRefusal(page) ? [] : page.items.map(({ fields }) => fields.plate).sort()
}
const sees = async (member: string, register: string, id: string): Promise<boolean> => {
  const moment = (await t.ledger.moment(mission)) as Moment
  return !isRefusal(await t.ledger.get({ mission, member }, { register, id, moment }))
}
const join = async (input: Fields = {}): Promise<string> => {
  const id = await enter(registrar, 'member', { title: 'Somebody', kind: 'staff', ...input })
  expect(isRefusal(await send(registrar, 'member', 'welcome', id, {}))).toBe(false)
  return id
}

describe('a clearance', () => {
  test('opens with its entry, in the same breath, and closes with the entry that withdraws it', async () => {
    const id = await join()
    expect(await plates(id)).toEqual([])
    const clearance = await enter(registrar, 'clearance', {
      member: id,
      level: 'mission',
      until: later,
    })
    expect(await plates(id)).toEqual(['K 1', 'K 2'])
    await send(registrar, 'clearance', 'withdraw', clearance)
    expect(await plates(id)).toEqual([])
    expect(await sees(id, 'clearance', clearance)).toBe(true)
  })
  test('at a unit covers that unit and what lies below', async () => {
    const id = await join()
    await enter(registrar, 'clearance', {
      member: id,
      level: 'mission',
      contingent: first,
      until: later,
    })
    expect(await plates(id)).toEqual(['K 1'])
    const other = await join()
    await enter(registrar, 'clearance', {
      member: other,
      level: 'mission',
      organisation: kenya,
      until: later,
    })
    expect(await plates(other)).toEqual(['K 1', 'K 2'])
  })
  test('ends with its last day, whole, in the zone of the mission', async () => {
    const id = await join()
    await enter(registrar, 'clearance', { member: id, level: 'mission', until: addDays(today, -2) })
    expect(await plates(id)).toEqual([])
    await enter(registrar, 'clearance', { member: id, level: 'mission', until: today })
    const [row] = await t.look<{ until: Date }>(
      `select until from clearance where mission = $1 and member = $2 and until > now()`,
      [mission, id],
    )
    expect(row?.until.toISOString()).toMatch(/T0[45]:00:00/) // midnight in Port-au-Prince
  })
  test('asks for a reason and a last day', async () => {
    const id = await join()
    const input = { member: id, level: 'mission', until: later }
    expect(
      await send(registrar, 'clearance', 'enter', randomUUID(), input, { because: ' ' }),
    ).toMatchObject({ refusal: 'needs-reason' })
    expect(
      await send(registrar, 'clearance', 'enter', randomUUID(), { member: id, level: 'mission' }),
    ).toMatchObject({ refusal: 'invalid-input', details: [{ field: 'until' }] })
  })
  test('that is void opens nothing, and corrected back opens again', async () => {
    const id = await join()
    const clearance = await enter(registrar, 'clearance', {
      member: id,
      level: 'mission',
      until: later,
    })
    const { size } = await t.ledger.head(mission)
    await send(registrar, 'clearance', 'void', clearance, undefined, { entry: size })
    expect(await plates(id)).toEqual([])
    await send(registrar, 'clearance', 'correct', clearance, undefined, { entry: size })
    expect(await plates(id)).toEqual(['K 1', 'K 2'])
  })
})

describe('a member', () => {
  test('sees what is entered about them, and nobody else of no clearance does', async () => {
    const [id, other] = [await join({ name: 'A name' }), await join()]
    const clearance = await enter(registrar, 'clearance', {
      member: id,
      level: 'public',
      until: later,
    })
    for (const [register, record] of [
      ['member', id],
      ['clearance', clearance],
    ] as const) {
      expect(await sees(id, register, record)).toBe(true)
      expect(await sees(other, register, record)).toBe(false)
    }
  })
  test.each(['suspend', 'leave'])(
    'who is to %s has no role and sees nothing from that moment',
    async (verb) => {
      const id = await join()
      await enter(registrar, 'clearance', { member: id, level: 'mission', until: later })
      await enter(registrar, 'appointment', { member: id, role: 'fleet', until: later })
      expect(await t.ledger.memberOf(mission, id)).toMatchObject({
        isActive: true,
        roles: ['fleet'],
      })
      await send(registrar, 'member', verb, id)
      expect(await t.ledger.memberOf(mission, id)).toMatchObject({
        isActive: false,
        roles: [],
        clearances: [],
      })
      expect(await plates(id)).toEqual([])
      expect(await sees(id, 'member', id)).toBe(false)
    },
  )
  test('whose last day is over is out the same day, by the clock and by no hand', async () => {
    const id = await join({ leavesOn: addDays(today, -2) })
    await enter(registrar, 'clearance', { member: id, level: 'mission', until: later })
    expect(await t.ledger.memberOf(mission, id)).toMatchObject({ isActive: false })
    expect(await plates(id)).toEqual([])
    await send(registrar, 'member', 'amend', id, { leavesOn: today })
    expect(await plates(id)).toEqual(['K 1', 'K 2'])
  })
  test('who is only invited sees nothing yet', async () => {
    const id = await enter(registrar, 'member', { title: 'Guest', kind: 'donor' })
    await enter(registrar, 'clearance', { member: id, level: 'mission', until: later })
    expect(await plates(id)).toEqual([])
  })
})

describe('nobody grants to themself', () => {
  test('not a role, not a clearance, not a longer stay, not by correcting or by way of void', async () => {
    const id = await join()
    await enter(registrar, 'appointment', { member: id, role: 'registrar', until: later })
    const clearance = await enter(registrar, 'clearance', {
      member: id,
      level: 'mission',
      until: later,
    })
    const self = await actorOf(id)
    const { size } = await t.ledger.head(mission)
    const told = [
      await send(self, 'clearance', 'enter', randomUUID(), {
        member: id,
        level: 'restricted',
        until: later,
      }),
      await send(self, 'appointment', 'enter', randomUUID(), {
        member: id,
        role: 'auditor',
        until: later,
      }),
      await send(self, 'clearance', 'amend', clearance, { until: addDays(later, 900) }),
      await send(self, 'clearance', 'withdraw', clearance),
      await send(self, 'member', 'amend', id, { leavesOn: addDays(later, 900) }),
      await send(
        self,
        'clearance',
        'correct',
        clearance,
        { member: id, level: 'restricted', until: later },
        { entry: size },
      ),
      await send(self, 'clearance', 'void', clearance, undefined, { entry: size }),
    ]
    for (const one of told) expect(one).toMatchObject({ refusal: 'unless', why: /themself/ })
    const other = await join()
    const theirs = await enter(self, 'clearance', { member: other, level: 'public', until: later })
    const stolen = await send(
      self,
      'clearance',
      'correct',
      theirs,
      { member: id, level: 'mission', until: later },
      { entry: (await t.ledger.head(mission)).size },
    )
    expect(stolen).toMatchObject({ refusal: 'unless' })
  })
})

describe('the firewall at granting', () => {
  test.each([
    'chief',
    'watch',
    'fleet',
    'workshop',
    'board',
    'base',
    'planner',
    'forceGeneration',
    'finance',
  ])('%s never holds a compartment, whichever comes first', async (role) => {
    for (const level of ['conduct', 'care', 'custody']) {
      const before = await join()
      await enter(registrar, 'appointment', { member: before, role, until: later })
      expect(
        await send(registrar, 'clearance', 'enter', randomUUID(), {
          member: before,
          level,
          until: later,
        }),
      ).toMatchObject({ refusal: 'unless' })
    }
    const officer = await join()
    await enter(registrar, 'appointment', { member: officer, role: 'conduct', until: later })
    await enter(registrar, 'clearance', { member: officer, level: 'conduct', until: later })
    expect(
      await send(registrar, 'appointment', 'enter', randomUUID(), {
        member: officer,
        role,
        until: later,
      }),
    ).toMatchObject({ refusal: 'unless' })
  })
  test('sent together they meet the same wall', async () => {
    const id = await join()
    await enter(registrar, 'appointment', { member: id, role: 'conduct', until: later })
    const told = await t.ledger.performAll(
      registrar,
      ['appointment', 'clearance'].map((register) =>
        commandOf({
          register,
          verb: 'enter',
          because: 'Both at once.',
          input:
            register === 'clearance'
              ? { member: id, level: 'conduct', until: later }
              : { member: id, role: 'chief', until: later },
        }),
      ),
    )
    expect(told.filter(isRefusal)).toHaveLength(1)
  })
  test('a compartment counts only while the role that may hold it lasts', async () => {
    const complaint = await enter(importer, 'complaint', {
      reference: 'C-0001',
      about: 'force',
      account: 'Secret',
      channel: 'form',
    })
    const id = await join()
    const role = await enter(registrar, 'appointment', {
      member: id,
      role: 'conduct',
      until: later,
    })
    await enter(registrar, 'clearance', { member: id, level: 'conduct', until: later })
    expect(await sees(id, 'complaint', complaint)).toBe(true)
    await send(registrar, 'appointment', 'end', role)
    expect(await sees(id, 'complaint', complaint)).toBe(false)
  })
})

describe('the line of whom a complaint is against', () => {
  const officer = async (input: Fields): Promise<string> => {
    const id = await join(input)
    await enter(registrar, 'appointment', { member: id, role: 'conduct', until: later })
    await enter(registrar, 'clearance', { member: id, level: 'conduct', until: later })
    return id
  }
  const complain = (against: string | undefined): Promise<string> =>
    enter(importer, 'complaint', {
      reference: 'C-0002',
      about: 'force',
      account: 'Secret',
      channel: 'form',
      ...(against ? { against } : {}),
    })

  test('is barred at the unit and above it, whatever the clearance; a unit beside is not', async () => {
    const [own, above, beside, outside] = [
      await officer({ contingent: first }),
      await officer({ organisation: kenya }),
      await officer({ contingent: second }),
      await officer({}),
    ]
    const complaint = await complain(first)
    expect(
      await Promise.all(
        [own, above, beside, outside].map((one) => sees(one, 'complaint', complaint)),
      ),
    ).toEqual([false, false, true, true])
    expect(
      await send(await actorOf(own), 'complaint', 'amend', complaint, { answerBy: later }),
    ).toMatchObject({ refusal: 'not-found' })
  })
  test('is barred when the member is moved there later, and when the complaint is', async () => {
    const id = await officer({ contingent: second })
    const complaint = await complain(first)
    expect(await sees(id, 'complaint', complaint)).toBe(true)
    await send(registrar, 'member', 'amend', id, { contingent: first })
    expect(await sees(id, 'complaint', complaint)).toBe(false)
    await send(importer, 'complaint', 'amend', complaint, { against: second })
    expect(await sees(id, 'complaint', complaint)).toBe(true)
    await send(importer, 'complaint', 'amend', complaint, { against: first })
    expect(await sees(id, 'complaint', complaint)).toBe(false)
  })
})

describe('emergency access', () => {
  const opened = { level: 'mission', hours: 2 }
  test('is opened for oneself only, for hours, with a reason, and never through a firewall', async () => {
    const id = await join()
    await enter(registrar, 'appointment', { member: id, role: 'watch', until: later })
    const self = await actorOf(id)
    for (const [actor, input] of [
      [self, { member: await join(), ...opened }],
      [registrar, { member: id, ...opened }],
      [self, { member: id, level: 'conduct', hours: 2 }],
      [self, { member: id, level: 'mission', hours: 73 }],
    ] as const)
      expect(isRefusal(await send(actor, 'emergency', 'enter', randomUUID(), input))).toBe(true)
    expect(await plates(id)).toEqual([])
    const record = await enter(self, 'emergency', { member: id, ...opened })
    expect(await plates(id)).toEqual(['K 1', 'K 2'])
    const [row] = await t.look<{ hours: number }>(
      `select extract(epoch from until - now()) / 3600 as hours from clearance where source = $1`,
      [record],
    )
    expect(Number(row?.hours)).toBeGreaterThan(1.9)
    expect(Number(row?.hours)).toBeLessThanOrEqual(2)
  })
  test('is reviewed by another, and stands as owed until it is', async () => {
    const id = await join()
    await enter(registrar, 'appointment', { member: id, role: 'registrar', until: later })
    const self = await actorOf(id)
    const record = await enter(self, 'emergency', { member: id, ...opened })
    expect(await send(self, 'emergency', 'review', record, { finding: 'Fine.' })).toMatchObject({
      refusal: 'unless',
    })
    await send(self, 'emergency', 'close', record)
    expect(await plates(id)).toEqual([])
    const review = await send(registrar, 'emergency', 'review', record, { finding: 'Needed.' })
    expect(isRefusal(review)).toBe(false)
  })
})

describe('a barring', () => {
  test('hides one record, and never one that is about the barred member', async () => {
    const id = await join()
    const clearance = await enter(registrar, 'clearance', {
      member: id,
      level: 'mission',
      until: later,
    })
    const vehicle = await enter(importer, 'vehicle', { plate: 'K 3', type: 'mrap' })
    for (const barredFrom of [vehicle, clearance, id])
      await enter(registrar, 'barring', { member: id, barredFrom })
    expect(await sees(id, 'vehicle', vehicle)).toBe(false)
    expect(await sees(id, 'clearance', clearance)).toBe(true)
    expect(await sees(id, 'member', id)).toBe(true)
  })
})

test('all of it made anew equals what stood', async () => {
  const id = await join({ contingent: first, leavesOn: later })
  await enter(registrar, 'appointment', { member: id, role: 'conduct', until: later })
  const clearance = await enter(registrar, 'clearance', {
    member: id,
    level: 'conduct',
    until: later,
  })
  await enter(registrar, 'clearance', {
    member: id,
    level: 'public',
    contingent: second,
    until: later,
  })
  await enter(registrar, 'barring', { member: id, barredFrom: randomUUID() })
  await enter(await actorOf(id), 'emergency', { member: id, level: 'mission', hours: 5 })
  await enter(importer, 'complaint', {
    reference: 'C-0003',
    about: 'force',
    account: 'Secret',
    channel: 'form',
    against: first,
  })
  await send(registrar, 'clearance', 'withdraw', clearance)
  const tables = ['member', 'appointed', 'clearance', 'barred', 'concerns', 'accused']
  const all = () =>
    Promise.all(
      tables.map((name) =>
        t.look(`select * from konbit.${name} t where mission = $1 order by t::text`, [mission]),
      ),
    )
  const before = await all()
  for (const name of tables.slice(1).filter((one) => one !== 'clearance'))
    await t.look(`delete from konbit.${name} where mission = $1`, [mission])
  await t.look(`delete from konbit.clearance where mission = $1 and kind <> 'demo'`, [mission])
  await t.ledger.rebuild(mission)
  expect(await all()).toEqual(before)
  expect(before.map((rows) => rows.length > 0)).toEqual(tables.map(() => true))
})
