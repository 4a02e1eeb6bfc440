/** A command as it arrives, read as far as it can be without the record. Nothing is asked of the database here. */

import { createHmac, type KeyObject } from 'node:crypto'
import {
  type Actor,
  type Command,
  cleanText,
  entryInstant,
  type Fields,
  type Refusal,
  type Register,
  type Registers,
  type Role,
  readingInstant,
  refuse,
} from '@konbit/model'
import { canonical } from '@konbit/proof'

export type Receipt = { seq: number; record: string; known: string; at: string; repeated?: true }

export type Author = { member: string; roles: readonly Role[] }

/** A command that waits, read as far as it can be without the record. */
export type Item = {
  author: Author
  command: Command
  register: Register
  digest: Buffer
  /** Milliseconds; undefined where the command does not say. */
  at: number | undefined
  known: number | undefined
  /** Of an erasure: the registers whose records may hold what is to be erased. */
  holders: readonly Register[]
}

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && uuid.test(value)

let last = { instant: Number.NaN, text: '' }
/** ISO 8601 in UTC. The same instant is often asked for many times in a row. */
export function iso(instant: number): string {
  if (instant !== last.instant) last = { instant, text: new Date(instant).toISOString() }
  return last.text
}

const isShortText = (value: unknown): boolean => {
  const text = typeof value === 'string' ? cleanText(value)?.trim() : undefined
  return text !== undefined && text.length >= 1 && text.length <= 120
}

/** Reads a command as far as it goes without the record, or refuses it. Never throws on input. */
export function readCommand(
  registers: Registers,
  author: Actor,
  command: Command,
  mission: { zone: string; key: KeyObject },
): Item | Refusal {
  const register = registers.get(command.register)
  if (!register) return refuse('unknown-register')
  const wrong = (field: string, needs: string): Refusal =>
    refuse('invalid-input', undefined, [{ field, needs }])
  if (!isUuid(command.id)) return wrong('id', 'a UUID in lower case')
  if (!isUuid(command.record)) return wrong('record', 'a UUID in lower case')
  const { at, known, because, onBehalfOf, expects, entry, input } = command
  const whole = (value: unknown): boolean =>
    value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0)
  if (!whole(expects)) return wrong('expects', 'the number of an entry')
  if (!whole(entry)) return wrong('entry', 'the number of an entry')
  if (
    input !== undefined &&
    (typeof input !== 'object' || input === null || Array.isArray(input))
  ) {
    return wrong('input', 'an object of fields')
  }
  if (
    because !== undefined &&
    (typeof because !== 'string' || because.length > 4000 || cleanText(because) === undefined)
  ) {
    return wrong('because', 'a text of at most 4,000 characters')
  }
  if (onBehalfOf !== undefined && !isShortText(onBehalfOf))
    return wrong('onBehalfOf', 'a text of at most 120 characters, or to be left out')
  const atInstant = typeof at === 'string' ? entryInstant(at, mission.zone) : undefined
  if (at !== undefined && atInstant === undefined)
    return wrong('at', 'a year, a month, a day or an instant with its offset')
  const knownInstant = typeof known === 'string' ? readingInstant(known, mission.zone) : undefined
  if (known !== undefined && knownInstant === undefined)
    return wrong('known', 'a day or an instant with its offset')
  let text: string
  try {
    text = canonical([author.member, { ...command, id: undefined }])
  } catch {
    return wrong('input', 'well-formed text, finite numbers and no deep nesting')
  }
  const digest = createHmac('sha256', mission.key).update(text).digest()
  const holders =
    command.verb === 'erase' ? [...registers.values()].filter(({ holds }) => holds) : []
  return { author, command, register, digest, at: atInstant, known: knownInstant, holders }
}

/** The ids of records that the input names. */
export function refsIn(
  register: Register,
  input: Fields | undefined,
): { id: string; to: string; field: string }[] {
  const found: { id: string; to: string; field: string }[] = []
  for (const [field, value] of Object.entries(input ?? {})) {
    const to = Object.hasOwn(register.fields, field) ? register.fields[field]?.to : undefined
    if (!to) continue
    for (const id of [value].flat()) if (isUuid(id)) found.push({ id, to, field })
  }
  return found
}
