/**
 * What one more of each thing buys, and what one fewer costs: the change of a mean, drawn from nothing to both sides, with
 * its standard error as a whisker. What cannot be told from nothing says so. What is measured otherwise is a group with a scale
 * of its own.
 */
import { ChartFrame } from './ChartFrame.tsx'
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import { Reading } from './Reading.tsx'
import { planRows, RowName } from './RowAxis.tsx'
import { round, scale } from './scale.ts'
import { useChartText } from './text.ts'

/** `isTold`: whether it can be told from nothing. */
export type Worth = { value: number; error: number; isTold: boolean }
/** A side that cannot be asked, since the lever is at its end, is absent. */
export type WorthRow = { key: string; label: string; more?: Worth; fewer?: Worth }
/** `title`: what is measured, with its unit. */
export type WorthGroup = { key: string; title: string; rows: readonly WorthRow[] }
type Props = {
  title: string
  subtitle: string
  source: string
  file: string
  groups: readonly WorthGroup[]
  isStale?: boolean
}

const sizes = { row: 29, narrowRow: 29, mostName: 190, narrowBelow: 0 }
/** What stands above the rows of a group, and between two groups. */
const HEAD = 24

export function Tornado(props: Props) {
  const { groups } = props
  const { t, number } = useChartText()
  const amount = (value: number): string => number(Number(value.toPrecision(2)))
  const signed = (value: number): string =>
    `${value > 0 ? '+' : value < 0 ? '−' : ''}${amount(Math.abs(value))}`
  const tell = (worth: Worth): string =>
    worth.isTold && amount(worth.value) !== number(0) ? signed(worth.value) : '≈ 0'
  const explain = (key: string, worth: Worth | undefined): string[] =>
    worth
      ? [
          t(key, { value: signed(worth.value), error: amount(worth.error) }),
          ...(worth.isTold ? [] : [t('plan.notTold')]),
        ]
      : []
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      source={props.source}
      file={props.file}
      table={{
        columns: [
          { key: 'label', title: t('plan.column.lever') },
          { key: 'of', title: t('plan.column.figure') },
          { key: 'more', title: t('plan.oneMore'), number: true },
          { key: 'moreError', title: t('plan.column.error'), number: true },
          { key: 'fewer', title: t('plan.oneFewer'), number: true },
          { key: 'fewerError', title: t('plan.column.error'), number: true },
        ],
        rows: groups.flatMap(({ title, rows }) =>
          rows.map(({ label, more, fewer }) => ({
            label,
            of: title,
            more: more?.value ?? null,
            moreError: more?.error ?? null,
            fewer: fewer?.value ?? null,
            fewerError: fewer?.error ?? null,
          })),
        ),
      }}
    >
      {(width) => {
        const plan = planRows(
          groups.flatMap(({ rows }) => rows.map(({ label }) => label)),
          width,
          { ...sizes, mostName: Math.min(190, width * 0.46) },
        )
        const all = groups.flatMap(({ rows }) => rows.flatMap(sidesOf))
        const room = 10 + Math.max(24, ...all.map((one) => textWidth(tell(one), 12)))
        // Nothing lies at the same place in all groups, each of which has its own scale to both sides of it.
        const reaches = groups.map(({ rows }) => reachOf(rows.flatMap(sidesOf)))
        const left = Math.max(0.04, ...reaches.map(([below, above]) => below / (below + above)))
        const part = Math.min(0.96, left)
        let end = 0
        const placed = groups.map(({ key, title, rows }, at) => {
          const [below, above] = reaches[at] as Reach
          const whole = Math.max(below / part, above / (1 - part))
          const top = end + HEAD
          end = top + rows.length * plan.step
          const ends = [-part * whole, (1 - part) * whole] as const
          return {
            key,
            title,
            rows,
            top,
            foot: end,
            x: scale(ends, [plan.name + room, width - room]),
          }
        })
        const height = end + 24
        return (
          <Reading
            label={props.title}
            width={width}
            height={height}
            items={placed.flatMap(({ rows, top, x, title }) =>
              rows.map(({ key, label, more, fewer }, i) => ({
                id: key,
                x: x(more?.value ?? 0),
                y: top + plan.y(i),
                title: label,
                lines: [
                  title,
                  ...explain('plan.moreBuys', more),
                  ...explain('plan.fewerCosts', fewer),
                ],
              })),
            )}
          >
            {(active) => (
              <g opacity={props.isStale ? 0.45 : 1}>
                {placed.map(({ key: group, title, rows, top, foot, x }) => (
                  <g key={group}>
                    <text x={0} y={top - 8} className={s.label}>
                      {title}
                    </text>
                    <g transform={`translate(0,${top})`}>
                      {rows.map(({ key, label, more, fewer }, i) => (
                        <g key={key}>
                          <RowName plan={plan} index={i} label={label} />
                          {fewer && (
                            <Side
                              worth={fewer}
                              other={more}
                              y={plan.y(i)}
                              x={x}
                              text={tell(fewer)}
                              hollow
                            />
                          )}
                          {more && (
                            <Side
                              worth={more}
                              other={fewer}
                              y={plan.y(i)}
                              x={x}
                              text={tell(more)}
                            />
                          )}
                          {active === key && (
                            <path
                              d={`M${plan.name},${plan.y(i) + 13}H${width}`}
                              stroke="var(--line2)"
                            />
                          )}
                        </g>
                      ))}
                    </g>
                    <path
                      d={`M${round(x(0))},${top}V${foot + 2}`}
                      stroke="var(--ink2)"
                      strokeWidth={1.25}
                    />
                  </g>
                ))}
                <rect x={0} y={height - 13} width={14} height={9} fill="var(--accent)" />
                <text x={20} y={height - 5} className={s.tick}>
                  {t('plan.oneMore')}
                </text>
                <rect
                  x={40.5 + textWidth(t('plan.oneMore'), 11)}
                  y={height - 12.5}
                  width={13}
                  height={8}
                  fill="var(--surface)"
                  stroke="var(--ink2)"
                />
                <text x={60 + textWidth(t('plan.oneMore'), 11)} y={height - 5} className={s.tick}>
                  {t('plan.oneFewer')}
                </text>
              </g>
            )}
          </Reading>
        )
      }}
    </ChartFrame>
  )
}

type Reach = readonly [below: number, above: number]
const reachOf = (sides: readonly Worth[]): Reach => [
  Math.max(1e-9, ...sides.map(({ value }) => -value)),
  Math.max(1e-9, ...sides.map(({ value }) => value)),
]
const sidesOf = ({ more, fewer }: WorthRow): Worth[] =>
  [more, fewer].filter((one) => one !== undefined)

function Side({
  worth,
  other,
  y,
  x,
  text,
  hollow = false,
}: {
  worth: Worth
  /** To its other side goes what cannot be told. */
  other: Worth | undefined
  y: number
  x: (value: number) => number
  text: string
  hollow?: boolean
}) {
  const told = worth.isTold
  const [zero, end] = [x(0), x(worth.value)]
  const isRight = told ? worth.value > 0 : other?.isTold ? other.value < 0 : !hollow
  const reach = isRight
    ? Math.max(end, told ? x(worth.value + worth.error) : zero)
    : Math.min(end, told ? x(worth.value - worth.error) : zero)
  return (
    <g>
      {told && (
        <>
          <rect
            x={round(Math.min(zero, end))}
            y={y - 7}
            width={Math.max(1.5, round(Math.abs(end - zero)))}
            height={14}
            fill={hollow ? 'var(--surface)' : 'var(--accent)'}
            fillOpacity={hollow ? 1 : 0.88}
            stroke={hollow ? 'var(--ink2)' : 'none'}
            strokeWidth={1}
          />
          <path
            d={`M${round(x(worth.value - worth.error))},${y}H${round(x(worth.value + worth.error))}`}
            stroke="var(--ink)"
            strokeWidth={1.5}
          />
        </>
      )}
      <text
        x={round(reach) + (isRight ? 6 : -6)}
        y={y + 4}
        textAnchor={isRight ? 'start' : 'end'}
        className={told && !hollow ? s.strong : s.label}
      >
        {text}
      </text>
    </g>
  )
}
