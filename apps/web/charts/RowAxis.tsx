/**
 * What charts of named rows share: how much room the names take, where each row lies, the ticks of the value axis. On a
 * narrow page a name stands above its row. What is drawn in a row is the chart's own.
 */
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import { round, type Scale } from './scale.ts'

export type RowPlan = {
  narrow: boolean
  /** Where the bars may begin. */
  name: number
  /** From one row to the next. */
  step: number
  height: number
  /** The middle of the bar of a row. */
  y(index: number): number
}

const FOOT = 26

export function planRows(
  labels: readonly string[],
  width: number,
  sizes: { row: number; narrowRow: number; mostName: number; narrowBelow?: number },
): RowPlan {
  const narrow = width < (sizes.narrowBelow ?? 520)
  const step = narrow ? sizes.narrowRow : sizes.row
  const widest = Math.max(64, ...labels.map((label) => textWidth(label, 13)))
  return {
    narrow,
    name: narrow ? 0 : Math.min(sizes.mostName, widest) + 14,
    step,
    height: labels.length * step + FOOT,
    y: (index) => index * step + (narrow ? 28 : step / 2),
  }
}

export function RowAxis({
  marks,
  x,
  height,
  write,
}: {
  marks: readonly number[]
  x: Scale
  height: number
  write: (value: number) => string
}) {
  return marks.map((value) => (
    <g key={value}>
      <path d={`M${round(x(value))},0V${height - 22}`} className={value === 0 ? s.axis : s.grid} />
      <text x={round(x(value))} y={height - 7} textAnchor="middle" className={s.tick}>
        {write(value)}
      </text>
    </g>
  ))
}

export const RowName = ({
  plan,
  index,
  label,
}: {
  plan: RowPlan
  index: number
  label: string
}) => (
  <text x={0} y={plan.y(index) + (plan.narrow ? -13 : 4)} className={s.rowName}>
    {label}
  </text>
)
