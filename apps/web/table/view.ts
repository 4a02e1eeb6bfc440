/** What a person chose of a list: its columns and its density. Kept per register in this browser. */
import { useState } from 'react'
import type { RegisterView } from '../api/types.ts'

export type View = { columns: string[]; dense: boolean }

/** The column that leads to the record comes first and stays in sight. */
export function leadOf(register: RegisterView): string {
  return (
    register.caption.find((name) => register.featured.includes(name)) ??
    register.caption[0] ??
    register.featured[0] ??
    'state'
  )
}

export const everyColumn = (register: RegisterView): string[] => [
  leadOf(register),
  ...new Set(
    [...register.featured, ...Object.keys(register.fields), 'state'].filter(
      (name) => name !== leadOf(register),
    ),
  ),
]

const featured = (register: RegisterView): string[] => [
  leadOf(register),
  ...register.featured.filter((name) => name !== leadOf(register)),
]

export function useView(register: RegisterView): [View, (change: Partial<View>) => void] {
  const key = `konbit-view-${register.name}`
  const [view, setView] = useState<View>(() => {
    const standard = { columns: featured(register), dense: false }
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<View>
      const known = new Set(everyColumn(register))
      const columns = kept.columns?.filter((name) => known.has(name))
      return { ...standard, ...kept, columns: columns?.length ? columns : standard.columns }
    } catch {
      return standard
    }
  })
  return [
    view,
    (change) => {
      const next = { ...view, ...change }
      localStorage.setItem(key, JSON.stringify(next))
      setView(next)
    },
  ]
}
