/**
 * A frame: what the planner assumes of a mission where its record is silent, each figure with its reason or the statement it is
 * taken from; which values are levers; and the goal. It is plain data, so that a mission's folder can hold one.
 */

/** Every figure of a model that is not a fact of a day. Days, shares of one, persons, and millions of the mission's currency. */
export const parameters = [
  // People on their way
  'arrivalLag',
  'pledgeMet',
  'overlap',
  'cohort',
  'recruitment',
  'recruitmentSpread',
  'training',
  'trainingPlaces',
  'vettingFails',
  'trainingFails',
  // People in the area
  'tourDays',
  'reliefLead',
  'overdue',
  'attrition',
  'illness',
  'sickDays',
  // The air bridge
  'flightEvery',
  'flightSeats',
  'flightTakes',
  'cancelled',
  'noShow',
  // Beds
  'beds',
  'bedsLate',
  // Vehicles
  'vehicles',
  'failure',
  'scrapped',
  'partChance',
  'partDays',
  'partSpread',
  'repairDays',
  'mechanics',
  'parts',
  // Money
  'cash',
  'promisedMoney',
  'paymentLag',
  'paid',
  'costFixed',
  'costPerPerson',
  'costPerPatrol',
  // What it is for
  'patrolPersons',
  'goal',
] as const
export type Parameter = (typeof parameters)[number]

export type Assumption = {
  value: number
  low?: number
  high?: number
  /** A sentence, or the key of a word. */
  why: string
  /** `value` is for each person wanted: a mission of 250 trains fewer at once than one of 2,500. */
  perGoal?: true
  /** What a source says of it goes before `value`, once it is known: the latest statement of that measure and subject. */
  statement?: { measure: string; subject: string; times?: number }
}
export type FrameLever = {
  key: string
  /** One more of it costs so many millions. */
  price?: number
}
export type Frame = {
  name: string
  about: string
  /** How far ahead it looks. */
  days: number
  /** By which day the goal is wanted, from the first. */
  goalIn: number
  assume: Readonly<Record<Parameter, Assumption>>
  /** Types of vehicles that carry patrols. */
  patrolTypes: readonly string[]
  levers: readonly FrameLever[]
  policies?: { reliefFirst?: boolean; freezeWhenBroke?: boolean }
}

/** What a mission's own frame says besides the plain one; what it leaves out stays as it is there. */
export type OwnFrame = Partial<Omit<Frame, 'assume'>> & {
  assume?: Readonly<Partial<Record<Parameter, Assumption>>>
}
export const framed = (plain: Frame, own: OwnFrame): Frame => ({
  ...plain,
  ...own,
  assume: { ...plain.assume, ...own.assume },
})
