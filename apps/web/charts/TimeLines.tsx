/**
 * Amounts through time: stepped lines, dashed where they are a plan, the day that is read, dated marks above the axis.
 * A range between two lines may be shaded. Availability, beds and the runway are drawn with it; rival statements are not:
 * those need a RecordChart.
 */
import type { ReactNode } from 'react'
import { ChartFrame } from './ChartFrame.tsx'
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import type { Row, Table } from './picture.ts'
import { Reading } from './Reading.tsx'
import type { Readable } from './reading.ts'
import { dayNumber, round, type Scale, scale, ticks } from './scale.ts'
import { Axes, Drawn, Ends, Mark, NARROW } from './TimeParts.tsx'
import { useChartText } from './text.ts'

export type TimeLine = {
  key: string
  label: string
  color: string
  points: readonly { day: string; value: number | null }[]
  /** From this day on the line is a plan. */
  planFrom?: string | undefined
  /** The whole line is a plan, or an assumption. */
  isPlan?: boolean
  filled?: boolean
  /** Straight from point to point: an amount that runs down day by day. */
  isSloped?: boolean
  width?: number
}
export type DatedMark = {
  id: string
  day: string
  label: string
  lines: readonly string[]
  tone: 'plain' | 'limited' | 'out'
  /** Where it was meant to be first, when it has slipped. */
  wasOn?: string | undefined
}
type Props = {
  title: string
  subtitle: string
  source: string
  file: string
  unit: string
  lines: readonly TimeLine[]
  marks?: readonly DatedMark[]
  day: string
  first: string
  last: string
  height?: number
  /** The least top of the axis, such as 100 for a share. */
  top?: number
  reference?: { value: number; label: string } | undefined
  level?: 2 | 3
  bare?: boolean
  tools?: ReactNode
  write?: (value: number) => string
  onOpen?: (id: string) => void
}

const LANE = 20

export function TimeLines(props: Props) {
  const { lines, marks = [], unit, day, first, last } = props
  const text = useChartText()
  const write = props.write ?? text.short
  const drawn = lines.map((line) => ({
    ...line,
    points: line.points.filter((p) => p.day >= first && p.day <= last),
  }))
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      source={props.source}
      file={props.file}
      table={twinOf(drawn, marks, unit, text)}
      level={props.level ?? 2}
      bare={props.bare ?? false}
      tools={props.tools}
      aside={<Key lines={lines} />}
    >
      {(width) => {
        const wide = width >= NARROW
        const values = drawn.flatMap((l) => l.points.flatMap((p) => p.value ?? []))
        const low = Math.min(0, ...values)
        const high = Math.max(props.top ?? 1, props.reference?.value ?? 0, ...values)
        const yTicks = ticks(low, high * (props.top ? 1 : 1.04), 4)
        const left = 10 + Math.max(...yTicks.map((v) => textWidth(write(v), 11)))
        const right = wide
          ? Math.min(190, 16 + Math.max(24, ...lines.map((l) => textWidth(l.label, 12))))
          : 12
        const head = 10 + laneCount(marks, width) * LANE
        const plot = { x: left, y: head, width: width - left - right, height: props.height ?? 220 }
        const height = head + plot.height + 26
        const x = scale([dayNumber(first), dayNumber(last) + 1], [plot.x, plot.x + plot.width])
        const y = scale(
          [yTicks[0] as number, yTicks.at(-1) as number],
          [plot.y + plot.height, plot.y],
        )
        const placed = placeMarks(marks, x, width)
        const items: Readable[] = [
          ...drawn.flatMap((line) =>
            thin(line.points).flatMap((p) =>
              p.value === null
                ? []
                : [
                    {
                      id: `${line.key} ${p.day}`,
                      x: x(dayNumber(p.day)),
                      y: y(p.value),
                      title: `${write(p.value)} ${unit}`,
                      lines: [line.label, text.day(p.day)],
                    },
                  ],
            ),
          ),
          ...placed.map(({ mark, at, lane }) => ({
            id: mark.id,
            x: at,
            y: 10 + lane * LANE,
            title: mark.label,
            lines: mark.lines,
          })),
        ]
        const now = dayNumber(day) + 0.5
        const inside = now >= x.domain[0] && now <= x.domain[1]
        const open = props.onOpen
        return (
          <Reading
            label={props.title}
            width={width}
            height={height}
            items={items}
            onOpen={open && ((id) => marks.some((m) => m.id === id) && open(id))}
          >
            {(active) => (
              <>
                <Axes {...{ plot, x, y, yTicks, write, width }} now={inside ? now : null} />
                {props.reference && (
                  <g>
                    <path
                      d={`M${plot.x},${round(y(props.reference.value))}h${plot.width}`}
                      stroke="var(--ink3)"
                      strokeDasharray="2 3"
                    />
                    <text
                      x={plot.x + 4}
                      y={round(y(props.reference.value)) - 5}
                      className={s.label}
                    >
                      {props.reference.label}
                    </text>
                  </g>
                )}
                {drawn.map((line) => (
                  <Drawn key={line.key} line={line} x={x} y={y} end={dayNumber(last) + 1} />
                ))}
                {inside && (
                  <path d={`M${round(x(now))},${plot.y}v${plot.height}`} className={s.day} />
                )}
                {wide && <Ends lines={drawn} y={y} left={plot.x + plot.width + 8} />}
                {placed.map(({ mark, at, lane, was }) => (
                  <Mark
                    key={mark.id}
                    {...{ mark, at, was, plot }}
                    y={10 + lane * LANE}
                    labelled={wide}
                    active={active === mark.id}
                  />
                ))}
              </>
            )}
          </Reading>
        )
      }}
    </ChartFrame>
  )
}

function Key({ lines }: { lines: readonly TimeLine[] }) {
  return (
    <ul className={s.key}>
      {lines.map((line) => (
        <li key={line.key}>
          <svg width={20} height={10} aria-hidden="true">
            <path
              d="M0,5H20"
              stroke={line.color}
              strokeWidth={2.5}
              strokeDasharray={line.isPlan ? '5 3' : undefined}
            />
          </svg>
          {line.label}
        </li>
      ))}
    </ul>
  )
}

/** Points worth reading: the changes, and no more than a key press can bear. */
function thin(points: TimeLine['points']): TimeLine['points'] {
  const changes = points.filter(
    (p, i) => i === 0 || i === points.length - 1 || p.value !== points[i - 1]?.value,
  )
  const step = Math.ceil(changes.length / 160)
  return changes.filter((_, i) => i % step === 0 || i === changes.length - 1)
}

const room = (mark: DatedMark, width: number): number =>
  width >= NARROW ? textWidth(mark.label, 11) + 26 : 18

function placeMarks(marks: readonly DatedMark[], x: Scale, width: number) {
  const ends: number[] = []
  return [...marks]
    .filter((m) => dayNumber(m.day) >= x.domain[0] && dayNumber(m.day) <= x.domain[1])
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map((mark) => {
      const at = x(dayNumber(mark.day))
      const was = mark.wasOn ? x(Math.max(x.domain[0], dayNumber(mark.wasOn))) : null
      const begin = Math.min(at, was ?? at) - 8
      let lane = ends.findIndex((end) => end < begin)
      if (lane < 0) lane = Math.min(ends.length, 4)
      ends[lane] = at + room(mark, width)
      return { mark, at, was, lane }
    })
}
const laneCount = (marks: readonly DatedMark[], width: number): number =>
  marks.length === 0
    ? 0
    : Math.min(5, Math.ceil((marks.length * (width < NARROW ? 30 : 150)) / width) + 1)

function twinOf(
  lines: readonly TimeLine[],
  marks: readonly DatedMark[],
  unit: string,
  { t, day }: ReturnType<typeof useChartText>,
): Table {
  const days = [
    ...new Set([
      ...lines.flatMap((l) => thin(l.points).map((p) => p.day)),
      ...marks.map((m) => m.day),
    ]),
  ].sort()
  const rows = days.map((on): Row => {
    const row: Record<string, string | number | null> = { day: day(on) }
    for (const line of lines)
      row[line.key] = line.points.findLast((p) => p.day <= on)?.value ?? null
    row.note = marks
      .filter((m) => m.day === on)
      .map((m) => [m.label, ...m.lines].join(' · '))
      .join('; ')
    return row
  })
  return {
    columns: [
      { key: 'day', title: t('chart.date') },
      ...lines.map((l) => ({ key: l.key, title: `${l.label}, ${unit}`, number: true })),
      ...(marks.length > 0 ? [{ key: 'note', title: t('chart.note') }] : []),
    ],
    rows,
  }
}
