/** Every task done or excluded, side by side. Pure. */
import type { Exposure } from '../../api/people.ts'

export type TaskRow = {
  /** Null where a patrol does not say what it was for. */
  task: string | null
  patrols: number | null
  hours: number | null
  caveats: { id: string; caption: string }[]
  clashes: Exposure['items'][number]['clashes']
}

/** Every task that was done or is excluded; those with both come first. */
export function taskRows(item: Exposure['items'][number] | undefined): TaskRow[] {
  const rows = new Map<string | null, TaskRow>()
  const row = (task: string | null): TaskRow => {
    const found = rows.get(task) ?? { task, patrols: null, hours: null, caveats: [], clashes: [] }
    rows.set(task, found)
    return found
  }
  for (const one of item?.tasks ?? []) {
    const at = row(one.task)
    at.patrols = (at.patrols ?? 0) + one.patrols
    if (one.hours !== null) at.hours = (at.hours ?? 0) + one.hours
  }
  for (const { task, caveat } of item?.excludes ?? []) row(task).caveats.push(caveat)
  for (const clash of item?.clashes ?? []) row(clash.task).clashes.push(clash)
  return [...rows.values()].sort(
    (a, b) =>
      b.clashes.length - a.clashes.length ||
      b.caveats.length - a.caveats.length ||
      (b.hours ?? 0) - (a.hours ?? 0),
  )
}
