/**
 * The vehicles there are, since when those off the road are, and what they wait for. What follows from a row or a list alone is
 * worked out once: one that no entry touched is the same object when it is read again.
 */
import type { Moment, RecordRow } from '@konbit/ledger'
import { keepOn } from '../kept.ts'
import type { Ask } from '../route.ts'
import { compare, once, rowsOf, textIn } from './reading.ts'

const taken = [
  'plate',
  'type',
  'base',
  'contingent',
  'contributor',
  'ownership',
  'hasTurret',
  'hasRadio',
  'crewSeats',
  'fuelLitres',
  'odometerKm',
  'serviceOn',
  'serviceKm',
]
const present = ['expected', 'ready', 'inRepair']
type Part = { record: string; part: string; on: string | null; promisedOn: string | null }
type Stop = { record: string; occurredOn: string; inDanger: string; system: string }
export type Fleet = {
  vehicles: readonly RecordRow[]
  /** Since when those off the road are. */
  since: ReadonlyMap<string, number>
  parts: ReadonlyMap<string, Part>
  stops: ReadonlyMap<string, Stop>
}

export const fleetAt = (ask: Ask, moment: Moment): Promise<Fleet> =>
  keepOn(ask, moment, 'logistics fleet', async () => {
    const [vehicles, orders, breakdowns] = await Promise.all([
      rowsOf(ask, moment, { register: 'vehicle', state: present }, taken),
      rowsOf(ask, moment, { register: 'workOrder', state: ['awaitingPart'] }, [
        'vehicle',
        'part',
        'awaitedSince',
        'promisedOn',
      ]),
      rowsOf(ask, moment, { register: 'breakdown', state: ['open'] }, [
        'vehicle',
        'occurredOn',
        'inDanger',
        'system',
      ]),
    ])
    const since = await sinceOf(ask, moment, vehicles)
    return { vehicles, since, parts: partsOf(orders), stops: stopsOf(breakdowns) }
  })

const sinces = new WeakMap<RecordRow, number>()

async function sinceOf(
  ask: Ask,
  moment: Moment,
  vehicles: readonly RecordRow[],
): Promise<Fleet['since']> {
  const off = vehicles.filter(({ state }) => state === 'inRepair')
  const others = off.filter((row) => !sinces.has(row))
  if (others.length > 0) {
    const records = others.map(({ record }) => record)
    const asked = { register: 'vehicle', moment, records }
    const found = await ask.house.ledger.inStateSince(ask.reader, asked)
    for (const row of others) {
      const since = found.get(row.record)
      if (since !== undefined) sinces.set(row, since)
    }
  }
  return new Map(
    off.flatMap((row): [string, number][] => {
      const since = sinces.get(row)
      return since === undefined ? [] : [[row.record, since]]
    }),
  )
}

/** Of several, the part awaited longest. */
const partsOf = once((orders: readonly RecordRow[]) => {
  const parts = new Map<string, Part>()
  const byWait = orders.toSorted((a, b) => compare(b.fields.awaitedSince, a.fields.awaitedSince))
  for (const { record, fields } of byWait)
    parts.set(String(fields.vehicle), {
      record,
      part: textIn(fields.part) ?? '',
      on: textIn(fields.awaitedSince),
      promisedOn: textIn(fields.promisedOn),
    })
  return parts
})

/** Of several, the latest stop. */
const stopsOf = once((breakdowns: readonly RecordRow[]) => {
  const stops = new Map<string, Stop>()
  const byDay = breakdowns.toSorted((a, b) => compare(a.fields.occurredOn, b.fields.occurredOn))
  for (const { record, fields } of byDay)
    stops.set(String(fields.vehicle), {
      record,
      occurredOn: textIn(fields.occurredOn) ?? '',
      inDanger: textIn(fields.inDanger) ?? 'unknown',
      system: textIn(fields.system) ?? 'other',
    })
  return stops
})
