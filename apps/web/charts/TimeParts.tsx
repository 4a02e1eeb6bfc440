/** What a chart of amounts through time is drawn of: axes, a stepped line with its plan dashed, labels at the ends, dated marks. */
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import { dayNumber, dayText, round, type Scale, stepPath, timeTicks } from './scale.ts'
import type { DatedMark, TimeLine } from './TimeLines.tsx'
import { useChartText } from './text.ts'

export const NARROW = 620

export type Plot = { x: number; y: number; width: number; height: number }

export function Axes({
  plot,
  x,
  y,
  yTicks,
  write,
  now,
  width,
}: {
  plot: Plot
  x: Scale
  y: Scale
  yTicks: readonly number[]
  write: (value: number) => string
  now: number | null
  width: number
}) {
  const { tick, dayMonth } = useChartText()
  const bottom = plot.y + plot.height
  const [from, to] = x.domain
  return (
    <g>
      {yTicks.map((value) => (
        <g key={value}>
          <path
            d={`M${plot.x},${round(y(value))}h${plot.width}`}
            className={value === 0 ? s.axis : s.grid}
          />
          <text x={plot.x - 8} y={round(y(value)) + 4} textAnchor="end" className={s.tick}>
            {write(value)}
          </text>
        </g>
      ))}
      {timeTicks(from, to, plot.width, width < NARROW ? 62 : 84).map((one, i) => (
        <g key={one.at}>
          <path d={`M${round(x(one.at))},${bottom}v4`} className={s.axis} />
          {(now === null || Math.abs(x(one.at) - x(now)) > 50) && (
            <text x={round(x(one.at))} y={bottom + 17} textAnchor="middle" className={s.tick}>
              {tick(one, i)}
            </text>
          )}
        </g>
      ))}
      {now !== null && (
        <text
          x={round(Math.max(plot.x + 20, Math.min(plot.x + plot.width - 20, x(now))))}
          y={bottom + 17}
          textAnchor="middle"
          className={s.dayName}
        >
          {dayMonth(dayText(Math.floor(now)))}
        </text>
      )}
    </g>
  )
}

export function Drawn({ line, x, y, end }: { line: TimeLine; x: Scale; y: Scale; end: number }) {
  const turn = line.planFrom ? dayNumber(line.planFrom) : Number.POSITIVE_INFINITY
  const runs = runsOf(line.points)
  return (
    <g fill="none" stroke={line.color} strokeWidth={line.width ?? 2} strokeLinejoin="round">
      {runs.map((run) => {
        const points = run.map((p) => [dayNumber(p.day), p.value as number] as const)
        const last = points.at(-1) as readonly [number, number]
        const isLast = run === runs.at(-1)
        const all = [...points, [isLast ? Math.min(end, last[0] + 1) : last[0], last[1]] as const]
        const before = all.filter(([at]) => at <= turn)
        const after = all.filter(([at]) => at >= turn)
        const join = before.at(-1)
        const pixel = (list: readonly (readonly [number, number])[]) =>
          (line.isSloped ? slopePath : stepPath)(
            list.map(([at, value]) => [x(at), y(value)] as const),
          )
        return (
          <g key={run[0]?.day}>
            {line.filled && before.length > 1 && (
              <path
                d={`${pixel(before)}V${round(y(0))}H${round(x(before[0]?.[0] as number))}z`}
                fill={line.color}
                fillOpacity={0.14}
                stroke="none"
              />
            )}
            {before.length > 1 && (
              <path d={pixel(before)} strokeDasharray={line.isPlan ? '5 3.5' : undefined} />
            )}
            {after.length > 0 && join && turn !== Number.POSITIVE_INFINITY && (
              <path d={pixel([join, ...after])} strokeDasharray="5 3.5" />
            )}
          </g>
        )
      })}
    </g>
  )
}

const slopePath = (points: readonly (readonly [x: number, y: number])[]): string =>
  points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${round(px)},${round(py)}`).join('')

/** Labels at the right end, kept apart. */
export function Ends({ lines, y, left }: { lines: readonly TimeLine[]; y: Scale; left: number }) {
  let free = 0
  return lines
    .flatMap((line) => {
      const value = line.points.findLast((p) => p.value !== null)?.value
      return value === undefined || value === null ? [] : [{ line, at: y(value) + 4 }]
    })
    .sort((a, b) => a.at - b.at)
    .map(({ line, at }) => {
      const level = Math.max(at, free)
      free = level + 16
      return (
        <g key={line.key}>
          <circle cx={left + 2} cy={round(level - 4)} r={3} fill={line.color} />
          <text x={left + 9} y={round(level)} className={s.label} style={{ fill: 'var(--ink)' }}>
            {line.label}
          </text>
        </g>
      )
    })
}

export function Mark({
  mark,
  at,
  was,
  y,
  plot,
  labelled,
  active,
}: {
  mark: DatedMark
  at: number
  was: number | null
  y: number
  plot: Plot
  labelled: boolean
  active: boolean
}) {
  const color =
    mark.tone === 'out' ? 'var(--out)' : mark.tone === 'limited' ? 'var(--limited)' : 'var(--ink2)'
  const beside = at + 8 + textWidth(mark.label, 11) < plot.x + plot.width + 60
  return (
    <g stroke={color} fill="none">
      <path d={`M${round(at)},${y + 5}V${plot.y + plot.height}`} strokeDasharray="1 3" />
      {was !== null && (
        <>
          <circle cx={round(was)} cy={y} r={3.5} fill="var(--surface)" strokeDasharray="2 1.5" />
          <path d={`M${round(was + 4)},${y}H${round(at - 6)}`} strokeDasharray="3 2" />
        </>
      )}
      <path
        d={`M${round(at)},${y - 5}l5,5l-5,5l-5,-5z`}
        fill={active ? color : 'var(--surface)'}
        strokeWidth={1.5}
      />
      {labelled && (
        <text
          x={round(beside ? at + 9 : (was ?? at) - 9)}
          y={y + 4}
          textAnchor={beside ? 'start' : 'end'}
          className={s.label}
          stroke="none"
        >
          {mark.label}
        </text>
      )}
    </g>
  )
}

/** Pieces of a line between gaps: what is not known is not drawn. */
function runsOf(points: TimeLine['points']): TimeLine['points'][] {
  const runs: { day: string; value: number | null }[][] = [[]]
  for (const point of points) {
    if (point.value === null) runs.push([])
    else runs.at(-1)?.push(point)
  }
  return runs.filter((run) => run.length > 0)
}
