import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Command, decide, type Outcome, type Snapshot } from './decide.ts'
import { choice, code, count, prose, when } from './kinds.ts'
import { isRefusal, type Refusal } from './problems.ts'
import { type RegisterSpec, register } from './register.ts'

const lorry: RegisterSpec = {
  name: 'lorry',
  title: 'Lorry',
  plural: 'Lorries',
  about: 'For these tests.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'For tests.' },
  label: 'mission',
  caption: ['plate'],
  featured: ['plate', 'state'],
  fields: {
    plate: code(z.string().min(1).max(8), { unique: true }),
    type: choice(z.enum(['apc', 'truck'])),
    odometerKm: count(z.int().nonnegative().optional()),
    dueOn: when(z.string().optional()),
    fault: prose(z.string().max(100).optional(), { label: 'restricted' }),
  },
  states: ['expected', 'ready', 'inRepair'],
  enters: { by: ['fleet'], takes: ['plate', 'type', 'odometerKm', 'dueOn'] },
  amends: { by: ['fleet'] },
  transitions: {
    accept: { from: 'expected', to: 'ready', by: ['fleet'], takes: ['odometerKm'] },
    ground: { from: 'ready', to: 'inRepair', by: ['workshop'], takes: ['fault'], needs: ['fault'] },
    release: {
      from: 'inRepair',
      to: 'ready',
      by: ['workshop'],
      takes: ['odometerKm'],
      reason: true,
      unless: (now, input) =>
        Number(input.odometerKm) < Number(now.odometerKm)
          ? 'An odometer never runs backwards.'
          : undefined,
    },
  },
}
const lorries = register(lorry)
const ready: Snapshot = { state: 'ready', fields: { plate: 'TR-1', type: 'apc', odometerKm: 500 } }
const repaired: Snapshot = { ...ready, state: 'inRepair' }

const ask = (
  verb: string,
  input: Record<string, unknown>,
  now?: Snapshot,
  more: Partial<Command> = {},
  by = 'fleet',
) =>
  decide({
    register: lorries,
    command: { id: 'c', register: 'lorry', record: 'r', verb, input, ...more },
    actor: { member: 'ana', roles: [by as 'fleet'] },
    now,
  })
const correction: Command = {
  id: 'c',
  register: 'lorry',
  record: 'r',
  verb: 'correct',
  entry: 2,
  because: 'Another lorry was meant.',
}
const refused = (answer: Outcome | Refusal): string | undefined =>
  isRefusal(answer) ? answer.refusal : undefined

describe('decide', () => {
  test('Ana of fleet enters a lorry, and it waits to be accepted', () => {
    expect(ask('enter', { plate: 'TR-1', type: 'apc' })).toEqual({
      from: null,
      to: 'expected',
      set: { plate: 'TR-1', type: 'apc' },
    })
  })
  test('a workshop may not enter one', () => {
    expect(refused(ask('enter', { plate: 'TR-1', type: 'apc' }, undefined, {}, 'workshop'))).toBe(
      'not-allowed',
    )
  })
  test('Jo of the workshop grounds it, and only from ready', () => {
    expect(ask('ground', { fault: 'brakes' }, ready, {}, 'workshop')).toEqual({
      from: 'ready',
      to: 'inRepair',
      set: { fault: 'brakes' },
    })
    expect(refused(ask('ground', { fault: 'brakes' }, repaired, {}, 'workshop'))).toBe(
      'wrong-state',
    )
    expect(refused(ask('ground', {}, ready, {}, 'workshop'))).toBe('invalid-input')
  })
  test('a rule of the register stands against it in one sentence', () => {
    const answer = ask(
      'release',
      { odometerKm: 400 },
      repaired,
      { because: 'brakes done' },
      'workshop',
    )
    expect(answer).toEqual({ refusal: 'unless', why: 'An odometer never runs backwards.' })
    expect(refused(ask('release', { odometerKm: 600 }, repaired, {}, 'workshop'))).toBe(
      'needs-reason',
    )
  })
  test('amend changes fields and no state, clears with null, and refuses to change nothing', () => {
    expect(ask('amend', { odometerKm: null }, ready)).toEqual({
      from: null,
      to: null,
      set: { odometerKm: null },
    })
    expect(refused(ask('amend', {}, ready))).toBe('nothing-changes')
    expect(refused(ask('amend', { plate: null }, ready))).toBe('invalid-input')
  })
  test('what is not there is not found, and what is there cannot be entered again', () => {
    expect(refused(ask('amend', { odometerKm: 1 }))).toBe('not-found')
    expect(refused(ask('enter', { plate: 'TR-1', type: 'apc' }, ready))).toBe('already-there')
    expect(refused(ask('explode', {}, ready))).toBe('unknown-verb')
  })
  test('every wrong field is named at once, and none of their values', () => {
    const answer = ask('enter', {
      plate: '',
      type: 'bus',
      odometerKm: 'a secret',
      dueOn: '2025-02-30',
      colour: 'red',
    })
    expect(isRefusal(answer) && answer.details?.map(({ field }) => field)).toEqual([
      'plate',
      'type',
      'odometerKm',
      'dueOn',
      'colour',
    ])
    expect(JSON.stringify(answer)).not.toContain('a secret')
  })
  test.each([
    ['an array', []],
    ['a string', 'x'],
    ['null', null],
  ])('input that is %s is refused and not thrown on', (_, input) => {
    expect(refused(ask('enter', input as never))).toBe('invalid-input')
  })
  test('names from the prototype are no fields', () => {
    expect(
      refused(
        ask('enter', JSON.parse('{"plate":"A","type":"apc","__proto__":{"a":1},"constructor":1}')),
      ),
    ).toBe('invalid-input')
  })
  test('text is kept in one form, and what cannot be kept is refused', () => {
    expect(ask('enter', { plate: 'e\u0301', type: 'apc' })).toMatchObject({ set: { plate: 'é' } })
    expect(refused(ask('enter', { plate: 'a\u0000', type: 'apc' }))).toBe('invalid-input')
  })
  test('a correction takes the input of the verb it corrects, with a reason', () => {
    const corrected = { verb: 'accept', from: 'expected', to: 'ready', set: { odometerKm: 81430 } }
    const answer = (because?: string, input: Record<string, unknown> = { odometerKm: 18430 }) =>
      decide({
        register: lorries,
        command: {
          id: 'c',
          register: 'lorry',
          record: 'r',
          verb: 'correct',
          entry: 2,
          input,
          ...(because ? { because } : {}),
        },
        actor: { member: 'ana', roles: ['fleet'] },
        now: ready,
        corrected,
      })
    expect(answer('two digits swapped')).toEqual({
      from: 'expected',
      to: 'ready',
      set: { odometerKm: 18430 },
    })
    expect(refused(answer())).toBe('needs-reason')
    expect(refused(answer('why', { plate: 'X' }))).toBe('invalid-input')
  })
  test('a correction does not ask for what its author cannot see', () => {
    const answer = (set: Record<string, unknown>) =>
      decide({
        register: lorries,
        command: { ...correction, input: {} },
        actor: { member: 'ana', roles: ['fleet'] },
        now: repaired,
        corrected: { verb: 'ground', from: 'ready', to: 'inRepair', set },
      })
    expect(answer({})).toEqual({ from: 'ready', to: 'inRepair', set: {} })
    expect(refused(answer({ fault: 'brakes' }))).toBe('invalid-input')
  })
})

describe('register() refuses a definition that cannot hold', () => {
  const odd: [string, Partial<RegisterSpec>, string][] = [
    ['a caption of no field', { caption: ['colour'] }, 'caption names no field'],
    [
      'a transition to no state',
      { transitions: { lose: { from: 'ready', to: 'lost', by: ['fleet'] } } },
      'names no state lost',
    ],
    [
      'a transition named like a standing verb',
      { transitions: { void: { from: 'ready', to: 'ready', by: ['fleet'] } } },
      'no name for a transition',
    ],
    [
      'an enter that skips a required field',
      { enters: { by: ['fleet'], takes: ['plate'] } },
      'does not take required type',
    ],
    ['a verb that nobody may do', { amends: { by: [] } }, 'nobody may amend'],
    [
      'a field of another compartment',
      { fields: { ...lorry.fields, note: prose(z.string().optional(), { label: 'care' }) } },
      'another compartment',
    ],
    [
      'a field below its register',
      { fields: { ...lorry.fields, note: prose(z.string().optional(), { label: 'public' }) } },
      'lower label',
    ],
    [
      'a unique field off its own label',
      {
        fields: {
          ...lorry.fields,
          serial: code(z.string().optional(), { label: 'restricted', unique: true }),
        },
      },
      "off the register's own label",
    ],
  ]
  test.each(odd)('%s', (_, change, why) => {
    expect(() => register({ ...lorry, ...change })).toThrow(why)
  })
})
