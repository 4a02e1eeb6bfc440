/** What is due within a model's days, whatever chance decides: tours end, beds and vehicles come. The weightiest few are told. Pure. */
import type { Model } from '@konbit/planner'

export type Happening = {
  day: number
  kind: 'tours' | 'more' | 'vehicles' | 'shock'
  count: number
  /** The resource or the shock it is of; tours and vehicles are told of all together. */
  of: string
}

/** Of each kind no more are told than this; the rest would cover one another. */
const MOST = 5
/** Within so many days of the largest, they count as one. */
const NEAR = 21

export function happeningsOf({ people, resources, fleets, shocks = [], days }: Model): Happening[] {
  const tours = Object.values(people).flatMap(({ present = [] }) =>
    present.map(({ persons, tourEndsOn }) => ({ day: tourEndsOn, count: persons })),
  )
  const vehicles = Object.values(fleets).flatMap(({ more = [] }) => more.map(comes))
  const found: Happening[] = [
    ...told(
      'tours',
      '',
      tours.filter(({ day }) => day > 0),
    ),
    ...told('vehicles', '', vehicles),
    ...Object.entries(resources).flatMap(([of, { more = [] }]) =>
      told('more', of, more.map(comes)),
    ),
    ...shocks.flatMap((shock): Happening[] =>
      shock.kind === 'slip'
        ? []
        : [
            {
              day: shock.kind === 'attack' ? shock.on : shock.from,
              kind: 'shock',
              count: 0,
              of: shock.kind,
            },
          ],
    ),
  ]
  return found.filter(({ day }) => day < days).toSorted((a, b) => a.day - b.day)
}

const comes = ({ on, by }: { on: number; by: number }) => ({ day: on, count: by })

function told(
  kind: Happening['kind'],
  of: string,
  all: readonly { day: number; count: number }[],
): Happening[] {
  const rest = new Set(all.filter(({ count }) => count > 0))
  const groups: Happening[] = []
  for (const { day } of all.toSorted((a, b) => b.count - a.count)) {
    const near = [...rest].filter((one) => Math.abs(one.day - day) <= NEAR)
    if (near.length === 0) continue
    for (const one of near) rest.delete(one)
    groups.push({ day, kind, count: near.reduce((sum, one) => sum + one.count, 0), of })
  }
  return groups.toSorted((a, b) => b.count - a.count).slice(0, MOST)
}
