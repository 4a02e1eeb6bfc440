/**
 * Incidents that may be one: near in place, time and kind. It suggests and says why; whether they are one, only somebody who looks
 * can tell, and what was merged can be unmerged. Pure.
 */

export type Happened = {
  id: string
  kind: string
  /** First and last day that may be meant. */
  first: string
  last: string
  lon: number | null
  lat: number | null
  precision: string
  pcode: string | null
  groups: readonly string[]
  reports: readonly string[]
}
export type Suggestion = {
  one: string
  other: string
  /** 0 to 100. */
  score: number
  km: number | null
  days: number
  samePlace: boolean
  sameKind: boolean
  sharedGroups: number
  sharedReports: number
}

/** What each likeness weighs, and how far it reaches. */
export const likeness = {
  kmMost: 12,
  daysMost: 3,
  place: 34,
  time: 30,
  kind: 22,
  relatedKind: 10,
  groups: 8,
  reports: 30,
  least: 55,
} as const

/** Kinds that one person calls so and another so. */
const related: readonly (readonly string[])[] = [
  ['attack', 'gunfire', 'exchangeOfFire', 'ambush', 'droneStrike', 'operation'],
  ['seizure', 'groundLost', 'attack'],
  ['recapture', 'operation', 'exchangeOfFire'],
  ['abduction', 'ambush'],
]
const isRelated = (one: string, other: string): boolean =>
  related.some((family) => family.includes(one) && family.includes(other))

const DAY_MS = 86_400_000
const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00Z`) / DAY_MS)

/** Great-circle distance in kilometres. */
export function kmBetween(one: Happened, other: Happened): number | null {
  if (one.lon === null || one.lat === null || other.lon === null || other.lat === null) return null
  const rad = Math.PI / 180
  const half = (from: number, to: number): number => Math.sin(((to - from) * rad) / 2) ** 2
  const a =
    half(one.lat, other.lat) +
    Math.cos(one.lat * rad) * Math.cos(other.lat * rad) * half(one.lon, other.lon)
  return 12_742 * Math.asin(Math.min(1, Math.sqrt(a)))
}

const shared = (one: readonly string[], other: readonly string[]): number =>
  one.filter((id) => other.includes(id)).length

/** At most `most`, the likeliest first. Compares only what lies close in time, so that a long list costs little more than a short one. */
export function suggestionsOf(list: readonly Happened[], most: number): Suggestion[] {
  const days = list
    .map((one) => ({ one, first: dayNumber(one.first), last: dayNumber(one.last) }))
    .sort((a, b) => a.first - b.first || (a.one.id < b.one.id ? -1 : 1))
  const longest = Math.max(0, ...days.map(({ first, last }) => Math.min(last - first, 31)))
  const found: Suggestion[] = []
  for (const [at, early] of days.entries()) {
    // What is dated to a month or a year is near to everything: it says nothing.
    if (early.last - early.first > 31) continue
    for (let next = at + 1; next < days.length; next++) {
      const late = days[next] as (typeof days)[number]
      if (late.first - early.first > longest + likeness.daysMost) break
      if (late.last - late.first > 31) continue
      const apart = Math.max(0, late.first - early.last)
      if (apart > likeness.daysMost) continue
      const told = likenessOf(early.one, late.one, apart)
      if (told) found.push(told)
    }
  }
  return found
    .sort((a, b) => b.score - a.score || (a.one + a.other < b.one + b.other ? -1 : 1))
    .slice(0, most)
}

function likenessOf(one: Happened, other: Happened, days: number): Suggestion | undefined {
  const km = kmBetween(one, other)
  const samePlace = one.pcode !== null && one.pcode === other.pcode
  // A point that stands for a commune is no closer than the commune is.
  const isClose = km !== null && km <= likeness.kmMost
  if (!samePlace && !isClose) return undefined
  const sameKind = one.kind === other.kind
  if (!sameKind && !isRelated(one.kind, other.kind)) return undefined
  const near = km === null ? 0.6 : Math.max(samePlace ? 0.5 : 0, 1 - km / likeness.kmMost)
  const sharedGroups = shared(one.groups, other.groups)
  const sharedReports = shared(one.reports, other.reports)
  const score = Math.min(
    100,
    Math.round(
      likeness.place * near +
        likeness.time * (1 - days / (likeness.daysMost + 1)) +
        (sameKind ? likeness.kind : likeness.relatedKind) +
        (sharedGroups > 0 ? likeness.groups : 0) +
        (sharedReports > 0 ? likeness.reports : 0),
    ),
  )
  if (score < likeness.least) return undefined
  return {
    one: one.id,
    other: other.id,
    score,
    km: km === null ? null : Math.round(km * 10) / 10,
    days,
    samePlace,
    sameKind,
    sharedGroups,
    sharedReports,
  }
}
