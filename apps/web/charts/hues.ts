/**
 * Which series a contributor, donor or group bears: by the order in which the record first speaks of it, so that it
 * keeps its hue on every page and at every moment. The first series is too near the accent, which is the mission's own
 * record, so it comes last; the seventh turns reddish in the dark and is never given. Whoever comes after these is neutral: a hue
 * that two bore would tell one for the other.
 */
const given = [3, 2, 8, 4, 5, 6, 1] as const

export const hueOf = (index: number): string =>
  given[index] === undefined ? 'var(--control)' : `var(--series-${given[index]})`

/** Hues by key: the order of first mention decides, repeats are skipped. */
export function huesOf(keys: Iterable<string>): ReadonlyMap<string, string> {
  const order = [...new Set(keys)]
  return new Map(order.map((key, i) => [key, hueOf(i)]))
}
