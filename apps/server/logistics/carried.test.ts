/**
 * What the pages of vehicles carry along as the log grows is what reading everything again gives: after many random entries, some
 * of them back-dated, corrected or void, every page is asked twice by everybody, as of now and as of that moment of the past,
 * which nothing is carried for.
 */
import { randomUUID } from 'node:crypto'
import type { Moment } from '@konbit/ledger'
import { isRefusal } from '@konbit/model'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Standing } from '../house.ts'
import { dayFrom, openTestServer, people, type TestServer } from '../testing.ts'

const { KONBIT_RUNS, KONBIT_SEED } = process.env
const runs = Number(KONBIT_RUNS ?? 1)
const days = (n: number): string => dayFrom(-n)
let server: TestServer
const named = { contributor: randomUUID(), contingent: randomUUID(), task: randomUUID() }
const within: Standing = {
  id: 'within',
  title: 'within',
  roles: ['fleet'],
  clearances: [{ label: 'mission', unit: named.contingent }],
}
const bases = [randomUUID(), randomUUID()]

type Sent = { register: string; verb: string; record: string; input?: object; at?: string }
async function send(command: Sent & { entry?: number }): Promise<{ seq: number } | undefined> {
  const { ledger } = server.house
  const actor = {
    mission: server.mission,
    member: 'importer',
    roles: ['importer', 'fleet'] as const,
  }
  const answer = await ledger.perform(
    actor as never,
    {
      id: randomUUID(),
      because: 'It was so.',
      ...command,
    } as never,
  )
  return isRefusal(answer) ? undefined : answer
}
const must = async (command: Sent): Promise<void> => {
  expect(await send(command), `${command.verb} ${command.register}`).toBeDefined()
}

beforeAll(async () => {
  server = await openTestServer({
    change: (house) => ({
      ...house,
      missions: new Map(
        [...house.missions].map(([id, one]) => [id, { ...one, people: [...people, within] }]),
      ),
    }),
  })
  await must({
    register: 'organisation',
    verb: 'enter',
    record: named.contributor,
    input: { code: 'XAA', name: 'A state', kind: 'state' },
    at: days(300),
  })
  await must({
    register: 'contingent',
    verb: 'enter',
    record: named.contingent,
    input: { name: 'First', contributor: named.contributor, type: 'police' },
    at: days(300),
  })
  for (const [n, record] of bases.entries())
    await must({
      register: 'site',
      verb: 'enter',
      record,
      input: { code: `B${n}`, name: `Base ${n}`, kind: 'mainBase' },
      at: days(300),
    })
  await must({
    register: 'configuration',
    verb: 'enter',
    record: named.task,
    input: { name: 'Patrol', types: ['apc', 'mrap'], needsTurret: true, crew: 5 },
  })
  await server.house.ledger.grant(server.mission, within.id, within)
}, 600_000)
afterAll(() => server?.close())

const pages = [
  `fitness?task=${named.task}`,
  `fitness?task=${named.task}&limit=3`,
  `fitness?task=${named.task}&each=1&base=${bases[0]}`,
  'fitness?limit=4',
  'maintenance?limit=3',
  'maintenance',
  'reliability',
  'reliability?by=base',
  `reliability?by=contingent&from=${days(90)}&to=${days(20)}`,
  'offroad',
]

/** Since when vehicles are off the road is remembered with the row, for now and then alike: so it is held against the ledger. */
const sincesTold = async () =>
  (await server.as('fleet').get('fitness')).body.items.flatMap(
    ({ record, state, since }: Record<'record' | 'state' | 'since', string>) =>
      state === 'inRepair' ? [[record, since]] : [],
  )
async function sincesRead() {
  const { ledger } = server.house
  const reader = { mission: server.mission, member: 'fleet' }
  const moment = (await ledger.moment(server.mission)) as Moment
  const asked = { register: 'vehicle', moment }
  const rows = await ledger.rows(reader, { ...asked, state: ['inRepair'], take: ['plate'] })
  if (isRefusal(rows)) throw new Error(rows.why)
  const records = rows.map(({ record }) => record)
  const found = await ledger.inStateSince(reader, { ...asked, records })
  return rows
    .map(({ record, fields }) => ({ record, plate: fields.plate as string }))
    .sort(
      (a, b) =>
        (found.get(a.record) ?? 0) - (found.get(b.record) ?? 0) || (a.plate < b.plate ? -1 : 1),
    )
    .map(({ record }) => [record, new Date(found.get(record) as number).toISOString()])
}

type Op = { what: number; which: number; day: number; pick: number; entry: number }
const opArb: fc.Arbitrary<Op> = fc.noBias(
  fc.record({
    what: fc.nat(99),
    which: fc.nat(9),
    day: fc.nat(119),
    pick: fc.nat(99),
    entry: fc.nat(99),
  }),
)

test(
  'pages of vehicles carried along are those read again, to everybody',
  async () => {
    const property = fc.asyncProperty(
      fc.array(opArb, { minLength: 120, maxLength: 120 }),
      async (ops) => {
        const story = randomUUID().slice(0, 4)
        const vehicles = Array.from({ length: 10 }, () => randomUUID())
        const done: { register: string; record: string; seq: number }[] = []
        const others: Record<'workOrder' | 'breakdown', string[]> = { workOrder: [], breakdown: [] }
        const act = async (command: Sent & { entry?: number }): Promise<void> => {
          const answer = await send(command)
          const { register, record, verb } = command
          if (answer && verb !== 'void') done.push({ register, record, seq: answer.seq })
        }
        for (const [n, record] of vehicles.entries()) {
          const facts = {
            plate: `${story}-${n}`,
            type: (['apc', 'truck', 'mrap'] as const)[n % 3],
            base: bases[n % 2],
            ...(n % 4 === 0 ? {} : { contingent: named.contingent }),
            hasTurret: n % 5 === 1 ? 'no' : 'yes',
            crewSeats: 4 + n,
            serviceOn: days(n * 5 - 20),
          }
          const at = days(200 - n)
          await must({ register: 'vehicle', verb: 'enter', record, input: facts, at })
          if (n !== 9) await must({ register: 'vehicle', verb: 'accept', record, input: {}, at })
        }
        for (const [n, op] of ops.entries()) {
          const { what, which, day, pick, entry } = op
          const record = vehicles[which] as string
          // Mostly onward, every third told late.
          const at = days(entry % 3 === 0 ? day : 119 - n)
          const vehicle = (verb: string, input: object = {}) =>
            act({ register: 'vehicle', verb, record, input, at })
          const other = (register: 'workOrder' | 'breakdown', verb: string, input: object) => {
            const list = others[register]
            const mine = list[pick % Math.max(1, list.length)]
            return mine ? act({ register, verb, record: mine, input, at }) : undefined
          }
          if (what < 22) await vehicle('ground', { fault: 'Gearbox.' })
          else if (what < 42) await vehicle('release')
          else if (what < 50) await vehicle('amend', { base: bases[pick % 2] })
          else if (what < 56) await vehicle('amend', { hasTurret: pick % 2 ? 'yes' : 'no' })
          else if (what < 60) await vehicle('amend', { type: pick % 2 ? 'apc' : 'truck' })
          else if (what < 63) await vehicle('amend', { serviceOn: days(pick - 50) })
          else if (what < 65)
            await vehicle('amend', { contingent: pick % 2 ? named.contingent : null })
          else if (what < 66) await vehicle('writeOff')
          else if (what < 74) {
            const order = randomUUID()
            others.workOrder.push(order)
            const input = { vehicle: record, kind: 'repair', openedOn: at }
            await act({ register: 'workOrder', verb: 'enter', record: order, input, at })
            const part = { part: `Part ${pick}`, awaitedSince: days(day) }
            await other('workOrder', 'awaitPart', part)
          } else if (what < 78) await other('workOrder', 'cancel', {})
          else if (what < 84) {
            const stop = randomUUID()
            others.breakdown.push(stop)
            const input = { vehicle: record, occurredOn: at, system: 'gearbox', inDanger: 'no' }
            await act({ register: 'breakdown', verb: 'enter', record: stop, input, at })
          } else if (what < 87) await other('breakdown', 'mend', { mendedOn: at })
          else if (what < 90) {
            const needs = { needsTurret: pick % 2 === 0, crew: 4 + (pick % 6) }
            const task = { register: 'configuration', verb: 'amend', record: named.task }
            await act({ ...task, input: needs })
          } else {
            const before = done[entry % Math.max(1, done.length)]
            if (before)
              await act({
                ...before,
                verb: pick % 3 ? 'void' : 'correct',
                entry: before.seq,
                ...(pick % 3 ? {} : { at }),
              })
          }
          if (n % 12 !== 11) continue
          for (const who of ['fleet', 'chief', 'within', 'resident'])
            for (const page of pages) {
              const now = await server.as(who).get(page)
              if (now.status === 404 && page.includes('task')) continue
              const { at: when, known } = now.body
              const moment = `at=${encodeURIComponent(when)}&known=${encodeURIComponent(known)}`
              const then = await server
                .as(who)
                .get(`${page}${page.includes('?') ? '&' : '?'}${moment}`)
              expect(now.body, `${who} ${page} after ${n}`).toEqual(then.body)
            }
          expect(await sincesTold(), `after ${n}`).toEqual(await sincesRead())
        }
        expect(done.length).toBeGreaterThan(50)
      },
    )
    await fc.assert(property, {
      numRuns: runs,
      endOnFailure: true,
      ...(KONBIT_SEED ? { seed: Number(KONBIT_SEED) } : {}),
    })
  },
  600_000 * runs,
)
