/** A part of the map drawn larger, in a corner: where several places stand so close that their marks would touch. */
import { useId } from 'react'
import type { Box } from '../charts/labels.ts'
import { useFormat } from '../format.ts'
import { useWords } from '../words.tsx'
import { type Cluster, cluster, type Item } from './cluster.ts'
import { Ground } from './Ground.tsx'
import type { Holding } from './holding.ts'
import type { Layers } from './layers.ts'
import { type Kinds, Marks } from './Marks.tsx'
import s from './map.module.css'
import { type Bounds, boundsOf, fit, type Point, toPixel, type View } from './project.ts'

/** How near, in pixels, places must stand to be worth a lens. */
const CLOSE = 30

/** The group of close places with the most marks, as bounds in kilometres; undefined where nothing is crowded. */
export function lensOf(items: readonly Item[], pixel: (at: Point) => Point): Bounds | undefined {
  const fine = items.filter((one) => one.precision !== 'department' && one.precision !== 'country')
  const groups = cluster(fine, pixel, CLOSE).filter((c) => c.places > 2)
  const most = groups.sort((a, b) => b.items.length - a.items.length)[0]
  return most && boundsOf(most.items.map((one) => one.at))
}

export function lensBox(width: number, height: number): Box {
  const size = { width: Math.min(264, width * 0.34), height: Math.min(200, height * 0.4) }
  return { x: 16, y: height - size.height - 40, ...size }
}

type Props = {
  lens: Bounds
  box: Box
  layers: Layers
  items: readonly Item[]
  kinds: Kinds
  holdings?: readonly Holding[] | undefined
  selected: ReadonlySet<string>
  onPick?: ((ids: string[], of: Cluster) => void) | undefined
  /** The view of the map around it. */
  main: View
  pixel: (at: Point) => Point
}

export function Lens({
  lens,
  box,
  layers,
  items,
  kinds,
  holdings,
  selected,
  onPick,
  main,
  pixel,
}: Props) {
  const t = useWords()
  const id = useId()
  const { number } = useFormat()
  const view = fit(lens, box.width, box.height, { left: 62, right: 62, top: 40, bottom: 32 }, 14)
  const half = { x: box.width / 2 / view.k, y: box.height / 2 / view.k }
  const [left, top] = pixel([view.x - half.x, view.y - half.y])
  const [right, bottom] = pixel([view.x + half.x, view.y + half.y])
  const inside = items.filter((one) => {
    const [x, y] = toPixel(view, box.width, box.height, one.at)
    return (
      x > 8 && y > 8 && x < box.width - 8 && y < box.height - 8 && one.precision !== 'department'
    )
  })
  const found = cluster(inside, (at) => toPixel(view, box.width, box.height, at))
  const times = number(view.k / main.k, 1)
  const name = [...found].sort((a, b) => b.items.length - a.items.length)[0]?.place
  const title = name ? t('map.lensOf', { name, times }) : t('map.lens', { times })
  const plate = title.length * 6.3 + 16
  return (
    <g>
      <g fill="none" stroke="var(--ink3)" strokeWidth={0.75}>
        <path
          d={`M${box.x + box.width},${box.y}L${left},${top}M${box.x + box.width},${box.y + box.height}L${left},${bottom}`}
        />
        <rect
          x={left}
          y={top}
          width={right - left}
          height={bottom - top}
          stroke="var(--ink)"
          strokeWidth={1.5}
          rx={1}
        />
      </g>
      <clipPath id={id}>
        <rect width={box.width} height={box.height} />
      </clipPath>
      <g transform={`translate(${box.x},${box.y})`} clipPath={`url(#${id})`}>
        <Ground
          layers={layers}
          view={view}
          width={box.width}
          height={box.height}
          holdings={holdings}
          dotted={holdings !== undefined}
        />
        <Marks
          clusters={found}
          kinds={kinds}
          selected={selected}
          onPick={onPick}
          width={box.width}
          height={box.height}
          taken={[]}
          small
        />
      </g>
      <rect
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        fill="none"
        stroke="var(--ink)"
        strokeWidth={1.25}
      />
      <rect x={box.x - 0.6} y={box.y - 19} width={plate} height={19} fill="var(--ink)" />
      <text x={box.x + 8} y={box.y - 5} className={s.lensTitle}>
        {title}
      </text>
    </g>
  )
}
