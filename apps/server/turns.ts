/**
 * For tests only: where asking everything of everybody takes too long, the part that this run asks, another part each time.
 * KONBIT_SEED asks the same part again, KONBIT_WHOLE=1 all of it.
 */
import { type Act, acts, labelOf, type Register, type Transition } from '@konbit/model'

const { KONBIT_SEED, KONBIT_WHOLE } = process.env
export const seed = Number(KONBIT_SEED ?? Math.floor(Math.random() * 2 ** 31))
const isWhole = KONBIT_WHOLE === '1'
export const say = (what: string): string => `${what} (KONBIT_SEED=${seed})`

/** Whether the one at this place is asked, of so many that stand beside each other. */
export const isTurn = (place: number, of: number): boolean => isWhole || (place + seed) % of === 0

/** What is given of what may be, as one word. */
const given = (what: object, names: readonly string[]): string =>
  names.filter((name) => (what as Record<string, unknown>)[name] !== undefined).join(' ')

/** Everything of its declaration that makes the doors, the tables or the rules of a register other than those of another. */
function traits(register: Register): string[] {
  const { label, facets, within, fields } = register
  const act = ([verb, one]: readonly [string, Act | Transition]): string[] => [
    `${['enter', 'amend'].includes(verb) ? verb : 'moves'} ${given(one, ['to', 'self', 'reason'])}`,
    ...['takes', 'needs', 'unless', 'asks', 'signs', 'apartFrom', 'clears'].filter(
      (name) => name in one,
    ),
  ]
  return [
    ...facets.map((facet) => `${label}, ${facet}`),
    `within ${within === undefined || within === 'self' ? within : 'a unit'}`,
    given(register, ['unit', 'grants', 'bars', 'staysOpen', 'holds']),
    ...Object.entries(fields).map(
      ([name, { kind, required, unique }]) =>
        `${kind.name} ${required ? 'required' : ''} ${unique ? 'unique' : ''} ${labelOf(register, name) === label}`,
    ),
    ...acts(register).flatMap(act),
  ]
}

/** Registers in an order of chance, until nothing is left that a declaration can say and none of them does. */
export function aFew(all: Iterable<Register>): Register[] {
  const mixed = [...all]
    .map((register, place) => ({ register, lot: Math.imul(place + 1, seed | 1) >>> 0 }))
    .sort((one, other) => one.lot - other.lot)
  const had = new Set<string>()
  return mixed.flatMap(({ register }) => {
    const fresh = traits(register).filter((one) => !had.has(one))
    for (const one of fresh) had.add(one)
    return fresh.length > 0 || isWhole ? register : []
  })
}
