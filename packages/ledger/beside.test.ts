/** Rules that ask of other records: whoever comes first has the bed, however the commands travel. */
import { randomUUID } from 'node:crypto'
import {
  type Beside,
  choice,
  code,
  count,
  type Fields,
  isRefusal,
  money,
  ref,
  refs,
  register,
  vocabulary,
  when,
} from '@konbit/model'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Ledger, type LedgerActor, openLedger } from './index.ts'
import type { Moment } from './read/moment.ts'
import { commandOf, openTestLedger, type TestLedger } from './testing.ts'

const common = {
  about: 'For these tests.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'For tests.' },
  label: 'partner',
} as const
const by = ['fleet'] as const

const inn = register({
  ...common,
  name: 'inn',
  title: 'Inn',
  plural: 'Inns',
  caption: ['mark'],
  featured: ['mark'],
  fields: { mark: code(z.string()), rooms: count(z.int().optional()) },
  enters: { by },
  amends: { by },
})

/** What the last question of a lodger was answered: the tests read it here, since a rule says nothing else. */
let heard: Beside | undefined
const asks = {
  inns: { register: 'inn', match: { $record: 'home' }, take: ['rooms'] },
  here: { register: 'lodger', state: ['here'], match: { home: 'home' }, take: [], sum: '$record' },
} as const
const isFull = (now: Fields, input: Fields, beside?: Beside): string | undefined => {
  heard = beside
  const room = beside?.rows.inns?.[0]?.rooms
  const guests = Number(beside?.rows.here?.[0]?.records ?? 0)
  return (input.home ?? now.home) && beside && guests >= Number(room ?? 0)
    ? `${guests} sleep there, and there are no more beds.`
    : undefined
}
const lodger = register({
  ...common,
  name: 'lodger',
  title: 'Lodger',
  plural: 'Lodgers',
  caption: ['mark'],
  featured: ['mark', 'state'],
  fields: {
    mark: code(z.string().optional()),
    home: ref('inn', { optional: true, label: 'mission' }),
    kind: choice(z.enum(['big', 'small']).optional()),
    bags: count(z.int().optional()),
    pays: money({ optional: true }),
    since: when(z.string().optional()),
    friends: refs('lodger'),
  },
  states: ['here', 'gone'],
  enters: { by, asks, unless: isFull },
  amends: { by },
  transitions: {
    leave: { from: 'here', to: 'gone', by, takes: [] },
    move: { from: 'here', to: 'here', by, takes: ['home'], asks, unless: isFull },
    count: {
      from: ['here', 'gone'],
      to: 'here',
      by,
      takes: ['friends', 'kind'],
      asks: {
        bags: { register: 'lodger', match: { kind: 'kind' }, take: ['kind'], sum: 'bags' },
        paid: { register: 'lodger', match: { kind: 'kind' }, take: [], sum: 'pays' },
        friends: { register: 'lodger', match: { $record: 'friends' }, take: ['mark', 'since'] },
        small: {
          register: 'lodger',
          match: { home: 'home' },
          where: { kind: 'small' },
          take: ['mark'],
        },
      },
      unless: (_now, _input, beside) => {
        heard = beside
        return undefined
      },
    },
  },
})
const registers = vocabulary([inn, lodger])

let t: TestLedger
let other: Ledger
let mission: string
let ana: LedgerActor
beforeAll(async () => {
  t = await openTestLedger(registers)
  other = await openLedger({ connection: t.connection, registers, measures: [] })
})
afterAll(async () => {
  await other?.close()
  await t?.close()
})
beforeEach(async () => {
  const made = await t.mission()
  mission = made.id
  ana = await made.person('ana', ['fleet', 'chief'], [{ label: 'restricted', unit: '*' }])
})

const say = (answer: unknown): string =>
  isRefusal(answer as object) ? (answer as { refusal: string }).refusal : 'done'
const send = async (
  register: string,
  verb: string,
  input: Fields = {},
  record: string = randomUUID(),
): Promise<string> => {
  const answer = await t.ledger.perform(ana, commandOf({ register, verb, record, input }))
  expect(isRefusal(answer) ? answer : 'done').toBe('done')
  return record
}
const comes = (home: string, more: Fields = {}) =>
  commandOf({ register: 'lodger', verb: 'enter', input: { home, ...more } })
const sleeping = async (home: string): Promise<number> => {
  const moment = (await t.ledger.moment(mission)) as Moment
  const page = await t.ledger.list(ana, {
    register: 'lodger',
    moment,
    filter: { home, state: 'here' },
    total: true,
  })
  if (isRefusal(page)) throw new Error(page.why)
  return page.total as number
}

describe('the last bed', () => {
  test('goes to the first of a batch', async () => {
    const home = await send('inn', 'enter', { mark: 'A', rooms: 2 })
    const answers = await t.ledger.performAll(ana, [comes(home), comes(home), comes(home)])
    expect(answers.map(say)).toEqual(['done', 'done', 'unless'])
    expect(answers[2]).toMatchObject({ why: '2 sleep there, and there are no more beds.' })
    expect(heard?.day).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })

  test('is free again for the next command of the batch when somebody leaves it', async () => {
    const home = await send('inn', 'enter', { mark: 'A', rooms: 1 })
    const first = comes(home)
    const leaves = commandOf({ register: 'lodger', verb: 'leave', record: first.record })
    const answers = await t.ledger.performAll(ana, [first, comes(home), leaves, comes(home)])
    expect(answers.map(say)).toEqual(['done', 'unless', 'done', 'done'])
  })

  test('stands in an inn that the same batch has built, or made larger', async () => {
    const build = commandOf({ register: 'inn', verb: 'enter', input: { mark: 'B', rooms: 1 } })
    const grow = commandOf({
      register: 'inn',
      verb: 'amend',
      record: build.record,
      input: { rooms: 2 },
    })
    const { record } = build
    const answers = await t.ledger.performAll(ana, [
      build,
      comes(record),
      comes(record),
      grow,
      comes(record),
    ])
    expect(answers.map(say)).toEqual(['done', 'done', 'unless', 'done', 'done'])
  })

  test('is not asked for by whoever lies in it already', async () => {
    const home = await send('inn', 'enter', { mark: 'A', rooms: 1 })
    const record = await send('lodger', 'enter', { home })
    const move = commandOf({ register: 'lodger', verb: 'move', record, input: { home } })
    expect(say(await t.ledger.perform(ana, move))).toBe('done')
  })

  test('is given once, however many ask at the same time, in two processes', async () => {
    const beds = 40
    const home = await send('inn', 'enter', { mark: 'A', rooms: beds })
    const callers = Array.from({ length: 64 }, (_, n) => (n % 4 === 0 ? other : t.ledger))
    const told = await Promise.all(
      callers.map(async (ledger) => {
        const mine: string[] = []
        for (let n = 0; n < 2; n++) mine.push(say(await ledger.perform(ana, comes(home))))
        return mine
      }),
    )
    expect(told.flat().filter((one) => one === 'done')).toHaveLength(beds)
    expect(told.flat().filter((one) => one === 'unless')).toHaveLength(128 - beds)
    expect(await sleeping(home)).toBe(beds)
  })

  test('is asked for in the batch that is decided while another is still being written', async () => {
    const homes = await Promise.all(
      [1, 2, 3].map((n) => send('inn', 'enter', { mark: `${n}`, rooms: 100 })),
    )
    const commands = Array.from({ length: 900 }, (_, n) => comes(homes[n % 3] as string))
    const told = await Promise.all(commands.map((command) => t.ledger.perform(ana, command)))
    expect(told.map(say)).toEqual(commands.map((_, n) => (n < 300 ? 'done' : 'unless')))
  })
})

test('a story told at once ends as the same story told word by word', async () => {
  let seed = 11
  const draw = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return Math.floor((seed / 2147483648) * below)
  }
  const homes = ['A', 'B', 'C'].map((mark) =>
    commandOf({ register: 'inn', verb: 'enter', input: { mark, rooms: 3 + draw(4) } }),
  )
  const lodgers = Array.from({ length: 40 }, () => randomUUID())
  const story = Array.from({ length: 240 }, () => {
    const home = homes[draw(3)]?.record as string
    const record = lodgers[draw(40)] as string
    const pick = draw(5)
    if (pick === 0)
      return commandOf({ register: 'inn', verb: 'amend', record: home, input: { rooms: draw(8) } })
    if (pick === 1) return commandOf({ register: 'lodger', verb: 'leave', record })
    if (pick === 2) return commandOf({ register: 'lodger', verb: 'move', record, input: { home } })
    if (pick === 3) return commandOf({ register: 'lodger', verb: 'amend', record, input: { home } })
    return commandOf({ register: 'lodger', verb: 'enter', record, input: { home } })
  })
  const word: string[] = []
  for (const command of [...homes, ...story]) word.push(say(await t.ledger.perform(ana, command)))
  const made = await t.mission()
  const again = await made.person('ana', ['fleet'], [{ label: 'restricted', unit: '*' }])
  const atOnce = await t.ledger.performAll(again, [...homes, ...story])
  expect(atOnce.map(say)).toEqual(word)
  expect(new Set(word)).toContain('unless')
})

const sorted = (row: Fields): string =>
  JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))

test('rows bear what is taken, sums what agrees, and lists what they name', async () => {
  const home = await send('inn', 'enter', { mark: 'A', rooms: 90 })
  const usd = (minor: number) => ({ minor, currency: 'USD' })
  const one = await send('lodger', 'enter', {
    home,
    mark: 'one',
    kind: 'big',
    bags: 2,
    pays: usd(500),
    since: '2024-05',
  })
  const two = await send('lodger', 'enter', {
    home,
    mark: 'two',
    kind: 'big',
    bags: 3,
    pays: usd(20),
    since: '2024-05-01T10:00Z',
  })
  await send('lodger', 'enter', {
    home,
    mark: 'three',
    kind: 'big',
    pays: { minor: 7, currency: 'EUR' },
  })
  await send('lodger', 'enter', { home, mark: 'small', kind: 'small', bags: 50 })
  const gone = await send('lodger', 'enter', { home, mark: 'gone', kind: 'big', bags: 10 })
  await send('lodger', 'leave', {}, gone)
  const record = await send('lodger', 'enter', { home, kind: 'big', bags: 1000 })
  const expected = {
    bags: [
      { kind: 'big', state: 'here', bags: 5 },
      { kind: 'big', state: 'gone', bags: 10 },
    ],
    paid: [
      { state: 'here', pays: usd(520) },
      { state: 'here', pays: { minor: 7, currency: 'EUR' } },
    ],
    friends: [
      { mark: 'one', since: '2024-05', state: 'here' },
      { mark: 'two', since: '2024-05-01T10:00Z', state: 'here' },
    ],
    small: [{ mark: 'small', state: 'here' }],
  }
  const listed = (rows: Beside['rows'] | undefined) =>
    Object.fromEntries(
      Object.entries(rows ?? {}).map(([name, list]) => [name, new Set(list.map(sorted))]),
    )
  await send('lodger', 'count', { friends: [one, two] }, record)
  const stored = listed(heard?.rows)
  expect(stored).toEqual(listed(expected as Beside['rows']))
  // The same when all of them were touched by the batch that asks.
  const touch = [one, two, gone].map((id) =>
    commandOf({
      register: 'lodger',
      verb: 'amend',
      record: id,
      input: { mark: id === one ? 'one' : id === two ? 'two' : 'gone' },
    }),
  )
  const answers = await t.ledger.performAll(ana, [
    ...touch,
    commandOf({ register: 'lodger', verb: 'count', record, input: { friends: [one, two] } }),
  ])
  expect(answers.map(say)).toEqual(['done', 'done', 'done', 'done'])
  expect(listed(heard?.rows)).toEqual(stored)
})

test('neither another mission nor a raised record answers', async () => {
  const home = await send('inn', 'enter', { mark: 'A', rooms: 1 })
  const hidden = await send('lodger', 'enter', { home })
  const raise = commandOf({
    register: 'lodger',
    verb: 'raise',
    record: hidden,
    input: { label: 'restricted' },
    because: 'Threat',
  })
  const answer = await t.ledger.perform(ana, raise)
  expect(isRefusal(answer) ? answer : 'done').toBe('done')
  expect(say(await t.ledger.perform(ana, comes(home)))).toBe('done')
  const made = await t.mission()
  const elsewhere = await made.person('ana', ['fleet'], [{ label: 'restricted', unit: '*' }])
  heard = undefined
  expect(say(await t.ledger.perform(elsewhere, comes(home)))).toBe('no-such-record')
  expect(heard).toBeUndefined()
})

test('what was accepted stays, whatever the rules would say today', async () => {
  const home = await send('inn', 'enter', { mark: 'A', rooms: 2 })
  const first = await send('lodger', 'enter', { home, mark: 'first' })
  await send('lodger', 'enter', { home })
  await send('inn', 'amend', { rooms: 0 }, home)
  const correct = commandOf({
    register: 'lodger',
    verb: 'correct',
    record: first,
    entry: 2,
    input: { home, mark: 'put right' },
    because: 'A slip',
  })
  expect(say(await t.ledger.perform(ana, correct))).toBe('done')
  await t.ledger.rebuild(mission)
  expect(await sleeping(home)).toBe(2)
  expect(await t.ledger.verify(mission)).toMatchObject({ ok: true })
})

test('many together know of each other too', async () => {
  const home = await send('inn', 'enter', { mark: 'A', rooms: 3 })
  const commands = [comes(home), comes(home), comes(home), comes(home)]
  const { answers, landed } = await t.ledger.performTogether(ana, commands, { dry: true })
  expect([landed, ...answers.map(say)]).toEqual([false, 'done', 'done', 'done', 'unless'])
})
