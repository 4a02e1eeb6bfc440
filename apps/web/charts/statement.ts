/**
 * A source statement as the charts need it, and what its precision lets one say: its bounds, its short form, and
 * whether a figure could hold beside it. A garbled or vague statement bounds nothing and is never counted in a range.
 */
import { daySpan } from './scale.ts'

export type Precision =
  | 'exact'
  | 'about'
  | 'atLeast'
  | 'over'
  | 'atMost'
  | 'below'
  | 'range'
  | 'vague'
  | 'garbled'

export type Statement = {
  id: string
  code: string
  measure: string
  subject: string
  value: number | null
  low: number | null
  high: number | null
  unit: string
  asOf: string
  precision: Precision
  /** The figure as printed, where its form matters. */
  raw?: string
  note?: string
  state: string
  attributedTo?: string
  periodFirst?: string
  periodLast?: string
  source: { id: string; code: string; title: string; publisher?: string; published?: string }
}

const words: Readonly<Record<string, Precision>> = { 'at least': 'atLeast', 'at most': 'atMost' }
const precisions: readonly string[] = [
  'exact',
  'about',
  'atLeast',
  'over',
  'atMost',
  'below',
  'range',
  'vague',
  'garbled',
]

/** Reads a precision in either spelling; what is not known is vague. */
export const precisionOf = (text: unknown): Precision =>
  words[String(text)] ?? (precisions.includes(String(text)) ? (text as Precision) : 'vague')

/** What *about* is drawn and compared as: five per cent each way. */
export const ABOUT = 0.05

/** The place of a statement's mark, or undefined where it gives no figure. */
export const markOf = (s: Statement): number | undefined =>
  s.value ??
  (s.low !== null && s.high !== null && s.precision === 'range' ? (s.low + s.high) / 2 : undefined)

/** The lowest and highest figure the statement allows; open ends are infinite. Undefined where it bounds nothing. */
export function boundsOf(s: Statement): readonly [low: number, high: number] | undefined {
  const value = markOf(s)
  if (value === undefined || s.precision === 'vague' || s.precision === 'garbled') return undefined
  switch (s.precision) {
    case 'about':
      return [s.low ?? value * (1 - ABOUT), s.high ?? value * (1 + ABOUT)]
    case 'atLeast':
    case 'over':
      return [s.low ?? value, Number.POSITIVE_INFINITY]
    case 'atMost':
    case 'below':
      return [Number.NEGATIVE_INFINITY, s.high ?? value]
    case 'range':
      return [s.low ?? value, s.high ?? value]
    default:
      return [value, value]
  }
}

/** Whether a figure may hold beside the statement. Undefined where the statement bounds nothing. */
export function allows(s: Statement, figure: number): boolean | undefined {
  const bounds = boundsOf(s)
  return bounds && figure >= bounds[0] && figure <= bounds[1]
}

/** The sign put before a figure: `≈ 800`, `≥ 800`, `> 800`, `≤ 800`, `< 800`; empty when exact. */
export const signs: Readonly<Record<Precision, string>> = {
  exact: '',
  about: '≈',
  atLeast: '≥',
  over: '>',
  atMost: '≤',
  below: '<',
  range: '',
  vague: '',
  garbled: '',
}

/** How wide in time the statement is: a day, a month or a year. */
export function grainOf(s: Statement): 'day' | 'month' | 'year' {
  return s.asOf.length >= 10 ? 'day' : s.asOf.length >= 7 ? 'month' : 'year'
}

/** The middle of the statement's date as a day number; a day lies at its own middle. */
export function middayOf(s: Statement): number {
  const span = daySpan(s.asOf)
  return span ? (span[0] + span[1]) / 2 : Number.NaN
}

/** Lowest and highest figure said, over the statements that are counted. */
export function spreadOf(
  statements: readonly Statement[],
): { low: number; high: number } | undefined {
  const values = statements.flatMap((s) => {
    if (s.precision === 'garbled' || s.precision === 'vague') return []
    return [s.low, s.value, s.high].filter((n): n is number => n !== null)
  })
  return values.length > 0 ? { low: Math.min(...values), high: Math.max(...values) } : undefined
}
