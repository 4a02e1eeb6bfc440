/** The quiet parts of a record chart: grid, axes, clashing weeks, the level compared with, the day read, labels of lines. */
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import type { RecordLayout } from './recordLayout.ts'
import { dayNumber, round } from './scale.ts'
import { useChartText } from './text.ts'

type Props = {
  laid: RecordLayout
  day: string
  last: string
  reference?: { value: number; label: string } | undefined
  boundNote?: string | undefined
}

export function RecordAxes({ laid, day, last, reference, boundNote }: Props) {
  const { short, day: date, tick } = useChartText()
  const { plot, x, y } = laid
  const bottom = plot.y + plot.height
  const at = dayNumber(day) + 0.5
  const inside = at >= x.domain[0] && at <= dayNumber(last) + 1
  const chip = date(day)
  const half = textWidth(chip, 11) / 2 + 7
  const clear = (px: number): boolean => !inside || Math.abs(px - x(at)) > half + 26
  const inset = laid.inset
  const clearOf = (left: number, right: number): boolean =>
    !inset || inset.y > bottom || right + 26 < inset.x || left - 60 > inset.x + inset.width
  return (
    <g>
      {laid.clashes.map((c) => {
        const left = x(dayNumber(c.first) - 5)
        const right = x(dayNumber(c.last) + 6)
        return (
          <g key={c.first}>
            <rect
              x={round(left)}
              y={plot.y}
              width={round(right - left)}
              height={plot.height}
              fill="var(--limited-soft)"
              opacity={0.75}
            />
            {plot.width > 520 && clearOf(left, right) && (
              <text
                x={round(left > x(at) - 70 && left < x(at) ? left - 3 : (left + right) / 2)}
                y={bottom - 8}
                textAnchor={left > x(at) - 70 && left < x(at) ? 'end' : 'middle'}
                className={s.label}
              >
                {date(c.first.slice(0, 7))}
              </text>
            )}
          </g>
        )
      })}
      {laid.yTicks.map((value) => (
        <g key={value}>
          <path
            d={`M${plot.x},${round(y(value))}H${plot.x + plot.width}`}
            className={value === 0 ? s.axis : s.grid}
          />
          <text x={plot.x - 8} y={round(y(value)) + 4} textAnchor="end" className={s.tick}>
            {short(value)}
          </text>
        </g>
      ))}
      {laid.xTicks.map((one, i) => (
        <g key={one.at}>
          <path d={`M${round(x(one.at))},${bottom}v4`} className={s.axis} />
          {clear(x(one.at)) && (
            <text x={round(x(one.at))} y={bottom + 16} textAnchor="middle" className={s.tick}>
              {tick(one, i)}
            </text>
          )}
        </g>
      ))}
      {reference && y.domain[1] >= reference.value && (
        <g>
          <path
            d={`M${plot.x},${round(y(reference.value))}H${plot.x + plot.width}`}
            stroke="var(--ink3)"
            strokeDasharray="2 3"
          />
          <text x={plot.x + 4} y={round(y(reference.value)) - 5} className={s.label}>
            {reference.label}
          </text>
        </g>
      )}
      <Ends laid={laid} />
      {boundNote && <BoundNote laid={laid} note={boundNote} />}
      {inside && (
        <g>
          <path
            d={`M${round(x(at))},${plot.y}V${bottom}`}
            stroke="var(--past)"
            strokeWidth={1.75}
          />
          <rect
            x={round(x(at) - half)}
            y={bottom + 3}
            width={round(half * 2)}
            height={18}
            rx={3}
            fill="var(--past)"
          />
          <text
            x={round(x(at))}
            y={bottom + 16}
            textAnchor="middle"
            fontSize={11}
            fontWeight={600}
            fill="var(--past-ink)"
          >
            {chip}
          </text>
        </g>
      )}
    </g>
  )
}

/** Labels at the ends of lines: beside the plot where there is room, else just above the line. */
function Ends({ laid }: { laid: RecordLayout }) {
  const { plot } = laid
  const { beside } = laid
  const sorted = [...laid.paths].sort((a, b) => a.end[1] - b.end[1])
  if (!beside) {
    // No room at the side: in the corner above the rise, each with a piece of its line.
    return sorted.map(({ line }, i) => (
      <g key={line.key} transform={`translate(${plot.x + 8},${plot.y + 10 + i * 17})`}>
        <path d="M0,-4H18" stroke={line.color} strokeWidth={2} />
        <text x={24} className={s.strong}>
          {line.label}
        </text>
      </g>
    ))
  }
  let free = 0
  return sorted.map(({ line, end }) => {
    const level = Math.max(end[1] + 1, free)
    free = level + (line.endNote ? 32 : 17)
    const left = plot.x + plot.width + 8
    return (
      <g key={line.key}>
        <text x={left} y={round(level)} className={s.strong} style={{ fill: line.color }}>
          {line.label}
        </text>
        {line.endNote && (
          <text x={left} y={round(level + 14)} className={s.label}>
            {line.endNote}
          </text>
        )}
      </g>
    )
  })
}

function BoundNote({ laid, note }: { laid: RecordLayout; note: string }) {
  const from = laid.paths.map(({ line }) => line.boundFrom).find(Boolean)
  if (!from || laid.plot.width < 520) return null
  const words = note.split(' ')
  const half =
    words.findIndex((_, i) => words.slice(0, i + 1).join(' ').length >= note.length / 2 - 2) + 1
  const top = Math.min(
    ...laid.paths.map(({ line }) =>
      laid.y(Math.max(...line.points.filter((p) => p.day <= from).map((p) => p.value ?? 0))),
    ),
  )
  return (
    <g className={s.label}>
      {[words.slice(0, half), words.slice(half)].map((line, i) => (
        <text
          key={line.join(' ')}
          x={round(laid.x(dayNumber(from)) - 14)}
          y={round(Math.max(12, top - 40) + i * 13)}
        >
          {line.join(' ')}
        </text>
      ))}
    </g>
  )
}
