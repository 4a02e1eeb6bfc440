/** What money there is, what is still to come and what falls due, as the planner takes it: millions, and days from now. */

import type { Moment } from '@konbit/ledger'
import { daysBetween } from '@konbit/model'
import type { Facts } from '@konbit/planner'
import { convertAt, dayIn, rowsOf, sumIn } from '../funds/reading.ts'
import { answerRunway } from '../funds/runway.ts'
import { groupsAt } from '../people/reading.ts'
import type { Ask } from '../route.ts'

const RECORDS_SHOWN = 20
const MINOR_PER_MILLION = 1e8

type Runway = {
  balance: { minor: number } | null
  monthly: { minor: number; payments: number } | null
  events: {
    day: string
    minor: number
    caption: string
    record: string
    kind: string
    isRunning: boolean
  }[]
}

export async function moneyAt(ask: Ask, moment: Moment, day: string): Promise<Facts['money']> {
  const { at, known } = ask.query
  const answer = await answerRunway({ ...ask, query: { at, known } })
  const told = 'json' in answer ? (answer.json as Runway) : undefined
  if (!told?.balance) return undefined
  const [convert, contributions, receipts] = await Promise.all([
    convertAt(ask, moment),
    rowsOf(
      ask,
      moment,
      'contribution',
      ['title', 'amount', 'amountCommitted', 'statedOn', 'channel', 'expectedOn', 'committedOn'],
      ['pledged', 'committed', 'frozen'],
    ),
    groupsAt(ask, moment, { register: 'receipt', by: ['contribution'], sum: ['amount'] }),
  ])
  const millions = (minor: number): number => minor / MINOR_PER_MILLION
  const incomes = ('refusal' in contributions ? [] : contributions).flatMap((one) => {
    const promised = sumIn(one, 'amountCommitted') ?? sumIn(one, 'amount')
    if (!promised || one.fields.channel === 'inKind') return []
    const came = receipts
      .filter(({ keys, currency }) => keys[0] === one.id && currency === promised.currency)
      .reduce((sum, { sums }) => sum + (sums[0] ?? 0), 0)
    const left = convert({ ...promised, minor: promised.minor - came }, 'USD', day).sum
    const on = dayIn(one, 'expectedOn') ?? dayIn(one, 'committedOn') ?? dayIn(one, 'statedOn')
    return left && left.minor > 0
      ? [
          {
            name: String(one.fields.title),
            amount: millions(left.minor),
            on: daysBetween(day, on ?? day),
            // Whoever has begun to pay has shown that it pays: the wait counts from now.
            isBegun: came > 0,
          },
        ]
      : []
  })
  const events = told.events.map((one) => ({
    ...one,
    amount: millions(Math.abs(one.minor)),
    on: daysBetween(day, one.day),
    name: one.caption,
  }))
  return {
    balance: millions(told.balance.minor),
    incomes,
    // What is owed month after month is in what a month costs.
    dues: events
      .filter(({ minor, isRunning }) => minor < 0 && !(isRunning && told.monthly))
      .map(({ name, amount, on }) => ({ name, amount, on })),
    ...(told.monthly
      ? { monthly: { amount: millions(told.monthly.minor), count: told.monthly.payments } }
      : {}),
    records: events.slice(0, RECORDS_SHOWN).map(({ record, kind }) => `${kind}/${record}`),
  }
}
