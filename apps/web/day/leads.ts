/** Whose first page is the day: whoever works for the mission. And what the mission has switched off. */
import { chosenPerson } from '../api/client.ts'
import { useHere, useMission } from '../api/hooks.ts'
import type { Person } from '../api/types.ts'

/** They look at the mission and do not work for it day by day. */
const outside = new Set(['donor', 'resident', 'importer'])

const hasDay = ({ roles }: Person): boolean => roles.some((role) => !outside.has(role))

export const useHasDay = (): boolean => hasDay(useHere().person)

/** Of a demonstration: of whom somebody chose to be, not of whoever comes by. */
export function useLeadsToDay(): boolean {
  const { mission, person } = useHere()
  return hasDay(person) && (!mission.demo || chosenPerson() !== undefined)
}

export type IsOff = {
  desk: (desk: string) => boolean
  register: (one: { name: string; desk: string }) => boolean
}
/** What no page asks for; by its address it opens as before. */
export function useOff(): IsOff {
  const { off } = useMission()
  const desk = (name: string): boolean => off?.desks.includes(name) ?? false
  return { desk, register: (one) => desk(one.desk) || (off?.registers.includes(one.name) ?? false) }
}
