/** Cash by date: what is at hand and expected against what falls due, by the reading of the runway of funds. */
import { isRefusal } from '@konbit/model'
import { answerRunway } from '../funds/runway.ts'
import type { Ask } from '../route.ts'
import type { RecordStep } from './balance.ts'

type Sum = { minor: number; currency: string }
type Told = {
  balance: Sum | null
  currency: string
  partial: boolean
  events: readonly { day: string; minor: number; register: string; record: string }[]
}

export type Cash = {
  currency: string
  supply: RecordStep[]
  demand: RecordStep[]
  isKnown: boolean
  /** There is more of it than is added up, so that nothing is said. */
  tooMany: boolean
  partial: boolean
}

/** Not known where the asker may not see the whole of it, nothing was received, or there is too much to add up, which is said. */
export async function cashAt(ask: Ask, today: string, until: string): Promise<Cash> {
  const { at, known } = ask.query
  const answer = await answerRunway({ ...ask, query: { at, known } })
  const tooMany = isRefusal(answer) && answer.refusal === 'too-many'
  const told = isRefusal(answer) || !('json' in answer) ? undefined : (answer.json as Told)
  if (!told?.balance) {
    const { currency = '', partial = false } = told ?? {}
    return { currency, supply: [], demand: [], isKnown: false, tooMany, partial }
  }
  const { balance, events, partial } = told
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
    isKnown: true,
    tooMany,
    partial,
  }
}
