/**
 * The People desk from records to figures: whom the gates of duty let pass, whose tour ends with nobody in relief, what pay is
 * late; the strength of a day is what the movements add up to; and another state's people are not found.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Loose, openTestServer, people, type TestServer } from '../testing.ts'
import { inHours } from './exposure.ts'
import { arrearsOf } from './pay.ts'

let server: TestServer
const ids: Record<string, string> = { alpha: randomUUID(), beta: randomUUID() }
const alphaOfficer = 'alphaOfficer'
const betaOfficer = 'betaOfficer'

async function send(
  who: string,
  register: string,
  verb: string,
  name: string,
  input: object = {},
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
  expect(status, `${asked[1]} ${asked[2]} ${asked[3]}: ${text}`).toBeLessThan(300)
}
const get = async (path: string, who = 'forceGeneration'): Promise<Loose> =>
  (await server.as(who).get(path)).body
const day = (n: number): string => new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10)
const at = (n: number) => ({ at: day(n) })
const reason = { because: 'It was so.' }

/** One of the own staff with all that the duty needs, ready to be sent. */
async function ready(name: string, state: string, who = 'forceGeneration', until = day(-300)) {
  await done(
    who,
    'person',
    'enter',
    name,
    {
      serviceNumber: name,
      contributor: ids[state],
      contingent: ids[`${state}Unit`],
      component: 'police',
      sex: 'female',
      workingLanguage: 'fr',
    },
    at(100),
  )
  const officer = { officer: ids[name], contributor: ids[state] }
  for (const kind of ['predeployment', 'humanRights', 'conduct']) {
    await done(who, 'training', 'enter', `${name} ${kind}`, { ...officer, kind })
    await done(who, 'training', 'pass', `${name} ${kind}`, {
      passedOn: day(120),
      validUntil: until,
    })
  }
  for (const kind of ['humanRights', 'medical']) {
    await done(who, 'vetting', 'enter', `${name} v ${kind}`, { ...officer, kind })
    await done(who, 'vetting', 'clear', `${name} v ${kind}`, {
      decidedOn: day(120),
      validUntil: until,
    })
  }
}

beforeAll(async () => {
  server = await openTestServer()
  for (const [id, unit] of [
    [alphaOfficer, ids.alpha],
    [betaOfficer, ids.beta],
  ] as const) {
    const standing = {
      id,
      title: id,
      roles: ['contributorOfficer' as const, 'contributorFinance' as const],
      clearances: [
        { label: 'public' as const, unit: '*' },
        { label: 'mission' as const, unit: unit as string },
      ],
    }
    await server.house.ledger.grant(server.mission, id, standing)
    people.push(standing)
  }
  for (const name of ['alpha', 'beta'] as const) {
    await done('forceGeneration', 'organisation', 'enter', name, {
      code: name.slice(0, 3).toUpperCase(),
      name,
      kind: 'state',
    })
    await done('forceGeneration', 'contingent', 'enter', `${name}Unit`, {
      name: `${name} police unit`,
      contributor: ids[name],
      type: 'police',
      capability: 'formedPolice',
      personsPlanned: 10,
    })
  }
}, 60_000)
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
    for (const { name, value, rows: parts } of items) {
      const stage = name.split('.')[1]
      expect(rows[0][stage], name).toBe(value)
      const alpha = parts.find(({ key }: Loose) => key === ids.alpha)
      expect(rows[1][stage] ?? 0, name).toBe(alpha?.value ?? 0)
    }
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
    const query = new URLSearchParams([
      ['contributor', trained.filter.contributor],
      ...trained.filter.state.map((one: string) => ['state', one]),
    ])
    expect((await get(`person?${query}`, alphaOfficer)).items).toHaveLength(1)
  })

  test('that is not there has no chain', async () => {
    expect((await server.as('watch').get(`chain/${randomUUID()}`)).status).toBe(404)
  })
})
