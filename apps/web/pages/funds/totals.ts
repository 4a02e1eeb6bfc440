/** Each column of a statement in one currency: what could be converted is added, what could not is counted and left out. Pure. */
import { type Stage, type StatementRow, stages } from '../../api/force.ts'

export type ColumnTotal = { minor: number | null; left: number }

/** Null where nothing of a column could be converted, or nothing stands in it: never zero. */
export function columnTotals(
  rows: readonly StatementRow[],
  currency: string,
): Record<Stage, ColumnTotal> {
  return Object.fromEntries(
    stages.map((stage) => {
      let minor: number | null = null
      let left = 0
      for (const row of rows)
        for (const { sum, converted } of row.cells[stage] ?? []) {
          const own = sum.currency === currency ? sum : converted
          if (own && own.currency === currency) minor = (minor ?? 0) + own.minor
          else left += 1
        }
      return [stage, { minor, left }]
    }),
  ) as Record<Stage, ColumnTotal>
}
