/**
 * Drafts: commands before their order is known. A draft speaks of records by key (KEN, C0181) and says on which day it
 * became known; the sheet turns keys into ids, checks each against its register, and puts all in order of *known*.
 */
import {
  addDays,
  type Command,
  decide,
  entryInstant,
  type Field,
  type Fields,
  isRefusal,
  type Register,
  type Registers,
  spanOf,
  startOf,
} from '@konbit/model'
import { commandId, recordId } from './ids.ts'

export type Draft = {
  register: string
  key: string
  verb: string
  /** With keys where the register wants references. */
  input: Fields
  /** Absent: the day on which it became known. */
  at?: string
  because?: string
  /** Civil day on whose last second it became known. Absent: the day of whatever first names it. */
  day?: string
}

/** Within one day: what others refer to comes first. */
const ranks = ['area', 'organisation', 'source', 'claim', 'event', 'observation']
const rankOf = ({ register, verb }: Draft): number => {
  const rank = ranks.indexOf(register)
  return rank < 0 || (register === 'claim' && verb !== 'enter')
    ? ranks.length + (register === 'claim' ? 0 : 1)
    : rank
}

/** The later of two civil days. */
export const laterOf = (one: string, other: string): string => [one, other].sort()[1] as string

export const lastDayOf = (when: string): string | undefined => spanOf(when)?.last

/** A record that is named by register and key where the register has an id in plain text, as items of a succession do. */
const aboutOf = ({ inRegister, aboutRecord }: Fields): [to: string, key: string] | undefined =>
  typeof inRegister === 'string' && typeof aboutRecord === 'string'
    ? [inRegister, aboutRecord]
    : undefined

export class Sheet {
  readonly drafts: Draft[] = []
  readonly #registers: Registers
  readonly #mission: string
  readonly #zone: string
  readonly #ends = new Map<string, number>()
  readonly #entered = new Map<string, Draft>()

  constructor(mission: { id: string; zone: string }, registers: Registers) {
    this.#mission = mission.id
    this.#zone = mission.zone
    this.#registers = registers
  }

  has = (register: string, key: string): boolean => this.#entered.has(`${register}/${key}`)
  /** The day on which the record was entered; undefined while that is left to whoever names it first. */
  dayOf = (register: string, key: string): string | undefined => this.entered(register, key)?.day
  /** The draft that enters a record, if it is there. */
  entered = (register: string, key: string): Draft | undefined =>
    this.#entered.get(`${register}/${key}`)
  id = (register: string, key: string): string => recordId(this.#mission, register, key)

  /** Adds a draft, or returns one sentence that says why it cannot be. */
  add(draft: Draft): string | undefined {
    const { register: name, key, verb, day } = draft
    const register = this.#registers.get(name)
    if (!register) return `There is no register ${name}.`
    if (verb === 'enter' && this.has(name, key)) return `${key} is there already.`
    if (verb !== 'enter' && !this.has(name, key)) return `${key} is not there yet.`
    const missing = this.namesOf(draft).find(([to, target]) => !this.has(to, target))
    if (missing) return `It names ${missing.join(' ')}, which is not there.`
    const wrong = this.#wrongWith(register, draft)
    if (wrong) return wrong
    if (draft.at !== undefined && entryInstant(draft.at, this.#zone) === undefined)
      return `${draft.at} is no date.`
    if (day !== undefined && draft.at !== undefined && this.#isAhead(draft.at, day)) {
      return `It became true (${draft.at}) after it became known (${day}).`
    }
    if (verb === 'enter') this.#entered.set(`${name}/${key}`, draft)
    this.drafts.push(draft)
    return undefined
  }

  /** The records that a draft names, as [register, key]. */
  namesOf({ register, input }: Draft): [to: string, key: string][] {
    const fields = this.#registers.get(register)?.fields ?? {}
    const about = aboutOf(input)
    const named: [string, string][] = about ? [about] : []
    return named.concat(
      Object.entries(input).flatMap(([name, value]) => {
        const to = fields[name]?.to
        return to ? [value].flat().map((key): [string, string] => [to, String(key)]) : []
      }),
    )
  }

  #wrongWith(register: Register, draft: Draft): string | undefined {
    if (draft.verb !== 'enter') return undefined
    const outcome = decide({
      register,
      command: this.#commandOf({ ...draft, at: draft.at ?? '2000' }, 1, 0),
      actor: { member: 'importer', roles: ['importer'] },
      now: undefined,
    })
    if (!isRefusal(outcome)) return undefined
    const details = (outcome.details ?? []).map(({ field, needs }) => `${field} needs ${needs}`)
    return [outcome.why, ...details].join(' ')
  }

  #commandOf(draft: Draft & { at: string }, nth: number, known: number): Command {
    const { register: name, key, verb, input, at, because } = draft
    const fields: Readonly<Record<string, Field>> = this.#registers.get(name)?.fields ?? {}
    const about = aboutOf(input)
    const told = Object.fromEntries(
      Object.entries(input).map(([field, value]) => {
        if (about && field === 'aboutRecord') return [field, this.id(...about)]
        const to = fields[field]?.to
        if (!to || value === null) return [field, value]
        return [
          field,
          Array.isArray(value)
            ? value.map((one) => this.id(to, String(one)))
            : this.id(to, String(value)),
        ]
      }),
    )
    return {
      id: commandId(this.#mission, name, key, nth),
      register: name,
      record: this.id(name, key),
      verb,
      input: told,
      at,
      ...(because ? { because } : {}),
      known: new Date(known).toISOString(),
    }
  }

  /** The last second of a civil day of the mission. */
  #knownAt(day: string): number {
    const known = this.#ends.get(day) ?? startOf(addDays(day, 1), this.#zone) - 1000
    this.#ends.set(day, known)
    return known
  }
  #isAhead = (at: string, day: string): boolean =>
    (entryInstant(at, this.#zone) as number) > this.#knownAt(day)

  /** Every draft as a command, in order of *known*. */
  commands(): Command[] {
    const first = this.#firstNamed()
    const dayOf = (draft: Draft): string => {
      const day =
        draft.day ?? first.get(`${draft.register}/${draft.key}`) ?? lastDayOf(draft.at ?? '')
      if (!day) throw new Error(`${draft.register} ${draft.key} has no day`)
      return day
    }
    const counts = new Map<string, number>()
    return this.drafts
      .map((draft, index) => ({ draft, index, day: dayOf(draft), rank: rankOf(draft) }))
      .sort((a, b) =>
        a.day < b.day ? -1 : a.day > b.day ? 1 : a.rank - b.rank || a.index - b.index,
      )
      .map(({ draft, day }) => {
        const name = `${draft.register}/${draft.key}`
        const nth = (counts.get(name) ?? 0) + 1
        counts.set(name, nth)
        const at = draft.at === undefined || this.#isAhead(draft.at, day) ? day : draft.at
        return this.#commandOf({ ...draft, at }, nth, this.#knownAt(day))
      })
  }

  /** For records without a day of their own: the first day on which another record names them, through others too. */
  #firstNamed(): Map<string, string> {
    const first = new Map<string, string>()
    const note = (draft: Draft, day: string): void => {
      for (const [to, key] of this.namesOf(draft)) {
        const name = `${to}/${key}`
        const before = first.get(name)
        if (before !== undefined && before <= day) continue
        first.set(name, day)
        const named = this.entered(to, key)
        if (named && named.day === undefined) note(named, day)
      }
    }
    for (const draft of this.drafts) if (draft.day !== undefined) note(draft, draft.day)
    return first
  }
}
