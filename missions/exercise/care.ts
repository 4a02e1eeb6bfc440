/**
 * Care: the national authority's way out of armed groups, from the second half of the first year. Steps of the IDDRS, services
 * kept and missed, weapons handed in and destroyed before a witness. Nobody is named.
 */
import { communes } from './geography.ts'
import { others } from './states.ts'
import { as, type Thing } from './told.ts'
import type { World } from './world.ts'

const by = { by: as('careOfficer', 'careOfficer') }
const BEGINS = 170

export function care(world: World): { daily: () => void } {
  const dice = world.dice('care')
  const { told, bodies } = world
  let authority: Thing | undefined
  let nth = 0
  let lots = 0
  let young = 0

  function register(): void {
    nth += 1
    const reference = `P-${String(nth).padStart(4, '0')}`
    const thing = told.enter(
      'participant',
      reference,
      { reference, registeredOn: world.today, ageGroup: 'adult', consentOn: world.today },
      by,
    )
    world.later(dice.whole(3, 12), () => screen(thing, reference))
  }

  function screen(thing: Thing, reference: string): void {
    const eligibility = dice.weigh([
      ['cvr', 55],
      ['ddr', 30],
      ['none', 10],
      ['justice', 5],
    ] as const)
    told.tell(thing, 'screen', { screenedOn: world.today, eligibility }, by)
    if (eligibility === 'none' || eligibility === 'justice') {
      const because = 'Another way is open to the person and was explained.'
      told.tell(thing, 'turnAway', {}, { ...by, because })
      return
    }
    world.later(dice.whole(4, 20), () => {
      told.tell(thing, 'admit', { programme: eligibility, admittedOn: world.today }, by)
      for (let left = dice.whole(1, 3); left > 0; left--)
        world.later(dice.whole(2, 60), () => serve(thing, reference, left))
      if (dice.chance(0.14))
        world.later(dice.whole(10, 80), () =>
          told.tell(thing, 'leaveProgramme', {}, { ...by, because: 'The person went elsewhere.' }),
        )
      else world.later(dice.whole(85, 150), () => complete(thing))
    })
  }

  function serve(participant: Thing, reference: string, which: number): void {
    const service = told.enter(
      'careGiven',
      `${reference}-${which}`,
      {
        participant,
        kind: dice.pick(['health', 'psychosocial', 'schooling', 'training', 'work', 'family']),
        plannedOn: world.date(world.day + 5),
        provider: dice.chance(0.6) ? bodies[others.relief.code] : undefined,
      },
      by,
    )
    world.later(5, () =>
      dice.chance(0.85)
        ? told.tell(service, 'give', { givenOn: world.today }, by)
        : told.tell(service, 'stayAway', {}, by),
    )
  }

  const outcome = () =>
    dice.weigh([
      ['working', 38],
      ['training', 22],
      ['inSchool', 12],
      ['withoutWork', 16],
      ['unsafe', 5],
      ['returnedToGroup', 3],
      ['notReached', 4],
    ] as const)

  function complete(thing: Thing): void {
    const on = world.day
    const due = (days: number): string => world.date(on + days)
    told.tell(thing, 'complete', { completedOn: world.today, followUpDue: due(182) }, by)
    world.later(182 + dice.whole(-7, 12), () => {
      told.tell(
        thing,
        'followSix',
        { followedSixOn: world.today, outcomeSix: outcome(), followUpDue: due(365) },
        by,
      )
      world.later(180, () =>
        told.tell(
          thing,
          'followTwelve',
          { followedTwelveOn: world.today, outcomeTwelve: outcome() },
          by,
        ),
      )
    })
  }

  function collect(): void {
    lots += 1
    const reference = `W-${String(lots).padStart(3, '0')}`
    const { pcode, name } = dice.pick(communes)
    const lot = told.enter(
      'weaponsCollection',
      reference,
      {
        reference,
        collectedOn: world.today,
        weaponKind: dice.weigh([
          ['pistol', 40],
          ['rifle', 25],
          ['homeMade', 20],
          ['ammunition', 15],
        ] as const),
        weaponCount: dice.whole(2, 14),
        keeper: authority,
        where: { pcode, precision: 'commune', name },
      },
      by,
    )
    if (dice.chance(0.75))
      world.later(dice.whole(20, 70), () =>
        told.tell(
          lot,
          'destroy',
          {
            destroyedOn: world.today,
            destroyedHow: dice.pick(['cut', 'crushed', 'melted']),
            destructionSeenBy: bodies[others.relief.code],
            receiptNumber: `D-${reference}`,
          },
          by,
        ),
      )
  }

  function refer(): void {
    young += 1
    const reference = `CR-${String(young).padStart(3, '0')}`
    const child = told.enter(
      'childReferral',
      reference,
      { reference, metOn: world.today, informedOn: world.today, heldApart: 'notHeld' },
      by,
    )
    world.later(1, () =>
      told.tell(
        child,
        'handOn',
        {
          handedTo: told.thing('organisation', 'XTRC'),
          handedOn: world.today,
          receiptNumber: `T-${reference}`,
        },
        by,
      ),
    )
  }

  return {
    daily: () => {
      const { day, setting } = world
      if (day === 2)
        authority = told.enter('organisation', 'XTRD', {
          code: 'XTRD',
          name: 'National commission for reintegration',
          kind: 'authority',
          partOf: bodies[others.host.code],
        })
      if (day < BEGINS) return
      for (let left = dice.times(Math.max(0.5 * setting.scale, 0.05)); left > 0; left--) register()
      if (day % 24 === 0) collect()
      if (dice.chance(Math.max(0.02 * setting.scale, 0.008))) refer()
    },
  }
}
