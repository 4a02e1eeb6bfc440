/**
 * Rows of amounts cut into the parts of which they are made, in one order for all: money by the step it has reached,
 * people by what they wait for. The end of each bar bears its sum; the parts are named once, above.
 */
import { ChartFrame } from './ChartFrame.tsx'
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import { Reading } from './Reading.tsx'
import { planRows, RowAxis, RowName } from './RowAxis.tsx'
import { round, scale, ticks } from './scale.ts'

export type StepPart = {
  key: string
  title: string
  color: string
  /** Drawn as an empty frame: what is owed and has not begun. */
  isOpen?: boolean
}
export type StepRow = {
  key: string
  label: string
  values: Readonly<Record<string, number>>
  /** Said when the row is read. */
  lines?: readonly string[]
}
type Props = {
  title: string
  subtitle: string
  source: string
  file: string
  unit: string
  name: string
  parts: readonly StepPart[]
  rows: readonly StepRow[]
  write: (value: number) => string
  bare?: boolean
  level?: 2 | 3
  onOpen?: (row: string, part: string) => void
}

const sizes = { row: 26, narrowRow: 42, mostName: 200 }

export function StepBars(props: Props) {
  const { rows, write, unit } = props
  const parts = props.parts.filter(({ key }) => rows.some(({ values }) => (values[key] ?? 0) > 0))
  const sum = ({ values }: StepRow): number =>
    parts.reduce((total, { key }) => total + (values[key] ?? 0), 0)
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      source={props.source}
      file={props.file}
      bare={props.bare ?? false}
      level={props.level ?? 2}
      aside={<Key parts={parts} />}
      table={{
        columns: [
          { key: 'label', title: props.name },
          ...parts.map(({ key, title }) => ({ key, title: `${title}, ${unit}`, number: true })),
        ],
        rows: rows.map((row) => ({
          label: row.label,
          ...Object.fromEntries(parts.map(({ key }) => [key, row.values[key] ?? 0])),
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
        const top = ticks(0, Math.max(1, ...rows.map(sum)), narrow ? 3 : 5)
        const right = 12 + Math.max(...rows.map((row) => textWidth(write(sum(row)), 12)))
        const x = scale([0, top.at(-1) as number], [name + 2, width - right])
        const placed = rows.flatMap((row, i) => {
          let at = 0
          return parts.flatMap((part) => {
            const value = row.values[part.key] ?? 0
            if (value <= 0) return []
            const from = at
            at += value
            return [{ row, part, value, from, y: plan.y(i) }]
          })
        })
        return (
          <Reading
            label={props.title}
            width={width}
            height={height}
            onOpen={
              props.onOpen &&
              ((id) => {
                const found = placed.find(({ row, part }) => `${row.key} ${part.key}` === id)
                if (found) props.onOpen?.(found.row.key, found.part.key)
              })
            }
            items={placed.map(({ row, part, value, from, y }) => ({
              id: `${row.key} ${part.key}`,
              x: x(from + value / 2),
              y,
              title: `${row.label}, ${part.title}: ${write(value)} ${unit}`,
              lines: row.lines ?? [],
            }))}
          >
            {(active) => (
              <>
                <RowAxis marks={top.filter(Number.isInteger)} x={x} height={height} write={write} />
                {rows.map((row, i) => {
                  const y = plan.y(i)
                  return (
                    <g key={row.key}>
                      <RowName plan={plan} index={i} label={row.label} />
                      <text x={round(x(sum(row)) + 7)} y={y + 4} className={s.strong}>
                        {write(sum(row))}
                      </text>
                    </g>
                  )
                })}
                {placed.map(({ row, part, value, from, y }) => (
                  <rect
                    key={`${row.key} ${part.key}`}
                    x={round(x(from)) + 0.5}
                    y={y - 7}
                    width={Math.max(1.5, round(x(from + value) - x(from)) - 1)}
                    height={14}
                    fill={part.isOpen ? 'var(--surface)' : part.color}
                    stroke={
                      active === `${row.key} ${part.key}`
                        ? 'var(--ink)'
                        : part.isOpen
                          ? part.color
                          : 'none'
                    }
                    strokeDasharray={
                      part.isOpen && active !== `${row.key} ${part.key}` ? '3 2' : undefined
                    }
                    strokeWidth={1.25}
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

const Key = ({ parts }: { parts: readonly StepPart[] }) => (
  <ul className={s.key}>
    {parts.map(({ key, title, color, isOpen }) => (
      <li key={key}>
        <svg width={14} height={12} aria-hidden="true">
          <rect
            x={0.75}
            y={0.75}
            width={12.5}
            height={10.5}
            fill={isOpen ? 'var(--surface)' : color}
            stroke={isOpen ? color : 'none'}
            strokeDasharray={isOpen ? '3 2' : undefined}
          />
        </svg>
        {title}
      </li>
    ))}
  </ul>
)
