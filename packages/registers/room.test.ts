/** What is refused at the door: a flight into a full base, more persons than seats, a closed airport, a seat beyond the seats. */
import { randomUUID } from 'node:crypto'
import { openTestLedger, type TestLedger } from '@konbit/ledger/testing'
import { addDays, type Command, dayOf, type Fields, isRefusal } from '@konbit/model'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { registers } from './index.ts'

let t: TestLedger
let send: (
  register: string,
  verb: string,
  input?: Fields,
  more?: Partial<Command>,
) => Promise<string>
let tried: (
  register: string,
  verb: string,
  input?: Fields,
  more?: Partial<Command>,
) => Promise<string>
let state: string
let base: string
const today = dayOf(Date.now(), 'America/Port-au-Prince')
const on = (days: number): string => addDays(today, days)

beforeAll(async () => {
  t = await openTestLedger(registers)
})
afterAll(() => t?.close())
beforeEach(async () => {
  const made = await t.mission()
  const ana = await made.person(
    'ana',
    ['forceGeneration', 'base', 'watch', 'importer'],
    [{ label: 'restricted', unit: '*' }],
  )
  tried = async (register, verb, input = {}, more = {}) => {
    const record = more.record ?? randomUUID()
    const answer = await t.ledger.perform(ana, {
      id: randomUUID(),
      register,
      verb,
      record,
      input,
      ...more,
    })
    return isRefusal(answer)
      ? `${answer.why}${JSON.stringify(answer.details ?? '')}`.replace('""', '')
      : record
  }
  send = async (...command) => {
    const said = await tried(...command)
    expect(said).toMatch(/^[0-9a-f-]{36}$/)
    return said
  }
  state = await send('organisation', 'enter', { code: 'AAA', name: 'A state', kind: 'state' })
  base = await send('site', 'enter', { code: 'B1', name: 'Base one', kind: 'mainBase' })
})

const flight = (personsPlanned: number, days: number, more: Fields = {}): Fields => ({
  title: 'A flight',
  kind: 'arrival',
  contributor: state,
  personsPlanned,
  plannedOn: on(days),
  base,
  ...more,
})
const beds = (capacityAmount: number, days: number, kindOfWork = 'installed', more: Fields = {}) =>
  send('capacity', 'enter', {
    site: base,
    resource: 'beds',
    capacityAmount,
    kindOfWork,
    availableOn: on(days),
    ...more,
  })
const confirm = (record: string, persons: number, more: Fields = {}) =>
  send('movement', 'confirm', { persons, movedOn: today, ...more }, { record })

describe('a flight into a base', () => {
  test('that is full is refused with the reason and the first date that fits', async () => {
    await beds(100, -10)
    await beds(50, 40, 'expansion')
    await confirm(await send('movement', 'enter', flight(90, 0)), 90)
    expect(await tried('movement', 'enter', flight(20, 5))).toBe(
      `The base is full: on ${on(5)} there would be 110 persons and 100 beds. The first day that fits is ${on(40)}.`,
    )
    await send('movement', 'enter', flight(10, 5))
    await send('movement', 'enter', flight(20, 40))
    expect(await tried('movement', 'enter', flight(31, 41))).toBe(
      `The base is full: on ${on(41)} there would be 151 persons and 150 beds. No day is known that fits.`,
    )
  })

  test('is full for all that was promised before, also for a later day', async () => {
    await beds(100, -10)
    await send('movement', 'enter', flight(80, 20))
    expect(await tried('movement', 'enter', flight(30, 3))).toContain(
      `on ${on(20)} there would be 110 persons and 100 beds`,
    )
  })

  test('has room on the day on which others leave it', async () => {
    await beds(100, -10)
    await confirm(await send('movement', 'enter', flight(100, 0)), 100)
    const leaves = { kind: 'departure', base: undefined, fromBase: base }
    await send('movement', 'enter', flight(40, 8, leaves))
    expect(await tried('movement', 'enter', flight(40, 7))).toContain(
      `first day that fits is ${on(8)}`,
    )
    const record = await send('movement', 'enter', flight(40, 8))
    const because = 'Late'
    expect(
      await tried('movement', 'postpone', { plannedOn: on(6) }, { record, because }),
    ).toContain('The base is full')
    await send('movement', 'postpone', { plannedOn: on(9) }, { record, because })
  })

  test('loses the beds that are to be dismantled, and has none that others only speak of', async () => {
    await beds(100, -10)
    await beds(60, 30, 'loss')
    await beds(500, -5, 'expansion', { saidBy: 'The camp company' })
    expect(await tried('movement', 'enter', flight(50, 2))).toBe(
      `The base is full: on ${on(30)} there would be 50 persons and 40 beds. No day is known that fits.`,
    )
    await send('movement', 'enter', flight(40, 2))
  })

  test('of which nobody said how many beds it has is not refused, and by its plan it is', async () => {
    await send('movement', 'enter', flight(5000, 2))
    await send('site', 'amend', { bedsPlanned: 20, bedsUsed: 15 }, { record: base })
    expect(await tried('movement', 'enter', flight(6, 2))).toContain('20 beds')
  })

  test('that landed is a fact, and so is a plan whose day has gone by', async () => {
    await beds(10, -10)
    const record = await send('movement', 'enter', flight(10, 3))
    await confirm(record, 500)
    await send('movement', 'amend', { base, note: 'Counted twice' }, { record })
    await send('movement', 'enter', flight(500, -1))
  })

  test('is refused once when many come at the same time', async () => {
    await beds(100, -10)
    const told = await Promise.all(
      Array.from({ length: 64 }, () => tried('movement', 'enter', flight(30, 4))),
    )
    expect(told.filter((one) => !one.startsWith('The base is full'))).toHaveLength(3)
  })
})

test('a flight with more persons than seats is refused', async () => {
  expect(await tried('movement', 'enter', flight(41, 3, { seats: 40 }))).toBe(
    'There are 40 seats for 41 persons.',
  )
  await send('movement', 'enter', flight(40, 3, { seats: 40 }))
})

test('a departure fills no base', async () => {
  expect(await tried('movement', 'enter', flight(4, 3, { kind: 'departure' }))).toContain(
    'fills none',
  )
})

describe('a way', () => {
  const close = (startsOn: string, endsOn: string | undefined, closes?: string): Promise<string> =>
    send('restriction', 'enter', {
      title: 'Closed',
      kind: 'flightBan',
      setBy: state,
      startsOn,
      ...(endsOn ? { endsOn } : {}),
      ...(closes ? { closes } : {}),
    })

  test('that is closed on the day stops a flight until the day it is open', async () => {
    const through = await send('facility', 'enter', {
      code: 'AP',
      name: 'Airport',
      kind: 'airport',
    })
    await close(on(2), on(6), through)
    await close(on(5), on(9), through)
    await close(on(-90), undefined)
    expect(await tried('movement', 'enter', flight(4, 3, { through }))).toBe(
      `Its way is closed on ${on(3)}. The first day that fits is ${on(10)}.`,
    )
    await send('movement', 'enter', flight(4, 1, { through }))
    await send('movement', 'enter', flight(4, 10, { through }))
    // Open, and full: the first day is one on which both hold.
    await beds(10, -10)
    await beds(10, 20, 'expansion')
    expect(await tried('movement', 'enter', flight(4, 3, { through }))).toContain(
      `first day that fits is ${on(20)}`,
    )
    await close(on(20), undefined, through)
    expect(await tried('movement', 'enter', flight(4, 3, { through }))).toContain('No day is known')
  })
})

test('seats are booked as far as there are seats, and once for each officer', async () => {
  const record = await send('movement', 'enter', flight(2, 3, { seats: 2, base: undefined }))
  const officers = await Promise.all(
    [1, 2, 3].map((n) =>
      send('person', 'enter', {
        serviceNumber: `A-${n}`,
        contributor: state,
        component: 'police',
        rank: 'Constable',
      }),
    ),
  )
  const book = (officer: string | undefined) =>
    tried('seat', 'enter', { movement: record, officer, contributor: state })
  const first = await book(officers[0])
  expect(first).toMatch(/^[0-9a-f-]{36}$/)
  expect(await book(officers[0])).toBe('An officer has one seat on a movement.')
  expect(await book(officers[1])).toMatch(/^[0-9a-f-]{36}$/)
  expect(await book(officers[2])).toBe('All 2 seats are taken.')
  await send('seat', 'remove', {}, { record: first, because: 'Ill' })
  expect(await book(officers[2])).toMatch(/^[0-9a-f-]{36}$/)
})

test('a vehicle that is promised finds a place to park, or the first day on which it does', async () => {
  const place = { site: base, resource: 'parking', kindOfWork: 'installed', availableOn: on(-5) }
  await send('capacity', 'enter', { ...place, capacityAmount: 2 })
  const more = { ...place, kindOfWork: 'expansion', availableOn: on(20) }
  await send('capacity', 'enter', { ...more, capacityAmount: 1 })
  const promise = (plate: string, days: number): Promise<string> =>
    tried('vehicle', 'enter', { plate, type: 'apc', base, expectedOn: on(days) })
  const there = await send('vehicle', 'enter', { plate: 'V0', type: 'apc', base })
  await send('vehicle', 'accept', { acceptedOn: today }, { record: there })
  expect(await promise('V1', 9)).toMatch(/^[0-9a-f-]{36}$/)
  expect(await promise('V2', 3)).toBe(
    `The base is full: on ${on(9)} there would be 3 vehicles and 2 places to park. The first day that fits is ${on(20)}.`,
  )
  expect(await promise('V2', 20)).toMatch(/^[0-9a-f-]{36}$/)
  await send('vehicle', 'amend', { base, note: 'Here' }, { record: there })

  // Nor is one handed over there on a day to come on which there is no place; what was handed over today is a fact.
  const other = await send('vehicle', 'enter', { plate: 'V9', type: 'apc' })
  await send('vehicle', 'accept', { acceptedOn: today }, { record: other })
  const handed = (days: number, vehicle = other): Promise<string> =>
    tried('handover', 'enter', {
      ...{ kind: 'transfer', condition: 'good', vehicle, base },
      handedOn: on(days),
    })
  expect(await handed(9)).toContain('places to park. ')
  expect(await handed(9, there)).toMatch(/^[0-9a-f-]{36}$/)
  expect(await handed(0)).toMatch(/^[0-9a-f-]{36}$/)
})
