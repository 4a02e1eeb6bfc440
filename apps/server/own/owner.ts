/** Who keeps something of their own: somebody with a role. A visitor without one, and a program, look and keep nothing. */
import { type Refusal, refuse } from '@konbit/model'
import type { Ask } from '../route.ts'

export const ownerOf = ({ person, mission }: Ask): { mission: string; member: string } | Refusal =>
  person.roles.length === 0 || person.by === 'key'
    ? refuse('not-allowed')
    : { mission: mission.id, member: person.id }
