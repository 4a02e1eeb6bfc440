/**
 * Since when records have counted in a figure without a break: a record that was amended later still counts from the day it
 * first did. The versions known at the moment, followed back; one query for each register.
 */
import type { Measure, Register, Term } from '@konbit/model'
import { printInstant } from '../pool.ts'
import { quote, tableOf } from '../tables.ts'
import { sameSql } from './fieldSql.ts'
import type { Reading } from './measure.ts'
import { knownSql } from './moment.ts'
import { values } from './view.ts'

type Version = { record: string; from: number; to: number | null; counts: boolean }

/** By record, in milliseconds; empty for figures that are no sum of records. */
export async function countsSince(
  reading: Reading,
  { of }: Measure,
  records: readonly { id: string; register: string }[],
): Promise<Map<string, number>> {
  const since = new Map<string, number>()
  if (!('total' in of)) return since
  for (const [name, found] of Map.groupBy(records, ({ register }) => register)) {
    const register = reading.registers.get(name) as Register
    const terms = of.total.filter((term) => term.register === name)
    const ids = found.map(({ id }) => id)
    const broken = new Set<string>()
    for (const { record, from, to, counts } of await versionsOf(reading, register, terms, ids)) {
      const next = since.get(record)
      if (!counts || (next !== undefined && to !== next)) broken.add(record)
      if (!broken.has(record)) since.set(record, from)
    }
  }
  return since
}

/** Latest first. */
function versionsOf(
  reading: Reading,
  register: Register,
  terms: readonly Term[],
  ids: readonly string[],
): Promise<Version[]> {
  const { list, add } = values()
  const counts = terms.map(({ state, where = {} }) =>
    [
      ...(state ? [`b.state = any (${add(state)}::text[])`] : []),
      ...Object.entries(where).map(([field, wanted]) => sameSql(register, field, wanted, add)),
    ].join(' and '),
  )
  return reading.session.query<Version>(
    `select b.record, b.at_from as from, nullif(b.at_to, 'infinity') as to,
       coalesce(${counts.map((one) => `(${one || 'true'})`).join(' or ')}, false) as counts
     from ${quote(tableOf(register, register.label).name)} b
     where b.mission = ${add(reading.mission)} and b.record = any (${add(ids)}::uuid[]) and ${knownSql(reading.moment, reading.session.size, 'b', add)}
       and b.at_from <= ${add(printInstant(reading.moment.at))}::timestamptz
     order by b.record, b.at_from desc`,
    list,
  )
}
