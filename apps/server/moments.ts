/** At which moment a read looks: worked out once per request, by the record itself. */

import type { Moment } from '@konbit/ledger'
import { dayOf, isRefusal } from '@konbit/model'
import type { Ask } from './route.ts'

/** The moment that the request's own dates name. */
export const momentOf = (ask: Ask): Promise<Moment> => momentAt(ask, ask.query)

/** The dates were checked when the address was read, and the mission found: a refusal here is a bug. */
export function momentAt(
  { house, mission, moments }: Ask,
  { at, known }: { at?: string; known?: string },
): Promise<Moment> {
  const key = `${at} ${known}`
  let moment = moments.get(key)
  if (!moment) {
    moment = house.ledger.moment(mission.id, { at, known }).then((found) => {
      if (isRefusal(found))
        throw new Error(`a moment that was checked is refused: ${found.refusal}`)
      return found
    })
    moments.set(key, moment)
  }
  return moment
}

/** The civil day that a moment falls on. */
export const dayAt = ({ mission }: Ask, { at }: Moment): string => dayOf(at, mission.zone)
