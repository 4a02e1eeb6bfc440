/**
 * A clash: two readings, or one and a sum, that cannot both hold. The common coin of all finders.
 * An anchor depends on the clashing readings alone, so that the ids built on it outlive whatever else is stated.
 */
import { dayText, monthText, type Span, spanText } from './days.ts'
import { type Bucket, isDated, type Reading } from './reading.ts'
import type { Rules } from './rules.ts'
import type { Kind } from './statement.ts'

export type Clash = {
  bucket: Bucket
  /** Last part of the group's id; empty for what happens once. */
  anchor: string
  kind: Kind
  one: Reading
  /** Absent when the other side is a sum, or the mission's own record. */
  other?: Reading
  /** Readings the other side rests on, of any bucket. Clashes that rest on the same ones share the array. */
  rests?: readonly Reading[]
  /** A sentence more exact than the one for the kind. */
  key?: string
  values?: Record<string, string | number>
}

/** Returns the month a clash of moments belongs to: of the later reading, or of the one that is dated closely. */
export function momentAnchor(bucket: Bucket, one: Reading, other: Reading = one): string {
  if (bucket.rule.shape.anchor === 'ever') return ''
  const [isOneDated, isOtherDated] = [isDated(one.span), isDated(other.span)]
  if (isOneDated && !isOtherDated) return monthText(one.span[0])
  if (isOtherDated && !isOneDated) return monthText(other.span[0])
  const last = Math.max(one.span[0], other.span[0])
  return isOneDated ? monthText(last) : dayText(last).slice(0, 4)
}

/** Returns the anchor of a clash about a period. A happening, dated by itself, belongs to its month. */
export function periodAnchor(bucket: Bucket, span: Span): string {
  if (!bucket.rule.shape.countsItsDate) return spanText(span)
  return isDated(span) ? monthText(span[0]) : spanText(span)
}

/** Returns the id of the group a clash belongs to. */
export function groupIds(rules: Rules): (clash: Clash) => string {
  const found = new Map<Bucket, Map<string, string>>()
  return ({ bucket, anchor }) => {
    const ids = found.get(bucket) ?? new Map<string, string>()
    found.set(bucket, ids)
    let id = ids.get(anchor)
    if (id === undefined) {
      const { measure, subject, unit } = bucket
      const unitNamed = rules.plainUnits.includes(unit) ? '' : unit
      id = [measure, subject, anchor, unitNamed].filter((part) => part !== '').join('/')
      ids.set(anchor, id)
    }
    return id
  }
}
