/**
 * The board of vehicles: which run, which are fit for a task, what each lacks, and what those off the road wait for. With no
 * task asked nothing is said of fitness: it is never a property of a vehicle alone.
 */
import { fitnessOf, type Lack, type TaskNeeds, type VehicleFacts } from '@konbit/force'
import type { Moment, RecordRow } from '@konbit/ledger'
import { keepOn } from '../kept.ts'
import type { Ask } from '../route.ts'
import { fleetAt } from './fleet.ts'
import {
  answered,
  compare,
  firstOf,
  given,
  instant,
  isPartial,
  numberIn,
  once,
  refsOf,
  textIn,
} from './reading.ts'

const LIMIT = 500

/** What a task asks is the same object until an entry touches one: so vehicles judged for it need not be judged again. */
const taskAt = (ask: Ask, moment: Moment, id: string) =>
  keepOn(ask, moment, `configuration ${id}`, async () =>
    given(await ask.house.ledger.get(ask.reader, { register: 'configuration', id, moment })),
  )

const UNFIT = 1
const ranks = [0, UNFIT, 2, 3]
type Judged = { row: RecordRow; fitness: ReturnType<typeof fitnessOf>; rank: number }
const judge = once((row: RecordRow, needs: TaskNeeds | undefined): Judged => {
  const { state, fields } = row
  const fitness = fitnessOf({ ...(fields as Partial<VehicleFacts>), state }, needs)
  const isUnfit = fitness.isFit === false
  const rank = state === 'inRepair' ? 0 : state === 'expected' ? 3 : isUnfit ? UNFIT : 2
  return { row, fitness, rank }
})

export async function answerFitness(ask: Ask) {
  const asked = ask.query as {
    task?: string
    type?: string
    base?: string
    each?: number
    limit?: number
  }
  const { task, type, base, limit = LIMIT, each = limit } = asked
  return answered(ask, `fitness ${task} ${type} ${base} ${each} ${limit}`, async (moment) => {
    const configuration = task ? await taskAt(ask, moment, task) : undefined
    const needs = configuration?.fields as TaskNeeds | undefined
    const { vehicles, since, parts, stops } = await fleetAt(ask, moment)
    const judged = vehicles.map((row) => judge(row, needs))
    const totals = totalsOf(judged, Boolean(needs))
    const chosen = judged.filter(
      ({ row: { fields } }) =>
        (type === undefined || (fields.type ?? 'other') === type) &&
        (base === undefined || (fields.base ?? 'none') === base),
    )
    const lanes = Map.groupBy(chosen, ({ rank }) => rank)
    const worst = ranks.flatMap((rank) =>
      firstOf(
        lanes.get(rank) ?? [],
        each,
        (a, b) =>
          (since.get(a.row.record) ?? 0) - (since.get(b.row.record) ?? 0) ||
          compare(a.row.fields.plate, b.row.fields.plate),
      ),
    )
    const items = worst.slice(0, limit).map(({ row, fitness }) => {
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
    const refs = await refsOf(ask, moment, [
      ...totals.map(({ base }) => base),
      ...items.flatMap(({ base, contingent, contributor }) => [base, contingent, contributor]),
    ])
    return {
      task: configuration ? { id: configuration.id, caption: configuration.caption } : null,
      totals,
      items,
      total: chosen.length,
      lacks: lacksIn(lanes.get(UNFIT) ?? []),
      refs,
      partial: await isPartial(ask, moment),
    }
  })
}

function lacksIn(judged: readonly Judged[]): Partial<Record<Lack, number>> {
  const lacks: Partial<Record<Lack, number>> = {}
  for (const { fitness } of judged)
    for (const lack of fitness.lacks) lacks[lack] = (lacks[lack] ?? 0) + 1
  return lacks
}

/** By class and base; without a task how many are fit is not known. */
function totalsOf(judged: readonly Judged[], hasTask: boolean) {
  type Total = {
    type: string
    base: string | null
    fit: number | null
    serviceable: number
    offRoad: number
    expected: number
  }
  const totals = new Map<string, Total>()
  for (const { row, fitness } of judged) {
    const { type, base } = row.fields
    const key = `${type} ${base ?? ''}`
    let total = totals.get(key)
    if (!total) {
      const fit = hasTask ? 0 : null
      total = { type: textIn(type) ?? 'other', base: textIn(base), fit, ...none }
      totals.set(key, total)
    }
    if (total.fit !== null && fitness.isFit) total.fit += 1
    const counted = counts[row.state]
    if (counted) total[counted] += 1
  }
  return [...totals.values()].sort((a, b) => compare(a.type, b.type) || compare(a.base, b.base))
}
const none = { serviceable: 0, offRoad: 0, expected: 0 }
const counts: Record<string, keyof typeof none> = {
  ready: 'serviceable',
  inRepair: 'offRoad',
  expected: 'expected',
}
