/**
 * The board of vehicles: which run, which are fit for a task, what each lacks, and what those off the road wait for. With no
 * task asked nothing is said of fitness: it is never a property of a vehicle alone.
 */
import { fitnessOf, type TaskNeeds, type VehicleFacts } from '@konbit/force'
import type { Moment, RecordRow } from '@konbit/ledger'
import { keepOn } from '../kept.ts'
import type { Ask } from '../route.ts'
import { answered, given, instant, isPartial, numberIn, refsOf, rowsOf, textIn } from './reading.ts'

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
    const off = vehicles.filter(({ state }) => state === 'inRepair').map(({ record }) => record)
    const since = await ask.house.ledger.inStateSince(ask.reader, {
      register: 'vehicle',
      moment,
      records: off,
    })
    // Of several, the part awaited longest and the latest stop.
    const parts = new Map<string, Part>()
    const byWait = orders.toSorted((a, b) => compare(b.fields.awaitedSince, a.fields.awaitedSince))
    for (const { record, fields } of byWait)
      parts.set(String(fields.vehicle), {
        record,
        part: textIn(fields.part) ?? '',
        on: textIn(fields.awaitedSince),
        promisedOn: textIn(fields.promisedOn),
      })
    const stops = new Map<string, Stop>()
    const byDay = breakdowns.toSorted((a, b) => compare(a.fields.occurredOn, b.fields.occurredOn))
    for (const { record, fields } of byDay)
      stops.set(String(fields.vehicle), {
        record,
        occurredOn: textIn(fields.occurredOn) ?? '',
        inDanger: textIn(fields.inDanger) ?? 'unknown',
        system: textIn(fields.system) ?? 'other',
      })
    return { vehicles, since, parts, stops }
  })

const compare = (a: unknown, b: unknown): number => {
  const [first, second] = [String(a ?? ''), String(b ?? '')]
  return first < second ? -1 : first > second ? 1 : 0
}

const LIMIT = 500

export async function answerFitness(ask: Ask) {
  const { task, limit = LIMIT } = ask.query as { task?: string; limit?: number }
  return answered(ask, `fitness ${task} ${limit}`, async (moment) => {
    const { house, reader } = ask
    const configuration = task
      ? given(await house.ledger.get(reader, { register: 'configuration', id: task, moment }))
      : undefined
    const needs = configuration?.fields as TaskNeeds | undefined
    const { vehicles, since, parts, stops } = await fleetAt(ask, moment)
    const judged = vehicles.map((row) => ({
      row,
      fitness: fitnessOf({ ...(row.fields as Partial<VehicleFacts>), state: row.state }, needs),
    }))
    type Judged = (typeof judged)[number]
    const rank = ({ row, fitness }: Judged): number =>
      row.state === 'inRepair' ? 0 : row.state === 'expected' ? 3 : fitness.isFit === false ? 1 : 2
    const worstFirst = judged.toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        (since.get(a.row.record) ?? 0) - (since.get(b.row.record) ?? 0) ||
        compare(a.row.fields.plate, b.row.fields.plate),
    )
    const items = worstFirst.slice(0, limit).map(({ row, fitness }) => {
      const { record, state, fields } = row
      const { system: _, ...stop } = stops.get(record) ?? { system: '' }
      return {
        record,
        plate: textIn(fields.plate) ?? '',
        type: textIn(fields.type) ?? 'other',
        base: textIn(fields.base),
        contingent: textIn(fields.contingent),
        contributor: textIn(fields.contributor),
        ownership: textIn(fields.ownership),
        state,
        ...fitness,
        since: since.has(record) ? instant(since.get(record) as number) : null,
        awaits: parts.get(record) ?? null,
        breakdown: 'record' in stop ? stop : null,
        serviceOn: textIn(fields.serviceOn),
        serviceKm: numberIn(fields.serviceKm),
        odometerKm: numberIn(fields.odometerKm),
      }
    })
    const refs = await refsOf(
      ask,
      moment,
      vehicles.flatMap(({ fields }) => [fields.base, fields.contingent, fields.contributor]),
    )
    return {
      task: configuration ? { id: configuration.id, caption: configuration.caption } : null,
      totals: totalsOf(judged, Boolean(needs)),
      items,
      total: vehicles.length,
      refs,
      partial: await isPartial(ask, moment),
    }
  })
}

/** By class and base; without a task how many are fit is not known. */
function totalsOf(
  judged: readonly { row: RecordRow; fitness: ReturnType<typeof fitnessOf> }[],
  hasTask: boolean,
) {
  const groups = Map.groupBy(judged, ({ row }) => `${row.fields.type} ${row.fields.base ?? ''}`)
  return [...groups.values()]
    .map((list) => {
      const { type, base } = list[0]?.row.fields ?? {}
      const among = (state: string): number => list.filter(({ row }) => row.state === state).length
      return {
        type: textIn(type) ?? 'other',
        base: textIn(base),
        fit: hasTask ? list.filter(({ fitness }) => fitness.isFit).length : null,
        serviceable: among('ready'),
        offRoad: among('inRepair'),
        expected: among('expected'),
      }
    })
    .sort((a, b) => compare(a.type, b.type) || compare(a.base, b.base))
}
