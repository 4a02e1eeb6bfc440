/**
 * The bases: opened, extended late, full; their water, power and wastewater. A bed is there when its capacity is ready, not
 * when it was promised.
 */
import type { Money } from './money.ts'
import type { Base, World } from './world.ts'

/** Places to park for each bed, as they are built. */
export const parkingEach = 0.14
const resources = [
  ['water', 140, 'l'],
  ['power', 1.1, 'kW'],
  ['medicalBeds', 0.02, ''],
  ['parking', parkingEach, ''],
  ['wastewater', 110, 'l'],
  ['kitchen', 3.2, ''],
] as const

export function bases(world: World, money: Money): { daily: () => void } {
  const dice = world.dice('bases')
  const { told, bodies } = world

  const add = (
    base: Base,
    resource: string,
    amount: number,
    kindOfWork: string,
    key: string,
    more = {},
  ) =>
    told.enter('capacity', `${base.plan.code}/${resource}/${key}`, {
      site: base.thing,
      resource,
      capacityAmount: amount,
      kindOfWork,
      ...more,
    })

  function announce(base: Base): void {
    const { plan, thing, commune } = base
    const all = plan.beds + plan.more.reduce((sum, { beds }) => sum + beds, 0)
    told.tell(thing, 'enter', {
      code: plan.code,
      name: plan.name,
      kind: plan.kind,
      where: {
        pcode: commune.pcode,
        lon: commune.middle[0],
        lat: commune.middle[1],
        precision: 'point',
        name: plan.name,
      },
      bedsPlanned: all,
      completePercent: 10,
      canExtend: 'yes',
      powerPerPerson: 1,
      medicalPerHundred: 1.8,
      runBy: bodies.XHLS,
    })
    world.later(plan.opensOn - world.day, () => open(base))
    for (const [nth, more] of plan.more.entries())
      world.later(more.plannedOn - 120 - world.day, () => extend(base, nth))
  }

  function open(base: Base): void {
    const { plan } = base
    base.isOpen = true
    base.beds = plan.beds
    told.tell(base.thing, 'open', { openedOn: world.today, bedsUsed: 0 })
    const ready = { availableOn: world.today }
    told.tell(add(base, 'beds', plan.beds, 'installed', '0', ready), 'finish')
    for (const [resource, each] of resources)
      told.tell(
        add(base, resource, Math.ceil(each * plan.beds * 1.15), 'installed', '0', ready),
        'finish',
      )
  }

  /** Promised for one day, postponed once it cannot be hidden any longer, ready on another. */
  function extend(base: Base, nth: number): void {
    const { beds, plannedOn, slips } = base.plan.more[nth] as Base['plan']['more'][number]
    const key = String(nth + 1)
    const work = add(base, 'beds', beds, 'expansion', key, { availableOn: world.date(plannedOn) })
    if (nth === 0)
      add(base, 'beds', Math.round(beds * 0.8), 'expansion', `${key}/said`, {
        availableOn: world.date(plannedOn + slips),
        saidBy: 'Harbourline Life Support, letter to the contributors',
      })
    const owed = {
      use: 'construction' as const,
      usd: beds * 9_000,
      title: `Beds at ${base.plan.name}, part ${key}`,
      kind: 'payment',
      key: `beds/${base.plan.code}/${key}`,
      payee: bodies.XHLS as NonNullable<typeof bodies.XHLS>,
      dueIn: 20,
    }
    let isPaid = false
    money.owe({
      ...owed,
      paid: () => {
        isPaid = true
        told.tell(work, 'start')
      },
    })
    world.later(plannedOn - world.day - dice.whole(4, 12), () =>
      told.tell(
        work,
        'postpone',
        { availableOn: world.date(plannedOn + slips) },
        { because: isPaid ? 'Containers are held at the port.' : 'The builder has not been paid.' },
      ),
    )
    const finish = (): void => {
      if (!isPaid) {
        told.tell(
          work,
          'postpone',
          { availableOn: world.date(world.day + 21) },
          { because: 'The builder has not been paid.' },
        )
        world.later(21, finish)
        return
      }
      base.beds += beds
      told.tell(work, 'finish', { availableOn: world.today })
      for (const [resource, each] of resources)
        told.tell(
          add(base, resource, Math.ceil(each * beds * 1.15), 'expansion', key, {
            availableOn: world.today,
          }),
          'finish',
        )
      told.tell(base.thing, 'amend', { bedsUsed: base.taken })
    }
    world.later(plannedOn + slips - world.day, finish)
  }

  /** A base says that it is full, and that it is not any longer. */
  const full = new Set<Base>()
  function tellFull(base: Base): void {
    const isFull = base.taken >= base.beds
    if (!base.isOpen || isFull === full.has(base)) return
    if (isFull) {
      full.add(base)
      told.tell(base.thing, 'fill', { bedsUsed: base.taken }, { because: 'Every bed is taken.' })
    } else {
      full.delete(base)
      told.tell(base.thing, 'open', { bedsUsed: base.taken })
    }
  }

  return {
    daily: () => {
      if (world.day === 5) for (const base of world.bases) announce(base)
      for (const base of world.bases) {
        if (world.day % 7 === 0) tellFull(base)
        if (world.day % 30 === 0 && base.isOpen)
          told.tell(base.thing, 'amend', {
            bedsUsed: base.taken,
            completePercent: completeOf(base),
          })
      }
    },
  }
}

const completeOf = ({ plan, beds }: Base): number =>
  Math.round((100 * beds) / (plan.beds + plan.more.reduce((sum, one) => sum + one.beds, 0)))
