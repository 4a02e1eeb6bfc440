/** The hue of each contributor, the same on every page: those who came first keep the first, whatever moment is read. */
import { useMemo } from 'react'
import { useArrived } from '../../api/people.ts'
import { huesOf } from '../../charts/hues.ts'

export function useHues(more: readonly string[] = []): ReadonlyMap<string, string> {
  const told = useArrived().data?.items ?? []
  const keys = [...told.map(({ contributor }) => contributor.id), ...more].join(' ')
  return useMemo(() => huesOf(keys.split(' ').filter(Boolean)), [keys])
}
