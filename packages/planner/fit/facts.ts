/**
 * Facts: what the record knew on a day, as plain numbers: who and what is there, what is promised, and the history from which
 * parameters are fitted. Whoever gathers them says where they stand; nothing here asks a database.
 */
import type { Counts } from '@konbit/force'
import type { Span } from './interval.ts'

/** `register/id` of the records behind it, a few of them where there are many. */
type Behind = { records?: readonly string[] }
/** So many from a day on, in days from day 0. */
export type Step = { on: number; by: number }

export type ContributorFacts = Behind & {
  /** One word that names it in the model. */
  key: string
  name: string
  present: readonly { persons: number; tourEndsOn: number }[]
  atHome: { recruited: number; vetted: number; ready: number }
  underWay: readonly { persons: number; on: number }[]
  /** What was promised in all, and each open promise: for which day, in days from day 0. */
  pledged: number
  pledges: readonly { persons: number; on: number }[]
  /** Days from day 0 to the last landing; undefined when nobody landed yet. */
  lastLanding?: number
}
export type FleetFacts = Behind & {
  type: string
  up: number
  down: number
  awaitingPart: number
  expected: readonly Step[]
}
export type Statement = {
  measure: string
  subject: string
  value: number
  low?: number
  high?: number
  asOf: string
  record: string
  code: string
}
/** Times that ended: how many, their sum and the sum of their squares. */
export type Times = { count: number; days: number; squares: number }

export type History = {
  /** From the day a promise of people was for, to the first who landed of it. */
  pledges: readonly Span[]
  /** From the day money was promised for, to its receipt. */
  payments: readonly Span[]
  stages: { recruitment: Times; training: Times }
  tours: { lengths: Times; days: number; curtailed: number }
  illness: { daysWell: number; fell: number; daysSick: number; recovered: number }
  seats: { boarded: number; missed: number }
  flights: { flown: number; cancelled: number; days: number; persons: number; seats: number }
  classes: Readonly<Record<string, Counts & { writtenOff: number }>>
  orders: { opened: number; awaited: number; part: Times; daysWorked: number; finished: number }
}

export type Facts = {
  day: string
  /** What the mission plans to be in all. */
  goal?: number
  /** What the next phase asks for, and by when, in days from day 0. */
  phase?: Behind & { persons: number; on: number; name?: string }
  contributors: readonly ContributorFacts[]
  beds?: Behind & { amount: number; more: readonly Step[] }
  fleets: readonly FleetFacts[]
  mechanics?: number
  parts?: number
  money?: Behind & {
    balance: number
    incomes: readonly { name: string; amount: number; on: number; isBegun: boolean }[]
    dues: readonly { name: string; amount: number; on: number }[]
    /** What a month costs, as far as it was paid before. */
    monthly?: { amount: number; count: number }
  }
  history: History
  statements: readonly Statement[]
}
