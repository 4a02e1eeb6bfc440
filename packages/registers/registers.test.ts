/** What the guardrails of the design demand of the words. Each fails when somebody weakens it. */
import {
  byLabel,
  chain,
  checkMeasures,
  isCompartment,
  type Label,
  labelOf,
  type Measure,
  measuresOf,
  registersOf,
  roleNames,
} from '@konbit/model'
import { describe, expect, test } from 'vitest'
import { binding, measures, overdue, registers } from './index.ts'

const fieldsOf = (name: string) => Object.keys(registers.get(name)?.fields ?? {})
const isAtLeast = (label: Label, least: Label): boolean => byLabel(label, least) >= 0

describe('who may see', () => {
  test('a name of a dead, missing or captive officer is restricted', () => {
    const casualty = registers.get('casualty')
    if (!casualty) throw new Error('no register casualty')
    expect(labelOf(casualty, 'person')).toBe('restricted')
    expect(labelOf(casualty, 'circumstances')).toBe('restricted')
    expect(casualty.caption).not.toContain('person')
  })

  test('complaints lie in a compartment that no operations role can act in', () => {
    const complaint = registers.get('complaint')
    expect(complaint?.facets).toEqual(['conduct'])
    const acting = [...(complaint?.enters.by ?? []), ...(complaint?.amends.by ?? [])]
    expect(
      acting.filter((role) => ['watch', 'chief', 'fleet', 'forceGeneration'].includes(role)),
    ).toEqual([])
  })

  test('readiness is never public: sites, vehicles, stores and stock are the mission’s own', () => {
    const desk = [...registers.values()].filter(({ desk }) => desk === 'logistics')
    const bare = desk.filter(({ name }) => name !== 'delivery').map(({ name }) => name)
    expect(bare.length).toBeGreaterThan(8)
    for (const name of [...bare, 'patrol']) {
      expect(isAtLeast(registers.get(name)?.label as Label, 'mission'), name).toBe(true)
    }
  })

  test('strength in detail is no more open than partner', () => {
    for (const name of [
      'movement',
      'contingent',
      'casualty',
      'incident',
      'obligation',
      'delivery',
    ]) {
      expect(isAtLeast(registers.get(name)?.label as Label, 'partner'), name).toBe(true)
    }
  })

  test('statements and their sources are public, so that anybody can check', () => {
    for (const name of ['source', 'claim', 'ruling', 'event', 'instrument', 'vote']) {
      expect(registers.get(name)?.label, name).toBe('public')
    }
  })

  test('a measure asks for the clearance that its whole needs', () => {
    const named = new Map(measures.map((one) => [one.name, one]))
    // A choice is as open as its last, which speaks to whoever may not see the own records.
    const labelsOf = ({ of }: Measure): (Label | undefined)[] =>
      'either' in of
        ? [named.get(of.either.at(-1) as string)?.label]
        : [
            ...registersOf(of).map((register) => registers.get(register)?.label),
            ...measuresOf(of).map((one) => named.get(one)?.label),
          ]
    const wrong = measures.flatMap((measure) => {
      const { label } = measure
      const highest = (labelsOf(measure) as Label[]).sort(byLabel).at(-1)
      return highest === label ? [] : [`${measure.name} says ${label} and reads ${highest}`]
    })
    expect(wrong).toEqual([])
  })
})

describe('what is never kept', () => {
  test('nothing that could single out a person: no face, phone, address or leader', () => {
    const banned =
      /face|phoneNumber|fingerprint|leader|suspect|watchList|birth|homeAddress|plateSeen|alias/i
    const found = [...registers.values()].flatMap(({ name, fields }) =>
      Object.keys(fields)
        .filter((field) => banned.test(field))
        .map((field) => `${name}.${field}`),
    )
    expect(found).toEqual([])
  })

  test('a group has no members and no leader', () => {
    expect(
      fieldsOf('group').filter((field) => registers.get('group')?.fields[field]?.to === 'person'),
    ).toEqual([])
    expect(registers.has('suspect')).toBe(false)
  })

  test('harm always says who says it', () => {
    expect(registers.get('civilianHarm')?.fields.saidBy?.required).toBe(true)
  })

  test('no measure counts the killed of a group as success', () => {
    const counting = measures.filter(
      ({ of }) => 'total' in of && of.total.some(({ register }) => register === 'civilianHarm'),
    )
    expect(counting).toEqual([])
  })
})

describe('the words hold together', () => {
  test('every measure reads fields that are there', () => {
    expect(() => checkMeasures(registers, measures)).not.toThrow()
  })

  test.each([...binding, ...overdue].map((deadline) => [deadline.name, deadline] as const))(
    'deadline %s reads fields and states that are there',
    (_, deadline) => {
      const register = registers.get(deadline.register)
      const wanted = [
        ...Object.keys(deadline.where ?? {}),
        ...(deadline.date ? [deadline.date] : []),
      ]
      expect(wanted.filter((field) => !register?.fields[field])).toEqual([])
      expect(deadline.state.filter((state) => !register?.states.includes(state))).toEqual([])
      if (deadline.date) expect(register?.fields[deadline.date]?.kind.name).toBe('when')
    },
  )

  test('every own record can say what it rests on', () => {
    const plain = [
      'organisation',
      'source',
      'claim',
      'ruling',
      'event',
      'area',
      'observation',
      'complaint',
      // What is given to others rests on what it holds.
      'counterpart',
      'informationRequest',
      'release',
      'releaseCopy',
      // A report rests on its figures, each pinned to the moment and the record it was read from.
      'periodicReport',
      // Counted out of the record, or told by somebody who is nobody's source.
      'publishedFigure',
      'feedback',
      'damageClaim',
    ]
    // Those of the desk of access are about the record itself and its readers.
    const bare = [...registers.values()]
      // Nor does what lies behind a wall rest on what was published.
      .filter(({ label }) => !isCompartment(label))
      .filter(({ name, desk }) => desk !== 'access' && !plain.includes(name))
      .filter(({ name }) => !fieldsOf(name).includes('claims'))
      .map(({ name }) => name)
    expect(bare).toEqual([])
  })

  test('every definition is a sentence', () => {
    expect(
      measures.filter(({ definition }) => !/^[A-Z].*\.$/.test(definition)).map(({ name }) => name),
    ).toEqual([])
    expect(
      [...registers.values()]
        .filter(({ about }) => !/^[A-Z].*\.$/.test(about))
        .map(({ name }) => name),
    ).toEqual([])
  })

  test('whoever brings a mission in may enter every register but those behind a wall and those of access', () => {
    const closed = [...registers.values()].filter(
      ({ enters, desk }) => desk !== 'access' && !enters.by.includes('importer'),
    )
    expect(closed.filter(({ label }) => !isCompartment(label)).map(({ name }) => name)).toEqual([])
    expect(closed.map(({ name }) => name)).toContain('complaint')
  })

  test('every role is one that exists, and every label stands on the chain or apart', () => {
    const roles = [...registers.values()].flatMap(({ enters, amends }) => [
      ...enters.by,
      ...amends.by,
    ])
    expect(roles.filter((role) => !roleNames.includes(role))).toEqual([])
    expect(chain[0]).toBe('public')
  })
})
