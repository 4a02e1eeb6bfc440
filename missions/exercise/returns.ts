/**
 * Strength returns of the last four weeks: each contingent counts itself in the evening, and now and then finds somebody that
 * no movement told of yet. On the last day nobody has: that is what is owed when the exercise is opened.
 */
import type { Thing } from './told.ts'
import { DAYS, type World } from './world.ts'

const days = 28

export function returns(world: World): { daily: () => void } {
  const dice = world.dice('returns')
  const { told } = world

  function count(group: World['groups'][number]): void {
    const expected = group.here.length
    const isOff = expected > 0 && dice.chance(0.04)
    const code = `${group.thing.key}/${world.today}`
    const thing: Thing = told.enter('strengthReturn', code, {
      contingent: group.thing,
      contributor: group.state.thing,
      countedOn: world.today,
      persons: isOff ? expected - 1 : expected,
      expected,
      code,
      ...(isOff ? { differsFor: dice.chance(0.5) ? 'departure' : 'absence' } : {}),
    })
    if (isOff)
      world.later(2, () => told.tell(thing, 'settle', {}, { because: 'The record caught up.' }))
  }

  return {
    daily() {
      if (world.day < DAYS - 1 - days || world.day >= DAYS - 1) return
      for (const group of world.groups) if (group.isHere) count(group)
    },
  }
}
