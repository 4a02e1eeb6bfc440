/** Views of lists that the reader kept under a name, and those that others shared: asked for, kept, ended. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { post } from '../api/client.ts'
import { useGet, useMission } from '../api/hooks.ts'
import { tellSign } from '../hour/signs.ts'
import type { Look } from './looks.ts'

export type KeptView = {
  id: string
  register: string
  name: string
  shared: boolean
  isMine: boolean
  mayEnd: boolean
  /** The member who keeps it. */
  by: string
  changed: string
  look: Look
}

export const useKeptViews = (register?: string, enabled = true) =>
  useGet<{ items: KeptView[]; most: number }>('/views', register ? { register } : {}, {
    moment: false,
    enabled,
    keep: false,
  })

/** Both return when every list of views knows of it. */
export function useKeepView(): {
  keep: (view: Pick<KeptView, 'id' | 'register' | 'name' | 'shared' | 'look'>) => Promise<KeptView>
  end: (id: string) => Promise<void>
} {
  const { id: mission } = useMission()
  const client = useQueryClient()
  const renew = useCallback(
    () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === mission && queryKey[2] === '/views',
      }),
    [client, mission],
  )
  return {
    keep: useCallback(
      async (view) => {
        const { id, register, name, shared, look } = view
        const kept = await post<KeptView>(`/${mission}/views`, { id, register, name, shared, look })
        tellSign('view')
        await renew()
        return kept
      },
      [mission, renew],
    ),
    end: useCallback(
      async (id) => {
        await post(`/${mission}/views/end`, { id })
        await renew()
      },
      [mission, renew],
    ),
  }
}
