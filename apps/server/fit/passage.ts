/** Whether planned movements find seats and an open way: the airport, port or road each cannot do without. */
import type { Moment, RecordRow } from '@konbit/ledger'
import { addDays } from '@konbit/model'
import { numberIn, rowsOf, textIn } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'
import type { RecordStep } from './balance.ts'

export type Passage = {
  resource: 'seats' | 'way'
  /** The movement, or the facility that is closed. */
  place: { record: string; register: string }
  supply: RecordStep[]
  demand: RecordStep[]
  binds: { from: string; to: string; short: number; freedBy: RecordStep | null }[]
}

const closedStates = new Set(['closed', 'seized'])

export async function passagesAt(
  ask: Ask,
  moment: Moment,
  today: string,
  until: string,
): Promise<Passage[]> {
  const [planned, restrictions, facilities] = await Promise.all([
    rowsOf(ask, moment, { register: 'movement', state: ['planned'] }, [
      'plannedOn',
      'personsPlanned',
      'seats',
      'through',
    ]),
    rowsOf(ask, moment, { register: 'restriction', state: ['standing'] }, [
      'closes',
      'startsOn',
      'endsOn',
    ]),
    rowsOf(ask, moment, { register: 'facility' }, []),
  ])
  // A plan whose day has gone by may still come true, today at the earliest.
  const coming = planned
    .map((row) => ({ row, day: later(textIn(row.fields.plannedOn), today) }))
    .filter((one): one is { row: RecordRow; day: string } => one.day !== null && one.day <= until)
  const ids = coming.flatMap(({ row }) => (row.fields.seats === null ? [] : [row.record]))
  const seats =
    ids.length === 0
      ? []
      : await rowsOf(
          ask,
          moment,
          { register: 'seat', state: ['booked', 'boarded'], where: { movement: ids } },
          ['movement'],
        )
  const booked = new Map<unknown, number>()
  for (const { fields } of seats)
    booked.set(fields.movement, (booked.get(fields.movement) ?? 0) + 1)
  return [
    ...coming.flatMap(({ row, day }) => seatsFor(row, day, booked.get(row.record) ?? 0)),
    ...waysFor(coming, closuresOf(restrictions, facilities, today), until),
  ]
}

const later = (day: string | null, today: string): string | null =>
  day === null ? null : day < today ? today : day

function seatsFor({ record, fields }: RecordRow, day: string, booked: number): Passage[] {
  const seats = numberIn(fields.seats)
  const wanted = Math.max(numberIn(fields.personsPlanned) ?? 0, booked)
  if (seats === null || wanted <= seats) return []
  const step = { day, record, register: 'movement' }
  return [
    {
      resource: 'seats',
      place: { record, register: 'movement' },
      supply: [{ ...step, amount: seats }],
      demand: [{ ...step, amount: wanted }],
      binds: [{ from: day, to: day, short: wanted - seats, freedBy: null }],
    },
  ]
}

type Closure = {
  facility: string
  from: string
  to: string | null
  record: string
  register: string
}

function closuresOf(
  restrictions: readonly RecordRow[],
  facilities: readonly RecordRow[],
  today: string,
): Closure[] {
  return [
    ...restrictions.flatMap(({ record, fields }): Closure[] => {
      const facility = textIn(fields.closes)
      const from = textIn(fields.startsOn)
      return facility && from
        ? [{ facility, from, to: textIn(fields.endsOn), record, register: 'restriction' }]
        : []
    }),
    // Nobody has said until when.
    ...facilities
      .filter(({ state }) => closedStates.has(state))
      .map(({ record }) => ({
        facility: record,
        from: today,
        to: null,
        record,
        register: 'facility',
      })),
  ]
}

function waysFor(
  coming: readonly { row: RecordRow; day: string }[],
  closures: readonly Closure[],
  until: string,
): Passage[] {
  const found = new Map<string, Passage>()
  for (const { row, day } of coming) {
    const facility = textIn(row.fields.through)
    const closure = closures.find(
      (one) => one.facility === facility && one.from <= day && (one.to === null || one.to >= day),
    )
    if (!facility || !closure) continue
    const passage: Passage = found.get(facility) ?? {
      resource: 'way',
      place: { record: facility, register: 'facility' },
      supply: [],
      demand: [],
      binds: [],
    }
    const amount = numberIn(row.fields.personsPlanned) ?? 0
    passage.demand.push({ day, amount, record: row.record, register: 'movement' })
    const { record, register, to } = closure
    passage.binds.push({
      from: day,
      to: to === null || to > until ? until : to,
      short: amount,
      freedBy: to === null ? null : { day: addDays(to, 1), amount, record, register },
    })
    found.set(facility, passage)
  }
  return [...found.values()]
}
