/**
 * Statutory clocks: how long whom may be kept waiting, as values that one edition of the rules holds. They remind, and they
 * escalate; no clock closes, settles or deletes anything when it has run out.
 */
import { addDays, type Fields, type Role, spanOf } from '@konbit/model'

/** The edition of the clocks and of the counting rules below, said beside every figure that rests on them. */
export const clockEdition = '2026-1'

export const gravities = ['serious', 'minor', 'sexualExploitation', 'immediateProtection'] as const

export type Clock = {
  name: string
  register: string
  state: readonly string[]
  where?: Readonly<Record<string, string | null>>
  /** The date from which it runs, and the one by which it must be done. */
  starts: string
  due: string
  /** At most so many days lie between the two. */
  days: number
  /** Whom it reminds, so many days ahead, of which act. */
  to: readonly Role[]
  remind: number
  verb: string
  /** Who is told when it has run over for so many days, and what they then may do. */
  escalate?: { to: readonly Role[]; after: number; verb: string }
}

const answerDays: Readonly<Record<(typeof gravities)[number], number>> = {
  immediateProtection: 30,
  minor: 30,
  serious: 90,
  sexualExploitation: 90,
}
const longest = Math.max(...Object.values(answerDays))

export const clocks: readonly Clock[] = [
  {
    name: 'complaintAnswer',
    register: 'complaint',
    state: ['received', 'investigating', 'referred'],
    starts: 'receivedOn',
    due: 'answerBy',
    days: longest,
    to: ['conduct'],
    remind: 14,
    verb: 'putOff',
    escalate: { to: ['monitor'], after: 7, verb: 'triage' },
  },
  {
    name: 'complaintCare',
    register: 'complaint',
    state: ['received', 'investigating', 'referred'],
    where: { careOfferedOn: null },
    starts: 'receivedOn',
    due: 'careBy',
    days: 3,
    to: ['conduct'],
    remind: 3,
    verb: 'offerCare',
    escalate: { to: ['monitor'], after: 1, verb: 'offerCare' },
  },
  {
    name: 'investigationReport',
    register: 'investigation',
    state: ['underWay'],
    starts: 'startedOn',
    due: 'reportBy',
    days: 90,
    to: ['conduct'],
    remind: 14,
    verb: 'report',
    escalate: { to: ['monitor'], after: 7, verb: 'remind' },
  },
  {
    name: 'referralName',
    register: 'referral',
    state: ['sent'],
    starts: 'referredOn',
    due: 'nameBy',
    days: 14,
    to: ['conduct'],
    remind: 5,
    verb: 'nameInvestigator',
    escalate: { to: ['monitor'], after: 7, verb: 'remind' },
  },
  {
    name: 'referralReport',
    register: 'referral',
    state: ['investigatorNamed'],
    starts: 'namedOn',
    due: 'reportBy',
    days: 90,
    to: ['conduct'],
    remind: 14,
    verb: 'reportBack',
    escalate: { to: ['monitor'], after: 14, verb: 'remind' },
  },
  {
    name: 'referralOutcome',
    register: 'referral',
    state: ['reported'],
    starts: 'reportedOn',
    due: 'outcomeBy',
    days: 180,
    to: ['conduct'],
    remind: 30,
    verb: 'conclude',
    escalate: { to: ['monitor'], after: 14, verb: 'remind' },
  },
  {
    name: 'recommendationAnswer',
    register: 'recommendation',
    state: ['made'],
    starts: 'issuedOn',
    due: 'answerBy',
    days: 30,
    to: ['chief', 'legal'],
    remind: 10,
    verb: 'accept',
    escalate: { to: ['monitor'], after: 7, verb: 'remind' },
  },
  {
    name: 'recommendationDone',
    register: 'recommendation',
    state: ['accepted'],
    starts: 'acceptedOn',
    due: 'dueOn',
    days: 365,
    to: ['chief', 'legal'],
    remind: 30,
    verb: 'carryOut',
    escalate: { to: ['monitor'], after: 14, verb: 'remind' },
  },
  {
    name: 'findingReply',
    register: 'monitorFinding',
    state: ['shared', 'published'],
    where: { repliedOn: null },
    starts: 'sharedOn',
    due: 'replyBy',
    days: 21,
    to: ['chief', 'legal'],
    remind: 10,
    verb: 'reply',
  },
  {
    name: 'supportCovered',
    register: 'dueDiligence',
    state: ['standing'],
    starts: 'assessedOn',
    due: 'validUntil',
    days: 366,
    to: ['conduct', 'legal'],
    remind: 30,
    verb: 'renew',
  },
  {
    name: 'damageDecision',
    register: 'damageClaim',
    state: ['received', 'assessed'],
    starts: 'receivedOn',
    due: 'answerBy',
    days: 90,
    to: ['legal'],
    remind: 14,
    verb: 'award',
    escalate: { to: ['conduct'], after: 14, verb: 'remind' },
  },
  {
    name: 'feedbackAnswer',
    register: 'feedback',
    state: ['received'],
    starts: 'receivedOn',
    due: 'answerBy',
    days: 14,
    to: ['hostLiaison', 'conduct'],
    remind: 5,
    verb: 'answer',
  },
  {
    name: 'rumourAnswer',
    register: 'rumour',
    state: ['heard', 'checked'],
    starts: 'heardOn',
    due: 'answerBy',
    days: 5,
    to: ['hostLiaison', 'conduct'],
    remind: 2,
    verb: 'answer',
  },
]

const byName = new Map(clocks.map((clock) => [clock.name, clock]))
const lastOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? spanOf(value)?.last : undefined

/** By which day at the latest, of a clock and of what is given of the record; nothing where it does not run yet. */
export function latestDay(name: string, all: Fields): string | undefined {
  const clock = byName.get(name)
  const from = clock && lastOf(all[clock.starts])
  if (!clock || !from) return undefined
  const days =
    name === 'complaintAnswer'
      ? (answerDays[all.gravity as keyof typeof answerDays] ?? clock.days)
      : clock.days
  return addDays(from, days)
}

/** What stands against a due date that lies beyond its clock. */
export function pastClock(name: string, all: Fields): string | undefined {
  const latest = latestDay(name, all)
  const due = lastOf(all[byName.get(name)?.due ?? ''])
  return latest && due && due > latest
    ? `The clock of such a case ends on ${latest}: choose that day or an earlier one.`
    : undefined
}
export const pastAnswer = (all: Fields): string | undefined => pastClock('complaintAnswer', all)

export const isLater = (day: unknown, than: unknown): boolean =>
  (lastOf(day) ?? '') > (lastOf(than) ?? '')
