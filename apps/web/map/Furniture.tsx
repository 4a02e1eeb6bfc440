/** What every map has: names of departments that fit, a scale bar, an arrow to the north. */
import { type Box, overlap, textWidth } from '../charts/labels.ts'
import { useFormat } from '../format.ts'
import { useWords } from '../words.tsx'
import type { Cluster } from './cluster.ts'
import type { Layers } from './layers.ts'
import { ringOf } from './Marks.tsx'
import s from './map.module.css'
import { type Point, scaleBar, type View } from './project.ts'

export function Furniture({ view, width, height }: { view: View; width: number; height: number }) {
  const t = useWords()
  const { number } = useFormat()
  const bar = scaleBar(view.k, Math.min(120, width / 4))
  return (
    <g>
      <g transform={`translate(${width - 22},16)`}>
        <path d="M0,18V1M-4.5,6L0,1l4.5,5" fill="none" stroke="var(--ink)" strokeWidth={1.5} />
        <text y={32} textAnchor="middle" className={s.north}>
          {t('map.north')}
        </text>
      </g>
      <g transform={`translate(${width - 24 - bar.pixels},${height - 13})`}>
        <text x={-8} y={4} textAnchor="end" className={s.scale}>
          {t('map.km', { value: number(bar.km) })}
        </text>
        <path
          d={`M0,0H${bar.pixels}M0,-3v6M${bar.pixels},-3v6`}
          stroke="var(--ink)"
          strokeWidth={1.75}
        />
      </g>
    </g>
  )
}

/** Names of departments, left out where a mark or a plate stands. */
export function names(
  layers: Layers,
  view: View,
  pixel: (at: Point) => Point,
  clusters: readonly Cluster[],
  taken: readonly Box[],
  width: number,
  height: number,
) {
  const boxes: Box[] = [
    ...taken,
    ...clusters.map((c) => {
      const r = ringOf[c.precision] ?? 22
      return { x: c.x - r, y: c.y - r, width: 2 * r, height: 2 * r }
    }),
  ]
  return layers.departments.flatMap((one) => {
    const half = textWidth(one.name, 13) / 2
    const [centre, middle] = pixel(one.middle)
    const spots = [0, -34, 34, -64].flatMap((dy) => [0, 80, -80].map((dx) => [dx, dy] as const))
    for (const [dx, dy] of [...spots].sort((a, b) => Math.hypot(...a) - Math.hypot(...b))) {
      const [x, y] = [centre + dx, middle + dy]
      const box = { x: x - half, y: y - 12, width: half * 2, height: 16 }
      const inside = box.x > 4 && box.x + box.width < width - 4 && box.y > 4 && box.y < height - 20
      if (!inside || boxes.some((other) => overlap(other, box))) continue
      boxes.push(box)
      return [
        <text
          key={one.pcode}
          x={x}
          y={y}
          textAnchor="middle"
          className={view.k > 0.8 ? s.department1 : s.department0}
        >
          {one.name}
        </text>,
      ]
    }
    return []
  })
}
