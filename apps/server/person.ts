/**
 * Who asks. DEMO: until sign-in exists, whoever asks may say which of the mission's demo people they are. On an
 * address that others can reach this is refused unless KONBIT_DEMO=1, and everybody is the least of them.
 */
import { type Refusal, refuse } from '@konbit/model'
import type { House, MissionHere, Person } from './house.ts'

const cookieOf = (request: Request, name: string): string | undefined => {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=')
    if (key === name && value) return value
  }
  return undefined
}

/** The person with nothing but public clearances, whom everybody is where nobody may choose. */
export const leastOf = (mission: MissionHere): Person | undefined =>
  mission.people.find(({ clearances }) => clearances.every(({ label }) => label === 'public'))

export function personOf(house: House, mission: MissionHere, request: Request): Person | Refusal {
  const chosen = request.headers.get('konbit-person') ?? cookieOf(request, 'konbit-person')
  if (!house.mayChoose) {
    const least = leastOf(mission)
    if (!least) return refuse('no-person')
    return !chosen || chosen === least.id
      ? least
      : refuse(
          'not-allowed',
          'People cannot be chosen on this address: it can be reached by others.',
        )
  }
  return (
    mission.people.find(({ id }) => id === (chosen ?? mission.defaultPerson)) ?? refuse('no-person')
  )
}
