/**
 * The People desk from records to figures: whom the gates of duty let pass, whose tour ends with nobody in relief, who stands
 * still; and that the strength of a day is what the movements add up to.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Loose } from '../testing.ts'
import { at, day, done, get, ids, openStage, ready, send, server } from './testing.ts'

beforeAll(openStage, 60_000)
afterAll(async () => {
  await server?.close()
})

describe('the gate of duty', () => {
  test('nobody deploys without training and vetting that hold on the day', async () => {
    await ready('ALP-1', 'alpha')
    await done('forceGeneration', 'person', 'clear', 'ALP-1', { clearedUntil: day(-300) })
    await done('forceGeneration', 'person', 'enter', 'ALP-2', {
      serviceNumber: 'ALP-2',
      contributor: ids.alpha,
      component: 'police',
    })
    const missing = await send('forceGeneration', 'person', 'clear', 'ALP-2')
    expect(missing).toMatchObject({ status: 409, body: { type: '/problems/unless' } })
    expect(missing.body.detail).toContain('missing')
    expect(missing.body.told).toEqual([{ key: 'refusal.duty.missing', values: {} }])
    await ready('ALP-3', 'alpha', 'forceGeneration', day(2))
    const past = await send('forceGeneration', 'person', 'clear', 'ALP-3')
    expect(past.body.detail).toContain('run out')
  })

  test('a clearance may not outlast what it rests on', async () => {
    const answer = await send('forceGeneration', 'person', 'extendClearance', 'ALP-1', {
      clearedUntil: day(-301),
    })
    expect(answer.body.detail).toContain('outlast')
    await done('forceGeneration', 'person', 'extendClearance', 'ALP-1', { clearedUntil: day(-300) })
  })

  test('nobody deploys while an absence stands', async () => {
    const absence = { officer: ids['ALP-1'], contributor: ids.alpha, kind: 'course' }
    await done('forceGeneration', 'absence', 'enter', 'course', {
      ...absence,
      startsOn: day(3),
      endsOn: day(-3),
    })
    const answer = await send('forceGeneration', 'person', 'deploy', 'ALP-1')
    expect(answer.body.detail).toContain('absence')
    await done('forceGeneration', 'absence', 'end', 'course', { endsOn: day(1) })
    await done('forceGeneration', 'person', 'deploy', 'ALP-1')
  })

  test('who comes back from leave must still be cleared', async () => {
    await done('forceGeneration', 'person', 'takeLeave', 'ALP-1')
    await done('forceGeneration', 'training', 'lapse', 'ALP-1 conduct')
    const answer = await send('forceGeneration', 'person', 'returnToDuty', 'ALP-1')
    expect(answer).toMatchObject({ status: 409, body: { type: '/problems/unless' } })
    await done('forceGeneration', 'training', 'pass', 'ALP-1 conduct', {
      passedOn: day(0),
      validUntil: day(-300),
    })
    await done('forceGeneration', 'person', 'returnToDuty', 'ALP-1')
  })
})

describe('a tour', () => {
  test('does not end with nobody named in relief, unless that is said', async () => {
    const officer = { officer: ids['ALP-1'], contributor: ids.alpha, contingent: ids.alphaUnit }
    await done('forceGeneration', 'tour', 'enter', 'tour', {
      ...officer,
      startsOn: day(100),
      endsOn: day(-20),
    })
    await done('forceGeneration', 'tour', 'begin', 'tour')
    expect((await send('forceGeneration', 'tour', 'end', 'tour')).status).toBe(409)
    const self = { relief: ids['ALP-1'] }
    expect((await send('forceGeneration', 'tour', 'nameRelief', 'tour', self)).status).toBe(409)
    const [open] = (await get('tours')).items
    expect(open).toMatchObject({ persons: 1, relieved: 0, unrelieved: 1, gapDays: null })
    expect((await get('measures/people.unrelieved')).value).toBe(1)

    await done('forceGeneration', 'tour', 'nameRelief', 'tour', { relief: ids['ALP-2'] })
    await done('forceGeneration', 'tour', 'enter', 'next', {
      officer: ids['ALP-2'],
      contributor: ids.alpha,
      contingent: ids.alphaUnit,
      startsOn: day(-25),
      endsOn: day(-200),
    })
    const named = (await get(`tours?contributor=${ids.alpha}&to=${day(-30)}`)).items[0]
    expect(named).toMatchObject({ relieved: 1, unrelieved: 0, reliefOn: day(-25), gapDays: 5 })
    expect((await get('measures/people.ending')).value).toBe(1)
    expect((await get('measures/people.unrelieved')).value).toBe(0)
  })
})

describe('strength', () => {
  const moved = async (name: string, kind: string, persons: number, n: number) => {
    await done(
      'forceGeneration',
      'movement',
      'enter',
      name,
      {
        title: name,
        kind,
        contributor: ids.alpha,
        contingent: ids.alphaUnit,
        personsPlanned: persons,
        plannedOn: day(n),
      },
      at(n + 1),
    )
    await done('forceGeneration', 'movement', 'confirm', name, { persons, movedOn: day(n) }, at(n))
  }

  test('is what the movements add up to, and own staff are set against it', async () => {
    await moved('flight 1', 'arrival', 5, 40)
    await moved('flight 2', 'departure', 4, 10)
    const report = await get(`strength?since=${day(20)}`)
    expect(report).toMatchObject({ change: -4, explained: true, differences: [] })
    expect(report.movements).toMatchObject([{ kind: 'departure', persons: 4, on: day(10) }])
    const [whole, alpha, unit] = report.rows
    expect(whole).toMatchObject({ contributor: null, deployed: 1, counted: 1, present: 1 })
    expect(alpha).toMatchObject({ contributor: { caption: 'alpha' }, unit: null, effective: 1 })
    expect(unit).toMatchObject({ unit: { caption: 'alpha police unit' }, deployed: 1, planned: 10 })
    expect((await get(`strength?at=${day(30)}&since=${day(50)}`)).change).toBe(5)
  })

  test('says so when own staff are not where the movements say', async () => {
    await moved('flight 3', 'arrival', 3, 2)
    const report = await get(`strength?since=${day(20)}`)
    expect(report.explained).toBe(false)
    expect(report.differences).toMatchObject([{ deployed: 4, counted: 1, change: -1 }])
    await moved('flight 4', 'departure', 3, 1)
    expect((await get(`strength?since=${day(20)}`)).explained).toBe(true)
  })

  test('says what the measures say', async () => {
    const names = ['trained', 'waiting', 'deployed', 'present', 'effective', 'counted']
    const asked = names.map((one) => `people.${one}`).join(',')
    const { items } = await get(`figures?names=${asked}&by=contributor`)
    const { rows } = await get('strength')
    // Whose staff are known has none waiting where none waits.
    expect(rows[1].waiting).toBe(0)
    for (const { name, value, rows: parts } of items) {
      const stage = name.split('.')[1]
      expect(rows[0][stage], name).toBe(value)
      const alpha = parts.find(({ key }: Loose) => key === ids.alpha)
      expect(rows[1][stage] ?? 0, name).toBe(alpha?.value ?? 0)
    }
  })

  test('counts weapons held beside those who are effective', async () => {
    // No store is on record yet, which is not the same as none issued.
    expect((await get('strength')).rows[0].armed).toBeNull()
    const store = { serial: 'W-1', storeKind: 'weapon', contingent: ids.alphaUnit }
    await done('importer', 'store', 'enter', 'W-1', { ...store, contributor: ids.alpha })
    expect((await get('strength')).rows[0].armed).toBe(0)
    await done('importer', 'store', 'issue', 'W-1', { condition: 'good', holder: ids['ALP-1'] })
    const [whole, alpha, unit] = (await get('strength')).rows
    expect([whole.armed, alpha.armed, unit.armed]).toEqual([1, 1, 1])
  })

  test('a training in the use of force binds a clearance where it is on record', async () => {
    const officer = { officer: ids['ALP-1'], contributor: ids.alpha, kind: 'useOfForce' }
    await done('forceGeneration', 'training', 'enter', 'force', officer)
    await done('forceGeneration', 'person', 'extendClearance', 'ALP-1', { clearedUntil: day(-300) })
    const passed = { passedOn: day(5), validUntil: day(-100) }
    await done('forceGeneration', 'training', 'pass', 'force', passed)
    const later = { clearedUntil: day(-101) }
    const answer = await send('forceGeneration', 'person', 'extendClearance', 'ALP-1', later)
    expect(answer.body.detail).toContain('outlast')
    await done('forceGeneration', 'person', 'extendClearance', 'ALP-1', { clearedUntil: day(-100) })
  })

  test('limits of duty and a clearance that ran out make somebody less than effective', async () => {
    await done('forceGeneration', 'person', 'limitDuty', 'ALP-1', { dutyLimit: 'light' })
    expect((await get('measures/people.effective')).value).toBe(0)
    expect((await get('strength')).rows[0]).toMatchObject({ present: 1, effective: 0 })
    await done('forceGeneration', 'person', 'limitDuty', 'ALP-1', { dutyLimit: 'none' })
    expect((await get('measures/people.effective')).value).toBe(1)
    await done('forceGeneration', 'person', 'amend', 'ALP-1', { clearedUntil: day(1) })
    expect((await get('measures/people.effective')).value).toBe(0)
    expect((await get('strength')).rows[0]).toMatchObject({ present: 1, effective: 0 })
  })
})

describe('where people stand still', () => {
  test('is told with what they wait for', async () => {
    await done('forceGeneration', 'person', 'wait', 'ALP-2', {
      waitsFor: 'bed',
      waitsSince: day(30),
    })
    const { items } = await get('standing')
    expect(items).toContainEqual({
      contributor: { id: ids.alpha, register: 'organisation', caption: 'alpha' },
      state: 'waiting',
      waitsFor: 'bed',
      persons: 1,
      oldestOn: day(30),
    })
    const { items: figures } = await get('figures?names=people.waiting&by=waitsFor')
    expect(figures[0]).toMatchObject({ value: 1, rows: [{ key: 'bed', value: 1 }] })
  })
})

describe('figures together', () => {
  test('give the gap by capability', async () => {
    await done('forceGeneration', 'requirement', 'enter', 'need', {
      title: 'A formed police unit',
      kind: 'unitRequirement',
      speaksFor: 'mission',
      persons: 140,
      statedOn: day(90),
      capability: 'formedPolice',
    })
    await done('forceGeneration', 'pledge', 'enter', 'pledge', {
      contributor: ids.alpha,
      persons: 100,
      statedOn: day(80),
      capability: 'formedPolice',
      requirement: ids.need,
    })
    const { items } = await get(
      'figures?names=people.required,people.pledged,people.deployed&by=capability',
    )
    const of = (name: string) => items.find((one: Loose) => one.name === name).rows
    expect(of('people.required')).toMatchObject([{ key: 'formedPolice', value: 140 }])
    expect(of('people.pledged')).toMatchObject([{ key: 'formedPolice', value: 100 }])
    expect(of('people.deployed')).toMatchObject([{ key: 'formedPolice', value: 1 }])
  })
  test('are at most twenty-four, and all must be there', async () => {
    expect((await server.as('watch').get('figures?names=people.nothing')).status).toBe(404)
    expect((await server.as('watch').get('figures')).status).toBe(400)
  })
})
