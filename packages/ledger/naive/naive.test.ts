/**
 * The check on all of it: random entries, back-dates, corrections and voids by members of different clearances; then, for
 * every member and many (*at*, *known*), what SQL answers equals what the naive record answers, and no secret is in it.
 * KONBIT_RUNS runs it longer, KONBIT_SEED again, KONBIT_COUNTS says what came of the commands, KONBIT_SHRINK looks for less.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestLedger, type TestLedger } from '../testing.ts'
import { testMeasures, testRegisters } from '../testRegisters.ts'
import { commandFor, makeCast, opArb, opening, type Sent } from './commands.ts'
import { compare } from './compare.ts'
import { Naive } from './record.ts'

const { KONBIT_RUNS, KONBIT_SEED, KONBIT_COUNTS, KONBIT_SHRINK } = process.env
const runs = Number(KONBIT_RUNS ?? 2)
const zone = 'America/Port-au-Prince'
let t: TestLedger
const counts = new Map<string, number>()
const count = (what: string): void => {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}
beforeAll(async () => {
  t = await openTestLedger(testRegisters, testMeasures)
})
afterAll(async () => {
  if (KONBIT_COUNTS) console.log(Object.fromEntries([...counts].sort()))
  await t?.close()
})

/** Sends commands at once, and asks the naive record, one by one, what should have come of them. */
async function send(mission: string, naive: Naive, sent: readonly Sent[]): Promise<void> {
  const answers = await Promise.all(
    sent.map(({ person: { member, roles }, command }) =>
      t.ledger.perform({ mission, member, roles }, command),
    ),
  )
  for (const [index, answer] of answers.entries()) {
    const { person, command } = sent[index] as Sent
    const isRefused = 'refusal' in answer
    const clock = isRefused ? Date.now() : Date.parse(answer.known)
    const made = naive.perform(person, command, clock, zone)
    const told = isRefused ? answer.refusal : answer.seq
    count(`${command.verb}: ${isRefused ? answer.refusal : 'done'}`)
    const what = [command.verb, command.register, person.member]
    expect([...what, told], JSON.stringify(command)).toEqual([
      ...what,
      typeof made === 'string' ? made : made.seq,
    ])
  }
}

test(
  'whatever happens, SQL answers what the naive record answers, to everybody, at any moment',
  async () => {
    const ops = fc.array(opArb, { minLength: 60, maxLength: 60 })
    const property = fc.asyncProperty(ops, async (list) => {
      const mission = await t.mission()
      const naive = new Naive(testRegisters)
      const cast = makeCast()
      for (const { member, roles, clearances, barred } of cast.people) {
        await mission.person(member, roles, clearances)
        await t.ledger.bar(mission.id, member, barred)
      }
      await send(mission.id, naive, opening(cast))
      let waiting: Sent[] = []
      for (const [n, op] of list.entries()) {
        waiting.push(commandFor(op, n, cast, naive, waiting.at(-1)))
        if (op.together && n < list.length - 1) continue
        await send(mission.id, naive, waiting)
        waiting = []
      }
      await compare({ t, mission: mission.id, naive, zone }, cast)
    })
    await fc.assert(property, {
      numRuns: runs,
      endOnFailure: !KONBIT_SHRINK,
      ...(KONBIT_SEED ? { seed: Number(KONBIT_SEED) } : {}),
    })
  },
  120_000 * runs,
)
