/**
 * How reliable each class of vehicles is, and how many of it were ready week by week. A class is a type unless asked otherwise.
 */
import { type Counts, reliabilityOf } from '@konbit/force'
import type { Moment, StaysRow } from '@konbit/ledger'
import { addDays } from '@konbit/model'
import { yearBefore } from '../deadlines.ts'
import type { Ask } from '../route.ts'
import { answered, daysAsked, given, isPartial, refsOf } from './reading.ts'

export const classes = ['type', 'base', 'contingent', 'contributor', 'ownership'] as const
type Class = (typeof classes)[number]

export async function answerReliability(ask: Ask) {
  const { by = 'type', from: first, to: last } = ask.query as Record<string, string | undefined>
  return answered(ask, `reliability ${by} ${first} ${last}`, async (moment, today) => {
    const { from, to } = daysAsked(ask.query, today, yearBefore)
    const [stays, availability, partial] = await Promise.all([
      ask.house.ledger.stays(ask.reader, {
        register: 'vehicle',
        state: ['ready', 'inRepair'],
        moment,
        from,
        to,
        by: by as Class,
      }),
      weeksOf(ask, moment, from, to, by as Class),
      isPartial(ask, moment),
    ])
    const held = new Map(
      availability.flatMap((row) => (row.day === to ? [[row.type, row.held] as const] : [])),
    )
    const byKey = Map.groupBy(given(stays), ({ key }) => key)
    const keys = [...new Set([...byKey.keys(), ...held.keys()])].sort()
    return {
      from,
      to,
      by,
      classes: keys.map((key) => classOf(key, byKey.get(key) ?? [], held.get(key) ?? 0)),
      availability,
      refs: await refsOf(ask, moment, by === 'type' || by === 'ownership' ? [] : keys),
      partial,
    }
  })
}

function classOf(type: string, rows: readonly StaysRow[], vehicles: number) {
  const found = reliabilityOf(countsIn(rows, vehicles))
  return {
    type,
    vehicles,
    failures: found.failures,
    daysUp: rounded(found.daysUp),
    mtbfDays: rounded(found.betweenFailures.mean),
    mtbfLow: rounded(found.betweenFailures.low),
    mtbfHigh: rounded(found.betweenFailures.high),
    repairs: found.repairs,
    mttrDays: rounded(found.toRepair.mean),
    mttrLow: rounded(found.toRepair.low),
    mttrHigh: rounded(found.toRepair.high),
    offRoadNow: found.offRoadNow,
    offRoadDays: rounded(found.daysOffRoad),
  }
}

/** The same as `countsOf` says of the stays one by one. */
export function countsIn(rows: readonly StaysRow[], vehicles: number): Counts {
  const add = (list: readonly StaysRow[], field: keyof StaysRow): number =>
    list.reduce((sum, row) => sum + Number(row[field]), 0)
  const down = rows.filter(({ state }) => state === 'inRepair')
  const mended = down.filter(({ after }) => after === 'ready')
  return {
    vehicles,
    daysUp: add(
      rows.filter(({ state }) => state === 'ready'),
      'days',
    ),
    failures: add(
      down.filter(({ before }) => before === 'ready'),
      'begun',
    ),
    daysOffRoad: add(down, 'days'),
    repairs: add(mended, 'ended'),
    offRoadNow: add(down, 'open'),
    whole: {
      count: add(mended, 'whole'),
      days: add(mended, 'wholeDays'),
      squares: add(mended, 'wholeSquares'),
    },
  }
}

const rounded = <T extends number | null>(days: T): T =>
  (days === null ? null : Math.round(days * 100) / 100) as T

/** How many were ready, of how many held, at the end of each seventh day and of the last. */
async function weeksOf(ask: Ask, moment: Moment, from: string, to: string, by: Class) {
  const { ledger } = ask.house
  const series = (name: string) =>
    ledger.series(ask.reader, { name, moment, from, to, step: 'week', by })
  const [ready, held] = await Promise.all([
    series('logistics.serviceable'),
    series('logistics.vehicles'),
  ])
  const readyOn = new Map(
    given(ready).points.flatMap(({ day, rows = [] }) =>
      rows.map(({ key, value }) => [`${day} ${key ?? ''}`, value] as const),
    ),
  )
  return given(held).points.flatMap(({ day, rows = [] }) =>
    rows
      .filter(({ value }) => value > 0)
      .map(({ key, value }) => ({
        day,
        type: key ?? '',
        ready: readyOn.get(`${day} ${key ?? ''}`) ?? 0,
        held: value,
      })),
  )
}

export const quarterBefore = (day: string): string => addDays(day, -90)
