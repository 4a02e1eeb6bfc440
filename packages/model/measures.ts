/**
 * Measures: named figures as values, so that SQL, memory, docs and screens agree. A measure reads versions of
 * records at (*at*, *known*); what it does with them is one of four forms, and no function is ever stored in it.
 */
import type { Label } from './labels.ts'

/** Records of a register, narrowed by state, by exact values of choice, code, flag or reference fields, and by fields left empty. */
export type Select = {
  register: string
  state?: readonly string[]
  where?: Readonly<Record<string, string | readonly string[] | boolean>>
  without?: readonly string[]
}

/** Adds `sum` of each selected record (1 where absent), with a sign, under the value of each breakdown's field. */
export type Term = Select & {
  sum?: string
  sign?: 1 | -1
  by?: Readonly<Record<string, string>>
  /** Counts from that day on; a record without the date never does. */
  from?: DayBound
  /** Counts up to that day, it included; a record without the date has no such end. */
  upTo?: DayBound
}
/** So many days after the last day of a date; before it, where negative. With `hours`, more than so many after its earliest instant. */
export type DayBound = { date: string; days?: number; hours?: number }

export type Form =
  /** The sum of terms over the records as they stand. */
  | { total: readonly Term[] }
  /**
   * The value of the selected record whose date `asOf` (its last day, at most *at*'s) is the latest, then the latest known.
   * `whole` narrows to the records that speak for the whole; a breakdown takes the latest under each value of its field.
   */
  | {
      latest: Select & {
        value: string
        asOf: string
        whole?: Readonly<Record<string, string>>
        by?: Readonly<Record<string, string>>
      }
    }
  /** Days from *at* to the nearest date `date` (its last day) that is not yet past; absent when there is none. */
  | { until: Select & { date: string } }
  /** Of those selected, how many have a date `date` (its last day) before *at*. */
  | { overdue: Select & { date: string } }
  /** One measure over another, of the same moment. */
  | { ratio: readonly [over: string, under: string] }
  /**
   * The mission's own count, else what it adopted: the first of these measures that speaks. A total speaks from the day on
   * which there is any record it could select, whatever its state; the others where they have a value.
   */
  | { either: readonly string[] }

export type Measure = {
  name: string
  title: string
  unit: string
  /** One sentence that says what is counted and what is not. */
  definition: string
  /** The clearance needed for the whole; asked with less, what may be seen is counted and `partial` is set. */
  label: Label
  /** Names under which it can be broken down; each form's `by` says through which field. */
  by?: readonly string[]
  /** The claim measures that speak of the same thing, and the subject that stands for the whole. */
  claims?: { measures: readonly string[]; subject: string }
  of: Form
}

export const measure = (spec: Measure): Measure => {
  if (!/^[a-z]+\.[a-z][a-zA-Z0-9]*$/.test(spec.name))
    throw new Error(`measure ${spec.name}: not desk.figure`)
  return spec
}

/** One row of an answer: under which value of the breakdown (null: the whole), and the records it rests on. */
export type MeasureRow = { key: string | null; value: number; records: number }
/** `value` is null where nothing is known; that is not zero. */
export type MeasureAnswer = { value: number | null; rows: MeasureRow[] }
/** A version of a record, as the memory form reads it. `at` bounds in milliseconds, `to` exclusive. */
export type VersionLike = {
  record: string
  register: string
  state: string
  fields: Readonly<Record<string, unknown>>
  from: number
  to: number
  knownFrom: number
}
