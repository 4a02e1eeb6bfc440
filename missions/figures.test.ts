/** The figures of the reference mission, as the pictures of the design show them, and how they were known day by day. */

import { spanOf } from '@konbit/model'
import { binding, overdue, registers } from '@konbit/registers'
import { describe, expect, test } from 'vitest'
import { imported, memory } from './haiti.ts'
import { recordId } from './import.ts'

const id = (register: string, key: string) => recordId(imported.mission.id, register, key)
const figure = (name: string, at: string, known?: string) => memory.measure(name, at, known).value
const part = (name: string, by: string, key: string, at: string, known?: string) =>
  memory.measure(name, at, known, by).rows.get(key)
const of = (code: string) => id('organisation', code)
const day = '2025-05-14'

describe('14 May 2025, as known that day and as known now', () => {
  test.each([
    ['people.planned', 2500],
    ['people.authorised', null],
    ['people.pledged', 3918],
    ['people.waiting', 261],
    ['people.arrived', 1021],
    ['people.deployed', 1020],
    ['people.killed', 1],
    ['people.missing', 1],
    ['funds.pledged', 110_300_000],
    ['funds.received', 110_000_000],
    ['funds.frozen', 13_300_000],
    ['funds.annualCost', 589_000_000],
    ['funds.owed', 35_000_000],
    ['funds.runway', 139],
    ['logistics.delivered', 34],
    ['situation.killed', 1617],
    ['situation.killedYear', 5601],
    ['situation.displaced', 1_041_000],
    ['situation.influence', 90],
    ['situation.incidents', 12],
    ['mandate.due', 141],
  ])('%s is %s', (name, value) => {
    expect(figure(name, day, day)).toBe(value)
    expect(figure(name, day)).toBe(value)
  })

  test('Kenya has 760 there: 200, 200, 217 and 144, less one', () => {
    expect(part('people.deployed', 'contributor', of('KEN'), day, day)).toBe(760)
  })

  test.each([
    ['GTM', 150],
    ['SLV', 78],
    ['JAM', 24],
    ['BHS', 6],
    ['BLZ', 2],
  ])('%s has %i there', (code, persons) => {
    expect(part('people.deployed', 'contributor', of(code), day)).toBe(persons)
  })

  test('planned and waiting are broken down by the same key as deployed', () => {
    expect(part('people.planned', 'contributor', of('KEN'), day)).toBe(1000)
    expect(part('people.waiting', 'contributor', of('KEN'), day)).toBe(261)
    expect(part('funds.received', 'donor', of('CAN'), day)).toBe(8_700_000)
  })

  test('what binds next is the base, then tours, flights, fund and mandate', () => {
    const found = binding
      .map((deadline) => [deadline.name, nearest(deadline)])
      .filter(([, day]) => day !== undefined)
    expect(found).toEqual([
      ['base', 'now'],
      ['tours', '2025-06-25'],
      ['flights', '2025-09-08'],
      ['fund', '2025-09-30'],
      ['mandate', '2025-10-02'],
    ])
  })

  test('what is overdue is pledges, pay, a frozen gift, a missing officer and a reimbursement', () => {
    const found = Object.fromEntries(
      overdue.map((deadline) => [deadline.name, selected(deadline).length]),
    )
    expect(found).toMatchObject({
      pledge: 4,
      pay: 1,
      frozen: 1,
      missing: 1,
      reimbursement: 1,
      payment: 1,
    })
  })
})

type Deadline = (typeof binding)[number]

function selected({ register, state, where = {} }: Deadline) {
  const at = Date.parse(`${day}T23:59:59-04:00`)
  return memory
    .versions(day)
    .filter((version) => version.register === register && version.from <= at && version.to > at)
    .filter((version) => state.includes(version.state))
    .filter(({ fields }) =>
      Object.entries(where).every(([name, wanted]) =>
        [wanted].flat().includes(fields[name] as string),
      ),
    )
}

function nearest(deadline: Deadline): string | undefined {
  if (!deadline.date) return selected(deadline).length > 0 ? 'now' : undefined
  return selected(deadline)
    .map(({ fields }) => spanOf(String(fields[deadline.date as string] ?? ''))?.last ?? '')
    .filter((last) => last >= day)
    .sort()[0]
}

describe('other days', () => {
  test('31 December 2025: 16 incidents, two of them without a place', () => {
    expect(figure('situation.incidents', '2025-12-31')).toBe(16)
    const placed = imported.commands.filter(
      ({ register, verb, input }) =>
        register === 'incident' &&
        verb === 'enter' &&
        (input?.where as { lon?: number })?.lon !== undefined,
    )
    expect(placed.length).toBe(14)
  })

  test('the successor is authorised to have 5,550', () => {
    expect(figure('people.authorised', '2025-12-31')).toBe(5550)
  })

  test('1 September 2025: two of its own are dead, 759 Kenyans are there', () => {
    expect(figure('people.killed', '2025-09-01')).toBe(2)
    expect(part('people.deployed', 'contributor', of('KEN'), '2025-09-01')).toBe(759)
  })

  test.each([
    ['2023-09-30', 1239],
    ['2023-12-31', 1104],
    ['2024-03-31', 1660],
    ['2024-06-30', 945],
    ['2024-09-30', 1223],
    ['2024-12-31', 1732],
    ['2025-03-31', 1617],
    ['2025-06-30', 1520],
    ['2025-09-30', 1247],
  ])('the quarter to %s: %i killed', (at, persons) => {
    expect(figure('situation.killed', at)).toBe(persons)
  })

  test('no figure is an absent one, not zero', () => {
    expect(figure('funds.runway', '2024-01-31')).toBeNull()
    expect(figure('funds.runway', '2026-01-31')).toBeNull()
  })
})

describe('a past that was restated is not the past as it was known', () => {
  test('the first flight was 400 on the day, and 200 once the second flight was told', () => {
    expect(figure('people.deployed', '2024-07-01', '2024-07-02')).toBe(400)
    expect(figure('people.deployed', '2024-07-01', '2024-07-31')).toBe(200)
    expect(figure('people.deployed', '2024-07-20')).toBe(400)
  })

  test('426 were there on 12 September 2024', () => {
    expect(figure('people.deployed', '2024-09-12', '2024-10-01')).toBe(426)
  })

  test('one officer is missing, unknown or dead, by when one asks and by what was known', () => {
    const state = (at: string, known: string) =>
      memory.get(id('casualty', 'KEN:officer-2'), at, known)?.state
    expect(state('2025-03-25', '2025-03-25')).toBeUndefined()
    expect(state('2025-05-14', '2025-05-14')).toBe('missing')
    expect(state('2025-09-24', '2025-09-24')).toBe('missing')
    expect(state('2025-09-24', '2025-09-25')).toBe('unknown')
    expect(state('2025-09-25', '2025-09-25')).toBe('dead')
    expect(state('2025-05-14', '2025-12-31')).toBe('missing')
  })

  test('one death has two places', () => {
    const fields = memory.get(id('incident', 'officer-killed-2025-02'))?.fields
    expect([fields?.where, fields?.whereElse]).toMatchObject([
      { pcode: 'HT05' },
      { pcode: 'HT0111' },
    ])
    expect(
      memory.get(id('incident', 'officer-killed-2025-02'), '2025-12-31', '2025-03-01')?.state,
    ).toBe('reported')
  })

  test('the retaken site keeps both dates', () => {
    expect(memory.get(id('facility', 'teleco-kenscoff'))).toMatchObject({
      state: 'retaken',
      fields: { since: '2025-08-25' },
    })
    expect(memory.get(id('claim', 'C0059'))?.state).toBe('setAside')
    expect(memory.get(id('facility', 'teleco-kenscoff'), '2025-08-20')?.state).toBe('seized')
  })
})

test('every own record says what it rests on', () => {
  const own = memory.versions().filter(({ register }) => registers.get(register)?.fields.claims)
  const bare = own.filter(
    ({ fields }) => !(fields.claims as string[])?.length && !(fields.events as string[])?.length,
  )
  expect(bare.map(({ register, fields }) => [register, fields.title ?? fields.name])).toEqual([])
})
