/**
 * Where everything of a record chart lies: scales, stepped lines (solid where recorded, dashed where only a bound),
 * marks of statements, direct labels that do not collide, and the weeks worth enlarging. Pure.
 */
import { type Clash, clashes, type Spoken } from './clash.ts'
import { type Box, overlap, type Placed, placeLabels, type Wanted } from './labels.ts'
import { dayNumber, daySpan, type Scale, scale, stepPath, ticks, timeTicks } from './scale.ts'
import { boundsOf, grainOf, markOf, middayOf, type Statement } from './statement.ts'

export type RecordLine = {
  key: string
  label: string
  color: string
  points: readonly { day: string; value: number | null }[]
  /** From this day the line is an upper bound only, and dashed. */
  boundFrom?: string | undefined
  /** Under the label at the line's end, such as `at most 1,149`. */
  endNote?: string | undefined
}

export type PlacedMark = {
  id: string
  line: string
  color: string
  statement: Statement
  x: number
  y: number
  low?: number
  high?: number
  span?: readonly [number, number, 'month' | 'year']
}

export type RecordLayout = {
  plot: Box
  /** Whether labels of lines stand beside the plot. */
  beside: boolean
  height: number
  x: Scale
  y: Scale
  yTicks: number[]
  xTicks: ReturnType<typeof timeTicks>
  paths: { line: RecordLine; solid: string; dashed: string; end: readonly [number, number] }[]
  marks: PlacedMark[]
  labels: Placed[]
  clashes: Clash[]
  /** The box of the enlarged weeks, inside the plot or under it. */
  inset?: Box
}

export type RecordInput = {
  width: number
  lines: readonly RecordLine[]
  spoken: readonly Spoken[]
  day: string
  first: string
  last: string
  said: (statement: Statement) => string
  height?: number
}

/** The value of a line on a day: its last step at or before it. */
export function valueOn(line: RecordLine, day: string): number | null {
  let value: number | null = null
  for (const point of line.points) {
    if (point.day > day) break
    value = point.value
  }
  return value
}

/** Only the days on which the value changes, and the last one. */
const stepsOf = (points: RecordLine['points']) =>
  points.filter((p, i) => i === 0 || i === points.length - 1 || p.value !== points[i - 1]?.value)

function pathOf(
  points: RecordLine['points'],
  x: Scale,
  y: Scale,
  from: number,
  to: number,
): string {
  const runs: (readonly [number, number])[][] = [[]]
  let before: number | null = null
  for (const { day, value } of points) {
    const at = dayNumber(day)
    if (at < from) {
      before = value
      continue
    }
    if (at > to) break
    if (runs.length === 1 && runs[0]?.length === 0 && before !== null && at > from)
      runs[0].push([x(from), y(before)])
    if (value === null) runs.push([])
    else runs.at(-1)?.push([x(at), y(value)])
    before = value
  }
  const run = runs.at(-1)
  if (before !== null && run) run.push([x(to), y(before)])
  return runs.map((one) => (one.length > 1 ? stepPath(one) : '')).join('')
}

export function layRecord(input: RecordInput): RecordLayout {
  const { width, lines, spoken, day } = input
  const wide = width >= 680
  const right = wide ? 108 : 10
  const plot = {
    x: 40,
    y: 8,
    width: width - 40 - right,
    height: (input.height ?? (wide ? 300 : 240)) - 8,
  }
  const drawn = spoken.filter(({ statement }) => markOf(statement) !== undefined)
  const finite = (n: number): boolean => Number.isFinite(n)
  const values = [
    ...lines.flatMap((l) => l.points.flatMap((p) => (p.value === null ? [] : [p.value]))),
    ...drawn.flatMap(({ statement }) => [
      markOf(statement) as number,
      ...(boundsOf(statement) ?? []),
    ]),
  ].filter(finite)
  const top = Math.max(1, ...values)
  const yTicks = ticks(0, top * 1.04, 5)
  const y = scale([0, yTicks.at(-1) as number], [plot.y + plot.height, plot.y])
  const [from, to] = [dayNumber(input.first), dayNumber(input.last)]
  const x = scale([from, to], [plot.x, plot.x + plot.width])

  const paths = lines.map((line) => {
    const points = stepsOf(line.points)
    const end = Math.min(to, dayNumber(points.at(-1)?.day ?? input.last))
    const turn = line.boundFrom ? Math.max(from, Math.min(end, dayNumber(line.boundFrom))) : end
    return {
      line,
      solid: pathOf(points, x, y, from, turn),
      dashed: turn < end ? pathOf(points, x, y, turn, end) : '',
      end: [x(end), y(points.at(-1)?.value ?? 0)] as const,
    }
  })

  const colors = new Map(lines.map((l) => [l.key, l.color]))
  const marks = drawn.flatMap(({ line, statement }): PlacedMark[] => {
    const at = middayOf(statement)
    const value = markOf(statement) as number
    if (!(at >= from && at <= to + 1)) return []
    const bounds = boundsOf(statement)
    const grain = grainOf(statement)
    const span = grain === 'day' ? undefined : daySpan(statement.asOf)
    return [
      {
        id: statement.id,
        line,
        color: colors.get(line) ?? 'var(--ink2)',
        statement,
        x: x(at),
        y: y(value),
        ...(bounds && finite(bounds[0]) ? { low: y(bounds[0]) } : {}),
        ...(bounds && finite(bounds[1]) ? { high: y(bounds[1]) } : {}),
        ...(span && grain !== 'day'
          ? { span: [x(Math.max(from, span[0])), x(Math.min(to, span[1])), grain] as const }
          : {}),
      },
    ]
  })

  const found = clashes(drawn, day)
  const taken = [
    ...marks.map(boxOfMark),
    ...paths.flatMap(({ line }) => boxesOfLine(line, x, y, to)),
  ]
  const enlarged = new Set(found.flatMap((c) => c.spoken.map(({ statement }) => statement.id)))
  const inset = found.length > 0 ? insetBox(plot, wide, taken, found) : undefined
  const wanted = marks
    .filter((m) => !enlarged.has(m.id))
    .map((m): Wanted => ({ id: m.id, x: m.x, y: m.y, text: input.said(m.statement) }))
  const kept = inset && inset.y < plot.y + plot.height ? [...taken, inset] : taken
  return {
    plot,
    beside: wide,
    height:
      plot.y + plot.height + 24 + (inset && inset.y > plot.y + plot.height ? inset.height + 10 : 0),
    x,
    y,
    yTicks,
    xTicks: timeTicks(from, to, plot.width, wide ? 84 : 62),
    paths,
    marks,
    labels: placeLabels(wanted, kept, plot),
    clashes: found,
    ...(inset ? { inset } : {}),
  }
}

const boxOfMark = (m: PlacedMark): Box => {
  const more = m.statement.precision === 'atLeast' || m.statement.precision === 'over'
  const less = m.statement.precision === 'atMost' || m.statement.precision === 'below'
  const up = more ? 22 : m.high !== undefined ? Math.max(5, m.y - m.high + 1) : 5
  const down = less ? 22 : m.low !== undefined ? Math.max(5, m.low - m.y + 1) : 5
  const left = m.span ? m.x - m.span[0] : 5
  return {
    x: m.x - left,
    y: m.y - up,
    width: left + (m.span ? m.span[1] - m.x : 5),
    height: up + down,
  }
}

function boxesOfLine(line: RecordLine, x: Scale, y: Scale, to: number): Box[] {
  const points = stepsOf(line.points).filter((p) => p.value !== null)
  return points.flatMap((p, i) => {
    const at = x(Math.min(to, dayNumber(p.day)))
    const next = points[i + 1]
    const end = next ? x(Math.min(to, dayNumber(next.day))) : x(to)
    const [level, after] = [y(p.value as number), y((next?.value ?? p.value) as number)]
    return [
      { x: at, y: level - 2, width: Math.max(1, end - at), height: 4 },
      { x: end - 2, y: Math.min(level, after), width: 4, height: Math.abs(after - level) },
    ]
  })
}

/** Room of one clash in the enlarged view, by how many statements stand in it. */
export const clashWidth = (clash: Clash): number => Math.max(160, clash.spoken.length * 31 + 26)

const INSET = 104
function insetBox(plot: Box, wide: boolean, taken: readonly Box[], found: readonly Clash[]): Box {
  const width = found.reduce((sum, clash) => sum + clashWidth(clash), 12)
  const bottom = plot.y + plot.height
  // Inside where the plot is empty, over the margin of the labels; else under it.
  const right = plot.x + plot.width + 100
  const inside = { x: right - width, y: bottom - INSET - 9, width, height: INSET }
  if (wide && !taken.some((box) => overlap(box, inside))) return inside
  const full = plot.width + 46
  const stacked = !wide && width > full
  return {
    x: 2,
    y: bottom + 30,
    width: stacked || !wide ? full : width,
    height: stacked ? INSET * found.length : INSET,
  }
}
