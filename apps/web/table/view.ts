/**
 * What a person chose of a list: its columns and its density. Kept per register in this browser; an address that says
 * otherwise is obeyed, and let go of as soon as something is chosen.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { RegisterView } from '../api/types.ts'
import { everyColumn, featuredColumns } from './columns.ts'
import { drawnBy, type Filters, filtersOf } from './looks.ts'

export type View = { columns: string[]; dense: boolean }

/** The part of the address that filters, without the moment, the drawer and how the list is drawn. */
export function useFilters(): [Filters, (change: Filters) => void] {
  const search = useSearch({ strict: false }) as Record<string, string>
  const navigate = useNavigate()
  return [
    filtersOf(search),
    (change) =>
      void navigate({
        to: '.',
        search: ((before: object) => ({ ...before, ...change })) as never,
        replace: true,
        resetScroll: false,
      }),
  ]
}

export function useView(register: RegisterView): [View, (change: Partial<View>) => void] {
  const key = `konbit-view-${register.name}`
  const search = useSearch({ strict: false }) as Record<string, string>
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<View>(() => {
    const standard = { columns: featuredColumns(register), dense: false }
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<View>
      const known = new Set(everyColumn(register))
      const columns = kept.columns?.filter((name) => known.has(name))
      return { ...standard, ...kept, columns: columns?.length ? columns : standard.columns }
    } catch {
      return standard
    }
  })
  const view = { ...chosen, ...drawnBy(search, register) }
  return [
    view,
    (change) => {
      const next = { ...view, ...change }
      localStorage.setItem(key, JSON.stringify(next))
      setChosen(next)
      if (search.columns === undefined && search.dense === undefined) return
      void navigate({
        to: '.',
        search: ((before: object) => ({
          ...before,
          columns: undefined,
          dense: undefined,
        })) as never,
        replace: true,
        resetScroll: false,
      })
    },
  ]
}
