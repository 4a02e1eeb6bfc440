/** The words as the web app and programs get them: what each register holds, who may do what, and what it takes. */

import { placeField } from '@konbit/formats'
import {
  acts,
  type Field,
  handlingVerbs,
  labelOf,
  mayDo,
  type Register,
  type Role,
  signedFields,
} from '@konbit/model'
import { z } from 'zod'

/** `takesState` becomes `Takes state`, for titles that nobody wrote. */
export const titleOf = (name: string): string => {
  const words = name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Beside what a register declares: every register has these, each with its reason. */
const standing = ['correct', 'void', ...handlingVerbs] as const

type Told = { items: ReturnType<typeof describeRegister>[] }
const toldMax = 100
/** By the roles of whoever asks: every page of the app begins with all of them. */
const told = new WeakMap<ReadonlyMap<string, Register>, Map<string, Told>>()

/** The same answer to the same roles, so that it is also put in bytes once. */
export function describeAll(
  registers: ReadonlyMap<string, Register>,
  roles: readonly Role[],
): Told {
  const byRoles = told.get(registers) ?? new Map<string, Told>()
  told.set(registers, byRoles)
  const key = roles.toSorted().join(' ')
  const had = byRoles.get(key)
  if (had) return had
  const all = { items: [...registers.values()].map((one) => describeRegister(one, roles)) }
  if (byRoles.size < toldMax) byRoles.set(key, all)
  return all
}

/** What is the same for everybody, worked out once. */
const described = new WeakMap<Register, ReturnType<typeof describe>>()

function describeRegister(register: Register, roles: readonly Role[]) {
  const same = described.get(register) ?? describe(register)
  described.set(register, same)
  const may = Object.keys(same.verbs).filter((verb) =>
    mayDo(register, verb).some((role) => roles.includes(role)),
  )
  return { ...same, may }
}

function describe(register: Register) {
  const { name, title, plural, about, desk, label, states, caption, featured, sort } = register
  const place = placeField(register)
  return {
    name,
    title,
    plural,
    about,
    desk,
    controller: register.controller,
    basis: register.basis,
    retention: register.retention,
    label,
    states,
    caption,
    featured,
    ...(sort ? { sort } : {}),
    ...(place ? { place } : {}),
    fields: Object.fromEntries(
      Object.entries(register.fields).map(([one, field]) => [
        one,
        describeField(register, one, field),
      ]),
    ),
    verbs: Object.fromEntries(verbsOf(register)),
  }
}

function describeField(register: Register, name: string, field: Field) {
  const { kind, title, help, required, options, to, unit, unique } = field
  const { maxLength } = z.toJSONSchema(field.schema, { unrepresentable: 'any', io: 'input' }) as {
    maxLength?: number
  }
  return {
    kind: kind.name,
    control: kind.control,
    title: title ?? titleOf(name),
    ...(help ? { help } : {}),
    required,
    ...(options ? { options } : {}),
    ...(to ? { to } : {}),
    ...(unit ? { unit } : {}),
    label: labelOf(register, name),
    unique: unique ?? false,
    filters: kind.filter !== undefined,
    sorts: kind.columns.length > 0,
    ...(maxLength ? { max: maxLength } : {}),
    ...(field.namesNobody ? { namesNobody: true } : {}),
    ...(signedFields(register).has(name) ? { isSigned: true } : {}),
    ...(field.books ? { books: field.books } : {}),
  }
}

/** Every verb with what it takes and needs; amend, correct, void, erase, raise and lower included. */
export function verbsOf(register: Register) {
  const every = Object.keys(register.fields)
  const required = every.filter((name) => register.fields[name]?.required)
  const declared = acts(register).map(([verb, act]) => {
    const transition = register.transitions[verb]
    return [
      verb,
      {
        title: act.title ?? titleOf(verb),
        by: act.by,
        takes: act.takes ?? every,
        needs: [...new Set([...(verb === 'enter' ? required : []), ...(act.needs ?? [])])],
        ...(transition
          ? { from: [transition.from].flat(), ...(transition.to ? { to: transition.to } : {}) }
          : {}),
        ...(verb === 'enter'
          ? { to: act === register.enters ? (register.enters.to ?? register.states[0]) : undefined }
          : {}),
        reason: act.reason ?? false,
      },
    ] as const
  })
  const others = standing
    .filter((verb) => mayDo(register, verb).length > 0)
    .map(
      (verb) =>
        [
          verb,
          {
            title: titleOf(verb),
            by: mayDo(register, verb),
            takes: verb === 'correct' ? every : [],
            needs: [],
            reason: true,
          },
        ] as const,
    )
  return [...declared, ...others]
}
