/** The pipeline worked out of the measures: stages with totals, rows by contributor, and who never came. Pure. */

import type { MeasureView } from '../../api/types.ts'
import type { Amount, PipelineRow, Stage } from '../../charts/PipelineTable.tsx'
import { precisionOf } from '../../charts/statement.ts'

export const stages = [
  'required',
  'planned',
  'authorised',
  'pledged',
  'trained',
  'waiting',
  'arrived',
  'deployed',
  'present',
  'effective',
] as const
export type StageName = (typeof stages)[number]
type Views = Readonly<Partial<Record<StageName, MeasureView>>>

/** A mission of public facts has no word on these; then they are left out, or stand for one that says more. */
const ifKnown: readonly StageName[] = ['required', 'authorised', 'present']
/** What no source publishes: hatched where it is not counted, never zero. */
export const seldomPublic: readonly StageName[] = ['trained', 'effective']

export const shownStages = (views: Views): StageName[] =>
  stages.filter((name) => {
    const known = typeof views[name]?.value === 'number'
    // Who is present says more than who ever landed.
    if (name === 'arrived') return typeof views.present?.value !== 'number'
    return known || !ifKnown.includes(name)
  })

/** What a pledge adds beyond the figure in use, by contributor: where two figures stand unsettled. */
export type Pledged = { contributor: string; persons: number; high: number }

export type Pipeline = {
  totals: Readonly<Record<StageName, Amount | null>>
  rows: PipelineRow[]
  /** Contributors who pledged and of whom nobody came. */
  absent: { name: string; amount: Amount }[]
  absentLow: number
}

/** The bound under which an adopted figure stands, from the statement that says it. */
function boundOf(view: MeasureView | undefined): Amount['bound'] {
  if (!view || view.value === null) return undefined
  const said = view.claims?.find((c) => c.state === 'adopted' && c.value === view.value)
  const precision = view.bound ?? (said && precisionOf(said.precision))
  if (precision === 'atLeast' || precision === 'over') return 'atLeast'
  if (precision === 'atMost' || precision === 'below') return 'atMost'
  return precision === 'about' ? 'about' : undefined
}

const amount = (
  value: number | null | undefined,
  high?: number,
  bound?: Amount['bound'],
): Amount | null =>
  value === null || value === undefined
    ? null
    : { low: value, high: high ?? value, ...(bound ? { bound } : {}) }

export function pipelineOf(
  views: Views,
  pledges: readonly Pledged[],
  hues: ReadonlyMap<string, string>,
  gathered: string,
): Pipeline {
  const extra = new Map<string, number>()
  for (const { contributor, persons, high } of pledges) {
    extra.set(contributor, (extra.get(contributor) ?? 0) + Math.max(0, high - persons))
  }
  const names = new Map<string, string>()
  const cells = new Map<string, Partial<Record<StageName, number>>>()
  for (const stage of stages) {
    for (const row of views[stage]?.rows ?? []) {
      if (row.key === null) continue
      names.set(row.key, row.caption ?? row.key)
      cells.set(row.key, { ...cells.get(row.key), [stage]: row.value })
    }
  }
  const came = (key: string): boolean =>
    (['trained', 'waiting', 'arrived', 'deployed', 'present'] as const).some(
      (stage) => (cells.get(key)?.[stage] ?? 0) > 0,
    )
  const size = (key: string): number => cells.get(key)?.deployed ?? cells.get(key)?.arrived ?? 0
  const present = [...cells.keys()].filter(came).sort((a, b) => size(b) - size(a))
  const missing = [...cells.keys()]
    .filter((key) => !came(key) && (cells.get(key)?.pledged ?? 0) > 0)
    .sort((a, b) => (cells.get(b)?.pledged ?? 0) - (cells.get(a)?.pledged ?? 0))
  const pledgedBy = (key: string): Amount => {
    const low = cells.get(key)?.pledged ?? 0
    return { low, high: low + (extra.get(key) ?? 0) }
  }
  const sum = (list: readonly Amount[], end: 'low' | 'high'): number =>
    list.reduce((total, one) => total + one[end], 0)
  const absent = missing.map((key) => ({ name: names.get(key) ?? key, amount: pledgedBy(key) }))
  const absentAmounts = absent.map((one) => one.amount)
  const rows: PipelineRow[] = present.map((key) => ({
    key,
    label: names.get(key) ?? key,
    color: hues.get(key) ?? 'var(--control)',
    amounts: {
      ...Object.fromEntries(stages.map((stage) => [stage, amount(cells.get(key)?.[stage])])),
      pledged: cells.get(key)?.pledged === undefined ? null : pledgedBy(key),
    },
  }))
  if (absent.length > 0) {
    rows.push({
      key: 'absent',
      label: gathered,
      amounts: {
        pledged: { low: sum(absentAmounts, 'low'), high: sum(absentAmounts, 'high') },
        arrived: amount(views.arrived ? 0 : null),
        deployed: amount(views.deployed ? 0 : null),
      },
    })
  }
  const all = views.pledged?.value
  const more = [...extra.values()].reduce((total, one) => total + one, 0)
  return {
    totals: {
      ...(Object.fromEntries(
        stages.map((stage) => [
          stage,
          amount(views[stage]?.value, undefined, boundOf(views[stage])),
        ]),
      ) as Record<StageName, Amount | null>),
      pledged: amount(all, all === null || all === undefined ? undefined : all + more),
    },
    rows,
    absent,
    absentLow: sum(absentAmounts, 'low'),
  }
}

export const stageView = (
  name: StageName,
  total: Amount | null,
  title: string,
  why: string | undefined,
): Stage => ({
  key: name,
  title,
  total,
  ...(why ? { why } : {}),
  hidden: total === null && seldomPublic.includes(name),
})
