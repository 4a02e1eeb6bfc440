/** What the pages of trust ask for: the log, why one may see a record, who read what, what is due for erasure. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { get, type Params } from './client.ts'
import { useGet, useHere } from './hooks.ts'
import { useViewAs } from './moment.ts'
import type { Label } from './types.ts'

export type LogView = {
  origin: string
  /** The verifier key, as a signed note names it. */
  key: string
  size: number
  root: string
  checkpoint: { size: number; root: string; note: string; at: string } | null
  signing: { does: boolean; why?: string }
  witnesses: {
    name: string
    key: string
    size: number | null
    root?: string | null
    at: string | null
  }[]
  keys: { key: string; from: number | string | null; to: number | string | null }[]
  logs?: { number: number; origin: string; since?: number | string; opened?: string }[]
}
export const useLog = () => useGet<LogView>('/log', {}, { moment: false, fresh: 10_000 })

export type LatestView = {
  items: {
    seq: number
    known: string
    register: string
    record: string
    verb: string
    caption: string
  }[]
}
/** The last entries, as far as the reader may see them. */
export const useLatest = () =>
  useGet<LatestView>('/log/latest', { limit: 10 }, { moment: false, fresh: 10_000 })

export type Because = {
  label: Label
  unit: string
  unitCaption?: string
  kind: 'clearance' | 'emergency' | 'own' | 'demo'
  until?: string
  entry?: number
  record?: string
}
export type SightView = {
  facets: { label: Label; unit: string; unitCaption?: string; because: Because[] }[]
  /** The units in whose line nobody sees the record. */
  barred?: { unit: string; caption?: string }[]
}
export function useSight(register: string, id: string) {
  const { as } = useViewAs()
  return useGet<SightView>(`/${register}/${id}/sight`, { as }, { moment: false, keep: false })
}

export type Reading = {
  n: number
  at: string
  member: string
  memberTitle?: string
  /** The route, or the program. */
  door: string
  register: string
  labels: Label[]
  /** Those of the records that the reader may see too; `records` counts all. */
  ids: string[]
  records: number
  view?: true
}
export type ReadingsCheck = { n: number; hash: string; holds: boolean; wrong?: number }
export type Notice = {
  seq: number
  member: string
  memberTitle?: string
  by: 'web' | 'mail'
  made: string
  tries: number
  state: 'waiting' | 'delivered' | 'given-up'
  deliveredAt?: string
  nextAt?: string
  failure?: string
}
export type DueView = {
  register: string
  id: string
  caption: string
  state: string
  closedOn: string
  dueOn: string
  held: boolean
  hold: { id: string; caption: string } | null
}

type Pages<Item, Head = undefined> = { items: Item[]; next: string | null; head?: Head }

/** A list that is asked for page by page, outside the two times: it is about the record, not in it. */
function useAll<Item, Head = undefined>(path: string, params: Params) {
  const { mission, person } = useHere()
  const { as } = useViewAs()
  const asked = useInfiniteQuery({
    queryKey: [mission.id, person.id, path, 'all', as, params],
    queryFn: ({ pageParam, signal }) =>
      get<Pages<Item, Head>>(
        `/${mission.id}${path}`,
        { ...params, as, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  return {
    asked,
    items: asked.data?.pages.flatMap(({ items }) => items),
    head: asked.data?.pages[0]?.head,
  }
}

export const useReadings = (params: Params) =>
  useAll<Reading, { n: number; hash: string }>('/readings', params)
export const useDue = (params: Params) => useAll<DueView>('/retention', params)
export const useNotices = () => useAll<Notice>('/notices', {})
