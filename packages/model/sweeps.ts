/**
 * Sweeps: a series of a measure, made once over the bounds of versions and not once a day. The ledger's SQL says where each
 * version begins and ends among the days; what follows from that is worked out here, for it and for the form in memory.
 */
import type { MeasureRow } from './measures.ts'
import { readingInstant } from './when.ts'

export type Point = { day: string; value: number | null; rows?: MeasureRow[] }

/** The days of a series and the last instant of each, as a reading's bare day means it. */
export type Days = { days: readonly string[]; ends: readonly number[] }

export const daysOf = (days: readonly string[], zone: string): Days => ({
  days,
  ends: days.map((day) => readingInstant(day, zone) as number),
})

/** Rid of what binary fractions leave behind, so that the order of adding never shows. */
export const tidy = (value: number): number => {
  const rounded =
    Math.abs(value) < 1e9 ? Math.round(value * 1e6) / 1e6 : Number(value.toPrecision(15))
  return rounded === 0 ? 0 : rounded
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

/** On each day the first that has a value; and which of them that was, by its place. */
export function firstKnown(lists: readonly (readonly Point[])[]): {
  points: Point[]
  spoke: number[]
} {
  const none = lists.length - 1
  const spoke = (lists[0] ?? []).map((_, day) => {
    const found = lists.findIndex((points) => points[day]?.value !== null)
    return found < 0 ? none : found
  })
  return { points: spoke.map((place, day) => lists[place]?.[day] as Point), spoke }
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
