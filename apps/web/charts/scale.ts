/**
 * Scales and ticks of the charts: a value to a pixel, a civil day to a pixel. Pure, and small enough that no chart
 * needs a library for its axes. Days are counted from 1970 so that no time zone can shift a mark.
 */
import { spanOf } from '@konbit/model'

export type Scale = {
  (value: number): number
  invert(pixel: number): number
  domain: readonly [number, number]
}

export function scale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [d0, d1] = domain
  const [r0, r1] = range
  const width = d1 - d0 || 1
  const map = (value: number): number => r0 + ((value - d0) / width) * (r1 - r0)
  return Object.assign(map, {
    invert: (pixel: number) => d0 + ((pixel - r0) / (r1 - r0 || 1)) * width,
    domain,
  })
}

/** Round numbers from `low` to at least `high`, about `count` steps apart. The last tick covers `high`. */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low]
  const rough = (high - low) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step =
    [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough * 0.999) ?? 10 * power
  const first = Math.floor(low / step)
  const last = Math.ceil(high / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  )
}

const DAY = 86_400_000

/** Civil day to whole days since 1970. */
export const dayNumber = (day: string): number =>
  Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY)
export const dayText = (number: number): string =>
  new Date(Math.round(number) * DAY).toISOString().slice(0, 10)

/** First and last day of a date as written, as day numbers; the last is exclusive, so that a day has a width. */
export function daySpan(when: string): readonly [first: number, last: number] | undefined {
  const span = spanOf(when)
  return span ? [dayNumber(span.first), dayNumber(span.last) + 1] : undefined
}

export type TimeTick = { at: number; grain: 'year' | 'month'; day: string }

/** First days of months or quarters or years between two day numbers, at most about one for every `apart` pixels. */
export function timeTicks(first: number, last: number, width: number, apart = 72): TimeTick[] {
  const months = (last - first) / 30.44
  const room = Math.max(1, width / apart)
  const step = [1, 2, 3, 6, 12, 24].find((n) => months / n <= room) ?? 60
  const start = new Date(first * DAY)
  const found: TimeTick[] = []
  for (let month = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; month++) {
    const at = Math.round(Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY)
    if (at > last) break
    if (at < first || month % step !== 0) continue
    found.push({ at, grain: month % 12 === 0 && step >= 12 ? 'year' : 'month', day: dayText(at) })
  }
  return found
}

/** Steps of a line: the points of a polyline that holds its value until the next point. */
export const stepPath = (points: readonly (readonly [x: number, y: number])[]): string =>
  points
    .map(([x, y], i) => (i === 0 ? `M${round(x)},${round(y)}` : `H${round(x)}V${round(y)}`))
    .join('')

export const round = (n: number): number => Math.round(n * 10) / 10
