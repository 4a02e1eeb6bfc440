/** Which verbs of a vehicle a tap can do: from its state, to another, with nothing asked that has no first answer. Pure. */
import type { RegisterView } from '../../api/types.ts'

/** What failed, as a breakdown names it, in the order in which it is likely. */
export const systems = [
  ...['engine', 'tyres', 'electrical', 'brakes', 'gearbox', 'armour', 'turret', 'radio'],
] as const

export const tapVerbs = (register: RegisterView, state: string): string[] =>
  Object.entries(register.verbs).flatMap(([name, verb]) => {
    const from = [verb.from ?? []].flat()
    const isMove = verb.to !== undefined && verb.to !== state && from.includes(state)
    const isBare = (verb.needs ?? []).every((one) => one === 'fault') && !verb.reason
    return isMove && isBare && register.may.includes(name) ? [name] : []
  })
