/** What only a site's own word can size, and tours that end against the relief that is planned. */
import { addDays, dayOf } from '@konbit/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { done, get, ids, openStage, ready, server } from '../people/testing.ts'
import type { Loose } from '../testing.ts'

const today = dayOf(Date.now(), 'America/Port-au-Prince')
const on = (days: number): string => addDays(today, days)
const clerk = 'forceGeneration'
const of = async (resource: string): Promise<Loose> =>
  (await get(`fit?until=${on(60)}`, 'watch')).resources.filter(
    (one: Loose) => one.resource === resource,
  )

beforeAll(async () => {
  await openStage()
  await done('fleet', 'site', 'enter', 'base', { code: 'B', name: 'Base', kind: 'mainBase' })
  const built = { site: ids.base, kindOfWork: 'installed', availableOn: on(-90) }
  for (const [resource, capacityAmount] of [
    ['beds', 300],
    ['power', 100],
    ['medicalBeds', 3],
  ] as const) {
    await done('fleet', 'capacity', 'enter', resource, { ...built, resource, capacityAmount })
    await done('fleet', 'capacity', 'finish', resource)
  }
  const flight = { title: 'In', kind: 'arrival', contributor: ids.alpha, base: ids.base }
  await done(clerk, 'movement', 'enter', 'in', {
    ...flight,
    personsPlanned: 200,
    plannedOn: on(-30),
  })
  await done(clerk, 'movement', 'confirm', 'in', { persons: 200, movedOn: on(-30) })
}, 600_000)
afterAll(async () => {
  await server?.close()
})

test('power and medical beds are wanted by the persons there, as soon as the site says how much', async () => {
  for (const name of ['power', 'medicalBeds']) {
    const [silent] = await of(name)
    expect(silent, name).toMatchObject({ isKnown: true, isNeedKnown: false, demand: [], binds: [] })
  }
  await done('fleet', 'site', 'amend', 'base', { powerPerPerson: 0.75, medicalPerHundred: 1 })
  const [power] = await of('power')
  expect(power).toMatchObject({ isNeedKnown: true, unit: 'kW' })
  expect(power.demand).toMatchObject([{ amount: 150 }])
  expect(power.binds).toMatchObject([{ from: today, short: 50 }])
  const [medical] = await of('medicalBeds')
  expect(medical.demand).toMatchObject([{ amount: 2 }])
  expect(medical.binds).toEqual([])
})

test('tours that end are set against those planned to arrive in their unit by then', async () => {
  for (const [nth, end] of [-5, 10, 20].entries()) {
    const name = `ALP-${nth}`
    await ready(name, 'alpha')
    await done(clerk, 'tour', 'enter', `tour ${nth}`, {
      officer: ids[name],
      contributor: ids.alpha,
      contingent: ids.alphaUnit,
      startsOn: on(-100),
      endsOn: on(end),
    })
    await done(clerk, 'tour', 'begin', `tour ${nth}`)
  }
  await done(clerk, 'movement', 'enter', 'relief', {
    title: 'Relief',
    kind: 'arrival',
    contributor: ids.alpha,
    contingent: ids.alphaUnit,
    personsPlanned: 2,
    plannedOn: on(15),
  })
  const [relief] = await of('relief')
  expect(relief.site).toMatchObject({ id: ids.alphaUnit, register: 'contingent' })
  expect(relief.binds).toMatchObject([
    { from: today, to: on(14), short: 2, freedBy: { record: ids.relief, day: on(15) } },
    { from: on(20), to: on(60), short: 1, freedBy: null },
  ])
  // Said on purpose: nobody is to come in this place.
  await done(clerk, 'tour', 'nameRelief', 'tour 2', { withoutRelief: true })
  expect((await of('relief'))[0].binds).toHaveLength(1)
})
