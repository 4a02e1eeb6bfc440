/**
 * The spread of rival statements in one glance: a grey line from lowest to highest, a tick for each statement, a teal
 * diamond for the figure in use. Small in a figure's cell and in rows; words stand beside it, so it is hidden from
 * assistive tools.
 */
import { scale } from './scale.ts'

export type SpreadGlyphProps = {
  values: readonly number[]
  used: number | null
  width?: number
  height?: number
}

export function SpreadGlyph({ values, used, width = 58, height = 12 }: SpreadGlyphProps) {
  const all = used === null ? values : [...values, used]
  if (values.length === 0) return null
  const low = Math.min(...all)
  const high = Math.max(...all)
  const x = scale(high > low ? [low, high] : [low - 1, high + 1], [5, width - 5])
  const middle = height / 2
  const span = [Math.min(...values), Math.max(...values)] as const
  const ends = new Set(span)
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <path
        d={`M${x(span[0])},${middle}H${x(span[1])}`}
        stroke="var(--control)"
        strokeWidth={1.25}
      />
      {[...new Set(values)].map((value) => (
        <path
          key={value}
          d={`M${x(value)},${middle - (ends.has(value) ? 4 : 3)}v${ends.has(value) ? 8 : 6}`}
          stroke="var(--ink2)"
          strokeWidth={1.5}
        />
      ))}
      {used !== null && (
        <path
          d={`M${x(used)},${middle - 5}l5,5l-5,5l-5,-5z`}
          fill="var(--accent)"
          stroke="var(--surface)"
          strokeWidth={0.75}
        />
      )}
    </svg>
  )
}
