/** Spells of states over time say what each single day says, and nothing of what the reader may not see. */
import { randomUUID } from 'node:crypto'
import { addDays, isRefusal } from '@konbit/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LedgerActor } from '../ledger.ts'
import { commandOf, openTestLedger, type TestLedger } from '../testing.ts'
import { testRegisters } from '../testRegisters.ts'
import type { Moment } from './moment.ts'
import type { Spell } from './spells.ts'

let t: TestLedger
let all: LedgerActor
let some: LedgerActor
let mission: string
const first = '2024-03-01'
const last = '2024-05-31'
const trucks = Array.from({ length: 12 }, () => randomUUID())
let early = 0

/** A small generator of its own, so that the story is the same on every run. */
let seed = 7
const draw = (below: number): number => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed % below
}

beforeAll(async () => {
  t = await openTestLedger(testRegisters)
  const made = await t.mission()
  mission = made.id
  all = await made.person('all', ['fleet'], [{ label: 'restricted', unit: '*' }])
  some = await made.person('some', ['fleet'], [{ label: 'partner', unit: '*' }])
  const send = async (verb: string, record: string, at: string, input: object): Promise<void> => {
    const answer = await t.ledger.perform(
      all,
      commandOf({ register: 'truck', verb, record, at, input: { ...input } }),
    )
    expect(isRefusal(answer) ? `${verb} ${answer.refusal} ${answer.why}` : 'done').toBe('done')
  }
  for (const [n, record] of trucks.entries()) {
    let day = addDays('2024-02-01', draw(60))
    const kind = n % 2 ? 'big' : 'small'
    await send('enter', record, day, { plate: `P${n}`, km: 0, kind, team: 'a' })
    let isDown = false
    for (let step = 0; step < 8; step++) {
      day = addDays(day, draw(12))
      if (draw(3) === 0) await send('amend', record, day, { team: draw(2) ? 'a' : 'b' })
      else {
        await send(isDown ? 'repair' : 'ground', record, day, isDown ? { km: step } : {})
        isDown = !isDown
      }
    }
    if (n === 5) early = (await t.ledger.head(mission)).size
  }
})
afterAll(() => t?.close())

const spells = async (
  reader: LedgerActor,
  more: Partial<Parameters<TestLedger['ledger']['spells']>[1]> = {},
): Promise<Spell[]> => {
  const moment = (await t.ledger.moment(mission)) as Moment
  const found = await t.ledger.spells(reader, {
    register: 'truck',
    moment,
    from: first,
    to: last,
    ...more,
  })
  if (isRefusal(found)) throw new Error(found.why)
  return found
}

test('each day of each record lies in the spell that the record of that day shows', async () => {
  const found = await spells(all, { take: ['team'] })
  let compared = 0
  for (let day = first; day <= last; day = addDays(day, 3)) {
    const moment = (await t.ledger.moment(mission, { at: day })) as Moment
    for (const id of trucks) {
      const view = await t.ledger.get(all, { register: 'truck', id, moment })
      const held = found.filter(
        ({ record, from, to }) =>
          record === id && from <= moment.at && (to ?? Number.POSITIVE_INFINITY) > moment.at,
      )
      const said = held.map(({ state, fields }) => [state, fields.team])
      expect(said).toEqual(isRefusal(view) ? [] : [[view.state, view.fields.team]])
      compared++
    }
  }
  expect(compared).toBeGreaterThan(300)
})

test('equal neighbours are one, and one that still holds has no end', async () => {
  const found = await spells(all)
  for (const list of Map.groupBy(found, ({ record }) => record).values()) {
    for (const [index, spell] of list.entries()) {
      const next = list[index + 1]
      if (next) expect([spell.to, spell.state === next.state]).toEqual([next.from, false])
    }
    expect(list.at(-1)?.to === null || (list.at(-1)?.to as number) > Date.parse(last)).toBe(true)
  }
})

test('only the states and values asked for are told', async () => {
  const whole = await spells(all, { take: ['kind', 'team'] })
  const asked = await spells(all, {
    state: ['down'],
    where: { kind: 'big', team: 'b' },
    take: ['kind', 'team'],
  })
  const wanted = whole.filter(
    ({ state, fields }) => state === 'down' && fields.kind === 'big' && fields.team === 'b',
  )
  expect(asked.length).toBeGreaterThan(0)
  expect(asked).toEqual(wanted)
})

test('what the reader may not see splits no spell and stands in none', async () => {
  const found = await spells(some, { take: ['team'] })
  expect(found.length).toBeGreaterThan(12)
  expect(found.every(({ fields }) => Object.keys(fields).length === 0)).toBe(true)
  const stranger = { ...some, member: 'stranger' }
  expect(await spells(stranger)).toEqual([])
})

test('what was not yet known is left out', async () => {
  const moment = (await t.ledger.moment(mission)) as Moment
  const found = await spells(all, { moment: { ...moment, known: early, isNow: false } })
  expect(new Set(found.map(({ record }) => record)).size).toBeLessThanOrEqual(6)
})

test('a question that does not fit is refused', async () => {
  const moment = (await t.ledger.moment(mission)) as Moment
  const ask = async (more: object) =>
    t.ledger.spells(all, { register: 'truck', moment, from: first, to: last, ...more })
  expect(await ask({ to: '2024-02-30' })).toMatchObject({ refusal: 'invalid-query' })
  expect(await ask({ to: '2024-01-01' })).toMatchObject({ refusal: 'invalid-query' })
  expect(await ask({ take: ['wings'] })).toMatchObject({ refusal: 'invalid-query' })
  expect(await ask({ state: ['flown'] })).toMatchObject({ refusal: 'invalid-query' })
  expect(await ask({ register: 'plane' })).toMatchObject({ refusal: 'unknown-register' })
})
