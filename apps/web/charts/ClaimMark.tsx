/**
 * The mark of one source statement, by its precision: exact is filled, all else hollow; about wears a whisker, at
 * least and over an arrow towards more, at most and below towards less, a range its true ends; a month is a bar, a
 * year a dotted line; garbled is dashed. Used by every chart that shows statements, along either axis.
 */
import type { Precision } from './statement.ts'

export type ClaimMarkProps = {
  x: number
  y: number
  precision: Precision
  /** A colour token, such as `var(--accent)`. */
  color: string
  /** The axis along which values run. */
  values?: 'up' | 'right'
  /** Pixel ends of the whisker along the value axis, for about and range. */
  low?: number | undefined
  high?: number | undefined
  /** Pixel ends along the time axis where only a month or a year is said. */
  span?: readonly [from: number, to: number, grain: 'month' | 'year'] | undefined
  active?: boolean
  /** A shorter arrow, for keys and rows. */
  small?: boolean
}

const R = 3.4
const ARROW = 17
const SMALL = 9

export function ClaimMark({
  x,
  y,
  precision,
  color,
  values = 'up',
  low,
  high,
  span,
  active,
  small,
}: ClaimMarkProps) {
  const up = values === 'up'
  const more = precision === 'atLeast' || precision === 'over'
  const less = precision === 'atMost' || precision === 'below'
  const length = small ? SMALL : ARROW
  const line = { stroke: color, strokeWidth: 1.5, fill: 'none' as const }
  return (
    <g>
      {span && <TimeBar span={span} y={y} color={color} />}
      {(precision === 'about' || precision === 'range') &&
        low !== undefined &&
        high !== undefined && (
          <path {...line} d={up ? whiskerUp(x, low, high) : whiskerRight(y, low, high)} />
        )}
      {more && (
        <path {...line} d={up ? arrowUp(x, y - R, -length) : arrowRight(x + R, y, length)} />
      )}
      {less && (
        <path {...line} d={up ? arrowUp(x, y + R, length) : arrowRight(x - R, y, -length)} />
      )}
      {active && <circle cx={x} cy={y} r={R + 4.5} fill="none" stroke={color} strokeWidth={1.5} />}
      <circle
        cx={x}
        cy={y}
        r={precision === 'exact' ? R + 0.35 : R}
        fill={precision === 'exact' ? color : 'var(--surface)'}
        stroke={color}
        strokeWidth={precision === 'exact' ? 0 : 1.6}
        strokeDasharray={precision === 'garbled' || precision === 'vague' ? '2 1.6' : undefined}
      />
    </g>
  )
}

function TimeBar({
  span: [from, to, grain],
  y,
  color,
}: {
  span: readonly [number, number, 'month' | 'year']
  y: number
  color: string
}) {
  const dotted = grain === 'year'
  return (
    <path
      d={`M${from},${y}H${to}${dotted ? '' : `M${from},${y - 2}v4M${to},${y - 2}v4`}`}
      stroke={color}
      strokeWidth={1.4}
      strokeDasharray={dotted ? '1.5 3' : undefined}
      fill="none"
    />
  )
}

const whiskerUp = (x: number, a: number, b: number): string =>
  `M${x},${a}V${b}M${x - 3.5},${a}h7M${x - 3.5},${b}h7`
const whiskerRight = (y: number, a: number, b: number): string =>
  `M${a},${y}H${b}M${a},${y - 3.5}v7M${b},${y - 3.5}v7`
const arrowUp = (x: number, y: number, length: number): string => {
  const barb = Math.sign(length) * 4.5
  return `M${x},${y}v${length}m-3.5,${-barb}l3.5,${barb}l3.5,${-barb}`
}
const arrowRight = (x: number, y: number, length: number): string => {
  const barb = Math.sign(length) * 4.5
  return `M${x},${y}h${length}m${-barb},-3.5l${barb},3.5l${-barb},3.5`
}
