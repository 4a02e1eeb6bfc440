/**
 * A day rule: what waits for whom. One question to one register: records in some states, perhaps with a date that has come;
 * whoever holds one of the roles owes the act that answers it. Values, like deadlines: a page asks, nothing is typed twice.
 */
import type { Role } from '@konbit/model'

export type DayRule = {
  name: string
  roles: readonly Role[]
  register: string
  state?: readonly string[]
  /** Null: where nothing is given. */
  where?: Readonly<Record<string, string | readonly string[] | boolean | null>>
  /** The date that counts, and how many days ahead of it one is told. Without a date it waits since it came into the state. */
  date?: string
  ahead?: number
  /** The act by which it is answered; one of those roles may do it. */
  verb: string
  /** `owed`: a duty of one's own, with a day; `waiting`: somebody else cannot go on until it is done. */
  as: 'owed' | 'waiting'
}

export const owed = (
  name: string,
  roles: readonly Role[],
  rule: Omit<DayRule, 'name' | 'roles' | 'as'>,
): DayRule => ({ name, roles, ...rule, as: 'owed' })
export const waiting = (
  name: string,
  roles: readonly Role[],
  rule: Omit<DayRule, 'name' | 'roles' | 'as'>,
): DayRule => ({ name, roles, ...rule, as: 'waiting' })
