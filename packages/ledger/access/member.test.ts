/** Members and clearances: entries that open and close, and by whose hand. */
import { randomUUID } from 'node:crypto'
import { addDays } from '@konbit/model'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  actorOf,
  begin,
  enter,
  first,
  join,
  kenya,
  later,
  mission,
  open,
  plates,
  registrar,
  sees,
  send,
  t,
  today,
} from './story.ts'

beforeAll(open)
beforeEach(begin)
afterAll(() => t?.close())

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
