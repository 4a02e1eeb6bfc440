/** What the routes of the force answer, as the desk pages read it: fitness, reliability, stock, occupancy, money. */
import { useQueries } from '@tanstack/react-query'
import { get } from './client.ts'
import { useGet, useHere } from './hooks.ts'
import { useMoment } from './moment.ts'
import type { EntryView, Page } from './types.ts'

export type Named = { id: string; caption: string }
export type Sum = { minor: number; currency: string }

/** One vehicle on the board. `isFit` is null where no task is asked; `lacks` names what a task needs and it has not. */
export type VehicleFit = {
  record: string
  plate: string
  type: string
  base: string | null
  contingent: string | null
  state: string
  isServiceable: boolean
  isFit: boolean | null
  lacks: string[]
  /** Since when it is in this state. */
  since?: string | null
  awaits?: { record: string; part: string; on: string | null } | null
  breakdown?: { record: string; occurredOn: string; inDanger: 'yes' | 'no' | 'unknown' } | null
  serviceOn?: string | null
  serviceKm?: number | null
  odometerKm?: number | null
}
export type FitTotal = {
  type: string
  base: string | null
  fit: number | null
  serviceable: number
  offRoad: number
  expected: number
}
export type Fitness = {
  task: Named | null
  totals: FitTotal[]
  /** Worst first: off road, serviceable and not fit, fit, expected. At most so many of each as asked for. */
  items: VehicleFit[]
  total: number
  /** Of those that run and are not fit, how many lack each, listed or not. */
  lacks: Record<string, number>
  /** Captions of bases and contingents, by id. */
  refs: Record<string, string>
}
/** A board holds the worst of each lane; whoever chooses a class or a base is told of those there. */
const EACH = 100
export const useFitness = (
  task: string | undefined,
  { type, base }: { type?: string | undefined; base?: string | undefined },
  enabled = true,
) =>
  useGet<Fitness>(
    '/fitness',
    {
      ...(task ? { task } : {}),
      ...(type ? { type } : {}),
      ...(base ? { base } : {}),
      each: EACH,
    },
    { enabled },
  )

/** Times are in days; low and high are the bounds of 90 %, null where the record has too few. */
export type Reliability = {
  from: string
  to: string
  classes: {
    type: string
    vehicles: number
    failures: number
    mtbfDays: number | null
    mtbfLow: number | null
    mtbfHigh: number | null
    repairs: number
    mttrDays: number | null
    mttrLow: number | null
    mttrHigh: number | null
    offRoadNow: number
    offRoadDays: number
  }[]
  /** One row a week and class. */
  availability: { day: string; type: string; ready: number; held: number }[]
}
export const useReliability = (from?: string, to?: string) =>
  useGet<Reliability>('/reliability', { ...(from ? { from } : {}), ...(to ? { to } : {}) })

export type StockRow = {
  site: string
  item: string
  code: string
  unit: string
  category: string
  onHand: number
  dailyUse: number | null
  daysOfSupply: number | null
  leastDays: number | null
  low: boolean
  lastMovedOn: string | null
}
export type Stock = { items: StockRow[]; refs: Record<string, string> }
export const useStock = () => useGet<Stock>('/stock')

export type Occupancy = {
  site: string
  days: { day: string; beds: number | null; occupied: number | null; planned: number | null }[]
}
export const useOccupancy = (site: string | undefined, from?: string, to?: string) =>
  useGet<Occupancy>(
    '/occupancy',
    { ...(site ? { site } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) },
    { enabled: Boolean(site) },
  )

/** Stages of money, in order; no two are ever added. */
export const stages = ['pledged', 'committed', 'received', 'allotted', 'obligated', 'paid'] as const
export type Stage = (typeof stages)[number]

/** One amount as it stands in the record, with the one conversion rule's answer, or why there is none. */
export type StatementSum = {
  sum: Sum
  count: number
  converted: Sum | null
  rate: { record: string; rate: number; statedOn: string; source: string } | null
  rests: { register: string; id: string; caption: string }[]
}
export type StatementRow = {
  key: string | null
  caption: string
  inKind: boolean
  cells: Partial<Record<Stage, StatementSum[]>>
}
export type Statement = {
  by: 'donor' | 'use' | 'period'
  currency: string
  rows: StatementRow[]
  /** What stands outside its earmark, since its donor narrowed or froze it. */
  refused: {
    register: string
    id: string
    caption: string | null
    on: string
    sum: Sum
    why: string
    key: string
  }[]
  /** What was asked of a contribution and refused, as it was entered. */
  tried: {
    register: string
    id: string
    caption: string
    on: string | null
    sum: Sum
    use: string | null
    state: string
    contribution: { register: string; id: string; caption: string } | null
  }[]
  triedCount: number
}
export const useStatement = (by: Statement['by'], from?: string, to?: string) =>
  useGet<Statement>('/statement', {
    by,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  })

export type Runway = {
  balance: Sum | null
  /** Why there is none. */
  why?: string
  currency: string
  partial: boolean
  /** In the account and frozen, or of what is left out. */
  held: Sum | null
  /** What thirty days of running cost, out of what was paid. */
  monthly: { minor: number; from: string; to: string; payments: number } | null
  /** Owed without a date, so on no day of the series. */
  undated: { count: number; minor: number }
  notConverted: number
  emptyOn: string | null
  series: { day: string; balance: number }[]
  events: {
    day: string
    minor: number
    register: string
    record: string
    caption: string
    kind: string
  }[]
}
export const useRunway = (without: readonly string[]) =>
  useGet<Runway>('/runway', without.length > 0 ? { without: without.join(',') } : {})

export type ClaimLine = {
  key: string
  subject: { register: string; id: string; caption: string } | null
  category: string
  lease: string | null
  month: string | null
  days: number
  unserviceableDays: number
  rate: Sum | null
  factor: number
  amount: Sum | null
  because: { key: string; values: Record<string, string | number>; text: string }
  rests: { register: string; id: string; caption: string }[]
}
export type ClaimLines = {
  edition: (Named & { isIllustrative?: boolean }) | null
  /** The entry by which it was claimed; null for a draft. */
  seq: number | null
  /** Every line has an amount. */
  isWhole: boolean
  currency: string
  lines: ClaimLine[]
  total: Sum | null
  claimed: Sum | null
  verified: Sum | null
  certified: Sum | null
  paid: Sum | null
}
export const useClaimLines = (id: string, edition?: string, enabled = true) =>
  useGet<ClaimLines>(`/reimbursement/${id}/lines`, edition ? { edition } : {}, {
    enabled,
    keep: false,
  })

type Aged = { count: number; sums: Sum[] }
export type AgeRow = {
  contributor: { id: string; caption: string }
  step: string
  count: number
  days: number | null
  classes: Record<'days30' | 'days90' | 'days180' | 'older', Aged>
  sums: Sum[]
}
export type ClaimsAges = { reimbursement: AgeRow[]; compensation: AgeRow[]; feared: AgeRow[] }
export const useClaimsAges = () => useGet<ClaimsAges>('/claimsAges')

export type Maintenance = {
  totals: { overdue: number; soon: number; later: number; unplanned: number }
  items: {
    record: string
    plate: string
    type: string
    serviceOn: string | null
    serviceKm: number | null
    due: 'overdue' | 'soon' | 'later' | 'unplanned'
    by: 'date' | 'odometer' | 'both' | null
    daysLeft: number | null
    kmLeft: number | null
  }[]
}
export const useMaintenance = (limit = 120) => useGet<Maintenance>('/maintenance', { limit })

/** Histories of a few records at once, to see which of their dates were moved. */
export function useHistories(register: string, ids: readonly string[]) {
  const { mission, person } = useHere()
  const { params } = useMoment()
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: [mission.id, person.id, `/${register}/${id}/history`, { ...params, limit: 50 }],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<Page<EntryView>>(
          `/${mission.id}/${register}/${id}/history`,
          { ...params, limit: 50 },
          signal,
        ),
      staleTime: 30_000,
    })),
  })
}
