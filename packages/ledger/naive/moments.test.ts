/**
 * Every pair of moments: after a story of back-dated entries, corrections, corrections of those and voids, each (*at*, *known*)
 * is asked for lists walked page by page in every order, counts, records, captions, links, search and history; with eras so
 * small that the versions lie in hundreds of drawers. KONBIT_RUNS runs it longer, KONBIT_SEED again.
 */
import { entryInstant, type Fields, isRefusal, vocabulary } from '@konbit/model'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { era } from '../drawers.ts'
import type { Filter } from '../read/filter.ts'
import { linked } from '../read/links.ts'
import type { Moment } from '../read/moment.ts'
import { openTestLedger, type TestLedger } from '../testing.ts'
import { body, sealed, truck } from '../testRegisters.ts'
import { type Cast, commandFor, dayText, makeCast, opArb, opening, type Sent } from './commands.ts'
import { Naive, type NaivePerson, type NaiveView } from './record.ts'

const { KONBIT_RUNS, KONBIT_SEED } = process.env
const runs = Number(KONBIT_RUNS ?? 1)
const zone = 'America/Port-au-Prince'
const ENTRIES = 36
/** By turns of the seed the usual order goes up or down, and with it that of those alike. */
const isDown = Number(KONBIT_SEED ?? Date.now()) % 2 === 0
const registers = vocabulary([body, { ...truck, sort: { by: 'km', descending: isDown } }, sealed])
let t: TestLedger
beforeAll(async () => {
  Object.assign(era, { days: 1, entries: 3, few: 1e9, ranges: 1e9 })
  t = await openTestLedger(registers)
})
afterAll(async () => t?.close())

async function send(mission: string, naive: Naive, { person, command }: Sent): Promise<void> {
  const { member, roles } = person
  const answer = await t.ledger.perform({ mission, member, roles }, command)
  const clock = isRefusal(answer) ? Date.now() : Date.parse(answer.known)
  const made = naive.perform(person, command, clock, zone)
  expect(isRefusal(answer) ? answer.refusal : answer.seq, JSON.stringify(command)).toEqual(
    typeof made === 'string' ? made : made.seq,
  )
}

type Look = (view: NaiveView) => unknown
/** `second`: where many are alike, they come in the usual order, in this test by km, which may be lacking. */
type Walk = { sort: string; key: Look | undefined; second?: Look }
const field = (name: string) => (view: NaiveView) => view.fields[name]
const walks: Walk[] = [
  { sort: 'plate', key: field('plate') },
  { sort: '-plate', key: field('plate') },
  { sort: 'kind', key: field('kind'), second: field('km') },
  { sort: '-kind', key: field('kind'), second: field('km') },
  { sort: 'km', key: field('km') },
  { sort: '-km', key: field('km') },
  { sort: 'state', key: ({ state }) => state, second: field('km') },
  { sort: '-state', key: ({ state }) => state, second: field('km') },
  { sort: '-team', key: field('team') },
  { sort: 'at', key: undefined },
]

/** Those with a value first, in its order, then in the usual one and by id; the others after them. Of those alike, what lacks a km is last, or first. */
function inOrder(views: readonly NaiveView[], { sort, key, second }: Walk): string[] {
  const turn = sort.startsWith('-') ? -1 : 1
  const order = (a: unknown, b: unknown): number =>
    a === b ? 0 : (a as string) < (b as string) ? -turn : turn
  const has = (view: NaiveView): boolean => key?.(view) !== undefined
  const lacks = (view: NaiveView): number =>
    Number(second !== undefined && second(view) === undefined)
  const within = (a: NaiveView, b: NaiveView): number =>
    turn * (lacks(a) - lacks(b)) || order(second?.(a), second?.(b)) || order(a.id, b.id)
  return [...views]
    .sort(
      (a, b) =>
        Number(has(b)) - Number(has(a)) ||
        order(key?.(a), key?.(b)) ||
        (second && isDown ? within(b, a) : within(a, b)),
    )
    .map(({ id }) => id)
}

type Looking = {
  mission: string
  naive: Naive
  cast: Cast
  person: NaivePerson
  moment: Moment
  n: number
}

async function look(looking: Looking): Promise<void> {
  const { mission, naive, cast, person, moment, n } = looking
  // By turns what began in the era of the moment is read by its date, or out of its drawers.
  era.soon = n % 2
  const reader = { mission, member: person.member }
  const where = `${person.member} at ${moment.atText} known ${moment.knownText}`
  const views = (register: string): NaiveView[] =>
    naive.views(person, register, moment.isNow ? Infinity : moment.at, moment.known)
  const trucks = views('truck')
  const walk = walks[n % walks.length] as Walk
  const limit = 1 + (n % 4)
  /** The trucks that fit, page by page: as many as are told, and in order. */
  const walkThrough = async (fit: readonly NaiveView[], filter: Filter = {}) => {
    const walked: { id: string; state: string; fields: Fields }[] = []
    for (let cursor: string | undefined, turn = 0; turn === 0 || cursor; turn++) {
      const page = await t.ledger.list(reader, {
        register: 'truck',
        moment,
        limit,
        sort: walk.sort,
        filter,
        // What is counted is sorted there and then; else the first are met in order.
        ...(cursor ? { cursor } : n % 3 ? {} : { total: 'none' }),
      })
      if (isRefusal(page)) throw new Error(page.why)
      if (turn === 0) expect(page.total, where).toBe(n % 3 ? fit.length : null)
      walked.push(...page.items.map(({ id, state, fields }) => ({ id, state, fields })))
      cursor = page.next ?? undefined
    }
    const ids = walked.map(({ id }) => id)
    const wanted = inOrder(fit, walk)
    if (walk.key) expect(ids, `${walk.sort} ${limit} ${where}`).toEqual(wanted)
    else expect([...ids].sort(), where).toEqual([...wanted].sort())
    return walked
  }
  const walked = await walkThrough(trucks)
  const byId = (list: readonly NaiveView[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1))
  expect(byId(walked), where).toEqual(byId(trucks))

  const states = [['ready'], ['down'], ['gone'], ['ready', 'gone']][n % 4] as string[]
  const kind = (n >> 1) % 2 ? ['big', null] : undefined
  const fit = trucks.filter(
    (view) => states.includes(view.state) && (!kind || (view.fields.kind ?? 'big') === 'big'),
  )
  await walkThrough(fit, { state: states, ...(kind ? { kind } : {}) })

  const all = ['body', 'truck', 'sealed'].flatMap(views)
  const everyId = [...cast.bodies, ...cast.trucks, ...cast.seals]
  const captions = await t.ledger.captions(reader, everyId, moment)
  const bodies = new Map(views('body').map(({ id, fields }) => [id, fields.code as string]))
  const captionOf = ({ id, fields }: NaiveView): string =>
    bodies.get(id) ??
    [fields.plate ?? fields.mark, bodies.get(fields.owner as string)].filter(Boolean).join(' ')
  expect(
    [...captions].map(([id, { caption }]) => [id, caption]).sort(),
    `captions ${where}`,
  ).toEqual(all.map((view) => [view.id, captionOf(view)]).sort())

  const target = cast.bodies[n % cast.bodies.length] as string
  // By turns the list that the field narrows tells them, or they are looked through.
  linked.few = n % 2 ? 0 : 200
  const links = await t.ledger.links(reader, { id: target, moment, limit: 50 })
  if (isRefusal(links)) throw new Error(links.why)
  const told = links.flatMap(({ field, items }) => items.map(({ id }) => `${id} ${field}`))
  expect(told.sort(), where).toEqual(
    all
      .flatMap(({ id, fields }) =>
        ['owner', 'above', 'friends'].flatMap((name) =>
          [fields[name]].flat().includes(target) ? [`${id} ${name}`] : [],
        ),
      )
      .sort(),
  )
  const text = ['partnerP', 'missionTeam1', 'publicB', 'conductM'][n % 4] as string
  const hits = await t.ledger.search(reader, { text, moment, limit: 50 })
  if (isRefusal(hits)) throw new Error(hits.why)
  const holds = (view: NaiveView): boolean =>
    JSON.stringify(view.fields).toLowerCase().includes(`"${text.toLowerCase()}`)
  expect(hits.map(({ id }) => id).sort(), `${text} ${where}`).toEqual(
    all
      .filter(holds)
      .map(({ id }) => id)
      .sort(),
  )
  const record = cast.trucks[n % cast.trucks.length] as string
  const history = await t.ledger.history(reader, { register: 'truck', id: record, moment })
  const known = naive.entries.filter(
    (entry) => entry.record === record && entry.seq <= moment.known,
  )
  if (person.member === 'all')
    expect(isRefusal(history) ? [] : history.items.map(({ seq }) => seq), where).toEqual(
      known.map(({ seq }) => seq).reverse(),
    )
}

test(
  'at every pair of moments everything that can be read is what the naive record says',
  async () => {
    const ops = fc.array(opArb, { minLength: ENTRIES, maxLength: ENTRIES })
    const property = fc.asyncProperty(ops, async (list) => {
      const made = await t.mission()
      const mission = made.id
      const naive = new Naive(registers)
      const cast = makeCast()
      for (const { member, roles, clearances, barred } of cast.people) {
        await made.person(member, roles, clearances)
        await t.ledger.bar(mission, member, barred)
      }
      let before: Sent | undefined
      for (const sent of opening(cast)) await send(mission, naive, sent)
      for (const [n, op] of list.entries()) {
        before = commandFor(op, n, cast, naive, before)
        await send(mission, naive, before)
      }
      const now = (await t.ledger.moment(mission)) as Moment
      const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13].map(dayText)
      const ats = ['2024-01-15', ...days].map((day) => [day, entryInstant(day, zone) as number])
      const moments = [now]
      for (let known = 0; known <= naive.entries.length; known++)
        for (const [text, at] of ats as [string, number][])
          moments.push({ at, known, atText: text, knownText: `${known}`, isNow: false })
      for (const [n, moment] of moments.entries()) {
        // Whoever sees everything looks at every other moment, and the others at those between.
        const person = cast.people[n % 2 ? (n >> 1) % cast.people.length : 0] as NaivePerson
        await look({ mission, naive, cast, person, moment, n: n >> 1 })
      }
    })
    await fc.assert(property, {
      numRuns: runs,
      endOnFailure: true,
      ...(KONBIT_SEED ? { seed: Number(KONBIT_SEED) } : {}),
    })
  },
  600_000 * runs,
)
