/** What entries did to the handling of a record: raised, lowered, erased. Read from its history, as far as it is seen. Pure. */
import type { Does, EntryView, Label } from '../api/types.ts'

export const deedsOf = (entry: Pick<EntryView, 'does'>): Does[] =>
  entry.does === undefined ? [] : [entry.does].flat()

/** The label to which the record is raised; its register's own where it is not. */
export function floorOf(entries: readonly EntryView[], own: Label): Label {
  const deeds = [...entries].sort((a, b) => a.seq - b.seq).flatMap(deedsOf)
  const last = deeds.filter((one) => 'raise' in one || 'lower' in one).at(-1)
  if (!last) return own
  return 'raise' in last ? last.raise : 'lower' in last ? last.lower : own
}
