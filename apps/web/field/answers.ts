/** What the server fills the forms for a thumb with: one short answer for each, kept for where there is no line. */
import { useGet } from '../api/hooks.ts'

type Named = { id: string; register: string; caption: string }
type Returned = { record: string; countedOn: string; persons: number; differsFor: string | null }
export type Expected = {
  contingent: Named
  contributor: Named | null
  deployed: number | null
  away: { kind: string; persons: number }[]
  endingSoon: number
  since: string
  arrived: number
  left: number
  last: Returned | null
  today: Returned | null
}
export type Tapped = {
  record: string
  plate: string
  type: string
  state: string
  base: string | null
  contingent: string | null
}
export type Visited = {
  contingent: string
  caption: string
  contributor: string | null
  contributorCaption: string | null
  last: {
    record: string
    kind: string
    inspectedOn: string
    outcome: string | null
    state: string
  } | null
}
export type PatrolAtGate = {
  record: string
  seq: number
  title: string
  plannedOn: string
  configuration: string | null
  task: string | null
  base: string | null
  contingent: string | null
  vehicles: string[]
  crew: number | null
  medics: number | null
  /** Absent in what a phone kept before there were crew lists. */
  officers?: string[]
  routes?: string[]
  isReserveNamed?: boolean
}
type Facts = Readonly<Record<string, unknown>>
export type Gate = {
  day: string
  items: PatrolAtGate[]
  vehicles: Record<string, Facts & { state: string; plate?: string }>
  needs: Record<string, Facts & { name?: string }>
  officers?: Record<string, Facts & { serviceNumber?: string }>
  routes?: Record<string, Facts & { name?: string }>
  directives?: string[]
  refs: Record<string, string>
}

/** Now, whatever the moment of the page: who fills a form in does so today. */
const now = { moment: false } as const
export const useExpected = () =>
  useGet<{ day: string; items: Expected[] }>('/field/strength', {}, now)
export const useVehicles = () =>
  useGet<{ day: string; items: Tapped[]; more: boolean; refs: Record<string, string> }>(
    '/field/vehicles',
    {},
    now,
  )
export const useGate = () => useGet<Gate>('/field/gate', {}, now)
export const useVisits = () =>
  useGet<{ day: string; items: Visited[] }>('/field/inspections', {}, now)
