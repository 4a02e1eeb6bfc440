/**
 * Orders: the indexes by which lists are paged. No command reads them, and to keep them in step is most of what a row of a
 * generated table costs; so a long filling leaves them out, and they are made of what is there when it is done.
 */
import type { Registers } from '@konbit/model'
import type { Session } from './pool.ts'
import { digestOf, ordersOf, quote, type Table, tablesOf } from './tables.ts'

const WITHOUT = ' without orders'

/** What stands as the comment of a table: its shape, and whether its orders are left out. */
export const shapeIn = (comment: string | null | undefined): string | undefined =>
  comment?.replace(WITHOUT, '')

const comment = (table: Table, more = ''): string =>
  `comment on table ${quote(table.name)} is '${digestOf(table)}${more}'`

/** What is cut off in between leaves some tables with their orders and some without, and each says so. */
export async function leaveOrders(session: Session, registers: Registers): Promise<void> {
  await session.query('set role konbit_owner')
  for (const table of tablesOf(registers))
    await session.query(`do $$ declare name text; begin
      ${comment(table, WITHOUT)};
      for name in
        select indexrelid::regclass from pg_index
        where indrelid = '${quote(table.name)}'::regclass and not indisunique and indpred is null
      loop execute 'drop index ' || name; end loop;
    end $$`)
}

/** Makes the orders that were left out. */
export async function makeOrders(
  session: Session,
  registers: Registers,
  standing: ReadonlyMap<string, string | null>,
  say: (line: string) => void,
): Promise<void> {
  const left = tablesOf(registers).filter(({ name }) => standing.get(name)?.endsWith(WITHOUT))
  if (left.length === 0) return
  say('Making the orders of the lists, which a filling had left out')
  await session.query('set role konbit_owner')
  for (const table of left) {
    await session.query('begin')
    for (const order of ordersOf(table)) await session.query(order)
    await session.query(comment(table))
    await session.query('commit')
  }
}
