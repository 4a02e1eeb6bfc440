/** The history from which the planner fits its parameters: what was promised and came, how long each step took, what failed. */

import type { Moment, StaysRow } from '@konbit/ledger'
import { addDays, daysBetween } from '@konbit/model'
import type { History, Span, Times } from '@konbit/planner'
import { dayIn, rowsOf as viewsOf } from '../funds/reading.ts'
import { given, rowsOf, textIn } from '../logistics/reading.ts'
import { countsIn } from '../logistics/reliability.ts'
import { groupsAt } from '../people/reading.ts'
import type { Ask } from '../route.ts'

/** How far back it looks: what was longer ago was another mission. */
const DAYS_BACK = 730
/** Flights change with the season and the contract. */
const FLIGHT_DAYS = 180

export async function historyOf(ask: Ask, moment: Moment, day: string): Promise<History> {
  const from = addDays(day, -DAYS_BACK)
  const staysOf = async (register: string, state: readonly string[], by: string) =>
    given(await ask.house.ledger.stays(ask.reader, { register, state, moment, from, to: day, by }))
  const [pledges, payments, persons, tours, lengths, seats, flights, vehicles, orders, opened] =
    await Promise.all([
      pledgesOf(ask, moment, day),
      paymentsOf(ask, moment, day),
      staysOf('person', ['recruited', 'vetted', 'deployed', 'sick'], 'component'),
      staysOf('tour', ['running', 'extended'], 'contributor'),
      groupsAt(ask, moment, {
        register: 'tour',
        by: ['startsOn', 'endsOn'],
        filter: { state: ['running', 'extended', 'ended'] },
      }),
      groupsAt(ask, moment, { register: 'seat', by: ['state'] }),
      flightsOf(ask, moment, day),
      staysOf('vehicle', ['ready', 'inRepair'], 'type'),
      staysOf('workOrder', ['awaitingPart', 'working'], 'kind'),
      groupsAt(ask, moment, { register: 'workOrder', by: ['kind'] }),
    ])
  const of = (rows: readonly StaysRow[], state: string, after?: string): StaysRow[] =>
    rows.filter((row) => row.state === state && (after === undefined || row.after === after))
  const sum = (rows: readonly StaysRow[], field: 'days' | 'begun' | 'ended'): number =>
    rows.reduce((all, row) => all + row[field], 0)
  const seatsIn = (state: string): number =>
    seats.find(({ keys }) => keys[0] === state)?.records ?? 0
  const repairs = orders.filter(({ key }) => key === 'repair')
  const sick = of(persons, 'sick')
  return {
    pledges,
    payments,
    stages: {
      recruitment: timesIn(of(persons, 'recruited', 'vetted')),
      training: timesIn(of(persons, 'vetted', 'trained')),
    },
    tours: {
      lengths: lengthsIn(lengths),
      days: sum(tours, 'days'),
      curtailed: sum(
        tours.filter(({ after }) => after === 'curtailed'),
        'ended',
      ),
    },
    illness: {
      daysWell: sum(of(persons, 'deployed'), 'days'),
      fell: sum(
        sick.filter(({ before }) => before === 'deployed'),
        'begun',
      ),
      daysSick: sum(sick, 'days'),
      recovered: sum(
        sick.filter(({ after }) => after !== null),
        'ended',
      ),
    },
    seats: { boarded: seatsIn('boarded'), missed: seatsIn('noShow') },
    flights,
    classes: Object.fromEntries(
      [...Map.groupBy(vehicles, ({ key }) => key)].map(([type, rows]) => [
        type,
        {
          ...countsIn(rows, 0),
          writtenOff: sum(
            rows.filter(({ after }) => after === 'writtenOff'),
            'ended',
          ),
        },
      ]),
    ),
    orders: {
      opened: opened.find(({ keys }) => keys[0] === 'repair')?.records ?? 0,
      awaited: sum(of(repairs, 'awaitingPart'), 'begun'),
      part: timesIn(of(repairs, 'awaitingPart')),
      daysWorked: sum(of(repairs, 'working'), 'days'),
      finished: sum(of(repairs, 'working', 'done'), 'ended'),
    },
  }
}

const timesIn = (rows: readonly StaysRow[]): Times => ({
  count: rows.reduce((sum, { whole }) => sum + whole, 0),
  days: rows.reduce((sum, { wholeDays }) => sum + wholeDays, 0),
  squares: rows.reduce((sum, { wholeSquares }) => sum + wholeSquares, 0),
})

function lengthsIn(groups: readonly { keys: (string | null)[]; records: number }[]): Times {
  const times = { count: 0, days: 0, squares: 0 }
  for (const { keys, records } of groups) {
    const [startsOn, endsOn] = keys
    const days = startsOn && endsOn ? daysBetween(startsOn, endsOn) : 0
    if (days <= 0) continue
    times.count += records
    times.days += days * records
    times.squares += days ** 2 * records
  }
  return times
}

/** From the day a promise was for to the first who landed of it: of its own contingents, or of its state where none is named. */
async function pledgesOf(ask: Ask, moment: Moment, day: string): Promise<Span[]> {
  const [pledges, contingents, landings] = await Promise.all([
    rowsOf(ask, moment, { register: 'pledge' }, ['contributor', 'statedOn', 'availableFrom']),
    rowsOf(ask, moment, { register: 'contingent' }, ['pledge']),
    groupsAt(ask, moment, {
      register: 'movement',
      by: ['contributor', 'contingent', 'movedOn'],
      filter: { state: ['done'], kind: ['arrival'] },
    }),
  ])
  const pledgeOf = new Map(contingents.map(({ record, fields }) => [record, fields.pledge]))
  const isNamed = new Set(pledgeOf.values())
  return pledges.flatMap(({ record, fields }): Span[] => {
    const on = textIn(fields.availableFrom) ?? textIn(fields.statedOn)
    if (!on || on > day) return []
    const stated = textIn(fields.statedOn) ?? on
    const first = landings
      .filter(({ keys }) =>
        isNamed.has(record)
          ? pledgeOf.get(keys[1] ?? '') === record
          : keys[0] === fields.contributor && (keys[2] ?? '') >= stated,
      )
      .flatMap(({ keys }) => keys[2] ?? [])
      .sort()[0]
    return [{ days: Math.max(0, daysBetween(on, first ?? day)), isDone: first !== undefined }]
  })
}

/** From the day money was promised for to its receipt; what was frozen or taken back has not come. */
async function paymentsOf(ask: Ask, moment: Moment, day: string): Promise<Span[]> {
  const [found, receipts] = await Promise.all([
    viewsOf(ask, moment, 'contribution', [
      'channel',
      'statedOn',
      'committedOn',
      'expectedOn',
      'receivedOn',
    ]),
    groupsAt(ask, moment, { register: 'receipt', by: ['contribution'], span: ['receivedOn'] }),
  ])
  const firstOf = new Map(receipts.map(({ keys, spans }) => [keys[0], spans[0]?.[0]]))
  return ('refusal' in found ? [] : found).flatMap((one): Span[] => {
    const on = dayIn(one, 'expectedOn') ?? dayIn(one, 'committedOn') ?? dayIn(one, 'statedOn')
    if (!on || on > day || one.fields.channel === 'inKind') return []
    const received =
      firstOf.get(one.id) || (one.state === 'received' ? dayIn(one, 'receivedOn') : undefined)
    return [{ days: Math.max(0, daysBetween(on, received ?? day)), isDone: Boolean(received) }]
  })
}

async function flightsOf(ask: Ask, moment: Moment, day: string): Promise<History['flights']> {
  const from = addDays(day, -FLIGHT_DAYS)
  const [flown, cancelled] = await Promise.all([
    groupsAt(ask, moment, {
      register: 'movement',
      by: ['movedOn'],
      filter: { state: ['done'], kind: ['arrival'], movedOn: { from, to: day } },
      sum: ['persons', 'seats'],
    }),
    groupsAt(ask, moment, {
      register: 'movement',
      by: ['plannedOn'],
      filter: { state: ['cancelled'], kind: ['arrival'], plannedOn: { from, to: day } },
    }),
  ])
  const first = flown.flatMap(({ keys }) => keys[0] ?? []).sort()[0]
  return {
    // Several movements of one day come with one air bridge.
    flown: flown.length,
    cancelled: cancelled.length,
    days: first ? Math.max(1, daysBetween(first, day)) : 0,
    persons: flown.reduce((sum, { sums }) => sum + (sums[0] ?? 0), 0),
    seats: flown.reduce((sum, { sums }) => sum + (sums[1] ?? 0), 0),
  }
}
