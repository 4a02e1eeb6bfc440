/** How far somebody is with their first hour: kept on the server per member, seen by what they do. */
import { useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import { post } from '../api/client.ts'
import { useGet, useHere, useRegisters } from '../api/hooks.ts'
import { useOff } from '../day/leads.ts'
import { useDeeds } from '../undo/deeds.ts'
import { type Act, actsOf, isDone } from './acts.ts'
import { useSigns } from './signs.ts'

type Kept = { items: { act: string; done: string }[] }
/** Put down beside the acts: that somebody does not want to be shown it. */
const DISMISSED = 'dismissed'

export function useHour() {
  const { mission, person } = useHere()
  const client = useQueryClient()
  const off = useOff()
  const registers = useRegisters().data?.items
  const location = useRouterState({ select: (state) => state.location })
  const deeds = useDeeds()
  const signs = useSigns()
  const kept = useGet<Kept>('/first-hour', {}, { moment: false, keep: false })
  const sent = useRef(new Set<string>())

  const acts = useMemo(
    () =>
      actsOf(person.roles, (act: Act) => {
        if (!('deed' in act)) return false
        const register = registers?.find(({ name }) => name === act.deed.register)
        return registers !== undefined && (!register || off.register(register))
      }),
    [person.roles, registers, off],
  )
  const done = new Set(kept.data?.items.map(({ act }) => act))

  const keep = async (body: { done?: string[]; undone?: string[] }): Promise<void> => {
    const now = await post<Kept>(`/${mission.id}/first-hour`, body).catch(() => undefined)
    if (now)
      client.setQueriesData<Kept>(
        {
          predicate: ({ queryKey }) =>
            queryKey[0] === mission.id &&
            queryKey[1] === person.id &&
            queryKey[2] === '/first-hour',
        },
        now,
      )
  }

  const path = location.pathname.slice(mission.id.length + 1) || '/'
  const search = location.search as Record<string, unknown>
  const own = deeds.filter((one) => one.member === person.id && one.mission === mission.id)
  const seen = { path, search, deeds: own, signs }
  const fresh = kept.data
    ? acts.filter((act) => !done.has(act.name) && isDone(act, seen)).map(({ name }) => name)
    : []
  const news = fresh.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is newly done is what is sent, each once
  useEffect(() => {
    const names = fresh.filter((one) => !sent.current.has(`${person.id} ${one}`))
    for (const one of names) sent.current.add(`${person.id} ${one}`)
    if (names.length > 0) void keep({ done: names })
  }, [news, person.id])

  return {
    acts: acts.map((act) => ({ ...act, isDone: done.has(act.name) || fresh.includes(act.name) })),
    registers,
    isThere: kept.data !== undefined,
    isDismissed: done.has(DISMISSED),
    dismiss: () => keep({ done: [DISMISSED] }),
    resume: () => keep({ undone: [DISMISSED] }),
    again: () => {
      sent.current.clear()
      return keep({ undone: [...acts.map(({ name }) => name), DISMISSED] })
    },
  }
}
