/** What is counted over many records in SQL is what they say one by one, at every moment and for every reader. */
import { randomUUID } from 'node:crypto'
import { addDays, isRefusal, type Refusal, startOf } from '@konbit/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LedgerActor } from '../ledger.ts'
import { commandOf, openTestLedger, type TestLedger } from '../testing.ts'
import { testRegisters } from '../testRegisters.ts'
import type { Moment } from './moment.ts'
import type { Spell } from './spells.ts'
import type { StaysRow } from './stays.ts'

let t: TestLedger
let all: LedgerActor
let mission: string
let early: Moment
const first = '2024-03-05'
const last = '2024-04-20'
const trucks = Array.from({ length: 14 }, () => randomUUID())
const zone = 'America/Port-au-Prince'
const DAY = 86_400_000

/** The same story on every run. */
let seed = 11
const draw = (below: number): number => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return (seed >> 8) % below
}

beforeAll(async () => {
  t = await openTestLedger(testRegisters)
  const made = await t.mission()
  mission = made.id
  all = await made.person('all', ['fleet'], [{ label: 'restricted', unit: '*' }])
  const send = async (verb: string, record: string, at: string, input: object): Promise<void> => {
    const answer = await t.ledger.perform(
      all,
      commandOf({ register: 'truck', verb, record, at, input: { ...input }, because: 'Told.' }),
    )
    expect(isRefusal(answer) ? `${verb} ${answer.refusal} ${answer.why}` : 'done').toBe('done')
  }
  for (const [n, record] of trucks.entries()) {
    let day = addDays('2024-02-01', draw(60))
    const weight = draw(90) / 8
    const dueOn = addDays('2024-01-01', draw(100))
    await send('enter', record, day, {
      plate: `P${n}`,
      weight,
      dueOn,
      kind: n % 3 ? 'big' : 'small',
    })
    let isDown = false
    for (let step = 0; step < 9; step++) {
      day = addDays(day, draw(14))
      if (draw(4) === 0) await send('amend', record, day, { weight: draw(80) / 8 })
      else if (draw(12) === 0) await send('amend', record, day, { kind: draw(2) ? 'big' : 'small' })
      else {
        await send(isDown ? 'repair' : 'ground', record, day, {})
        isDown = !isDown
      }
    }
    if (n % 5 === 4) await send('retire', record, day, {})
    if (n === 8) early = { ...((await t.ledger.moment(mission)) as Moment), isNow: false }
  }
}, 600_000)
afterAll(() => t?.close())

const now = async (): Promise<Moment> => (await t.ledger.moment(mission)) as Moment
const given = <T extends object>(found: T | Refusal): T => {
  if (isRefusal(found)) throw new Error(found.why)
  return found as T
}

/** The stays as they follow from the spells read one by one, a spell told again where only its key changes. */
function staysOf(spells: readonly Spell[], at: number, to: string): StaysRow[] {
  const start = startOf(first, zone)
  const end = Math.min(startOf(addDays(to, 1), zone), at + 1)
  const rows = new Map<string, StaysRow>()
  for (const list of Map.groupBy(spells, ({ record }) => record).values()) {
    for (const [index, one] of list.entries()) {
      const until = one.to ?? Number.POSITIVE_INFINITY
      const before = list[index - 1]
      const after = list[index + 1]
      const key = String(one.fields.kind ?? '')
      const names = {
        key,
        before: before && before.to === one.from ? before.state : null,
        state: one.state,
        after: after && after.from === one.to ? after.state : null,
      }
      const id = JSON.stringify(names)
      const row = rows.get(id) ?? {
        ...names,
        stays: 0,
        days: 0,
        begun: 0,
        ended: 0,
        open: 0,
        whole: 0,
        wholeDays: 0,
        wholeSquares: 0,
      }
      const begun = one.from >= start
      const ended = until < end
      const length = (until - one.from) / DAY
      row.stays += 1
      row.days += (Math.min(until, end) - Math.max(one.from, start)) / DAY
      row.begun += Number(begun)
      row.ended += Number(ended)
      row.open += Number(!ended)
      if (begun && ended) {
        row.whole += 1
        row.wholeDays += length
        row.wholeSquares += length ** 2
      }
      rows.set(id, row)
    }
  }
  return [...rows.values()]
}

const rounded = (rows: readonly StaysRow[]): string[] =>
  rows
    .map((row) =>
      JSON.stringify(row, (_, value) =>
        typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value,
      ),
    )
    .sort()

test('stays counted in SQL are those of the records one by one', async () => {
  for (const moment of [await now(), early]) {
    for (const to of [last, '2099-12-31']) {
      const query = { register: 'truck', moment, from: first, to }
      const stays = given(await t.ledger.stays(all, { ...query, by: 'kind' }))
      const spells = given(await t.ledger.spells(all, { ...query, take: ['kind'] }))
      expect(stays.length).toBeGreaterThan(4)
      expect(rounded(stays)).toEqual(rounded(staysOf(spells, moment.at, to)))
    }
  }
})

test('rows are the records as they stand at the moment', async () => {
  for (const at of [undefined, '2024-03-15', '2024-04-02']) {
    const moment = (await t.ledger.moment(mission, { at })) as Moment
    const take = ['plate', 'kind', 'weight', 'dueOn']
    const rows = given(await t.ledger.rows(all, { register: 'truck', moment, take }))
    const views = await t.ledger.records(all, { register: 'truck', ids: trucks, moment })
    expect(rows.length).toBe(views.size)
    expect(rows.length).toBeGreaterThan(5)
    for (const { record, state, fields } of rows) {
      const view = views.get(record)
      expect([state, fields]).toEqual([
        view?.state,
        Object.fromEntries(take.map((field) => [field, view?.fields[field] ?? null])),
      ])
    }
  }
})

test('a row that no entry touched is the same object again, and so is a list without any that was', async () => {
  const { person, id } = await t.mission()
  const actor = await person('all', ['fleet'], [{ label: 'restricted', unit: '*' }])
  const rowsNow = async () =>
    given(
      await t.ledger.rows(actor, {
        register: 'truck',
        state: ['ready'],
        moment: (await t.ledger.moment(id)) as Moment,
        take: ['plate', 'km'],
      }),
    )
  const send = (verb: string, record: string, input: object = {}) =>
    t.ledger.perform(actor, commandOf({ register: 'truck', verb, record, input: { ...input } }))
  for (const [n, record] of trucks.entries()) await send('enter', record, { plate: `S${n}` })
  const before = await rowsNow()
  expect(before.length).toBe(trucks.length)
  const [one = '', other = ''] = trucks
  await send('amend', one, { km: 7 })
  const after = await rowsNow()
  for (const [n, row] of after.entries()) {
    if (row.record === one) expect(row.fields).toEqual({ plate: 'S0', km: 7 })
    expect(row === before[n], row.record).toBe(row.record !== one)
  }
  await send('ground', other)
  const without = await rowsNow()
  expect(without.length).toBe(after.length - 1)
  await send('amend', other, { km: 8 })
  expect(await rowsNow()).toBe(without)
})

test('sums are those of the rows', async () => {
  const moment = await now()
  const rows = given(
    await t.ledger.rows(all, { register: 'truck', moment, take: ['kind', 'weight', 'dueOn'] }),
  )
  const lately = '2024-02-20'
  const tally = given(
    await t.ledger.tally(all, {
      register: 'truck',
      moment,
      by: ['kind'],
      sum: 'weight',
      on: 'dueOn',
      lately,
    }),
  )
  expect(tally.map(({ keys }) => keys)).toEqual([['big'], ['small']])
  for (const { keys, records, sum, sumLately, first: from, last: to } of tally) {
    const mine = rows.filter(({ fields }) => fields.kind === keys[0])
    const weights = (list: typeof mine) =>
      list.reduce((total, { fields }) => total + Number(fields.weight), 0)
    const dates = mine.map(({ fields }) => String(fields.dueOn)).sort()
    expect([records, sum, sumLately, from, to]).toEqual([
      mine.length,
      weights(mine),
      weights(mine.filter(({ fields }) => String(fields.dueOn) >= lately)),
      dates[0],
      dates.at(-1),
    ])
  }
})

test('since when a record is in its state, whatever else of it changed', async () => {
  const moment = await now()
  const found = await t.ledger.inStateSince(all, { register: 'truck', moment, records: trucks })
  const spells = given(
    await t.ledger.spells(all, { register: 'truck', moment, from: '2024-01-01', to: '2024-12-31' }),
  )
  for (const record of trucks)
    expect(found.get(record)).toBe(spells.findLast((one) => one.record === record)?.from)
})

test('whoever may see none finds none, and what has no column there is refused', async () => {
  const stranger = { ...all, member: 'stranger' }
  const moment = await now()
  const query = { register: 'truck', moment, from: first, to: last }
  expect(await t.ledger.rows(stranger, { ...query, take: ['plate'] })).toEqual([])
  expect(await t.ledger.stays(stranger, { ...query, by: 'kind' })).toEqual([])
  const sums = { sum: 'weight', on: 'dueOn', lately: first }
  expect(await t.ledger.tally(stranger, { ...query, ...sums, by: ['kind'] })).toEqual([])
  const asked = { ...query, records: trucks }
  expect((await t.ledger.inStateSince(stranger, asked)).size).toBe(0)
  for (const take of [['fault'], ['spare'], ['team'], ['wings']])
    expect(await t.ledger.rows(all, { ...query, take })).toMatchObject({ refusal: 'invalid-query' })
  expect(await t.ledger.rows(all, { ...query, register: 'plane', take: [] })).toMatchObject({
    refusal: 'unknown-register',
  })
})
