/** The hue of each contributor, the same on every page: those who came first keep the first, whatever moment is read. */
import { useMemo } from 'react'
import { useList } from '../../api/hooks.ts'
import { huesOf } from '../../charts/hues.ts'

const first = { limit: 200 } as const

export function useHues(more: readonly string[] = []): ReadonlyMap<string, string> {
  const arrivals = useList('movement', {
    kind: 'arrival',
    state: 'done',
    sort: 'movedOn',
    ...first,
  })
  const pledges = useList('pledge', { ...first, sort: 'statedOn' })
  const told = [...(arrivals.data?.items ?? []), ...(pledges.data?.items ?? [])]
  const keys = [...told.map(({ fields }) => String(fields.contributor)), ...more].join(' ')
  return useMemo(() => huesOf(keys.split(' ').filter(Boolean)), [keys])
}
