/** Questions to other records: which of them hold, and what a rule makes of the answer. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Ask, Beside } from './asks.ts'
import { decide } from './decide.ts'
import { choice, code, count, prose, ref, refs } from './kinds.ts'
import { isRefusal } from './problems.ts'
import { type RegisterSpec, register, vocabulary } from './register.ts'

const common = {
  about: 'For these tests.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'For tests.' },
  label: 'mission',
} as const

const house = register({
  ...common,
  name: 'house',
  title: 'House',
  plural: 'Houses',
  caption: ['mark'],
  featured: ['mark'],
  fields: {
    mark: code(z.string()),
    rooms: count(z.int().optional()),
    about: prose(z.string().optional()),
  },
  enters: { by: ['fleet'] },
  amends: { by: ['fleet'] },
})
const secret = register({ ...house, name: 'secret', label: 'conduct' })

const spec = (asks: Readonly<Record<string, Ask>>): RegisterSpec => ({
  ...common,
  name: 'guest',
  title: 'Guest',
  plural: 'Guests',
  caption: ['kind'],
  featured: ['kind'],
  fields: {
    home: ref('house', { optional: true }),
    kind: choice(z.enum(['short', 'long'])),
    friends: refs('guest'),
    others: refs('guest'),
    words: prose(z.string().optional()),
  },
  states: ['here', 'gone'],
  enters: {
    by: ['fleet'],
    asks,
    unless: (_now, input, beside) => {
      const [room] = beside?.rows.house ?? []
      const guests = Number(beside?.rows.guests?.[0]?.records ?? 0)
      return input.home && room && guests >= Number(room.rooms) ? 'No room is left.' : undefined
    },
  },
  amends: { by: ['fleet'] },
})
const asks = {
  house: { register: 'house', match: { $record: 'home' }, take: ['rooms'] },
  guests: { register: 'guest', state: ['here'], match: { home: 'home' }, take: [], sum: '$record' },
} as const

const wrongBy = (change: Partial<Ask>): string => {
  try {
    vocabulary([house, secret, register(spec({ house: { ...asks.house, ...change } }))])
    return 'holds'
  } catch (error) {
    return (error as Error).message
  }
}

describe('a question', () => {
  test('holds when it names what is there', () => {
    expect(wrongBy({})).toBe('holds')
    expect(wrongBy({ match: { $record: 'friends' }, register: 'guest', take: ['kind'] })).toBe(
      'holds',
    )
  })

  test.each([
    ['of no such register', { register: 'inn' }, 'asks no register inn'],
    ['of no such state', { state: ['burnt'] }, 'for no state burnt'],
    ['for no such field', { take: ['floors'] }, 'for no field floors'],
    ['compared with no such field', { match: { floors: 'home' } }, 'for no field floors'],
    ['with no such field of its own', { match: { $record: 'hotel' } }, 'names no field hotel'],
    ['that matches nothing', { match: {} }, 'matches nothing'],
    ['compared with a text', { match: { mark: 'words' } }, 'matches words, which is no one value'],
    ['comparing a text', { match: { about: 'kind' } }, 'compares house.about'],
    ['over two lists', { match: { $record: 'friends', mark: 'others' } }, 'more than one list'],
    ['adding up a mark', { sum: 'mark' }, 'adds up house.mark, which is no number'],
    ['behind a wall', { register: 'secret' }, 'lies in a compartment'],
  ] as const)('%s is refused at start-up', (_, change, why) => {
    expect(wrongBy(change as Partial<Ask>)).toContain(why)
  })

  test('tells the register that is asked by which fields it is asked', () => {
    const registers = vocabulary([house, register(spec(asks))])
    expect(registers.get('guest')?.asked).toEqual([['home']])
    expect(registers.get('house')?.asked).toBeUndefined()
  })
})

test('a rule stands by the answer, and lets pass what nobody could answer', () => {
  const guest = register(spec(asks))
  const home = '00000000-0000-4000-8000-000000000001'
  const ask = (beside?: Beside): string => {
    const made = decide({
      register: guest,
      command: {
        id: 'c',
        register: 'guest',
        record: 'r',
        verb: 'enter',
        input: { home, kind: 'short' },
      },
      actor: { member: 'ana', roles: ['fleet'] },
      now: undefined,
      ...(beside ? { beside } : {}),
    })
    return isRefusal(made) ? made.why : 'done'
  }
  const rows = (records: number): Beside => ({
    day: '2026-01-01',
    on: '2026-01-01',
    rows: { house: [{ rooms: 2, state: 'recorded' }], guests: [{ records, state: 'here' }] },
  })
  expect([ask(), ask(rows(1)), ask(rows(2))]).toEqual(['done', 'done', 'No room is left.'])
})
