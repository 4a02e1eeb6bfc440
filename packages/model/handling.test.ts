import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Command, decide } from './decide.ts'
import { foldAt, inForce, type Told } from './fold.ts'
import { placed, type Standing } from './handling.ts'
import { code, prose, ref } from './kinds.ts'
import { labels } from './labels.ts'
import { isRefusal } from './problems.ts'
import { mayDo, type RegisterSpec, register } from './register.ts'
import type { Retention } from './retention.ts'

const spec: RegisterSpec = {
  name: 'lorry',
  title: 'Lorry',
  plural: 'Lorries',
  about: 'For these tests.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 12, after: ['sold'] },
  label: 'partner',
  caption: ['plate'],
  featured: ['plate'],
  fields: {
    plate: code(z.string()),
    owner: ref('lorry', { optional: true }),
    fault: prose(z.string().optional(), { label: 'restricted' }),
  },
  states: ['ready', 'sold'],
  enters: { by: ['fleet'] },
  amends: { by: ['fleet'] },
}
const lorry = register(spec)
const standing: Standing = {
  floor: 'partner',
  written: [
    { seq: 1, label: 'partner', verb: 'enter', fields: ['plate', 'owner'], hasReason: false },
    { seq: 1, label: 'restricted', verb: 'enter', fields: ['fault'], hasReason: true },
    { seq: 4, label: 'partner', verb: 'amend', fields: ['owner'], hasReason: false },
    { seq: 6, label: 'partner', verb: 'erase', fields: [], hasReason: true },
  ],
}
const ask = (
  verb: string,
  input: Record<string, unknown>,
  more: Partial<Command> = {},
  { by = 'protection', stands = standing }: { by?: string; stands?: Standing | undefined } = {},
) =>
  decide({
    register: lorry,
    command: {
      id: 'c',
      register: 'lorry',
      record: 'r',
      verb,
      input,
      because: 'It must be.',
      ...more,
    },
    actor: { member: 'pia', roles: [by as 'protection'] },
    now: undefined,
    standing: stands,
  })

describe('erase', () => {
  const ground = 'request'
  const erases = (entries: number[], fields?: string[]) => ({
    erase: { ground, entries, ...(fields ? { fields } : {}) },
  })
  test.each([
    [
      'everything but references, and what was said of handling',
      {},
      { partner: [1], restricted: [1] },
    ],
    ['a field, in every entry that set it', { fields: ['fault'] }, { restricted: [1] }],
    ['the reasons', { fields: ['because'], entries: [1, 6] }, { partner: [6], restricted: [1] }],
    ['what lies under a label', { labels: ['restricted'] }, { restricted: [1] }],
    ['what one entry said', { entries: [1], labels: ['partner'] }, { partner: [1] }],
  ])('takes %s', (_, input, wanted) => {
    const made = ask('erase', { ground, ...input })
    if (isRefusal(made)) throw new Error(made.why)
    const fields = (input as { fields?: string[] }).fields
    expect(made.handling?.facets).toEqual(
      Object.entries(wanted).map(([label, entries]) => ({ label, does: erases(entries, fields) })),
    )
    expect(made).toMatchObject({ from: null, to: null, set: {} })
  })
  test.each([
    ['a reference', { fields: ['owner'] }, 'invalid-input'],
    ['a state', { fields: ['state'] }, 'invalid-input'],
    ['what is no field', { fields: ['colour'] }, 'invalid-input'],
    ['without a ground', { ground: 'whim' }, 'invalid-input'],
    ['an empty list', { entries: [] }, 'invalid-input'],
    ['an entry of another record', { entries: [3] }, 'no-such-entry'],
    ['what is only a reference', { entries: [4] }, 'nothing-changes'],
  ])('never takes %s', (_, input, refusal) => {
    expect(ask('erase', { ground, ...input })).toMatchObject({ refusal })
  })
  test('wants a reason, takes no date, and finds nothing where its author sees nothing', () => {
    expect(ask('erase', { ground }, { because: ' ' })).toMatchObject({ refusal: 'needs-reason' })
    expect(ask('erase', { ground }, { at: '2024' })).toMatchObject({ refusal: 'invalid-input' })
    const blind = decide({
      register: lorry,
      command: { id: 'c', register: 'lorry', record: 'r', verb: 'erase', input: { ground } },
      actor: { member: 'pia', roles: ['protection'] },
      now: undefined,
    })
    expect(blind).toMatchObject({ refusal: 'not-found' })
    expect(ask('erase', { ground }, {}, { by: 'chief' })).toMatchObject({ refusal: 'not-allowed' })
  })
})

describe('raise and lower', () => {
  const raised = { ...standing, floor: 'restricted' } as const
  test('raise goes up the chain and nowhere else', () => {
    for (const label of labels) {
      const made = ask('raise', { label })
      expect(isRefusal(made), label).toBe(!['mission', 'restricted'].includes(label))
    }
    expect(ask('raise', { label: 'restricted' }, {}, { stands: raised })).toMatchObject({
      refusal: 'invalid-input',
    })
  })
  test('lower goes down to the register’s own label and no further', () => {
    for (const label of labels) {
      const made = ask('lower', { label }, {}, { by: 'chief', stands: raised })
      expect(isRefusal(made), label).toBe(!['partner', 'mission'].includes(label))
    }
    expect(ask('lower', { label: 'partner' }, {}, { by: 'chief' })).toMatchObject({
      refusal: 'invalid-input',
    })
  })
  test('who may amend may raise; the chief alone lowers; a compartment has neither', () => {
    expect(mayDo(lorry, 'raise')).toEqual(['fleet', 'protection', 'chief'])
    expect(mayDo(lorry, 'lower')).toEqual(['chief'])
    for (const label of ['conduct', 'restricted'] as const) {
      const walled = register({ ...spec, label, fields: { plate: code(z.string()) } })
      expect(['raise', 'lower', 'erase'].map((verb) => mayDo(walled, verb).length)).toEqual([
        0, 0, 1,
      ])
    }
  })
  test('a facet above the floor stays where it lies', () => {
    expect(labels.slice(0, 4).map((label) => placed(label, 'mission'))).toEqual([
      'mission',
      'mission',
      'mission',
      'restricted',
    ])
  })
})

test('no fold takes a step for what handles the record', () => {
  const entry = (seq: number, verb: string, more: Partial<Told> = {}): Told => ({
    seq,
    verb,
    at: seq,
    from: null,
    to: null,
    set: {},
    ...more,
  })
  const told = [
    entry(1, 'enter', { to: 'ready', set: { plate: 'A' } }),
    entry(2, 'raise'),
    entry(3, 'void', { corrects: 2 }),
    entry(4, 'erase'),
  ]
  expect(inForce(told, 9).map(({ seq }) => seq)).toEqual([1])
  expect(foldAt(told, 9, 9)).toEqual({ state: 'ready', fields: { plate: 'A' }, last: 1 })
})

describe('a register', () => {
  test.each<[string, Retention]>([
    ['no whole number of months', { months: 0.5, after: ['sold'] }],
    ['names no state after which', { months: 3, after: [] }],
    ['names no state gone', { months: 3, after: ['gone'] }],
    ['does not say why', { permanent: ' ' }],
  ])('is refused when its retention %s', (why, retention) => {
    expect(() => register({ ...spec, retention })).toThrow(why)
  })
  test('holds by a field of its own label, in states it has, and names no field as the reason', () => {
    const holds = (record: string, states: string[]) => () =>
      register({ ...spec, holds: { record, states } })
    expect(holds('plate', ['ready'])).not.toThrow()
    expect(holds('fault', ['ready'])).toThrow('own label')
    expect(holds('plate', ['gone'])).toThrow('no state gone')
    for (const name of ['because', 'onBehalfOf']) {
      const fields = { ...spec.fields, [name]: code(z.string().optional()) }
      expect(() => register({ ...spec, fields })).toThrow(`field ${name} bears the name`)
    }
  })
})
