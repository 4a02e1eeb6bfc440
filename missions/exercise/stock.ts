/** What is used up: fuel, rations, water, medical goods. It comes by lorry when it is paid for, and leaves day by day. */
import type { Money } from './money.ts'
import type { Thing } from './told.ts'
import type { Base, World } from './world.ts'

const items = [
  {
    code: 'DIESEL',
    name: 'Diesel',
    category: 'fuel',
    unitName: 'l',
    leastDays: 10,
    each: 0,
    usd: 1.4,
  },
  {
    code: 'RATION',
    name: 'Ration packs',
    category: 'ration',
    unitName: 'packs',
    leastDays: 14,
    each: 1,
    usd: 9,
  },
  {
    code: 'WATER',
    name: 'Bottled water',
    category: 'water',
    unitName: 'l',
    leastDays: 7,
    each: 4,
    usd: 0.5,
  },
  {
    code: 'MEDKIT',
    name: 'Medical kits',
    category: 'medical',
    unitName: 'kits',
    leastDays: 30,
    each: 0.01,
    usd: 60,
  },
  {
    code: 'TYRE',
    name: 'Tyres',
    category: 'part',
    unitName: 'tyres',
    leastDays: 30,
    each: 0.004,
    usd: 260,
  },
] as const
type Item = (typeof items)[number]

export type Stock = {
  issueFuel: (base: Base, vehicle: Thing, litres: number, odometerKm: number) => boolean
  daily: () => void
}

export function stock(world: World, money: Money): Stock {
  const dice = world.dice('stock')
  const { told } = world
  const things = new Map<string, Thing>()
  const hand = new Map<string, number>()
  const ordered = new Set<string>()
  let nth = 0

  const key = (base: Base, item: Item): string => `${base.plan.code}/${item.code}`
  function move(base: Base, item: Item, direction: string, amount: number, more = {}): void {
    const sign = direction === 'receipt' || direction === 'found' ? 1 : -1
    hand.set(key(base, item), (hand.get(key(base, item)) ?? 0) + sign * amount)
    nth += 1
    told.enter('stockMovement', String(nth), {
      stockItem: things.get(item.code),
      base: base.thing,
      movedOn: world.today,
      direction,
      quantityMoved: amount,
      ...more,
    })
  }

  /** Enough for so many days; without money it is not sent, and asked for again. */
  function order(base: Base, item: Item, days: number): void {
    const each = item.each > 0 ? item.each * base.beds : base.beds * 4.2
    const amount = Math.ceil(each * days)
    const name = key(base, item)
    if (ordered.has(name)) return
    ordered.add(name)
    const send = (): void => {
      nth += 1
      const usd = Math.ceil(amount * item.usd)
      const title = `${item.name} for ${base.plan.name}`
      if (!money.pay('logistics', usd, title, 'XHLS', `stock/${nth}`)) {
        world.later(4, send)
        return
      }
      world.later(dice.whole(2, 6), () => {
        ordered.delete(name)
        move(base, item, 'receipt', amount, { paper: `W-${nth}` })
      })
    }
    send()
  }

  const fuel = items[0]
  return {
    issueFuel: (base, vehicle, litres, odometerKm) => {
      if ((hand.get(key(base, fuel)) ?? 0) < litres) return false
      move(base, fuel, 'issue', litres, { vehicle, odometerKm })
      return true
    },
    daily: () => {
      if (world.day === 6)
        for (const { each: _, usd: __, ...item } of items)
          things.set(item.code, told.enter('stockItem', item.code, item))
      for (const base of world.bases) {
        if (!base.isOpen) continue
        for (const item of items) {
          const had = hand.get(key(base, item)) ?? 0
          const daily = item.each > 0 ? item.each * Math.max(1, base.taken) : base.beds * 2.4
          if (had < daily * (item.leastDays + 6)) order(base, item, item.leastDays + 16)
          if (item.each === 0 || base.taken === 0) continue
          // What is used little is written down once a week.
          const days = item.each < 0.1 ? 7 : 2
          if (world.day % days !== 0) continue
          const used = Math.min(
            had,
            Math.ceil(item.each * base.taken * days * (0.9 + dice.next() * 0.2)),
          )
          if (used > 0) move(base, item, 'issue', used)
        }
        if (world.day % 30 === 11 && dice.chance(0.5)) {
          const lost = Math.floor((hand.get(key(base, fuel)) ?? 0) * 0.004)
          if (lost > 0) move(base, fuel, 'loss', lost, { paper: 'Count at the pump' })
        }
      }
    },
  }
}
