/**
 * What one more of each thing buys, and what one fewer costs: the change of a mean, drawn from nothing to both sides, with
 * its standard error as a whisker. What cannot be told from nothing says so.
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
type Props = {
  title: string
  subtitle: string
  source: string
  file: string
  unit: string
  rows: readonly WorthRow[]
  isStale?: boolean
}

const sizes = { row: 29, narrowRow: 29, mostName: 190, narrowBelow: 0 }

export function Tornado(props: Props) {
  const { rows, unit } = props
  const { t, number } = useChartText()
  const amount = (value: number): string => number(Number(value.toPrecision(2)))
  const signed = (value: number): string =>
    `${value > 0 ? '+' : value < 0 ? '−' : ''}${amount(Math.abs(value))}`
  const tell = (worth: Worth): string => (worth.isTold ? signed(worth.value) : '≈ 0')
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
          { key: 'more', title: `${t('plan.oneMore')}, ${unit}`, number: true },
          { key: 'moreError', title: t('plan.column.error'), number: true },
          { key: 'fewer', title: `${t('plan.oneFewer')}, ${unit}`, number: true },
          { key: 'fewerError', title: t('plan.column.error'), number: true },
        ],
        rows: rows.map(({ label, more, fewer }) => ({
          label,
          more: more?.value ?? null,
          moreError: more?.error ?? null,
          fewer: fewer?.value ?? null,
          fewerError: fewer?.error ?? null,
        })),
      }}
    >
      {(width) => {
        const plan = planRows(
          rows.map(({ label }) => label),
          width,
          { ...sizes, mostName: Math.min(190, width * 0.46) },
        )
        const sides = rows.flatMap(({ more, fewer }) =>
          [more, fewer].filter((one) => one !== undefined),
        )
        const most = Math.max(1e-9, ...sides.map(({ value }) => Math.max(0, value)))
        const least = Math.min(-1e-9, ...sides.map(({ value }) => Math.min(0, value)))
        const room = 10 + Math.max(24, ...sides.map((one) => textWidth(tell(one), 12)))
        const x = scale([least, most], [plan.name + room, width - room])
        const zero = x(0)
        const height = rows.length * plan.step + 22
        return (
          <Reading
            label={props.title}
            width={width}
            height={height}
            items={rows.map(({ key, label, more, fewer }, i) => ({
              id: key,
              x: x(more?.value ?? 0),
              y: plan.y(i),
              title: label,
              lines: [...explain('plan.moreBuys', more), ...explain('plan.fewerCosts', fewer)],
            }))}
          >
            {(active) => (
              <g opacity={props.isStale ? 0.45 : 1}>
                {rows.map(({ key, label, more, fewer }, i) => (
                  <g key={key}>
                    <RowName plan={plan} index={i} label={label} />
                    {fewer && <Side worth={fewer} y={plan.y(i)} x={x} text={tell(fewer)} hollow />}
                    {more && <Side worth={more} y={plan.y(i)} x={x} text={tell(more)} />}
                    {active === key && (
                      <path d={`M${plan.name},${plan.y(i) + 13}H${width}`} stroke="var(--line2)" />
                    )}
                  </g>
                ))}
                <path
                  d={`M${round(zero)},0V${height - 18}`}
                  stroke="var(--ink2)"
                  strokeWidth={1.25}
                />
                <text x={round(zero) - 7} y={height - 4} textAnchor="end" className={s.tick}>
                  {t('plan.oneFewer')}
                </text>
                <text x={round(zero) + 7} y={height - 4} className={s.tick}>
                  {t('plan.oneMore')}
                </text>
              </g>
            )}
          </Reading>
        )
      }}
    </ChartFrame>
  )
}

function Side({
  worth,
  y,
  x,
  text,
  hollow = false,
}: {
  worth: Worth
  y: number
  x: (value: number) => number
  text: string
  hollow?: boolean
}) {
  const told = worth.isTold
  const [zero, end] = [x(0), x(worth.value)]
  const isRight = worth.value > 0 || (worth.value === 0 && !hollow)
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
