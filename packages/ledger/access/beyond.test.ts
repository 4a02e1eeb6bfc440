/** Who answers for one unit writes to no other, alone or among many; who sees the whole mission, and who sees nothing of it, as before. */
import { randomUUID } from 'node:crypto'
import { isRefusal } from '@konbit/model'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
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
  open,
  plates,
  registrar,
  second,
  send,
  t,
} from './story.ts'

beforeAll(open)
beforeEach(begin)
afterAll(() => t?.close())

const vehicle = (contingent: string) => ({
  plate: randomUUID().slice(0, 20),
  type: 'mrap',
  contingent,
})
async function fleetAt(at: { contingent: string } | { organisation: string }): Promise<string> {
  const id = await join()
  await enter(registrar, 'appointment', { member: id, role: 'fleet', until: later })
  await enter(registrar, 'clearance', { member: id, level: 'mission', ...at, until: later })
  // They also see which contingents of the state there are.
  const partner = { member: id, level: 'partner', organisation: kenya, until: later }
  await enter(registrar, 'clearance', partner)
  return id
}
const refused = { refusal: 'no-such-record', details: [{ field: 'contingent' }] }

test('an officer of one contingent enters vehicles there and nowhere else', async () => {
  const officer = await actorOf(await fleetAt({ contingent: first }))
  expect(await send(officer, 'vehicle', 'enter', randomUUID(), vehicle(second))).toMatchObject(
    refused,
  )
  const own = randomUUID()
  expect(isRefusal(await send(officer, 'vehicle', 'enter', own, vehicle(first)))).toBe(false)
  expect(await send(officer, 'vehicle', 'amend', own, { contingent: second })).toMatchObject(
    refused,
  )
  expect(isRefusal(await send(officer, 'vehicle', 'amend', own, { odometerKm: 5 }))).toBe(false)
})

test('whoever answers for the state answers for its contingents', async () => {
  const officer = await actorOf(await fleetAt({ organisation: kenya }))
  for (const contingent of [first, second])
    expect(
      isRefusal(await send(officer, 'vehicle', 'enter', randomUUID(), vehicle(contingent))),
    ).toBe(false)
})

test('among many in one batch each is judged, also beside a unit that was made just now', async () => {
  const officer = await actorOf(await fleetAt({ contingent: first }))
  const third = randomUUID()
  const made = { name: '3', contributor: kenya, type: 'police' }
  const asked = [
    { actor: officer, register: 'vehicle', input: vehicle(second) },
    { actor: importer, register: 'contingent', record: third, input: made },
    { actor: officer, register: 'vehicle', input: vehicle(third) },
    { actor: importer, register: 'vehicle', input: vehicle(third) },
    { actor: officer, register: 'vehicle', input: vehicle(first) },
  ]
  const told = await Promise.all(
    asked.map(({ actor, ...more }) =>
      t.ledger.perform(actor, commandOf({ verb: 'enter', ...more })),
    ),
  )
  expect(told.map(isRefusal)).toEqual([true, false, true, false, false])
})

test('who holds nothing but their own file is stopped by their role and not by where they write', async () => {
  const id = await join()
  await enter(registrar, 'appointment', { member: id, role: 'fleet', until: later })
  const told = await send(await actorOf(id), 'vehicle', 'enter', randomUUID(), vehicle(second))
  // Nothing of the contingent is seen, so it is not there.
  expect(told).toMatchObject(refused)
  expect(await plates(id)).toEqual([])
})
