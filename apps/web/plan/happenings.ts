/** What is due to happen within a model's days, whatever chance decides: tours end, beds and vehicles come, money falls due. Pure. */
import type { Model } from '@konbit/planner'

export type Happening = {
  day: number
  kind: 'tours' | 'more' | 'vehicles' | 'shock'
  count: number
  /** The resource, fleet or shock it is of. */
  of: string
}

export function happeningsOf(model: Model): Happening[] {
  const found: Happening[] = []
  for (const [of, { present = [] }] of Object.entries(model.people))
    for (const { persons, tourEndsOn } of present)
      if (tourEndsOn > 0) found.push({ day: tourEndsOn, kind: 'tours', count: persons, of })
  for (const [of, { more = [] }] of Object.entries(model.resources))
    for (const { by, on } of more) found.push({ day: on, kind: 'more', count: by, of })
  for (const [of, { more = [] }] of Object.entries(model.fleets))
    for (const { by, on } of more) found.push({ day: on, kind: 'vehicles', count: by, of })
  for (const shock of model.shocks ?? [])
    if (shock.kind !== 'slip')
      found.push({
        day: shock.kind === 'attack' ? shock.on : shock.from,
        kind: 'shock',
        count: 0,
        of: shock.kind,
      })
  return joinedOf(
    found.filter(({ day, count, kind }) => day < model.days && (count > 0 || kind === 'shock')),
  )
}

/** Of the same kind and thing, days apart: told once, on the day of the largest. */
function joinedOf(all: readonly Happening[]): Happening[] {
  const NEAR = 10
  const joined: (Happening & { largest: number; last: number })[] = []
  for (const one of all.toSorted((a, b) => a.day - b.day)) {
    const before = joined.findLast(({ kind, of }) => kind === one.kind && of === one.of)
    if (before && one.day - before.last <= NEAR) {
      before.count += one.count
      before.last = one.day
      if (one.count > before.largest) Object.assign(before, { largest: one.count, day: one.day })
    } else joined.push({ ...one, largest: one.count, last: one.day })
  }
  return joined.map(({ day, kind, count, of }) => ({ day, kind, count, of }))
}
