/** Words that the grammar itself declares in English: roles, grounds of erasure, controllers, lawful bases. */
import { bases, controllers, erasureGrounds, type Role, roles } from '@konbit/model'
import { useCallback } from 'react'
import { useSaid } from '../words.tsx'

export const viewedRoles = (Object.keys(roles) as Role[]).filter((role) => role !== 'importer')
export const grounds = Object.keys(erasureGrounds)

const declared: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  role: roles,
  ground: erasureGrounds,
  controller: controllers,
  basis: bases,
}

export function useModelWord(kind: keyof typeof declared): (value: string) => string {
  const said = useSaid()
  return useCallback(
    (value) => said(`${kind}.${value}`, declared[kind]?.[value] ?? value),
    [said, kind],
  )
}
