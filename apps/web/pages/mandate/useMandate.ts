/** What the server computes of the mandate at the page's moment. */
import { useGet, useList } from '../../api/hooks.ts'

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

/** What bodies are called, for fields that name several: a list's own references tell of single ones. */
export function useBodies(): (ids: unknown) => string[] {
  const bodies = useList('organisation', { limit: 200 })
  const names = new Map(bodies.data?.items.map(({ id, fields }) => [id, String(fields.name)]))
  return (ids) => [ids ?? []].flat().flatMap((id) => names.get(String(id)) ?? [])
}
