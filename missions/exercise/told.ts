/**
 * What the exercise tells, as commands in order of *known*. A desk speaks of things, each with a key of its own; ids are
 * digests of it, so that the same story told again is the same commands. Nothing here knows what a register means.
 */
import type { Command, Role } from '@konbit/model'
import { commandId, recordId } from '../ids.ts'

/** A record that the story speaks of. `told` counts the commands that did, so that each has an id of its own. */
export type Thing = {
  readonly register: string
  readonly key: string
  readonly id: string
  told: number
}
/** `by`: the member who tells it, with the roles of whoever would. */
export type Line = { by: Author; command: Command }
export type Author = { member: string; roles: readonly Role[] }

type Given = Readonly<Record<string, unknown>>
type More = { at?: string; because?: string; by?: Author }

export const importer: Author = { member: 'importer', roles: ['importer'] }

/** Somebody of the mission by name, where the record wants two different people. */
export const as = (member: string, role: Role): Author => ({ member, roles: [role, 'importer'] })

const hour = 3_600_000

export class Told {
  readonly #mission: string
  /** Milliseconds from one entry to the next, so that a usual day fills the working hours. */
  readonly #step: number
  #day = ''
  #clock = 0
  #count = 0
  #lines: Line[] = []

  constructor(mission: string, usualLines: number) {
    this.#mission = mission
    this.#step = Math.max(100, Math.floor((12 * hour) / (usualLines + 1)))
  }

  /** What follows is told on this civil day (UTC). */
  begin(day: string): void {
    this.#day = day
    this.#clock = Date.parse(`${day}T06:00:00Z`)
  }

  /** How many entries the log holds when all this is told to an empty one. */
  get count(): number {
    return this.#count
  }

  /** What was told since last asked. */
  lines(): Line[] {
    const lines = this.#lines
    this.#lines = []
    return lines
  }

  thing(register: string, key: string): Thing {
    return { register, key, id: recordId(this.#mission, register, key), told: 0 }
  }

  /** Enters a new record and hands it back. */
  enter(register: string, key: string, input: Given, more: More = {}): Thing {
    const thing = this.thing(register, key)
    this.tell(thing, 'enter', input, more)
    return thing
  }

  /** A reference is given as the thing itself. `at`: today, unless it is told late. */
  tell(
    thing: Thing,
    verb: string,
    input: Given = {},
    { at, because, by = importer }: More = {},
  ): void {
    thing.told += 1
    this.#count += 1
    const last = Date.parse(`${this.#day}T23:59:59Z`)
    this.#clock = Math.min(this.#clock + this.#step, last)
    this.#lines.push({
      by,
      command: {
        id: commandId(this.#mission, thing.register, thing.key, thing.told),
        register: thing.register,
        record: thing.id,
        verb,
        input: plain(input),
        at: at ?? this.#day,
        ...(because ? { because } : {}),
        known: new Date(this.#clock).toISOString(),
      },
    })
  }
}

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && 'told' in value && 'id' in value

/** Things as their ids, and what is not given left out. */
const plain = (input: Given): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) =>
      value === undefined
        ? []
        : isThing(value)
          ? [[name, value.id]]
          : Array.isArray(value)
            ? [[name, value.map((one) => (isThing(one) ? one.id : one))]]
            : [[name, value]],
    ),
  )
