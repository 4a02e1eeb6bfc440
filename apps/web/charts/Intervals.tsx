/**
 * A value with its interval, one row a class: a dot on a whisker, the number in words at its right. A class whose record
 * is too short bears a dash and says how little there is. Linear axis from zero, one unit.
 */
import { ChartFrame } from './ChartFrame.tsx'
import s from './chart.module.css'
import { Reading } from './Reading.tsx'
import { planRows, RowAxis, RowName } from './RowAxis.tsx'
import { round, scale, ticks } from './scale.ts'
import { useChartText } from './text.ts'

export type IntervalRow = {
  key: string
  label: string
  value: number | null
  low: number | null
  high: number | null
  /** On how many it rests, such as `14 failures of 22 vehicles`. */
  rests: string
}
type Props = {
  title: string
  subtitle: string
  source: string
  file: string
  unit: string
  color?: string
  rows: readonly IntervalRow[]
  columns: { name: string; value: string; low: string; high: string; rests: string }
  write: (value: number) => string
  /** The axis ends here though a whisker may go on: then it bears an arrow. */
  most?: number
}

const sizes = { row: 34, narrowRow: 48, mostName: 320 }

export function Intervals(props: Props) {
  const { rows, write, unit, columns } = props
  const { t } = useChartText()
  const color = props.color ?? 'var(--accent)'
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      source={props.source}
      file={props.file}
      table={{
        columns: [
          { key: 'label', title: columns.name },
          { key: 'value', title: columns.value, number: true },
          { key: 'low', title: columns.low, number: true },
          { key: 'high', title: columns.high, number: true },
          { key: 'rests', title: columns.rests },
        ],
        rows: rows.map(({ label, value, low, high, rests }) => ({
          label,
          value,
          low,
          high,
          rests,
        })),
      }}
    >
      {(width) => {
        const plan = planRows(
          rows.map(({ label }) => label),
          width,
          sizes,
        )
        const { narrow, name, height } = plan
        const values = rows.flatMap((r) => [r.value ?? [], r.high ?? []].flat())
        const most = Math.min(props.most ?? Number.POSITIVE_INFINITY, Math.max(1, ...values))
        const marks = ticks(0, most, narrow ? 3 : 5)
        const right = 64
        const x = scale([0, marks.at(-1) as number], [name + 4, width - right])
        return (
          <Reading
            label={props.title}
            width={width}
            height={height}
            items={rows.flatMap((r, i) =>
              r.value === null && r.low === null
                ? []
                : [
                    {
                      id: r.key,
                      x: Math.min(x(r.value ?? r.low ?? 0), width - right),
                      y: plan.y(i),
                      title: `${r.label}: ${r.value === null ? t('chart.atLeastValue', { value: write(r.low ?? 0) }) : write(r.value)} ${unit}`,
                      lines: [
                        r.low !== null && r.high !== null
                          ? t('chart.interval', { low: write(r.low), high: write(r.high) })
                          : t('chart.noInterval'),
                        r.rests,
                      ],
                    },
                  ],
            )}
          >
            {(active) => (
              <>
                <RowAxis marks={marks} x={x} height={height} write={write} />
                {rows.map((r, i) => {
                  const y = plan.y(i)
                  const end = x.domain[1]
                  const high = r.high === null ? null : Math.min(r.high, end)
                  return (
                    <g key={r.key}>
                      <RowName plan={plan} index={i} label={r.label} />
                      {r.value === null ? (
                        <>
                          {r.low !== null && (
                            <path
                              d={`M${round(x(Math.min(r.low, end)))},${y - 4}v8M${round(x(Math.min(r.low, end)))},${y}H${round(x(end))}m-5,-4l5,4l-5,4`}
                              stroke={color}
                              strokeWidth={1.6}
                              strokeDasharray="4 3"
                              fill="none"
                            />
                          )}
                          <text
                            x={r.low === null ? name + 10 : width}
                            y={y + 4}
                            textAnchor={r.low === null ? 'start' : 'end'}
                            className={s.label}
                          >
                            {r.low === null
                              ? `— ${r.rests}`
                              : t('chart.atLeastValue', { value: write(r.low) })}
                          </text>
                        </>
                      ) : (
                        <>
                          {r.low !== null && high !== null && (
                            <path
                              d={`M${round(x(r.low))},${y}H${round(x(high))}M${round(x(r.low))},${y - 4}v8${
                                r.high !== null && r.high > end
                                  ? `M${round(x(high) - 5)},${y - 4}l5,4l-5,4`
                                  : `M${round(x(high))},${y - 4}v8`
                              }`}
                              stroke={color}
                              strokeWidth={1.6}
                              fill="none"
                            />
                          )}
                          <circle
                            cx={round(Math.min(x(r.value), x(end)))}
                            cy={y}
                            r={active === r.key ? 6 : 4.5}
                            fill={color}
                          />
                          <text x={width} y={y + 4} textAnchor="end" className={s.strong}>
                            {write(r.value)}
                          </text>
                        </>
                      )}
                    </g>
                  )
                })}
              </>
            )}
          </Reading>
        )
      }}
    </ChartFrame>
  )
}
