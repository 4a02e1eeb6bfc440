/** What the routes about people, pay and space answer, as the pages read it: figures, strength, tours, pay, exposure, fit. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { Sum } from './force.ts'
import { useGet } from './hooks.ts'
import type { MeasureView } from './types.ts'

/** A record that an answer speaks of. */
export type Named = { id: string; register: string; caption: string }

export type Figures = { items: MeasureView[]; at?: string; known?: string }
/** Several measures in one answer, all by the same breakdown. */
export const useFigures = (names: readonly string[], by?: string): UseQueryResult<Figures, Error> =>
  useGet<Figures>('/figures', { names: names.join(','), ...(by ? { by } : {}) })

/** One of them. What stands under `claims` there are the names it is spoken of by, not statements. */
export const figureOf = (figures: Figures | undefined, name: string): MeasureView | undefined => {
  const found = figures?.items.find((one) => one.name === name)
  return found && { ...found, claims: [] }
}

/** How many stand in which state of their way, what they wait for, and since when the longest does. */
export type StandingRow = {
  contributor: Named
  state: string
  waitsFor: string | null
  persons: number
  oldestOn: string | null
  medianDays?: number | null
}
export const useStanding = () =>
  useGet<{ at: string; known: string; items: StandingRow[] }>('/standing')

/** Contributors in the order in which they came. */
export type Arrived = {
  contributor: Named
  arrivedOn: string | null
  leftOn: string[]
  persons: number
  high: number
}
export const useArrived = () => useGet<{ at: string; known: string; items: Arrived[] }>('/arrived')

/** The stages of a person's way, as the strength report counts them. */
export const strengthStages = [
  'required',
  'planned',
  'authorised',
  'pledged',
  'trained',
  'waiting',
  'deployed',
  'present',
  'effective',
  'armed',
] as const
export type StrengthStage = (typeof strengthStages)[number]

export type StrengthRow = { contributor: Named | null; unit?: Named | null } & Record<
  StrengthStage,
  number | null
>
export type StrengthMove = {
  record: string
  register?: string
  caption: string
  kind: string
  on: string
  persons: number
  contributor: Named | null
}
export type Strength = {
  at: string
  known: string
  since: string
  rows: StrengthRow[]
  /** Deployed now, less deployed then. */
  change: number | null
  died: number
  movements: StrengthMove[]
  /** There are more movements than are listed. */
  more: boolean
  /** Movements and deaths add up to the change, and own staff to what is deployed. */
  explained: boolean
  differences?: { contributor: Named | null; deployed: number | null; counted: number | null }[]
}
export const useStrength = (since: string) => useGet<Strength>('/strength', { since })

/** Tours of one unit with the same dates, as one. */
export type TourGroup = {
  contributor: Named
  contingent: Named | null
  startsOn: string
  endsOn: string
  state: string
  persons: number
  /** Of whom it is known who relieves them. */
  relieved: number
  /** Of whom nobody is named in relief, and not on purpose. */
  unrelieved: number
  /** When the last of the relief begins; null where some have none. */
  reliefOn: string | null
  gapDays: number | null
}
export type Tours = { at: string; known: string; items: TourGroup[]; truncated?: boolean }
export const useTours = (from: string, to: string, contributor?: string) =>
  useGet<Tours>('/tours', { from, to, limit: 2000, ...(contributor ? { contributor } : {}) })

export const paySteps = ['due', 'funded', 'sent', 'paid', 'confirmed'] as const
export type PayStep = (typeof paySteps)[number]
/** Minor units that reached each step; what is due is all of it. */
export type PayRow = {
  contributor: Named
  payPart: string
  month: string
  currency: string
  persons: number | null
  disputed: number
} & Record<PayStep, number>
export type Arrear = {
  contributor: Named
  currency: string
  total: number
  days30: number
  days60: number
  days90: number
  older: number
  oldestOn: string | null
}
export type Dispute = {
  id: string
  caption: string
  contributor: Named | null
  amount: Sum | null
  state: string
  at: string
  days: number
}
export type Pay = {
  at: string
  known: string
  rows: PayRow[]
  arrears: Arrear[]
  disputes: Dispute[]
  /** All that are open, also those not listed. */
  disputesOpen: number
}
export const usePay = (contributor?: string) =>
  useGet<Pay>('/pay', contributor ? { contributor } : {})

export type Exposure = {
  items: {
    contributor: Named
    /** The task is null where a patrol does not say what it was for. */
    tasks: {
      task: string | null
      patrols: number
      hours: number | null
      from?: string
      to?: string
    }[]
    excludes: { task: string; caveat: Named }[]
    clashes: {
      task: string | null
      caveat: Named
      record: Named
      on: string
      why: 'task' | 'hours' | 'area'
    }[]
    /** All of them, also those not listed. */
    clashesCount: number
    /** Patrols that do not say where they went, beside a caveat that names an area. */
    unplaced?: number
  }[]
}
export const useExposure = (contributor?: string) =>
  useGet<Exposure>('/exposure', contributor ? { contributor } : {})

/** From its day on so much more, or less, by one record; the first step gathers what stands at the beginning. */
export type FitStep = {
  day: string
  amount: number
  record: string | null
  register?: string | null
  caption?: string
}
export type FitBind = {
  from: string
  to: string
  short: number
  freedBy: { record: string; register: string | null; caption: string; day: string } | null
}
export type FitResource = {
  resource: string
  site: Named | null
  unit: string
  /** Whether anybody said how much there is. */
  isKnown: boolean
  /** More records of it than the server adds up. */
  tooMany?: boolean
  /** Whether anybody said how much one person needs, where need goes by persons. */
  isNeedKnown?: boolean
  supply: FitStep[]
  demand: FitStep[]
  binds: FitBind[]
  disputed: { amount: number; saidBy: string; claim: Named | null }[]
}
export type Fit = {
  days: { from: string; to: string }
  resources: FitResource[]
  partial?: boolean
}
export const useFit = (until: string) => useGet<Fit>('/fit', { until })

/** One step of a contributor's chain: a number in its own unit, what it is made of, and where its records stand. */
export type ChainStep = {
  step: string
  value: number | null
  unit: string
  measure?: string
  register?: string
  filter?: Readonly<Record<string, string | string[]>>
  endsOn?: string | null
  parts?: { key: string; value: number; caption?: string }[]
  sums?: Sum[]
}
export type ChainView = { at: string; known: string; contributor: Named | null; steps: ChainStep[] }
export const useChain = (organisation: string) =>
  useGet<ChainView>(`/chain/${organisation}`, {}, { keep: false })

/** Posts and those in the area, of one unit at one base. */
export type Tongue = { posts: number; covered: number; speakers: number }
export type PostCounts = {
  filled: number
  absent: number
  open: number
  days30: number
  days90: number
  older: number
  unsaid: number
  oldestOn: string | null
  persons: number
  women: number
  men: number
  sexUnsaid: number
  languageUnsaid: number
  languages: { fr: Tongue; ht: Tongue }
}
export type PostRow = {
  contributor: Named | null
  contingent: Named | null
  base: Named | null
} & PostCounts
export type VacantPost = {
  id: string
  caption: string
  code: string | null
  needsLanguage: string | null
  contingent: Named | null
  base: Named | null
  vacantSince: string | null
  days: number | null
}
export type Posts = { day: string; rows: PostRow[]; vacant: VacantPost[]; vacantMore: boolean }
export const usePosts = () => useGet<Posts>('/posts')

export type ManifestRow = {
  movement: Named
  state: string
  kind: string | null
  contributor: Named | null
  contingent: Named | null
  base: Named | null
  fromBase: Named | null
  carrier: string | null
  plannedOn: string | null
  movedOn: string | null
  personsPlanned: number | null
  persons: number | null
  seats: number | null
  manifest: { booked: number; boarded: number; noShow: number; removed: number } | null
}
export type Manifests = { items: ManifestRow[]; next: string | null }
export const useManifest = (movement: string) => useGet<Manifests>('/manifests', { movement })
