/** Reimbursement claims by step and age, out of their records. What a state fears to lose is apart: it is no debt. Pure. */
import type { ClaimsAges, Sum } from '../../api/force.ts'
import type { RecordView } from '../../api/types.ts'
import { daysBetween, lastDay } from '../../frame/days.ts'

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

/** Each step over all contributors, out of their ages. Paid claims have no age: the list knows how many there are. */
export function columnsOf({ reimbursement, feared }: ClaimsAges, paid: number | null): Column[] {
  const rows = [...reimbursement, ...feared]
  return ['claimed', 'verified', 'certified', 'paid', 'disputed', 'feared'].map((step) => {
    if (step === 'paid') return { step, count: paid ?? 0, sums: [], oldest: null }
    const here = rows.filter((row) => row.step === step)
    const ages = here.flatMap((row) => row.days ?? [])
    return {
      step,
      count: here.reduce((sum, row) => sum + row.count, 0),
      sums: sumsOf(here.flatMap((row) => row.sums)),
      oldest: ages.length > 0 ? Math.max(...ages) : null,
    }
  })
}
