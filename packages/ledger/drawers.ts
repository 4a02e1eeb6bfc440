/**
 * Drawers: where the versions of a generated table are filed, by the era in which each began and the era in which it ended.
 * A moment looks into the drawers that can hold something of it and into no other, and what lies in those nearly all
 * holds at the moment; so the past is paged as quickly as now, by any order. Not a matter of meaning: the bounds decide.
 */

/** How much an era holds, how many drawers are few, how many ranges of them are looked into at most, and how much of an era is soon. Tests make them otherwise. */
export const era = { days: 32, entries: 65_536, few: 64, ranges: 256, soon: 1 / 6 }

const DAY_MS = 86_400_000
const FIRST_DAY = '2000-01-01'
const firstMs = Date.parse(FIRST_DAY)
const LAST = 4095

/** One drawer is a number: its kind, the era of *at* in which its versions began, and the era in which they ended. */
const OPEN = 0
const REPLACED = 1 // its record's last version as was known then: it ended in an era of entries
const PASSED = 2 // it ended in an era of days
const numberOf = (kind: number, began: number, ended: number): number =>
  (kind << 24) + (began << 12) + ended

/** The drawers of the versions of now lie below the first, those of versions that passed from the second on. */
export const NOW_DRAWERS_END = REPLACED << 24
export const PASSED_DRAWERS = PASSED << 24
const beganOf = (drawer: number): number => (drawer >> 12) & LAST

const withinEras = (value: number): number => Math.min(Math.max(Math.trunc(value), 0), LAST)
const dayEra = (instant: number): number =>
  withinEras(Math.floor((instant - firstMs) / DAY_MS) / era.days)
const entryEra = (seq: number): number => withinEras(seq / era.entries)

/** The column, which Postgres fills: whoever writes a version need not know of it. */
export function drawerColumn(): string {
  const days = (bound: string): string =>
    `least(greatest(((${bound} at time zone 'UTC')::date - date '${FIRST_DAY}') / ${era.days}, 0), ${LAST})`
  return `drawer int4 not null generated always as (
    case when at_to < 'infinity' then ${PASSED << 24} + ${days('at_to')}
         when known_to < 9223372036854775807 then ${REPLACED << 24} + least(known_to / ${era.entries}, ${LAST})::int4
         else ${OPEN} end + 4096 * ${days('at_from')}) stored`
}

/** What a moment must know of the log and of the table to choose its drawers. */
export type Survey = {
  /** The first drawer in use of each kind; null when none is. */
  open: number | null
  replaced: number | null
  passed: number | null
  /** When the last entry known was made known. */
  knownAt: number
  size: number
}

/** The drawers that can hold versions of now, from the first in use to the last. */
export const drawersOfNow = (first: number | null, last: number | null): number[] =>
  first === null || last === null
    ? []
    : eras(beganOf(first), beganOf(last)).map((began) => numberOf(OPEN, began, 0))

/**
 * What began since the beginning of the moment's era, where that was not long ago: it is sooner read by its dates than out of
 * drawers that hold all of the era, most of which had not begun yet. `drawers` are then those of the eras before it.
 */
export function earlyOf(
  drawers: readonly number[],
  instant: number,
): { drawers: number[]; since: number } | undefined {
  const last = dayEra(instant)
  const since = firstMs + last * era.days * DAY_MS
  if (last === 0 || last === LAST || instant - since > era.soon * era.days * DAY_MS)
    return undefined
  return { drawers: drawers.filter((drawer) => beganOf(drawer) < last), since }
}

/**
 * The drawers that can hold versions of a moment of the past. An entry's *at* is never later than the instant at which it was
 * known. So nothing known had begun later than that instant; and a stretch that ends was known by then to end by then.
 */
export function drawersOf(survey: Survey, { at, known }: { at: number; known: number }): number[] {
  const last = dayEra(Math.min(at, survey.knownAt))
  const began = (first: number | null): number[] =>
    first === null ? [] : eras(beganOf(first), last)
  const found = began(survey.open).map((from) => numberOf(OPEN, from, 0))
  if (known < survey.size) {
    const ends = eras(entryEra(known), entryEra(survey.size))
    for (const from of began(survey.replaced))
      for (const to of ends) found.push(numberOf(REPLACED, from, to))
  }
  if (at < survey.knownAt) {
    const ends = eras(dayEra(at), dayEra(survey.knownAt))
    for (const from of began(survey.passed))
      for (const to of ends) found.push(numberOf(PASSED, from, to))
  }
  return found
}

const eras = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
