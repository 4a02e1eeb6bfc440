/** What the Mandate desk computes: go or no-go at any past day, votes by their rule, indicators with their course. */
import { randomUUID } from 'node:crypto'
import { carried, registers } from '@konbit/registers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Loose, openTestServer, type TestServer } from '../testing.ts'

let server: TestServer
const ids: Record<string, string> = {}
beforeAll(async () => {
  server = await openTestServer({ clock: 'replayed' })
})
afterAll(() => server?.close())

/** On that day, known on that day. */
async function told(day: string, register: string, verb: string, record: string, input: object) {
  const got = await server.test.ledger.perform(
    { mission: server.mission, member: 'importer', roles: ['importer'] },
    {
      id: randomUUID(),
      register,
      record,
      verb,
      input: input as Record<string, unknown>,
      at: day,
      known: `${day}T12:00:00Z`,
      because: 'It is so.',
    },
  )
  expect(got).not.toHaveProperty('refusal')
}
const entered = async (day: string, register: string, input: object): Promise<string> => {
  const record = randomUUID()
  await told(day, register, 'enter', record, input)
  return record
}
const mandate = async (who = 'chief', query = ''): Promise<Loose> => {
  const got = await server.as(who).get(`/api/${server.mission}/mandate${query}`)
  expect(got.status, got.text.slice(0, 300)).toBe(200)
  return got.body
}
const onThe = (day: string) => `?at=${day}&known=${day}`

describe('go or no-go', () => {
  test('of a past day is the same whenever it is asked, and says why', async () => {
    const phase = { phase: 'Handing over' }
    await entered('2024-01-10', 'phaseCondition', {
      ...phase,
      title: 'No task is late',
      measure: 'mandate.tasksLate',
      comparator: 'atMost',
      threshold: 0,
    })
    ids.judged = await entered('2024-01-10', 'phaseCondition', { ...phase, title: 'Quiet roads' })
    ids.task = await entered('2024-01-10', 'mandateTask', {
      title: 'Report',
      role: 'legal',
      kind: 'report',
      dueOn: '2024-02-01',
    })
    await told('2024-01-12', 'phaseCondition', 'judge', ids.judged, {
      outcome: 'met',
      statedOn: '2024-01-12',
    })
    const january = (await mandate('chief', onThe('2024-01-20'))).phases
    expect(january).toMatchObject([{ phase: 'Handing over', verdict: 'go' }])
    const source = await entered('2024-02-20', 'event', {
      code: 'E1',
      title: 'Report sent',
      category: 'mandate',
      occurredOn: '2024-02-20',
    })
    const february = (await mandate('chief', onThe('2024-02-20'))).phases
    expect(february[0].verdict).toBe('noGo')
    expect(february[0].conditions.find(({ measure }: Loose) => measure)).toMatchObject({
      verdict: 'notMet',
      why: 'computed',
      value: 1,
      threshold: 0,
    })
    await told('2024-03-01', 'mandateTask', 'complete', ids.task, {
      doneOn: '2024-03-01',
      events: [source],
    })
    await told('2024-03-02', 'phaseCondition', 'judge', ids.judged, {
      outcome: 'notMet',
      statedOn: '2024-03-02',
    })
    expect((await mandate('chief', onThe('2024-01-20'))).phases).toEqual(january)
    expect((await mandate('chief', onThe('2024-02-20'))).phases).toEqual(february)
    expect((await mandate()).phases[0].verdict).toBe('noGo')
  })

  test('is told to nobody who may not see its conditions', async () => {
    await entered('2024-03-05', 'phaseCondition', {
      phase: 'Patrols',
      title: 'Hardly a vehicle is down',
      measure: 'mandate.tasks',
      comparator: 'atMost',
      threshold: 5,
    })
    const { phases } = await mandate('resident')
    expect(phases).toEqual([])
    expect((await mandate()).phases.find(({ phase }: Loose) => phase === 'Patrols').verdict).toBe(
      'go',
    )
  })

  test('is told of a measure that is none', async () => {
    await entered('2024-03-06', 'phaseCondition', {
      phase: 'Nowhere',
      title: 'A figure that is not there',
      measure: 'mandate.nothing',
      comparator: 'atLeast',
      threshold: 1,
    })
    const { phases } = await mandate()
    expect(phases.find(({ phase }: Loose) => phase === 'Nowhere')).toMatchObject({
      verdict: 'unknown',
      conditions: [{ why: 'noMeasure' }],
    })
  })
})

test('a vote shows what the rule makes of it beside what was said', async () => {
  const instrument = await entered('2024-04-01', 'instrument', {
    code: 'R 1',
    title: 'A draft',
    kind: 'resolution',
  })
  await entered('2024-04-02', 'vote', {
    title: 'On the draft',
    instrument,
    heldOn: '2024-04-02',
    votesFor: 14,
    votesAgainst: 1,
    abstentions: 0,
    rule: 'councilSubstance',
    vetoes: 1,
    saidOutcome: 'adopted',
  })
  expect((await mandate('resident')).votes).toMatchObject([
    { outcome: 'failed', why: 'veto', needed: 9, seats: 15, said: 'adopted' },
  ])
})

test('an indicator keeps each stated value with the day it speaks of, and none without a source', async () => {
  const record = await entered('2024-05-01', 'indicator', {
    title: 'Markets reached',
    definition: 'Of twelve.',
    unit: 'markets',
    baseline: 3,
    goal: 10,
  })
  const source = await entered('2024-05-01', 'source', {
    code: 'S1',
    title: 'A survey',
    kind: 'civilSociety',
  })
  await told('2024-05-10', 'indicator', 'stateValue', record, { value: 4, asOf: '2024-05', source })
  await told('2024-06-10', 'indicator', 'stateValue', record, { value: 6, asOf: '2024-06', source })
  const [found] = (await mandate()).indicators
  expect(found).toMatchObject({ value: 6, asOf: '2024-06', goal: 10 })
  expect(found.points.map(({ day, value }: Loose) => [day, value])).toEqual([
    ['2024-05-31', 4],
    ['2024-06-30', 6],
  ])
  const refused = await server.test.ledger.perform(
    { mission: server.mission, member: 'importer', roles: ['importer'] },
    {
      id: randomUUID(),
      register: 'indicator',
      record,
      verb: 'stateValue',
      input: { value: 7, asOf: '2024-07' },
      at: '2024-07-01',
      known: '2024-07-01T12:00:00Z',
    },
  )
  expect(refused).toMatchObject({ refusal: 'unless' })
})

test('what is carried names registers, states and clocks that are there, each compartment its own', () => {
  for (const [unit, list] of Object.entries(carried))
    for (const { register: name, state, clock } of list) {
      const register = registers.get(name)
      expect(register, name).toBeDefined()
      for (const one of state) expect(register?.states, name).toContain(one)
      if (clock) expect(register?.fields[clock]?.kind.name, `${name}.${clock}`).toBe('when')
      const isWalled = ['conduct', 'custody', 'care'].includes(register?.label ?? '')
      expect(isWalled ? register?.label : 'chain', name).toBe(unit)
    }
})
