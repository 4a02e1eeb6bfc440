/**
 * The quiet part of the map: sea, neighbour, land, lines of communes and departments, and over the land the hatches of
 * what is said to be held. Lines keep their weight at every zoom; hatches keep their distance.
 */
import { memo, useId } from 'react'
import { fadeOf, type Grade, gradeOf, grades, type Holding, hatchOf } from './holding.ts'
import type { Layers } from './layers.ts'
import { unitOf } from './layers.ts'
import s from './map.module.css'
import type { View } from './project.ts'

type Props = {
  layers: Layers
  view: View
  width: number
  height: number
  holdings?: readonly Holding[] | undefined
  /** Draw ground without any statement as dotted: only where holdings are the question. */
  dotted?: boolean
}

/** A hatch of one grade, as lines that do not grow with the zoom. */
export function Hatch({ id, grade, k }: { id: string; grade: Grade; k: number }) {
  const { apart, width, opacity } = hatchOf[grade]
  return (
    <pattern
      id={id}
      width={apart}
      height={apart}
      patternUnits="userSpaceOnUse"
      patternTransform={`scale(${1 / k}) rotate(45)`}
    >
      <path
        d={`M0,0V${apart}`}
        stroke="var(--ink)"
        strokeOpacity={opacity}
        strokeWidth={width * 2}
      />
    </pattern>
  )
}

/** The ground of which nothing is stated. */
export function Dots({ id, k }: { id: string; k: number }) {
  return (
    <pattern
      id={id}
      width={9}
      height={9}
      patternUnits="userSpaceOnUse"
      patternTransform={`scale(${1 / k})`}
    >
      <circle cx={2} cy={2} r={0.75} fill="var(--ink)" fillOpacity={0.22} />
      <circle cx={6.5} cy={6.5} r={0.75} fill="var(--ink)" fillOpacity={0.22} />
    </pattern>
  )
}

export function Ground({ layers, view, width, height, holdings = [], dotted = false }: Props) {
  const id = useId()
  const { k } = view
  const held = holdings.flatMap((holding) => {
    const unit = unitOf(layers, holding.pcode)
    return unit ? [{ holding, unit, grade: gradeOf(holding) }] : []
  })
  // The larger unit first, so that what is said of a commune lies over what is said of its department.
  held.sort((a, b) => b.unit.areaKm2 - a.unit.areaKm2)
  return (
    <g>
      <defs>
        {grades.map((grade) => (
          <Hatch key={grade} id={`${id}-${grade}`} grade={grade} k={k} />
        ))}
        <Dots id={`${id}-dots`} k={k} />
      </defs>
      <rect width={width} height={height} fill="var(--sea)" />
      <g transform={`translate(${width / 2 - view.x * k},${height / 2 - view.y * k}) scale(${k})`}>
        <Land layers={layers} />
        <Beyond edge={layers.edge} />
        {dotted && (
          <g fill={`url(#${id}-dots)`}>
            {layers.departments.map((one) => (
              <path key={one.pcode} d={one.path} />
            ))}
          </g>
        )}
        {held.map(({ holding, unit, grade }) => (
          <g key={holding.pcode}>
            <path d={unit.path} fill="var(--land)" />
            <path d={unit.path} fill={`url(#${id}-${grade})`} opacity={fadeOf(holding.ageDays)} />
          </g>
        ))}
        <Lines layers={layers} fine={k > 1.6} />
      </g>
    </g>
  )
}

const FAR = 20_000

/** Paper where nothing is drawn: a cut coast would pass for one. */
function Beyond({ edge: { left, right } }: { edge: Layers['edge'] }) {
  const box = { y: -FAR, width: FAR, height: 2 * FAR, fill: 'var(--paper)' }
  return (
    <g>
      {right !== undefined && <rect x={right} {...box} />}
      {left !== undefined && <rect x={left - FAR} {...box} />}
    </g>
  )
}

const Land = memo(function Land({ layers }: { layers: Layers }) {
  return (
    <g>
      {layers.neighbours.map((path) => (
        <path key={path.slice(0, 40)} d={path} fill="var(--land2)" />
      ))}
      {layers.departments.map((one) => (
        <path key={one.pcode} d={one.path} fill="var(--land)" />
      ))}
    </g>
  )
})

const Lines = memo(function Lines({ layers, fine }: { layers: Layers; fine: boolean }) {
  return (
    <g>
      {layers.lakes.map((path) => (
        <path key={path.slice(0, 40)} d={path} fill="var(--sea)" className={s.thin} />
      ))}
      <g fill="none">
        {fine && (
          <g className={s.commune}>
            {layers.communes.map((one) => (
              <path key={one.pcode} d={one.path} />
            ))}
          </g>
        )}
        <g className={s.department}>
          {layers.departments.map((one) => (
            <path key={one.pcode} d={one.path} />
          ))}
        </g>
        <g className={s.border}>
          {layers.borders.map((path) => (
            <path key={path.slice(0, 40)} d={path} />
          ))}
        </g>
      </g>
    </g>
  )
})
