/**
 * The reference mission forecast from 1 October 2024, knowing only what was known then: what binds first, and how the year that
 * came lies over it. Nothing that was learned later changes a digit.
 */
import { openTestLedger } from '@konbit/ledger/testing'
import { bandsOf, bindingOf, digestOf, type Model, type Origin, play } from '@konbit/planner'
import { measures, registers } from '@konbit/registers'
import { Kept } from '@konbit/server'
import { type Loose, serverOver, type TestServer } from '@konbit/server/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { admit, enter, read } from './fill.ts'
import { filesOf, folderOf, missionIn } from './missions.ts'

const then = '2024-10-01'
const RUNS = 200

let server: TestServer
/** The model as it was served when nothing later was in the record, and when everything was. */
let early: Loose
let late: Loose
const ask = async (path: string, who = 'watch'): Promise<Loose> =>
  (await server.as(who).get(path)).body

beforeAll(async () => {
  const ledger = await openTestLedger(registers, measures)
  const folder = folderOf('mss-haiti')
  const mission = await missionIn(folder)
  await admit(ledger.ledger, mission)
  const imported = read(folder, await filesOf(folder))
  const failures: string[] = []
  server = serverOver(
    {
      ledger: ledger.ledger,
      registers,
      kept: new Kept(),
      measures: new Map(measures.map((one) => [one.name, one])),
      missions: new Map([[mission.id, mission]]),
      mayChoose: true,
      hosts: [],
      version: 'test',
      note: (failure: unknown, route: string) => failures.push(`${route}: ${failure}`),
    },
    mission.id,
    ledger,
    failures,
  )
  const by = imported.commands.filter(({ known = '' }) => known.slice(0, 10) <= then)
  expect(by.length).toBeGreaterThan(1000)
  expect(by.length).toBeLessThan(imported.commands.length - 500)
  const rest = imported.commands.filter((one) => !by.includes(one))
  for (const commands of [by, rest]) {
    const { refused } = await enter(ledger.ledger, mission, { ...imported, commands }, () => {})
    expect(refused).toEqual([])
    const told = await ask(`plan/model?at=${then}&known=${then}`)
    if (commands === by) early = told
    else late = told
  }
}, 600_000)
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

const model = (): Model => late.model as Model
const origins = (): readonly Origin[] => late.origins

test('what was learned later changes no digit of the model, its origins or its goal', () => {
  expect(early.model).toEqual(late.model)
  expect(early.origins).toEqual(late.origins)
  expect(early.goal).toEqual(late.goal)
  expect(early.past).toEqual(late.past)
  const runs = (of: Loose): string => digestOf(play(of.model, then, 0, 3))
  expect(runs(early)).toBe(runs(late))
})

test('it knows of that day what the record knew: who was there, who had pledged, which beds', () => {
  expect(late).toMatchObject({ starts: then, frame: 'mission', refusals: [], partial: false })
  const { people, resources, goal } = model()
  const here = (key: string): number =>
    (people[key]?.present ?? []).reduce((sum, { persons }) => sum + persons, 0)
  expect([here('KEN'), here('JAM'), here('BLZ')]).toEqual([400, 24, 2])
  // Pledges published only later are not there.
  expect(Object.keys(people)).not.toContain('GTM')
  expect(Object.keys(people)).not.toContain('TCD')
  expect(goal).toBe(2500)
  // 1,300 planned, about 70 per cent complete: the rest is still to come.
  expect(resources.beds).toMatchObject({ amount: 910, more: [{ by: 390 }] })
})

test('each value says where it is from, and no assumption passes for a fact', () => {
  const of = (parameter: string): Origin =>
    origins().find((one) => one.parameter === parameter) as Origin
  expect(of('arrivalLag')).toMatchObject({ from: 'record', count: 3 })
  expect(of('arrivalLag').low as number).toBeLessThan(of('arrivalLag').value)
  expect(of('vehicles')).toMatchObject({ from: 'statement', value: 34 })
  expect(of('vehicles').records?.[0]).toMatch(/^claim\//)
  for (const parameter of ['attrition', 'failure', 'pledgeMet', 'mechanics', 'bedsLate']) {
    expect(of(parameter).from, parameter).toBe('assumption')
    expect(of(parameter).source.length, parameter).toBeGreaterThan(20)
  }
  for (const one of origins()) expect(one.source).toBeTruthy()
})

test('pledges that are slow bind first, then seats and beds; and the year that came lies over it', () => {
  const sample = play(model(), 'konbit', 0, RUNS)
  const order = bindingOf(sample).order.map(({ name }) => name)
  const [first, ...later] = order.filter((name) => name !== 'none')
  expect(first).toBe('supply')
  expect(new Set(later)).toEqual(new Set(['airlift', 'beds']))

  const bands = bandsOf(sample, 'deployed')
  const came: { day: string; deployed: number }[] = late.after
  expect(came.find(({ day }) => day >= '2025-05-14')?.deployed).toBe(1020)
  const within = came.map(({ day, deployed }) => {
    const ahead = Math.round((Date.parse(day) - Date.parse(then)) / 86_400_000)
    return (bands.p5[ahead] as number) <= deployed && deployed <= (bands.p95[ahead] as number)
  })
  const share = within.filter(Boolean).length / within.length
  // One story is no proof of calibration; this holds the forecast to having been of use.
  expect(share).toBeGreaterThan(0.8)
  expect(early.after).toBeUndefined()
})

test('kept, it is found again to the bit, and scored by what came', async () => {
  const sample = play(model(), 'konbit', 0, RUNS)
  const bands = bandsOf(sample, 'deployed')
  const quantiles = (late.horizons as number[]).map((day) => ({
    figure: 'deployed',
    day,
    ...Object.fromEntries(
      (['p5', 'p25', 'p50', 'p75', 'p95'] as const).map((name) => [name, bands[name][day]]),
    ),
  }))
  const keep = (title: string, more: object) =>
    server.as('forceGeneration').post('forecast', {
      id: crypto.randomUUID(),
      record: crypto.randomUUID(),
      input: {
        title,
        startsOn: then,
        seed: 'konbit',
        runs: RUNS,
        modelText: JSON.stringify(late.model),
        knownSeq: late.seq,
        engine: late.engine,
        digest: digestOf(sample),
        quantiles: JSON.stringify(quantiles),
        ...more,
      },
    })
  for (const [title, more] of [
    ['Sound', {}],
    ['Rewritten', { digest: '0'.repeat(64) }],
    ['Older engine', { engine: 'planner@0' }],
  ] as const) {
    const { status, text } = await keep(title, more)
    expect(status, text).toBe(201)
  }
  let items: Loose[] = []
  for (let tries = 0; tries < 100; tries += 1) {
    items = (await ask('plan/forecasts')).items
    if (items.every(({ again }) => again !== 'pending')) break
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  const again = Object.fromEntries(items.map((one) => [one.title, one.again]))
  expect(again).toEqual({ Sound: 'same', Rewritten: 'differs', 'Older engine': 'otherEngine' })
  const { scores } = items.find(({ title }) => title === 'Sound')
  expect(scores).toHaveLength(late.horizons.length)
  const [first] = scores
  expect(first.error).toBe(first.p50 - first.value)
  for (const { isIn90, value, p5, p95 } of scores) expect(isIn90).toBe(p5 <= value && value <= p95)

  const calibration = await ask('plan/calibration')
  expect(calibration).toMatchObject({
    forecasts: 3,
    due: 3,
    again: { same: 1, differs: 1, otherEngine: 1, pending: 0 },
  })
  const all = calibration.rows.find(({ day }: Loose) => day === null)
  expect(all.count).toBe(3 * late.horizons.length)
  // Whoever is not cleared sees neither forecasts nor what they were made of.
  expect((await ask('plan/forecasts', 'resident')).items).toEqual([])
}, 600_000)
