/**
 * The Operations desk of the exercise: operations of some days with their lessons, escorts that partners ask for, force that was
 * used and reviewed, weapons taken up, and who stood duty in the last weeks. Patrols tell it what they did.
 */
import type { Directives } from './directives.ts'
import { type Commune, communes } from './geography.ts'
import { makeRota } from './rota.ts'
import { as, type Thing } from './told.ts'
import { type Contingent, DAYS, type Soldier, type World } from './world.ts'

export type Sortie = {
  patrol: Thing
  group: Contingent
  commune: Commune
  crew: readonly Soldier[]
  /** Hours of the day. */
  left: number
  hours: number
}
export type OperationsDesk = {
  daily: () => void
  /** Those of a contingent who are fit, have read the directive and have rested by that hour. */
  crewOf: (group: Contingent, persons: number, hour: number) => Soldier[]
  /** Under which operation a patrol there goes. */
  under: (commune: Commune) => Thing | undefined
  cameBack: (sortie: Sortie) => void
  /** Where an operation asks for the next patrol, now and then. */
  goal: () => Commune | undefined
}

const restHours = 8
const chief = as('chief', 'chief')
const watch = as('watch', 'watch')
const legal = as('legal', 'legal')
const stores = as('stores', 'stores')
const partner = as('partnerLiaison', 'partnerLiaison')

const aims = [
  'People walk to the market again without paying at a barrier.',
  'The school opens on five days of the week.',
  'Ambulances pass the bridge without being stopped.',
  'Lorries with food reach the upper town twice a week.',
] as const
const cargoes = ['food', 'medicine', 'fuel', 'water', 'patients', 'staff'] as const

export function operations(world: World, rules: Directives): OperationsDesk {
  const dice = world.dice('operations')
  const { told, bodies } = world
  const running = new Map<string, Thing>()
  const rota = makeRota(world, rules)
  let operationsSoFar = 0
  let seized = 0
  let uses = 0
  let asked = 0

  const placeOf = ({ pcode, name, middle }: Commune) => ({
    pcode,
    name,
    lon: middle[0],
    lat: middle[1],
    precision: 'commune',
  })
  function crewOf(group: Contingent, persons: number, hour: number): Soldier[] {
    const leaves = world.day * 24 + hour
    const able = group.here.filter(
      (one) =>
        one.status === 'here' && rules.hasRead(one) && rota.freeFrom(one) + restHours <= leaves,
    )
    const from = able.length > 0 ? dice.whole(0, able.length - 1) : 0
    return [...able.slice(from), ...able.slice(0, from)].slice(0, persons)
  }

  function plan(isLast: boolean): void {
    const here = world.groups.filter((one) => one.here.length > 2)
    if (here.length === 0) return
    operationsSoFar += 1
    const nth = String(operationsSoFar).padStart(3, '0')
    const commune = dice.pick(communes)
    const group = dice.pick(here)
    const days = dice.whole(4, 12)
    const isHostLed = dice.chance(0.25 + (0.5 * world.day) / DAYS)
    const operation = told.enter(
      'operation',
      nth,
      {
        number: `OP ${nth}`,
        title: `${dice.pick(['Open road', 'Clear water', 'First light', 'Market day'] as const)} ${nth}, ${commune.name}`,
        objective: dice.pick(aims),
        lead: isHostLed ? 'hostPolice' : 'mission',
        startsOn: world.date(world.day + 3),
        endsOn: world.date(world.day + 3 + days),
        where: placeOf(commune),
        forces: [group.thing],
        personsPlanned: Math.min(120, group.here.length),
        hostPersons: isHostLed ? dice.whole(20, 90) : dice.whole(0, 30),
        reserveForce: dice.pick(here).thing,
        reserve: `${dice.pick(['Two', 'Three'] as const)} carriers at the base, ${dice.whole(10, 40)} minutes`,
        airSupport: dice.pick(['none', 'observation', 'evacuation'] as const),
        evacuation:
          'One ambulance waits at the edge; the hospital of Verel has an operating theatre.',
        minutesToCare: dice.whole(35, 160),
        careAt: told.thing('facility', 'HOSP-VEREL'),
        harmRisk: dice.pick(['low', 'moderate', 'moderate', 'high'] as const),
        harmMeasures:
          'No entry before daylight; loudspeakers in Kreyòl an hour ahead; the school and the wells are marked.',
        protectedSites: [
          told.thing('facility', 'HOSP-VEREL'),
          told.thing('facility', 'SCHOOL-GRANDSEL'),
        ],
      },
      { by: watch },
    )
    if (isLast) return
    world.later(1, () => {
      const { today } = world
      if (dice.chance(0.1)) {
        const because = 'The way to a surgeon is too long at this time of the year.'
        told.tell(operation, 'refuse', { decidedOn: today }, { by: chief, because })
        return
      }
      const because = 'The objective is worth the risk, and the wounded can be brought out.'
      told.tell(operation, 'decide', { decidedOn: today }, { by: chief, because })
      world.later(2, () => begin(operation, commune, group, days))
    })
  }

  function begin(operation: Thing, commune: Commune, group: Contingent, days: number): void {
    told.tell(operation, 'begin', { startsOn: world.today })
    running.set(commune.pcode, operation)
    told.tell(
      told.enter(
        'order',
        `op-${operation.key}`,
        {
          number: `TR OP-${operation.key}`,
          title: `Patrols for ${operation.key}, ${commune.name}`,
          kind: 'order',
          toRoles: ['watch', 'fleet'],
          operation,
        },
        { by: chief },
      ),
      'issue',
      { issuedOn: world.today },
      { by: chief },
    )
    world.later(days, () => {
      running.delete(commune.pcode)
      told.tell(operation, 'end', {
        endsOn: world.today,
        outcome: dice.pick(['reached', 'partly', 'partly', 'notReached'] as const),
      })
      world.later(dice.whole(2, 6), () => learn(operation, commune, group))
    })
  }

  function learn(operation: Thing, commune: Commune, { here }: Contingent): void {
    const review = told.enter('afterAction', operation.key, {
      title: `What OP ${operation.key} in ${commune.name} taught`,
      heldOn: world.today,
      operation,
      persons: Math.min(here.length, dice.whole(6, 30)),
      wentWell: 'People were told an hour ahead, and stayed indoors.',
      wentBadly: 'Two radios did not reach the reserve behind the ridge.',
      lessons: 'Try the radio from the furthest point on the day before.',
    })
    world.later(dice.whole(2, 8), () => {
      told.tell(
        review,
        'agree',
        {
          toChange: 'A relay goes with every operation beyond the ridge.',
          role: 'fleet',
          dueOn: world.date(world.day + 30),
        },
        { by: chief },
      )
      world.later(dice.whole(15, 45), () => told.tell(review, 'carryOut'))
    })
  }

  function askEscort(): void {
    asked += 1
    const nth = String(asked).padStart(4, '0')
    const commune = dice.pick(communes)
    const cargo = dice.pick(cargoes)
    const request = told.enter(
      'escortRequest',
      nth,
      {
        reference: `ESC ${nth}`,
        title: `${cargo === 'staff' ? 'Staff' : cargo === 'patients' ? 'Patients' : `Lorries with ${cargo}`} to ${commune.name}`,
        organisation: bodies.XREL,
        neededBy: world.date(world.day + dice.whole(3, 9)),
        answerBy: world.date(world.day + 2),
        where: placeOf(commune),
        cargo,
        persons: dice.whole(2, 20),
        vehiclesAsked: dice.whole(1, 6),
        armedEscort: dice.pick(['lastResort', 'unwanted', 'wanted'] as const),
      },
      { by: partner },
    )
    world.later(
      dice.weigh([
        [1, 60],
        [2, 25],
        [4, 15],
      ] as const),
      () => {
        if (dice.chance(0.2)) {
          const answer =
            'No vehicle is free on that day; the road is passable from noon on the day after.'
          told.tell(request, 'decline', { answeredOn: world.today, answer }, { by: watch })
          return
        }
        told.tell(request, 'accept', { answeredOn: world.today }, { by: watch })
        world.later(dice.whole(3, 7), () => told.tell(request, 'finish', {}, { by: watch }))
      },
    )
  }

  function useForce({ patrol, group, commune }: Sortie): void {
    uses += 1
    const nth = String(uses).padStart(4, '0')
    const kind = dice.weigh([
      ['weaponPointed', 34],
      ['physical', 22],
      ['warningShot', 20],
      ['irritant', 10],
      ['weaponFired', 9],
      ['accidentalDischarge', 5],
    ] as const)
    const fired = { warningShot: 3, weaponFired: 12, accidentalDischarge: 1 } as Record<
      string,
      number
    >
    const use = told.enter(
      'useOfForce',
      nth,
      {
        reference: `UF ${nth}`,
        kind,
        occurredOn: world.today,
        contingent: group.thing,
        contributor: group.state.thing,
        cause: dice.pick(['selfDefence', 'defenceOfOthers', 'crowd'] as const),
        patrol,
        operation: running.get(commune.pcode),
        directive: rules.current(),
        where: placeOf(commune),
        warned: kind === 'accidentalDischarge' ? 'notPossible' : 'yes',
        roundsFired: fired[kind] === undefined ? undefined : dice.whole(1, fired[kind]),
        helpGiven: 'notNeeded',
        sceneKept: 'yes',
        reviewOn: world.date(world.day + 14),
        account: 'The patrol was stopped by a crowd at the bridge and drew back after a warning.',
      },
      { by: watch },
    )
    world.later(dice.whole(1, 4), () => {
      told.tell(use, 'review', {}, { by: legal })
      world.later(dice.whole(6, 25), () =>
        told.tell(
          use,
          'conclude',
          {
            settledOn: world.today,
            outcome: dice.pick(['withinRules', 'withinRules', 'unclear', 'outsideRules'] as const),
            finding: 'Heard the patrol and two of those who stood by.',
            lessons: 'A loudspeaker in each vehicle: the warning was not heard at the back.',
          },
          { by: legal },
        ),
      )
    })
  }

  function seize({ patrol, group, commune }: Sortie): void {
    seized += 1
    const nth = String(seized).padStart(4, '0')
    const found = told.enter(
      'seizure',
      nth,
      {
        reference: `SEAL ${nth}`,
        kind: dice.pick(['rifle', 'handgun', 'ammunition'] as const),
        items: dice.whole(1, 9),
        occurredOn: world.today,
        patrol,
        operation: running.get(commune.pcode),
        where: placeOf(commune),
      },
      { by: watch },
    )
    world.later(dice.whole(1, 3), () => {
      told.tell(found, 'store', { base: group.base.thing, movedOn: world.today }, { by: stores })
      world.later(dice.whole(10, 50), () => {
        const because = 'It is no evidence in any case: the host police say so.'
        told.tell(found, 'proposeDestruction', {}, { by: stores, because })
        world.later(dice.whole(5, 30), () =>
          told.tell(
            found,
            'destroy',
            { movedOn: world.today, seenBy: 'The host police and the independent monitor' },
            { by: as('board', 'board') },
          ),
        )
      })
    })
  }

  function cameBack(sortie: Sortie): void {
    if (dice.chance(0.006)) useForce(sortie)
    // However small the exercise, something was seized in it.
    if (dice.chance(0.006) || (seized === 0 && world.day > 200)) seize(sortie)
    rota.stood(sortie)
  }

  return {
    crewOf,
    cameBack,
    goal: () => {
      const asked = communes.filter(({ pcode }) => running.has(pcode))
      return asked.length > 0 && dice.chance(0.35) ? dice.pick(asked) : undefined
    },
    under: ({ pcode }) => running.get(pcode),
    daily: () => {
      const { day } = world
      if (day > 60 && day % 23 === 0) plan(false)
      if (day === DAYS - 8) plan(false)
      if (day === DAYS - 2) plan(true)
      if (day > 90 && day % 5 === 2) askEscort()
      if (day >= DAYS - 2 && dice.chance(0.9)) askEscort()
      rota.daily()
    },
  }
}
