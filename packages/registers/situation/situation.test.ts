/** The guardrails of the situation desk, and what its data promise: no source is a person, evidence only ages, code books are whole. */
import { covers, labelOf } from '@konbit/model'
import { describe, expect, test } from 'vitest'
import {
  alarmsOf,
  contentGrades,
  decay,
  gradeLeft,
  registers,
  type Stand,
  stageOf,
} from '../index.ts'
import { kindBooks } from './codeBooks.ts'
import { channels } from './report.ts'

const of = (name: string) => {
  const register = registers.get(name)
  if (!register) throw new Error(`no register ${name}`)
  return register
}

describe('no human source is registered', () => {
  test('a report names a channel and two grades, and no field of it leads to anybody', () => {
    const { fields } = of('report')
    for (const name of ['channel', 'sourceGrade', 'contentGrade'])
      expect(fields[name]?.required, name).toBe(true)
    const leads = Object.values(fields).flatMap(({ to }) => to ?? [])
    expect(leads.filter((to) => ['person', 'member', 'participant'].includes(to))).toEqual([])
    expect(
      Object.keys(fields).filter((name) => /source$|informant|name|contact/i.test(name)),
    ).toEqual([])
    expect(channels.filter((one) => /resident|person|witness|informant/i.test(one))).toEqual([])
  })
  test.each(['report', 'watchLog', 'watchHandover'])(
    'what is written in a %s is looked at for names before it is sent',
    (name) => {
      const texts = Object.entries(of(name).fields).filter(
        ([field, { kind }]) => ['line', 'prose'].includes(kind.name) && field !== 'note',
      )
      expect(texts.length).toBeGreaterThan(0)
      expect(texts.filter(([, { namesNobody }]) => !namesNobody).map(([field]) => field)).toEqual(
        [],
      )
    },
  )
  test('titles of incidents and of harm are looked at as well', () => {
    for (const name of ['incident', 'civilianHarm'])
      expect(of(name).fields.title?.namesNobody, name).toBe(true)
  })
  test('outsiders get neither what came in nor the log of a watch', () => {
    for (const name of ['report', 'watchLog', 'watchHandover'])
      expect(covers('partner', of(name).label), name).toBe(false)
    expect(covers('partner', labelOf(of('incident'), 'reports'))).toBe(false)
  })
})

test('merging and unmerging an incident have a reason, and only unmerging takes the mark away', () => {
  const { transitions, amends, enters } = of('incident')
  expect([transitions.merge?.reason, transitions.unmerge?.reason]).toEqual([true, true])
  expect(transitions.unmerge?.clears).toEqual(['mergedInto'])
  for (const act of [amends, enters]) expect(act.takes).not.toContain('mergedInto')
})

test('a watch is handed over by one and accepted by another', () => {
  const { transitions } = of('watchHandover')
  expect(transitions.handOver?.signs).toBe('givenBy')
  expect(transitions.accept).toMatchObject({ signs: 'takenBy', apartFrom: ['givenBy'] })
})

describe('evidence', () => {
  test('only ever ages, sooner on a road than on ground', () => {
    const order = ['fresh', 'ageing', 'old', 'spent']
    for (const pace of ['ground', 'route'] as const) {
      const stages = Array.from({ length: 500 }, (_, days) => order.indexOf(stageOf(days, pace)))
      expect(stages).toEqual(stages.toSorted((a, b) => a - b))
      expect(new Set(stages).size).toBe(4)
    }
    for (const [at, days] of decay.route.entries()) expect(days).toBeLessThan(decay.ground[at] ?? 0)
  })
  test('grows no more credible with age, and what nobody graded stays so', () => {
    for (const given of contentGrades) {
      const left = (['fresh', 'ageing', 'old', 'spent'] as const).map((one) =>
        gradeLeft(given, one),
      )
      expect(left[0]).toBe(given)
      expect(left).toEqual(left.toSorted())
      expect(left.at(-1)).toBe('6')
    }
    expect(gradeLeft(undefined, 'fresh')).toBeUndefined()
  })
})

test('code books use the words of their books', () => {
  const [events, subs, ucdp] = kindBooks
  const acled = [
    'Battles',
    'Explosions/Remote violence',
    'Violence against civilians',
    'Protests',
    'Riots',
    'Strategic developments',
    '',
  ]
  for (const [kind, code] of Object.entries(events?.codes ?? {})) {
    expect(acled, kind).toContain(code)
    // A sub-event without its event, or the other way round, is no code at all.
    expect(subs?.codes[kind] === '', kind).toBe(code === '')
  }
  for (const code of Object.values(ucdp?.codes ?? {})) expect(['1', '2', '3', '']).toContain(code)
})

describe('alarms', () => {
  const stand = (group: string, other: string, state: string, on: string): Stand => ({
    alignment: `${group}-${other}`,
    group,
    other,
    state,
    on,
  })
  test('are told of rivals that stop and of a front each time that it grows, and of nothing twice', () => {
    const told = alarmsOf([
      stand('a', 'b', 'hostile', '2024-01-01'),
      stand('b', 'c', 'allied', '2024-02-01'),
      stand('a', 'b', 'truce', '2024-03-01'),
      stand('a', 'b', 'allied', '2024-04-01'),
      stand('a', 'b', 'allied', '2024-05-01'),
      stand('c', 'd', 'joined', '2024-06-01'),
      stand('a', 'b', 'hostile', '2024-07-01'),
    ])
    expect(told.map(({ name, on, groups }) => `${on} ${name} ${groups.join('')}`)).toEqual([
      '2024-03-01 rivalsStop ab',
      '2024-04-01 groupsJoin ab',
      '2024-04-01 frontForms abc',
      '2024-06-01 frontForms abcd',
      '2024-07-01 alliesFight ab',
    ])
  })
  test('a first statement of a pair is no change', () => {
    expect(alarmsOf([stand('a', 'b', 'allied', '2024-01-01')])).toEqual([])
  })
})
