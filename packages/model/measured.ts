/**
 * Measures in memory: what each form means, in plain code. The ledger's SQL must say the same (a property test holds it to
 * that), and both make a series with the sweeps at the end of this file: once over the bounds of versions, not once a day.
 */
import type { Column } from './kinds.ts'
import type {
  Form,
  Measure,
  MeasureAnswer,
  MeasureRow,
  Select,
  Term,
  VersionLike,
} from './measures.ts'
import { labelOf, type Register, type Registers } from './register.ts'
import { dayOf, readingInstant, spanOf } from './when.ts'

export type Measures = ReadonlyMap<string, Measure>

/** `versions`: all that the reader may see, of all registers, as known at one entry. */
export type Book = {
  registers: Registers
  measures: Measures
  versions: readonly VersionLike[]
  zone: string
}
export type Point = { day: string; value: number | null; rows?: MeasureRow[] }

/** Rid of what binary fractions leave behind, so that the order of adding never shows. */
export const tidy = (value: number): number => {
  const rounded =
    Math.abs(value) < 1e9 ? Math.round(value * 1e6) / 1e6 : Number(value.toPrecision(15))
  return rounded === 0 ? 0 : rounded
}

const partsOf = (form: Form): Select[] => {
  if ('total' in form) return [...form.total]
  if ('latest' in form) return [form.latest]
  if ('until' in form) return [form.until]
  return 'overdue' in form ? [form.overdue] : []
}

/** The registers that a form reads; a ratio reads those of its measures. */
export const registersOf = (form: Form): string[] => [
  ...new Set(partsOf(form).map(({ register }) => register)),
]

/** Throws an Error that names the measure and what does not hold: a field that is not there, has no column or is hidden from some. */
export function checkMeasures(registers: Registers, measures: readonly Measure[]): Measures {
  const byName = new Map(measures.map((one) => [one.name, one]))
  if (byName.size !== measures.length) throw new Error('two measures of one name')
  for (const { name, of } of measures) {
    if ('ratio' in of) {
      for (const other of of.ratio) {
        const found = byName.get(other)
        if (!found || 'ratio' in found.of)
          throw new Error(`measure ${name}: ${other} is no measure it can divide`)
      }
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

/** The fields a part reads, each with what one of its columns must be good for. */
function fieldsOf(
  part: Partial<Term> & { value?: string; asOf?: string; date?: string; whole?: object },
): [string, Fits][] {
  const { where = {}, whole = {}, by = {}, sum, value, asOf, date } = part
  const all = (names: readonly (string | undefined)[], fits: Fits): [string, Fits][] =>
    names.flatMap((name): [string, Fits][] => (name === undefined ? [] : [[name, fits]]))
  return [
    ...all([...Object.keys(where), ...Object.keys(whole)], compares),
    ...all(Object.values(by), groups),
    ...all([sum, value], adds),
    ...all([asOf, date], dates),
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

/** The days of a series and the last instant of each, as a reading's bare day means it. */
export type Days = { days: readonly string[]; ends: readonly number[] }
export const daysOf = (days: readonly string[], zone: string): Days => ({
  days,
  ends: days.map((day) => readingInstant(day, zone) as number),
})

/** One measure at one instant. Null where no record of its registers had begun by then. */
export function measureAt(book: Book, name: string, at: number, by?: string): MeasureAnswer {
  const [point] = measureOver(book, name, { days: [dayOf(at, book.zone)], ends: [at] }, by)
  return { value: point?.value ?? null, rows: point?.rows ?? [] }
}

/** One measure at each of the days. */
export function measureOver(book: Book, name: string, days: Days, by?: string): Point[] {
  const measure = book.measures.get(name) as Measure
  const { of } = measure
  if ('ratio' in of) {
    const [over, under] = of.ratio.map((one) => measureOver(book, one, days, by)) as [
      Point[],
      Point[],
    ]
    return divided(over, under, by !== undefined)
  }
  const indexed = indexer(days)
  const read = new Set(registersOf(of))
  const mine = book.versions.filter(({ register }) => read.has(register))
  const begun = indexed.from(Math.min(Number.POSITIVE_INFINITY, ...mine.map(({ from }) => from)))
  if ('total' in of) {
    const deltas = of.total.flatMap((term) =>
      mine
        .filter((version) => selects(term, version))
        .map(
          (version): Delta => ({
            key: by === undefined ? '' : keyIn(version.fields[term.by?.[by] ?? '']),
            value:
              (term.sign ?? 1) *
              (term.sum === undefined
                ? 1
                : (numberIn(version.fields[term.sum], measure.unit) ?? 0)),
            records: 1,
            from: indexed.from(version.from),
            to: indexed.from(version.to),
          }),
        ),
    )
    return sweepTotal(days, deltas, begun, by !== undefined)
  }
  if ('overdue' in of) {
    const { date } = of.overdue
    const deltas = mine
      .filter((version) => selects(of.overdue, version))
      .flatMap((version): Delta[] => {
        const due = lastDay(version.fields[date])
        if (due === undefined) return []
        return [
          {
            key: '',
            value: 1,
            records: 1,
            from: Math.max(indexed.from(version.from), indexed.after(due)),
            to: indexed.from(version.to),
          },
        ]
      })
    return sweepTotal(days, deltas, begun, false)
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

/** Places instants and days among the days of a series. */
export function indexer({ days, ends }: Days) {
  const first = <One>(list: readonly One[], holds: (one: One) => boolean): number => {
    let [low, high] = [0, list.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (holds(list[middle] as One)) high = middle
      else low = middle + 1
    }
    return low
  }
  return {
    /** The first day that ends at or after `instant`: from there on a version that begins then holds. */
    from: (instant: number): number => first(ends, (end) => end >= instant),
    /** The first day after `day`. */
    after: (day: string): number => first(days, (one) => one > day),
    /** The first day not before `day`. */
    on: (day: string): number => first(days, (one) => one >= day),
  }
}

/** What a selected version adds, from the day with index `from` up to, and not on, the day `to`. */
export type Delta = { key: string; value: number; records: number; from: number; to: number }
/** A version that may be the one that speaks; `day` is its date. */
export type Candidate = {
  record: string
  knownFrom: number
  from: number
  to: number
  day: string
  value: number
  key: string
  isWhole?: boolean
}

const candidate = (
  { record, knownFrom, from, to }: VersionLike,
  indexed: ReturnType<typeof indexer>,
) => ({
  record,
  knownFrom,
  from: indexed.from(from),
  to: indexed.from(to),
})

type Sums = { value: number[]; records: number[] }

/** `begun`: the first day on which anything is known; before it the value is null. */
export function sweepTotal(
  { days }: Days,
  deltas: readonly Delta[],
  begun: number,
  inParts: boolean,
): Point[] {
  const sums = new Map<string, Sums>()
  const empty = (): Sums => ({
    value: new Array(days.length + 1).fill(0),
    records: new Array(days.length + 1).fill(0),
  })
  for (const { key, value, records, from, to } of deltas) {
    if (from >= to || from >= days.length) continue
    const sum = sums.get(key) ?? empty()
    sums.set(key, sum)
    for (const [index, sign] of [
      [from, 1],
      [Math.min(to, days.length), -1],
    ] as const) {
      sum.value[index] = (sum.value[index] as number) + sign * value
      sum.records[index] = (sum.records[index] as number) + sign * records
    }
  }
  const running = [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, sum]) => ({ key, sum, value: 0, records: 0 }))
  return days.map((day, index) => {
    let value = 0
    let records = 0
    const rows: MeasureRow[] = []
    for (const one of running) {
      one.value += one.sum.value[index] as number
      one.records += one.sum.records[index] as number
      value += one.value
      records += one.records
      if (one.records > 0) rows.push({ key: one.key, value: tidy(one.value), records: one.records })
    }
    if (index < begun) return { day, value: null, rows: [] }
    return {
      day,
      value: tidy(value),
      rows: inParts ? rows : [{ key: null, value: tidy(value), records }],
    }
  })
}

/** Gives each day in turn to the first candidate that holds on it; a day once given is skipped at no cost. */
function deal(days: readonly string[], best: readonly Candidate[]): (Candidate | undefined)[] {
  const given: (Candidate | undefined)[] = new Array(days.length).fill(undefined)
  const next = Array.from({ length: days.length + 1 }, (_, index) => index)
  const free = (index: number): number => {
    let at = index
    while (next[at] !== at) at = next[at] as number
    for (let back = index; back !== at; ) [back, next[back]] = [next[back] as number, at]
    return at
  }
  for (const one of best) {
    const to = Math.min(one.to, days.length)
    for (let index = free(Math.min(one.from, days.length)); index < to; index = free(index)) {
      given[index] = one
      next[index] = index + 1
    }
  }
  return given
}

const down = <Value extends string | number>(a: Value, b: Value): number =>
  a < b ? 1 : a > b ? -1 : 0

/** On each day the candidate of the latest date up to it, then the latest known. */
export function sweepLatest(days: Days, found: readonly Candidate[], inParts: boolean): Point[] {
  const { on } = indexer(days)
  const best = [...found]
    .sort(
      (a, b) => down(a.day, b.day) || down(a.knownFrom, b.knownFrom) || down(a.record, b.record),
    )
    .map((one) => ({ ...one, from: Math.max(one.from, on(one.day)) }))
  const whole = deal(
    days.days,
    best.filter(({ isWhole }) => isWhole !== false),
  )
  const keys = inParts
    ? [...Map.groupBy(best, ({ key }) => key)]
        .filter(([key]) => key !== '')
        .sort(([a], [b]) => (a < b ? -1 : 1))
    : []
  const parts = keys.map(([key, list]) => ({ key, given: deal(days.days, list) }))
  return days.days.map((day, index) => {
    const one = whole[index]
    const rows = inParts
      ? parts.flatMap(({ key, given }) =>
          given[index] ? [{ key, value: tidy(given[index].value), records: 1 }] : [],
        )
      : one
        ? [{ key: null, value: tidy(one.value), records: 1 }]
        : []
    return { day, value: one ? tidy(one.value) : null, rows }
  })
}

/** On each day the days left to the nearest date not yet past. */
export function sweepUntil(days: Days, found: readonly Candidate[]): Point[] {
  const { after } = indexer(days)
  const best = [...found]
    .sort((a, b) => -down(a.day, b.day) || down(a.record, b.record))
    .map((one) => ({ ...one, to: Math.min(one.to, after(one.day)) }))
  const given = deal(days.days, best)
  return days.days.map((day, index) => {
    const one = given[index]
    if (!one) return { day, value: null, rows: [] }
    const value = Math.round((Date.parse(one.day) - Date.parse(day)) / 86_400_000)
    return { day, value, rows: [{ key: null, value, records: 1 }] }
  })
}

export function divided(
  over: readonly Point[],
  under: readonly Point[],
  inParts: boolean,
): Point[] {
  const divide = (a: number | null | undefined, b: number | null | undefined): number | null =>
    a === null || a === undefined || !b ? null : tidy(a / b)
  return over.map((point, index) => {
    const value = divide(point.value, under[index]?.value)
    const parts = new Map(under[index]?.rows?.map((row) => [row.key, row.value]))
    const rows = (point.rows ?? []).flatMap((row) => {
      const share = divide(row.value, parts.get(row.key))
      return share === null ? [] : [{ ...row, value: share }]
    })
    return { day: point.day, value, rows: inParts || value !== null ? rows : [] }
  })
}
