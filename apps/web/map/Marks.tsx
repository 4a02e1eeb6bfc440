/**
 * Marks of the map by how surely a thing is placed: a dot for a point, a circle in a dotted ring for a section, in a
 * ring for a commune, a large dashed ring for a department. The circle holds the count. One event that sources place
 * twice is two marks joined by a dashed line with a plate. Every mark is a button.
 */
import type { KeyboardEvent } from 'react'
import { type Box, placeLabels } from '../charts/labels.ts'
import { useWords } from '../words.tsx'
import type { Cluster } from './cluster.ts'
import s from './map.module.css'
import type { Point } from './project.ts'

/** What a kind is drawn in, and its word. */
export type Kinds = Readonly<Record<string, { color: string; title: string }>>
/** One event at two places. */
export type Twin = { id: string; from: Point; to: Point; title: string; lines: readonly string[] }

type Props = {
  clusters: readonly Cluster[]
  kinds: Kinds
  selected: ReadonlySet<string>
  onPick?: ((items: string[], cluster: Cluster) => void) | undefined
  width: number
  height: number
  /** Boxes that names keep clear of: legend, lens, scale. */
  taken: readonly Box[]
  /** The lens draws smaller. */
  small?: boolean
}

export const ringOf: Readonly<Record<string, number>> = {
  department: 32,
  country: 44,
  abroad: 44,
  unknown: 32,
}

export function Marks({ clusters, kinds, selected, onPick, width, height, taken, small }: Props) {
  const boxes: Box[] = clusters.map((c) => {
    const r = ringOf[c.precision] ?? 14
    return { x: c.x - r, y: c.y - r, width: r * 2, height: r * 2 }
  })
  const names = placeLabels(
    clusters
      .filter((c) => c.place && c.precision !== 'department')
      .map((c) => ({
        id: c.key,
        x: c.x,
        y: c.y,
        text: c.place as string,
        gap: c.precision === 'point' && c.count === 1 ? 8 : 18,
      })),
    [...taken, ...boxes],
    { x: 2, y: 2, width: width - 4, height: height - 4 },
    12,
  )
  return (
    <g>
      {clusters.map((c) => (
        <Mark key={c.key} cluster={c} kinds={kinds} selected={selected} onPick={onPick} />
      ))}
      {names.map((name) => (
        <text
          key={name.id}
          x={name.x}
          y={name.y}
          textAnchor={name.anchor}
          className={small ? s.placeSmall : s.place}
        >
          {name.text}
        </text>
      ))}
    </g>
  )
}

type MarkProps = { cluster: Cluster } & Pick<Props, 'kinds' | 'selected' | 'onPick'>

function Mark({ cluster: c, kinds, selected, onPick }: MarkProps) {
  const t = useWords()
  const color = (c.kind && kinds[c.kind]?.color) || 'var(--ink)'
  const isSelected = c.items.some((one) => selected.has(one.id))
  const wide = c.precision === 'department' || c.precision === 'country'
  const isCell = c.precision === 'cell'
  const lone = (c.precision === 'point' || isCell) && c.count === 1
  const pick = () => onPick?.([...new Set(c.items.map((one) => one.id))], c)
  const label = [
    t('map.mark', { count: c.count }),
    c.place,
    c.kind ? kinds[c.kind]?.title : undefined,
    t(`map.precision.${c.precision}`),
  ].filter(Boolean)
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG mark cannot be a button element
    <g
      role="button"
      tabIndex={onPick ? 0 : -1}
      aria-label={label.join(', ')}
      aria-pressed={isSelected}
      className={s.mark}
      transform={`translate(${c.x},${c.y})`}
      onClick={pick}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        pick()
      }}
    >
      {wide && (
        <circle
          r={ringOf[c.precision]}
          fill={color}
          fillOpacity={0.04}
          stroke={color}
          strokeWidth={1.5}
          strokeDasharray="5 4"
        />
      )}
      {wide && c.count === 1 && <circle r={2.5} fill={color} />}
      {lone && !isCell && <circle r={5} fill={color} stroke="var(--surface)" strokeWidth={1} />}
      {lone && isCell && <circle r={4.5} fill="var(--surface)" stroke={color} strokeWidth={2.25} />}
      {!lone && !(wide && c.count === 1) && (
        <>
          {c.precision === 'section' && (
            <circle
              r={13}
              className={s.ground}
              stroke={color}
              strokeWidth={1.2}
              strokeDasharray="1.5 2.5"
            />
          )}
          {c.precision === 'commune' && (
            <circle
              r={13}
              className={s.ground}
              stroke={color}
              strokeWidth={1}
              strokeOpacity={0.75}
            />
          )}
          <circle r={9.5} fill="var(--surface)" stroke={color} strokeWidth={1.75} />
          <text y={4} textAnchor="middle" className={s.count}>
            {c.count}
          </text>
        </>
      )}
      {isSelected && (
        <circle r={wide ? 36 : 16.5} fill="none" stroke="var(--accent)" strokeWidth={2.5} />
      )}
      <circle r={wide ? 14 : 16} fill="transparent" className={s.target} />
    </g>
  )
}

/** The dashed line between two places of one event, with a plate at its middle. */
export function TwinLine({
  twin,
  pixel,
  width,
  height,
}: {
  twin: Twin
  pixel: (p: Point) => Point
  width: number
  height: number
}) {
  const [x0, y0] = pixel(twin.from)
  const [x1, y1] = pixel(twin.to)
  const long = Math.hypot(x1 - x0, y1 - y0)
  if (long < 60) return null
  const room =
    Math.max(twin.title.length * 6.6, ...twin.lines.map((line) => line.length * 6.1)) + 18
  const tall = 12 + (twin.lines.length + 1) * 15
  const left = Math.max(6, Math.min(width - room - 6, (x0 + x1) / 2 + 16))
  const top = Math.max(6, Math.min(height - tall - 6, (y0 + y1) / 2 - tall / 2))
  return (
    <g className={s.twin}>
      <path
        d={`M${x0},${y0 + 32}Q${(x0 + x1) / 2 + long * 0.08},${(y0 + y1) / 2} ${x1},${y1 - 16}`}
        fill="none"
        stroke="var(--series-3)"
        strokeWidth={1.5}
        strokeDasharray="5 4"
      />
      <rect
        x={left}
        y={top}
        width={room}
        height={tall}
        rx={4}
        fill="var(--surface)"
        stroke="var(--series-3)"
      />
      <text x={left + 9} y={top + 18} className={s.plateTitle}>
        {twin.title}
      </text>
      {twin.lines.map((line, i) => (
        <text key={line} x={left + 9} y={top + 33 + i * 15} className={s.plateLine}>
          {line}
        </text>
      ))}
    </g>
  )
}
