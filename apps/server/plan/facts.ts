/**
 * What the record knew at a moment, gathered for the planner with the asker's own sight: who and what is there, what is promised,
 * what it costs. What the asker may not see is not in it, and `partial` says that there may be such.
 */

import type { Moment } from '@konbit/ledger'
import { addDays, daysBetween, spanOf } from '@konbit/model'
import type { ContributorFacts, Facts, FleetFacts, Statement } from '@konbit/planner'
import { type CapacityRule, capacityRules } from '@konbit/registers'
import { capacitiesAt, supplyOf } from '../fit/balance.ts'
import { numberIn, rowsOf, textIn } from '../logistics/reading.ts'
import { groupsAt, partsAt, stages } from '../people/reading.ts'
import type { Ask } from '../route.ts'
import { historyOf } from './history.ts'
import { moneyAt } from './money.ts'

/** Who is there without a tour in the record stays as long as a year from landing. */
const TOUR_USUAL = 365
/** Whoever is planned to land within so many days holds a bed from now on. */
const UNDER_WAY_DAYS = 21
const CONTRIBUTORS_MAX = 30
const RECORDS_SHOWN = 20

/** Of a date as loose as a month, its last day. */
const lastDay = (value: unknown): string | undefined => spanOf(textIn(value) ?? '')?.last

export type Gathered = { facts: Facts; partial: boolean; captions: Map<string, string> }

export async function factsAt(
  ask: Ask,
  moment: Moment,
  day: string,
  measuresSaid: readonly string[],
): Promise<Gathered> {
  const [people, beds, fleets, mechanics, money, history, statements, planned, phase] =
    await Promise.all([
      contributorsAt(ask, moment, day),
      bedsAt(ask, moment, day),
      fleetsAt(ask, moment, day),
      mechanicsAt(ask, moment),
      moneyAt(ask, moment, day),
      historyOf(ask, moment, day),
      statementsAt(ask, moment, measuresSaid),
      partsAt(ask, moment, 'people.planned'),
      phaseAt(ask, moment, day),
    ])
  return {
    facts: {
      day,
      ...(planned.whole ? { goal: planned.whole } : {}),
      ...(phase ? { phase } : {}),
      contributors: people.contributors,
      ...(beds ? { beds } : {}),
      fleets,
      ...(mechanics > 0 ? { mechanics } : {}),
      ...(money ? { money } : {}),
      history,
      statements,
    },
    partial: people.partial,
    captions: people.captions,
  }
}

/**
 * The next phase: all that the standing unit requirements ask for until the last unit of it is needed. Nothing where none of
 * them is needed on a day to come.
 */
async function phaseAt(ask: Ask, moment: Moment, day: string): Promise<Facts['phase']> {
  const rows = await rowsOf(
    ask,
    moment,
    { register: 'requirement', state: ['standing'], where: { kind: 'unitRequirement' } },
    ['persons', 'neededBy', 'phase'],
  )
  const asked = rows.map(({ record, fields }) => ({
    record,
    persons: numberIn(fields.persons) ?? 0,
    by: lastDay(fields.neededBy),
    phase: textIn(fields.phase),
  }))
  const ahead = asked
    .filter(({ by }) => by !== undefined && by > day)
    .sort((a, b) => ((a.by as string) < (b.by as string) ? -1 : 1))
  const [next] = ahead
  if (!next) return undefined
  const own = next.phase ? ahead.filter(({ phase }) => phase === next.phase) : [next]
  const until = own.at(-1)?.by as string
  const all = asked.filter(({ by }) => by === undefined || by <= until)
  return {
    persons: all.reduce((sum, { persons }) => sum + persons, 0),
    on: daysBetween(day, until),
    ...(next.phase ? { name: next.phase } : {}),
    records: own.slice(0, RECORDS_SHOWN).map(({ record }) => `requirement/${record}`),
  }
}

async function contributorsAt(ask: Ask, moment: Moment, day: string) {
  const [here, atHome, tours, pledges, landings, planned] = await Promise.all([
    partsAt(ask, moment, 'people.deployed', 'contributor'),
    groupsAt(ask, moment, {
      register: 'person',
      by: ['contributor', 'state'],
      filter: { state: ['recruited', 'vetted', ...stages.atHome] },
    }),
    groupsAt(ask, moment, {
      register: 'tour',
      by: ['contributor', 'endsOn'],
      filter: { state: ['running', 'extended'] },
    }),
    rowsOf(ask, moment, { register: 'pledge' }, [
      'contributor',
      'persons',
      'statedOn',
      'availableFrom',
    ]),
    groupsAt(ask, moment, {
      register: 'movement',
      by: ['contributor', 'movedOn'],
      filter: { state: ['done'], kind: ['arrival'] },
      sum: ['persons'],
    }),
    groupsAt(ask, moment, {
      register: 'movement',
      by: ['contributor', 'plannedOn'],
      filter: {
        state: ['planned'],
        kind: ['arrival'],
        plannedOn: { from: addDays(day, 1), to: addDays(day, UNDER_WAY_DAYS) },
      },
      sum: ['personsPlanned'],
    }),
  ])
  const ids = new Set<string>([
    ...here.by.keys(),
    ...atHome.flatMap(({ keys }) => keys[0] ?? []),
    ...pledges.flatMap(({ fields, state }) =>
      state === 'withdrawn' ? [] : (textIn(fields.contributor) ?? []),
    ),
  ])
  ids.delete('')
  const named = await ask.house.ledger.captions(ask.reader, [...ids], moment)
  const codes = new Map(
    (await rowsOf(ask, moment, { register: 'organisation' }, ['code'])).map(
      ({ record, fields }) => [record, textIn(fields.code) ?? ''],
    ),
  )
  const of = (groups: readonly { keys: (string | null)[] }[], id: string) =>
    groups.filter(({ keys }) => keys[0] === id)
  const contributors = [...ids].map((id): ContributorFacts => {
    const arrived = of(landings, id) as typeof landings
    const strength = Math.max(0, Math.round(here.by.get(id) ?? 0))
    const own = pledges.filter(
      ({ fields, state }) => fields.contributor === id && state !== 'withdrawn',
    )
    const byState = new Map(
      (of(atHome, id) as typeof atHome).map(({ keys, records }) => [keys[1], records]),
    )
    const underWay = (of(planned, id) as typeof planned).flatMap(({ keys, sums }) => {
      const persons = sums[0] ?? 0
      return persons > 0 ? [{ persons, on: daysBetween(day, keys[1] as string) }] : []
    })
    const coming = underWay.reduce((sum, { persons }) => sum + persons, 0)
    const ready = ['trained', 'ready', 'waiting'].reduce(
      (sum, state) => sum + (byState.get(state) ?? 0),
      0,
    )
    const last = arrived
      .map(({ keys }) => keys[1] ?? '')
      .sort()
      .at(-1)
    return {
      key: codes.get(id) || id,
      name: named.get(id)?.caption ?? id,
      present: presentOf(
        strength,
        (of(tours, id) as typeof tours).map(({ keys, records }) => ({
          persons: records,
          tourEndsOn: daysBetween(day, keys[1] ?? day),
        })),
        arrived.map(({ keys, sums }) => ({
          persons: sums[0] ?? 0,
          tourEndsOn: daysBetween(day, addDays(keys[1] ?? day, TOUR_USUAL)),
        })),
      ),
      atHome: {
        recruited: byState.get('recruited') ?? 0,
        vetted: byState.get('vetted') ?? 0,
        // Who is booked on a flight stands among the ready, and must not come twice.
        ready: Math.max(0, ready - coming),
      },
      underWay,
      pledged: own.reduce((sum, { fields }) => sum + (numberIn(fields.persons) ?? 0), 0),
      pledges: own.map(({ fields }) => ({
        persons: numberIn(fields.persons) ?? 0,
        on: daysBetween(day, lastDay(fields.availableFrom) ?? lastDay(fields.statedOn) ?? day),
      })),
      ...(last ? { lastLanding: daysBetween(day, last) } : {}),
      records: own.slice(0, RECORDS_SHOWN).map(({ record }) => `pledge/${record}`),
    }
  })
  contributors.sort((a, b) => (a.key < b.key ? -1 : 1))
  return {
    contributors: contributors
      .filter(
        ({ present, atHome: home, pledged }) =>
          present.length > 0 || pledged > 0 || home.recruited + home.vetted + home.ready > 0,
      )
      .slice(0, CONTRIBUTORS_MAX),
    partial: here.partial,
    captions: new Map(contributors.map(({ key, name }) => [key, name])),
  }
}

/** As many as are there: by their tours where those are told, the rest by the latest landings. */
function presentOf(
  strength: number,
  tours: readonly { persons: number; tourEndsOn: number }[],
  landings: readonly { persons: number; tourEndsOn: number }[],
): ContributorFacts['present'] {
  let left = strength
  const present: { persons: number; tourEndsOn: number }[] = []
  for (const group of [...latestFirst(tours), ...latestFirst(landings)]) {
    const persons = Math.min(left, group.persons)
    if (persons > 0) present.push({ ...group, persons })
    left -= persons
  }
  if (left > 0) present.push({ persons: left, tourEndsOn: TOUR_USUAL })
  return present
}
const latestFirst = <T extends { tourEndsOn: number }>(list: readonly T[]): T[] =>
  list.toSorted((a, b) => b.tourEndsOn - a.tourEndsOn)

const bedRule = capacityRules.find(({ resource }) => resource === 'beds') as CapacityRule

async function bedsAt(ask: Ask, moment: Moment, day: string): Promise<Facts['beds']> {
  const [capacities, percents] = await Promise.all([
    capacitiesAt(ask, moment),
    rowsOf(ask, moment, { register: 'site' }, ['completePercent']),
  ])
  const completeOf = new Map(
    percents.map(({ record, fields }) => [record, numberIn(fields.completePercent) ?? 100]),
  )
  // Where only a plan of the beds is told, and how far it has come, the rest is still to be built.
  const steps = capacities.sites.flatMap((site) =>
    (supplyOf(capacities, site, bedRule, day) ?? []).flatMap((step) => {
      const built = site.state === 'building' ? 0 : (completeOf.get(site.record) ?? 100) / 100
      const share = step.register === 'site' ? built : 1
      return share >= 1
        ? [step]
        : [
            { ...step, amount: step.amount * share },
            { ...step, day: addDays(day, 1), amount: step.amount * (1 - share) },
          ]
    }),
  )
  if (steps.length === 0) return undefined
  const more = new Map<number, number>()
  for (const { day: from, amount } of steps)
    if (from > day) {
      const on = daysBetween(day, from)
      more.set(on, (more.get(on) ?? 0) + Math.round(amount))
    }
  return {
    amount: Math.max(
      0,
      Math.round(steps.reduce((sum, step) => (step.day <= day ? sum + step.amount : sum), 0)),
    ),
    more: [...more]
      .filter(([, by]) => by !== 0)
      .sort(([a], [b]) => a - b)
      .map(([on, by]) => ({ on, by })),
    records: [
      ...new Set(
        steps.flatMap(({ record, register }) => (record ? [`${register}/${record}`] : [])),
      ),
    ].slice(0, RECORDS_SHOWN),
  }
}

async function fleetsAt(ask: Ask, moment: Moment, day: string): Promise<FleetFacts[]> {
  const [held, expected, orders] = await Promise.all([
    groupsAt(ask, moment, {
      register: 'vehicle',
      by: ['type', 'state'],
      filter: { state: ['ready', 'inRepair'] },
    }),
    groupsAt(ask, moment, {
      register: 'vehicle',
      by: ['type', 'expectedOn'],
      filter: { state: ['expected'] },
    }),
    groupsAt(ask, moment, { register: 'workOrder', by: ['state'], filter: { kind: ['repair'] } }),
  ])
  const inWork = orders.filter(({ keys }) => keys[0] !== 'done' && keys[0] !== 'cancelled')
  const awaiting = orders.find(({ keys }) => keys[0] === 'awaitingPart')?.records ?? 0
  const open = inWork.reduce((sum, { records }) => sum + records, 0)
  const types = new Set([...held, ...expected].flatMap(({ keys }) => keys[0] ?? []))
  return [...types].sort().map((type) => {
    const of = (state: string): number =>
      held.find(({ keys }) => keys[0] === type && keys[1] === state)?.records ?? 0
    const down = of('inRepair')
    return {
      type,
      up: of('ready'),
      down,
      awaitingPart: open > 0 ? Math.round((down * awaiting) / open) : 0,
      expected: expected
        .filter(({ keys }) => keys[0] === type && keys[1] !== null)
        .map(({ keys, records }) => ({
          on: Math.max(0, daysBetween(day, keys[1] as string)),
          by: records,
        })),
    }
  })
}

async function mechanicsAt(ask: Ask, moment: Moment): Promise<number> {
  const groups = await groupsAt(ask, moment, {
    register: 'person',
    by: ['trade'],
    filter: { trade: ['mechanic'], state: ['deployed'] },
  })
  return groups.reduce((sum, { records }) => sum + records, 0)
}

async function statementsAt(
  ask: Ask,
  moment: Moment,
  measures: readonly string[],
): Promise<Statement[]> {
  if (measures.length === 0) return []
  const rows = await rowsOf(
    ask,
    moment,
    { register: 'claim', state: ['stated', 'adopted'], where: { measure: [...measures] } },
    ['code', 'measure', 'subject', 'value', 'low', 'high', 'asOf', 'precision'],
  )
  return rows.flatMap(({ record, fields }): Statement[] => {
    const [value, low, high] = [fields.value, fields.low, fields.high].map(numberIn)
    if (value === null || value === undefined || fields.precision === 'garbled') return []
    return [
      {
        measure: String(fields.measure),
        subject: String(fields.subject),
        value,
        ...(low === null || low === undefined ? {} : { low }),
        ...(high === null || high === undefined ? {} : { high }),
        asOf: textIn(fields.asOf) ?? '',
        record: `claim/${record}`,
        code: String(fields.code),
      },
    ]
  })
}
