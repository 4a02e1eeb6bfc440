/**
 * What the record itself would say against rows of a file, asked before any of them is entered: may this person enter
 * them, is each unique value free, is what each names there. The ledger's own answer stays the last word.
 */
import type { Register } from '@konbit/model'
import type { Asking } from './ask.ts'
import { UseFailure } from './options.ts'

export type Tried = {
  row: number
  wrong: string[]
  body: { id: string; record: string; input: unknown; at?: string }
}

/** As many values as one address takes, and as many requests as may be on their way. */
const valuesMax = 40
const together = 16

/** Adds to each row what stands against it in the record. Throws a UseFailure where none may be entered at all. */
export async function tryRows(
  asking: Asking,
  register: Register,
  rows: readonly Tried[],
): Promise<void> {
  const { items } = await asking.json<{ items: { name: string; may: string[] }[] }>('/registers')
  const told = items.find(({ name }) => name === register.name)
  if (!told) throw new UseFailure(`This server knows no register ${register.name}.`)
  if (!told.may.includes('enter')) {
    throw new UseFailure(
      `This person may not enter ${register.plural.toLowerCase()}: choose another with --as. Roles that may: ${register.enters.by.join(', ')}.`,
    )
  }
  const good = rows.filter(({ wrong }) => wrong.length === 0)
  for (const [name, field] of Object.entries(register.fields)) {
    if (field.unique) await tryUnique(asking, register, name, good)
    if (field.to) await tryReferences(asking, field.to, name, good)
  }
}

const valueIn = ({ body }: Tried, name: string): unknown =>
  (body.input as Record<string, unknown>)[name]

async function tryUnique(
  asking: Asking,
  register: Register,
  name: string,
  rows: readonly Tried[],
): Promise<void> {
  const byValue = Map.groupBy(
    rows.filter((row) => valueIn(row, name) !== undefined),
    (row) => String(valueIn(row, name)),
  )
  for (const [, [, ...others]] of byValue)
    for (const { wrong } of others) wrong.push(`${name} needs a value that stands once in the file`)
  const values = [...byValue.keys()]
  for (let from = 0; from < values.length; from += valuesMax) {
    const part = values.slice(from, from + valuesMax)
    const page = await asking.json<{ items: { id: string; fields: Record<string, unknown> }[] }>(
      `/${register.name}`,
      { [name]: part, limit: '200' },
    )
    for (const { id, fields } of page.items)
      for (const { body, wrong } of byValue.get(String(fields[name])) ?? [])
        if (body.record !== id) wrong.push(`${name} needs a value that no other record uses`)
  }
}

async function tryReferences(
  asking: Asking,
  to: string,
  name: string,
  rows: readonly Tried[],
): Promise<void> {
  const byTarget = new Map<string, Tried[]>()
  for (const row of rows)
    for (const id of [valueIn(row, name) ?? []].flat())
      byTarget.set(String(id), [...(byTarget.get(String(id)) ?? []), row])
  const targets = [...byTarget.keys()]
  for (let from = 0; from < targets.length; from += together) {
    await Promise.all(
      targets.slice(from, from + together).map(async (id) => {
        if (await asking.has(`/${to}/${encodeURIComponent(id)}`)) return
        for (const { wrong } of byTarget.get(id) ?? [])
          wrong.push(`${name} needs a record of ${to} that is there`)
      }),
    )
  }
}
