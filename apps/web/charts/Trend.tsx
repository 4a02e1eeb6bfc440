/** The small trend of a figure's cell: a stepped line over a soft ground with its last point, or bars with the last one strong. */
import { dayNumber, round, scale, stepPath } from './scale.ts'

export type TrendProps = {
  points: readonly { day: string; value: number }[]
  kind?: 'line' | 'bars'
  width?: number
  height?: number
}

export function Trend({ points, kind = 'line', width = 68, height = 30 }: TrendProps) {
  const top = Math.max(...points.map((p) => p.value))
  if (points.length < 2 || !(top > 0)) return null
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      {kind === 'bars' ? (
        <Bars {...{ points, width, height, top }} />
      ) : (
        <Line {...{ points, width, height, top }} />
      )}
    </svg>
  )
}

type Drawn = { points: TrendProps['points']; width: number; height: number; top: number }

function Line({ points, width, height, top }: Drawn) {
  const days = points.map((p) => dayNumber(p.day))
  const x = scale([Math.min(...days), Math.max(...days)], [1, width - 4])
  const y = scale([0, top], [height - 1, 4])
  const line = stepPath(points.map((p, i) => [x(days[i] as number), y(p.value)] as const))
  const last = points.at(-1) as { value: number }
  return (
    <>
      <path d={`${line}V${height}H1z`} fill="var(--accent-soft)" />
      <path d={line} fill="none" stroke="var(--accent)" strokeWidth={1.5} />
      <circle
        cx={x.domain[1] === x.domain[0] ? width / 2 : width - 4}
        cy={y(last.value)}
        r={3}
        fill="var(--accent)"
      />
    </>
  )
}

function Bars({ points, width, height, top }: Drawn) {
  const step = width / points.length
  return points.map((p, i) => {
    const tall = Math.max(1, (p.value / top) * (height - 2))
    return (
      <rect
        key={p.day}
        x={round(i * step + 0.75)}
        y={round(height - tall)}
        width={round(Math.max(1, step - 1.5))}
        height={round(tall)}
        fill={i === points.length - 1 ? 'var(--accent)' : 'var(--bar-old)'}
      />
    )
  })
}
