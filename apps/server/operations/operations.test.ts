/** The gate with its crew, the directive, seized weapons in two hands, and who sees whose duty: by people, through the doors. */
import { randomUUID } from 'node:crypto'
import { isRefusal, roleNames } from '@konbit/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Standing } from '../house.ts'
import { dayFrom, openTestServer, type TestServer } from '../testing.ts'
import { startMarks } from './directiveMarks.ts'
import { spreadOf } from './duty.ts'

const whole = (label: 'mission' | 'restricted') => [{ label, unit: '*' }] as const
const cast: Standing[] = [
  { id: 'all', title: 'Everybody', roles: roleNames, clearances: whole('restricted') },
  { id: 'jo', title: 'Watch', roles: ['watch'], clearances: whole('mission') },
  { id: 'ana', title: 'Stores', roles: ['stores'], clearances: whole('mission') },
  { id: 'ben', title: 'Board', roles: ['board'], clearances: whole('mission') },
  { id: 'lea', title: 'Rota', roles: ['rota'], clearances: whole('restricted') },
  { id: 'max', title: 'Legal', roles: ['legal', 'watch'], clearances: whole('restricted') },
]
let server: TestServer
const ids = {
  ...{ org: randomUUID(), host: randomUUID(), unit: randomUUID(), officer: randomUUID() },
  ...{ task: randomUUID(), vehicle: randomUUID(), patrol: randomUUID(), route: randomUUID() },
  ...{ first: randomUUID(), second: randomUUID(), site: randomUUID(), arms: randomUUID() },
  ...{ force: randomUUID(), account: randomUUID(), plan: randomUUID() },
}
const day = (days: number): string => dayFrom(days)

async function send(
  member: string,
  register: string,
  verb: string,
  record: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { roles } = cast.find(({ id }) => id === member) as Standing
  const answer = await server.test.ledger.perform(
    { mission: server.mission, member, roles },
    { id: randomUUID(), register, record, verb, input, because: 'For the test.' },
  )
  return isRefusal(answer) ? answer.why : 'done'
}
const done = async (...given: Parameters<typeof send>): Promise<void> =>
  expect(await send(...given), `${given[1]} ${given[2]}`).toBe('done')

beforeAll(async () => {
  server = await openTestServer({
    change: (house) => ({
      ...house,
      missions: new Map(
        [...house.missions].map(([id, mission]) => [id, { ...mission, people: cast }]),
      ),
    }),
  })
  for (const who of cast) await server.test.ledger.grant(server.mission, who.id, who)
  const contributor = ids.org
  await done('all', 'organisation', 'enter', ids.org, { code: 'ALP', name: 'Alpha', kind: 'state' })
  await done('all', 'contingent', 'enter', ids.unit, {
    name: 'Alpha 1',
    contributor,
    type: 'police',
  })
  await done('all', 'site', 'enter', ids.site, { code: 'B1', name: 'Base 1', kind: 'post' })
  await done('all', 'person', 'enter', ids.officer, {
    ...{ serviceNumber: 'ALP-1', contributor, contingent: ids.unit, component: 'police' },
    workingLanguage: 'en',
  })
  for (const kind of ['predeployment', 'humanRights', 'conduct']) {
    const record = randomUUID()
    await done('all', 'training', 'enter', record, { officer: ids.officer, contributor, kind })
    await done('all', 'training', 'pass', record, { passedOn: day(-20), validUntil: day(200) })
  }
  for (const kind of ['humanRights', 'medical']) {
    const record = randomUUID()
    await done('all', 'vetting', 'enter', record, { officer: ids.officer, contributor, kind })
    await done('all', 'vetting', 'clear', record, { decidedOn: day(-20), validUntil: day(200) })
  }
  await done('all', 'person', 'clear', ids.officer, { clearedUntil: day(90) })
  await done('all', 'person', 'deploy', ids.officer, { contingent: ids.unit })
  await done('all', 'vehicle', 'enter', ids.vehicle, {
    ...{
      plate: 'A-1',
      type: 'patrol',
      contingent: ids.unit,
      crewSeats: 4,
    },
  })
  await done('all', 'vehicle', 'accept', ids.vehicle, { acceptedOn: day(-9) })
  await done('all', 'route', 'enter', ids.route, { code: 'R1', name: 'Upper road', kind: 'road' })
  await done('all', 'configuration', 'enter', ids.task, {
    ...{ name: 'Light', crew: 1, needsCrewList: true, needsReserve: true, needsRoute: true },
    restHoursLeast: 8,
  })
  await done('all', 'patrol', 'enter', ids.patrol, {
    ...{ title: 'Patrol 1', configuration: ids.task, plannedOn: day(0), vehicles: [ids.vehicle] },
    ...{ crew: 1, contingent: ids.unit, contributor },
  })
}, 600_000)
afterAll(() => server.close())

describe('the gate', () => {
  const leave = () => ({ leftAt: new Date(Date.now() - 60_000).toISOString() })
  const gateOf = async (who: string) =>
    (await server.as(who).get('operations/board')).body.items.find(
      ({ record }: { record: string }) => record === ids.patrol,
    )

  test('names crew list, relief and route where the task needs them and nobody gave them', async () => {
    expect(await send('jo', 'patrol', 'sendOut', ids.patrol, leave())).toContain(
      'it lacks a crew list, a relief force, a route reported passable.',
    )
    expect((await gateOf('jo')).lacks).toEqual(['crewList', 'reserve', 'route'])
  })

  test('holds somebody who has not acknowledged the directive in force, and lets them go once they have', async () => {
    await done('all', 'patrol', 'replan', ids.patrol, {
      ...{ officers: [ids.officer], reserveForce: ids.unit, routes: [ids.route] },
    })
    await done('all', 'route', 'reportPassable', ids.route, { evidenceOn: day(-1) })
    await done('max', 'directive', 'enter', ids.first, {
      ...{ number: 'D1', title: 'Force', editionNumber: 1, languages: ['en', 'fr'] },
    })
    await done('all', 'directive', 'putInForce', ids.first, { inForceOn: day(0) })
    expect(await send('jo', 'patrol', 'sendOut', ids.patrol, leave())).toContain(
      'it lacks the directive acknowledged by all.',
    )
    expect(
      await send('jo', 'person', 'markDirective', ids.officer, { directiveRead: 'read' }),
    ).toBe('The directive in force has not been acknowledged: have that entered first.')
    await done('jo', 'person', 'markDirective', ids.officer, { directiveRead: 'due' })
    const effective = async () =>
      (await server.as('jo').get('measures/people.effective')).body.value
    expect(await effective()).toBe(0)
    const [whole] = (await server.as('jo').get('strength')).body.rows
    expect(whole).toMatchObject({ present: 1, effective: 0 })
    const reading = {
      ...{ officer: ids.officer, directive: ids.first, contributor: ids.org, readOn: day(0) },
    }
    const read = (language: string) =>
      send('jo', 'directiveReading', 'enter', randomUUID(), { ...reading, language })
    expect(await read('ht')).toBe('The edition does not exist in this language.')
    expect(await read('fr')).toBe(
      'The officer does not read this language: give it in one they read.',
    )
    expect(await read('en')).toBe('done')
    expect(await read('en')).toBe('The officer has acknowledged this edition already.')
    await done('jo', 'person', 'markDirective', ids.officer, { directiveRead: 'read' })
    expect(await effective()).toBe(1)
    const { items, edition } = (await server.as('jo').get('operations/directive')).body
    expect([edition.record, items]).toEqual([
      ids.first,
      [{ contingent: ids.unit, onDuty: 1, read: 1, wrong: 0 }],
    ])
  })

  test('what is due of a directive is worked out, and typed by nobody', async () => {
    const failures: unknown[] = []
    const marks = startMarks({
      ...{ ledger: server.test.ledger, mission: server.mission },
      note: (failure) => failures.push(failure),
    })
    const unread = () =>
      expect.poll(
        async () => (await server.as('jo').get('measures/operations.directiveUnread')).body.value,
        { timeout: 120_000, interval: 200 },
      )
    const [again, edition] = [randomUUID(), randomUUID()]
    try {
      await unread().toBe(0)
      const [reading] = (await server.as('jo').get(`directiveReading?officer=${ids.officer}`)).body
        .items
      await done('max', 'directiveReading', 'strike', reading.id)
      await unread().toBe(1)
      await done('jo', 'directiveReading', 'enter', again, {
        ...{ officer: ids.officer, directive: ids.first, contributor: ids.org },
        ...{ readOn: day(0), language: 'en' },
      })
      await unread().toBe(0)
      await done('max', 'directive', 'enter', edition, {
        ...{ number: 'D3', title: 'Force', editionNumber: 3, languages: ['en'] },
      })
      await done('all', 'directive', 'replace', ids.first)
      await done('all', 'directive', 'putInForce', edition, { inForceOn: day(0) })
      await unread().toBe(1)
      expect((await server.as('jo').get('operations/directive')).body.items).toEqual([
        { contingent: ids.unit, onDuty: 1, read: 0, wrong: 0 },
      ])
      await done('jo', 'directiveReading', 'enter', randomUUID(), {
        ...{ officer: ids.officer, directive: edition, contributor: ids.org },
        ...{ readOn: day(0), language: 'en' },
      })
      await unread().toBe(0)
      expect(failures).toEqual([])
    } finally {
      await marks.stop()
    }
  })

  test('one edition is in force at a time, and a new one is due from everybody again', async () => {
    await done('max', 'directive', 'enter', ids.second, {
      ...{ number: 'D2', title: 'Force', editionNumber: 2, languages: ['en'] },
    })
    expect(await send('all', 'directive', 'putInForce', ids.second, { inForceOn: day(0) })).toBe(
      'Another edition is in force: replace that first.',
    )
  })

  test('holds a crew that has not rested, by duties that the watch itself may not see', async () => {
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
    const shift = randomUUID()
    await done('lea', 'dutyShift', 'enter', shift, {
      ...{ officer: ids.officer, kind: 'guard', contingent: ids.unit, hoursOnDuty: 4 },
      ...{ startsOn: at(-6), endsOn: at(-2) },
    })
    await done('lea', 'dutyShift', 'stand', shift)
    expect(await send('jo', 'patrol', 'sendOut', ids.patrol, leave())).toContain('it lacks rest.')
    expect((await gateOf('jo')).lacks).toEqual([])
    expect(await send('jo', 'patrol', 'sendUnfit', ids.patrol, leave())).toBe('done')
    expect(await gateOf('jo')).toMatchObject({ column: 'out', wentUnfit: true })
  })

  test('a patrol that breaks down stands on the board until it goes on or comes back', async () => {
    await done('jo', 'patrol', 'strand', ids.patrol, { strandedAt: leave().leftAt })
    expect((await gateOf('jo')).column).toBe('stranded')
    await done('jo', 'patrol', 'comeBack', ids.patrol, { backAt: leave().leftAt, hoursOut: 3 })
    const { items } = (await server.as('jo').get('operations/effort')).body
    expect(items).toEqual([
      { pcode: null, place: null, patrols: 1, hours: 3, incidents: 0, lastOn: day(0) },
    ])
  })
})

describe('duty', () => {
  test('follows from a patrol that came back, once, and is proposed to who keeps it alone', async () => {
    const patrol = randomUUID()
    await done('all', 'patrol', 'enter', patrol, {
      ...{ title: 'Patrol 9', configuration: ids.task, plannedOn: day(0), vehicles: [ids.vehicle] },
      ...{ crew: 1, contingent: ids.unit, contributor: ids.org, officers: [ids.officer] },
    })
    const at = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()
    await done('jo', 'patrol', 'sendUnfit', patrol, { leftAt: at(5) })
    await done('jo', 'patrol', 'comeBack', patrol, { backAt: at(1), hoursOut: 4 })
    const waiting = async (who: string): Promise<Record<string, unknown>[]> =>
      (await server.as(who).get('operations/duty')).body.waiting.filter(
        (one: { patrol: string }) => one.patrol === patrol,
      )
    expect(await waiting('jo')).toEqual([])
    const [one, ...more] = await waiting('lea')
    expect(more).toEqual([])
    expect(one).toMatchObject({ officer: ids.officer, contingent: ids.unit, hours: 4 })
    const shift = randomUUID()
    await done('lea', 'dutyShift', 'enter', shift, {
      ...{ officer: ids.officer, kind: 'patrol', patrol, contingent: ids.unit },
      ...{ startsOn: one?.startsOn, endsOn: one?.endsOn },
    })
    expect(await waiting('lea')).toEqual([])
    await done('lea', 'dutyShift', 'miss', shift)
  })
  test('is told by officer to the rota officer, and to the watch of nobody', async () => {
    const of = async (who: string) => (await server.as(who).get('operations/duty')).body
    expect((await of('lea')).items).toMatchObject([{ officer: ids.officer, hours: 4, duties: 1 }])
    expect((await of('lea')).groups).toEqual([{ contingent: ids.unit, persons: 1, spread: null }])
    expect(await of('jo')).toMatchObject({ items: [], groups: [] })
    expect((await server.as('jo').get('dutyShift')).body.items).toEqual([])
  })
  test('has a spread only among five or more', async () => {
    await done('all', 'member', 'enter', ids.account, { title: 'Officer 1', kind: 'contingent' })
    const share = { member: ids.account, contingent: ids.unit, hoursOwn: 4 }
    const given = { ...share, periodFirst: day(-20), periodLast: day(0), hoursMiddle: 4 }
    const give = (persons: number) =>
      send('lea', 'dutyShare', 'enter', randomUUID(), { ...given, persons })
    expect(await give(4)).toContain('A spread is told of five people or more')
    expect(await give(5)).toBe('done')
    expect(spreadOf([8, 2, 4, 6, 0])).toEqual({
      ...{ least: 0, quarter: 2, middle: 4, threeQuarters: 6, most: 8 },
    })
  })
})

describe('what is answered for', () => {
  test('a seized weapon passes from one hand to another, and no hand is both', async () => {
    await done('max', 'seizure', 'enter', ids.arms, {
      ...{ reference: 'S1', kind: 'rifle', items: 2, occurredOn: day(-3) },
    })
    await done('ana', 'seizure', 'store', ids.arms, { base: ids.site, movedOn: day(-2) })
    await done('ana', 'seizure', 'proposeDestruction', ids.arms)
    const end = { movedOn: day(-1), seenBy: 'The host police' }
    expect(await send('ana', 'seizure', 'destroy', ids.arms, end)).not.toBe('done')
    await done('ben', 'seizure', 'destroy', ids.arms, end)
  })
  test('a weapon that went off has a count, and whoever reported it does not review it', async () => {
    const form = {
      reference: 'F1',
      occurredOn: day(-1),
      contingent: ids.unit,
      cause: 'selfDefence',
    }
    const fired = { ...form, kind: 'weaponFired' }
    expect(await send('max', 'useOfForce', 'enter', ids.force, fired)).toContain(
      'say how many rounds were fired',
    )
    await done('max', 'useOfForce', 'enter', ids.force, { ...fired, roundsFired: 2 })
    expect(await send('max', 'useOfForce', 'review', ids.force)).not.toBe('done')
    await done('all', 'useOfForce', 'review', ids.force)
  })
  test('an operation is decided once it says who helps, how the wounded come out and whom it may harm', async () => {
    await done('jo', 'operation', 'enter', ids.plan, {
      ...{ number: 'O1', title: 'Open road', objective: 'People walk to the market.' },
      ...{ lead: 'hostPolice', startsOn: day(2) },
    })
    const decide = () => send('all', 'operation', 'decide', ids.plan, { decidedOn: day(0) })
    expect(await decide()).toContain('how the wounded are brought out')
    const plan = { evacuation: 'An ambulance waits.', minutesToCare: 50 }
    await done('jo', 'operation', 'amend', ids.plan, plan)
    expect(await decide()).toContain('whom it may harm')
    const harm = { harmRisk: 'low', harmMeasures: 'People are told an hour ahead.' }
    await done('jo', 'operation', 'amend', ids.plan, harm)
    expect(await decide()).toContain('who stands ready to help')
    const point = { precision: 'point', lon: -72.1, lat: 18.5, name: 'A house' }
    expect(await send('jo', 'operation', 'amend', ids.plan, { where: point })).toContain(
      'An operation has an area, not a point',
    )
    await done('jo', 'operation', 'amend', ids.plan, { reserveForce: ids.unit })
    expect(await decide()).toBe('done')
    const share = await server.as('jo').get('measures/operations.leadShare')
    expect(share.body.value).toBe(1)
  })
})
