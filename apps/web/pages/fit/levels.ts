/** What stands on each day, from the changes that records make; and when a place first runs short. Pure. */
import type { FitBind, FitResource, FitStep } from '../../api/people.ts'
import type { Level } from '../../charts/SupplyDemand.tsx'

/** Changes added up; those of one day become one level that names them all. */
export function levelsOf(steps: readonly FitStep[]): Level[] {
  const levels: (Level & { captions: string[] })[] = []
  let sum = 0
  for (const step of [...steps].sort((a, b) => a.day.localeCompare(b.day))) {
    sum += step.amount
    const last = levels.at(-1)
    const captions = step.caption ? [step.caption] : []
    if (last?.day === step.day) {
      last.amount = sum
      last.captions.push(...captions)
    } else levels.push({ day: step.day, amount: sum, captions })
  }
  return levels.map(({ day, amount, captions }) => ({
    day,
    amount,
    caption:
      captions.length > 3
        ? `${captions.slice(0, 3).join('; ')} …`
        : captions.join('; ') || undefined,
  }))
}

export const siteOf = (site: FitResource['site']): { key: string; caption: string } | null =>
  !site
    ? null
    : typeof site === 'string'
      ? { key: site, caption: site }
      : { key: site.id, caption: site.caption }

export type Conflict = FitBind & { resource: FitResource }

/** Every day range that binds, soonest first. */
export const conflictsOf = (resources: readonly FitResource[]): Conflict[] =>
  resources
    .flatMap((resource) => resource.binds.map((bind) => ({ ...bind, resource })))
    .sort((a, b) => a.from.localeCompare(b.from) || b.short - a.short)

/** Sites with their resources: those that bind come first. */
export function bySite(
  resources: readonly FitResource[],
): { key: string; caption: string | null; resources: FitResource[] }[] {
  const sites = new Map<string, { key: string; caption: string | null; resources: FitResource[] }>()
  for (const resource of resources) {
    const site = siteOf(resource.site)
    const key = site?.key ?? ''
    const group = sites.get(key) ?? { key, caption: site?.caption ?? null, resources: [] }
    group.resources.push(resource)
    sites.set(key, group)
  }
  const binds = (all: readonly FitResource[]): number =>
    all.filter((one) => one.binds.length > 0).length
  for (const group of sites.values())
    group.resources.sort((a, b) => b.binds.length - a.binds.length)
  return [...sites.values()].sort((a, b) => binds(b.resources) - binds(a.resources))
}
