/**
 * Will it fit: steps of supply and demand of one resource at one place, over days. When it binds, by how much, what frees it,
 * and from when something more fits. Arithmetic on what is planned; not what to do about it, and no chance in it.
 */
import { addDays } from '@konbit/model'

/** From this day on, so much more, or less when negative. Days are ISO dates; a step holds from its day on, that day included. */
export type Step = { readonly day: string; readonly amount: number }
export type Balance<S extends Step = Step> = { supply: readonly S[]; demand: readonly S[] }
/** `to` is the last day of it, within what was asked. `freedBy`: the step on the day after, which ends it; null when nothing known does. */
export type Bind<S extends Step = Step> = {
  from: string
  to: string
  /** The most that is wanting on one of its days, and the first such day. */
  short: number
  worst: string
  freedBy: S | null
}
/** `on`: the first day on which it would not fit, with what there is and what is wanted then. `first`: null when no day is known. */
export type Fitting = {
  fits: boolean
  on: { day: string; supply: number; demand: number } | null
  first: string | null
}

/** Amounts are sums of many; what is wanting by less than this is not wanting. */
const DUST = 1e-6

type Level = { day: string; supply: number; demand: number }

/** What there is and what is wanted, on each day on which either changes. */
export function levels({ supply, demand }: Balance): Level[] {
  const changes = new Map<string, { supply: number; demand: number }>()
  const add = (steps: readonly Step[], side: 'supply' | 'demand'): void => {
    for (const { day, amount } of steps) {
      const change = changes.get(day) ?? { supply: 0, demand: 0 }
      change[side] += amount
      changes.set(day, change)
    }
  }
  add(supply, 'supply')
  add(demand, 'demand')
  const now = { supply: 0, demand: 0 }
  return [...changes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, change]) => {
      now.supply += change.supply
      now.demand += change.demand
      return { day, ...now }
    })
}

/** The sum of all steps that hold on the day. */
export const levelOn = (steps: readonly Step[], day: string): number =>
  steps.reduce((sum, step) => (step.day <= day ? sum + step.amount : sum), 0)

/** The stretches of the days `from` to `until`, both counted, on which more is wanted than there is. */
export function bindsOf<S extends Step>(
  balance: Balance<S>,
  from: string,
  until: string,
): Bind<S>[] {
  const binds: Bind<S>[] = []
  const list = levels(balance)
  for (const [index, { day, supply, demand }] of list.entries()) {
    const short = demand - supply
    const start = day < from ? from : day
    const next = list[index + 1]?.day
    if (start > until || (next !== undefined && next <= from)) continue
    const last = binds.at(-1)
    const isOpen = last !== undefined && addDays(last.to, 1) === start && last.freedBy === null
    if (short > DUST) {
      const to = next === undefined || next > until ? until : addDays(next, -1)
      if (!isOpen) binds.push({ from: start, to, short, worst: start, freedBy: null })
      else {
        last.to = to
        if (short > last.short + DUST) Object.assign(last, { short, worst: start })
      }
      // What ends it may lie beyond the days asked for.
      const end = list.slice(index + 1).find((level) => level.demand - level.supply <= DUST)
      const isLast = end !== undefined && (next === end.day || to === until)
      if (isLast) (binds.at(-1) as Bind<S>).freedBy = freeing(balance, end.day)
    }
  }
  return binds
}

/** Of the steps of a day the one that frees most: more of supply, or less of demand. */
function freeing<S extends Step>({ supply, demand }: Balance<S>, day: string): S | null {
  const frees = [
    ...supply.map((step) => ({ step, by: step.amount })),
    ...demand.map((step) => ({ step, by: -step.amount })),
  ].filter(({ step, by }) => step.day === day && by > 0)
  return (
    frees.reduce<(typeof frees)[number] | undefined>(
      (most, one) => (most && most.by >= one.by ? most : one),
      undefined,
    )?.step ?? null
  )
}

/**
 * Whether so much more fits from a day on, for good: it must also fit beside all that is planned later, which was promised
 * before it. Days without a step before them have nothing, and want nothing.
 */
export function fitting(balance: Balance, wanted: Step): Fitting {
  const list = levels(balance)
  const before = list.findLast(({ day }) => day <= wanted.day) ?? { supply: 0, demand: 0 }
  const after = [
    { day: wanted.day, supply: before.supply, demand: before.demand },
    ...list.filter(({ day }) => day > wanted.day),
  ]
  const lacks = ({ supply, demand }: Level): boolean => demand + wanted.amount - supply > DUST
  const on = after.find(lacks)
  if (!on) return { fits: true, on: null, first: wanted.day }
  const last = after.findLastIndex(lacks)
  return {
    fits: false,
    on: { ...on, demand: on.demand + wanted.amount },
    first: after[last + 1]?.day ?? null,
  }
}
