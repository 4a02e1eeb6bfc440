/**
 * What is carried along as the log grows is what reading everything again gives: after each of many random entries, for every
 * reader, what holds now is asked twice, once carried and once as a moment of the past, which nothing is carried for.
 */
import { isRefusal } from '@konbit/model'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ledger, openLedger } from '../ledger.ts'
import type { Moment } from '../read/moment.ts'
import { openTestLedger, type TestLedger } from '../testing.ts'
import { testMeasures, testRegisters } from '../testRegisters.ts'
import { commandFor, makeCast, opArb, opening, type Sent } from './commands.ts'
import { Naive } from './record.ts'

const { KONBIT_RUNS, KONBIT_SEED } = process.env
const runs = Number(KONBIT_RUNS ?? 1)
const zone = 'America/Port-au-Prince'
let t: TestLedger
beforeAll(async () => {
  t = await openTestLedger(testRegisters, testMeasures)
})
afterAll(() => t?.close())

const series = { from: '2024-01-28', to: '2024-02-20', step: 'day' } as const

async function told(mission: string, member: string, moment: Moment) {
  const reader = { mission, member }
  const { ledger } = t
  const truck = { register: 'truck', moment }
  return {
    groups: await ledger.groups(reader, {
      ...truck,
      by: ['state', 'kind', 'owner'],
      sum: ['km'],
      span: ['dueOn'],
      has: ['weight'],
    }),
    some: await ledger.groups(reader, {
      ...truck,
      by: ['kind'],
      filter: { dueOn: { to: '2024-02-09' } },
    }),
    tally: await ledger.tally(reader, {
      ...truck,
      by: ['kind'],
      sum: 'weight',
      on: 'dueOn',
      lately: '2024-02-05',
    }),
    stays: await Promise.all(
      ['2024-02-09', '2099-12-31'].map((to) =>
        ledger.stays(reader, { ...truck, from: '2024-02-03', to, by: 'kind' }),
      ),
    ),
    rows: await ledger.rows(reader, { ...truck, take: ['plate', 'kind', 'cost', 'dueOn'] }),
    measures: await Promise.all(
      testMeasures.map(({ name, by }) =>
        ledger.measure(reader, { name, moment, ...(by?.[0] ? { by: by[0] } : {}) }),
      ),
    ),
  }
}

/** A course is carried at every last entry known, so it is held against a ledger that has just been opened. */
const coursesOf = (ledger: Ledger, mission: string, member: string, moment: Moment) =>
  Promise.all(
    testMeasures.map(({ name }) => ledger.series({ mission, member }, { name, moment, ...series })),
  )

test(
  'what is carried along is what reading everything again gives, to everybody',
  async () => {
    const ops = fc.array(opArb, { minLength: 36, maxLength: 36 })
    const property = fc.asyncProperty(ops, async (list) => {
      const { id, person } = await t.mission()
      const naive = new Naive(testRegisters)
      const cast = makeCast()
      for (const { member, roles, clearances, barred } of cast.people) {
        await person(member, roles, clearances)
        await t.ledger.bar(id, member, barred)
      }
      let accepted = 0
      const send = async ({ person: { member, roles }, command }: Sent): Promise<void> => {
        const answer = await t.ledger.perform({ mission: id, member, roles }, command)
        const clock = isRefusal(answer) ? Date.now() : Date.parse(answer.known)
        naive.perform({ ...cast.people[0], member, roles } as never, command, clock, zone)
        if (!isRefusal(answer)) accepted += 1
      }
      for (const one of opening(cast)) await send(one)
      for (const [n, op] of list.entries()) {
        await send(commandFor(op, n, cast, naive, undefined))
        if (n === 25) await t.ledger.bar(id, 'partner', cast.trucks.slice(1, 2)) // another sight from here on
        if (n % 4 !== 3) continue
        const moment = (await t.ledger.moment(id)) as Moment
        for (const { member } of cast.people) {
          const now = await told(id, member, moment)
          expect(now, `${member} after ${n}`).toEqual(
            await told(id, member, { ...moment, isNow: false }),
          )
          const courses = await coursesOf(t.ledger, id, member, moment)
          if (n % 12 !== 11) continue
          const { connection } = t
          const cold = await openLedger({
            connection,
            registers: testRegisters,
            measures: testMeasures,
          })
          expect(courses, `${member} after ${n}`).toEqual(await coursesOf(cold, id, member, moment))
          await cold.close()
        }
      }
      expect(accepted).toBeGreaterThan(15)
    })
    await fc.assert(property, {
      numRuns: runs,
      endOnFailure: true,
      ...(KONBIT_SEED ? { seed: Number(KONBIT_SEED) } : {}),
    })
  },
  600_000 * runs,
)
