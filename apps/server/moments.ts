/** At which moment a read looks: worked out once per request, by the record itself. */
import type { Moment } from './contract.ts'
import type { Ask } from './route.ts'

export const momentOf = ({ house, mission, query }: Ask): Promise<Moment> => {
  const { at, known } = query as { at?: string; known?: string }
  return house.ledger.moment(mission.id, { ...(at ? { at } : {}), ...(known ? { known } : {}) })
}
