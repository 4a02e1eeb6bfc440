/** The walls: who may hold a compartment, whose line is barred, what an emergency opens; and that all of it can be made anew. */
import { randomUUID } from 'node:crypto'
import { type Command, type Fields, isRefusal } from '@konbit/model'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LedgerActor } from '../ledger.ts'
import { commandOf } from '../testing.ts'
import {
  actorOf,
  begin,
  enter,
  first,
  importer,
  join,
  kenya,
  later,
  mission,
  open,
  plates,
  registrar,
  second,
  sees,
  send,
  t,
} from './story.ts'

beforeAll(open)
beforeEach(begin)
afterAll(() => t?.close())

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
  test('is barred from the very next command on, in the same batch and in those behind it', async () => {
    const own = await actorOf(await officer({ contingent: first }))
    const [alone, complaint] = [await complain(undefined), await complain(undefined)]
    const amend = (n: number, record = complaint) =>
      commandOf({
        register: 'complaint',
        verb: 'amend',
        record,
        because: 'For a reason.',
        input: { careOfferedOn: `2025-01-${String(n).padStart(2, '0')}` },
      })
    const vehicles = (name: string, count: number): [LedgerActor, Command][] =>
      Array.from({ length: count }, (_, n) => {
        const input = { plate: `${name} ${n}`, type: 'mrap' }
        return [importer, commandOf({ register: 'vehicle', verb: 'enter', input })]
      })
    const all = (some: [LedgerActor, Command][]) =>
      Promise.all(some.map(([by, command]) => t.ledger.perform(by, command)))
    const bars = { input: { against: first } }
    expect(
      await all([
        [importer, { ...amend(1, alone), ...bars }],
        [own, amend(2, alone)],
      ]),
    ).toMatchObject([{ record: alone }, { refusal: 'not-found' }])
    await all(vehicles('Z', 40)) // so that nothing has to be connected any more
    // The first batch is half of what waits: it ends with what bars, and is still being written when the next is decided.
    const sent: [LedgerActor, Command][] = [
      [own, amend(1)],
      ...vehicles('A', 118),
      [importer, { ...amend(2), ...bars }],
      ...Array.from({ length: 20 }, (_, n) => n + 3).flatMap((n): [LedgerActor, Command][] => [
        [own, amend(n)],
        ...vehicles(`B ${n}`, 5),
      ]),
    ]
    const told = await all(sent)
    const said = told.map((one) => (isRefusal(one) ? one.refusal : 'done'))
    expect(said.filter((_, n) => sent[n]?.[0] === own)).toEqual([
      'done',
      ...Array(20).fill('not-found'),
    ])
    expect(said.filter((one) => one === 'done')).toHaveLength(220)
  })
  test('that is not changed ends no batch', async () => {
    const before = (await t.ledger.head(mission)).size
    const sent = Array.from({ length: 40 }, (_, n) => {
      const record = randomUUID()
      const input = { reference: `C-1${n}`, about: 'force', account: 'Secret', channel: 'form' }
      const about = { register: 'complaint', record, because: 'For a reason.' }
      return [
        commandOf({ ...about, verb: 'enter', input }),
        commandOf({ ...about, verb: 'amend', input: { careOfferedOn: '2025-01-02' } }),
      ]
    }).flat()
    expect((await t.ledger.performAll(importer, sent)).filter(isRefusal)).toEqual([])
    const [batches] = await t.look<{ n: string }>(
      'select count(distinct xmin::text) as n from entry where mission = $1 and seq > $2',
      [mission, before],
    )
    expect(Number(batches?.n)).toBeLessThan(10)
  })
  test('goes for a named officer in conflict, and for all that belongs to the complaint', async () => {
    const [known, other] = [await officer({}), await officer({})]
    const complaint = await complain(undefined)
    const belonging = { reference: 'I-0001', complaint }
    const investigation = await enter(importer, 'investigation', belonging)
    const see = (id: string) =>
      Promise.all([sees(id, 'complaint', complaint), sees(id, 'investigation', investigation)])
    expect(await see(known)).toEqual([true, true])
    const exclude = (conflicts: string) =>
      send(importer, 'complaint', 'exclude', complaint, { conflicts })
    await exclude(`${randomUUID()},${known}`)
    expect(await see(known)).toEqual([false, false])
    expect(await see(other)).toEqual([true, true])
    const [later] = [await enter(importer, 'investigation', { ...belonging, reference: 'I-0002' })]
    expect(await sees(known, 'investigation', later as string)).toBe(false)
    expect(
      await send(await actorOf(known), 'complaint', 'exclude', complaint, { conflicts: other }),
    ).toMatchObject({ refusal: 'not-found' })
    await exclude(other)
    expect(await see(known)).toEqual([true, true])
    expect(await see(other)).toEqual([false, false])
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
  const complaint = await enter(importer, 'complaint', {
    reference: 'C-0003',
    about: 'force',
    account: 'Secret',
    channel: 'form',
    against: first,
    conflicts: 'somebody,another',
  })
  await enter(importer, 'investigation', { reference: 'I-0003', complaint })
  await send(registrar, 'clearance', 'withdraw', clearance)
  const tables = [
    'member',
    'appointed',
    'clearance',
    'barred',
    'barred_with',
    'concerns',
    'accused',
  ]
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
