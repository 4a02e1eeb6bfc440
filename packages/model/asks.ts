/**
 * Asks: what a rule has to know of other records. An act declares the question; whoever holds the record answers it under its
 * lock, of what is known last; the rule itself stays pure. Not a query language: fields that are the same, and sums.
 */
import { isCompartment } from './grants.ts'
import type { Field } from './kinds.ts'
import type { Act, Fields, Register } from './register.ts'

export type Ask = {
  register: string
  /** Absent: any state. */
  state?: readonly string[]
  where?: Readonly<Record<string, string | boolean | readonly string[]>>
  /**
   * A field of the register asked, or `$record` for its id; and the field of this record, as it would stand after the act, with
   * which it is the same, or `$record`. A field that holds many ids is the same as each. Without a value there is no answer: no row.
   * Empty: all records in those states, of which there are few.
   */
  match: Readonly<Record<string, string>>
  take: readonly string[]
  /** A number added up over those that agree in state and in all that is taken; `$record` counts them, as `records`. */
  sum?: string
}
/** By the names that the act gives. The record itself is never among the rows; each bears its `state`. */
export type Beside = {
  /** Today in the mission's zone, as the act finds it. */
  day: string
  /** The day from which the act holds. */
  on: string
  rows: Readonly<Record<string, readonly Fields[]>>
}

/** The word for a record's id in a question, and the name under which records are counted. */
export const ITSELF = '$record'
export const COUNTED = 'records'
/** More rows than these to one question, and the act is refused. */
export const BESIDE_MAX = 2000

const single = new Set(['code', 'choice', 'ref', 'flag', 'count'])
const summed = new Set(['count', 'quantity', 'money'])

/** What does not hold in the questions of an act, as far as its own register tells; else nothing. */
export function wrongAsk(fields: Readonly<Record<string, Field>>, act: Act): string | undefined {
  for (const [name, ask] of Object.entries(act.asks ?? {})) {
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) return `question ${name} is not one camelCase word`
    const own = Object.values(ask.match)
    if (own.length === 0 && !ask.state) return `question ${name} matches nothing`
    const unknown = own.find((field) => field !== ITSELF && !fields[field])
    if (unknown) return `question ${name} names no field ${unknown}`
    const many = own.filter((field) => fields[field]?.kind.name === 'refs')
    if (many.length > 1) return `question ${name} matches more than one list`
    const odd = own.find(
      (field) =>
        field !== ITSELF && !single.has(fields[field]?.kind.name ?? '') && !many.includes(field),
    )
    if (odd) return `question ${name} matches ${odd}, which is no one value`
  }
  return undefined
}

/** What does not hold in a question, as the register that is asked tells; else nothing. */
export function wrongAsked(asked: Register | undefined, ask: Ask): string | undefined {
  if (!asked) return `asks no register ${ask.register}`
  const state = ask.state?.find((one) => !asked.states.includes(one))
  if (state) return `asks ${ask.register} for no state ${state}`
  const sum = ask.sum === ITSELF ? undefined : ask.sum
  const compared = [...Object.keys(ask.match), ...Object.keys(ask.where ?? {})]
  const named = [...compared, ...ask.take, ...(sum === undefined ? [] : [sum])]
  for (const name of named) {
    if (name === ITSELF) continue
    const field = asked.fields[name]
    if (!field) return `asks ${ask.register} for no field ${name}`
    // The sentence of a refusal is read by whoever acts: what lies behind a wall must not shine through it.
    if (isCompartment(field.label ?? asked.label))
      return `asks ${ask.register} for ${name}, which lies in a compartment`
  }
  if (isCompartment(asked.label)) return `asks ${ask.register}, which lies in a compartment`
  const odd = compared.find(
    (name) => name !== ITSELF && !single.has(asked.fields[name]?.kind.name ?? ''),
  )
  if (odd) return `compares ${ask.register}.${odd}, which is no one value`
  if (sum !== undefined && !summed.has(asked.fields[sum]?.kind.name ?? ''))
    return `adds up ${ask.register}.${sum}, which is no number`
  return undefined
}

/** The fields of a register by which others ask for its records, those together that one question names. */
export const askedBy = (list: readonly Register[], register: string): string[][] => {
  const asks = list
    .flatMap((one) => [one.enters, one.amends, ...Object.values(one.transitions)])
    .flatMap((act) => Object.values(act.asks ?? {}))
    .filter((ask) => ask.register === register)
  const sets = asks.map(({ match }) =>
    Object.keys(match)
      .filter((field) => field !== ITSELF)
      .sort(),
  )
  const byName = new Map(sets.map((set) => [set.join(' '), set]))
  byName.delete('')
  return [...byName.keys()].sort().map((name) => byName.get(name) as string[])
}
