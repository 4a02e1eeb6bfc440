/**
 * Duty: what somebody must have passed to be sent, and to go back on duty, worked out from training and vetting with their
 * days of expiry. The rules of the verbs of a person; no register of its own.
 */
import { type Ask, type Beside, type Fields, spanOf } from '@konbit/model'

/** Without each of these nobody deploys, and nobody goes back on duty. */
export const neededTraining = ['predeployment', 'humanRights', 'conduct'] as const
/** Holds for the duty where it is on record: nobody must have it, and whoever has it must keep it. */
export const keptTraining = ['useOfForce'] as const
export const neededVetting = ['humanRights', 'medical'] as const

/** What the gate to duty has to know of one of the own staff. */
export const dutyAsks: Readonly<Record<string, Ask>> = {
  trainings: {
    register: 'training',
    state: ['passed'],
    where: { kind: [...neededTraining, ...keptTraining] },
    match: { officer: '$record' },
    take: ['kind', 'passedOn', 'validUntil'],
  },
  vettings: {
    register: 'vetting',
    state: ['cleared'],
    where: { kind: neededVetting },
    match: { officer: '$record' },
    take: ['kind', 'decidedOn', 'validUntil'],
  },
  directives: { register: 'directive', state: ['inForce'], match: {}, take: ['$record'] },
  readings: {
    register: 'directiveReading',
    state: ['acknowledged'],
    match: { officer: '$record' },
    take: ['directive'],
  },
}
/** What a mark on the directive has to know. */
export const directiveAsks: Readonly<Record<string, Ask>> = {
  directives: dutyAsks.directives as Ask,
  readings: dutyAsks.readings as Ask,
}
export const deployAsks: Readonly<Record<string, Ask>> = {
  ...dutyAsks,
  absences: {
    register: 'absence',
    state: ['planned', 'running'],
    match: { officer: '$record' },
    take: ['startsOn', 'endsOn'],
  },
}

/** The last day on which everything needed still holds; nothing where one is missing; `forever` where none expires. */
export function dutyUntil({ on: day, rows }: Beside): string | undefined {
  const ends = [
    ...neededTraining.map((kind) => endOf(rows.trainings ?? [], kind, 'passedOn', day)),
    ...neededVetting.map((kind) => endOf(rows.vettings ?? [], kind, 'decidedOn', day)),
  ]
  if (ends.some((end) => end === undefined)) return undefined
  const kept = keptTraining.flatMap(
    (kind) => endOf(rows.trainings ?? [], kind, 'passedOn', day) ?? [],
  )
  return [...(ends as string[]), ...kept].sort()[0]
}

export const forever = '9999-12-31'

/** The latest expiry among those of a kind that were obtained by the day. */
function endOf(rows: readonly Fields[], kind: string, obtained: string, day: string) {
  return rows
    .filter((row) => row.kind === kind && firstDay(row[obtained]) <= day)
    .map((row) => lastDay(row.validUntil))
    .sort()
    .at(-1)
}

/** Whether the edition in force, if there is one, was acknowledged by whom the readings are of. */
const hasRead = ({ directives = [], readings = [] }: Beside['rows']): boolean =>
  directives.every(({ $record }) => readings.some(({ directive }) => directive === $record))

/** The mark beside an officer says what the readings say: `read` is no promise, `due` no reproach to one who did. */
export function directiveStands(_now: Fields, input: Fields, beside?: Beside): string | undefined {
  if (!beside) return undefined
  const isRead = hasRead(beside.rows)
  if (input.directiveRead === 'read' && !isRead)
    return 'The directive in force has not been acknowledged: have that entered first.'
  return input.directiveRead === 'due' && isRead
    ? 'The directive in force was acknowledged: nothing is due.'
    : undefined
}

const firstDay = (value: unknown): string =>
  typeof value === 'string' ? (spanOf(value)?.first ?? '') : ''
const lastDay = (value: unknown): string =>
  typeof value === 'string' ? (spanOf(value)?.last ?? forever) : forever

/** Training and vetting must hold on the day, and a clearance given with it may not outlast them. */
export function mayDuty(_now: Fields, input: Fields, beside?: Beside): string | undefined {
  if (!beside) return undefined
  const until = dutyUntil(beside)
  if (until === undefined)
    return 'A training or a vetting that the duty needs is missing: enter it, or have it passed, first.'
  if (until < beside.on)
    return 'A training or a vetting that the duty needs has run out: have it renewed first.'
  if (!hasRead(beside.rows))
    return 'The directive in force has not been acknowledged: have that entered first.'
  return input.clearedUntil !== undefined && lastDay(input.clearedUntil) > until
    ? 'The clearance would outlast the training or vetting it rests on: choose an earlier day.'
    : undefined
}

/** Who is on leave, sick, on a course or under way elsewhere is not sent. */
export function deployStands(now: Fields, input: Fields, beside?: Beside): string | undefined {
  if (beside) {
    const { on: day, rows } = beside
    const isAway = (rows.absences ?? []).some(
      ({ startsOn, endsOn }) => firstDay(startsOn) <= day && lastDay(endsOn) >= day,
    )
    if (isAway) return 'An absence stands on this day: end it first.'
  }
  return mayDuty(now, input, beside)
}
