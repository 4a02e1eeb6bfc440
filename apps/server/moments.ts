/** At which moment a read looks: worked out once per request, by the record itself. */
import { dayOf, isRefusal } from '@konbit/model'
import type { Moment } from '@konbit/ledger'
import type { Ask } from './route.ts'

/** The dates were checked when the address was read, and the mission found: a refusal here is a bug. */
export async function momentOf({ house, mission, query }: Ask): Promise<Moment> {
  const { at, known } = query as { at?: string; known?: string }
  const moment = await house.ledger.moment(mission.id, { ...(at ? { at } : {}), ...(known ? { known } : {}) })
  if (isRefusal(moment)) throw new Error(`a moment that was checked is refused: ${moment.refusal}`)
  return moment
}

/** The civil day that a moment falls on. */
export const dayAt = ({ mission }: Ask, { at }: Moment): string => dayOf(at, mission.zone)
