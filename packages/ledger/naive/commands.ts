/** For tests only: random commands, of which most can be done, by people of different clearances. */
import { randomUUID } from 'node:crypto'
import {
  type Clearance,
  type Command,
  canRise,
  handlingVerbs,
  isHandling,
  type Label,
  labels,
  type Register,
} from '@konbit/model'
import fc from 'fast-check'
import { testRegisters } from '../testRegisters.ts'
import type { Naive, NaivePerson } from './record.ts'

/** The records there may be, and who may do something to them. The first of the people sees everything. */
export type Cast = { bodies: string[]; trucks: string[]; seals: string[]; people: NaivePerson[] }
export type Sent = { person: NaivePerson; command: Command }

export function makeCast(): Cast {
  const ids = (count: number): string[] => Array.from({ length: count }, () => randomUUID())
  const [bodies, trucks, seals] = [ids(3), ids(4), ids(2)]
  const person = (member: string, held: [Label, string][], barred: string[] = []): NaivePerson => ({
    member,
    roles: member === 'nobody' ? ['resident'] : ['fleet', 'protection', 'chief'],
    clearances: held.map(([label, unit]): Clearance => ({ label, unit })),
    barred,
  })
  const [first = '', second = '', third = ''] = bodies
  const people = [
    person('all', [
      ['restricted', '*'],
      ['conduct', '*'],
    ]),
    person('partner', [['partner', '*']]),
    person('within', [
      ['public', '*'],
      ['restricted', first],
    ]),
    person('two', [
      ['mission', second],
      ['partner', third],
    ]),
    person('nobody', []),
    person('barred', [['mission', '*']], trucks.slice(0, 1)),
  ]
  return { bodies, trucks, seals, people }
}

export type Op = {
  who: number
  verb: number
  record: number
  day: number
  entry: number
  picks: number[]
  odds: number
  together: boolean
}
export const opArb: fc.Arbitrary<Op> = fc.noBias(
  fc.record({
    who: fc.nat(14),
    verb: fc.nat(99),
    record: fc.nat(99),
    day: fc.nat(15),
    entry: fc.nat(9),
    picks: fc.array(fc.nat(11), { minLength: 14, maxLength: 14 }),
    odds: fc.nat(9),
    together: fc.boolean(),
  }),
)

/** What might well be done to the record, so that most of what is tried succeeds. */
function verbFor(
  op: Op,
  register: Register,
  state: string | undefined,
  isThere: boolean,
  isRaised: boolean,
): string {
  const any = [
    ...['enter', 'amend', 'correct', 'void', 'ground', 'repair', 'retire', 'close'],
    ...handlingVerbs,
  ]
  if (op.odds === 0) return any[op.verb % any.length] as string
  if (!isThere) return 'enter'
  const fits = Object.entries(register.transitions)
    .filter(([, { from }]) => state !== undefined && [from].flat().includes(state))
    .map(([name]) => name)
  const moves = isRaised ? ['lower', 'lower'] : canRise(register) ? ['raise'] : []
  const likely = [
    'amend',
    'amend',
    'correct',
    'correct',
    'void',
    'erase',
    ...moves,
    ...fits,
    ...fits,
  ]
  return likely[op.verb % likely.length] as string
}

export const dayText = (day: number): string => `2024-02-${String(day).padStart(2, '0')}`

/** Values whose text says under which label they were written, so that a leak shows. */
function inputFor(
  register: string,
  picks: number[],
  { bodies, trucks: all }: Cast,
  n: number,
): Record<string, unknown> {
  const trucks = all.slice(0, 1 + (n % 4))
  const take = (index: number, odds: number): number | undefined => {
    const pick = picks[index] ?? 0
    return pick < odds ? pick : undefined
  }
  const input: Record<string, unknown> = {}
  const set = (
    name: string,
    index: number,
    odds: number,
    value: (pick: number) => unknown,
  ): void => {
    const pick = take(index, odds)
    if (pick !== undefined) input[name] = value(pick)
  }
  if (register === 'body') {
    set('code', 0, 6, (pick) => `publicB${pick}`)
    set('above', 1, 4, (pick) => bodies[pick % bodies.length])
    set('aside', 2, 4, () => `restrictedAside${n}`)
  } else if (register === 'truck') {
    set('plate', 0, 8, (pick) => `partnerP${pick}`)
    set('owner', 1, 5, (pick) => (pick === 4 ? null : bodies[pick % bodies.length]))
    set('kind', 2, 6, (pick) => (pick === 5 ? null : pick % 2 ? 'big' : 'small'))
    set('km', 3, 6, (pick) => (pick === 5 ? null : pick * 10))
    set('weight', 4, 4, (pick) => pick + 0.1)
    set('isLent', 5, 4, (pick) => pick % 2 === 0)
    set(
      'dueOn',
      6,
      7,
      (pick) => ['2024-02', dayText(pick + 1), '2024', '2024-02-09T23:30-05:00'][pick % 4],
    )
    set('heldAt', 7, 4, (pick) => ({ pcode: `HT0${pick + 1}11`, precision: 'commune' }))
    set('cost', 8, 4, (pick) => ({ minor: pick * 101, currency: pick === 3 ? 'EUR' : 'USD' }))
    set('friends', 9, 3, (pick) => trucks.slice(0, pick + 1))
    set('team', 10, 4, (pick) => `missionTeam${pick}`)
    set('fault', 11, 4, () => `restrictedFault${n}`)
    set('spare', 12, 4, (pick) => 7000 + pick)
  } else {
    set('mark', 0, 8, (pick) => `conductM${pick}`)
    set('account', 1, 4, () => `conductAccount${n}`)
  }
  return input
}

/** Three units, one below another, and three trucks of theirs, so that there is something to begin with. */
export function opening({ bodies, trucks, people }: Cast): Sent[] {
  return [...bodies, ...trucks.slice(0, 3)].map((record, n) => {
    const isBody = bodies.includes(record)
    const input = isBody
      ? { code: `publicB${n + 90}`, ...(n === 1 ? { above: bodies[0] } : {}) }
      : { plate: `partnerP${n + 90}`, owner: bodies[n % 3] }
    const register = isBody ? 'body' : 'truck'
    return {
      person: people[0] as NaivePerson,
      command: { id: randomUUID(), register, record, verb: 'enter', input, at: dayText(2) },
    }
  })
}

/** Of what may be erased, often some and sometimes all; or where the record is to lie. */
function handlingInput(verb: string, op: Op, register: Register, entry: number | undefined) {
  const pick = (index: number): number => op.picks[index] ?? 0
  if (verb === 'lower' && pick(1) < 8) return { label: register.label }
  if (verb !== 'erase') return { label: labels[pick(0) % (pick(1) > 9 ? labels.length : 4)] }
  const fields = [...Object.keys(register.fields), 'because', 'onBehalfOf'].filter(
    (_, n) => pick(n % 14) < 5,
  )
  return {
    ground: 'request',
    ...(pick(1) < 8 && fields.length > 0
      ? { fields: fields.filter((name) => pick(2) > 10 || !register.fields[name]?.to) }
      : {}),
    ...(pick(3) < 6 && entry !== undefined ? { entries: [entry] } : {}),
    ...(pick(4) < 3 ? { labels: [register.facets.at(-1)] } : {}),
  }
}

const mains: Record<string, [field: string, start: string]> = {
  body: ['code', 'publicB'],
  truck: ['plate', 'partnerP'],
  sealed: ['mark', 'conductM'],
}

const personOf = ({ who }: Op, people: readonly NaivePerson[]): NaivePerson =>
  people[[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5][who] as number] as NaivePerson

/** The command that the op stands for; often on the record of the one sent just before it, in the same batch. */
export function commandFor(
  op: Op,
  n: number,
  cast: Cast,
  naive: Naive,
  before: Sent | undefined,
): Sent {
  const { bodies, trucks, seals, people } = cast
  const ids = [bodies, trucks, trucks, trucks, seals][op.record % 5] as string[]
  const name = ids === bodies ? 'body' : ids === trucks ? 'truck' : 'sealed'
  const register = testRegisters.get(name) as Register
  const isAgain = before?.command.register === name && op.odds < 7
  const record = isAgain ? before.command.record : (ids[op.record % ids.length] as string)
  const mine = naive.entries.filter((entry) => entry.record === record)
  const isThere = mine.length > 0
  const state = isThere ? naive.own(record, Infinity, Infinity)?.state : undefined
  const verb = verbFor(op, register, state ?? undefined, isThere, naive.raised.has(record))
  const isChange = verb === 'correct' || verb === 'void'
  const entry = mine[op.entry % Math.max(1, mine.length)]
  const input = inputFor(name, op.picks, cast, n)
  if (verb === 'enter' || (isChange && entry?.verb === 'enter')) {
    const [field, start] = mains[name] as [string, string]
    input[field] ??= `${start}${n + 20}`
  }
  const takes = register.transitions[isChange ? (entry?.verb ?? '') : verb]?.takes
  const fitting = takes
    ? Object.fromEntries(Object.entries(input).filter(([field]) => takes.includes(field)))
    : input
  const hasInput = verb !== 'void' && !(isChange && (op.picks[13] as number) < 5)
  // Every other day moves on with the story, so that much is said in its order and as much is not.
  const onward = Math.min(12, 2 + Math.floor(n / 5))
  const chosen = op.entry % 2 === 0 ? onward : op.day
  if (isHandling(verb)) {
    return {
      person: personOf(op, people),
      command: {
        id: randomUUID(),
        register: name,
        record,
        verb,
        input: handlingInput(verb, op, register, entry?.seq),
        because: `reason${n}given`,
      },
    }
  }
  const day = verb === 'enter' && op.odds > 1 ? 1 + (op.day % 4) : chosen
  return {
    person: personOf(op, people),
    command: {
      id: randomUUID(),
      register: name,
      record,
      verb,
      ...(hasInput ? { input: fitting } : {}),
      ...(day === 0 || day > 13 ? {} : { at: day === 13 ? '2024-02' : dayText(day) }),
      ...(isChange && entry ? { entry: entry.seq } : {}),
      because: `reason${n}given`,
      ...(op.odds % 3 === 0 ? { onBehalfOf: `clerk${n}for` } : {}),
    },
  }
}

/** The labels under which what stands in the text was written. */
export const labelsOfText = (text: string): Label[] => [
  ...new Set(
    [
      ...text.matchAll(
        /(public|partner|mission|restricted|conduct)(?:B|P|Team|Fault|Aside|M|Account)\d/g,
      ),
    ].map((found) => found[1] as Label),
  ),
]
