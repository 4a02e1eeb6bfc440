/**
 * What the mandate asks in the exercise: how the Council voted, tasks with their owners, conditions of phases, what states were
 * asked, indicators; and near the end a force that is to carry on, with a list that is not yet whole.
 */
import { others } from './states.ts'
import type { Thing } from './told.ts'
import type { World } from './world.ts'

const quarter = 91

export function duties(world: World): { daily: () => void } {
  const { told, bodies } = world
  const dice = world.dice('duties')
  const resolution = (nth: number): Thing => told.thing('instrument', `CR ${14 + nth * 9}`)
  const on = (day: number, act: () => void): void => world.later(day - world.day, act)

  function vote(day: number, nth: number, [votesFor, votesAgainst, abstentions]: number[]): void {
    on(day, () =>
      told.enter('vote', `CR ${14 + nth * 9}`, {
        title: `Council on resolution CR ${14 + nth * 9}`,
        instrument: resolution(nth),
        heldOn: world.today,
        votesFor,
        votesAgainst,
        abstentions,
        rule: 'councilSubstance',
        vetoes: 0,
        saidOutcome: 'adopted',
      }),
    )
  }

  /** A draft that most wanted and one permanent member did not. */
  function vetoed(day: number): void {
    on(day, () => {
      const draft = told.enter('instrument', 'CR draft 20', {
        code: 'CR draft 20',
        title: 'Draft resolution: the mission may close the harbour',
        kind: 'resolution',
        setBy: bodies.XCS,
      })
      told.enter('vote', 'CR draft 20', {
        title: 'Council on the draft about the harbour',
        instrument: draft,
        heldOn: world.today,
        votesFor: 11,
        votesAgainst: 2,
        abstentions: 2,
        rule: 'councilSubstance',
        vetoes: 1,
        saidOutcome: 'notAdopted',
      })
      told.tell(draft, 'end', {}, { because: 'It did not pass: a permanent member was against.' })
    })
  }

  function event(code: string, title: string, category: string): Thing {
    return told.enter('event', code, { code, title, category, occurredOn: world.today })
  }

  /** A report each quarter; some come late, the last is still owed. */
  function reports(): void {
    for (let nth = 1; nth <= 8; nth++) {
      const due = nth * quarter
      on(due - 30, () => {
        const task = told.enter('mandateTask', `report-${nth}`, {
          title: `Report to the Council, quarter ${nth}`,
          role: 'legal',
          kind: 'report',
          instrument: resolution(due > 366 ? 1 : 0),
          article: '11',
          owedTo: bodies.XCS,
          dueOn: world.date(due),
        })
        if (nth === 8) return
        world.later(28 + dice.whole(0, 14), () =>
          told.tell(task, 'complete', {
            doneOn: world.today,
            result: 'Sent and published',
            events: [event(`REPORT-${nth}`, `Report of quarter ${nth} to the Council`, 'mandate')],
          }),
        )
      })
    }
  }

  function standing(): void {
    const task = (
      key: string,
      role: string,
      kind: string,
      title: string,
      due: number,
      article: string,
    ) =>
      told.enter('mandateTask', key, {
        title,
        role,
        kind,
        instrument: resolution(0),
        article,
        owedTo: bodies.XCS,
        dueOn: world.date(due),
      })
    const payPlan = task(
      'pay-plan',
      'finance',
      'report',
      'Plan of how pay reaches officers within thirty days',
      120,
      '7',
    )
    world.later(130, () =>
      told.tell(payPlan, 'complete', {
        doneOn: world.today,
        result: 'Plan sent; the Council took note',
        events: [event('PAY-PLAN', 'The plan for pay is before the Council', 'pay')],
      }),
    )
    task('reliefs', 'forceGeneration', 'deployment', 'Plan of reliefs for the third year', 748, '4')
    task(
      'handover-plan',
      'chief',
      'deployment',
      'Plan of handing over to the force that follows',
      710,
      '15',
    )
    task('training', 'policeLiaison', 'training', 'Train 600 of the host police', 760, '5')
    task(
      'complaints',
      'conduct',
      'accountability',
      'Publish how complaints were answered, each half year',
      735,
      '9',
    )
  }

  function conditions(): void {
    const phase = (key: string, name: string, title: string, more: object) =>
      told.enter('phaseCondition', key, { title, phase: name, instrument: resolution(0), ...more })
    const [one, two, three] = ['1 Arrival', '2 Area security', '3 Handing over']
    const figure = (measure: string, comparator: string, threshold: number) => ({
      measure,
      comparator,
      threshold,
    })
    const airport = phase('airport', one, 'The airport is open to the mission’s flights', {})
    told.tell(airport, 'judge', { outcome: 'met', statedOn: world.today })
    phase(
      'first',
      one,
      'A first contingent is in the area',
      figure('people.deployed', 'atLeast', 1),
    )
    phase('half', two, 'Half of the planned strength is in the area', {
      ...figure('people.deployed', 'atLeast', Math.round(world.strength / 2)),
      dueOn: world.date(300),
    })
    phase('waiting', two, 'Nobody waits at home for a bed', figure('people.waiting', 'atMost', 0))
    const water = phase('water', two, 'The main base treats its waste water', {
      dueOn: world.date(200),
    })
    on(220, () =>
      told.tell(
        water,
        'waive',
        {},
        { because: 'The treatment plant comes by sea; lorries carry it until then.' },
      ),
    )
    phase(
      'full',
      three,
      'The planned strength is in the area',
      figure('people.deployed', 'atLeast', world.strength),
    )
    phase('late', three, 'No task of the mandate is late', figure('mandate.tasksLate', 'atMost', 0))
    phase(
      'unowned',
      three,
      'Nothing that is handed over is without an owner',
      figure('mandate.unowned', 'atMost', 0),
    )
    phase('police', three, 'The host police hold the three crossings', {})
  }

  const asked = [
    [60, 'XNO', 'personnel', 'A second surgical team', 'granted'],
    [140, 'XKA', 'authorisation', 'To extend the authorisation of its units by a year', 'granted'],
    [210, 'XTV', 'overflight', 'To let evacuation flights cross at night', 'partly'],
    [300, 'XAL', 'money', 'To release what is held back', 'declined'],
    [430, 'XSE', 'equipment', 'Four excavators for the causeway', 'promised'],
    [690, 'XIL', 'personnel', 'A formed police unit for the third year', undefined],
    [716, 'XKA', 'information', 'How many of its officers are ready to relieve', undefined],
  ] as const
  function requests(): void {
    for (const [day, code, kind, title, outcome] of asked)
      on(day, () => {
        const request = told.enter('stateRequest', `REQ-${day}`, {
          title,
          askedOf: bodies[code] ?? told.thing('organisation', code),
          kind,
          askedOn: world.today,
          answerBy: world.date(day + 30),
        })
        if (!outcome) return
        world.later(dice.whole(12, 55), () =>
          told.tell(request, 'answer', { outcome, answeredOn: world.today }),
        )
      })
  }

  function indicators(): void {
    told.enter('indicator', 'strength', {
      title: 'Strength against the plan',
      definition: 'People in the area, as the record counts them, against the number planned.',
      unit: 'persons',
      baseline: 0,
      baselineOn: world.today,
      goal: world.strength,
      measure: 'people.deployed',
    })
    const source = told.enter('source', 'SURVEY', {
      code: 'SURVEY',
      title: 'Market and road survey of the Isles Relief Committee',
      publisher: 'Isles Relief Committee',
      publishedOn: world.today,
      kind: 'civilSociety',
    })
    const roads = told.enter('indicator', 'roads', {
      title: 'Markets reached by lorry without escort',
      definition:
        'Of twelve markets, how many a lorry reached without escort in the week of the survey.',
      unit: 'markets',
      baseline: 3,
      baselineOn: world.today,
      goal: 10,
      goalOn: world.date(730),
      instrument: resolution(0),
    })
    let value = 3
    for (let day = 60; day < 720; day += 60)
      on(day, () => {
        value = Math.max(1, Math.min(12, value + dice.whole(-1, 2)))
        told.tell(roads, 'stateValue', { value, asOf: world.today, source })
      })
  }

  /** The force that follows is named a month before the end; the list is begun, and not whole. */
  function handOver(): void {
    const force = told.enter('organisation', 'XRF', {
      code: 'XRF',
      name: 'Rivers Reassurance Force',
      kind: 'mission',
    })
    const transfer = told.enter('succession', 'XRF', {
      title: 'From the mission to the Rivers Reassurance Force',
      predecessor: bodies[others.mission.code],
      successor: force,
      startsOn: world.date(790),
      side: 'within',
      instrument: resolution(1),
    })
    const item = (
      kind: string,
      inRegister: string,
      about: Thing,
      title: string,
      more: object = {},
    ) =>
      told.enter('successionItem', `${inRegister}/${about.key}`, {
        succession: transfer,
        kind,
        disposition: 'moves',
        inRegister,
        aboutRecord: about.id,
        title,
        ...more,
      })
    for (const [nth, group] of world.groups.filter(({ isHere }) => isHere).entries()) {
      const one = item('people', 'contingent', group.thing, group.name)
      if (nth % 3 !== 2) told.tell(one, 'accept', { organisation: force })
      else if (nth === 2)
        told.tell(
          one,
          'refuse',
          {},
          { because: 'Its authorisation at home does not name the new force.' },
        )
    }
    for (const base of world.bases.filter(({ isOpen }) => isOpen))
      told.tell(item('assets', 'site', base.thing, base.plan.name), 'accept', {
        organisation: force,
      })
    for (const { agreement, state, thing } of world.contributors)
      if (agreement)
        item('agreements', 'agreement', agreement, `Memorandum with ${state.name}`, {
          disposition: 'stays',
          organisation: thing,
        })
    told.enter('successionItem', 'sealed/conduct', {
      succession: transfer,
      kind: 'complaints',
      disposition: 'moves',
      items: 6,
    })
  }

  return {
    daily: () => {
      if (world.day !== 1) return
      vote(2, 0, [13, 0, 2])
      vote(350, 1, [12, 0, 3])
      vetoed(255)
      reports()
      standing()
      conditions()
      requests()
      indicators()
      on(700, handOver)
    },
  }
}
