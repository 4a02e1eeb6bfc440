/**
 * What people decided about groups, applied in the order it was decided. Nothing is ever lost by it: take an entry out and it is undone.
 */
import type { Settlement } from './statement.ts'

/** Where a clash ends up: the group it counts in, and whether somebody set one of its statements aside. */
type Routed = { group: string; isSetAside: boolean }

export type Settled = {
  /** Returns undefined when a split has parted the statements. */
  route(group: string, statements: readonly string[]): Routed | undefined
  adopted(group: string): { statement: string; reason: string } | undefined
  /** The reason a statement, or without one the whole group, was set aside. */
  setAside(group: string, statement?: string): string | undefined
}

/** Returns the settlements as questions the grouping can ask. The id of a split-off group is `<group>~<its first statement>`. */
export function settled(settlements: readonly Settlement[]): Settled {
  const adopted = new Map<string, { statement: string; reason: string }>()
  const aside = new Map<string, string>()
  const parted = settlements.filter((it) => it.verb === 'merge' || it.verb === 'split')

  /** Where a statement of a group is by now; without a statement, where the group is. */
  function move(from: string, statement = ''): string {
    let group = from
    for (const settlement of parted) {
      if (settlement.verb === 'merge') {
        if (settlement.groups.includes(group)) group = settlement.groups[0] ?? group
      } else if (settlement.group === group && settlement.statements.includes(statement)) {
        group = `${group}~${[...settlement.statements].sort()[0]}`
      }
    }
    return group
  }

  for (const settlement of settlements) {
    if (settlement.verb === 'merge' || settlement.verb === 'split') continue
    const { verb, statement, reason } = settlement
    const group = move(settlement.group, statement)
    if (verb === 'adopt') adopted.set(group, { statement, reason })
    else aside.set(asideKey(group, statement), reason)
  }

  return {
    route(from, statements) {
      if (settlements.length === 0) return { group: from, isSetAside: false }
      const [group = from, ...others] = statements.map((statement) => move(from, statement))
      if (others.some((other) => other !== group)) return undefined
      return { group, isSetAside: statements.some((id) => aside.has(asideKey(group, id))) }
    },
    adopted: (group) => adopted.get(group),
    setAside: (group, statement) => aside.get(asideKey(group, statement)),
  }
}

const asideKey = (group: string, statement = ''): string => `${group}\n${statement}`
