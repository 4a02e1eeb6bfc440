/**
 * Fronts: what changes between groups must be told, as data, and where it happened in a run of statements. When rivals stop
 * fighting, or three and more stand together, the mission's design may no longer fit the ground. Of groups only. Pure.
 */

/** How a pair stands from a day on, as somebody stated it. */
export type Stand = {
  alignment: string
  group: string
  other: string
  state: string
  /** The day from which it is said to hold. */
  on: string
}

export type AlarmRule =
  | { name: string; kind: 'change'; from: readonly string[]; to: readonly string[] }
  | { name: string; kind: 'front'; ties: readonly string[]; least: number }

export const alarmRules: readonly AlarmRule[] = [
  {
    name: 'rivalsStop',
    kind: 'change',
    from: ['hostile'],
    to: ['apart', 'truce', 'allied', 'joined'],
  },
  { name: 'groupsJoin', kind: 'change', from: ['apart', 'truce'], to: ['allied', 'joined'] },
  { name: 'alliesFight', kind: 'change', from: ['truce', 'allied', 'joined'], to: ['hostile'] },
  { name: 'frontForms', kind: 'front', ties: ['allied', 'joined'], least: 3 },
]

/** `groups`: those of the pair, or of the whole front. */
export type Alarm = { name: string; on: string; groups: readonly string[]; alignment: string }

/** Those who stand together through ties of these states, largest first; only sets of `least` and more. */
export function frontsOf(
  stands: Iterable<Stand>,
  ties: readonly string[],
  least: number,
): string[][] {
  const sets = new Map<string, Set<string>>()
  for (const { group, other, state } of stands) {
    if (!ties.includes(state)) continue
    const joined = new Set([...(sets.get(group) ?? [group]), ...(sets.get(other) ?? [other])])
    for (const one of joined) sets.set(one, joined)
  }
  return [...new Set(sets.values())]
    .map((set) => [...set].sort())
    .filter((set) => set.length >= least)
    .sort((a, b) => b.length - a.length || ((a[0] as string) < (b[0] as string) ? -1 : 1))
}

/** Every alarm of the run, in order of the day. A front is told when it forms and each time that it grows. */
export function alarmsOf(
  stands: readonly Stand[],
  rules: readonly AlarmRule[] = alarmRules,
): Alarm[] {
  const now = new Map<string, Stand>()
  const told: Alarm[] = []
  const seen = new Map<string, Set<string>>(rules.map(({ name }) => [name, new Set()]))
  const inOrder = stands.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  for (const stand of inOrder) {
    const before = now.get(stand.alignment)?.state
    now.set(stand.alignment, stand)
    for (const rule of rules) {
      const { on, alignment, group, other } = stand
      if (rule.kind === 'change') {
        if (before !== undefined && rule.from.includes(before) && rule.to.includes(stand.state))
          told.push({ name: rule.name, on, groups: [group, other], alignment })
        continue
      }
      const known = seen.get(rule.name) as Set<string>
      const grown = frontsOf(now.values(), rule.ties, rule.least).find(
        (front) => front.includes(group) && !known.has(front.join()),
      )
      if (!grown) continue
      known.add(grown.join())
      told.push({ name: rule.name, on, groups: grown, alignment })
    }
  }
  return told
}
