/**
 * Deadlines: which dates of which records bind the mission next, and which clocks have run over. Values, like measures,
 * so that the overview asks the record and no date is typed twice.
 */
import { clocks } from './accountability/clocks.ts'

/** Records that count, and the date that matters; no `date` means that it binds now, or that no date is known. */
export type Deadline = {
  name: string
  register: string
  state: readonly string[]
  /** Null: where nothing is given. Only of those that are told as one. */
  where?: Readonly<Record<string, string | readonly string[] | boolean | null>>
  date?: string
  /** Too many to be told day by day: one line, and only those that bear the date. */
  isOne?: true
  /** Told as one, and none is named. */
  isOfOfficers?: true
  /** Where those told as one are seen, where their register's list under the filter does not show them apart. */
  page?: string
  /** Where that date is not given: so many days after another. */
  orAfter?: { date: string; days: number }
  desk: string
}

/** What binds next: a date not yet past, nearest first; those without a date bind now. */
export const binding: readonly Deadline[] = [
  {
    name: 'base',
    register: 'claim',
    state: ['adopted'],
    where: { measure: 'base.expandable' },
    desk: 'logistics',
  },
  {
    name: 'tours',
    register: 'contingent',
    state: ['deployed'],
    date: 'tourEndsOn',
    desk: 'people',
  },
  {
    name: 'reliefs',
    register: 'tour',
    state: ['running', 'extended'],
    where: { relief: null, withoutRelief: null },
    date: 'endsOn',
    isOne: true,
    isOfOfficers: true,
    page: '/people/tours',
    desk: 'people',
  },
  {
    name: 'clearances',
    register: 'person',
    state: ['deployed'],
    date: 'clearedUntil',
    isOne: true,
    isOfOfficers: true,
    desk: 'people',
  },
  {
    name: 'authorisation',
    register: 'authorisation',
    state: ['standing', 'challenged'],
    date: 'endsOn',
    desk: 'people',
  },
  {
    name: 'flights',
    register: 'restriction',
    state: ['standing'],
    where: { kind: 'flightBan' },
    date: 'endsOn',
    desk: 'situation',
  },
  {
    name: 'agreement',
    register: 'agreement',
    state: ['signed'],
    date: 'endsOn',
    desk: 'logistics',
  },
  {
    name: 'fund',
    register: 'claim',
    state: ['adopted'],
    where: { measure: 'fund.sufficient_until' },
    date: 'valueDate',
    desk: 'funds',
  },
  {
    name: 'mandate',
    register: 'instrument',
    state: ['inForce'],
    where: { isMandate: true },
    date: 'endsOn',
    desk: 'mandate',
  },
]

/** Statutory clocks have run over on the day they name; of a case nobody is told more than that it waits. */
const statutory: readonly Deadline[] = clocks.map(({ name, register, state, where, due }) => ({
  name,
  register,
  state,
  ...(where ? { where } : {}),
  date: due,
  isOne: true,
  desk: ['feedback', 'rumour', 'damageClaim'].includes(register) ? 'community' : 'accountability',
}))

/** Clocks that run over: open since a date that is past, oldest first; those without a date stand last, with a dash. */
export const overdue: readonly Deadline[] = [
  ...statutory,
  {
    name: 'pledge',
    register: 'pledge',
    state: ['announced', 'notified'],
    date: 'statedOn',
    desk: 'people',
  },
  {
    name: 'pay',
    register: 'obligation',
    state: ['open'],
    where: { kind: 'pay' },
    date: 'openSince',
    desk: 'people',
  },
  {
    name: 'payroll',
    register: 'payroll',
    state: ['due', 'funded', 'sent'],
    date: 'dueOn',
    isOne: true,
    desk: 'people',
  },
  {
    name: 'payDispute',
    register: 'payDispute',
    state: ['open'],
    date: 'statedOn',
    isOne: true,
    isOfOfficers: true,
    desk: 'people',
  },
  {
    name: 'uncleared',
    register: 'person',
    state: ['deployed'],
    date: 'clearedUntil',
    isOne: true,
    isOfOfficers: true,
    desk: 'people',
  },
  {
    name: 'tourOver',
    register: 'tour',
    state: ['running', 'extended'],
    date: 'endsOn',
    isOne: true,
    isOfOfficers: true,
    desk: 'people',
  },
  {
    name: 'vacancy',
    register: 'post',
    state: ['open'],
    date: 'vacantSince',
    isOne: true,
    desk: 'people',
  },
  { name: 'frozen', register: 'contribution', state: ['frozen'], date: 'frozenOn', desk: 'funds' },
  {
    name: 'missing',
    register: 'casualty',
    state: ['missing', 'captive', 'unknown'],
    date: 'occurredOn',
    desk: 'people',
  },
  {
    name: 'reimbursement',
    register: 'obligation',
    state: ['open'],
    where: { kind: 'reimbursement' },
    date: 'dueOn',
    desk: 'funds',
  },
  {
    name: 'payment',
    register: 'obligation',
    state: ['open'],
    where: { kind: 'payment' },
    date: 'dueOn',
    desk: 'funds',
  },
  // Ninety days from submission, where the claim names no day of its own.
  {
    name: 'compensation',
    register: 'compensation',
    state: ['submitted', 'verified', 'approved'],
    date: 'dueOn',
    orAfter: { date: 'submittedOn', days: 90 },
    desk: 'funds',
  },
  {
    name: 'due',
    register: 'obligation',
    state: ['open'],
    where: { kind: ['relief', 'renewal', 'arrival', 'support', 'report', 'review'] },
    date: 'dueOn',
    desk: 'mandate',
  },
  {
    name: 'task',
    register: 'mandateTask',
    state: ['open'],
    date: 'dueOn',
    isOne: true,
    desk: 'mandate',
  },
  {
    name: 'stateRequest',
    register: 'stateRequest',
    state: ['asked'],
    date: 'answerBy',
    isOne: true,
    desk: 'mandate',
  },
  {
    name: 'differences',
    register: 'storeCount',
    state: ['differs'],
    date: 'countedOn',
    desk: 'logistics',
  },
  {
    name: 'parts',
    register: 'workOrder',
    state: ['awaitingPart'],
    date: 'promisedOn',
    orAfter: { date: 'awaitedSince', days: 21 },
    isOne: true,
    desk: 'logistics',
  },
  {
    name: 'service',
    register: 'vehicle',
    state: ['ready', 'inRepair'],
    date: 'serviceOn',
    isOne: true,
    desk: 'logistics',
  },
  // Owed from the moment it was opened: no date of its own choosing puts the review off.
  { name: 'emergency', register: 'emergency', state: ['opened', 'closed'], desk: 'access' },
  {
    name: 'dataRequest',
    register: 'dataRequest',
    state: ['received', 'accepted'],
    date: 'answerBy',
    orAfter: { date: 'receivedOn', days: 30 },
    desk: 'access',
  },
  {
    name: 'legalHold',
    register: 'legalHold',
    state: ['standing'],
    date: 'reviewOn',
    desk: 'access',
  },
]
