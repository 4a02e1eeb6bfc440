/**
 * What a row calls other records by: an id, a unique code or a caption. Asked of the lists that the reader may see, so
 * that what somebody may not see is as little found here as anywhere.
 */
import type { RecordView } from '@konbit/ledger'
import type { Field, Register } from '@konbit/model'
import { momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'

/** Ids by what they were called; more than one where the name is not enough. */
export type Found = ReadonlyMap<string, readonly string[]>

const chunk = 100
/** Captions made of several fields can only be compared one by one: so many and no more. */
const comparedMax = 5000

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const isId = (text: string): boolean => uuid.test(text)

export async function find(ask: Ask, register: Register, texts: Iterable<string>): Promise<Found> {
  const found = new Map<string, string[]>()
  const wanted = new Set([...texts].map((text) => text.normalize('NFC')))
  for (const name of namesOf(register)) {
    const open = [...wanted].filter((text) => !found.has(text) && text.length <= 300)
    for (let from = 0; from < open.length; from += chunk) {
      const filter = { [name]: open.slice(from, from + chunk) }
      for await (const { id, fields } of records(ask, register, filter)) {
        const text = String(fields[name])
        found.set(text, [...(found.get(text) ?? []), id])
      }
    }
  }
  const open = new Set([...wanted].filter((text) => !found.has(text)))
  if (open.size === 0 || register.caption.length < 2) return found
  let compared = 0
  for await (const { id, caption } of records(ask, register, {})) {
    if (open.has(caption)) found.set(caption, [...(found.get(caption) ?? []), id])
    compared += 1
    if (compared === comparedMax) break
  }
  return found
}

/** Fields that name a record of the register: those that are unique, then the one it is called by. */
export function namesOf(register: Register): string[] {
  const isName = (field: Field | undefined): boolean =>
    field?.kind.filter === 'same' && ['code', 'line'].includes(field.kind.name)
  const uniques = Object.keys(register.fields).filter(
    (name) => register.fields[name]?.unique && isName(register.fields[name]),
  )
  const called = register.caption.slice(0, 1).filter((name) => isName(register.fields[name]))
  return [...new Set([...uniques, ...called])]
}

async function* records(
  ask: Ask,
  register: Register,
  filter: Readonly<Record<string, string[]>>,
): AsyncGenerator<RecordView> {
  const moment = await momentOf({ ...ask, query: {} })
  for await (const page of ask.house.ledger.pages(ask.reader, {
    register: register.name,
    moment,
    filter,
  }))
    yield* page
}
