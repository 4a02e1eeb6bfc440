/**
 * What a contributor's people are paid, what they did against what their state forbids, and its chain; another state's people are
 * not found.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Loose } from '../testing.ts'
import { inHours } from './exposure.ts'
import { arrearsOf } from './pay.ts'
import {
  alphaOfficer,
  betaOfficer,
  day,
  done,
  get,
  ids,
  openStage,
  ready,
  reason,
  send,
  server,
} from './testing.ts'

beforeAll(async () => {
  await openStage()
  await ready('ALP-1', 'alpha')
  await done('forceGeneration', 'person', 'clear', 'ALP-1', { clearedUntil: day(-300) })
  await done('forceGeneration', 'person', 'deploy', 'ALP-1')
  await ready('ALP-2', 'alpha')
  await done('forceGeneration', 'person', 'wait', 'ALP-2', { waitsFor: 'bed', waitsSince: day(30) })
}, 600_000)
afterAll(async () => {
  await server?.close()
})

describe('pay', () => {
  test('is told by step, and a run is not confirmed over open disputes unless that is said', async () => {
    const run = { contributor: ids.alpha, payPart: 'missionAllowance', persons: 1 }
    const usd = (minor: number) => ({ minor, currency: 'USD' })
    const late = { ...run, month: '2025-01', amount: usd(5000), dueOn: day(100) }
    await done('importer', 'payroll', 'enter', 'late', late)
    await done('importer', 'payroll', 'enter', 'run', {
      ...run,
      month: '2025-02',
      amount: usd(7000),
      dueOn: day(40),
    })
    await done('importer', 'payroll', 'fund', 'run', { fundedOn: day(39) })
    const before = await get('pay')
    expect(before.arrears).toMatchObject([
      { currency: 'USD', total: 12000, days60: 7000, older: 5000, at: { due: 5000, funded: 7000 } },
    ])
    expect((await get('measures/pay.arrears')).value).toBe(120)
    expect((await get('measures/pay.arrearsOld')).value).toBe(50)
    await done('importer', 'payroll', 'send', 'run', { sentOn: day(30) })
    await done(alphaOfficer, 'payroll', 'pay', 'run', { paidOn: day(20) })
    await done(alphaOfficer, 'payDispute', 'enter', 'dispute', {
      payroll: ids.run,
      officer: ids['ALP-1'],
      contributor: ids.alpha,
      statedOn: day(10),
      amount: usd(100),
    })
    const confirmed = { confirmedOn: day(1) }
    const answer = await send(alphaOfficer, 'payroll', 'confirm', 'run', confirmed)
    expect(answer).toMatchObject({ status: 409, body: { type: '/problems/unless' } })
    const { rows, disputes } = await get('pay')
    expect(rows.find((one: Loose) => one.month === '2025-02')).toMatchObject({
      due: 7000,
      paid: 7000,
      confirmed: 0,
    })
    expect(disputes).toMatchObject([{ amount: usd(100), days: 10 }])
    await done(alphaOfficer, 'payroll', 'confirm', 'run', { ...confirmed, despiteDisputes: true })
  })

  test('that is late falls into one age, and adds up', () => {
    const [one] = arrearsOf(
      [1, 30, 31, 60, 61, 90, 91, 0].map((age) => ({
        keys: ['a', day(age), 'due'],
        currency: 'USD',
        sums: [100],
      })),
      day(0),
    )
    expect(one).toMatchObject({ total: 700, days30: 200, days60: 200, days90: 200, older: 100 })
    expect(one?.oldestOn).toBe(day(91))
  })
})

describe('exposure', () => {
  test('a patrol on what its state forbids is a clash', async () => {
    await done('importer', 'configuration', 'enter', 'config', { name: 'On foot' })
    await done('forceGeneration', 'caveat', 'enter', 'caveat', {
      title: 'No crowds',
      contributor: ids.alpha,
      kind: 'task',
      excludes: ['crowdControl'],
    })
    for (const [name, task] of [
      ['p1', 'patrol'],
      ['p2', 'crowdControl'],
    ]) {
      await done('importer', 'patrol', 'enter', name as string, {
        title: name,
        configuration: ids.config,
        contributor: ids.alpha,
        contingent: ids.alphaUnit,
        plannedOn: day(3),
        task,
        crew: 6,
      })
      const left = { leftAt: `${day(3)}T10:00:00Z`, crew: 6 }
      const out = await send('importer', 'patrol', 'sendOut', name as string, left)
      if (out.status >= 300)
        await done('importer', 'patrol', 'sendUnfit', name as string, left, reason)
    }
    const { items } = await get('exposure')
    expect(items).toMatchObject([
      {
        contributor: { caption: 'alpha' },
        excludes: [{ task: 'crowdControl', caveat: { caption: 'No crowds' } }],
        clashes: [{ task: 'crowdControl', record: { caption: 'p2' }, why: 'task' }],
      },
    ])
    expect(items[0].tasks.map((one: Loose) => [one.task, one.patrols])).toEqual([
      ['crowdControl', 1],
      ['patrol', 1],
    ])
  })

  test.each([
    ['2025-01-01T23:30:00Z', '18:00', '06:00', true],
    ['2025-01-02T06:00:00Z', '18:00', '06:00', false],
    ['2025-01-02T05:59:00Z', '18:00', '06:00', true],
    ['2025-01-02T12:00:00Z', '10:00', '14:00', true],
    ['2025-01-02', '10:00', '14:00', false],
  ])('%s lies within %s to %s: %s', (leftAt, from, to, is) => {
    expect(inHours(leftAt, from, to, 'UTC')).toBe(is)
  })
})

/** The list behind a step, asked as its address spells it. */
const behind = (step: Loose, who: string) => {
  const pairs = Object.entries(step.filter as Record<string, string | string[]>)
  const query = pairs.flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  return get(`${step.register}?${new URLSearchParams(query)}`, who)
}

describe('a contributor', () => {
  test('enters its own people, and reads its own chain', async () => {
    await ready('BET-1', 'beta', betaOfficer)
    await done(betaOfficer, 'person', 'clear', 'BET-1', { clearedUntil: day(-300) })
    const { steps } = await get(`chain/${ids.beta}`, betaOfficer)
    const of = (step: string) => steps.find((one: Loose) => one.step === step)
    expect(of('trained')).toMatchObject({ value: 1, register: 'person' })
    expect(of('effective').value).toBe(0)
    const { status } = await server.as(betaOfficer).get(`person/${ids['BET-1']}`)
    expect(status).toBe(200)
  })

  test('finds nothing of another state’s people', async () => {
    const { status } = await server.as(betaOfficer).get(`person/${ids['ALP-1']}`)
    expect(status).toBe(404)
    const { steps } = await get(`chain/${ids.alpha}`, betaOfficer)
    for (const step of ['recruited', 'trained', 'present', 'effective', 'housed', 'arrears'])
      expect(steps.find((one: Loose) => one.step === step)?.value, step).toBeNull()
    expect(JSON.stringify(steps)).not.toContain('bed')
    for (const path of ['standing', 'pay', 'tours', 'exposure', 'strength'])
      expect(JSON.stringify(await get(path, betaOfficer)), path).not.toMatch(
        /alpha police|"bed"|12000/,
      )
    expect((await send(betaOfficer, 'person', 'wait', 'ALP-2', { waitsFor: 'visa' })).status).toBe(
      404,
    )
  })

  test('sees the whole where it is its own, by each list behind a step', async () => {
    const { steps } = await get(`chain/${ids.alpha}`, alphaOfficer)
    const trained = steps.find((one: Loose) => one.step === 'waiting')
    expect(trained).toMatchObject({ value: 1, parts: [{ key: 'bed', value: 1 }] })
    for (const step of steps.filter((one: Loose) => one.register)) {
      const list = await behind(step, alphaOfficer)
      expect(Array.isArray(list.items), `${step.step}: ${list.detail}`).toBe(true)
      if (step.register === 'person') expect(list.items, step.step).toHaveLength(step.value)
    }
  })

  test('counts as effective whom the list behind it shows', async () => {
    await ready('ALP-4', 'alpha')
    await done('forceGeneration', 'person', 'clear', 'ALP-4', { clearedUntil: day(-300) })
    await done('forceGeneration', 'person', 'deploy', 'ALP-4')
    const effective = async () => {
      const { steps } = await get(`chain/${ids.alpha}`, alphaOfficer)
      const step = steps.find((one: Loose) => one.step === 'effective')
      expect((await behind(step, alphaOfficer)).items).toHaveLength(step.value)
      expect((await get('measures/people.effective', alphaOfficer)).value).toBe(step.value)
      return step.value
    }
    const before = await effective()
    await done('forceGeneration', 'person', 'limitDuty', 'ALP-4', { dutyLimit: 'light' })
    expect(await effective()).toBe(before - 1)
    await done('forceGeneration', 'person', 'limitDuty', 'ALP-4', { dutyLimit: 'none' })
    expect(await effective()).toBe(before)
  })

  test('that is not there has no chain', async () => {
    expect((await server.as('watch').get(`chain/${randomUUID()}`)).status).toBe(404)
  })
})
