/** Those who wait, out of how many stand in which state. Pure. */
import type { StandingRow } from '../../api/people.ts'

export type StillRow = {
  key: string
  label: string
  values: Record<string, number>
  total: number
  oldestOn: string | null
}

/** Those who wait, a row for each contributor; the most first. */
export function stillRows(items: readonly StandingRow[]): StillRow[] {
  const rows = new Map<string, StillRow>()
  for (const { contributor, state, waitsFor, persons, oldestOn } of items) {
    if (state !== 'waiting' || persons === 0) continue
    const row = rows.get(contributor.id) ?? {
      key: contributor.id,
      label: contributor.caption,
      values: {},
      total: 0,
      oldestOn: null,
    }
    const reason = waitsFor ?? 'unsaid'
    row.values[reason] = (row.values[reason] ?? 0) + persons
    row.total += persons
    if (oldestOn && (!row.oldestOn || oldestOn < row.oldestOn)) row.oldestOn = oldestOn
    rows.set(contributor.id, row)
  }
  return [...rows.values()].sort((a, b) => b.total - a.total)
}
