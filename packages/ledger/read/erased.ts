/** What was erased of records and of entries, as far as the reader sees the facets it was erased from. */
import { byLabel, type ErasureGround, type Label } from '@konbit/model'
import { iso } from '../append/command.ts'
import type { ReadSession } from '../pool.ts'

/** `field`: its name, `because` for the reason, null for all of the facet. `by`: the entry that erased it; `at`: when. */
export type Erased = {
  field: string | null
  label: Label
  by: number
  at: string
  ground: ErasureGround
}
type Row = Omit<Erased, 'at'> & { record: string; what: number; known: number }

const columns = 'seq as by, what, label, field, record, ground, known'

/** By record: each thing once, as it was erased last. */
export async function erasedOfRecords(
  session: ReadSession,
  mission: string,
  ids: readonly string[],
): Promise<Map<string, Erased[]>> {
  if (ids.length === 0) return new Map()
  const rows = await session.query<Row>(
    `select distinct on (record, label, field) ${columns} from erasure
     where record = any ($1::uuid[]) and mission = $2 order by record, label, field, seq desc`,
    [ids, mission],
  )
  return grouped(rows, ({ record }) => record)
}

export async function erasedOfEntries(
  session: ReadSession,
  mission: string,
  entries: readonly number[],
): Promise<Map<number, Erased[]>> {
  if (entries.length === 0) return new Map()
  const rows = await session.query<Row>(
    `select ${columns} from erasure where mission = $1 and what = any ($2::int8[])`,
    [mission, entries],
  )
  return grouped(rows, ({ what }) => what)
}

const grouped = <Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Erased[]> =>
  new Map(
    [...Map.groupBy(rows, keyOf)].map(([key, list]) => [
      key,
      list
        .map(({ field, label, by, known, ground }) => ({
          field,
          label,
          by,
          at: iso(known),
          ground,
        }))
        .sort((a, b) => byLabel(a.label, b.label) || ((a.field ?? '') < (b.field ?? '') ? -1 : 1)),
    ]),
  )
