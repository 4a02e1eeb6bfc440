/**
 * Harm by who is said to have caused it: low, best and high, each as somebody says it. What two records say of one incident is one
 * harm with a wider span; an incident merged into another counts with that one. Never a total across kinds. Pure.
 */

export type Said = {
  id: string
  harm: string
  low: number | null
  best: number | null
  high: number | null
  groups: readonly string[]
  /** The incident that counts: where it was merged, the one it was merged into. */
  incident: string
  saidBy: string
}
export type HarmRow = {
  /** Null: nobody says by whom. */
  group: string | null
  harm: string
  incidents: number
  low: number
  /** Null where of some incident nobody has settled it. */
  best: number | null
  high: number
  /** In so many of them another group is named as well, and counts there too. */
  shared: number
  records: string[]
}

type Span = {
  low: number
  best: number | null
  high: number
  groups: Set<string>
  records: string[]
}

export function harmBy(said: readonly Said[]): HarmRow[] {
  const spans = new Map<string, Span>()
  for (const one of said) {
    const known = [one.low, one.best, one.high].filter((value) => value !== null)
    if (known.length === 0) continue
    const key = `${one.incident} ${one.harm}`
    const span = spans.get(key)
    const low = Math.min(...known)
    const high = Math.max(...known)
    spans.set(key, {
      low: Math.min(span?.low ?? low, low),
      // Two that settled it apart have not settled it.
      best:
        span && span.best !== null && one.best !== null && span.best !== one.best
          ? null
          : (one.best ?? span?.best ?? null),
      high: Math.max(span?.high ?? high, high),
      groups: new Set([...(span?.groups ?? []), ...one.groups]),
      records: [...(span?.records ?? []), one.id],
    })
  }
  const rows = new Map<string, HarmRow>()
  for (const [key, span] of spans) {
    const harm = key.slice(key.indexOf(' ') + 1)
    for (const group of span.groups.size > 0 ? span.groups : [null]) {
      const of = `${group} ${harm}`
      const row = rows.get(of) ?? {
        group,
        harm,
        incidents: 0,
        low: 0,
        best: 0,
        high: 0,
        shared: 0,
        records: [],
      }
      rows.set(of, {
        ...row,
        incidents: row.incidents + 1,
        low: row.low + span.low,
        best: row.best === null || span.best === null ? null : row.best + span.best,
        high: row.high + span.high,
        shared: row.shared + (span.groups.size > 1 ? 1 : 0),
        records: [...row.records, ...span.records],
      })
    }
  }
  return [...rows.values()].sort(
    (a, b) => b.high - a.high || (`${a.group}` < `${b.group}` ? -1 : 1),
  )
}
