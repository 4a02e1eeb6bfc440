/** What the server computes of the mandate at the page's moment. */
import { useGet } from '../../api/hooks.ts'

export type Condition = {
  id: string
  caption: string
  state: string
  verdict: 'met' | 'notMet' | 'unknown' | 'waived'
  why: string
  measure: string | null
  measureTitle: string | null
  comparator: string | null
  threshold: number | null
  value: number | null
  unit: string | null
  dueOn: string | null
  statedOn: string | null
}
export type Phase = { phase: string; verdict: 'go' | 'noGo' | 'unknown'; conditions: Condition[] }
export type VoteView = {
  id: string
  caption: string
  heldOn: string
  votesFor: number | null
  votesAgainst: number | null
  abstentions: number | null
  seats: number | null
  abstainers: string | null
  outcome: 'carried' | 'failed' | 'unknown' | 'oddly'
  why: string
  edition: string | null
  needed: number | null
  vetoes: number | null
  said: string | null
}
export type IndicatorView = {
  id: string
  caption: string
  unit: string
  definition: string
  measure: string | null
  baseline: number | null
  goal: number | null
  value: number | null
  asOf: string | null
  partial: boolean
  points: { day: string; value: number }[]
}

export const useMandate = () =>
  useGet<{ phases: Phase[]; votes: VoteView[]; indicators: IndicatorView[] }>('/mandate')
