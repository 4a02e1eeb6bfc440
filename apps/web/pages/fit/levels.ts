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

export type Conflict = FitBind & { resource: FitResource }

/** Every day range that binds, soonest first. */
export const conflictsOf = (resources: readonly FitResource[]): Conflict[] =>
  resources
    .flatMap((resource) => resource.binds.map((bind) => ({ ...bind, resource })))
    .sort((a, b) => a.from.localeCompare(b.from) || b.short - a.short)

/** How near a resource comes to its end within the days asked: the day on which least is left. */
export type Tightest = { day: string; supply: number; demand: number; left: number }

export function tightestOf(resource: FitResource, from: string, until: string): Tightest | null {
  if (!resource.isKnown) return null
  const [supply, demand] = [levelsOf(resource.supply), levelsOf(resource.demand)]
  const on = (levels: readonly Level[], day: string): number =>
    levels.findLast((level) => level.day <= day)?.amount ?? 0
  const days = [from, ...[...supply, ...demand].map(({ day }) => day)].filter(
    (day) => day >= from && day <= until,
  )
  let worst: Tightest | null = null
  for (const day of days.sort()) {
    const now = { day, supply: on(supply, day), demand: on(demand, day) }
    const left = now.supply - now.demand
    if (!worst || left < worst.left) worst = { ...now, left }
  }
  return worst
}

/** A resource that asks to be looked at: it binds, its size is disputed or unknown; and beds always. */
const speaks = (one: FitResource): boolean =>
  one.binds.length > 0 || one.disputed.length > 0 || one.resource === 'beds' || !one.site

export type Place = {
  key: string
  caption: string | null
  drawn: FitResource[]
  /** Enough of it, told in one line each. */
  quiet: FitResource[]
}

/** Sites with their resources, those that bind first. A full flight or a closed way has no place here: it is a conflict. */
export function bySite(resources: readonly FitResource[]): Place[] {
  const places = new Map<string, Place>()
  for (const resource of resources) {
    const { site } = resource
    if (site && site.register !== 'site') continue
    const key = site?.id ?? ''
    const place = places.get(key) ?? { key, caption: site?.caption ?? null, drawn: [], quiet: [] }
    ;(speaks(resource) ? place.drawn : place.quiet).push(resource)
    places.set(key, place)
  }
  const binds = ({ drawn }: Place): number => drawn.filter((one) => one.binds.length > 0).length
  for (const { drawn } of places.values()) drawn.sort((a, b) => b.binds.length - a.binds.length)
  return [...places.values()].sort((a, b) => binds(b) - binds(a))
}
