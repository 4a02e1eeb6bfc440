/** What the page of notices asks, and what it sends: one's own list, and how one is told. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from '../api/client.ts'
import { useGet, useHere } from '../api/hooks.ts'

export type Notice = {
  id: number
  kind: string
  key: string
  said: Readonly<Record<string, string | number>>
  link: string
  register?: string
  record?: string
  caption?: string
  due?: string
  isUrgent: boolean
  at: string
  seen?: string
  alert?: { rule: string; caption?: string; acknowledged?: string }
}
type Inbox = { items: Notice[]; next: string | null; unseen: number }

export type Settings = {
  language: string
  mail: string | null
  isMailTheirs: boolean
  web: string | null
  digestHour: number | null
  quietFrom: string | null
  quietTo: string | null
  silent: string[]
  calendar: { made: string; used: string | null } | null
  calendarPath?: string
  ways: { mail: boolean; web: boolean }
  deliveries: {
    id: string
    way: 'mail' | 'web'
    kind: 'notice' | 'digest' | 'code'
    made: string
    tries: number
    state: 'waiting' | 'delivered' | 'given-up'
    failure?: string
  }[]
}

const PAGE = 50
const AGAIN_MS = 60_000

/** How many one has not seen, for the bell. */
export const useUnseen = (): number =>
  useGet<Inbox>('/inbox', { limit: 1 }, { moment: false, again: () => AGAIN_MS }).data?.unseen ?? 0

export function useInbox() {
  const { mission, person } = useHere()
  return useInfiniteQuery({
    queryKey: [mission.id, person.id, '/inbox', 'all'],
    queryFn: ({ pageParam, signal }) =>
      get<Inbox>(`/${mission.id}/inbox`, { limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
}

export function useSee() {
  const { mission, person } = useHere()
  const client = useQueryClient()
  return async (asked: { ids?: number[]; acknowledges?: boolean }): Promise<void> => {
    await post(`/${mission.id}/inbox/seen`, asked)
    await client.invalidateQueries({ queryKey: [mission.id, person.id, '/inbox'] })
  }
}

export const useSettings = () =>
  useGet<Settings>('/inbox/settings', {}, { moment: false, fresh: 0 })

export function useSet() {
  const { mission, person } = useHere()
  const client = useQueryClient()
  return async (change: Readonly<Record<string, unknown>>): Promise<Settings> => {
    const set = await post<Settings>(`/${mission.id}/inbox/settings`, change)
    await client.invalidateQueries({ queryKey: [mission.id, person.id, '/inbox/settings'] })
    return set
  }
}
