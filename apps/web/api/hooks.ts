/**
 * One hook for each thing a page asks for. Each is asked at the page's moment and by the chosen person; a moment that
 * lies in the past never goes stale.
 */
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo } from 'react'
import { loadWordsOfPages, useSaid } from '../words.tsx'
import { get, type Params } from './client.ts'
import { useMoment, useViewAs } from './moment.ts'
import { titled } from './titled.ts'
import type {
  EntryView,
  Head,
  Hit,
  LinkGroup,
  MeasureView,
  Mission,
  OverviewView,
  Page,
  Person,
  RecordView,
  RegisterView,
  TimelineView,
} from './types.ts'

export type Here = {
  mission: Mission
  missions: Mission[]
  person: Person
  become: (person: string) => void
}
export const hereContext = createContext<Here | null>(null)

/** The mission of the page, who looks at it, and how to become somebody else. */
export function useHere(): Here {
  const here = useContext(hereContext)
  if (!here) throw new Error('no mission around this component')
  return here
}
export const useMission = (): Mission => useHere().mission

export const missionsQuery = {
  queryKey: ['missions'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    get<{ items: Mission[] }>('/missions', undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
}

type Options = {
  moment?: boolean
  enabled?: boolean
  keep?: boolean
  fresh?: number
  /** After how many milliseconds it is asked again, by what is known; false: not by itself. */
  again?: (data: unknown) => number | false
}

/** GET /api/{mission}{path}; at the page's moment unless `moment: false`. */
export function useGet<T>(
  path: string,
  params: Params = {},
  options: Options = {},
): UseQueryResult<T, Error> {
  const { mission, person } = useHere()
  const moment = useMoment()
  const all = options.moment === false ? params : { ...moment.params, ...params }
  const isPast = Boolean(moment.at && moment.known)
  return useQuery<T, Error>({
    queryKey: [mission.id, person.id, path, all],
    queryFn: ({ signal }) => get<T>(`/${mission.id}${path}`, all, signal),
    enabled: options.enabled ?? true,
    ...(options.again
      ? { refetchInterval: ({ state }) => options.again?.(state.data) ?? false }
      : {}),
    staleTime: options.fresh ?? (isPast ? Number.POSITIVE_INFINITY : 30_000),
    ...(options.keep === false ? {} : { placeholderData: keepPreviousData as never }),
  })
}

export const useOverview = () => useGet<OverviewView>('/overview')
export const useTimeline = () => useGet<TimelineView>('/timeline')
export const useHead = () => useGet<Head>('/head', {}, { moment: false })

const always = Number.POSITIVE_INFINITY
/** What registers and measures are called is among the words that are fetched later. */
const useTitles = (enabled: boolean): void =>
  useEffect(() => {
    if (enabled) void loadWordsOfPages()
  }, [enabled])

/** The registers, titled in the language of the page. */
export function useRegisters(enabled = true) {
  useTitles(enabled)
  const asked = useGet<{ items: RegisterView[] }>(
    '/registers',
    {},
    { moment: false, fresh: always, enabled },
  )
  const { data } = asked
  const said = useSaid()
  const { as } = useViewAs()
  const items = useMemo(
    () =>
      data?.items
        .map((one) => titled(one, said))
        // Whoever looks with other eyes only looks.
        .map((one) => (as ? { ...one, may: [] } : one)),
    [data, said, as],
  )
  return { ...asked, data: items && { items } } as typeof asked
}
export function useRegister(name: string): RegisterView | undefined {
  return useRegisters().data?.items.find((one) => one.name === name)
}

export type Measures = {
  items: {
    name: string
    title: string
    unit: string
    definition: string
    by?: string[]
    desk?: string
    claims?: { measures: string[]; subject: string }
  }[]
}
export function useMeasures() {
  useTitles(true)
  const asked = useGet<Measures>('/measures', {}, { moment: false, fresh: always })
  const { data } = asked
  const said = useSaid()
  const items = useMemo(
    () =>
      data?.items.map((one) => ({
        ...one,
        title: said(`measure.${one.name}`, one.title),
        definition: said(`measure.${one.name}.definition`, one.definition),
      })),
    [data, said],
  )
  return { ...asked, data: items && { items } } as typeof asked
}

export type MeasureAsk = {
  by?: string
  key?: string
  from?: string
  to?: string
  step?: 'day' | 'week' | 'month'
  /** Which of the records behind it: `all` is for who shows them. */
  rests?: 'all' | 'said'
}
export const useMeasure = (name: string | undefined, ask: MeasureAsk = {}) =>
  useGet<MeasureView>(`/measures/${name}`, { rests: 'said', ...ask }, { enabled: Boolean(name) })

/** The same measure at another moment than the page's, such as *as it was known that day*. */
export const useMeasureAt = (
  name: string | undefined,
  moment: { at?: string; known?: string },
  ask: MeasureAsk = {},
) =>
  useGet<MeasureView>(
    `/measures/${name}`,
    { ...moment, rests: 'said', ...ask },
    { enabled: Boolean(name), moment: false },
  )

export const useList = (register: string, params: Params = {}, options: Options = {}) =>
  useGet<Page<RecordView>>(`/${register}`, params, options)
export const useRecord = (register: string, id: string, enabled = true) =>
  useGet<RecordView>(`/${register}/${id}`, {}, { keep: false, enabled })
export const useHistory = (register: string, id: string) =>
  useGet<Page<EntryView>>(`/${register}/${id}/history`, { limit: 200 }, { keep: false })
export const useLinks = (register: string, id: string) =>
  useGet<{ items: LinkGroup[] }>(`/${register}/${id}/links`, {}, { keep: false })

/** Rival groups; their shape is that of packages/rivals. */
export const useRivals = <T = unknown>() => useGet<{ items: T[]; total: number }>('/rivals')

export const useSearchHits = (q: string, registers?: string) =>
  useGet<{ items: Hit[] }>(
    '/search',
    { q, limit: 40, ...(registers ? { registers } : {}) },
    { enabled: q.trim().length > 0 },
  )

/** Shipped geometry: departments, communes, sections, places or basemap. */
export const useGeo = <T = unknown>(name: string, enabled = true) =>
  useGet<T>(`/geo/${name}`, {}, { moment: false, fresh: always, enabled })
export const useAttribution = <T = unknown>() =>
  useGet<T>('/attribution', {}, { moment: false, fresh: always })
