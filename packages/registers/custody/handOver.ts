/**
 * Hand-over: what must stand before a person held is given into other hands. One rule for both doors, the custody itself and
 * its transfer, so that neither goes round the other. The assessment lies outside the compartment and can be asked; the rest
 * is given with the act.
 */
import { type Ask, type Fields, spanOf, type Unless } from '@konbit/model'

export const asksOfHandOver: Readonly<Record<string, Ask>> = {
  assessed: {
    register: 'dueDiligence',
    match: { $record: 'dueDiligence', organisation: 'handedTo' },
    take: ['assessedOn', 'validUntil', 'outcome', 'where'],
  },
}

/** Those of the custody and its transfer that a hand-over waits for. */
export const handOverNeeds = [
  'handedTo',
  'dueDiligence',
  'healthCheckOn',
  'counselOn',
  'kinToldOn',
  'handedOn',
] as const

const first = (value: unknown): string =>
  typeof value === 'string' ? (spanOf(value)?.first ?? '') : ''
const last = (value: unknown): string =>
  typeof value === 'string' ? (spanOf(value)?.last ?? '') : ''

type Where = { pcode?: string; name?: string } | undefined
/** Whether the place lies in what was assessed: by P-code, which begins with that of what it lies in; without one, by name. */
const isWithin = (place: Where, assessed: Where): boolean => {
  if (place?.pcode && assessed?.pcode) return place.pcode.startsWith(assessed.pcode)
  const [name, other] = [place?.name, assessed?.name].map((one) => one?.trim().toLowerCase())
  return name !== undefined && name !== '' && name === other
}

/** `at`: the field that says where the person will be held. */
export const handOverStands =
  (at: string): Unless =>
  (now, input, beside) => {
    const all: Fields = { ...now, ...input }
    const on = last(all.handedOn)
    const isDone = (name: string): boolean => first(all[name]) !== '' && first(all[name]) <= on
    if (!isDone('healthCheckOn')) return 'Nobody is handed over before a medical check.'
    if (!isDone('counselOn')) return 'Nobody is handed over before they could speak to counsel.'
    if (!isDone('kinToldOn')) return 'Nobody is handed over before the family is told.'
    if (!beside) return undefined
    const [assessed] = beside.rows.assessed ?? []
    if (assessed?.state !== 'standing')
      return 'Nobody is handed over without an assessment that stands, of the unit that receives them.'
    if (assessed.outcome === 'refused')
      return 'The assessment of the unit that would receive them says no: record the refusal.'
    if (last(assessed.validUntil) < on || first(assessed.assessedOn) > on)
      return 'The assessment of the unit that receives them is not current: assess again first.'
    return isWithin(all[at] as Where, assessed.where as Where)
      ? undefined
      : 'The assessment is of another place, or one of the two names none: say where the person will be held, and have that place assessed.'
  }
