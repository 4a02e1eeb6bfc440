/**
 * From one base to another: a unit that was housed where there was room moves to where it is needed, with its people, and those
 * of its vehicles that can drive. Each vehicle changes hands on paper, signed by who gives and by who takes.
 */
import type { Fleet } from './fleet.ts'
import { type Base, type Contingent, freeBeds, type World } from './world.ts'

/** Days of the story on which a unit is looked for that could move. */
const everyDays = 55
const firstDay = 320

export function transfers(world: World, fleet: Fleet): { daily: () => void } {
  const dice = world.dice('transfers')
  const { told } = world
  const moved = new Set<Contingent>()
  let nth = 0

  /** The smallest unit that may move, and a base with room for it beyond what flights there need soon. */
  function choose(): { group: Contingent; to: Base } | undefined {
    for (const group of [...world.groups].sort((a, b) => a.size - b.size)) {
      const all = group.here.every(({ status }) => status !== 'missing')
      if (!group.isHere || group.isAwaited || moved.has(group) || group.here.length < 2) continue
      if (!all || world.isAirportShut) continue
      const to = world.bases.find(
        (base) =>
          base !== group.base && base.isOpen && freeBeds(base) > Math.ceil(group.size * 1.3) + 2,
      )
      if (to) return { group, to }
    }
    return undefined
  }

  function move({ group, to }: { group: Contingent; to: Base }): void {
    nth += 1
    moved.add(group)
    const from = group.base
    const persons = group.here.length
    const movement = told.enter('movement', `TRANSFER-${nth}`, {
      title: `Transfer, ${group.name}`,
      carrier: `CONVOY-${nth}`,
      kind: 'transfer',
      contributor: group.state.thing,
      contingent: group.thing,
      personsPlanned: persons,
      plannedOn: world.date(world.day + 6),
      fromBase: from.thing,
      base: to.thing,
    })
    // Until then no flight is planned for it, and its beds there are kept.
    group.isAwaited = true
    to.kept += persons
    world.later(6, () => {
      group.isAwaited = false
      to.kept -= persons
      const going = group.here.filter(({ status }) => status !== 'missing')
      if (going.length < group.here.length || going.length === 0 || going.length > persons) {
        told.tell(movement, 'cancel', {}, { because: 'The unit is needed where it is.' })
        return
      }
      told.tell(movement, 'confirm', {
        persons: going.length,
        movedOn: world.today,
        fromBase: from.thing,
        base: to.thing,
      })
      from.taken -= going.length
      to.taken += going.length
      group.base = to
      for (const { thing } of going) told.tell(thing, 'moveBase', { base: to.thing })
      for (const vehicle of fleet.of(from).filter((one) => one.group === group && one.isReady))
        if (dice.chance(0.8)) fleet.handOver(vehicle, to)
    })
  }

  return {
    daily: () => {
      if (world.day < firstDay || world.day % everyDays !== 0) return
      const chosen = choose()
      if (chosen) move(chosen)
    },
  }
}
