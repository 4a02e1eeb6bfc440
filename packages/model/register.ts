/**
 * register(): the definition of one kind of record. It declares; routes, forms, tables, exports, columns, the
 * permission matrix and the reference pages follow from it. It refuses a definition that cannot hold, at start-up.
 */
import { type Ask, askedBy, type Beside, wrongAsk, wrongAsked } from './asks.ts'
import { fieldsNamed, type Grants, isCompartment, SELF } from './grants.ts'
import { asides, canRise } from './handling.ts'
import type { Field } from './kinds.ts'
import { byLabel, keepsWith, type Label } from './labels.ts'
import type { Measure } from './measures.ts'
import { type Basis, type Controller, type Retention, wrongRetention } from './retention.ts'
import type { Role } from './roles.ts'

export type Fields = Readonly<Record<string, unknown>>
/**
 * One sentence when the rules stand against it, which never quotes a field; else nothing. Pure. `beside` is absent where
 * nobody can answer what the act asks: the rule then lets it pass, and the server decides.
 */
export type Unless = (now: Fields, input: Fields, beside?: Beside) => string | undefined

/** Who may do it, what may be given with it, what must be, and what stands against it. */
export type Act = {
  by: readonly Role[]
  /** Fields that may be given. Absent: every field. */
  takes?: readonly string[]
  /** Those of them that must be given, beyond what the fields themselves require. */
  needs?: readonly string[]
  unless?: Unless
  /** What `unless` has to know of other records, by names of its own. Not asked for corrections, nor when a record is made anew. */
  asks?: Readonly<Record<string, Ask>>
  /** Of a register that grants: never for oneself, or only for oneself. */
  self?: 'never' | 'only'
  /** A field of kind code that the decision sets to the member who does it. Nobody gives it, and only they correct that entry. */
  signs?: string
  /** Fields that are signed: whoever stands in one of them may not do this. */
  apartFrom?: readonly string[]
  /** Fields that the decision empties; none of them is given with it, nor required. */
  clears?: readonly string[]
  /** Asked for with the verb, and kept with the entry. */
  reason?: boolean
  title?: string
}
/** `to` absent: the state stays as it is, whichever of `from` it was. */
export type Transition = Act & { from: string | readonly string[]; to?: string }

/**
 * `field` names a unit: whoever belongs to a body in its line. `members`, a field of kind code: the members it names, with commas
 * between. `with` names a record: whoever is barred from that one, by whatever rule.
 */
export type Bars = { field?: string; members?: string; with?: string }

export type RegisterSpec = {
  name: string
  title: string
  plural: string
  about: string
  desk: Desk
  /** On whose behalf its records are held, on which basis, and for how long. */
  controller: Controller
  basis: Basis
  retention: Retention
  /** Who may see a record, unless a field says more. */
  label: Label
  /** The reference field that names the unit a reader's clearance may be limited to; `self`: the record is that unit. */
  within?: string
  /** Records of this register are units; the named reference field, if any, is the unit above. */
  unit?: { above?: string }
  /** What a record lets somebody see or do. */
  grants?: Grants
  /** Who sees the record under no clearance. */
  bars?: Bars
  /** It is never raised: what outsiders may read of it the mission cannot take back. */
  staysOpen?: true
  caption: readonly string[]
  featured: readonly string[]
  /** First field, then direction, in which lists are sorted unless asked otherwise. */
  sort?: { by: string; descending?: boolean }
  fields: Readonly<Record<string, Field>>
  /** The first state is the one a new record enters, unless `enters.to` names another. */
  states?: readonly string[]
  enters: Act & { to?: string }
  amends: Act
  /** Who may correct and void. Absent: who may enter. */
  corrects?: Pick<Act, 'by' | 'self'>
  transitions?: Readonly<Record<string, Transition>>
  /** Its records, while in one of `states`, forbid that anything be erased of the record whose id stands in a field. */
  holds?: { record: string; states: readonly string[] }
  measures?: Readonly<Record<string, Measure>>
}

export const desks = [
  'people',
  'logistics',
  'funds',
  'situation',
  'operations',
  'sharing',
  'accountability',
  'community',
  'custody',
  'mandate',
  'plan',
  'sources',
  'access',
] as const
export type Desk = (typeof desks)[number]

export type Register = RegisterSpec & {
  states: readonly string[]
  transitions: Readonly<Record<string, Transition>>
  corrects: Pick<Act, 'by' | 'self'>
  /** The labels under which a record may have facets, lowest first; the register's own label is among them. */
  facets: readonly Label[]
  /** Fields by which the rules of other records ask for its own, those together that one question names. Told by the vocabulary. */
  asked?: readonly (readonly string[])[]
}

export const standingVerbs = [
  'enter',
  'amend',
  'correct',
  'void',
  'erase',
  'raise',
  'lower',
] as const

const word = /^[a-z][a-zA-Z0-9]*$/

/** Completes and checks a definition. Throws an Error that names the register and what does not hold. */
export function register(spec: RegisterSpec): Register {
  const wrong = (why: string): never => {
    throw new Error(`register ${spec.name}: ${why}`)
  }
  const names = Object.keys(spec.fields)
  const states = spec.states ?? ['recorded']
  const transitions = spec.transitions ?? {}
  if (!word.test(spec.name)) wrong('its name is not one camelCase word')
  if (states.length === 0) wrong('it has no state')
  for (const name of names) {
    const odd = spec.fields[name]?.books?.find(
      ({ codes }) => spec.fields[name]?.options?.some((one) => codes[one] === undefined) ?? true,
    )
    if (odd) wrong(`code book ${odd.name} leaves out what field ${name} may be`)
    if (!word.test(name) || name === SELF) wrong(`field ${name} is not one camelCase word`)
    if (asides.includes(name))
      wrong(`field ${name} bears the name of what an entry says beside its fields`)
    const field = spec.fields[name] as Field
    const label = field.label ?? spec.label
    if (!keepsWith(spec.label, label)) wrong(`field ${name} lies in another compartment`)
    if (byLabel(label, spec.label) < 0)
      wrong(`field ${name} lies under a lower label than its register`)
    if (field.unique && label !== spec.label)
      wrong(`unique field ${name} lies off the register's own label`)
  }
  const signed = signedFields({ ...spec, transitions })
  for (const name of signed) {
    const field = spec.fields[name]
    if (field?.kind.name !== 'code' || field.required || field.unique)
      wrong(`signs ${name}, which is no optional code`)
    if (field?.label) wrong(`signs ${name}, which lies off the register's own label`)
  }
  const known = (list: readonly string[] | undefined, where: string): void => {
    for (const name of list ?? [])
      if (!names.includes(name)) wrong(`${where} names no field ${name}`)
  }
  known(spec.caption, 'caption')
  known(
    spec.featured.filter((name) => name !== 'state'),
    'featured',
  )
  if (spec.sort && spec.sort.by !== 'state') known([spec.sort.by], 'sort')
  if (spec.within && spec.within !== SELF && !spec.fields[spec.within]?.to)
    wrong(`within ${spec.within} is no reference`)
  if (spec.unit?.above && !spec.fields[spec.unit.above]?.to)
    wrong(`unit above ${spec.unit.above} is no reference`)
  if (spec.grants) {
    known(fieldsNamed(spec.grants), 'grants')
    for (const name of fieldsNamed(spec.grants))
      if (spec.fields[name]?.label && spec.grants.kind !== 'member')
        wrong(`grants by ${name}, which lies off the register's own label`)
    for (const state of spec.grants.while)
      if (!states.includes(state)) wrong(`grants names no state ${state}`)
  }
  const wrongBar = spec.bars && wrongBars(spec.fields, spec.bars)
  if (wrongBar) wrong(wrongBar)
  const required = names.filter((name) => spec.fields[name]?.required)
  if (required.length > 5) wrong('more than five required fields')
  for (const [verb, act] of acts({ ...spec, transitions })) {
    known(act.takes, `${verb} takes`)
    for (const name of act.needs ?? []) {
      if (act.takes && !act.takes.includes(name))
        wrong(`${verb} needs ${name} and does not take it`)
    }
    if (act.by.length === 0) wrong(`nobody may ${verb}`)
    const asks = wrongAsk(spec.fields, act)
    if (asks) wrong(`${verb}: ${asks}`)
    for (const name of act.takes ?? [])
      if (signed.has(name)) wrong(`${verb} takes ${name}, which is signed`)
    known(act.clears, `${verb} clears`)
    for (const name of act.clears ?? [])
      if (spec.fields[name]?.required || !act.takes || act.takes.includes(name))
        wrong(`${verb} clears ${name}, which it takes or the register requires`)
    for (const name of act.apartFrom ?? [])
      if (!signed.has(name)) wrong(`${verb} is apart from ${name}, which nobody signs`)
  }
  if (spec.enters.takes) {
    for (const name of required)
      if (!spec.enters.takes.includes(name)) wrong(`enter does not take required ${name}`)
  }
  for (const [verb, transition] of Object.entries(transitions)) {
    if (!word.test(verb) || (standingVerbs as readonly string[]).includes(verb))
      wrong(`${verb} is no name for a transition`)
    for (const state of [transition.from, transition.to ?? []].flat()) {
      if (!states.includes(state)) wrong(`${verb} names no state ${state}`)
    }
  }
  if (spec.enters.to && !states.includes(spec.enters.to))
    wrong(`enter names no state ${spec.enters.to}`)
  const retained = wrongRetention(spec.retention, states)
  if (retained) wrong(retained)
  if (spec.holds) {
    known([spec.holds.record], 'holds')
    if (spec.fields[spec.holds.record]?.label)
      wrong(`holds by ${spec.holds.record}, which lies off the register's own label`)
    for (const state of spec.holds.states)
      if (!states.includes(state)) wrong(`holds names no state ${state}`)
  }
  const labels = new Set<Label>([
    spec.label,
    ...names.map((name) => spec.fields[name]?.label ?? spec.label),
  ])
  const given = names.filter((name) => !signed.has(name))
  const takesGiven = <Kind extends Act>(act: Kind): Kind =>
    act.takes || signed.size === 0 ? act : { ...act, takes: given }
  return {
    ...spec,
    states,
    enters: takesGiven(spec.enters),
    amends: takesGiven(spec.amends),
    transitions: Object.fromEntries(
      Object.entries(transitions).map(([verb, one]) => [verb, takesGiven(one)]),
    ),
    corrects: spec.corrects ?? {
      by: spec.enters.by,
      ...(spec.enters.self ? { self: spec.enters.self } : {}),
    },
    facets: [...labels].sort(byLabel),
  }
}

function wrongBars(
  fields: Readonly<Record<string, Field>>,
  { field, members, with: leading }: Bars,
): string | undefined {
  const named = [field, members, leading].filter((one) => one !== undefined)
  if (named.some((one) => fields[one]?.label)) return 'bars by a field off its own label'
  if (named.length === 0 || [field, leading].some((one) => one && !fields[one]?.to))
    return 'bars names no reference'
  return members && fields[members]?.kind.name !== 'code' ? 'bars members by no code' : undefined
}

/** Every declared act by its verb: enter, amend, then the transitions. */
export const acts = (spec: RegisterSpec): [verb: string, act: Act][] => [
  ['enter', spec.enters],
  ['amend', spec.amends],
  ...Object.entries(spec.transitions ?? {}),
]

/** The fields that some act signs. */
export const signedFields = (spec: RegisterSpec): ReadonlySet<string> =>
  new Set(acts(spec).flatMap(([, { signs }]) => signs ?? []))

/** The roles that may do `verb`; empty when there is no such verb. */
export function mayDo(register: Register, verb: string): readonly Role[] {
  if (verb === 'correct' || verb === 'void') return register.corrects.by
  if (verb === 'erase') return ['protection']
  if (verb === 'raise')
    return canRise(register)
      ? [...new Set([...register.amends.by, 'protection', 'chief'] as const)]
      : []
  if (verb === 'lower') return canRise(register) ? ['chief'] : []
  return acts(register).find(([name]) => name === verb)?.[1].by ?? []
}

export const labelOf = (register: Register, field: string): Label =>
  register.fields[field]?.label ?? register.label

export type Registers = ReadonlyMap<string, Register>

/**
 * Checks a vocabulary as a whole: references and questions lead somewhere, no two of a name, same field name same kind.
 */
export function vocabulary(list: readonly Register[]): Registers {
  const registers = new Map(
    list.map((one) => {
      const asked = askedBy(list, one.name)
      return [one.name, asked.length > 0 ? { ...one, asked } : one]
    }),
  )
  if (registers.size !== list.length) throw new Error('two registers of one name')
  const kindOf = new Map<string, [kind: string, register: string]>()
  for (const one of list) {
    for (const [verb, { asks }] of acts(one)) {
      for (const ask of Object.values(asks ?? {})) {
        const why = wrongAsked(registers.get(ask.register), ask)
        if (why) throw new Error(`${one.name}: ${verb} ${why}`)
      }
    }
    for (const [name, field] of Object.entries(one.fields)) {
      const first = kindOf.get(name)
      if (first && first[0] !== field.kind.name) {
        throw new Error(
          `field ${name} is a ${field.kind.name} in ${one.name} and a ${first[0]} in ${first[1]}`,
        )
      }
      kindOf.set(name, [field.kind.name, one.name])
      if (!field.to) continue
      const target = registers.get(field.to)
      if (!target) throw new Error(`${one.name}.${name} points to no register ${field.to}`)
      const label = labelOf(one, name)
      // Out of a compartment one may point at the chain: what points lies behind the wall, and the way back is closed to
      // all others by the label of the reference itself. Into a compartment nothing of the chain points.
      if (isCompartment(label) && !isCompartment(target.label)) continue
      if (!keepsWith(label, target.label) || byLabel(label, target.label) < 0) {
        throw new Error(
          `${one.name}.${name} (${label}) names a record of ${target.name} (${target.label})`,
        )
      }
    }
  }
  return registers
}
