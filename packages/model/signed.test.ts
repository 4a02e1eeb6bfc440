/** What somebody signs: the decision sets it, nobody gives it, and another must do what is kept apart from it. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Command, type Corrected, decide, type Snapshot } from './decide.ts'
import { code, count } from './kinds.ts'
import { type RegisterSpec, register } from './register.ts'

const tallySpec: RegisterSpec = {
  name: 'tally',
  title: 'Tally',
  plural: 'Tallies',
  about: 'For these tests.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'For tests.' },
  label: 'mission',
  caption: ['counted'],
  featured: ['counted'],
  fields: {
    counted: count(z.int().nonnegative()),
    firstCounter: code(z.string().optional()),
    secondCounter: code(z.string().optional()),
  },
  states: ['drafted', 'counted'],
  enters: { by: ['stores'], signs: 'firstCounter' },
  amends: { by: ['stores'] },
  transitions: {
    confirm: {
      from: 'drafted',
      to: 'counted',
      by: ['stores'],
      takes: [],
      signs: 'secondCounter',
      apartFrom: ['firstCounter'],
    },
  },
}
const tally = register(tallySpec)
const drafted: Snapshot = { state: 'drafted', fields: { counted: 9, firstCounter: 'ana' } }

const ask = (
  member: string,
  verb: string,
  input: Record<string, unknown>,
  now?: Snapshot,
  corrected?: Corrected,
) => {
  const command: Command = { id: 'c', register: 'tally', record: 'r', verb, input }
  return decide({
    register: tally,
    command: corrected ? { ...command, because: 'Miscounted.' } : command,
    actor: { member, roles: ['stores'] },
    now,
    ...(corrected ? { corrected } : {}),
  })
}

test('whoever enters stands in the field that entering signs', () => {
  expect(ask('ana', 'enter', { counted: 9 })).toEqual({
    from: null,
    to: 'drafted',
    set: { counted: 9, firstCounter: 'ana' },
  })
})

test('nobody signs in the name of another', () => {
  const given = { counted: 9, firstCounter: 'jo' }
  expect(ask('ana', 'enter', given)).toMatchObject({ refusal: 'invalid-input' })
  expect(ask('ana', 'amend', { firstCounter: 'jo' }, drafted)).toMatchObject({
    refusal: 'invalid-input',
  })
})

test('one member never signs twice, and another may', () => {
  expect(ask('ana', 'confirm', {}, drafted)).toMatchObject({ refusal: 'unless' })
  expect(ask('jo', 'confirm', {}, drafted)).toEqual({
    from: 'drafted',
    to: 'counted',
    set: { secondCounter: 'jo' },
  })
})

test('what was signed only its signer corrects, and it stays signed', () => {
  const entered: Corrected = {
    verb: 'enter',
    from: null,
    to: 'drafted',
    set: { counted: 9, firstCounter: 'ana' },
  }
  expect(ask('jo', 'correct', { counted: 8 }, drafted, entered)).toMatchObject({
    refusal: 'unless',
  })
  expect(ask('ana', 'correct', { counted: 8 }, drafted, entered)).toMatchObject({
    set: { counted: 8, firstCounter: 'ana' },
  })
})

test.each([
  ['a field that is given', { amends: { by: ['stores' as const], takes: ['firstCounter'] } }],
  ['a field of another kind', { enters: { by: ['stores' as const], signs: 'counted' } }],
  [
    'being apart from what nobody signs',
    { amends: { by: ['stores' as const], takes: ['counted'], apartFrom: ['counted'] } },
  ],
])('a register that declares %s is refused', (_, change) => {
  expect(() => register({ ...tallySpec, ...change })).toThrow(/sign/)
})
