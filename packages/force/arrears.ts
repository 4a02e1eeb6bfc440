/** Arrears: how long what is owed has stood where it stands, by step. Not whether it is owed: the record says that. */
import { daysBetween } from '@konbit/model'
import { addUp, type Sum } from './convert.ts'

/** So many days at most, and a last class without an end. */
export const AGES = [30, 90, 180] as const
export type AgeClass = 'days30' | 'days90' | 'days180' | 'older'

export type Standing = {
  readonly id: string
  /** Whose it is. */
  readonly owner: string
  readonly step: string
  /** The day it came to this step; absent: not known. */
  readonly since?: string
  readonly amount?: Sum
}
export type AgedStep = {
  owner: string
  step: string
  count: number
  /** Of those with a day, the oldest. */
  oldestOn: string | null
  days: number | null
  undated: number
  unpriced: number
  classes: Record<AgeClass, { count: number; sums: Sum[] }>
  sums: Sum[]
  records: string[]
}

export const ageClass = (days: number): AgeClass =>
  days <= AGES[0] ? 'days30' : days <= AGES[1] ? 'days90' : days <= AGES[2] ? 'days180' : 'older'

/** One row for each owner and step, in the order of `steps`; what stands since a day after `today` is as old as today. */
export function agesOf(
  standing: readonly Standing[],
  steps: readonly string[],
  today: string,
): AgedStep[] {
  const groups = new Map<string, Standing[]>()
  for (const one of standing) {
    const key = `${one.owner} ${one.step}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
    .map((list) => agedStep(list, today))
    .sort((a, b) =>
      a.owner === b.owner
        ? steps.indexOf(a.step) - steps.indexOf(b.step)
        : a.owner < b.owner
          ? -1
          : 1,
    )
}

function agedStep(list: readonly Standing[], today: string): AgedStep {
  const { owner, step } = list[0] as Standing
  const dated = list.flatMap(({ since }) => since ?? []).sort()
  const age = (since: string): number => Math.max(0, daysBetween(since, today))
  const oldestOn = dated[0] ?? null
  const classes = Object.fromEntries(
    (['days30', 'days90', 'days180', 'older'] as const).map((name) => {
      const here = list.filter(({ since }) => since && ageClass(age(since)) === name)
      return [name, { count: here.length, sums: addUp(here.flatMap(({ amount }) => amount ?? [])) }]
    }),
  ) as AgedStep['classes']
  return {
    owner,
    step,
    count: list.length,
    oldestOn,
    days: oldestOn === null ? null : age(oldestOn),
    undated: list.length - dated.length,
    unpriced: list.filter(({ amount }) => !amount).length,
    classes,
    sums: addUp(list.flatMap(({ amount }) => amount ?? [])),
    records: list.map(({ id }) => id),
  }
}
