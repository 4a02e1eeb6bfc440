/**
 * The rota of the exercise: who stood duty in the last weeks, told by patrols that come back, and the share that a few officers
 * with an account are given at the end.
 */
import type { Directives } from './directives.ts'
import type { Sortie } from './operations.ts'
import { as, type Thing } from './told.ts'
import { DAYS, nightWatch, type Soldier, type World } from './world.ts'

/** Crew lists are kept from here on. */
export const listsFrom = DAYS - 12

export function makeRota(world: World, rules: Directives) {
  const { told } = world
  /** By officer, the hour since the first day at which the last duty ended. */
  const free = new Map<Soldier, number>()
  const hoursOf = new Map<Soldier, { hours: number; nights: number }>()
  const at = (hour: number): string => {
    const day = world.date(world.day + Math.floor(hour / 24))
    const rest = hour % 24
    return `${day}T${String(Math.floor(rest)).padStart(2, '0')}:${rest % 1 === 0 ? '00' : '30'}:00Z`
  }

  function stood({ patrol, group, crew, left, hours }: Sortie): void {
    const isNight = left >= 19 || left + hours > 22
    for (const soldier of crew) {
      free.set(soldier, world.day * 24 + left + hours)
      const all = hoursOf.get(soldier) ?? { hours: 0, nights: 0 }
      hoursOf.set(soldier, { hours: all.hours + hours, nights: all.nights + (isNight ? 1 : 0) })
      const shift = told.enter('dutyShift', `${patrol.key}/${soldier.thing.key}`, {
        officer: soldier.thing,
        kind: 'patrol',
        startsOn: at(left),
        endsOn: at(left + hours),
        contingent: group.thing,
        hoursOnDuty: hours,
        isNight: isNight ? 'yes' : 'no',
        patrol,
        member: accountOf.get(soldier),
      })
      told.tell(shift, 'stand')
    }
  }

  /** Accounts of a few officers, by which they see their own. */
  const accountOf = new Map<Soldier, Thing>()
  function openAccounts(): void {
    told.enter(
      'member',
      nightWatch,
      { title: 'Night watch officer', kind: 'staff' },
      { by: as('registrar', 'registrar'), because: 'Stands watch by night.' },
    )
    for (const code of ['XKA', 'XNO']) {
      const group = world.groups.find(
        (one) => one.state.state.code === code && one.here.some(({ status }) => status === 'here'),
      )
      const soldier = group?.here.find((one) => one.status === 'here' && rules.hasRead(one))
      if (!group || !soldier) continue
      const because = 'Asked to see their own share of duty.'
      accountOf.set(
        soldier,
        told.enter(
          'member',
          `${code}-officer`,
          {
            title: `Officer of a contingent, ${group.state.state.name}`,
            kind: 'contingent',
            organisation: group.state.thing,
            contingent: group.thing,
          },
          { by: as('registrar', 'registrar'), because },
        ),
      )
    }
  }

  function share(): void {
    for (const [soldier, member] of accountOf) {
      const { group } = soldier
      const all = group.here.map((one) => hoursOf.get(one)?.hours ?? 0).sort((a, b) => a - b)
      const own = hoursOf.get(soldier) ?? { hours: 0, nights: 0 }
      const quarter = (share: number) =>
        all.length < 5 ? undefined : (all[Math.floor((all.length - 1) * share)] as number)
      told.enter(
        'dutyShare',
        `${member.key}/${world.today}`,
        {
          member,
          contingent: group.thing,
          periodFirst: world.date(listsFrom),
          periodLast: world.today,
          hoursOwn: own.hours,
          nightsOwn: own.nights,
          persons: all.length,
          hoursQuarter: quarter(0.25),
          hoursMiddle: quarter(0.5),
          hoursThreeQuarters: quarter(0.75),
        },
        { by: as('rota', 'rota') },
      )
    }
  }

  return {
    stood,
    freeFrom: (soldier: Soldier): number => free.get(soldier) ?? 0,
    daily: () => {
      if (world.day === listsFrom - 1) openAccounts()
      if (world.day === DAYS - 1) share()
    },
  }
}
