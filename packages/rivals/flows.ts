/**
 * What came and went: happenings of one measure, rivals of one flight taken together as the least and the most it may have been.
 */
import type { Span } from './days.ts'
import { gapDays, lengthDays } from './days.ts'
import type { Bucket, Reading } from './reading.ts'
import type { Rules } from './rules.ts'

export type Flow = { span: Span; least: number; most: number; readings: Reading[] }

/** Flows of a measure into a subject: its own, and for a whole also those of its parts. */
export type Flows = (measure: string, subject: string) => readonly Flow[]

export function flowsOf(buckets: Iterable<Bucket>, rules: Rules): Flows {
  const used = new Set<string>()
  for (const { shape } of rules.measures)
    for (const measure of [shape.gains, ...(shape.losses ?? [])]) if (measure) used.add(measure)
  const found = new Map<string, Flow[]>()
  const add = (measure: string, subject: string, flows: Flow[]) => {
    const key = `${measure}\n${subject}`
    found.set(key, [...(found.get(key) ?? []), ...flows])
  }
  for (const bucket of buckets) {
    const { measure, subject, readings } = bucket
    if (!used.has(measure) || subject.includes('+')) continue
    const flows = happenings(readings)
    add(measure, subject, flows)
    for (const whole of wholesOf(measure, subject, rules)) add(measure, whole, flows)
  }
  return (measure, subject) => found.get(`${measure}\n${subject}`) ?? []
}

/** The subjects a subject is part of, for a measure. */
export function wholesOf(measure: string, subject: string, rules: Rules): string[] {
  const country = rules.countries[subject.slice(0, 2)]
  if (country && /^[A-Z]{2}\d/.test(subject)) {
    const levels = [8, 6, 4].map((end) => subject.slice(0, end))
    return [...new Set([...levels, country])].filter((whole) => whole !== subject)
  }
  if (!/^[A-Z]{3}$/.test(subject)) return []
  return rules.wholes
    .filter(({ measures }) => measures.includes(measure))
    .flatMap(({ subjects }) => subjects)
}

/** One happening per day said to hold one; a loosely dated reading joins the one it overlaps, or is left out as a total. */
function happenings(readings: readonly Reading[]): Flow[] {
  const flows: Flow[] = []
  const tightFirst = [...readings].sort((a, b) => lengthDays(a.span) - lengthDays(b.span))
  for (const reading of tightFirst) {
    const [least, most] = reading.counted ?? []
    if (least === undefined || most === undefined) continue
    const met = flows.filter(({ span }) => gapDays(span, reading.span) === 0)
    const flow = met[0]
    if (!flow) flows.push({ span: reading.span, least, most, readings: [reading] })
    else if (met.length === 1) {
      flow.least = Math.min(flow.least, least)
      flow.most = Math.max(flow.most, most)
      flow.readings.push(reading)
    }
  }
  return flows
}

/** The most that may have come after the end of `from` and by the end of `to`. Days. */
export function mostBetween(flows: readonly Flow[], from: number, to: number): number {
  let sum = 0
  for (const { span, most } of flows) if (span[1] > from && span[0] <= to) sum += most
  return sum
}

/** The least that came after the end of `from` and before `to`. Days. */
export function leastBetween(flows: readonly Flow[], from: number, to: number): number {
  let sum = 0
  for (const { span, least } of flows) if (span[0] > from && span[1] < to) sum += least
  return sum
}
