/** Go or no-go on a phone: the arithmetic of the gate that decides the command, over what the phone was given. Pure. */
import { type Lack, lacksOf, partyLacks, type TaskNeeds, type VehicleFacts } from '@konbit/force'
import type { Gate, PatrolAtGate } from './answers.ts'

export type Party = { vehicles: readonly string[]; crew: number; medics: number }

export const partyOf = ({ vehicles, crew, medics }: PatrolAtGate): Party => ({
  vehicles,
  crew: crew ?? 0,
  medics: medics ?? 0,
})

const needsOf = (gate: Gate, patrol: PatrolAtGate): TaskNeeds =>
  (gate.needs[patrol.configuration ?? ''] ?? {}) as TaskNeeds

/** What it lacks as it would leave now; nothing: it goes. A vehicle nobody knows anything of is not ready. */
export function lacksAt(gate: Gate, patrol: PatrolAtGate, party: Party): Lack[] {
  const vehicles = party.vehicles.map(
    (id): VehicleFacts => (gate.vehicles[id] ?? { state: 'unknown' }) as VehicleFacts,
  )
  return partyLacks(vehicles, needsOf(gate, patrol), party)
}

/** What each vehicle of it lacks by itself. */
export const vehicleLacks = (gate: Gate, patrol: PatrolAtGate, id: string): Lack[] =>
  lacksOf((gate.vehicles[id] ?? { state: 'unknown' }) as VehicleFacts, needsOf(gate, patrol))

/** What the whole party needs. */
export const crewNeeded = (gate: Gate, patrol: PatrolAtGate, party: Party): number =>
  (needsOf(gate, patrol).crew ?? 0) * party.vehicles.length

export const needsMedic = (gate: Gate, patrol: PatrolAtGate): boolean =>
  needsOf(gate, patrol).needsMedic === true

/** The reason that a refusal for this lack most often bears. */
export function refusedFor(lacks: readonly Lack[]): string {
  const reasons: [string, readonly Lack[]][] = [
    ['vehicle', ['ready', 'type', 'turret', 'radio', 'seats', 'vehicles']],
    ['crew', ['crew']],
    ['medic', ['medic']],
    ['fuel', ['fuel']],
  ]
  return reasons.find(([, all]) => all.some((one) => lacks.includes(one)))?.[0] ?? 'other'
}
