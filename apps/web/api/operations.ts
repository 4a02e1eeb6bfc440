/** What the routes of the Operations desk answer, as its pages read it. */
import { useGet } from './hooks.ts'

export type BoardColumn = 'planned' | 'gate' | 'out' | 'overdue' | 'stranded' | 'back' | 'turned'
export type BoardItem = {
  record: string
  title: string
  column: BoardColumn
  plannedOn: string
  leftAt: string | null
  dueBackAt: string | null
  backAt: string | null
  hoursOut: number | null
  place: string | null
  contingent: string | null
  operation: string | null
  configuration: string | null
  recovery: string | null
  crew: number | null
  named: number
  vehicles: number
  refusedFor: string | null
  wentUnfit: boolean
  lacks: string[]
}
export type Board = {
  day: string
  items: BoardItem[]
  hidden: number
  stale: number
  refs: Record<string, string>
}
export const useBoard = () => useGet<Board>('/operations/board')

export type EffortRow = {
  pcode: string | null
  place: string | null
  patrols: number
  hours: number
  incidents: number
  lastOn: string | null
}
export type Effort = {
  from: string
  to: string
  items: EffortRow[]
  hours: number
  incidents: number
}
export const useEffort = () => useGet<Effort>('/operations/effort')

export type Readiness = {
  edition: {
    record: string
    caption: string
    inForceOn: string | null
    readBy: string | null
    languages: string[]
  } | null
  items: { contingent: string | null; onDuty: number; read: number; wrong: number }[]
  languages: { language: string; persons: number }[]
  refs: Record<string, string>
}
export const useReadiness = () => useGet<Readiness>('/operations/directive')

export type Spread = {
  least: number
  quarter: number
  middle: number
  threeQuarters: number
  most: number
}
export type Duty = {
  from: string
  to: string
  items: {
    officer: string
    member: string | null
    contingent: string
    hours: number
    nights: number
    duties: number
  }[]
  /** Of crews that came back: duties that follow and are not yet written. */
  waiting: {
    officer: string
    patrol: string
    member: string | null
    contingent: string
    startsOn: string
    endsOn: string
    hours: number | null
  }[]
  groups: { contingent: string; persons: number; spread: Spread | null }[]
  refs: Record<string, string>
}
export const useDuty = () => useGet<Duty>('/operations/duty')
