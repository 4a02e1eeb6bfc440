/**
 * The situation desk of the exercise: what comes in of an incident and by which channels, incidents entered twice, groups that
 * fight and then do not, ways that open and close, and where the state is.
 */
import { byArea, countingRules, quartersOf } from '@konbit/registers'
import { communes, departments } from './geography.ts'
import { as, type Thing } from './told.ts'
import { watches } from './watches.ts'
import { ways } from './ways.ts'
import { DAYS, type World } from './world.ts'

export type Happening = {
  number: string
  title: string
  kind: string
  touches: string
  day: string
  where: { pcode: string; name: string; lon: number; lat: number; precision: string }
  by: Thing | undefined
}
export type SituationDesk = {
  daily: () => void
  /** What came in of it, told before the incident is. */
  hear: (one: Happening) => Thing[]
  /** Whom it hurt, as somebody says; and, now and then, the same again by another hand. */
  follow: (one: Happening, incident: Thing) => void
}

const chief = as('chief', 'chief')

const channels = [
  ['ownPatrol', 'B', 30],
  ['hostPolice', 'C', 24],
  ['aidAgency', 'B', 14],
  ['civilSociety', 'C', 10],
  ['press', 'D', 10],
  ['publicLine', 'F', 8],
  ['overflight', 'A', 4],
] as const

const moreGroups = [
  { code: 'XG-SALT', name: 'Salt Road', kind: 'group' },
  { code: 'XG-DELTA', name: 'Delta Crew', kind: 'group' },
  { code: 'XG-UNION', name: 'River Union', kind: 'coalition' },
] as const

/** How pairs stand, by the day on which somebody says so. */
const ties = [
  [
    'XG-HERON',
    'XG-LOWBANK',
    [
      [5, 'turnHostile', 'Fire between the two on the lower bank.'],
      [318, 'callTruce', 'Both let lorries pass since a week.'],
      [402, 'ally', 'A common statement is read out on the radio.'],
      [548, 'join', 'Both now sign as the River Union.'],
    ],
  ],
  [
    'XG-HERON',
    'XG-ROPE',
    [
      [9, 'turnHostile', 'Two nights of shots in Rope Street.'],
      [455, 'callTruce', 'Shots have stopped since the harbour reopened.'],
      [561, 'ally', 'The same toll is asked on both roads.'],
    ],
  ],
  [
    'XG-LOWBANK',
    'XG-ROPE',
    [
      [60, 'turnHostile', 'A landing stage is burnt.'],
      [570, 'ally', 'Named together in one statement.'],
    ],
  ],
  [
    'XG-SALT',
    'XG-DELTA',
    [
      [120, 'turnHostile', 'A quarrel over the salt road.'],
      [240, 'part', 'No shots since the rains.'],
      [650, 'turnHostile', 'Shots again at the ford.'],
    ],
  ],
  ['XG-ROPE', 'XG-UNION', [[585, 'join', 'Named as a part of the union.']]],
] as const

export function situation(world: World): SituationDesk {
  const dice = world.dice('situation')
  const { told } = world
  const alignments = new Map<string, Thing>()
  const keepWatch = watches(world)
  const lead = ways(world)
  let reports = 0
  /** Of each quarter, how many in each commune. */
  const happened = new Map<string, Map<string, number>>()

  function report(
    of: { title: string; where: unknown; day: string; by?: Thing | undefined },
    more: object = {},
  ): Thing {
    const [channel, usual] = dice.weigh(channels.map((one) => [one, one[2]] as const))
    reports += 1
    return told.enter('report', String(reports).padStart(6, '0'), {
      title: of.title,
      receivedOn: world.today,
      channel,
      sourceGrade: dice.chance(0.8) ? usual : dice.pick(['B', 'C', 'D'] as const),
      contentGrade: dice.weigh([
        ['1', 8],
        ['2', 34],
        ['3', 34],
        ['4', 12],
        ['5', 4],
        ['6', 8],
      ] as const),
      occurredOn: of.day,
      where: of.where,
      saidToBeBy: of.by ? [of.by] : undefined,
      ...more,
    })
  }

  const quarterOf = (day: string): string =>
    `${day.slice(0, 4)}-${Math.floor((Number(day.slice(5, 7)) - 1) / 3)}`

  /** What everybody is told of a quarter, five weeks after it. */
  function release(): void {
    const last = world.date(world.day - 35)
    const month = Number(last.slice(5, 7))
    const from = `${last.slice(0, 4)}-${String(month - 2).padStart(2, '0')}-01`
    if (month % 3 !== 0 || !quartersOf(from, last) || from < world.first) return
    const counts = happened.get(quarterOf(last))
    const cells = communes.map(({ pcode }) => ({ key: pcode, value: counts?.get(pcode) ?? 0 }))
    const table = byArea({ periodFirst: from, periodLast: last, value: 0, cells })
    told.enter(
      'publishedFigure',
      `incidents/${from}`,
      {
        periodFirst: from,
        periodLast: last,
        cells: JSON.stringify(table.cells),
        measure: 'situation.incidents',
        knownSeq: told.count,
        edition: countingRules.edition,
        leastCell: countingRules.leastCell,
      },
      { by: chief },
    )
  }

  function hear(one: Happening): Thing[] {
    const counts = happened.get(quarterOf(one.day)) ?? new Map<string, number>()
    happened.set(quarterOf(one.day), counts)
    counts.set(one.where.pcode, (counts.get(one.where.pcode) ?? 0) + 1)
    const many = dice.weigh([
      [0, 14],
      [1, 40],
      [2, 28],
      [3, 13],
      [4, 5],
    ] as const)
    const heard: Thing[] = []
    for (let nth = 0; nth < many; nth++) {
      const [root] = heard
      const repeats = root && dice.chance(0.25) ? root : undefined
      const thing = report(one, repeats ? { repeats } : {})
      told.tell(thing, 'weigh')
      heard.push(thing)
    }
    return heard
  }

  function follow(one: Happening, incident: Thing): void {
    if (one.touches === 'people' && dice.chance(0.55)) {
      const best = dice.weigh([
        [0, 10],
        [1, 40],
        [2, 24],
        [4, 14],
        [9, 5],
      ] as const)
      const low = Math.max(0, best - dice.whole(0, 2))
      const high = best + dice.whole(0, 4)
      const harm =
        one.kind === 'abduction' ? 'kidnapped' : dice.pick(['killed', 'injured'] as const)
      const thing = told.enter('civilianHarm', one.number, {
        title: `${one.title}: ${harm === 'kidnapped' ? 'taken' : harm}`,
        harm,
        saidBy: dice.pick(['Isles Relief Committee', 'Hospital of Verel', 'Host police'] as const),
        subject: `incident:TR-I-${one.number}`,
        personsLow: low,
        personsHigh: high,
        periodLast: one.day,
        victimsSaidToBe: dice.pick(['people', 'civilians', 'unknown'] as const),
        saidToBeBy: one.by ? [one.by] : undefined,
        where: one.where,
        incident,
      })
      if (dice.chance(0.5))
        world.later(dice.whole(4, 20), () =>
          told.tell(thing, 'settle', { personsBest: best }, { because: 'Two counts agree.' }),
        )
    }
    if (!dice.chance(0.07)) return
    // Another hand enters the same happening; most are found and merged, some still wait for somebody to look.
    world.later(dice.whole(1, 2), () => {
      const heard = report(one)
      told.tell(heard, 'weigh')
      const twin = told.enter(
        'incident',
        `${one.number}B`,
        {
          code: `TR-I-${one.number}B`,
          title: `${one.title}, by another hand`,
          kind: one.kind,
          touches: one.touches,
          occurredOn: one.day,
          timePrecision: 'days',
          where: { ...one.where, lat: Math.round((one.where.lat + 0.01) * 1e5) / 1e5 },
          saidToBeBy: one.by ? [one.by] : undefined,
          reports: [heard],
        },
        { at: one.day },
      )
      if (dice.chance(0.65))
        world.later(dice.whole(2, 9), () => {
          told.tell(
            twin,
            'merge',
            { mergedInto: incident },
            { because: 'The same happening: place, hour and number of shots agree.' },
          )
          if (dice.chance(0.12))
            world.later(4, () =>
              told.tell(
                twin,
                'unmerge',
                {},
                { because: 'They were two: a second patrol was at the other end of the town.' },
              ),
            )
        })
    })
  }

  function introduce(): void {
    for (const { code, name, kind } of moreGroups)
      told.enter('group', code, { code, name, kind, namedOn: world.first.slice(0, 7) })
    lead.introduce()
    for (const [key, name, kind, index] of [
      ['HOSP-VEREL', 'Hospital of Verel', 'hospital', 9],
      ['SCHOOL-GRANDSEL', 'School of Grandsel', 'school', 2],
      ['RELAY-SANNE', 'Relay station Sanne', 'telecom', 15],
    ] as const) {
      const commune = communes[index] as (typeof communes)[number]
      const thing = told.enter('facility', key, {
        code: key,
        name,
        kind,
        where: {
          pcode: commune.pcode,
          lon: commune.middle[0],
          lat: commune.middle[1],
          precision: 'commune',
          name: commune.name,
        },
      })
      told.tell(thing, 'reopen', { since: world.today })
    }
    for (const { key, ...rule } of alerts) told.enter('alertRule', key, rule, { by: chief })
    for (const [group, other, steps] of ties)
      for (const [day, verb, because] of steps)
        world.later(day - world.day, () => stand(group, other, verb, because))
  }

  function stand(group: string, other: string, verb: string, because: string): void {
    const key = `${group}/${other}`
    const found = alignments.get(key)
    const said = {
      statedOn: world.today,
      saidBy: dice.pick(['Isles Relief Committee', 'Radio of the Isles'] as const),
      sourceGrade: 'C',
      contentGrade: '2',
    }
    const thing =
      found ??
      told.enter('alignment', key, {
        group: told.thing('group', group),
        other: told.thing('group', other),
        ...said,
      })
    alignments.set(key, thing)
    told.tell(thing, verb, said, { because })
  }

  function presence(): void {
    for (const { pcode, name } of departments)
      told.enter('statePresence', `${pcode}/${world.today}`, {
        name,
        pcode,
        presence: dice.weigh([
          ['full', 2],
          ['partly', 5],
          ['symbolic', 3],
          ['absent', 2],
        ] as const),
        evidenceOn: world.today,
        saidBy: dice.pick(['Ministry of the Interior', 'Isles Relief Committee'] as const),
        services: (['police', 'townHall', 'hospital', 'school', 'water'] as const).filter(() =>
          dice.chance(0.55),
        ),
        access: dice.weigh([
          ['open', 5],
          ['withEscort', 4],
          ['byAgreement', 2],
          ['closed', 1],
        ] as const),
        sourceGrade: 'C',
        contentGrade: dice.pick(['2', '3'] as const),
      })
  }

  return {
    hear,
    follow,
    daily: () => {
      if (world.day === 4) introduce()
      lead.daily()
      release()
      if (world.day % 120 === 30) presence()
      keepWatch()
      // What came in last still waits to be weighed.
      if (world.day >= DAYS - 3)
        for (let left = 1 + dice.times(world.setting.scale); left > 0; left--) {
          const commune = dice.pick(communes)
          report({
            title: `${dice.pick(['Shots', 'Barricade', 'Families leaving', 'Men with rifles at the ford'] as const)}, ${commune.name}`,
            where: { pcode: commune.pcode, precision: 'commune', name: commune.name },
            day: world.today,
          })
        }
    },
  }
}

const alerts = [
  {
    key: 'fronts',
    title: 'Rivals stop fighting, or groups join',
    toRoles: ['chief', 'watch', 'planner'],
    inRegister: 'alignment',
    onVerbs: 'callTruce,ally,join,part',
    breaksQuiet: true,
    escalateAfterMinutes: 120,
    escalateToRoles: ['policeLiaison'],
  },
  {
    key: 'alliances',
    title: 'More than two pairs of groups stand together',
    toRoles: ['chief', 'planner'],
    measure: 'situation.alliances',
    crosses: 'above',
    threshold: 2,
  },
  {
    key: 'routeClosed',
    title: 'A route is closed or limited',
    toRoles: ['watch', 'fleet'],
    inRegister: 'route',
    onVerbs: 'close,limit',
    quietFrom: '22:00',
    quietTo: '05:00',
  },
] as const
