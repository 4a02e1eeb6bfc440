/**
 * Amounts as bars, one row each, with a tick for the level each should reach: days of supply against the least days,
 * days off the road by class. A row without an amount is a dash with its reason, never a bar of no length; one that goes on
 * beyond the axis ends in an arrow.
 */
import { ChartFrame } from './ChartFrame.tsx'
import s from './chart.module.css'
import { Reading } from './Reading.tsx'
import { planRows, RowAxis, RowName } from './RowAxis.tsx'
import { round, scale, ticks } from './scale.ts'

export type AmountRow = {
  key: string
  label: string
  value: number | null
  /** What it should at least be. */
  least?: number | null
  why?: string | undefined
  lines?: readonly string[]
  tone?: 'plain' | 'out'
}
type Props = {
  title: string
  subtitle: string
  source: string
  file: string
  unit: string
  rows: readonly AmountRow[]
  columns: { name: string; value: string; least?: string }
  write: (value: number) => string
  most?: number
  bare?: boolean
  onOpen?: (key: string) => void
}

const sizes = { row: 26, narrowRow: 42, mostName: 230, narrowBelow: 480 }

export function AmountBars(props: Props) {
  const { rows, write, columns } = props
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      source={props.source}
      file={props.file}
      bare={props.bare ?? false}
      table={{
        columns: [
          { key: 'label', title: columns.name },
          { key: 'value', title: columns.value, number: true },
          ...(columns.least ? [{ key: 'least', title: columns.least, number: true }] : []),
        ],
        rows: rows.map(({ label, value, least }) => ({ label, value, least: least ?? null })),
      }}
    >
      {(width) => {
        const plan = planRows(
          rows.map(({ label }) => label),
          width,
          sizes,
        )
        const { narrow, name, height } = plan
        const most = Math.min(
          props.most ?? Number.POSITIVE_INFINITY,
          Math.max(1, ...rows.flatMap((r) => [r.value ?? 0, r.least ?? 0])),
        )
        const marks = ticks(0, most, narrow ? 3 : 5)
        const right = 58
        const x = scale([0, marks.at(-1) as number], [name + 2, width - right])
        return (
          <Reading
            label={props.title}
            width={width}
            height={height}
            onOpen={props.onOpen}
            items={rows.map((r, i) => ({
              id: r.key,
              x: r.value === null ? name + 10 : Math.min(x(r.value), width - right),
              y: plan.y(i),
              title:
                r.value === null ? `${r.label}: —` : `${r.label}: ${write(r.value)} ${props.unit}`,
              lines: [...(r.why && r.value === null ? [r.why] : []), ...(r.lines ?? [])],
            }))}
          >
            {(active) => (
              <>
                <RowAxis marks={marks} x={x} height={height} write={write} />
                {rows.map((r, i) => {
                  const y = plan.y(i)
                  const end = x.domain[1]
                  return (
                    <g key={r.key}>
                      <RowName plan={plan} index={i} label={r.label} />
                      {r.value === null ? (
                        <text x={name + 8} y={y + 4} className={s.label}>
                          {`— ${r.why ?? ''}`}
                        </text>
                      ) : (
                        <>
                          <rect
                            x={round(x(0))}
                            y={y - 6}
                            width={round(Math.max(2, x(Math.min(r.value, end)) - x(0)))}
                            height={12}
                            fill={r.tone === 'out' ? 'var(--out)' : 'var(--accent)'}
                            fillOpacity={active === r.key ? 1 : 0.85}
                          />
                          {r.value > end && (
                            <path
                              d={`M${round(x(end)) + 3},${y - 6}l6,6l-6,6z`}
                              fill={r.tone === 'out' ? 'var(--out)' : 'var(--accent)'}
                            />
                          )}
                          <text x={width} y={y + 4} textAnchor="end" className={s.strong}>
                            {write(r.value)}
                          </text>
                        </>
                      )}
                      {typeof r.least === 'number' && (
                        <path
                          d={`M${round(x(Math.min(r.least, end)))},${y - 10}v20`}
                          stroke="var(--ink)"
                          strokeWidth={2}
                        />
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
