/** Batches that are decided while the one before them is still being written: nobody can tell, whatever goes wrong. */
import { randomUUID } from 'node:crypto'
import { type Command, isHandling, isRefusal } from '@konbit/model'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Ledger, type LedgerActor, openLedger } from './index.ts'
import { commandFor, makeCast, opArb, opening, type Sent } from './naive/commands.ts'
import { compare } from './naive/compare.ts'
import { Naive } from './naive/record.ts'
import type { ListPage } from './read/list.ts'
import type { Moment } from './read/moment.ts'
import { commandOf, openTestLedger, type TestLedger } from './testing.ts'
import { testMeasures, testRegisters } from './testRegisters.ts'

let t: TestLedger
let other: Ledger
let mission: string
let ana: LedgerActor
beforeAll(async () => {
  t = await openTestLedger(testRegisters, testMeasures)
  other = await openLedger({ connection: t.connection, registers: testRegisters, measures: [] })
})
afterAll(async () => {
  await other?.close()
  await t?.close()
})
beforeEach(async () => {
  const made = await t.mission()
  mission = made.id
  ana = await made.person('ana', ['fleet'], [{ label: 'restricted', unit: '*' }])
})

const enter = (plate: string, more: Partial<Command> = {}): Command =>
  commandOf({ register: 'truck', verb: 'enter', input: { plate }, ...more })

const sequences = async (
  commands: readonly Command[],
  by = t.ledger,
): Promise<(number | string)[]> =>
  (await Promise.all(commands.map((command) => by.perform(ana, command)))).map((answer) =>
    isRefusal(answer) ? answer.refusal : answer.seq,
  )
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

/** Nothing is missing, nothing is twice, and the projections are what the entries say. */
async function holds(size: number): Promise<void> {
  expect(await t.ledger.verify(mission)).toMatchObject({ ok: true, size })
  const shown = async (): Promise<unknown> => {
    const page = (await t.ledger.list(ana, {
      register: 'truck',
      moment: (await t.ledger.moment(mission)) as Moment,
      limit: 200,
    })) as ListPage
    return page.items
  }
  const before = await shown()
  await t.ledger.rebuild(mission)
  expect(await shown()).toEqual(before)
}

test('what is acknowledged is got, listed and found by another process at once', async () => {
  const moment = async (): Promise<Moment> => (await other.moment(mission)) as Moment
  const seen = async (n: number): Promise<void> => {
    const { record } = enter(`P${n}`)
    const answer = await t.ledger.perform(ana, enter(`P${n}`, { record }))
    if (isRefusal(answer)) throw new Error(answer.why)
    const got = await other.get(ana, { register: 'truck', id: record, moment: await moment() })
    expect(isRefusal(got) ? got : got.fields).toMatchObject({ plate: `P${n}` })
    const filter = { plate: `P${n}` }
    const page = await other.list(ana, { register: 'truck', moment: await moment(), filter })
    expect(isRefusal(page) ? page : page.items.map(({ id }) => id)).toEqual([record])
    expect(await other.search(ana, { text: `P${n}` })).toMatchObject([{ id: record }])
    const history = await other.history(ana, { register: 'truck', id: record })
    expect(isRefusal(history) ? history : history.items.map(({ seq }) => seq)).toEqual([answer.seq])
  }
  // So many at once that batches follow one another without a pause.
  await Promise.all(Array.from({ length: 60 }, (_, n) => seen(n + 100)))
})

test('a command sees what the batch before it made, and a value it let go of is free', async () => {
  const records = Array.from({ length: 150 }, () => randomUUID())
  const steps = [
    ...records.map((record, n) => enter(`P${n}`, { record })),
    ...records.map((record) =>
      commandOf({ register: 'truck', verb: 'ground', record, input: { fault: 'Axle' } }),
    ),
    ...records.map((record, n) =>
      commandOf({ register: 'truck', verb: 'amend', record, input: { plate: `Q${n}` } }),
    ),
    ...records.map((_, n) => enter(`P${n}`)),
  ]
  expect(await sequences(steps)).toEqual(upTo(600))
  const again = await sequences([
    ...steps.slice(0, 40),
    ...records.slice(0, 40).map((_, n) => enter(`Q${n}`)),
  ])
  expect(again).toEqual([...upTo(40), ...Array(40).fill('not-unique')])
  await holds(600)
})

describe('while batches follow one another', () => {
  const commands = (): Command[] => upTo(200).map((n) => enter(`P${n}`, { at: '2020-02-03' }))

  test('one that cannot be written is told so, and the others keep their order', async () => {
    await t.look(`create function konbit.stumble() returns trigger language plpgsql as $$ begin
      if new.at_text = '2020-02-02' then raise exception 'stumbled'; end if; return new; end $$`)
    await t.look(
      'create trigger stumble before insert on konbit.entry for each row execute function konbit.stumble()',
    )
    try {
      const sent = commands().map((command, n) =>
        n === 150 ? { ...command, at: '2020-02-02' } : command,
      )
      const told = await Promise.allSettled(sent.map((command) => t.ledger.perform(ana, command)))
      const seqs = told.flatMap((one) =>
        one.status === 'fulfilled' && 'seq' in one.value ? [one.value.seq] : [],
      )
      expect(told.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))).toEqual([150])
      expect(seqs).toEqual(upTo(199))
    } finally {
      await t.look('drop function konbit.stumble() cascade')
    }
    await holds(199)
  })

  test('connections that are cut lose nothing and tell nothing twice', async () => {
    const sent = commands()
    expect(await sequences(sent.slice(0, 1))).toEqual([1])
    let isOver = false
    const answers = sequences(sent).finally(() => {
      isOver = true
    })
    let cuts = 0
    while (!isOver && cuts < 4) {
      const cut = await t.look(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename = 'konbit_server' and backend_type = 'client backend' and state <> 'idle'`,
      )
      cuts += cut.length
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
    expect(await answers).toEqual(upTo(200))
    expect(cuts).toBeGreaterThan(0)
    expect(await sequences(sent)).toEqual(upTo(200))
    await holds(200)
  })

  test('two processes write to one mission, and neither decides on what the other has replaced', async () => {
    const plates = upTo(150).map((n) => `P${n}`)
    const both = await Promise.all(
      [t.ledger, other].map((by) =>
        sequences(
          plates.map((plate) => enter(plate)),
          by,
        ),
      ),
    )
    const told = both.flat()
    expect(told.filter((one) => one === 'not-unique')).toHaveLength(150)
    expect(
      told.filter((one) => typeof one === 'number').sort((a, b) => Number(a) - Number(b)),
    ).toEqual(upTo(150))
    await holds(150)
  })
})

test('random stories told forty commands at a time end as the naive record has them', async () => {
  const zone = 'America/Port-au-Prince'
  const property = fc.asyncProperty(
    fc.array(opArb, { minLength: 120, maxLength: 120 }),
    async (list) => {
      const made = await t.mission()
      const naive = new Naive(testRegisters)
      const cast = makeCast()
      for (const { member, roles, clearances, barred } of cast.people) {
        await made.person(member, roles, clearances)
        await t.ledger.bar(made.id, member, barred)
      }
      const tell = async (sent: readonly Sent[]): Promise<void> => {
        const answers = await Promise.all(
          sent.map(({ person: { member, roles }, command }) =>
            t.ledger.perform({ mission: made.id, member, roles }, command),
          ),
        )
        for (const [index, answer] of answers.entries()) {
          const { person, command } = sent[index] as Sent
          const clock = isRefusal(answer) ? Date.now() : Date.parse(answer.known)
          const said = naive.perform(person, command, clock, zone)
          expect(isRefusal(answer) ? answer.refusal : answer.seq, JSON.stringify(command)).toEqual(
            typeof said === 'string' ? said : said.seq,
          )
        }
      }
      await tell(opening(cast))
      for (let from = 0; from < list.length; from += 40) {
        const sent: Sent[] = []
        for (const [n, op] of list.slice(from, from + 40).entries())
          sent.push(commandFor(op, from + n, cast, naive, sent.at(-1)))
        // What handles a record is alone in its batch and never decided ahead; naive.test.ts has it.
        await tell(sent.filter(({ command }) => !isHandling(command.verb)))
      }
      await compare({ t, mission: made.id, naive, zone }, cast)
    },
  )
  const { KONBIT_SEED } = process.env
  await fc.assert(property, {
    numRuns: Number(process.env.KONBIT_RUNS ?? 1),
    endOnFailure: true,
    ...(KONBIT_SEED ? { seed: Number(KONBIT_SEED) } : {}),
  })
}, 600_000)
