/**
 * A paper: what is typeset, whatever it is typeset by. Text is text, in the language it says; no part of it is ever markup or code
 * of the format it becomes.
 */

export type PaperPart =
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; text: string }
  /** `numeric`: which columns hold numbers, which stand at the right. */
  | {
      kind: 'table'
      caption: string
      head: string[]
      numeric: boolean[]
      rows: string[][]
      note?: string
    }
  /** `alt` says in words what it shows; `rows` are some of its points, for whoever cannot see it. */
  | {
      kind: 'chart'
      title: string
      alt: string
      svg: string
      width: number
      height: number
      head: string[]
      rows: string[][]
      note: string
    }

export type Paper = {
  language: string
  title: string
  /** Above the title: the mission, and whose paper it is. */
  over: string
  /** Stands on every page, where there is need: an exercise, a draft. */
  banner?: string
  /** Small lines under the title, each a name and what it is. */
  facts: [name: string, text: string][]
  parts: PaperPart[]
  notesTitle: string
  /** Where its figures are from. */
  notes: string[]
  /** At the foot of every page, before the number of the page. */
  foot: string
  /** A civil day, as 2025-05-14. */
  day: string
}

export type CoursePoint = { day: string; value: number | null }
export type Course = {
  points: readonly CoursePoint[]
  /** How a number and a day are written. */
  number: (value: number) => string
  date: (day: string) => string
}

const WIDTH = 720
const HEIGHT = 260
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 16, 12, 30]
const INK = '#141a1d'
const QUIET = '#5f686d'
const RULE = '#dfe0da'
const LINE = '#0b5c5e'

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)

/** Steps of a scale from zero: at most five, each 1, 2 or 5 times a power of ten. */
function ticksTo(most: number): number[] {
  if (most <= 0) return [0, 1]
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power
  const count = Math.ceil(most / step)
  return Array.from({ length: count + 1 }, (_, nth) => Number((nth * step).toPrecision(12)))
}

/** The course of a figure as a picture: it holds from one point to the next. The same points give the same text. */
export function courseSvg({ points, number, date }: Course): {
  svg: string
  width: number
  height: number
} {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]))
  const ticks = ticksTo(Math.max(0, ...values))
  const top = ticks.at(-1) as number
  const x = (nth: number): number =>
    LEFT + ((WIDTH - LEFT - RIGHT) * nth) / Math.max(1, points.length - 1)
  const y = (value: number): number =>
    HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * Math.max(0, value)) / top
  const at = (value: number): string => value.toFixed(1)
  let path = ''
  let before: number | null = null
  for (const [nth, { value }] of points.entries()) {
    if (value !== null)
      path +=
        before === null
          ? `M${at(x(nth))} ${at(y(value))}`
          : `H${at(x(nth))}${value === before ? '' : `V${at(y(value))}`}`
    before = value
  }
  const text = (left: number, down: number, anchor: string, words: string): string =>
    `<text x="${at(left)}" y="${at(down)}" text-anchor="${anchor}" fill="${QUIET}">${escaped(words)}</text>`
  const rules = ticks.map(
    (tick) =>
      `<path d="M${LEFT} ${at(y(tick))}H${WIDTH - RIGHT}" stroke="${tick === 0 ? INK : RULE}"/>${text(LEFT - 8, y(tick) + 4, 'end', number(tick))}`,
  )
  const first = points[0]
  const last = points.at(-1)
  const days = [
    ...(first ? [text(LEFT, HEIGHT - 8, 'start', date(first.day))] : []),
    ...(last && last !== first ? [text(WIDTH - RIGHT, HEIGHT - 8, 'end', date(last.day))] : []),
  ]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="IBM Plex Sans, sans-serif" font-size="13">${rules.join('')}<path d="${path || `M${LEFT} ${TOP}`}" fill="none" stroke="${LINE}" stroke-width="2"/>${days.join('')}</svg>`
  return { svg, width: WIDTH, height: HEIGHT }
}
