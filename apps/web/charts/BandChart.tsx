/**
 * A figure through time, told by many replications: what was before today as a line, then bands of 50 and 90 in a hundred
 * with the median dashed, the goal, what is due to happen. Where the page is read as of a day gone by, what happened since
 * lies over the bands. Two plans may lie side by side, each by its median and its inner band.
 */
import type { ReactNode } from 'react'
import { BandBodies, Happenings, type Marked } from './BandParts.tsx'
import { readablesOf, twinOf } from './bandRows.ts'
import { ChartFrame } from './ChartFrame.tsx'
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import { Reading } from './Reading.tsx'
import { dayNumber, round, type Scale, scale, stepPath, ticks } from './scale.ts'
import { Axes, NARROW } from './TimeParts.tsx'
import { useChartText } from './text.ts'

type Series = ArrayLike<number>
export type Bands = Readonly<Record<'p5' | 'p25' | 'p50' | 'p75' | 'p95', Series>>
export type BandPlan = { key: string; label: string; color: string; bands: Bands }
export type DayValue = { day: string; value: number }

export type BandChartProps = {
  title: string
  subtitle: string
  source: string
  file: string
  unit: string
  /** The civil day of the bands' first value. */
  starts: string
  plans: readonly BandPlan[]
  past?: readonly DayValue[]
  after?: readonly DayValue[]
  goal?: { least: number; day: string; label: string } | undefined
  /** A line across, such as that of no difference. */
  level?: { value: number; label: string } | undefined
  marks?: readonly Marked[]
  height?: number
  /** Read to the day, so that nothing is drawn beyond. */
  last?: string
  whole?: boolean
  bare?: boolean
  tools?: ReactNode
  write?: (value: number) => string
}

export function BandChart(props: BandChartProps) {
  const { plans, past = [], after = [], goal, marks = [] } = props
  const text = useChartText()
  const short = props.write ?? text.short
  // Between two runs lies half a person; nobody is told of one.
  const write = props.whole ? (value: number) => short(Math.round(value)) : short
  const first = dayNumber(props.starts)
  const days = Math.max(0, ...plans.map(({ bands }) => bands.p50.length))
  const single = plans.length === 1 ? plans[0] : undefined
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      source={props.source}
      file={props.file}
      bare={props.bare ?? false}
      tools={props.tools}
      aside={plans.length > 1 ? <Key plans={plans} /> : undefined}
      table={twinOf(props, days, text)}
    >
      {(width) => {
        const wide = width >= NARROW
        const values = [
          ...past.map(({ value }) => value),
          ...after.map(({ value }) => value),
          ...plans.flatMap(({ bands }) =>
            extremes(single ? [bands.p5, bands.p95] : [bands.p25, bands.p75, bands.p50]),
          ),
          ...(goal ? [goal.least] : []),
          ...(props.level ? [props.level.value] : []),
        ]
        const low = Math.min(0, ...values)
        const high = Math.max(low + (props.whole ? 4 : 0.001), ...values)
        const yTicks = ticks(low, high * (high > 0 ? 1.03 : 1), wide ? 6 : 4)
        const left = 10 + Math.max(...yTicks.map((v) => textWidth(write(v), 11)))
        const right = single && wide ? 104 : wide ? 18 : 10
        const plot = {
          x: left,
          y: 12,
          width: Math.max(80, width - left - right),
          height: props.height ?? (wide ? 330 : 240),
        }
        const from = Math.min(first, ...past.map(({ day }) => dayNumber(day)))
        const x = scale([from, first + days], [plot.x, plot.x + plot.width])
        const y = scale(
          [yTicks[0] as number, yTicks.at(-1) as number],
          [plot.y + plot.height, plot.y],
        )
        const now = past.at(-1)
        return (
          <Reading
            label={props.title}
            width={width}
            height={plot.y + plot.height + 26}
            acrossTime
            items={readablesOf({ ...props, days, x, y, write, text })}
          >
            {(active) => (
              <>
                <Axes {...{ plot, x, y, yTicks, write, width }} now={null} />
                <g className={s.bands}>
                  <BandBodies
                    plans={plans}
                    first={first}
                    x={x}
                    y={y}
                    label={Boolean(single) && wide}
                  />
                </g>
                <Happenings marks={marks} x={x} plot={plot} wide={wide} />
                {past.length > 0 && (
                  <path
                    d={stepPath([
                      ...past.map(({ day, value }) => [x(dayNumber(day)), y(value)] as const),
                      [x(first), y(now?.value ?? 0)] as const,
                    ])}
                    fill="none"
                    stroke="var(--accent)"
                    strokeWidth={2.25}
                    strokeLinejoin="round"
                  />
                )}
                {after.length > 0 && (
                  <After after={after} x={x} y={y} label={text.t('plan.happened')} />
                )}
                {props.level && (
                  <Across y={y(props.level.value)} plot={plot} label={props.level.label} isRight />
                )}
                {goal && (
                  <Goal
                    goal={goal}
                    x={x}
                    y={y}
                    plot={plot}
                    plan={single}
                    first={first}
                    isRight={
                      past.length === 0 ||
                      past.some(({ value }) => {
                        const above = y(goal.least) - y(value)
                        return above > -6 && above < 24
                      })
                    }
                  />
                )}
                <path
                  d={`M${round(x(first))},${plot.y}V${plot.y + plot.height}`}
                  stroke="var(--ink2)"
                  strokeWidth={1.25}
                />
                {now && (
                  <>
                    <circle
                      cx={round(x(first))}
                      cy={round(y(now.value))}
                      r={4.5}
                      fill="var(--accent)"
                      stroke="var(--surface)"
                      strokeWidth={1.5}
                    />
                    <text
                      x={round(x(first)) - 7}
                      y={plot.y + plot.height - 8}
                      textAnchor="end"
                      className={s.label}
                    >
                      {text.t('plan.now', { value: write(now.value) })}
                    </text>
                  </>
                )}
                {single && wide && (
                  <Ends plan={single} y={y} left={x(first + days) + 8} write={write} />
                )}
                {active && <Cursor id={active} x={x} plot={plot} />}
              </>
            )}
          </Reading>
        )
      }}
    </ChartFrame>
  )
}

const extremes = (all: readonly Series[]): number[] =>
  all.flatMap((one) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let i = 0; i < one.length; i++) {
      low = Math.min(low, one[i] as number)
      high = Math.max(high, one[i] as number)
    }
    return Number.isFinite(low) ? [low, high] : []
  })

const Cursor = ({ id, x, plot }: { id: string; x: Scale; plot: { y: number; height: number } }) => (
  <path
    d={`M${round(x(dayNumber(id)))},${plot.y}v${plot.height}`}
    stroke="var(--ink3)"
    strokeDasharray="2 2"
  />
)

function Across({
  y,
  plot,
  label,
  isRight = false,
}: {
  y: number
  plot: { x: number; width: number }
  label: string
  isRight?: boolean
}) {
  return (
    <g>
      <path d={`M${plot.x},${round(y)}h${plot.width}`} stroke="var(--ink)" strokeDasharray="2 3" />
      <text
        x={isRight ? plot.x + plot.width - 3 : plot.x + 5}
        y={round(y) - 6}
        textAnchor={isRight ? 'end' : 'start'}
        className={s.strong}
      >
        {label}
      </text>
    </g>
  )
}

/** The goal as a line, and on its day how far the replications lie apart. */
function Goal({
  goal,
  x,
  y,
  plot,
  plan,
  first,
  isRight,
}: {
  goal: { least: number; day: string; label: string }
  x: Scale
  y: Scale
  plot: { x: number; width: number }
  plan: BandPlan | undefined
  first: number
  /** The label stands at the right end, where the past would run through it at the left. */
  isRight: boolean
}) {
  const at = dayNumber(goal.day)
  const low = plan?.bands.p5[at - first]
  const high = plan?.bands.p95[at - first]
  return (
    <g>
      <Across y={y(goal.least)} plot={plot} label={goal.label} isRight={isRight} />
      {at >= first && at <= x.domain[1] && (
        <>
          {low !== undefined && high !== undefined && (
            <path
              d={`M${round(x(at))},${round(y(low))}V${round(y(high))}`}
              stroke="var(--ink)"
              strokeWidth={1.5}
            />
          )}
          <circle
            cx={round(x(at))}
            cy={round(y(goal.least))}
            r={4.5}
            fill="var(--surface)"
            stroke="var(--ink)"
            strokeWidth={2}
          />
        </>
      )}
    </g>
  )
}

function After({
  after,
  x,
  y,
  label,
}: {
  after: readonly DayValue[]
  x: Scale
  y: Scale
  label: string
}) {
  const shown = after.filter(({ day }) => dayNumber(day) <= x.domain[1])
  const last = shown.at(-1)
  if (!last) return null
  const points = shown.map(({ day, value }) => [x(dayNumber(day)), y(value)] as const)
  return (
    <g>
      <path d={stepPath(points)} fill="none" stroke="var(--surface)" strokeWidth={5} />
      <path d={stepPath(points)} fill="none" stroke="var(--ink)" strokeWidth={2.25} />
      <text
        x={round(x(dayNumber(last.day))) - 6}
        y={round(y(last.value)) + 18}
        textAnchor="end"
        className={s.strong}
      >
        {label}
      </text>
    </g>
  )
}

/** What the last day says, at the right end; labels kept apart. */
function Ends({
  plan,
  y,
  left,
  write,
}: {
  plan: BandPlan
  y: Scale
  left: number
  write: (value: number) => string
}) {
  const { t } = useChartText()
  const at = plan.bands.p50.length - 1
  const value = (name: keyof Bands): number => plan.bands[name][at] as number
  const middle = y(value('p50'))
  const all = [
    { name: 'p95' as const, at: Math.min(y(value('p95')), middle - 17), key: 'plan.p95' },
    { name: 'p50' as const, at: middle, key: 'plan.median' },
    { name: 'p5' as const, at: Math.max(y(value('p5')), middle + 17), key: 'plan.p5' },
  ]
  return all.map((one) => (
    <text
      key={one.name}
      x={round(left)}
      y={round(one.at) + 4}
      className={one.name === 'p50' ? s.strong : s.label}
      style={one.name === 'p50' ? { fill: 'var(--accent)' } : undefined}
    >
      {t(one.key, { value: write(value(one.name)) })}
    </text>
  ))
}

const Key = ({ plans }: { plans: readonly BandPlan[] }) => (
  <ul className={s.key}>
    {plans.map(({ key, label, color }) => (
      <li key={key}>
        <svg width={22} height={12} aria-hidden="true">
          <rect width={22} height={12} fill={color} fillOpacity={0.2} />
          <path d="M0,6H22" stroke={color} strokeWidth={2} strokeDasharray="5 3.5" />
        </svg>
        {label}
      </li>
    ))}
  </ul>
)
