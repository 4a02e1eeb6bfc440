/**
 * Own staff, one by one: recruited, vetted, trained, ready, waiting for what they lack, here, on leave, sick, relieved. How
 * they travel is in flights.ts. Names are made of invented parts and belong to nobody.
 */
import type { Dice } from './dice.ts'
import type { Contingent, Soldier, World } from './world.ts'

const trades: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  infantry: [
    ['rifle', 70],
    ['driver', 12],
    ['signals', 6],
    ['medic', 5],
    ['mechanic', 5],
    ['staff', 2],
  ],
  formedPolice: [
    ['rifle', 66],
    ['driver', 16],
    ['signals', 5],
    ['medic', 5],
    ['mechanic', 5],
    ['canine', 3],
  ],
  individualPolice: [
    ['staff', 70],
    ['other', 30],
  ],
  engineering: [
    ['engineer', 62],
    ['driver', 20],
    ['mechanic', 14],
    ['medic', 4],
  ],
  medical: [
    ['medic', 70],
    ['staff', 15],
    ['driver', 15],
  ],
  aviation: [
    ['pilot', 25],
    ['mechanic', 50],
    ['staff', 25],
  ],
  logistics: [
    ['driver', 60],
    ['mechanic', 25],
    ['staff', 15],
  ],
  signals: [
    ['signals', 70],
    ['staff', 30],
  ],
}
const police = ['formedPolice', 'individualPolice']
const ranks = [
  ['Private', 58],
  ['Corporal', 24],
  ['Sergeant', 12],
  ['Lieutenant', 4],
  ['Captain', 2],
] as const
const policeRanks = [
  ['Constable', 60],
  ['Corporal', 20],
  ['Sergeant', 13],
  ['Inspector', 5],
  ['Superintendent', 2],
] as const
const firstNames = [
  'Ael',
  'Bero',
  'Cadia',
  'Dorin',
  'Elva',
  'Fero',
  'Gild',
  'Hesta',
  'Ivo',
  'Jorin',
  'Kaela',
  'Lumo',
  'Mirel',
  'Nando',
  'Orla',
  'Pelo',
  'Quill',
  'Rovan',
  'Sela',
  'Tavo',
] as const
const lastNames = [
  'Arvane',
  'Brisk',
  'Caldor',
  'Dunmar',
  'Eskal',
  'Fenwater',
  'Grael',
  'Hollin',
  'Istrel',
  'Jaspen',
  'Korvel',
  'Larkmoor',
  'Meskin',
  'Norrow',
  'Ostrane',
  'Pellwick',
  'Quarle',
  'Rendal',
  'Solvane',
  'Tressel',
] as const

/** How long before the end of a tour its relief is looked for. */
const reliefDays = 80
const validDays = 900

export type People = {
  recruit: (group: Contingent, reliefFor?: Soldier) => void
  /** Says why somebody who is ready still waits; says it once. */
  hold: (soldier: Soldier, cause: string) => void
  arrive: (soldier: Soldier) => void
  /** Takes somebody off strength: the flight home is the caller's. */
  leave: (soldier: Soldier) => void
  daily: () => void
}

export function people(world: World): People {
  const dice = world.dice('people')
  const { told } = world

  function recruit(group: Contingent, reliefFor?: Soldier): void {
    const { state } = group
    state.recruits += 1
    const trade = reliefFor?.trade ?? dice.weigh(trades[group.lends.capability] ?? [['other', 1]])
    const rank =
      reliefFor?.rank ?? dice.weigh(police.includes(group.lends.capability) ? policeRanks : ranks)
    const number = `${state.state.code}-${String(state.recruits).padStart(5, '0')}`
    const { languages } = state.state
    const thing = told.enter('person', number, {
      serviceNumber: number,
      contributor: state.thing,
      contingent: group.thing,
      component: police.includes(group.lends.capability) ? 'police' : 'military',
      rank,
      trade,
      sex: dice.chance(0.17) ? 'female' : 'male',
      workingLanguage: languages[0],
      languages: dice.chance(0.4) ? languages.slice(0, 2) : languages.slice(0, 1),
      joinedOn: world.today,
      name: `${dice.pick(firstNames)} ${dice.pick(lastNames)}`,
    })
    const soldier: Soldier = {
      thing,
      group,
      trade,
      rank,
      status: 'home',
      readyOn: Number.POSITIVE_INFINITY,
      waitsFor: undefined,
      arrivedOn: 0,
      endsOn: 0,
      tour: undefined,
      reliefFor,
      relief: undefined,
    }
    if (reliefFor) reliefFor.relief = soldier
    world.later(dice.whole(1, 4), () => vet(soldier))
  }

  /** Vetting and training run side by side; one refused is the end of it, one failed is taken again. */
  function vet(soldier: Soldier): void {
    const { thing, group } = soldier
    const of = (register: string, kind: string) =>
      told.enter(register, `${thing.key}/${kind}`, {
        officer: thing,
        contributor: group.state.thing,
        kind,
      })
    const vettings = ['humanRights', 'medical'].map((kind) => of('vetting', kind))
    let open = vettings.length
    for (const vetting of vettings)
      world.later(dice.whole(6, 24), () => {
        if (soldier.status === 'gone') return
        const isRefused = dice.chance(0.012)
        told.tell(vetting, isRefused ? 'refuse' : 'clear', {
          decidedOn: world.today,
          ...(isRefused ? {} : { validUntil: world.date(world.day + validDays) }),
        })
        if (isRefused) {
          giveUp(soldier, 'Vetting was refused.')
          return
        }
        open -= 1
        if (open > 0) return
        told.tell(thing, 'vet')
        train(soldier)
      })
  }

  function train(soldier: Soldier): void {
    const { thing, group } = soldier
    const trainings = ['predeployment', 'humanRights', 'conduct'].map((kind) =>
      told.enter('training', `${thing.key}/${kind}`, {
        officer: thing,
        contributor: group.state.thing,
        kind,
      }),
    )
    let open = trainings.length
    const sit = (training: (typeof trainings)[number], days: number): void =>
      world.later(days, () => {
        if (soldier.status === 'gone') return
        if (dice.chance(0.03)) {
          told.tell(training, 'fail', { result: 'Below the mark' })
          world.later(7, () => {
            if (soldier.status === 'gone') return
            told.tell(training, 'pass', passed())
            done()
          })
          return
        }
        told.tell(training, 'pass', passed())
        done()
      })
    const passed = () => ({
      passedOn: world.today,
      validUntil: world.date(world.day + validDays),
    })
    const done = (): void => {
      open -= 1
      if (open > 0) return
      told.tell(thing, 'train')
      world.later(dice.whole(1, 4), () => clear(soldier))
    }
    for (const training of trainings) sit(training, dice.whole(8, 24))
  }

  function clear(soldier: Soldier): void {
    if (soldier.status === 'gone') return
    world.beforeDuty(soldier)
    told.tell(soldier.thing, 'clear', { clearedUntil: world.date(world.day + validDays - 120) })
    soldier.readyOn = world.day
    if (dice.chance(0.18)) {
      hold(soldier, 'visa')
      world.later(dice.whole(4, 21), () => stand(soldier))
    } else stand(soldier)
  }

  function stand(soldier: Soldier): void {
    if (soldier.status === 'home') soldier.group.ready.push(soldier)
  }

  function hold(soldier: Soldier, cause: string): void {
    if (soldier.waitsFor === cause) return
    soldier.waitsFor = cause
    told.tell(soldier.thing, 'wait', { waitsFor: cause, waitsSince: world.date(soldier.readyOn) })
  }

  /** Somebody who will not come: another is looked for in the same place. */
  function giveUp(soldier: Soldier, because: string): void {
    soldier.status = 'gone'
    told.tell(soldier.thing, 'endTour', {}, { because })
    if (soldier.reliefFor?.relief === soldier) soldier.reliefFor.relief = undefined
    recruit(soldier.group, soldier.reliefFor)
  }

  function arrive(soldier: Soldier): void {
    const { group, thing } = soldier
    const { tourDays } = group.state.state
    soldier.status = 'here'
    soldier.waitsFor = undefined
    soldier.arrivedOn = world.day
    soldier.endsOn = world.day + tourDays
    group.here.push(soldier)
    world.beforeDuty(soldier)
    told.tell(thing, 'deploy', { base: group.base.thing, contingent: group.thing })
    soldier.tour = told.enter('tour', thing.key, {
      officer: thing,
      contributor: group.state.thing,
      contingent: group.thing,
      startsOn: world.today,
      endsOn: world.date(soldier.endsOn),
    })
    told.tell(soldier.tour, 'begin')
    for (let day = dice.whole(75, 110); day < tourDays - 35; day += dice.whole(95, 130))
      world.later(day, () => goOnLeave(soldier))
    world.later(tourDays - reliefDays, () => {
      if (soldier.status === 'gone' || soldier.relief) return
      if (dice.chance(0.96)) recruit(group, soldier)
    })
    world.later(tourDays + 12, () => extend(soldier))
  }

  /** Nobody came yet: it goes on, and the record says so. */
  function extend(soldier: Soldier): void {
    if (soldier.status === 'gone' || soldier.status === 'missing' || !soldier.tour) return
    soldier.endsOn = world.day + 30
    told.tell(
      soldier.tour,
      'extend',
      { endsOn: world.date(soldier.endsOn) },
      { because: soldier.relief ? 'The relief has not come yet.' : 'No relief was named.' },
    )
    world.later(42, () => extend(soldier))
  }

  function goOnLeave(soldier: Soldier): void {
    if (soldier.status !== 'here') return
    away(soldier, 'leave', 'takeLeave', dice.whole(14, 20))
  }

  function away(soldier: Soldier, kind: 'leave' | 'sick', verb: string, days: number): void {
    soldier.status = kind
    const { thing, group } = soldier
    told.tell(thing, verb)
    const absence = told.enter('absence', `${thing.key}/${world.today}`, {
      officer: thing,
      contributor: group.state.thing,
      kind,
      startsOn: world.today,
      endsOn: world.date(world.day + days),
    })
    told.tell(absence, 'begin')
    const late = kind === 'leave' && dice.chance(0.07) ? dice.whole(1, 6) : 0
    world.later(days + late, () => {
      told.tell(absence, 'end', { endsOn: world.today })
      if (soldier.status !== kind) return
      soldier.status = 'here'
      world.beforeDuty(soldier)
      told.tell(thing, 'returnToDuty')
    })
  }

  function leave(soldier: Soldier): void {
    const { group, thing, tour, relief } = soldier
    soldier.status = 'gone'
    group.here.splice(group.here.indexOf(soldier), 1)
    const isShort = world.day < soldier.endsOn - 5
    if (tour && isShort)
      told.tell(tour, 'curtail', { endsOn: world.today }, { because: 'Sent home before the end.' })
    else if (tour)
      told.tell(tour, 'end', {
        endsOn: world.today,
        ...(relief ? { relief: relief.thing } : { withoutRelief: true }),
      })
    if (relief && !isShort) told.tell(thing, 'relieve')
    else
      told.tell(
        thing,
        'endTour',
        {},
        { because: isShort ? 'Sent home for treatment.' : 'The tour ended before a relief came.' },
      )
    if (!relief) recruit(group, undefined)
  }

  /** The first of a contingent are looked for in good time before it is to come. */
  function raise(group: Contingent): void {
    const start = Math.max(world.day + 1, group.opensOn - 95)
    for (let nth = 0; nth < group.size; nth++)
      world.later(start - world.day + Math.floor((nth * 25) / group.size), () => recruit(group))
  }
  world.announced = raise

  return { recruit, hold, arrive, leave, daily: () => sickness(world, dice, away) }
}

type Away = (soldier: Soldier, kind: 'sick', verb: string, days: number) => void

function sickness(world: World, dice: Dice, away: Away): void {
  for (const group of world.groups) {
    if (group.here.length === 0) continue
    for (let nth = dice.times(group.here.length * 0.0011); nth > 0; nth--) {
      const soldier = dice.pick(group.here)
      if (soldier.status === 'here') away(soldier, 'sick', 'fallSick', dice.whole(2, 11))
    }
  }
}
