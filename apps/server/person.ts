/**
 * Who asks. Whoever is signed in or bears a key is that member. On a demonstration, and there alone, others say which of its
 * people they are: the reference and exercise missions hold nothing but public and made-up facts.
 */
import { isRefusal, type Refusal, refuse } from '@konbit/model'
import { cookieOf } from './cookie.ts'
import type { House, MissionHere, Person, Standing } from './house.ts'
import type { Route } from './route.ts'

/** The person with nothing but public clearances, whom everybody is where nobody may choose. */
export const leastOf = (mission: MissionHere): Standing | undefined =>
  mission.people.find(({ clearances }) => clearances.every(({ label }) => label === 'public'))

export const nobody: Person = { id: '', title: '', roles: [], clearances: [], by: 'session' }

export async function personOf(
  house: House,
  mission: MissionHere,
  request: Request,
): Promise<Person | Refusal> {
  const known = await house.accounts?.personOf(mission, request)
  if (known) return known
  if (!mission.demo) return refuse('no-person', 'Sign in first.')
  const found = chosen(house, mission, request)
  return isRefusal(found) ? found : { ...found, by: 'demo' }
}

function chosen(house: House, mission: MissionHere, request: Request): Standing | Refusal {
  const said = request.headers.get('konbit-person') ?? cookieOf(request, 'konbit-person')
  if (!house.mayChoose) {
    const least = leastOf(mission)
    if (!least) return refuse('no-person')
    return !said || said === least.id
      ? least
      : refuse(
          'not-allowed',
          'People cannot be chosen on this address: it can be reached by others.',
        )
  }
  return (
    mission.people.find(({ id }) => id === (said ?? mission.defaultPerson)) ?? refuse('no-person')
  )
}

/** What a key may reach, whatever its member may: asked before the route is. */
export function keyStands({ key }: Person, house: House, route: Route): Refusal | undefined {
  if (!key) return undefined
  if (route.method === 'post' && !key.mayWrite)
    return refuse('not-allowed', 'This key may only read.')
  const [register = ''] = route.name.split('.')
  const isRegister = house.registers.has(register)
  if (!key.registers || (isRegister && key.registers.includes(register))) return undefined
  return ['registers', 'me'].includes(route.name)
    ? undefined
    : refuse(
        'not-allowed',
        'This key does not reach that. Its registers were named when it was made.',
      )
}
