/**
 * The gate: what a patrol lacks as it would leave, of its vehicles, of each of its crew, of those who would help it and of its
 * way. The rule that decides the command, the phone at the gate and the board of the desk work it out here alike.
 */
import {
  type Lack,
  lackNames,
  type Party,
  partyLacks,
  type TaskNeeds,
  type VehicleFacts,
} from './fitness.ts'

type Maybe<T> = T | null | undefined
/** Of one of the crew, what the records say. Days and moments as written. */
export type OfficerFacts = {
  readonly state: string
  readonly dutyLimit?: Maybe<string>
  /** The last day on which training and vetting hold. */
  readonly clearedUntil?: Maybe<string>
  readonly workingLanguage?: Maybe<string>
  readonly languages?: Maybe<readonly string[]>
  /** Kinds of training passed, each with its last day; without one it holds for ever. */
  readonly certificates: readonly { kind: string; validUntil?: Maybe<string> }[]
  /** Editions of the directive that were acknowledged. */
  readonly readings: readonly string[]
  /** Duties stood or planned, but for the patrol itself. Absent: whoever looks may not know, and rest is not judged. */
  readonly duties?: Maybe<readonly { startsOn: string; endsOn: string }[]>
}
export type RouteFacts = {
  readonly state: string
  readonly passableFor?: Maybe<string>
  readonly evidenceOn?: Maybe<string>
}
export type GateFacts = {
  readonly task: TaskNeeds
  readonly vehicles: readonly VehicleFacts[]
  readonly party: Party
  /** Of each whom the crew list names; somebody of whom nothing is known counts as unfit. */
  readonly officers: readonly OfficerFacts[]
  readonly routes: readonly RouteFacts[]
  readonly isReserveNamed: boolean
  /** Editions in force. */
  readonly directives: readonly string[]
  /** The day, and the moment, on which it leaves. */
  readonly day: string
  readonly leavesAt: string
}

/** Every one of the crew holds these; `useOfForce` holds where it is on record. */
export const crewTraining = ['predeployment', 'humanRights', 'conduct'] as const
const keptTraining = ['useOfForce'] as const
/** What was seen of a route longer ago says nothing of today. */
export const routeDays = 7
const HOUR = 3_600_000

/** What one of the crew lacks, for a task, on a day. */
export function officerLacks(
  officer: OfficerFacts,
  { task, directives, day, leavesAt }: Pick<GateFacts, 'task' | 'directives' | 'day' | 'leavesAt'>,
): Lack[] {
  const { state, dutyLimit, clearedUntil, certificates, readings, duties } = officer
  const last = (kind: string): string | undefined =>
    certificates
      .filter((one) => one.kind === kind)
      .map(({ validUntil }) => validUntil ?? '9999')
      .sort()
      .at(-1)
  const holds = (until: Maybe<string>): boolean => (until ?? '').slice(0, 10) >= day.slice(0, 10)
  const isCertified =
    holds(clearedUntil) &&
    crewTraining.every((kind) => holds(last(kind))) &&
    keptTraining.every((kind) => last(kind) === undefined || holds(last(kind)))
  const found: [Lack, boolean][] = [
    ['officer', state !== 'deployed' || ['light', 'offDuty'].includes(dutyLimit ?? '')],
    ['certificate', !isCertified],
    ['directive', directives.some((edition) => !readings.includes(edition))],
    ['rest', !hasRested(duties ?? [], task.restHoursLeast ?? 0, leavesAt)],
  ]
  return found.flatMap(([name, isLacking]) => (isLacking ? [name] : []))
}

/** Off duty for so many hours before it leaves, and on no other duty then. */
function hasRested(
  duties: readonly { startsOn: string; endsOn: string }[],
  hours: number,
  leavesAt: string,
): boolean {
  const leaves = Date.parse(leavesAt)
  if (Number.isNaN(leaves)) return true
  return duties.every(({ startsOn, endsOn }) => {
    const [from, to] = [Date.parse(startsOn), Date.parse(endsOn)]
    // A duty of which only the day is known says nothing of hours.
    if (Number.isNaN(from) || Number.isNaN(to) || !endsOn.includes('T')) return true
    return from >= leaves || to + hours * HOUR <= leaves
  })
}

const isPassable = ({ state, passableFor, evidenceOn }: RouteFacts, day: string): boolean => {
  const seen = Date.parse((evidenceOn ?? '').slice(0, 10))
  const isFresh = Date.parse(day.slice(0, 10)) - seen <= routeDays * 24 * HOUR
  const lets = !['nobody', 'onFoot'].includes(passableFor ?? '')
  return isFresh && lets && ['passable', 'limited'].includes(state)
}

/** What the patrol lacks, in the order of `lackNames`; nothing: it goes. */
export function gateLacks(facts: GateFacts): Lack[] {
  const { task, vehicles, party, officers, routes, isReserveNamed, day } = facts
  const found = new Set<Lack>([
    ...partyLacks(vehicles, task, party),
    ...officers.flatMap((officer) => officerLacks(officer, facts)),
  ])
  const speaks = ({ workingLanguage, languages }: OfficerFacts): boolean =>
    workingLanguage === 'ht' || (languages ?? []).includes('ht')
  if (task.needsCrewList === true && officers.length < Math.max(1, party.crew ?? 0))
    found.add('crewList')
  if (task.needsKreyol === true && !officers.some(speaks)) found.add('kreyol')
  if (task.needsReserve === true && !isReserveNamed) found.add('reserve')
  if (
    (task.needsRoute === true && routes.length === 0) ||
    routes.some((one) => !isPassable(one, day))
  )
    found.add('route')
  return lackNames.filter((name) => found.has(name))
}
