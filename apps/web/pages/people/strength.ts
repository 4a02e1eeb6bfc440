/** The record of strength against statements: lines, statements by line, from where a line is only a bound, and the finding. Pure. */
import type { ClaimView, MeasureView } from '../../api/types.ts'
import type { Spoken } from '../../charts/clash.ts'
import { statementOf } from '../../charts/fromClaim.ts'
import { type RecordLine, valueOn } from '../../charts/recordLayout.ts'
import { dayNumber, daySpan, dayText } from '../../charts/scale.ts'
import { allows, middayOf } from '../../charts/statement.ts'

export type Keyed = ClaimView & { key?: string | null; speaksFor?: string | null }

/** Points of the whole, or of one row of the breakdown, from a daily series. */
export const pointsOf = (view: MeasureView | undefined, key: string | null): RecordLine['points'] =>
  (view?.series ?? []).map(({ day, value, rows }) => ({
    day,
    value: key === null ? value : (rows?.find((row) => row.key === key)?.value ?? null),
  }))

/** Statements about the whole mission or about one contributor, each under its line. */
export function spokenOf(claims: readonly ClaimView[], lines: readonly string[]): Spoken[] {
  return (claims as readonly Keyed[]).flatMap((claim) => {
    const line =
      claim.speaksFor === 'mission' ||
      (claim.speaksFor === undefined && claim.subject === 'mission')
        ? 'mission'
        : claim.key
    const statement = statementOf(claim)
    return statement && line && lines.includes(line) && claim.state !== 'setAside'
      ? [{ line, statement }]
      : []
  })
}

/** A tour that ended by then and after which nobody was seen to leave within two months makes the record a bound. */
export function boundFrom(
  tours: readonly string[],
  departures: readonly string[],
  last: string,
): string | undefined {
  const ends = tours.flatMap((when) => daySpan(when)?.[1] ?? [])
  const left = departures.flatMap((when) => daySpan(when)?.[0] ?? [])
  const open = ends.filter(
    (end) => end <= dayNumber(last) && !left.some((day) => day >= end - 30 && day <= end + 60),
  )
  return open.length > 0 ? dayText(Math.min(...open) - 1) : undefined
}

/** Years in which nearly all statements fit the record, and years in which they part from it. */
export function yearsOf(
  spoken: readonly Spoken[],
  lines: readonly RecordLine[],
): { agree: string[]; part: string[] } {
  const byLine = new Map(lines.map((line) => [line.key, line]))
  const years = new Map<string, { fit: number; all: number }>()
  for (const { line, statement } of spoken) {
    const own = byLine.get(line)
    const value = own && valueOn(own, dayText(middayOf(statement)))
    if (value === null || value === undefined) continue
    const isBound = own?.boundFrom !== undefined && dayText(middayOf(statement)) >= own.boundFrom
    const fits = allows(statement, value) ?? true
    const below = isBound && statement.value !== null && statement.value <= value
    const year = years.get(statement.asOf.slice(0, 4)) ?? { fit: 0, all: 0 }
    years.set(statement.asOf.slice(0, 4), {
      fit: year.fit + (fits || below ? 1 : 0),
      all: year.all + 1,
    })
  }
  const sorted = [...years].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    agree: sorted.flatMap(([year, { fit, all }]) => (fit / all >= 0.6 ? [year] : [])),
    part: sorted.flatMap(([year, { fit, all }]) => (fit / all < 0.6 ? [year] : [])),
  }
}
