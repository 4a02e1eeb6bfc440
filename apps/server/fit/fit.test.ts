/** What fits, from records to figures: beds, water, seats and ways bind on their day, and are freed by what frees them. */
import { randomUUID } from 'node:crypto'
import { addDays, dayOf } from '@konbit/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Loose, openTestServer, type TestServer } from '../testing.ts'

let server: TestServer
const ids: Record<string, string> = {}
const today = dayOf(Date.now(), 'America/Port-au-Prince')
const on = (days: number): string => addDays(today, days)

async function send(
  who: string,
  register: string,
  verb: string,
  name: string,
  input: object,
  more: object = {},
) {
  const record = ids[name] ?? randomUUID()
  ids[name] = record
  const path = verb === 'enter' ? register : `${register}/${record}/${verb}`
  const command = verb === 'enter' ? { record } : {}
  return server.as(who).post(path, { id: randomUUID(), input, ...command, ...more })
}
async function done(...asked: Parameters<typeof send>): Promise<void> {
  const { status, text } = await send(...asked)
  expect(status, `${asked[1]} ${asked[2]}: ${text}`).toBeLessThan(300)
}
const get = async (path: string, who = 'fleet'): Promise<Loose> =>
  (await server.as(who).get(path)).body

const beds = async (
  name: string,
  site: string,
  capacityAmount: number,
  kindOfWork: string,
  days: number,
  isReady = true,
  more: object = {},
) => {
  const input = {
    site: ids[site],
    resource: 'beds',
    capacityAmount,
    kindOfWork,
    availableOn: on(days),
    ...more,
  }
  await done('fleet', 'capacity', 'enter', name, input)
  if (isReady) await done('fleet', 'capacity', 'finish', name, {})
}
const moves = async (
  name: string,
  kind: string,
  personsPlanned: number,
  days: number,
  more: object,
) => {
  const contributor = ids.state
  const input = {
    title: `Flight ${name}`,
    kind,
    contributor,
    personsPlanned,
    plannedOn: on(days),
    ...more,
  }
  await done('forceGeneration', 'movement', 'enter', name, input)
}
const happens = (name: string, persons: number, days: number) =>
  done('forceGeneration', 'movement', 'confirm', name, { persons, movedOn: on(days) })
const bedsOf = (fit: Loose, site: string): Loose =>
  fit.resources.find((one: Loose) => one.resource === 'beds' && one.site.id === ids[site])

beforeAll(async () => {
  server = await openTestServer()
  await done('forceGeneration', 'organisation', 'enter', 'state', {
    code: 'AAA',
    name: 'A state',
    kind: 'state',
  })
  for (const name of ['one', 'two', 'three'])
    await done('fleet', 'site', 'enter', name, {
      code: name,
      name: `Base ${name}`,
      kind: 'mainBase',
    })
  await done('fleet', 'site', 'amend', 'three', { bedsPlanned: 30, bedsUsed: 25 })
  await beds('now', 'one', 100, 'installed', -50)
  await beds('later', 'one', 50, 'expansion', 30, false)
  await beds('said', 'one', 20, 'expansion', 60, false, { saidBy: 'The camp company' })
  await moves('first', 'arrival', 100, -40, { base: ids.one })
  await happens('first', 98, -38)
  await moves('home', 'departure', 10, -20, { fromBase: ids.one })
  await happens('home', 8, -20)
  await moves('next', 'arrival', 10, 5, { base: ids.one })
  // A loss nobody could promise against: from day 10 on 20 beds are wanting, until the expansion is there.
  await beds('storm', 'one', 20, 'loss', 10, false)
  await moves('across', 'transfer', 5, 20, { fromBase: ids.one, base: ids.two })
  const water = {
    site: ids.one,
    resource: 'water',
    capacityAmount: 8000,
    kindOfWork: 'installed',
    availableOn: on(-50),
  }
  await done('fleet', 'capacity', 'enter', 'water', water)
  await done('fleet', 'capacity', 'finish', 'water', {})
}, 600_000)
afterAll(async () => {
  await server?.close()
})

describe('beds', () => {
  test('bind from the day to the day, by the most, and are freed by what is next', async () => {
    const fit = await get(`fit?until=${on(60)}`)
    const found = bedsOf(fit, 'one')
    expect(found.binds).toEqual([
      {
        from: on(10),
        to: on(29),
        short: 20,
        freedBy: expect.objectContaining({
          record: ids.later,
          register: 'capacity',
          day: on(30),
          amount: 50,
        }),
      },
    ])
    expect(found.supply.map(({ day, amount }: Loose) => [day, amount])).toEqual([
      [today, 100],
      [on(10), -20],
      [on(30), 50],
    ])
    expect(found.demand.map(({ day, amount, caption }: Loose) => [day, amount, caption])).toEqual([
      [today, 90, ''],
      [on(5), 10, 'Flight next'],
      [on(20), -5, 'Flight across'],
    ])
    expect(found.disputed).toEqual([
      { amount: 20, saidBy: 'The camp company', claim: expect.objectContaining({ id: ids.said }) },
    ])
    expect([fit.partial, fit.days]).toEqual([false, { from: today, to: on(60) }])
  })

  test('that free only beyond the days asked for are named all the same', async () => {
    const [bind] = bedsOf(await get(`fit?until=${on(15)}`), 'one').binds
    expect([bind.to, bind.freedBy.day]).toEqual([on(15), on(30)])
  })

  test('that nobody has counted bind nobody, and a plan of beds speaks where nothing is installed', async () => {
    const fit = await get('fit')
    expect(bedsOf(fit, 'two')).toMatchObject({ isKnown: false, binds: [], supply: [] })
    expect(bedsOf(fit, 'three')).toMatchObject({
      isKnown: true,
      supply: [{ day: today, amount: 30 }],
      demand: [{ day: today, amount: 25 }],
    })
  })

  test('stand as they stood at another moment', async () => {
    const was = bedsOf(await get(`fit?at=${on(-200)}`), 'one')
    expect(was).toBeUndefined()
  })
})

test('water is needed for each person who sleeps there', async () => {
  const fit = await get(`fit?until=${on(8)}&site=${ids.one}`)
  const water = fit.resources.find(({ resource }: Loose) => resource === 'water')
  expect(water.demand.map(({ amount }: Loose) => amount)).toEqual([90 * 80, 10 * 80])
  expect(water.binds).toEqual([])
  await done('fleet', 'site', 'amend', 'one', { waterPerPerson: 100 })
  const more = await get(`fit?until=${on(8)}&site=${ids.one}`)
  const thirsty = more.resources.find(({ resource }: Loose) => resource === 'water')
  expect(thirsty.binds).toMatchObject([{ from: today, short: 2000 }])
})

test('a way that closes after the flight was promised binds on the day of the flight', async () => {
  await done('watch', 'facility', 'enter', 'airport', {
    code: 'AP',
    name: 'Airport',
    kind: 'airport',
  })
  await moves('by air', 'departure', 4, 12, { fromBase: ids.one, through: ids.airport })
  const ban = {
    title: 'Strike',
    kind: 'flightBan',
    setBy: ids.state,
    startsOn: on(11),
    endsOn: on(14),
    closes: ids.airport,
  }
  await done('watch', 'restriction', 'enter', 'ban', ban)
  const fit = await get('fit')
  expect(fit.resources.find(({ resource }: Loose) => resource === 'way')).toMatchObject({
    site: { id: ids.airport, register: 'facility', caption: 'Airport' },
    demand: [{ day: on(12), amount: 4, record: ids['by air'] }],
    binds: [{ from: on(12), to: on(14), short: 4, freedBy: { record: ids.ban, day: on(15) } }],
  })
})

test('a flight into a full base is refused over the wire, with the first date', async () => {
  const input = {
    title: 'Too many',
    kind: 'arrival',
    contributor: ids.state,
    personsPlanned: 30,
    plannedOn: on(6),
    base: ids.one,
  }
  const { status, body } = await send('forceGeneration', 'movement', 'enter', 'refused', input)
  expect(status).toBe(409)
  expect(body.detail).toMatch(
    /^The base is full: on .* there would be 130 persons and 100 beds\. The first day that fits is /,
  )
})

describe('occupancy', () => {
  test('tells beds, who slept there and who was planned to, day by day', async () => {
    const { days, partial } = await get(`occupancy?site=${ids.one}&from=${on(-45)}&to=${on(32)}`)
    const of = (n: number): Loose => days.find(({ day }: Loose) => day === on(n))
    expect(days).toHaveLength(78)
    expect(of(-45)).toEqual({ day: on(-45), beds: 100, occupied: 0, planned: 0 })
    expect(of(-39)).toMatchObject({ occupied: 0, planned: 100 })
    expect(of(-38)).toMatchObject({ occupied: 98, planned: 100 })
    expect(of(0)).toMatchObject({ beds: 100, occupied: 90, planned: 90 })
    expect(of(5)).toMatchObject({ beds: 100, occupied: null, planned: 100 })
    expect(of(32)).toMatchObject({ beds: 130, occupied: null })
    expect(partial).toBe(false)
  })

  test('of all sites together is their sum', async () => {
    const { site, days } = await get(`occupancy?from=${today}&to=${today}`)
    expect([site, days[0].beds, days[0].occupied]).toEqual([null, 130, 90])
  })
})

test('what the reader may not see is not counted, and they are told so', async () => {
  const { status, body } = await server.as('resident').get('fit')
  expect([status, body.partial]).toEqual([200, true])
  expect(JSON.stringify(body)).not.toContain('Flight')
  expect(
    body.resources.filter(({ isKnown, resource }: Loose) => isKnown && resource !== 'way'),
  ).toEqual([])
  const days = await get(`occupancy?site=${ids.one}`, 'resident')
  expect(days.partial).toBe(true)
  expect(
    new Set(days.days.flatMap(({ beds, occupied, planned }: Loose) => [beds, occupied, planned])),
  ).toEqual(new Set([null]))
})

test('dates out of bounds are refused by name', async () => {
  for (const path of [
    `fit?until=${on(800)}`,
    `fit?until=${on(-1)}`,
    'fit?until=soon',
    `occupancy?from=${on(0)}&to=${on(1200)}`,
    `occupancy?from=${on(1)}&to=${on(0)}`,
  ]) {
    const { status, body } = await server.as('fleet').get(path)
    expect([status, body.errors?.length ?? body.details?.length], path).toEqual([400, 1])
  }
})
