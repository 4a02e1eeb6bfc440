/**
 * Custody: persons held for hours, told under a code; no name is made up for any of them. The assessment of who receives them
 * lapses once, and nobody is handed over then. Children are handed on the same day.
 */
import { countingRules, protect } from '@konbit/registers'
import { communes } from './geography.ts'
import { others } from './states.ts'
import { as, type Thing } from './told.ts'
import { DAYS, type World } from './world.ts'

const officer = as('custodyOfficer', 'custodyOfficer')
const by = { by: officer }
/** The assessment of the police is late: nothing goes to it between these days. */
const LAPSED = [372, 384] as const
const HOLDS_DAYS = 365
const COURT_DAYS = 14
const HEARS = 8

type Held = { thing: Thing; day: number; state: 'held' | 'handedOver'; seen: boolean }

export function custody(world: World): { daily: () => void } {
  const dice = world.dice('custody')
  const { told, bodies } = world
  const here: Held[] = []
  const heldOn: number[] = []
  let police: Thing | undefined
  let children: Thing | undefined
  let assessment: Thing | undefined
  /** Set when it is told: what was put off to the day of a new one comes before it. */
  let assessedUntil = 0
  let sessions = 0
  let nth = 0
  let asked = 0
  let young = 0

  const hour = (at: number, day = world.day): string =>
    `${world.date(day)}T${String(at).padStart(2, '0')}:${String(10 * dice.whole(0, 5)).padStart(2, '0')}:00Z`
  const place = () => {
    const { pcode, name } = dice.pick(communes)
    return { pcode, precision: 'commune', name }
  }
  /** Where the police hold those they receive, and what is assessed. */
  const holding = place()
  const isAssessed = (): boolean => assessment !== undefined && world.day <= assessedUntil

  function begin(): void {
    police = told.enter('organisation', 'XTRP', {
      code: 'XTRP',
      name: 'National police of the Twin Rivers',
      kind: 'authority',
      partOf: bodies[others.host.code],
    })
    children = told.enter('organisation', 'XTRC', {
      code: 'XTRC',
      name: 'Child protection of the Twin Rivers',
      kind: 'authority',
      partOf: bodies[others.host.code],
    })
    told.enter('custodyRule', 'adults', {
      title: 'Adults apprehended by the mission',
      ageGroup: 'adult',
      handOverHours: 24,
      renewalDays: 30,
      startsOn: world.today,
    })
    told.enter(
      'alertRule',
      'custody-48h',
      {
        title: 'Somebody is held 48 hours without a judge',
        measure: 'custody.over48h',
        crosses: 'above',
        threshold: 0,
        toRoles: ['custodyOfficer'],
        escalateAfterMinutes: 120,
        escalateToRoles: ['legal'],
        breaksQuiet: true,
      },
      { by: as('chief', 'chief') },
    )
  }

  function assess(): void {
    assessedUntil = assessment ? world.day + HOLDS_DAYS + 60 : LAPSED[0] - 1
    const input = {
      assessedOn: world.today,
      validUntil: world.date(assessedUntil),
      outcome: 'mitigated',
      mitigation: 'Visits within thirty days, a register of everybody received, a right to stop.',
    }
    if (assessment) told.tell(assessment, 'renew', input)
    else
      assessment = told.enter('dueDiligence', 'custody-police', {
        title: 'Holding places of the national police',
        organisation: police,
        where: holding,
        ...input,
      })
  }

  function apprehend(): void {
    nth += 1
    const code = `C-${String(nth).padStart(4, '0')}`
    const at = dice.whole(5, 19)
    const on = hour(at)
    const isSoon = dice.chance(0.8)
    const thing = told.enter(
      'custody',
      code,
      {
        reference: code,
        ageGroup: 'adult',
        apprehendedOn: on,
        arrestedOn: on,
        groundOfArrest: dice.weigh([
          ['flagrant', 60],
          ['danger', 20],
          ['warrant', 12],
          ['receivedFromOthers', 8],
        ] as const),
        where: place(),
        rightsToldOn: isSoon ? on : undefined,
        handOverBy: on.replace(world.today, world.date(world.day + 1)),
      },
      by,
    )
    const held: Held = { thing, day: world.day, state: 'held', seen: false }
    here.push(held)
    if (dice.chance(0.6)) {
      const property = told.enter(
        'detaineeProperty',
        code,
        {
          sealNumber: `S-${String(nth).padStart(4, '0')}`,
          custody: thing,
          propertyList: dice.pick([
            'A belt\nA set of keys\nA little money, counted with the person',
            'A bag of clothes\nA telephone, switched off',
            'A watch\nPapers, in an envelope',
          ]),
          takenOn: on,
          signedAs: dice.weigh([
            ['signed', 70],
            ['marked', 20],
            ['refused', 10],
          ] as const),
        },
        by,
      )
      world.later(dice.whole(2, 20), () =>
        told.tell(property, 'giveBack', { returnedOn: world.today, returnSigned: 'signed' }, by),
      )
    }
    if (dice.chance(0.12)) world.later(1, () => release(held))
    else world.later(1, () => plan(held, code))
    if (dice.chance(0.15)) world.later(dice.whole(1, 5), () => ask(held))
  }

  const drop = (held: Held): void => void here.splice(here.indexOf(held), 1)

  function release(held: Held): void {
    told.tell(
      held.thing,
      'release',
      { leftOn: hour(9) },
      { ...by, because: 'Nothing stood against the person.' },
    )
    drop(held)
  }

  /** A transfer waits for its conditions; without a current assessment it is refused, and the person goes before the judge from here. */
  function plan(held: Held, code: string): void {
    const done = {
      healthCheckOn: hour(7),
      counselOn: hour(8),
      kinToldOn: dice.chance(0.9) ? hour(8) : undefined,
    }
    told.tell(held.thing, 'amend', done, by)
    const transfer = told.enter(
      'custodyTransfer',
      code,
      {
        custody: held.thing,
        handedTo: police,
        dueDiligence: assessment,
        plannedOn: world.today,
        where: holding,
        ...done,
      },
      by,
    )
    const go = (): void => {
      const given = {
        handedOn: hour(dice.whole(10, 16)),
        dueDiligence: assessment,
        kinToldOn: done.kinToldOn ?? hour(9),
      }
      told.tell(held.thing, 'handOver', { ...given, handedTo: police, handedAt: holding }, by)
      told.tell(
        transfer,
        'handOver',
        { ...given, receiptNumber: `R-${code}`, visitDue: world.date(world.day + 30) },
        by,
      )
      held.state = 'handedOver'
      world.later(30 + dice.whole(-4, 9), () => visit(transfer))
    }
    if (!isAssessed() || dice.chance(0.03)) {
      const isLapsed = !isAssessed()
      told.tell(
        transfer,
        'refuse',
        { refusedFor: isLapsed ? 'assessment' : 'riskOfHarm' },
        {
          ...by,
          because: isLapsed
            ? 'The assessment of who receives has lapsed.'
            : 'The place was found overcrowded on the last visit.',
        },
      )
    } else if (done.kinToldOn) go()
    else if (world.day < DAYS - 2)
      world.later(1, () => isAssessed() && held.state === 'held' && here.includes(held) && go())
    if (dice.chance(0.55)) world.later(dice.whole(0, 1) || 1, () => present(held))
  }

  function visit(transfer: Thing, nth = 1): void {
    told.tell(
      transfer,
      'visit',
      {
        visitedOn: world.today,
        visitDue: world.date(world.day + 60),
        visitFinding: dice.pick([
          'Seen alone. No complaint of treatment. Water is short at noon.',
          'Seen alone. Too many in one room; raised with the commander of the place.',
          'Seen alone. Counsel came twice.',
        ]),
      },
      by,
    )
    if (nth < 3 && dice.chance(0.4))
      world.later(60 + dice.whole(-8, 6), () => visit(transfer, nth + 1))
    else
      world.later(2, () =>
        told.tell(transfer, 'close', {}, { ...by, because: 'The judge let the person go.' }),
      )
  }

  function present(held: Held, session?: Thing): void {
    if (held.seen || !here.includes(held)) return
    held.seen = true
    told.tell(
      held.thing,
      'present',
      { presentedOn: hour(11), courtSession: session, renewalDue: world.date(world.day + 30) },
      by,
    )
    world.later(27 + dice.whole(0, 4), () => {
      if (!here.includes(held)) return
      if (dice.chance(0.55)) return release(held)
      told.tell(
        held.thing,
        'renew',
        { renewalDue: world.date(world.day + 30) },
        { ...by, because: 'The judge kept the person for the inquiry.' },
      )
      world.later(28, () => here.includes(held) && release(held))
    })
  }

  /** A session is listed a week ahead and hears who is still waiting. */
  function list(): void {
    sessions += 1
    const waiting = here.filter(({ seen }) => !seen).slice(0, HEARS)
    const code = `MC-${String(sessions).padStart(2, '0')}`
    const session = told.enter(
      'courtSession',
      code,
      {
        reference: code,
        heldOn: world.date(world.day + 3),
        casesMost: HEARS,
        where: place(),
        docket: waiting.map(({ thing }) => thing),
      },
      by,
    )
    world.later(3, () => {
      if (sessions === 9)
        return told.tell(
          session,
          'cancel',
          {},
          { ...by, because: 'The judge could not come: the road was cut.' },
        )
      const heard = waiting.filter((one) => here.includes(one) && !one.seen)
      for (const one of heard) present(one, session)
      told.tell(
        session,
        'hold',
        { casesHeard: heard.length, casesPutOff: waiting.length - heard.length },
        by,
      )
    })
  }

  function ask(held: Held | undefined): void {
    asked += 1
    const code = `Q-${String(asked).padStart(4, '0')}`
    const question = told.enter(
      'heldQuestion',
      code,
      {
        reference: code,
        askedBy: dice.chance(0.7) ? 'family' : 'lawyer',
        askedOn: world.today,
        askedThrough: dice.chance(0.7) ? 'custodyOfficer' : 'monitor',
      },
      by,
    )
    if (world.day < DAYS - 3)
      world.later(dice.whole(1, 2), () =>
        told.tell(
          question,
          'answer',
          {
            comparedOn: world.today,
            answeredOn: world.today,
            heldAnswer: held && here.includes(held) ? held.state : 'notHeld',
          },
          by,
        ),
      )
  }

  function meetChild(): void {
    young += 1
    const code = `CH-${String(young).padStart(3, '0')}`
    const child = told.enter(
      'childTransfer',
      code,
      { reference: code, metOn: world.today, informedOn: world.today, heldApart: 'apart' },
      by,
    )
    world.later(1, () =>
      told.tell(
        child,
        'handOn',
        { handedTo: children, handedOn: world.today, receiptNumber: `T-${code}` },
        by,
      ),
    )
  }

  /** Eight days later, so that it is old enough; fewer than five are hidden. */
  function publish(): void {
    const on = world.day - 8
    const held = heldOn[on] ?? 0
    const period = { periodFirst: world.date(on), periodLast: world.date(on) }
    const shown = protect({ ...period, value: held, cells: [] }, [])
    told.enter(
      'publishedFigure',
      `custody.held-${world.date(on)}`,
      {
        ...period,
        measure: 'custody.held',
        value: shown?.value,
        knownSeq: told.count,
        edition: countingRules.edition,
        leastCell: countingRules.leastCell,
      },
      { by: as('custodyOfficer', 'custodyOfficer') },
    )
  }

  return {
    daily: () => {
      const { day, setting } = world
      if (day === 1) begin()
      if (day === 20 || day === LAPSED[1]) assess()
      if (day >= 45) {
        for (let left = dice.times(Math.max(0.45 * setting.scale, 0.03)); left > 0; left--)
          apprehend()
        // Whoever opens the exercise finds clocks that run, and a child for whom somebody has to sign.
        if (day >= DAYS - 3) for (let left = 2; left > 0; left--) apprehend()
        if (day === DAYS - 1 || dice.chance(Math.max(0.02 * setting.scale, 0.006))) meetChild()
        if (dice.chance(Math.max(0.03 * setting.scale, 0.006))) ask(undefined)
        if (day % COURT_DAYS === 0) list()
        if (day % 30 === 0) publish()
      }
      heldOn[day] = here.filter(({ state }) => state === 'held').length
    },
  }
}
