/** The map of the overview, small and still: where the incidents of the last year lie, as surely as each is placed. */
import { useLayoutEffect, useRef, useState } from 'react'
import { useGeo } from '../api/hooks.ts'
import type { OverviewView } from '../api/types.ts'
import { AreaMap } from '../map/AreaMap.tsx'
import type { Item, Precision } from '../map/cluster.ts'
import { type Layers, useLayers } from '../map/layers.ts'
import type { Features, Point } from '../map/project.ts'
import { useWords } from '../words.tsx'
import css from './IncidentMap.module.css'

const LEAST = 272

type Places = OverviewView['incidents']['places']

export default function IncidentMap({ places }: { places: Places }) {
  const t = useWords()
  const departments = useGeo<Features>('departments').data
  const basemap = useGeo<Features>('basemap').data
  const layers = useLayers(departments, undefined, basemap)
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(LEAST)
  useLayoutEffect(() => {
    const node = box.current
    if (!node) return
    const watch = new ResizeObserver(() => setHeight(Math.max(LEAST, node.clientHeight)))
    watch.observe(node)
    return () => watch.disconnect()
  }, [])
  const kinds = { incident: { color: 'var(--series-3)', title: t('overview.incidents') } }
  return (
    <>
      <div ref={box} className={css.map}>
        {layers && (
          <div className={css.drawn}>
            <AreaMap
              layers={layers}
              label={t('overview.mapLabel', {
                count: places.reduce((sum, { count }) => sum + count, 0),
              })}
              height={height}
              items={marksOf(places, layers)}
              kinds={kinds}
              still
            />
          </div>
        )}
      </div>
      <p className={css.note}>{t('overview.mapNote')}</p>
    </>
  )
}

/** Marks of those in the country; the rest are counted in the title only. */
const marksOf = (places: Places, { project, bounds }: Layers): Item[] => {
  const isNear = ([x, y]: Point): boolean =>
    x > bounds.left && x < bounds.right && y > bounds.top && y < bounds.bottom
  return places.flatMap(({ place: { lon, lat, precision, pcode }, count }, index) =>
    lon === undefined || lat === undefined || !isNear(project(lon, lat))
      ? []
      : [
          {
            id: String(index),
            at: project(lon, lat),
            precision: precision as Precision,
            kind: 'incident',
            pcode,
            count,
          },
        ],
  )
}
