/** Which columns a list of a register can have, and which comes first. */
import type { RegisterView } from '../api/types.ts'

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

export const featuredColumns = (register: RegisterView): string[] => [
  leadOf(register),
  ...register.featured.filter((name) => name !== leadOf(register)),
]
