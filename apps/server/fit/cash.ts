/** Cash by date: what is at hand and expected against what falls due, by the reading of the runway of funds. */
import { isRefusal } from '@konbit/model'
import { answerRunway } from '../funds/runway.ts'
import type { Ask } from '../route.ts'
import type { RecordStep } from './balance.ts'

type Sum = { minor: number; currency: string }
type Told = {
  balance: Sum | null
  events: readonly { day: string; minor: number; register: string; record: string }[]
}

/** Undefined where the asker may not see the whole of it, or nothing was received: then nobody can say. */
export async function cashAt(
  ask: Ask,
  today: string,
  until: string,
): Promise<{ currency: string; supply: RecordStep[]; demand: RecordStep[] } | undefined> {
  const { at, known } = ask.query
  const answer = await answerRunway({ ...ask, query: { at, known } })
  if (isRefusal(answer) || !('json' in answer)) return undefined
  const { balance, events } = answer.json as Told
  if (!balance) return undefined
  const steps = events
    .filter(({ day }) => day <= until)
    .map(({ day, minor, register, record }) => ({ day, amount: minor / 100, register, record }))
  return {
    currency: balance.currency,
    supply: [
      { day: today, amount: balance.minor / 100, record: null, register: null },
      ...steps.filter(({ amount }) => amount > 0),
    ],
    demand: steps
      .filter(({ amount }) => amount < 0)
      .map((step) => ({ ...step, amount: -step.amount })),
  }
}
