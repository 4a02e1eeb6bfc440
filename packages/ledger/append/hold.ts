/** Holds: the records of one register that forbid the erasure of another record, as registers declare it (`holds`). */
import type { Register } from '@konbit/model'
import type { Session } from '../pool.ts'
import { columnName, NOW, quote, tableOf } from '../tables.ts'
import type { Item } from './command.ts'

/** The records among those to be erased that another record holds. */
export async function heldOf(
  session: Session,
  mission: string,
  items: readonly Item[],
): Promise<ReadonlySet<string>> {
  const asked = items.filter(({ command }) => command.verb === 'erase')
  const held = new Set<string>()
  for (const register of new Set(asked.flatMap(({ holders }) => holders))) {
    const { record, states } = register.holds as NonNullable<Register['holds']>
    const column = quote(columnName(record, ''))
    const rows = await session.query<{ held: string }>(
      `select ${column} as held from ${quote(tableOf(register, register.label).name)}
       where mission = $1 and ${column} = any ($2::text[]) and state = any ($3::text[]) and ${NOW}`,
      [mission, asked.map(({ command }) => command.record), states],
    )
    for (const row of rows) held.add(row.held)
  }
  return held
}
