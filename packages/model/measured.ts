/**
 * Measures in memory: what each form means, in plain code. The ledger's SQL must say the same, and a property test holds it
 * to that.
 */

import type { Column } from './kinds.ts'
import type {
  DayBound,
  Form,
  Measure,
  MeasureAnswer,
  Select,
  Term,
  VersionLike,
} from './measures.ts'
import { labelOf, type Register, type Registers } from './register.ts'
import {
  type Candidate,
  type Days,
  type Delta,
  divided,
  firstKnown,
  indexer,
  type Point,
  sweepLatest,
  sweepTotal,
  sweepUntil,
} from './sweeps.ts'
import { addDays, dayOf, earliestOf, spanOf } from './when.ts'

export type Measures = ReadonlyMap<string, Measure>

/** `versions`: all that the reader may see, of all registers, as known at one entry. */
export type Book = {
  registers: Registers
  measures: Measures
  versions: readonly VersionLike[]
  zone: string
}

const partsOf = (form: Form): Select[] => {
  if ('total' in form) return [...form.total]
  if ('latest' in form) return [form.latest]
  if ('until' in form) return [form.until]
  return 'overdue' in form ? [form.overdue] : []
}

/** The measures that a form reads through their names. */
export const measuresOf = (form: Form): readonly string[] =>
  'ratio' in form ? form.ratio : 'either' in form ? form.either : []

/** The terms of a form that adds up. */
export function termsOf(form: Form): readonly Term[] {
  if ('total' in form) return form.total
  if (!('overdue' in form)) return []
  const { date, ...select } = form.overdue
  return [{ ...select, from: { date, days: 1 } }]
}

/** The registers that a form reads; a ratio or a choice reads those of its measures. */
export const registersOf = (form: Form): string[] => [
  ...new Set(partsOf(form).map(({ register }) => register)),
]

/** Throws an Error that names the measure and what does not hold: a field that is not there, has no column or is hidden from some. */
export function checkMeasures(registers: Registers, measures: readonly Measure[]): Measures {
  const byName = new Map(measures.map((one) => [one.name, one]))
  if (byName.size !== measures.length) throw new Error('two measures of one name')
  for (const { name, of } of measures) {
    for (const other of measuresOf(of)) {
      const found = byName.get(other)
      if (!found || measuresOf(found.of).length > 0)
        throw new Error(
          `measure ${name}: ${other} is no measure it can ${'ratio' in of ? 'divide' : 'choose'}`,
        )
    }
    for (const part of partsOf(of)) {
      const register = registers.get(part.register)
      if (!register) throw new Error(`measure ${name}: no register ${part.register}`)
      for (const state of part.state ?? []) {
        if (!register.states.includes(state))
          throw new Error(`measure ${name}: ${register.name} has no state ${state}`)
      }
      for (const [field, fits] of fieldsOf(part)) checkField(name, register, field, fits)
    }
  }
  return byName
}

type Fits = (column: Column) => boolean

const compares: Fits = ({ suffix }) => suffix === ''

const groups: Fits = ({ suffix }) => suffix === '' || suffix === '_pcode'

const adds: Fits = ({ type }) => type === 'int8' || type === 'float8'

const dates: Fits = ({ suffix }) => suffix === '_last'

const instants: Fits = ({ suffix }) => suffix === '_instant'

/** The fields a part reads, each with what one of its columns must be good for. */
function fieldsOf(
  part: Partial<Term> & { value?: string; asOf?: string; date?: string; whole?: object },
): [string, Fits][] {
  const { where = {}, whole = {}, by = {}, without = [] } = part
  const { sum, value, asOf, date, from, upTo } = part
  const all = (names: readonly (string | undefined)[], fits: Fits): [string, Fits][] =>
    names.flatMap((name): [string, Fits][] => (name === undefined ? [] : [[name, fits]]))
  return [
    ...all([...Object.keys(where), ...Object.keys(whole)], compares),
    ...all(without, () => true),
    ...all(Object.values(by), groups),
    ...all([sum, value], adds),
    ...all([asOf, date, from?.date, upTo?.date], dates),
    ...[from, upTo].flatMap((bound) => (bound?.hours ? all([bound.date], instants) : [])),
  ]
}

function checkField(name: string, register: Register, field: string, fits: Fits): void {
  if (!register.fields[field]?.kind.columns.some(fits))
    throw new Error(`measure ${name}: ${register.name}.${field} cannot be used so`)
  if (labelOf(register, field) !== register.label) {
    throw new Error(`measure ${name}: ${register.name}.${field} lies above its register's label`)
  }
}

export function selects(select: Select, { register, state, fields }: VersionLike): boolean {
  if (register !== select.register || (select.state && !select.state.includes(state))) return false
  if (select.without?.some((name) => (fields[name] ?? null) !== null)) return false
  return Object.entries(select.where ?? {}).every(([name, wanted]) =>
    ([wanted].flat() as unknown[]).includes(fields[name]),
  )
}

/** The number in a field: a money field counts in the measure's own currency only. */
export function numberIn(value: unknown, unit: string): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'object' || value === null || !('minor' in value)) return undefined
  const { minor, currency } = value as { minor: number; currency: string }
  return currency === unit ? minor / 100 : undefined
}

/** Under which key a record falls: the text of the field; of a place, the department of its P-code; '' where it has none. */
export function keyIn(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object')
    return String((value as { pcode?: string }).pcode ?? '').slice(0, 4)
  return String(value)
}

const lastDay = (value: unknown): string | undefined =>
  typeof value === 'string' ? spanOf(value)?.last : undefined

/** One measure at one instant. Null where no record of its registers had begun by then. */
export function measureAt(book: Book, name: string, at: number, by?: string): MeasureAnswer {
  const [point] = measureOver(book, name, { days: [dayOf(at, book.zone)], ends: [at] }, by)
  return { value: point?.value ?? null, rows: point?.rows ?? [] }
}

/** One measure at each of the days. */
export function measureOver(
  book: Book,
  name: string,
  days: Days,
  by?: string,
  isChoice = false,
): Point[] {
  const measure = book.measures.get(name) as Measure
  const { of } = measure
  if ('ratio' in of) {
    const [over, under] = of.ratio.map((one) => measureOver(book, one, days, by)) as [
      Point[],
      Point[],
    ]
    return divided(over, under, by !== undefined)
  }
  if ('either' in of)
    return firstKnown(of.either.map((one) => measureOver(book, one, days, by, true))).points
  const indexed = indexer(days)
  const read = new Set(registersOf(of))
  const mine = book.versions.filter(({ register }) => read.has(register))
  const terms = termsOf(of)
  const firsts = isChoice
    ? mine.filter((one) =>
        terms.some(({ register, where = {} }) => selects({ register, where }, one)),
      )
    : mine
  const first = firsts.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY)
  const begun = indexed.from(first)
  if (terms.length > 0) {
    const deltas = terms.flatMap((term) =>
      mine
        .filter((version) => selects(term, version))
        .map(
          (version): Delta => ({
            ...placesOf(term, version, indexed),
            key: by === undefined ? '' : keyIn(version.fields[term.by?.[by] ?? '']),
            value:
              (term.sign ?? 1) *
              (term.sum === undefined
                ? 1
                : (numberIn(version.fields[term.sum], measure.unit) ?? 0)),
            records: 1,
          }),
        ),
    )
    return sweepTotal(days, deltas, begun, by !== undefined)
  }
  if ('until' in of) {
    const { date } = of.until
    const found = mine
      .filter((version) => selects(of.until, version))
      .flatMap((version): Candidate[] => {
        const due = lastDay(version.fields[date])
        return due === undefined
          ? []
          : [{ ...candidate(version, indexed), day: due, value: 0, key: '' }]
      })
    return sweepUntil(days, found)
  }
  if (!('latest' in of)) return []
  const { value, asOf, whole, by: parts } = of.latest
  const found = mine
    .filter((version) => selects(of.latest, version))
    .flatMap((version): Candidate[] => {
      const day = lastDay(version.fields[asOf])
      const number = numberIn(version.fields[value], measure.unit)
      if (day === undefined || number === undefined) return []
      const isWhole = Object.entries(whole ?? {}).every(
        ([field, wanted]) => version.fields[field] === wanted,
      )
      const key = by === undefined ? '' : keyIn(version.fields[parts?.[by] ?? ''])
      return [{ ...candidate(version, indexed), day, value: number, key, isWhole }]
    })
  return sweepLatest(days, found, by !== undefined)
}

const HOUR = 3_600_000

const candidate = (
  { record, knownFrom, from, to }: VersionLike,
  indexed: ReturnType<typeof indexer>,
) => ({
  record,
  knownFrom,
  from: indexed.from(from),
  to: indexed.from(to),
})

/** Between which of the days a version counts; never, where a date it counts from is missing. */
function placesOf(
  { from, upTo }: Term,
  { fields, ...version }: VersionLike,
  indexed: ReturnType<typeof indexer>,
): { from: number; to: number } {
  const dayIn = ({ date, days = 0 }: DayBound): string | undefined => {
    const day = lastDay(fields[date])
    return day === undefined ? undefined : addDays(day, days)
  }
  const first = from ? dayIn(from) : ''
  const last = upTo && dayIn(upTo)
  // Over, when more than that has passed; up to, as long as it has not.
  const past = ({ date, hours = 0 }: DayBound): number =>
    indexed.from((earliestOf(String(fields[date])) ?? Number.NaN) + hours * HOUR + 1)
  const begins = indexed.from(version.from)
  const ends = indexed.from(version.to)
  return {
    from:
      first === undefined ? ends : Math.max(begins, from?.hours ? past(from) : indexed.on(first)),
    to: last === undefined ? ends : Math.min(ends, upTo?.hours ? past(upTo) : indexed.after(last)),
  }
}
