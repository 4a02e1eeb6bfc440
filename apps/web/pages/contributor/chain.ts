/** The chain of one contributor worked out: where it is weakest, pay and claims by step. Pure. */
import {
  type Arrear,
  type ChainStep,
  type PayRow,
  type PayStep,
  paySteps,
} from '../../api/people.ts'
import type { RecordView } from '../../api/types.ts'

/** The steps that follow each other; those trained, waiting or on leave stand beside them. */
const inOrder = ['required', 'pledged', 'deployed', 'present', 'effective']

/** Where most are lost between two steps that are both counted: there the chain is weakest. */
export function weakest(
  steps: readonly ChainStep[],
): { from: string; to: string; lost: number } | undefined {
  const known = inOrder.flatMap(
    (name) => steps.find((one) => one.step === name && one.value !== null) ?? [],
  )
  let worst: { from: string; to: string; lost: number } | undefined
  known.forEach((to, i) => {
    const from = known[i - 1]
    if (!from) return
    const lost = (from.value ?? 0) - (to.value ?? 0)
    if (lost > (worst?.lost ?? 0)) worst = { from: from.step, to: to.step, lost }
  })
  return worst
}

/** Pay of one currency by step, over all months asked. */
export function payOf(rows: readonly PayRow[]): ({ currency: string } & Record<PayStep, number>)[] {
  const sums = new Map<string, { currency: string } & Record<PayStep, number>>()
  for (const row of rows) {
    const sum = sums.get(row.currency) ?? {
      currency: row.currency,
      due: 0,
      funded: 0,
      sent: 0,
      paid: 0,
      confirmed: 0,
    }
    for (const step of paySteps) sum[step] += row[step]
    sums.set(row.currency, sum)
  }
  return [...sums.values()]
}

export const claimSteps = ['claimed', 'verified', 'certified', 'paid'] as const
export type ClaimStep = (typeof claimSteps)[number]
type Sum = { minor: number; currency: string }
const fieldOf = (step: ClaimStep): string => `amount${step.charAt(0).toUpperCase()}${step.slice(1)}`

export const sumAt = (record: RecordView, step: ClaimStep): Sum | null =>
  (record.fields[fieldOf(step)] as Sum | undefined) ?? null

/** Since when a claim stands at the step it has reached. */
export function stepDay(record: RecordView): string | null {
  for (const name of ['paidOn', 'certifiedOn', 'verifiedOn', 'claimedOn', 'fearedOn'])
    if (typeof record.fields[name] === 'string') return record.fields[name] as string
  return null
}

/** Claims of one currency added up by step; what a state only fears to lose is not among them. */
export function claimSums(
  records: readonly RecordView[],
): ({ currency: string } & Record<ClaimStep, number>)[] {
  const sums = new Map<string, { currency: string } & Record<ClaimStep, number>>()
  for (const record of records) {
    if (record.state === 'feared' || record.state === 'dropped') continue
    for (const step of claimSteps) {
      const sum = sumAt(record, step)
      if (!sum) continue
      const all = sums.get(sum.currency) ?? {
        currency: sum.currency,
        claimed: 0,
        verified: 0,
        certified: 0,
        paid: 0,
      }
      all[step] += sum.minor
      sums.set(sum.currency, all)
    }
  }
  return [...sums.values()]
}

export const arrearsOf = (arrears: readonly Arrear[], contributor: string): Arrear[] =>
  arrears.filter((one) => one.contributor.id === contributor)
