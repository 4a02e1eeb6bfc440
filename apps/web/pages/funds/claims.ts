/** Reimbursement claims by step and age, out of their records. What a state fears to lose is apart: it is no debt. Pure. */
import type { Sum } from '../../api/force.ts'
import type { RecordView } from '../../api/types.ts'
import { daysBetween, lastDay } from '../../frame/days.ts'

export const steps = ['drafted', 'claimed', 'verified', 'certified', 'paid'] as const
export type Step = (typeof steps)[number]
export const besides = ['disputed', 'feared', 'dropped'] as const

const fieldsOf: Readonly<Record<string, readonly [amount: string, on: string]>> = {
  claimed: ['amountClaimed', 'claimedOn'],
  verified: ['amountVerified', 'verifiedOn'],
  certified: ['amountCertified', 'certifiedOn'],
  paid: ['amountPaid', 'paidOn'],
  feared: ['amountFeared', 'fearedOn'],
}

const sum = (value: unknown): Sum | null =>
  typeof value === 'object' && value !== null && 'minor' in value ? (value as Sum) : null
const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null

export type Reached = { step: string; amount: Sum | null; on: string | null }

/** The steps a claim has come through, each with its amount and day; a step not reached has neither. */
export const reachedBy = ({ fields }: Pick<RecordView, 'fields'>): Reached[] =>
  ['claimed', 'verified', 'certified', 'paid'].map((step) => {
    const [amount, on] = fieldsOf[step] as readonly [string, string]
    return { step, amount: sum(fields[amount]), on: text(fields[on]) }
  })

/** Where a claim stands: its step, the amount of it, and since when. */
export function standing(record: RecordView, day: string): Reached & { days: number | null } {
  const { state, fields } = record
  const own = fieldsOf[state]
  const latest = reachedBy(record).findLast((one) => one.amount !== null)
  const amount = own ? sum(fields[own[0]]) : (latest?.amount ?? null)
  const since = own
    ? text(fields[own[1]])
    : state === 'disputed'
      ? text(fields.disputedOn)
      : (latest?.on ?? null)
  return {
    step: state,
    amount,
    on: since,
    days: since ? Math.max(0, daysBetween(lastDay(since), day)) : null,
  }
}

/** Sums by currency, never across. */
export function sumsOf(amounts: readonly (Sum | null)[]): Sum[] {
  const found = new Map<string, number>()
  for (const one of amounts)
    if (one) found.set(one.currency, (found.get(one.currency) ?? 0) + one.minor)
  return [...found].map(([currency, minor]) => ({ currency, minor }))
}

export type Column = { step: string; count: number; sums: Sum[]; oldest: number | null }

export function columnsOf(records: readonly RecordView[], day: string): Column[] {
  return [...steps.slice(1), ...besides.slice(0, 2)].map((step) => {
    const here = records.filter(({ state }) => state === step).map((one) => standing(one, day))
    const ages = here.flatMap((one) => one.days ?? [])
    return {
      step,
      count: here.length,
      sums: sumsOf(here.map((one) => one.amount)),
      oldest: ages.length > 0 && step !== 'paid' ? Math.max(...ages) : null,
    }
  })
}
