/** The strength report worked out: a row for each contributor with its units under it, the mission as the last. Pure. */
import {
  type StrengthMove,
  type StrengthRow,
  type StrengthStage,
  strengthStages,
} from '../../api/people.ts'

export type ReportRow = {
  key: string
  contributor: string | null
  name: string | null
  unit: string | null
  level: 'whole' | 'contributor' | 'unit'
  values: Readonly<Record<StrengthStage, number | null>>
}

/** Nothing known of all is not known; what is known is added up. */
const added = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

const sumOf = (rows: readonly StrengthRow[]): ReportRow['values'] =>
  Object.fromEntries(
    strengthStages.map((stage) => [stage, added(rows.map((row) => row[stage] ?? null))]),
  ) as ReportRow['values']

export function reportRows(rows: readonly StrengthRow[], only?: string): ReportRow[] {
  const by = new Map<string, StrengthRow[]>()
  let told: StrengthRow | undefined
  for (const row of rows) {
    // The server sums the mission up itself; what it cannot break down stands only there.
    if (!row.contributor && !row.unit) {
      if (!only) told = row
      continue
    }
    const key = row.contributor?.id ?? ''
    if (only && key !== only) continue
    by.set(key, [...(by.get(key) ?? []), row])
  }
  const lines: ReportRow[] = []
  const wholes: StrengthRow[] = []
  for (const [key, own] of by) {
    const units = own.filter((row) => row.unit)
    const whole = own.filter((row) => !row.unit)
    // The contributor's own line counts what no unit does; without one its units add up.
    const line = whole.length > 0 ? whole : units
    wholes.push(...line)
    const first = own[0]?.contributor ?? null
    lines.push({
      key: key || 'none',
      contributor: first?.id ?? null,
      name: first?.caption ?? null,
      unit: null,
      level: 'contributor',
      values: sumOf(line),
    })
    for (const row of units)
      lines.push({
        key: `${key} ${row.unit?.id}`,
        contributor: first?.id ?? null,
        name: row.unit?.caption ?? null,
        unit: row.unit?.id ?? null,
        level: 'unit',
        values: sumOf([row]),
      })
  }
  if (told || by.size > 1)
    lines.push({
      key: 'whole',
      contributor: null,
      name: null,
      unit: null,
      level: 'whole',
      values: sumOf(told ? [told] : wholes),
    })
  return lines
}

/** What a movement does to the number deployed: those who come add, those who leave take, a transfer does neither. */
export const signedOf = ({ kind, persons }: StrengthMove): number =>
  kind === 'arrival' ? persons : kind === 'departure' ? -persons : 0

/** Those who came and those who left, among the movements that are listed. */
export function flowOf(moves: readonly StrengthMove[]): { came: number; left: number } {
  const signed = moves.map(signedOf)
  return {
    came: signed.reduce((sum, persons) => sum + Math.max(0, persons), 0),
    left: signed.reduce((sum, persons) => sum + Math.max(0, -persons), 0),
  }
}
