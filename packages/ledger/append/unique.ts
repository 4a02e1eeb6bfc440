/** Which values of unique fields are taken: asked once under the lock, then kept in step with the batch. */
import { cleanText, type Register } from '@konbit/model'
import { plannedOnce, type Session } from '../pool.ts'
import { columnName, NOW, quote, tableOf } from '../tables.ts'
import type { Item } from './command.ts'
import type { RecordState } from './state.ts'

export type Uniques = {
  isFree: (register: string, field: string, value: unknown, record: string) => boolean
  /** The record lets go of one value and takes another. */
  pass: (register: string, field: string, before: unknown, after: unknown, record: string) => void
  /** What another batch passed on, where the database does not show it yet. */
  carry: (other: Uniques) => void
  /** In the order in which it was passed. */
  passed: readonly Passed[]
}
type Passed = { key: string; record: string; isTaken: boolean }

const uniqueFields = (register: Register): string[] =>
  Object.keys(register.fields).filter((name) => register.fields[name]?.unique)

export async function askUniques(
  session: Session,
  mission: string,
  items: readonly Item[],
  records: ReadonlyMap<string, RecordState>,
): Promise<Uniques> {
  const wanted = new Map<string, { register: Register; field: string; values: Set<string> }>()
  const add = (register: Register, field: string, value: unknown): void => {
    const isNumber = register.fields[field]?.kind.columns[0]?.type !== 'text'
    if (
      isNumber
        ? !Number.isSafeInteger(value)
        : typeof value !== 'string' || cleanText(value) === undefined
    )
      return
    const key = `${register.name} ${field}`
    const asked = wanted.get(key) ?? { register, field, values: new Set() }
    asked.values.add(String(value).normalize('NFC'))
    wanted.set(key, asked)
  }
  for (const { register, command } of items) {
    for (const field of uniqueFields(register)) {
      add(register, field, command.input?.[field])
      // A correction may bring back what any earlier entry of the record said.
      const state = records.get(command.record)
      if (state?.isWhole)
        for (const { set } of state.facets.get(register.label)?.told ?? [])
          add(register, field, set[field])
    }
  }
  const holders = new Map<string, string>()
  if (wanted.size > 0)
    await plannedOnce(session, (query) =>
      Promise.all(
        [...wanted].map(async ([key, { register, field, values }]) => {
          const table = tableOf(register, register.label)
          const type = table.columns.find((column) => column.field === field)?.type
          if (!type) return
          const column = quote(columnName(field, ''))
          const rows = await query<{ value: unknown; record: string }>(
            // Those that are raised are left out: a refusal would betray them.
            `select v.${column} as value, v.record from ${quote(table.name)} v join scope s on s.scope = v.scope
         where v.mission = $1 and v.${column} = any ($2::${type}[]) and ${NOW} and s.label = $3`,
            [mission, [...values], register.label],
          )
          for (const { value, record } of rows) holders.set(`${key} ${value}`, record)
        }),
      ),
    )
  const keyOf = (register: string, field: string, value: unknown): string =>
    `${register} ${field} ${value}`
  const passed: Passed[] = []
  const note = ({ key, record, isTaken }: Passed): void => {
    if (isTaken) holders.set(key, record)
    else if (holders.get(key) === record) holders.delete(key)
  }
  const give = (key: string, record: string, isTaken: boolean): void => {
    const one = { key, record, isTaken }
    note(one)
    passed.push(one)
  }
  return {
    passed,
    carry: (other) => other.passed.forEach(note),
    isFree: (register, field, value, record) => {
      const holder = holders.get(keyOf(register, field, value))
      return holder === undefined || holder === record
    },
    pass: (register, field, before, after, record) => {
      if (before !== undefined && before !== after)
        give(keyOf(register, field, before), record, false)
      if (after !== undefined) give(keyOf(register, field, after), record, true)
    },
  }
}
