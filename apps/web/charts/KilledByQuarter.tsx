/**
 * Harm counted by quarter, with rival counts as ticks and a dashed place where there is no figure; under it every
 * incident on the same time; over both a brush that chooses the months shown on the map. Quarters are never added up.
 */
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import { Reading } from './Reading.tsx'
import type { Readable } from './reading.ts'
import { dayNumber, dayText, round, type Scale, scale, timeTicks } from './scale.ts'
import { TimeBrush } from './TimeBrush.tsx'
import { useChartText } from './text.ts'
import { useWidth } from './useWidth.ts'

export type Quarter = {
  /** First day of the quarter, and the first of the next. */
  first: string
  next: string
  /** The figure in use; null where no figure was said. */
  value: number | null
  bound?: 'atLeast' | 'about' | undefined
  /** What rivals say, when they differ. */
  low?: number | undefined
  high?: number | undefined
  sources: string
}
export type Happening = {
  id: string /** The day it happened, or the middle of its month. */
  day: string
  color: string
  title: string
}
export type KilledProps = {
  label: string
  quarters: readonly Quarter[]
  happenings: readonly Happening[]
  /** First day shown and the first day after the last one. */
  first: string
  last: string
  range: readonly [from: string, to: string]
  onRange: (range: readonly [from: string, to: string]) => void
  rows: { bars: string; strip: string }
}

const BARS = 74
const STRIP = 32
const AXIS = 22

export function KilledByQuarter(props: KilledProps) {
  const { quarters, happenings, range } = props
  const text = useChartText()
  const [ref, width] = useWidth<HTMLDivElement>(760)
  const narrow = width < 560
  const left = narrow ? 4 : 84
  const x = scale([dayNumber(props.first), dayNumber(props.last)], [left, width - 16])
  const top = Math.max(1, ...quarters.map((q) => Math.max(q.value ?? 0, q.high ?? 0)))
  const y = scale([0, top], [BARS, 18])
  const height = BARS + STRIP + AXIS
  const inRange = (from: string, to: string): boolean => to > range[0] && from < range[1]
  const items: Readable[] = quarters.map((q) => ({
    id: q.first,
    x: (x(dayNumber(q.first)) + x(dayNumber(q.next))) / 2,
    y: y(q.value ?? 0),
    title: `${q.value === null ? text.t('chart.noFigure') : figure(q, text)}`,
    lines: [`${text.day(q.first)} – ${text.day(dayText(dayNumber(q.next) - 1))}`, q.sources].filter(
      Boolean,
    ),
  }))
  return (
    <div ref={ref} className={s.quarters}>
      <Reading label={props.label} width={width} height={height} items={items}>
        {(active) => (
          <>
            <rect
              x={round(x(dayNumber(range[0])))}
              y={8}
              width={round(Math.max(0, x(dayNumber(range[1])) - x(dayNumber(range[0]))))}
              height={BARS + STRIP - 8}
              fill="var(--accent-soft)"
              opacity={0.7}
            />
            {!narrow && (
              <>
                <text x={0} y={BARS - 26} className={s.label}>
                  {props.rows.bars}
                </text>
                <text x={0} y={BARS + 19} className={s.label}>
                  {props.rows.strip}
                </text>
              </>
            )}
            {quarters.map((q) => (
              <Bar
                key={q.first}
                quarter={q}
                x={x}
                y={y}
                strong={inRange(q.first, q.next)}
                active={active === q.first}
                text={text}
              />
            ))}
            <path d={`M${left},${BARS}H${width - 16}`} className={s.axis} />
            <Strip happenings={happenings} x={x} inRange={(day) => inRange(day, `${day}~`)} />
            {timeTicks(
              dayNumber(props.first),
              dayNumber(props.last),
              width - left,
              narrow ? 56 : 74,
            ).map((tick, i) => (
              <g key={tick.at}>
                <path d={`M${round(x(tick.at))},${BARS}V${height - 4}`} className={s.grid} />
                {x(tick.at) + 44 < width && (
                  <text x={round(x(tick.at)) + 4} y={height - 6} className={s.tick}>
                    {text.tick(tick, i)}
                  </text>
                )}
              </g>
            ))}
          </>
        )}
      </Reading>
      <TimeBrush
        first={props.first}
        last={props.last}
        x={x}
        height={BARS + STRIP}
        range={range}
        onRange={props.onRange}
      />
    </div>
  )
}

type Text = ReturnType<typeof useChartText>

const figure = (q: Quarter, { short, t }: Text): string => {
  if (q.low !== undefined && q.high !== undefined && q.high !== q.low)
    return `${short(q.low)}–${short(q.high)}`
  return `${q.bound ? `${t(`chart.sign.${q.bound}`)} ` : ''}${short(q.value as number)}`
}

type BarProps = {
  quarter: Quarter
  x: Scale
  y: Scale
  strong: boolean
  active: boolean
  text: Text
}
function Bar({ quarter: q, x, y, strong, active, text }: BarProps) {
  const left = x(dayNumber(q.first)) + 0.75
  const width = Math.max(2, x(dayNumber(q.next)) - left - 1)
  const middle = left + width / 2
  if (q.value === null) {
    const words = text.t('chart.noFigure')
    return (
      <g>
        <rect
          x={round(left)}
          y={y(0) - 30}
          width={round(width)}
          height={30}
          fill="var(--surface)"
          stroke="var(--control)"
          strokeDasharray="3 3"
        />
        {width > textWidth(words, 11) + 4 && (
          <text x={round(middle)} y={y(0) - 11} textAnchor="middle" className={s.label}>
            {words}
          </text>
        )}
      </g>
    )
  }
  const rivals = q.low !== undefined && q.high !== undefined && q.low !== q.high
  const words = figure(q, text)
  const fits = width > textWidth(words, 11) * 0.9
  return (
    <g>
      <rect
        x={round(left)}
        y={round(y(q.value))}
        width={round(width)}
        height={round(y(0) - y(q.value))}
        fill={strong ? 'var(--accent)' : 'var(--bar-old)'}
        fillOpacity={strong ? 0.88 : 1}
        stroke={active ? 'var(--ink)' : 'none'}
      />
      {rivals && (
        <path
          d={`M${round(middle)},${round(y(q.low as number))}V${round(y(q.high as number))}`}
          stroke="var(--ink)"
          strokeWidth={1.5}
        />
      )}
      {fits && (
        <text
          x={round(middle)}
          y={round(y(Math.max(q.value, q.high ?? 0))) - 5}
          textAnchor="middle"
          className={s.number}
        >
          {words}
        </text>
      )}
    </g>
  )
}

/** Incidents as small bricks, stacked within their month. */
function Strip({
  happenings,
  x,
  inRange,
}: {
  happenings: readonly Happening[]
  x: Scale
  inRange: (day: string) => boolean
}) {
  const stacked = new Map<string, number>()
  const months = Map.groupBy(happenings, ({ day }) => day.slice(0, 7))
  const most = Math.max(1, ...[...months.values()].map(({ length }) => length))
  // A month with many stands closer, so that none runs into the dates.
  const step = Math.min(6, (STRIP - 6) / most)
  return happenings.map((one) => {
    const month = one.day.slice(0, 7)
    const level = stacked.get(month) ?? 0
    stacked.set(month, level + 1)
    const at = x(dayNumber(`${month}-15`))
    if (at < x(x.domain[0]) || at > x(x.domain[1])) return null
    return (
      <rect
        key={one.id}
        x={round(at - 4)}
        y={round(BARS + 5 + level * step)}
        width={8}
        height={round(step * 0.75)}
        fill={one.color}
        opacity={inRange(one.day) ? 1 : 0.35}
      >
        <title>{one.title}</title>
      </rect>
    )
  })
}
