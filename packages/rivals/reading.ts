/**
 * A statement as the rules read it: which days it speaks of and which values it admits.
 * It judges nothing; comparing is for moments.ts, periods.ts and across.ts.
 */
import { lengthDays, type Span, spanOf } from './days.ts'
import type { MeasureRule, Rules } from './rules.ts'
import type { Statement } from './statement.ts'

/** Values admitted, both ends included, in the statement's unit; for dates, days since 1970-01-01. */
export type Interval = readonly [low: number, high: number]

export type Reading = {
  statement: Statement
  rule: MeasureRule
  /** The days it may speak of; for a count over a period, that period. */
  span: Span
  interval?: Interval
  /** The figure as stated, when there is one. */
  figure?: number
  /** A place or a word instead of a figure. */
  word?: string
  /** The values to reckon with in sums: the counted figure itself behind a hedge; absent for bounds, vague and garbled. */
  counted?: Interval
  /** Counted to the last digit, yet hedged. */
  isHedgedCount: boolean
  definition?: string
}

/** Readings that can be compared with each other, in the order of their ids. */
export type Bucket = {
  measure: string
  subject: string
  unit: string
  rule: MeasureRule
  readings: Reading[]
}

/** Returns a reader of statements: undefined for one that names no day or holds nothing comparable. MUST NOT throw. */
export function reader(rules: Rules): (statement: Statement) => Reading | undefined {
  const ruleOf = ruleFinder(rules)
  const definitions = rules.definitions.map((row) => ({
    ...row,
    source: glob(row.source),
    measure: glob(row.measure),
  }))
  return (statement) => {
    const rule = ruleOf(statement)
    const span = rule && spanFor(statement, rule)
    if (!rule || !span) return undefined
    const definition = definitions.find(
      (row) => row.source.test(statement.source) && row.measure.test(statement.measure),
    )?.definition
    const base = { statement, rule, span, isHedgedCount: false, definition }
    if (['text', 'boolean', 'ISO3', 'P-code'].includes(statement.unit)) {
      const word = String(statement.value ?? '').trim()
      return { ...base, word: word.toLowerCase() || undefined }
    }
    const figure = statement.unit === 'date' ? undefined : number(statement.value)
    const interval = intervalFor(statement, figure, rules)
    if (!interval) return base
    const allowance = rules.precisions[statement.precision]
    const isHedgedCount =
      figure !== undefined &&
      ['about', 'at least'].includes(statement.precision) &&
      !rules.continuousUnits.includes(statement.unit) &&
      significantDigits(figure) >= rules.countedDigits
    const counted = isHedgedCount
      ? ([figure, figure] as const)
      : allowance.isPointed && Number.isFinite(interval[1])
        ? interval
        : undefined
    return { ...base, interval, figure, counted, isHedgedCount }
  }
}

/** Returns buckets by measure, subject and unit, each in order of id, so that input order never matters. */
export function bucketsOf(readings: Iterable<Reading>): Map<string, Bucket> {
  const buckets = new Map<string, Bucket>()
  for (const reading of readings) {
    const { measure, subject, unit } = reading.statement
    const key = bucketKey(measure, subject, unit)
    const bucket = buckets.get(key)
    if (bucket) bucket.readings.push(reading)
    else buckets.set(key, { measure, subject, unit, rule: reading.rule, readings: [reading] })
  }
  for (const { readings } of buckets.values()) readings.sort(byId)
  return buckets
}

export const bucketKey = (measure: string, subject: string, unit: string): string =>
  `${measure}\n${subject}\n${unit}`

export const byId = (a: Reading, b: Reading): number =>
  a.statement.id < b.statement.id ? -1 : a.statement.id > b.statement.id ? 1 : 0

/** True when no value satisfies both. A reading without value never does. */
export function areApart(a: Reading, b: Reading): boolean {
  if (a.word !== undefined && b.word !== undefined) {
    if (a.statement.unit !== 'P-code') return a.word !== b.word
    return !a.word.startsWith(b.word) && !b.word.startsWith(a.word)
  }
  if (!a.interval || !b.interval) return false
  return a.interval[0] > b.interval[1] || b.interval[0] > a.interval[1]
}

/** True when one figure is the other in rounder digits: 989 and 1,000, *over 800* and 800. */
export function isRounding(a: number | undefined, b: number | undefined, rules: Rules): boolean {
  if (a === undefined || b === undefined) return false
  if (a === b) return true
  if (Math.abs(a - b) > rules.roundingShare * Math.max(Math.abs(a), Math.abs(b))) return false
  const [rough, fine] = significantDigits(a) < significantDigits(b) ? [a, b] : [b, a]
  const digits = significantDigits(rough)
  return (
    digits < significantDigits(fine) &&
    Number(fine.toPrecision(digits)) === rough &&
    Math.abs(rough - fine) <= rules.roundingShare * Math.abs(fine)
  )
}

/** Digits up to the last that is not a zero: 5,601 has 4, 5,500 has 2, 1,000 has 1. */
export function significantDigits(figure: number): number {
  const digits = Math.abs(figure).toExponential().split('e')[0] ?? ''
  return digits.replace('.', '').length
}

/** Returns a test for a pattern in which `*` stands for any text. */
function glob(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`)
}

function ruleFinder(rules: Rules): (statement: Statement) => MeasureRule | undefined {
  const rows = rules.measures.map((rule) => ({
    rule,
    tests: [glob(rule.measure), glob(rule.subject ?? '*'), glob(rule.unit ?? '*')] as const,
  }))
  const found = new Map<string, MeasureRule | undefined>()
  return ({ measure, subject, unit }) => {
    const key = bucketKey(measure, subject, unit)
    if (!found.has(key)) {
      const row = rows.find(
        ({ tests: [ofMeasure, ofSubject, ofUnit] }) =>
          ofMeasure.test(measure) && ofSubject.test(subject) && ofUnit.test(unit),
      )
      found.set(key, row?.rule)
    }
    return found.get(key)
  }
}

function spanFor(statement: Statement, { shape }: MeasureRule): Span | undefined {
  if (shape.compares !== 'periods') return spanOf(statement.asOf)
  const start = statement.periodStart && spanOf(statement.periodStart)
  const end = statement.periodEnd && spanOf(statement.periodEnd)
  if (start && end) return start[0] <= end[1] ? [start[0], end[1]] : undefined
  return shape.countsItsDate ? spanOf(statement.asOf) : undefined
}

function intervalFor(
  statement: Statement,
  figure: number | undefined,
  rules: Rules,
): Interval | undefined {
  const { precision, unit, low, high } = statement
  const { below, above, isStrict } = rules.precisions[precision]
  let admitted: Interval | undefined
  if (unit === 'date') {
    const days = spanOf(String(statement.value ?? ''))
    const slack = precision === 'about' ? rules.aboutDays : 0
    admitted = days && [
      below === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : days[0] - slack,
      above === Number.POSITIVE_INFINITY ? above : days[1] + slack,
    ]
  } else if (figure !== undefined) {
    const isPoints = unit === 'percent' && precision === 'about'
    const size = Math.abs(figure)
    const step = isStrict && !rules.continuousUnits.includes(unit) ? 1 : 0
    const floor = Math.min(0, figure)
    admitted = [
      Number.isFinite(below)
        ? figure - (isPoints ? rules.aboutPoints : size * below) + (below < above ? step : 0)
        : floor,
      Number.isFinite(above)
        ? figure + (isPoints ? rules.aboutPoints : size * above) - (above < below ? step : 0)
        : above,
    ]
  }
  return narrowed(admitted, low, high)
}

/** Stated bounds narrow what the precision admits; where they contradict it, they win. */
function narrowed(admitted: Interval | undefined, low?: number, high?: number) {
  if (low === undefined && high === undefined) return admitted
  const [from, to] = admitted ?? [0, Number.POSITIVE_INFINITY]
  const [first, last] = [Math.max(from, low ?? from), Math.min(to, high ?? to)]
  if (first <= last) return [first, last] as const
  return [low ?? first, Math.max(low ?? first, high ?? last)] as const
}

function number(value: number | string | null): number | undefined {
  if (value === null || value === '') return undefined
  const figure = Number(value)
  return Number.isFinite(figure) ? figure : undefined
}

/** True when the span is short enough to say which month it lies in. */
export const isDated = (span: Span): boolean => lengthDays(span) <= 31
