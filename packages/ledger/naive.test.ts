/**
 * The check on all of it: random entries, back-dates, corrections and voids by members of different clearances; then, for
 * every member and many (*at*, *known*), what SQL answers equals what the naive record answers, and no secret is in it.
 */
import { randomUUID } from 'node:crypto'
import { type Command, type Fields, type Label, type Register, dayOf, entryInstant, isRefusal, measureAt, measureOver, daysOf, addDays, covers } from '@konbit/model'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Naive, type NaivePerson } from './naive.ts'
import type { ListPage } from './read/list.ts'
import type { Moment } from './read/moment.ts'
import { testMeasures, testRegisters } from './testRegisters.ts'
import { type TestLedger, openTestLedger } from './testing.ts'

const runs = Number(process.env.KONBIT_RUNS ?? 3)
const zone = 'America/Port-au-Prince'
let t: TestLedger
/** How often each verb came to what; shown with KONBIT_COUNTS, to see that the test still reaches everything. */
const counts = new Map<string, number>()
const count = (what: string): void => {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}
beforeAll(async () => {
  t = await openTestLedger(testRegisters, testMeasures)
})
afterAll(async () => {
  if (process.env.KONBIT_COUNTS) console.log(Object.fromEntries([...counts].sort()))
  await t?.close()
})

type Op = { who: number; verb: number; record: number; day: number; entry: number; picks: number[]; odds: number; together: boolean }
const opArb: fc.Arbitrary<Op> = fc.noBias(
  fc.record({
    who: fc.nat(9), verb: fc.nat(99), record: fc.nat(99), day: fc.nat(15), entry: fc.nat(9),
    picks: fc.array(fc.nat(11), { minLength: 14, maxLength: 14 }), odds: fc.nat(9), together: fc.boolean(),
  }),
)

/** What might well be done to the record, so that most of what is tried succeeds. */
function verbFor(op: Op, register: Register, state: string | undefined, isThere: boolean): string {
  const any = ['enter', 'amend', 'correct', 'void', 'ground', 'repair', 'retire', 'close']
  if (op.odds === 0) return any[op.verb % any.length] as string
  if (!isThere) return 'enter'
  const fits = Object.entries(register.transitions).filter(([, { from }]) => state !== undefined && [from].flat().includes(state)).map(([name]) => name)
  const likely = ['amend', 'amend', 'correct', 'correct', 'void', ...fits, ...fits]
  return likely[op.verb % likely.length] as string
}

const dayText = (day: number): string => `2024-02-${String(day).padStart(2, '0')}`

/** Values whose text says under which label they were written, so that a leak shows. */
function inputFor(register: string, picks: number[], bodies: readonly string[], trucks: readonly string[], n: number): Record<string, unknown> {
  const take = (index: number, odds: number): number | undefined => {
    const pick = picks[index] ?? 0
    return pick < odds ? pick : undefined
  }
  const input: Record<string, unknown> = {}
  const set = (name: string, index: number, odds: number, value: (pick: number) => unknown): void => {
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
    set('dueOn', 6, 7, (pick) => ['2024-02', dayText(pick + 1), '2024', '2024-02-09T23:30-05:00'][pick % 4])
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

const labelsOfText = (text: string): Label[] =>
  [...new Set([...text.matchAll(/(public|partner|mission|restricted|conduct)(?:B|P|Team|Fault|Aside|M|Account)\d/g)].map((found) => found[1] as Label))]

test('whatever happens, SQL answers what the naive record answers, to everybody, at any moment', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(opArb, { minLength: 20, maxLength: 50, size: 'max' }), async (ops) => {
      const mission = await t.mission()
      const naive = new Naive(testRegisters)
      const bodies = Array.from({ length: 3 }, () => randomUUID())
      const trucks = Array.from({ length: 4 }, () => randomUUID())
      const seals = Array.from({ length: 2 }, () => randomUUID())
      const people: NaivePerson[] = [
        { member: 'all', roles: ['fleet'], clearances: [{ label: 'restricted', unit: '*' }, { label: 'conduct', unit: '*' }], barred: [] },
        { member: 'partner', roles: ['fleet'], clearances: [{ label: 'partner', unit: '*' }], barred: [] },
        { member: 'within', roles: ['fleet'], clearances: [{ label: 'public', unit: '*' }, { label: 'restricted', unit: bodies[0] as string }], barred: [] },
        { member: 'two', roles: ['fleet'], clearances: [{ label: 'mission', unit: bodies[1] as string }, { label: 'partner', unit: bodies[2] as string }], barred: [] },
        { member: 'nobody', roles: ['resident'], clearances: [], barred: [] },
        { member: 'barred', roles: ['fleet'], clearances: [{ label: 'mission', unit: '*' }], barred: [trucks[0] as string] },
      ]
      for (const { member, roles, clearances, barred } of people) {
        await mission.person(member, roles, clearances)
        await t.ledger.bar(mission.id, member, barred)
      }

      let waiting: { person: NaivePerson; command: Command }[] = []
      const send = async (): Promise<void> => {
        const answers = await Promise.all(
          waiting.map(({ person, command }) => t.ledger.perform({ mission: mission.id, member: person.member, roles: person.roles }, command)),
        )
        for (const [index, answer] of answers.entries()) {
          const { person, command } = waiting[index] as (typeof waiting)[number]
          const clock = 'refusal' in answer ? Date.now() : Date.parse(answer.known)
          const made = naive.perform(person, command, clock, zone)
          const told = 'refusal' in answer ? answer.refusal : answer.seq
          count(`${command.verb}: ${'refusal' in answer ? answer.refusal : 'done'}`)
          expect([command.verb, command.register, person.member, told], JSON.stringify(command)).toEqual([
            command.verb, command.register, person.member, typeof made === 'string' ? made : made.seq,
          ])
        }
        waiting = []
      }
      for (const [n, record] of [...bodies, ...trucks.slice(0, 3)].entries()) {
        const isBody = bodies.includes(record)
        const input = isBody ? { code: `publicB${n + 90}`, ...(n === 1 ? { above: bodies[0] } : {}) } : { plate: `partnerP${n + 90}`, owner: bodies[n % 3] }
        waiting.push({
          person: people[0] as NaivePerson,
          command: { id: randomUUID(), register: isBody ? 'body' : 'truck', record, verb: 'enter', input, at: dayText(2) },
        })
      }
      for (const [n, op] of ops.entries()) {
        const ids = [bodies, trucks, trucks, trucks, seals][op.record % 5] as string[]
        const name = ids === bodies ? 'body' : ids === trucks ? 'truck' : 'sealed'
        const register = testRegisters.get(name) as Register
        const record = ids[op.record % ids.length] as string
        const mine = naive.entries.filter((entry) => entry.record === record)
        const verb = verbFor(op, register, mine.length > 0 ? naive.own(record, Infinity, Infinity)?.state ?? undefined : undefined, mine.length > 0)
        const isFirst = verb === 'enter'
        const isChange = verb === 'correct' || verb === 'void'
        const entry = mine[op.entry % Math.max(1, mine.length)]
        const input = inputFor(name, op.picks, bodies, trucks.slice(0, 1 + (n % 4)), n)
        if (isFirst || (isChange && entry?.verb === 'enter')) {
          const main = { body: 'code', truck: 'plate', sealed: 'mark' }[name]
          input[main] ??= `${{ body: 'publicB', truck: 'partnerP', sealed: 'conductM' }[name]}${n + 20}`
        }
        const takes = register.transitions[isChange ? (entry?.verb ?? '') : verb]?.takes
        const fitting = takes ? Object.fromEntries(Object.entries(input).filter(([field]) => takes.includes(field))) : input
        const hasInput = verb !== 'void' && !(isChange && op.picks[13] as number < 5)
        const day = isFirst && op.odds > 1 ? 1 + (op.day % 4) : op.day
        waiting.push({
          person: people[[0, 0, 0, 0, 0, 1, 2, 3, 4, 5][op.who] as number] as NaivePerson,
          command: {
            id: randomUUID(), register: name, record, verb,
            ...(hasInput ? { input: fitting } : {}),
            ...(day === 0 || day > 13 ? {} : { at: day === 13 ? '2024-02' : dayText(day) }),
            ...(isChange && entry ? { entry: entry.seq } : {}),
            because: `because ${n}`,
          },
        })
        if (!op.together) await send()
      }
      await send()
      await compare(mission.id, naive, people, [...bodies, ...trucks, ...seals])
    }),
    { numRuns: runs, endOnFailure: !process.env.KONBIT_SHRINK, ...(process.env.KONBIT_SEED ? { seed: Number(process.env.KONBIT_SEED) } : {}) },
  )
}, 600_000)

async function compare(mission: string, naive: Naive, people: readonly NaivePerson[], ids: readonly string[]): Promise<void> {
  const size = naive.entries.length
  const ats = [0, 1, 3, 5, 6, 8, 10, 12, 29].map((day) => (entryInstant(day === 29 ? '2024-02' : dayText(Math.max(1, day)), zone) as number) - (day === 0 ? 1 : 0))
  const knowns = [...new Set([0, 1, Math.floor(size / 3), Math.floor(size / 2), size - 2, size].filter((known) => known >= 0))]
  const now = (await t.ledger.moment(mission)) as Moment
  const moments: Moment[] = [now, ...knowns.flatMap((known) => ats.map((at) => ({ at, known, atText: String(at), knownText: String(known), isNow: false })))]
  for (const person of people) {
    const reader = { mission, member: person.member }
    const mayRead = (text: string): void => {
      for (const label of labelsOfText(text)) {
        expect(person.clearances.some((held) => covers(held.label, label)), `${person.member} reads ${label} in ${text}`).toBe(true)
      }
    }
    for (const [index, moment] of moments.entries()) {
      // Each person looks at every third moment, each at others.
      if (index > 0 && (index + people.indexOf(person)) % 3 > 0) continue
      for (const register of testRegisters.values()) {
        const wanted = naive.views(person, register.name, moment.isNow ? Infinity : moment.at, moment.known)
        const page = (await t.ledger.list(reader, { register: register.name, moment, limit: 200 })) as ListPage
        expect(byId(page.items), `${person.member} at ${moment.at} known ${moment.known}`).toEqual(byId(wanted))
        expect(page.total).toBe(wanted.length)
        mayRead(JSON.stringify(page.items))
      }
      if (index % 4 === 0) await compareDetails(mission, naive, person, moment, ids, mayRead)
      if (index % 7 === 0) await compareMeasures(mission, naive, person, moment)
    }
    for (const id of ids) {
      const register = naive.entries.find((entry) => entry.record === id)?.register
      const history = await t.ledger.history(reader, { register: register ?? 'truck', id })
      mayRead(JSON.stringify(history))
      const told = isRefusal(history) ? [] : history.items
      const wanted = naive.entries.filter((entry) => entry.record === id && !person.barred.includes(id)).flatMap((entry) => {
        const labels = [...entry.sets.keys()].filter((label) => naive.sees(person, label, entry.unit))
        const lowest = testRegisters.get(entry.register)?.facets.find((label) => entry.sets.has(label)) as Label
        if (!naive.sees(person, lowest, entry.unit)) return []
        return [[entry.seq, entry.verb, Object.assign({}, ...labels.map((label) => entry.sets.get(label)))]]
      })
      expect(told.map(({ seq, verb, set }) => [seq, verb, set]).reverse()).toEqual(wanted)
    }
  }
  await compareRebuilt(mission, size)
}

const byId = (views: readonly { id: string; state: string; fields: Fields }[]) =>
  [...views].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, state, fields }) => ({ id, state, fields }))

async function compareDetails(
  mission: string, naive: Naive, person: NaivePerson, moment: Moment, ids: readonly string[], mayRead: (text: string) => void,
): Promise<void> {
  const reader = { mission, member: person.member }
  const at = moment.isNow ? Infinity : moment.at
  const trucks = naive.views(person, 'truck', at, moment.known)
  const filters: [Record<string, unknown>, (fields: Fields, state: string) => boolean][] = [
    [{ state: ['ready'] }, (_, state) => state === 'ready'],
    [{ kind: 'big' }, ({ kind }) => kind === 'big'],
    [{ km: { from: 10, to: 30 } }, ({ km }) => km !== undefined && Number(km) >= 10 && Number(km) <= 30],
    [{ isLent: 'yes' }, ({ isLent }) => isLent === true],
    [{ heldAt: 'HT03' }, ({ heldAt }) => String((heldAt as { pcode?: string })?.pcode).startsWith('HT03')],
    [{ spare: 7001 }, ({ spare }) => spare === 7001],
    [{ team: ['missionTeam1', 'missionTeam2'] }, ({ team }) => team === 'missionTeam1' || team === 'missionTeam2'],
    [{ owner: ids[0] }, ({ owner }) => owner === ids[0]],
    [{ km: null }, ({ km }) => km === undefined],
  ]
  for (const [filter, fits] of filters) {
    const page = (await t.ledger.list(reader, { register: 'truck', moment, filter: filter as never })) as ListPage
    expect(page.items.map(({ id }) => id).sort(), JSON.stringify(filter)).toEqual(trucks.filter(({ fields, state }) => fits(fields, state)).map(({ id }) => id).sort())
  }
  for (const sort of ['plate', '-km', 'team', '-at']) {
    const walked: string[] = []
    for (let cursor: string | undefined, turn = 0; turn === 0 || cursor; turn++) {
      const page = (await t.ledger.list(reader, { register: 'truck', moment, limit: 2, sort, ...(cursor ? { cursor } : {}) })) as ListPage
      walked.push(...page.items.map(({ id }) => id))
      cursor = page.next ?? undefined
    }
    expect(walked.sort()).toEqual(trucks.map(({ id }) => id).sort())
  }
  for (const text of ['partnerP', 'missionTeam1', 'restrictedF', 'conductM', 'publicB', 'restrictedAside']) {
    const hits = await t.ledger.search(reader, { text, moment, limit: 50 })
    if (isRefusal(hits)) throw new Error(hits.why)
    mayRead(JSON.stringify(hits))
    const wanted = ['body', 'truck', 'sealed'].flatMap((register) => naive.views(person, register, at, moment.known))
      .filter(({ fields }) => JSON.stringify(fields).toLowerCase().includes(`"${text.toLowerCase()}`)).map(({ id }) => id)
    expect(hits.map(({ id }) => id).sort(), `${person.member} searches ${text}`).toEqual(wanted.sort())
  }
  for (const id of ids.slice(0, 6)) {
    const links = await t.ledger.links(reader, { id, moment })
    if (isRefusal(links)) throw new Error(links.why)
    mayRead(JSON.stringify(links))
    const wanted = [...trucks, ...naive.views(person, 'body', at, moment.known)].flatMap(({ id: from, fields }) =>
      ['owner', 'above', 'friends'].flatMap((field) => ([fields[field]].flat().includes(id) ? [`${from} ${field}`] : [])))
    expect(links.items.map((link) => `${link.id} ${link.field}`).sort()).toEqual(wanted.sort())
  }
}

async function compareMeasures(mission: string, naive: Naive, person: NaivePerson, moment: Moment): Promise<void> {
  const rows = await t.look<{ record: string; register: string; state: string; body: Fields; unit: string; label: Label; a: string; b: string; known_from: string }>(
    `select v.record, v.register, v.state, v.body, s.unit, v.label, (extract(epoch from v.at_from) * 1000)::text as a,
       (extract(epoch from v.at_to) * 1000)::text as b, v.known_from
     from version v join scope s using (scope) where v.mission = $1 and v.known_from <= $2 and v.known_to > $2`,
    [mission, moment.known],
  )
  const versions = rows
    .filter(({ label, register, unit, record }) => label === testRegisters.get(register)?.label && naive.sees(person, label, unit) && !person.barred.includes(record))
    .map(({ record, register, state, body, a, b, known_from }) => ({
      record, register, state, fields: body, from: Number(a), to: b === 'Infinity' ? Infinity : Number(b), knownFrom: Number(known_from),
    }))
  const book = { registers: testRegisters, measures: new Map(testMeasures.map((one) => [one.name, one])), versions, zone }
  const reader = { mission, member: person.member }
  for (const { name, by: parts = [] } of testMeasures) {
    for (const by of [undefined, ...parts]) {
      const answer = await t.ledger.measure(reader, { name, moment, by })
      if (isRefusal(answer)) throw new Error(answer.why)
      const wanted = measureAt(book, name, moment.at, by)
      expect({ value: answer.value, rows: answer.rows }, `${name} by ${by} for ${person.member}`).toEqual(wanted)
      expect(answer.partial).toBe(!person.clearances.some(({ label, unit }) => unit === '*' && covers(label, 'partner')))
      if (!name.endsWith('share')) await restsAddUp(reader, name, moment, by, answer)
    }
    const series = await t.ledger.series(reader, { name, moment, from: '2024-01-30', to: '2024-02-14', step: 'day', by: parts[0] })
    if (isRefusal(series)) throw new Error(series.why)
    const days = daysOf(Array.from({ length: 16 }, (_, index) => addDays('2024-01-30', index)), zone)
    const swept = measureOver(book, name, days, parts[0])
    expect(series.points, `series ${name}`).toEqual(parts[0] ? swept : swept.map(({ day, value }) => ({ day, value })))
    const pointwise = days.ends.map((end) => measureAt(book, name, end, parts[0]))
    expect(swept.map(({ value, rows }) => ({ value, rows }))).toEqual(pointwise)
    expect(days.ends.map((end) => dayOf(end, zone))).toEqual(days.days)
  }
}

async function restsAddUp(
  reader: { mission: string; member: string }, name: string, moment: Moment, by: string | undefined, answer: { value: number | null; rows: { key: string | null; value: number }[] },
): Promise<void> {
  const sum = async (key?: string): Promise<number> => {
    const rests = await t.ledger.rests(reader, { name, moment, limit: 200, ...(key === undefined ? {} : { by, key }) })
    if (isRefusal(rests)) throw new Error(rests.why)
    return rests.items.reduce((total, { value }) => total + value, 0)
  }
  expect(await sum()).toBeCloseTo(answer.value ?? 0, 5)
  if (by !== undefined) for (const { key, value } of answer.rows) expect(await sum(key as string)).toBeCloseTo(value, 5)
}

const projections = ['version', 'term', 'link', 'unit', 'r_body_public', 'r_truck_partner', 'r_truck_mission', 'r_truck_restricted', 'r_sealed_conduct']

async function compareRebuilt(mission: string, size: number): Promise<void> {
  const dump = async (): Promise<unknown[]> =>
    Promise.all(projections.map((table) => t.look(`select distinct to_jsonb(x) as row from "${table}" x where mission = $1 order by 1`, [mission])))
  const before = await dump()
  await t.ledger.rebuild(mission)
  expect(await dump()).toEqual(before)
  expect(await t.ledger.verify(mission)).toMatchObject({ ok: true, size, root: (await t.ledger.head(mission)).root })
}
