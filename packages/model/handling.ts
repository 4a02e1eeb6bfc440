/**
 * Handling: erase, raise and lower. They speak of the record itself and not of the world, so they are no step of the fold,
 * move no state, and can be neither corrected nor voided. Pure, as all of decide.
 */
import type { Command, Outcome } from './decide.ts'
import { byLabel, chain, isLabel, type Label } from './labels.ts'
import { type Detail, type Refusal, refuse } from './problems.ts'
import type { Register } from './register.ts'

export const handlingVerbs = ['erase', 'raise', 'lower'] as const
export type HandlingVerb = (typeof handlingVerbs)[number]
export const isHandling = (verb: string): verb is HandlingVerb =>
  (handlingVerbs as readonly string[]).includes(verb)

/** On which ground something is erased. */
export const erasureGrounds = {
  retention: 'The time for which it may be kept has ended',
  request: 'The person asked for it',
  order: 'A court or an authority ordered it',
  unlawful: 'It should never have been recorded',
} as const
export type ErasureGround = keyof typeof erasureGrounds

/** What such an entry does, as a sealed member of its facets: of each, only what concerns the facet of that label. */
export type Does =
  | { erase: { ground: ErasureGround; entries: number[]; fields?: string[] } }
  | { raise: Label }
  | { lower: Label }

/** What one facet of one entry still says; the author sees all that are given. */
export type Written = {
  seq: number
  label: Label
  verb: string
  fields: readonly string[]
  hasReason: boolean
  isOnBehalf?: boolean
}
/**
 * `floor`: the label to which the record is raised, or its register's own. `state`: that of the record; absent when what
 * was erased once is erased again.
 */
export type Standing = { floor: Label; written: readonly Written[]; state?: string }

/** The facets that the entry writes, lowest first; the reason lies in the highest. */
export type Handling = { floor?: Label; facets: { label: Label; does?: Does }[] }

/** The name under which the reason of an entry is erased. No field may bear it. */
export const REASON = 'because'
/** The name under which it is erased on whose behalf an entry was made. No field may bear it. */
export const ON_BEHALF = 'onBehalfOf'
/** What an entry says beside its fields, each erasable by its name. */
export const asides: readonly string[] = [REASON, ON_BEHALF]

/** The label under which a facet lies in a record raised to `floor`. */
export const placed = (label: Label, floor: Label): Label =>
  byLabel(label, floor) < 0 ? floor : label

/** Whether a field can be erased: a reference never, since who may see what hangs on references. */
export const isErasable = (register: Register, field: string): boolean =>
  asides.includes(field) || register.fields[field]?.to === undefined

/** Whether records of the register can be raised: not from a compartment, above the highest label, nor where they stay open. */
export const canRise = ({ label, staysOpen }: Register): boolean =>
  !staysOpen && (chain as readonly Label[]).includes(label) && label !== chain.at(-1)

export function decideHandling(
  register: Register,
  command: Command,
  standing: Standing | undefined,
): Outcome | Refusal {
  if (!standing) return refuse('not-found')
  if (!command.because?.trim()) return refuse('needs-reason')
  if (command.at !== undefined)
    return unfit([{ field: 'at', needs: 'to be left out: it is done now, for every date' }])
  if (command.onBehalfOf !== undefined)
    return unfit([{ field: ON_BEHALF, needs: 'to be left out: nobody does this for another' }])
  const input = command.input ?? {}
  const handling =
    command.verb === 'erase'
      ? erasing(register, input, standing)
      : moving(register, command.verb, input, standing.floor)
  if ('refusal' in handling) return handling
  if (command.verb === 'erase' && silences(register, handling, standing))
    return refuse(
      'unless',
      'They are told of changes there while they are let in: end their access or change that first.',
    )
  return { from: null, to: null, set: {}, handling }
}

/** Whether it takes away where somebody who is let in is told of changes to that. What stood there before may go. */
function silences(
  { grants }: Register,
  { facets }: Handling,
  { written, state }: Standing,
): boolean {
  if (grants?.kind !== 'member' || !grants.toldAt || !state || !grants.while.includes(state))
    return false
  const { toldAt } = grants
  const last = Math.max(
    ...written.filter(({ fields }) => fields.includes(toldAt)).map(({ seq }) => seq),
  )
  return facets.some(({ does }) => {
    const erased = does && 'erase' in does ? does.erase : undefined
    return erased?.entries.includes(last) && (erased.fields?.includes(toldAt) ?? true)
  })
}

const unfit = (details: Detail[]): Refusal => refuse('invalid-input', undefined, details)
const extra = (input: Readonly<Record<string, unknown>>, taken: readonly string[]): Detail[] =>
  Object.keys(input)
    .filter((name) => !taken.includes(name))
    .map((name) => ({
      field: name.slice(0, 80),
      needs: 'to be left out: this verb does not take it',
    }))

function moving(
  register: Register,
  verb: string,
  input: Readonly<Record<string, unknown>>,
  floor: Label,
): Handling | Refusal {
  const wrong = extra(input, ['label'])
  const { label } = input
  const isRaise = verb === 'raise'
  const fits =
    isLabel(label) &&
    (chain as readonly Label[]).includes(label) &&
    (isRaise
      ? byLabel(label, floor) > 0
      : byLabel(label, floor) < 0 && byLabel(label, register.label) >= 0)
  if (!fits) {
    const needs = isRaise
      ? `a label above ${floor}`
      : `a label below ${floor}, and not below ${register.label}, the register’s own`
    wrong.push({ field: 'label', needs })
  }
  if (wrong.length > 0) return unfit(wrong)
  const to = label as Label
  const own = { label: register.label, does: isRaise ? { raise: to } : { lower: to } }
  // The reason for raising lies as high as the record then does, and stays there should the record come down again.
  return { floor: to, facets: isRaise ? [own, { label: to }] : [own] }
}

function erasing(
  register: Register,
  input: Readonly<Record<string, unknown>>,
  { written }: Standing,
): Handling | Refusal {
  const { ground, entries, labels, fields } = input
  const wrong = extra(input, ['ground', 'entries', 'labels', 'fields'])
  if (typeof ground !== 'string' || !Object.hasOwn(erasureGrounds, ground))
    wrong.push({ field: 'ground', needs: `one of ${Object.keys(erasureGrounds).join(', ')}` })
  const listed = (name: string, value: unknown, fits: (one: unknown) => boolean): void => {
    if (value !== undefined && !(Array.isArray(value) && value.length > 0 && value.every(fits)))
      wrong.push({ field: name, needs: 'a list of what is meant, or to be left out' })
  }
  listed('entries', entries, Number.isSafeInteger)
  listed('labels', labels, isLabel)
  listed('fields', fields, (one) => typeof one === 'string')
  if (wrong.length > 0) return unfit(wrong)
  for (const field of (fields ?? []) as string[]) {
    const isKnown = asides.includes(field) || Object.hasOwn(register.fields, field)
    if (field === 'state' && !isKnown)
      wrong.push({ field, needs: 'to be left out: the state of a record is never erased' })
    else if (!isKnown) wrong.push({ field: field.slice(0, 80), needs: 'to be a field' })
    else if (!isErasable(register, field))
      wrong.push({ field, needs: 'to be left out: a reference is never erased; amend it instead' })
  }
  if (wrong.length > 0) return unfit(wrong)
  const meant = entries === undefined ? undefined : new Set(entries as number[])
  for (const seq of meant ?? [])
    if (!written.some((one) => one.seq === seq)) return refuse('no-such-entry')

  const chosen = fields === undefined ? undefined : [...new Set(fields as string[])].sort()
  const byFacet = new Map<Label, number[]>()
  for (const one of written) {
    // What was said of handling before stays, unless it is named.
    if (meant ? !meant.has(one.seq) : isHandling(one.verb)) continue
    if (labels !== undefined && !(labels as Label[]).includes(one.label)) continue
    const held = [
      ...one.fields,
      ...(one.hasReason ? [REASON] : []),
      ...(one.isOnBehalf ? [ON_BEHALF] : []),
    ]
    const gone = held.filter(
      (name) => isErasable(register, name) && (chosen === undefined || chosen.includes(name)),
    )
    if (gone.length > 0) byFacet.set(one.label, [...(byFacet.get(one.label) ?? []), one.seq])
  }
  if (byFacet.size === 0) return refuse('nothing-changes', 'Nothing is left of it to erase.')
  const facets = [...byFacet]
    .sort(([a], [b]) => byLabel(a, b))
    .map(([label, seqs]) => ({
      label,
      does: {
        erase: {
          ground: ground as ErasureGround,
          entries: [...new Set(seqs)].sort((a, b) => a - b),
          ...(chosen ? { fields: chosen } : {}),
        },
      },
    }))
  return { facets }
}
