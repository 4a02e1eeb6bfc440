/**
 * The Logistics desk from records to figures: what runs is not yet fit, intervals and days follow from the record, stock from
 * its movements; what two people counted; and that readiness is never public.
 */
import { randomUUID } from 'node:crypto'
import { countsOf, type Stretch } from '@konbit/force'
import type { Moment } from '@konbit/ledger'
import { isRefusal, startOf } from '@konbit/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayFrom, openTestServer, type TestServer } from '../testing.ts'
import { countsIn } from './reliability.ts'

let server: TestServer
const ids: Record<string, string> = {}

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
const get = async (path: string, who = 'fleet') => (await server.as(who).get(path)).body
const days = (n: number): string => dayFrom(-n)
const at = (n: number) => ({ at: days(n) })

beforeAll(async () => {
  server = await openTestServer()
  await done('fleet', 'site', 'enter', 'base', { code: 'B1', name: 'Base One', kind: 'mainBase' })
  const vehicle = { type: 'apc', base: ids.base, hasRadio: 'yes', crewSeats: 9, fuelLitres: 100 }
  for (const [plate, more] of [
    ['T-1', { hasTurret: 'yes', serviceOn: days(5), odometerKm: 1000 }],
    ['T-2', { hasTurret: 'no', serviceKm: 5000, odometerKm: 4800 }],
    ['T-3', { hasTurret: 'yes' }],
  ] as const) {
    await done('fleet', 'vehicle', 'enter', plate, { plate, ...vehicle, ...more }, at(200))
    await done('fleet', 'vehicle', 'accept', plate, { acceptedOn: days(190) }, at(190))
  }
  await done('fleet', 'vehicle', 'enter', 'T-4', { plate: 'T-4', type: 'truck' }, at(20))
  await done('fleet', 'configuration', 'enter', 'task', {
    name: 'Armoured patrol',
    types: ['apc', 'mrap'],
    vehiclesLeast: 1,
    needsTurret: true,
    needsRadio: true,
    crew: 5,
    needsMedic: true,
    fuelLitresLeast: 60,
  })
  // T-3 fails twice: ten days, and again since eight days.
  const fault = { fault: 'Gearbox.' }
  await done('fleet', 'vehicle', 'ground', 'T-3', fault, at(60))
  await done('fleet', 'vehicle', 'release', 'T-3', { odometerKm: 900 }, at(50))
  await done('fleet', 'breakdown', 'enter', 'stop', {
    vehicle: ids['T-3'],
    occurredOn: days(9),
    system: 'gearbox',
    inDanger: 'yes',
  })
  await done('fleet', 'vehicle', 'ground', 'T-3', fault, at(8))
  const order = { vehicle: ids['T-3'], kind: 'repair', openedOn: days(8), breakdown: ids.stop }
  await done('fleet', 'workOrder', 'enter', 'order', order)
  const part = { part: 'Gearbox', awaitedSince: days(7) }
  await done('fleet', 'workOrder', 'awaitPart', 'order', part)
}, 600_000)
afterAll(async () => {
  await server?.close()
})

describe('fitness', () => {
  test('a vehicle without a turret is serviceable and not fit for a patrol', async () => {
    const board = await get(`fitness?task=${ids.task}`)
    const of = (plate: string) => board.items.find((one: { plate: string }) => one.plate === plate)
    expect(of('T-2')).toMatchObject({ isServiceable: true, isFit: false, lacks: ['turret'] })
    expect(of('T-1')).toMatchObject({ isServiceable: true, isFit: true, lacks: [] })
    expect(board.lacks).toEqual({ turret: 1 })
    expect(board.task).toEqual({ id: ids.task, caption: 'Armoured patrol' })
    expect(board.totals).toContainEqual({
      type: 'apc',
      base: ids.base,
      fit: 1,
      serviceable: 2,
      offRoad: 1,
      expected: 0,
    })
  })

  test('the worst come first, with what they wait for and since when', async () => {
    const board = await get(`fitness?task=${ids.task}&limit=2`)
    expect(board.items.map(({ plate }: { plate: string }) => plate)).toEqual(['T-3', 'T-2'])
    expect(board.total).toBe(4)
    expect(board.items[0]).toMatchObject({
      awaits: { part: 'Gearbox', on: days(7) },
      breakdown: { occurredOn: days(9), inDanger: 'yes' },
    })
    expect(board.items[0].since.slice(0, 10)).toBe(days(8))
  })

  test('of each lane come as many as asked for, of a class and at a base; the totals are of all', async () => {
    const plates = async (query: string) => {
      const { items, total, totals } = await get(`fitness?task=${ids.task}&${query}`)
      expect(totals.length).toBe(2)
      return [items.map(({ plate }: { plate: string }) => plate), total]
    }
    expect(await plates('each=1')).toEqual([['T-3', 'T-2', 'T-1', 'T-4'], 4])
    expect(await plates('each=1&limit=2')).toEqual([['T-3', 'T-2'], 4])
    expect(await plates('type=truck')).toEqual([['T-4'], 1])
    expect(await plates(`base=${ids.base}&type=apc&each=1`)).toEqual([['T-3', 'T-2', 'T-1'], 3])
    expect(await plates('base=none')).toEqual([['T-4'], 1])
    expect(await plates(`base=${randomUUID()}`)).toEqual([[], 0])
  })

  test('without a task nothing is said of it', async () => {
    const board = await get('fitness')
    expect(board.items.map(({ isFit }: { isFit: null }) => isFit)).toEqual([null, null, null, null])
    expect(board.totals[0].fit).toBeNull()
  })

  test('as it was on another day the record speaks of that day', async () => {
    const board = await get(`fitness?at=${days(30)}`)
    expect(board.totals).toEqual([
      { type: 'apc', base: ids.base, fit: null, serviceable: 3, offRoad: 0, expected: 0 },
    ])
  })
})

describe('reliability and time off the road', () => {
  test('failures, repairs and their bounds follow from the record', async () => {
    const { classes, availability } = await get(`reliability?from=${days(100)}`)
    const apc = classes.find(({ type }: { type: string }) => type === 'apc')
    expect(apc).toMatchObject({ vehicles: 3, failures: 2, repairs: 1, offRoadNow: 1 })
    expect(apc.offRoadDays).toBeGreaterThan(17)
    expect(apc.offRoadDays).toBeLessThan(20)
    expect(apc.mtbfDays).toBeCloseTo(apc.daysUp / 2, 1)
    expect(apc.mtbfLow).toBeLessThan(apc.mtbfDays)
    expect(apc.mtbfHigh).toBeGreaterThan(apc.mtbfDays)
    expect(availability.at(-1)).toMatchObject({ type: 'apc', ready: 2, held: 3 })
  })

  test('what is added up in SQL is what the stretches say one by one', async () => {
    const { ledger } = server.house
    const reader = { mission: server.mission, member: 'fleet' }
    const moment = (await ledger.moment(server.mission)) as Moment
    const [from, to] = [days(100), days(0)]
    const query = { register: 'vehicle', moment, from, to }
    const spells = await ledger.spells(reader, query)
    const stays = await ledger.stays(reader, { ...query, by: 'type' })
    if (isRefusal(spells) || isRefusal(stays)) throw new Error('refused')
    const zone = 'America/Port-au-Prince'
    const inDays = (milliseconds: number): number => milliseconds / 86_400_000
    const stretches = spells.flatMap((one): Stretch[] =>
      one.state === 'ready' || one.state === 'inRepair'
        ? [
            {
              vehicle: one.record,
              state: one.state,
              from: inDays(one.from),
              to: one.to === null ? Number.POSITIVE_INFINITY : inDays(one.to),
            },
          ]
        : [],
    )
    const window = { from: inDays(startOf(from, zone)), to: inDays(moment.at + 1) }
    const apart = countsOf(stretches, window)
    const together = countsIn(stays, apart.vehicles)
    expect(apart).toMatchObject({ vehicles: 3, failures: 2, repairs: 1, offRoadNow: 1 })
    for (const [name, value] of Object.entries(apart))
      if (typeof value === 'number') expect(together[name as 'daysUp'], name).toBeCloseTo(value, 4)
    expect(together.whole.squares).toBeCloseTo(apart.whole.squares, 4)
  })

  test('each stay off the road says where it came from and what it waits for', async () => {
    const { items, classes, total } = await get(`offroad?from=${days(90)}`)
    expect(total).toBe(2)
    expect(classes).toEqual([
      { type: 'apc', stays: 2, vehicles: 1, days: expect.any(Number), now: 1 },
    ])
    expect(items.find(({ to }: { to: null }) => to === null)).toMatchObject({
      plate: 'T-3',
      breakdown: { inDanger: 'yes', system: 'gearbox' },
      awaits: { part: 'Gearbox' },
    })
    const mended = items.find(({ to }: { to: string | null }) => to !== null)
    expect(mended).toMatchObject({ days: 10, breakdown: null, awaits: null })
  })

  test('services are due by day and by odometer', async () => {
    const { items, totals } = await get('maintenance')
    expect(totals).toEqual({ overdue: 1, soon: 1, later: 0, unplanned: 1 })
    expect(items).toMatchObject([
      { plate: 'T-1', due: 'overdue', by: 'date', daysLeft: -5 },
      { plate: 'T-2', due: 'soon', by: 'odometer', kmLeft: 200 },
    ])
  })

  test('days are bounded', async () => {
    const got = await server.as('fleet').get('reliability?from=1990-01-01')
    expect(got.status).toBe(400)
    expect((await server.as('fleet').get(`fitness?task=${randomUUID()}`)).status).toBe(404)
  })
})

describe('the gate of a patrol', () => {
  const plan = async (name: string, plates: string[], more: object = {}) =>
    done('watch', 'patrol', 'enter', name, {
      title: name,
      configuration: ids.task,
      plannedOn: days(0),
      vehicles: plates.map((plate) => ids[plate]),
      crew: 10,
      medics: 1,
      ...more,
    })
  const leave = { leftAt: days(0) }

  test('it does not go out with a vehicle that lacks a turret, or is in repair', async () => {
    await plan('without turret', ['T-1', 'T-2'])
    const refused = await send('watch', 'patrol', 'sendOut', 'without turret', leave)
    expect(refused.status).toBe(409)
    expect(refused.body.detail).toContain('a turret')
    await plan('in repair', ['T-3'])
    const broken = await send('watch', 'patrol', 'sendOut', 'in repair', leave)
    expect(broken.body.detail).toContain('a vehicle that is ready')
    await plan('nobody to heal', ['T-1'], { medics: 0 })
    const alone = await send('watch', 'patrol', 'sendOut', 'nobody to heal', leave)
    expect(alone.body.detail).toContain('a medic')
  })

  test('somebody may send it out unfit, with a reason, and has signed for it', async () => {
    const bare = await send('watch', 'patrol', 'sendUnfit', 'without turret', leave)
    expect(bare.body.type).toBe('/problems/needs-reason')
    const because = { because: 'An ambulance is under fire; nothing else is near.' }
    await done('watch', 'patrol', 'sendUnfit', 'without turret', leave, because)
    const { body } = await server.as('chief').get(`patrol/${ids['without turret']}`)
    expect(body.fields.overriddenBy).toBe('watch')
  })

  test('a fit one goes out, and nobody signs for that', async () => {
    await plan('fit', ['T-1'])
    const because = { because: 'In haste.' }
    expect((await send('watch', 'patrol', 'sendUnfit', 'fit', leave, because)).status).toBe(409)
    await done('watch', 'patrol', 'sendOut', 'fit', leave)
    await done('watch', 'patrol', 'comeBack', 'fit', { backAt: days(0), hoursOut: 3 })
  })

  test('what the gate looks at is not changed behind it', async () => {
    const change = await send('watch', 'patrol', 'amend', 'fit', { vehicles: [ids['T-2']] })
    expect(change.body.type).toBe('/problems/invalid-input')
  })
})

describe('stock', () => {
  const move = (name: string, direction: string, quantityMoved: number, n: number) =>
    send(
      'fleet',
      'stockMovement',
      'enter',
      name,
      { stockItem: ids.diesel, base: ids.base, movedOn: days(n), direction, quantityMoved },
      at(n),
    )

  test('is the sum of its movements, and lasts as long as it is used', async () => {
    const item = { code: 'DSL', name: 'Diesel', category: 'fuel', unitName: 'l', leastDays: 10 }
    await done('fleet', 'stockItem', 'enter', 'diesel', item, at(100))
    expect((await move('a', 'receipt', 4000, 60)).status).toBeLessThan(300)
    expect((await move('b', 'issue', 500, 50)).status).toBeLessThan(300)
    expect((await move('c', 'issue', 3000, 10)).status).toBeLessThan(300)
    const { items, low } = await get('stock')
    expect(items).toMatchObject([
      { code: 'DSL', onHand: 500, dailyUse: 100, daysOfSupply: 5, leastDays: 10, low: true },
    ])
    expect(low).toBe(1)
    expect((await get(`stock?at=${days(20)}`)).items).toMatchObject([{ onHand: 3500, dailyUse: 0 }])
    expect((await get(`stock?base=${randomUUID()}`)).items).toEqual([])
  })

  test('more than there is cannot leave, and what is found comes first', async () => {
    const refused = await move('d', 'issue', 500.5, 0)
    expect(refused.status).toBe(409)
    expect(refused.body.detail).toContain('on hand')
    expect((await move('e', 'found', 1, 0)).status).toBeLessThan(300)
    expect((await move('f', 'loss', 500.5, 0)).status).toBeLessThan(300)
    expect((await get('stock')).items[0]).toMatchObject({ onHand: 0.5, low: true })
  })
})

describe('two people', () => {
  const counted = { base: '', storeKind: 'weapon', countedOn: days(0), expected: 40, counted: 40 }
  const count = (name: string, more: object = {}) =>
    done('fleet', 'storeCount', 'enter', name, { ...counted, base: ids.base, ...more })

  test('count controlled stores, and never the same one twice', async () => {
    await count('even')
    const again = { countedAgain: 40 }
    const alone = await send('fleet', 'storeCount', 'confirm', 'even', again)
    expect(alone.status).toBe(409)
    expect(alone.body.detail).toContain('another must')
    await done('importer', 'storeCount', 'confirm', 'even', again)
    const { body } = await server.as('fleet').get(`storeCount/${ids.even}`)
    expect(body).toMatchObject({
      state: 'counted',
      fields: { firstCounter: 'fleet', secondCounter: 'importer' },
    })
  })

  test('a difference is a case, which nobody who counted settles', async () => {
    await count('odd', { counted: 39, countedOn: days(3) })
    const again = { countedAgain: 39 }
    expect((await send('importer', 'storeCount', 'confirm', 'odd', again)).status).toBe(409)
    await done('importer', 'storeCount', 'reportDifference', 'odd', again)
    const outcome = [{ outcome: 'lost' }, { because: 'The board heard both.' }] as const
    expect((await send('importer', 'storeCount', 'settle', 'odd', ...outcome)).status).toBe(409)
    const { overdue } = await get('overview', 'chief')
    const of = (wanted: string) => overdue.find(({ name }: { name: string }) => name === wanted)
    expect(of('differences')).toMatchObject({ count: 1, days: 3, desk: 'logistics' })
    expect(of('service')).toMatchObject({ count: 1, days: 5, note: 'T-1' })
    expect(of('stock')).toMatchObject({ count: 1, note: 'Diesel, Base One', since: null })
    // The part was asked for seven days ago: that is not long yet.
    expect(of('parts')).toBeUndefined()
    const later = await get(`overview?at=${days(-1)}`, 'chief')
    expect(later.overdue.some(({ name }: { name: string }) => name === 'parts')).toBe(false)
    await done('chief', 'storeCount', 'settle', 'odd', ...outcome)
  })

  test('sign a handover, and where they see another condition both stand', async () => {
    const given = { kind: 'transfer', handedOn: days(0), condition: 'good', vehicle: ids['T-1'] }
    await done('fleet', 'handover', 'enter', 'hand', { ...given, odometerKm: 1200 })
    const worn = { conditionTaken: 'worn' }
    expect((await send('importer', 'handover', 'take', 'hand', worn)).status).toBe(409)
    await done('importer', 'handover', 'dispute', 'hand', { ...worn, note: 'A torn seat.' })
    expect(
      (await send('fleet', 'handover', 'enter', 'neither', { ...given, vehicle: undefined }))
        .status,
    ).toBe(409)
  })
})

describe('odometers', () => {
  test('never run backwards, on the vehicle or in its papers', async () => {
    const back = await send('fleet', 'vehicle', 'amend', 'T-1', { odometerKm: 999 })
    expect(back.status).toBe(409)
    const paper = { kind: 'transfer', handedOn: days(1), condition: 'good', vehicle: ids['T-1'] }
    const later = await send('fleet', 'handover', 'enter', 'more', { ...paper, odometerKm: 1300 })
    expect(later.body.detail).toContain('odometer')
    await done('fleet', 'handover', 'enter', 'less', { ...paper, odometerKm: 1100 })
  })
})

describe('readiness is never public', () => {
  test('whoever holds nothing but public finds nothing by any of these addresses', async () => {
    const paths = ['fitness', 'reliability', 'stock', 'maintenance', 'offroad']
    for (const path of paths) {
      const { body } = await server.as('resident').get(path)
      const told = Object.entries(body).filter(
        ([key, value]) =>
          !['at', 'known', 'from', 'to', 'by', 'useDays', 'partial'].includes(key) &&
          !isNothing(value),
      )
      expect(told, path).toEqual([])
      expect((await get(path)).items ?? (await get(path)).classes, path).not.toEqual([])
    }
    expect((await server.as('resident').get(`fitness?task=${ids.task}`)).status).toBe(404)
    expect((await get('fitness', 'resident')).partial).toBe(true)
    expect((await get('fitness', 'chief')).partial).toBe(false)
  })

  const isNothing = (value: unknown): boolean =>
    value === null ||
    value === 0 ||
    (typeof value === 'object' && Object.values(value).every(isNothing))
})
