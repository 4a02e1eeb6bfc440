/**
 * Groups on a ring and how each pair is said to stand on one day: a line whose dashes and word say it, never colour alone. Those who
 * stand together lie on one ground. Nothing is drawn of a pair of which nobody has said anything.
 */
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import { round } from './scale.ts'

export type RingGroup = { id: string; name: string; color: string; isCoalition: boolean }
export type RingTie = { id: string; group: string; other: string; state: string; word: string }

const lines: Readonly<Record<string, { dash?: string; width: number; color: string }>> = {
  hostile: { dash: '2 4', width: 2.4, color: 'var(--out)' },
  truce: { dash: '7 4', width: 2, color: 'var(--limited)' },
  allied: { width: 2.4, color: 'var(--ink)' },
  joined: { width: 5, color: 'var(--ink)' },
  apart: { dash: '1 6', width: 1.4, color: 'var(--ink3)' },
}

type Props = {
  label: string
  width: number
  groups: readonly RingGroup[]
  ties: readonly RingTie[]
  fronts: readonly (readonly string[])[]
}

export function FrontGraph({ label, width, groups, ties, fronts }: Props) {
  const height = Math.min(360, Math.max(260, width * 0.6))
  const [cx, cy] = [width / 2, height / 2]
  const widest = Math.max(0, ...groups.map(({ name }) => textWidth(name, 12)))
  const rx = Math.max(60, Math.min(width / 2 - widest / 2 - 10, height * 0.72))
  const ry = height / 2 - 42
  const at = new Map(
    groups.map(({ id }, i) => {
      const turn = (i / Math.max(1, groups.length)) * 2 * Math.PI - Math.PI / 2
      return [id, { x: cx + rx * Math.cos(turn), y: cy + ry * Math.sin(turn) }] as const
    }),
  )
  const drawn = ties.flatMap((tie) => {
    const [from, to] = [at.get(tie.group), at.get(tie.other)]
    return from && to ? [{ tie, from, to, line: lines[tie.state] ?? lines.apart }] : []
  })
  // Round the ring, so that the ground is drawn as one.
  const ring = [...at.keys()]
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      {fronts.map((front) => (
        <path
          key={front.join()}
          d={`${ring
            .filter((id) => front.includes(id))
            .flatMap((id) => at.get(id) ?? [])
            .map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${round(x)},${round(y)}`)
            .join('')}Z`}
          fill="var(--accent-soft)"
          stroke="var(--accent-soft)"
          strokeWidth={46}
          strokeLinejoin="round"
        />
      ))}
      {drawn.map(({ tie, from, to, line }) => {
        const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
        const wide = textWidth(tie.word, 11) + 10
        return (
          <g key={tie.id}>
            <path
              d={`M${round(from.x)},${round(from.y)}L${round(to.x)},${round(to.y)}`}
              stroke={line?.color}
              strokeWidth={line?.width}
              strokeDasharray={line?.dash}
              fill="none"
            />
            <rect
              x={round(middle.x - wide / 2)}
              y={round(middle.y - 9)}
              width={round(wide)}
              height={18}
              rx={3}
              fill="var(--surface)"
            />
            <text
              x={round(middle.x)}
              y={round(middle.y + 4)}
              textAnchor="middle"
              className={s.label}
            >
              {tie.word}
            </text>
          </g>
        )
      })}
      {groups.map(({ id, name, color, isCoalition }) => {
        const place = at.get(id) as { x: number; y: number }
        const isUp = place.y < cy - 1
        return (
          <g key={id}>
            {isCoalition ? (
              <rect
                x={round(place.x - 10)}
                y={round(place.y - 10)}
                width={20}
                height={20}
                rx={4}
                fill={color}
                stroke="var(--surface)"
                strokeWidth={2}
              />
            ) : (
              <circle
                cx={round(place.x)}
                cy={round(place.y)}
                r={8.5}
                fill={color}
                stroke="var(--surface)"
                strokeWidth={2}
              />
            )}
            <text
              x={round(place.x)}
              y={round(isUp ? place.y - 16 : place.y + 26)}
              textAnchor="middle"
              className={s.rowName}
            >
              {name}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
