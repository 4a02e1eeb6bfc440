/** Go or no-go on a phone: the arithmetic of the gate that decides the command, over what the phone was given. Pure. */
import {
  type GateFacts,
  gateLacks,
  type Lack,
  lacksOf,
  type OfficerFacts,
  officerLacks,
  type RouteFacts,
  type TaskNeeds,
  type VehicleFacts,
} from '@konbit/force'
import type { Gate, PatrolAtGate } from './answers.ts'

export type Party = { vehicles: readonly string[]; crew: number; medics: number }

export const partyOf = ({ vehicles, crew, medics }: PatrolAtGate): Party => ({
  vehicles,
  crew: crew ?? 0,
  medics: medics ?? 0,
})

const needsOf = (gate: Gate, patrol: PatrolAtGate): TaskNeeds =>
  (gate.needs[patrol.configuration ?? ''] ?? {}) as TaskNeeds

const factsAt = (gate: Gate, patrol: PatrolAtGate, party: Party): GateFacts => ({
  task: needsOf(gate, patrol),
  vehicles: party.vehicles.map(
    (id): VehicleFacts => (gate.vehicles[id] ?? { state: 'unknown' }) as VehicleFacts,
  ),
  party,
  officers: (patrol.officers ?? []).map((id) => officerAt(gate, id)),
  routes: (patrol.routes ?? []).map(
    (id): RouteFacts => (gate.routes?.[id] ?? { state: 'unknown' }) as RouteFacts,
  ),
  isReserveNamed: patrol.isReserveNamed === true,
  directives: gate.directives ?? [],
  day: gate.day,
  leavesAt: new Date().toISOString(),
})
const officerAt = (gate: Gate, id: string): OfficerFacts =>
  (gate.officers?.[id] ?? {
    state: 'unknown',
    certificates: [],
    readings: [],
  }) as unknown as OfficerFacts

/** What it lacks as it would leave now; nothing: it goes. A vehicle nobody knows anything of is not ready. */
export const lacksAt = (gate: Gate, patrol: PatrolAtGate, party: Party): Lack[] =>
  gateLacks(factsAt(gate, patrol, party))

/** Each of the crew list by service number, with what keeps them from going; never why. */
export const crewAt = (gate: Gate, patrol: PatrolAtGate, party: Party) =>
  (patrol.officers ?? []).map((id) => ({
    id,
    serviceNumber: gate.officers?.[id]?.serviceNumber,
    lacks: officerLacks(officerAt(gate, id), factsAt(gate, patrol, party)),
  }))

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
    ['crew', ['crew', 'crewList']],
    ['medic', ['medic']],
    ['fuel', ['fuel']],
    ['certificate', ['officer', 'certificate']],
    ['directive', ['directive']],
    ['rest', ['rest']],
    ['kreyol', ['kreyol']],
    ['reserve', ['reserve']],
    ['route', ['route']],
  ]
  return reasons.find(([, all]) => all.some((one) => lacks.includes(one)))?.[0] ?? 'other'
}
