/** Controlled stores: what is accounted for one by one, issued, lost and found, and counted each month by two people. */
import { as, type Thing } from './told.ts'
import type { Base, Contingent, World } from './world.ts'

const kinds = [
  { storeKind: 'weapon', model: 'Service rifle (invented)', each: 0.05 },
  { storeKind: 'radio', model: 'Hand radio (invented)', each: 0.035 },
  { storeKind: 'nightVision', model: 'Night sight (invented)', each: 0.015 },
] as const
type Store = { thing: Thing; kind: string; isOut: boolean; isMissing: boolean }

const first = as('stores', 'stores')
const second = as('storesSecond', 'stores')
const judge = as('inspector', 'inspector')

export function stores(world: World): { daily: () => void } {
  const dice = world.dice('stores')
  const { told } = world
  const held = new Map<Contingent, Store[]>()

  function bring(group: Contingent): void {
    const list: Store[] = []
    held.set(group, list)
    for (const { storeKind, model, each } of kinds)
      for (let nth = 1; nth <= Math.max(1, Math.round(group.size * each)); nth++) {
        const serial = `${group.thing.key}-${storeKind.slice(0, 1).toUpperCase()}${nth}`
        const thing = told.enter('store', serial, {
          serial,
          storeKind,
          model,
          ownership: 'contingentOwned',
          contingent: group.thing,
          contributor: group.state.thing,
          base: group.base.thing,
          condition: 'good',
        })
        list.push({ thing, kind: storeKind, isOut: false, isMissing: false })
      }
  }

  function change(group: Contingent, list: Store[]): void {
    for (const store of list) {
      if (store.isMissing || !dice.chance(0.02)) continue
      if (store.isOut) {
        store.isOut = false
        told.tell(store.thing, 'giveBack', { condition: dice.chance(0.9) ? 'good' : 'worn' })
        continue
      }
      const holder = group.here.find(({ status }) => status === 'here')
      if (!holder) continue
      store.isOut = true
      told.tell(store.thing, 'issue', { holder: holder.thing, condition: 'good' })
    }
  }

  /** By two people; where they find another number, a third looks into it. */
  function count(base: Base): void {
    const lists = [...held].flatMap(([group, list]) => (group.base === base ? list : []))
    for (const { storeKind } of kinds) {
      const there = lists.filter(({ kind, isMissing }) => kind === storeKind && !isMissing)
      if (there.length === 0) continue
      const lost = dice.chance(0.12) ? dice.pick(there) : undefined
      const counted = there.length - (lost ? 1 : 0)
      const thing = told.enter(
        'storeCount',
        `${base.plan.code}/${storeKind}/${world.today}`,
        {
          base: base.thing,
          storeKind,
          countedOn: world.today,
          expected: there.length,
          counted,
        },
        { by: first },
      )
      if (!lost) {
        told.tell(thing, 'confirm', { countedAgain: counted }, { by: second })
        continue
      }
      told.tell(thing, 'reportDifference', { countedAgain: counted }, { by: second })
      told.tell(lost.thing, 'reportMissing', {}, { because: 'It was not there at the count.' })
      lost.isMissing = true
      world.later(dice.whole(5, 40), () => settle(thing, lost))
    }
  }

  function settle(thing: Thing, lost: Store): void {
    const isFound = dice.chance(0.6)
    told.tell(
      thing,
      'settle',
      { outcome: isFound ? 'found' : 'lost' },
      { by: judge, because: isFound ? 'It was on a patrol.' : 'Nobody can say where it is.' },
    )
    if (!isFound) return
    lost.isMissing = false
    lost.isOut = false
    told.tell(lost.thing, 'find', { condition: 'good' }, { because: 'It was on a patrol.' })
  }

  return {
    daily: () => {
      for (const group of world.groups) {
        const list = held.get(group)
        if (group.isHere && !list) bring(group)
        if (!list) continue
        if (world.day % 7 === 4) change(group, list)
      }
      if (world.day % 30 === 17) for (const base of world.bases) count(base)
    },
  }
}
