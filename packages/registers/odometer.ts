/** An odometer never runs backwards, wherever a reading is taken. Not a register. */
import { type Act, type Beside, type Fields, spanOf, type Unless } from '@konbit/model'

/** Against the reading that stands at the moment the entry speaks of; a wrong reading is corrected, not overwritten. */
export const odometerRuns: Unless = (now, input) => {
  if (!('odometerKm' in input) || now.odometerKm === undefined) return undefined
  return Number(input.odometerKm ?? -1) < Number(now.odometerKm)
    ? 'An odometer never runs backwards. If the earlier reading was wrong, correct that entry.'
    : undefined
}

/** The readings that stand in papers of a vehicle, each with its day. */
export const readingsAsked: Act['asks'] = {
  handedOver: {
    register: 'handover',
    match: { vehicle: 'vehicle' },
    take: ['handedOn', 'odometerKm'],
  },
  brokeDown: {
    register: 'breakdown',
    match: { vehicle: 'vehicle' },
    take: ['occurredOn', 'odometerKm'],
  },
}

/** Whether a reading of `on` fits between those of earlier and of later days. */
export function readingRuns(
  on: unknown,
  km: unknown,
  beside: Beside | undefined,
): string | undefined {
  const day = dayOf(on)
  if (!beside || typeof km !== 'number' || day === undefined) return undefined
  const others = Object.keys(readingsAsked ?? {}).flatMap((name) => beside.rows[name] ?? [])
  const runs = others.every(({ handedOn, occurredOn, odometerKm }: Fields) => {
    const other = dayOf(handedOn ?? occurredOn)
    if (typeof odometerKm !== 'number' || other === undefined || other === day) return true
    return other < day ? odometerKm <= km : odometerKm >= km
  })
  return runs ? undefined : 'An odometer never runs backwards: another day has another reading.'
}
const dayOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? spanOf(value)?.last : undefined
