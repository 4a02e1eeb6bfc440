/**
 * Rival statements along one axis, a row for each: its mark by precision, what it says and how it disagrees beside it,
 * and the figure in use as a line through all of them. For numbers and for dates; what is garbled is dashed and, where
 * it would stretch the axis, only points off it.
 */

import { ClaimMark } from './ClaimMark.tsx'
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import { Reading } from './Reading.tsx'
import type { Readable } from './reading.ts'
import { round, scale, ticks, timeTicks } from './scale.ts'
import type { Precision } from './statement.ts'
import { useChartText } from './text.ts'
import { useWidth } from './useWidth.ts'

export type PlotRow = {
  id: string
  /** What is said, with how it stands to the others: `5,601 · copy`. */
  words: string
  /** More lines for the plate. */
  lines: readonly string[]
  precision: Precision
  /** The place of the mark; null where the statement gives no figure. */
  value: number | null
  low: number | null
  high: number | null
  color: string
  faint?: boolean
}
type Props = {
  label: string
  rows: readonly PlotRow[]
  used: number | null
  /** Values are days since 1970. */
  dates?: boolean
  selected?: string | undefined
  onPick?: (id: string) => void
}

const ROW = 21

/** The axis spans what is clearly said; a garbled figure ten times beyond does not stretch it. */
function domainOf(
  rows: readonly PlotRow[],
  used: number | null,
  dates: boolean,
): readonly [number, number] {
  const clear = rows.filter((row) => row.precision !== 'garbled')
  const ends = (clear.length > 0 ? clear : rows).flatMap((row) => [row.low, row.value, row.high])
  const values = [...ends, used].filter((n): n is number => n !== null && Number.isFinite(n))
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (dates) return [low - 20, high + 20]
  if (low === high) return [low - Math.abs(low) * 0.1 - 1, high + Math.abs(high) * 0.1 + 1]
  // From zero, unless the statements are so near each other that nothing could be told apart.
  return low >= 0 && low < high * 0.6 ? [0, high] : [low - (high - low) * 0.25, high]
}

export function SaidPlot({ label, rows, used, dates = false, selected, onPick }: Props) {
  const { short, tick } = useChartText()
  const [ref, width] = useWidth<HTMLDivElement>(520)
  const [low, high] = domainOf(rows, used, dates)
  const shown = dates ? [] : ticks(low, high, Math.max(2, Math.floor(width / 110)))
  const top = dates ? high : Math.max(high, shown.at(-1) ?? high)
  const x = scale(
    [shown[0] !== undefined && shown[0] >= 0 && low >= 0 ? Math.min(shown[0], low) : low, top],
    [16, width - 58],
  )
  const base = rows.length * ROW + 12
  const edge = width - 34
  const at = (n: number): number => Math.min(edge, x(n))
  const items: Readable[] = rows.flatMap((row, i) =>
    row.value === null
      ? []
      : [{ id: row.id, x: at(row.value), y: i * ROW + 17, title: row.words, lines: row.lines }],
  )
  const days = dates ? timeTicks(low, high, width - 70, 90) : []
  return (
    <div ref={ref}>
      <Reading label={label} width={width} height={base + 20} items={items} onOpen={onPick}>
        {(active) => (
          <>
            {shown.map((n) => (
              <g key={n}>
                <path d={`M${round(x(n))},4V${base}`} className={s.grid} />
                <text x={round(x(n))} y={base + 15} textAnchor="middle" className={s.tick}>
                  {short(n)}
                </text>
              </g>
            ))}
            {days.map((one, i) => (
              <g key={one.at}>
                <path d={`M${round(x(one.at))},4V${base}`} className={s.grid} />
                <text x={round(x(one.at))} y={base + 15} textAnchor="middle" className={s.tick}>
                  {tick(one, i)}
                </text>
              </g>
            ))}
            {used !== null && (
              <path d={`M${round(at(used))},0V${base}`} stroke="var(--accent)" strokeWidth={2} />
            )}
            {rows.map((row, i) => {
              const y = i * ROW + 17
              if (row.value === null) {
                return (
                  <text key={row.id} x={16} y={y + 4} className={s.label}>
                    {row.words}
                  </text>
                )
              }
              const middle = at(row.value)
              const off = x(row.value) > edge
              const wide = row.low !== null && row.high !== null && row.high > row.low
              const leftEdge = wide ? Math.min(middle, at(row.low as number)) : middle
              const rightEdge = wide ? Math.max(middle, at(row.high as number)) : middle
              const toLeft = leftEdge - 10 - textWidth(row.words, 11) > 4
              const arrow = row.precision === 'atLeast' || row.precision === 'over' ? 24 : 8
              return (
                <g key={row.id} opacity={row.faint ? 0.5 : 1}>
                  {selected === row.id && (
                    <rect
                      x={0}
                      y={y - ROW / 2}
                      width={width}
                      height={ROW}
                      fill="var(--accent-soft)"
                      opacity={0.6}
                    />
                  )}
                  {row.precision === 'garbled' && wide && (
                    <path
                      d={`M${round(leftEdge)},${y}H${round(rightEdge)}`}
                      stroke={row.color}
                      strokeWidth={1.5}
                      strokeDasharray="3 3"
                    />
                  )}
                  {(off ||
                    (row.high !== null && Number.isFinite(row.high) && x(row.high) > edge)) && (
                    <path
                      d={`M${edge},${y}m-5,-4l5,4l-5,4`}
                      stroke={row.color}
                      strokeWidth={1.5}
                      fill="none"
                    />
                  )}
                  <ClaimMark
                    x={round(middle)}
                    y={y}
                    values="right"
                    precision={row.precision}
                    color={row.color}
                    low={wide && row.precision !== 'garbled' ? round(leftEdge) : undefined}
                    high={wide && row.precision !== 'garbled' ? round(rightEdge) : undefined}
                    active={active === row.id}
                  />
                  <text
                    x={round(toLeft ? leftEdge - 9 : rightEdge + arrow + 3)}
                    y={y + 4}
                    textAnchor={toLeft ? 'end' : 'start'}
                    className={s.label}
                  >
                    {row.words}
                  </text>
                </g>
              )
            })}
          </>
        )}
      </Reading>
    </div>
  )
}
