/**
 * What the gate of a patrol asks of other records and what it makes of the answers: the rules of *send out* and *send out
 * unfit*. The arithmetic is the force's, and the phone's too. No register.
 */
import {
  type GateFacts,
  gateLacks,
  type Lack,
  type OfficerFacts,
  type RouteFacts,
  type TaskNeeds,
  type VehicleFacts,
} from '@konbit/force'
import type { Act, Beside, Fields } from '@konbit/model'
import { directiveAsks, keptTraining, neededTraining } from '../duty.ts'

export const taskNeeds = [
  'types',
  'vehiclesLeast',
  'needsTurret',
  'needsRadio',
  'crew',
  'needsMedic',
  'fuelLitresLeast',
  'needsCrewList',
  'needsKreyol',
  'needsReserve',
  'needsRoute',
  'restHoursLeast',
] as const

export const gateAsks: NonNullable<Act['asks']> = {
  vehicles: {
    register: 'vehicle',
    match: { $record: 'vehicles' },
    take: ['plate', 'type', 'hasTurret', 'hasRadio', 'crewSeats', 'fuelLitres'],
  },
  task: { register: 'configuration', match: { $record: 'configuration' }, take: taskNeeds },
  officers: {
    register: 'person',
    match: { $record: 'officers' },
    take: ['$record', 'clearedUntil', 'dutyLimit', 'workingLanguage', 'languages'],
  },
  trainings: {
    register: 'training',
    state: ['passed'],
    where: { kind: [...neededTraining, ...keptTraining] },
    match: { officer: 'officers' },
    take: ['officer', 'kind', 'validUntil'],
  },
  directives: directiveAsks.directives as NonNullable<Act['asks']>[string],
  readings: {
    register: 'directiveReading',
    state: ['acknowledged'],
    match: { officer: 'officers' },
    take: ['officer', 'directive'],
  },
  duties: {
    register: 'dutyShift',
    // Those that were counted are long over.
    state: ['planned', 'stood'],
    match: { officer: 'officers' },
    take: ['officer', 'startsOn', 'endsOn'],
  },
  routes: {
    register: 'route',
    match: { $record: 'routes' },
    take: ['passableFor', 'evidenceOn'],
  },
}

const unknown: OfficerFacts = { state: 'unknown', certificates: [], readings: [] }

/** Rows of other records as the gate counts them; whoever is named and not found is somebody of whom nothing is known. */
export function crewOf(rows: Beside['rows'], named: readonly string[]): OfficerFacts[] {
  const of = (list: readonly Fields[] = [], officer: string): readonly Fields[] =>
    list.filter((row) => row.officer === officer)
  return named.map((officer) => {
    const found = rows.officers?.find(({ $record }) => $record === officer)
    if (!found) return unknown
    return {
      ...(found as unknown as OfficerFacts),
      certificates: of(rows.trainings, officer) as never,
      readings: of(rows.readings, officer).map(({ directive }) => String(directive)),
      duties: of(rows.duties, officer) as never,
    }
  })
}

/** What the patrol lacks as it would leave; nothing can be said where nobody could be asked. */
export function lacking(
  now: Fields,
  input: Fields,
  beside: Beside | undefined,
): Lack[] | undefined {
  if (!beside) return undefined
  const patrol = { ...now, ...input }
  const { vehicles = [], task = [], directives = [], routes = [] } = beside.rows
  const facts: GateFacts = {
    task: (task[0] ?? {}) as TaskNeeds,
    vehicles: vehicles as VehicleFacts[],
    party: patrol as { crew?: number; medics?: number },
    officers: crewOf(beside.rows, (patrol.officers ?? []) as string[]),
    routes: routes as RouteFacts[],
    isReserveNamed: Boolean(patrol.reserveForce || patrol.reserve),
    directives: directives.map(({ $record }) => String($record)),
    day: beside.on,
    leavesAt: String(patrol.leftAt ?? ''),
  }
  return gateLacks(facts)
}

export const said: Record<Lack, string> = {
  ready: 'a vehicle that is ready',
  type: 'the right type of vehicle',
  turret: 'a turret',
  radio: 'a radio',
  seats: 'seats',
  fuel: 'fuel',
  vehicles: 'enough vehicles',
  crew: 'crew',
  medic: 'a medic',
  crewList: 'a crew list',
  officer: 'a crew fit for duty',
  certificate: 'certificates that hold',
  directive: 'the directive acknowledged by all',
  rest: 'rest',
  kreyol: 'a Kreyòl speaker',
  reserve: 'a relief force',
  route: 'a route reported passable',
}
