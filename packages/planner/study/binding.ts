/** What binds: with what probability on each day, for how many days one should expect it, and told in order of time. */
import type { Sample } from './sample.ts'

/** `name` is what binds most likely from the day `from` until the day before `until`; `share`: how likely, on average. */
export type Spell = { name: string; from: number; until: number; share: number }
export type Binding = {
  /** `none` comes first: nothing binds. */
  names: readonly string[]
  share: Record<string, Float64Array<ArrayBuffer>>
  daysExpected: Record<string, number>
  order: readonly Spell[]
}

/** A spell shorter than that is not told: flights are a week apart, and what binds is asked at flights. */
const SPELL_LEAST = 14

export function bindingOf({ days, from, to, binds, bindNames }: Sample): Binding {
  const runs = to - from
  const counts = bindNames.map(() => new Float64Array(days))
  for (let run = 0; run < runs; run += 1)
    for (let day = 0; day < days; day += 1) {
      const series = counts[binds[run * days + day] as number] as Float64Array
      series[day] = (series[day] as number) + 1
    }
  for (const series of counts)
    for (let day = 0; day < days; day += 1) series[day] = (series[day] as number) / runs
  const share = Object.fromEntries(
    bindNames.map((name, at) => [name, counts[at] as Float64Array<ArrayBuffer>]),
  )
  const daysExpected = Object.fromEntries(
    bindNames.map((name, at) => [name, (counts[at] as Float64Array).reduce((a, b) => a + b, 0)]),
  )
  return {
    names: bindNames,
    share,
    daysExpected,
    order: runs === 0 ? [] : spellsOf(bindNames, counts, days),
  }
}

/** Day by day what is most likely, runs of the same day joined, and the shortest given to its longer neighbour till none is short. */
function spellsOf(
  names: readonly string[],
  counts: readonly Float64Array[],
  days: number,
): Spell[] {
  let spells: { place: number; from: number; until: number }[] = []
  for (let day = 0; day < days; day += 1) {
    let place = 0
    for (let at = 1; at < counts.length; at += 1)
      if ((counts[at]?.[day] as number) > (counts[place]?.[day] as number)) place = at
    spells.push({ place, from: day, until: day + 1 })
  }
  spells = merged(spells)
  while (spells.length > 1) {
    const lengths = spells.map(({ from, until }) => until - from)
    const shortest = lengths.indexOf(Math.min(...lengths))
    if ((lengths[shortest] as number) >= SPELL_LEAST) break
    const isBefore = (lengths[shortest - 1] ?? 0) >= (lengths[shortest + 1] ?? 0)
    const heir = spells[isBefore ? shortest - 1 : shortest + 1] as { place: number }
    spells = merged(
      spells.map((one, at) => (at === shortest ? { ...one, place: heir.place } : one)),
    )
  }
  return spells.map(({ place, from, until }) => {
    const likely = (counts[place] as Float64Array).subarray(from, until)
    return {
      name: names[place] as string,
      from,
      until,
      share: likely.reduce((a, b) => a + b, 0) / (until - from),
    }
  })
}

function merged(spells: readonly { place: number; from: number; until: number }[]) {
  const joined: { place: number; from: number; until: number }[] = []
  for (const one of spells) {
    const last = joined.at(-1)
    if (last?.place === one.place) last.until = one.until
    else joined.push({ ...one })
  }
  return joined
}
