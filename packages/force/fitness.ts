/**
 * Fitness: whether a vehicle that runs can do a task. Serviceable: it is ready. Fit: it is ready and has what the task's
 * configuration needs. What nobody wrote down counts as lacking: a crew's life is not staked on a blank.
 */

/** Of a vehicle, what its record says; absent or `unknown` is not yes. */
export type VehicleFacts = {
  readonly state: string
  readonly type?: string | null | undefined
  readonly hasTurret?: string | null | undefined
  readonly hasRadio?: string | null | undefined
  readonly crewSeats?: number | null | undefined
  readonly fuelLitres?: number | null | undefined
}
/** Of a configuration, what the task needs: of each vehicle, and of the party as a whole. */
export type TaskNeeds = {
  readonly types?: readonly string[] | null | undefined
  readonly vehiclesLeast?: number | null | undefined
  readonly needsTurret?: boolean | null | undefined
  readonly needsRadio?: boolean | null | undefined
  /** Of each vehicle, at least. */
  readonly crew?: number | null | undefined
  readonly needsMedic?: boolean | null | undefined
  /** In the tank of each vehicle, at least. */
  readonly fuelLitresLeast?: number | null | undefined
  /** Of the party: each of the crew named, one who speaks Kreyòl, who comes to help, a way that was seen open. */
  readonly needsCrewList?: boolean | null | undefined
  readonly needsKreyol?: boolean | null | undefined
  readonly needsReserve?: boolean | null | undefined
  readonly needsRoute?: boolean | null | undefined
  readonly restHoursLeast?: number | null | undefined
}
export type Party = {
  readonly crew?: number | null | undefined
  readonly medics?: number | null | undefined
}

/** What may be lacking, of a vehicle, then of the party, then of its crew and its way (`gate.ts`). */
export const lackNames = [
  'ready',
  'type',
  'turret',
  'radio',
  'seats',
  'fuel',
  'vehicles',
  'crew',
  'medic',
  'crewList',
  'officer',
  'certificate',
  'directive',
  'rest',
  'kreyol',
  'reserve',
  'route',
] as const
export type Lack = (typeof lackNames)[number]

export const isServiceable = ({ state }: VehicleFacts): boolean => state === 'ready'

/** What a vehicle lacks for a task, in the order of `lackNames`; nothing: it is fit. */
export function lacksOf(vehicle: VehicleFacts, task: TaskNeeds): Lack[] {
  const { types, needsTurret, needsRadio, crew, fuelLitresLeast } = task
  const lacks: [Lack, boolean][] = [
    ['ready', !isServiceable(vehicle)],
    ['type', Boolean(types?.length) && !types?.includes(vehicle.type ?? '')],
    ['turret', needsTurret === true && vehicle.hasTurret !== 'yes'],
    ['radio', needsRadio === true && vehicle.hasRadio !== 'yes'],
    ['seats', isLess(vehicle.crewSeats, crew)],
    ['fuel', isLess(vehicle.fuelLitres, fuelLitresLeast)],
  ]
  return lacks.flatMap(([name, isLacking]) => (isLacking ? [name] : []))
}

/** Whether it runs, and whether it can do the task; null where no task is asked. */
export function fitnessOf(
  vehicle: VehicleFacts,
  task?: TaskNeeds,
): { isServiceable: boolean; isFit: boolean | null; lacks: Lack[] } {
  const lacks = task ? lacksOf(vehicle, task) : []
  return {
    isServiceable: isServiceable(vehicle),
    isFit: task ? lacks.length === 0 : null,
    lacks,
  }
}

/** What a party lacks that would leave together: any lack of any of its vehicles, and its own. */
export function partyLacks(
  vehicles: readonly VehicleFacts[],
  task: TaskNeeds,
  { crew, medics }: Party,
): Lack[] {
  const found = new Set<Lack>(vehicles.flatMap((vehicle) => lacksOf(vehicle, task)))
  if (vehicles.length < (task.vehiclesLeast ?? 1)) found.add('vehicles')
  if (task.crew && isLess(crew, task.crew * vehicles.length)) found.add('crew')
  if (task.needsMedic === true && isLess(medics, 1)) found.add('medic')
  return lackNames.filter((name) => found.has(name))
}

const isLess = (has: number | null | undefined, needs: number | null | undefined): boolean =>
  typeof needs === 'number' && needs > 0 && (has ?? 0) < needs
