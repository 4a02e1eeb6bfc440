/**
 * The map: quiet ground, what is said to be held, marks by precision whose counts equal the list beside it. Own SVG
 * from shipped geometry, so that it needs no WebGL, prints, and is read by keyboard (docs/decisions/map.md).
 */
import { type ReactNode, useEffect, useMemo } from 'react'
import type { Box } from '../charts/labels.ts'
import { useWidth } from '../charts/useWidth.ts'
import { useWords } from '../words.tsx'
import { type Cluster, cluster, type Item } from './cluster.ts'
import { Furniture, names } from './Furniture.tsx'
import { Ground } from './Ground.tsx'
import type { Holding } from './holding.ts'
import { Lens, lensBox, lensOf } from './Lens.tsx'
import type { Layers } from './layers.ts'
import { type Kinds, Marks, type Twin, TwinLine } from './Marks.tsx'
import s from './map.module.css'
import { type Bounds, boundsOf, fit, type Padding, toPixel, within } from './project.ts'
import { useView } from './useView.ts'

export type AreaMapProps = {
  layers: Layers
  label: string
  height: number
  items: readonly Item[]
  kinds: Kinds
  holdings?: readonly Holding[]
  twins?: readonly Twin[]
  selected?: ReadonlySet<string>
  onPick?: (items: string[]) => void
  /** Over the top left corner; the map keeps its marks clear of it where it is wide. */
  legend?: ReactNode
  /** A part of the map drawn larger where many marks stand close. */
  lens?: boolean
  /** A map that only shows: no moving, no picking. */
  still?: boolean
  /** Where it is looked at first; else where its items lie. */
  around?: Bounds
  /** Told what part of the plane is seen, in kilometres, and how many pixels a kilometre takes. */
  onView?: (seen: Bounds, k: number) => void
}

const none: ReadonlySet<string> = new Set()

export function AreaMap(props: AreaMapProps) {
  const {
    layers,
    label,
    height,
    items,
    kinds,
    holdings,
    twins = [],
    selected = none,
    legend,
    still = false,
  } = props
  const t = useWords()
  const [frame, width] = useWidth<HTMLDivElement>(760)
  const wide = width >= 620
  const padding: Padding = useMemo(
    () => ({
      left: wide && legend ? Math.min(300, width * 0.36) : 40,
      right: wide ? 90 : 40,
      top: 54,
      bottom: 54,
    }),
    [wide, legend, width],
  )
  const { around, onView } = props
  const home = useMemo(() => {
    if (around) return within(fit(around, width, height, padding, 6), width, around, layers.edge)
    const near = items.filter((one) => one.precision !== 'abroad')
    return fit(boundsOf(near.map((one) => one.at)) ?? layers.bounds, width, height, padding, 6)
  }, [around, items, layers, width, height, padding])
  const least = useMemo(() => fit(layers.bounds, width, height).k * 0.8, [layers, width, height])
  const mover = useView(home, width, height, least)
  const { view } = mover
  const pixel = (at: readonly [number, number]) => toPixel(view, width, height, at)

  useEffect(() => {
    const [x, y] = [width / 2 / view.k, height / 2 / view.k]
    onView?.({ left: view.x - x, right: view.x + x, top: view.y - y, bottom: view.y + y }, view.k)
  }, [onView, view, width, height])

  const lens = props.lens && wide && !mover.isMoved ? lensOf(items, pixel) : undefined
  const box = lens && lensBox(width, height)
  const clusters = useMemo(
    () => cluster(items, (at) => toPixel(view, width, height, at), lens ? 34 : 25),
    [items, view, width, height, lens],
  )
  const onMap = (bounds: Bounds): Box => {
    const [left, top] = pixel([bounds.left, bounds.top])
    const [right, bottom] = pixel([bounds.right, bounds.bottom])
    return { x: left - 26, y: top - 26, width: right - left + 52, height: bottom - top + 52 }
  }
  const taken: Box[] = [
    ...(wide && legend ? [{ x: 0, y: 0, width: 290, height: 150 }] : []),
    ...(box ? [box] : []),
    ...(lens ? [onMap(lens)] : []),
    { x: width - 150, y: height - 34, width: 150, height: 34 },
    { x: width - 44, y: 0, width: 44, height: 56 },
  ]
  const pick = (ids: string[], of: Cluster): void => {
    if (mover.wasDrag()) return
    if (of.places > 1 && !lens) {
      const around = boundsOf(of.items.map((one) => one.at))
      if (around)
        mover.show(fit(around, width, height, { left: 90, right: 90, top: 90, bottom: 90 }, 26))
    } else if (of.count > of.items.length) mover.zoom(3, [of.x, of.y])
    props.onPick?.(ids)
  }
  const picking = still ? undefined : pick

  return (
    <div ref={frame} className={s.map}>
      {/* biome-ignore lint/a11y/useSemanticElements: a map is a group of marks; no element says that */}
      <svg
        ref={mover.box}
        role="group"
        aria-label={still ? label : `${label}. ${t('map.howToMove')}`}
        tabIndex={still ? -1 : 0}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className={still ? s.still : s.moving}
        {...(still ? {} : mover.handlers)}
        onKeyDown={still ? undefined : mover.onKeyDown}
      >
        <Ground
          layers={layers}
          view={view}
          width={width}
          height={height}
          holdings={holdings}
          dotted={holdings !== undefined}
        />
        {names(layers, view, pixel, clusters, taken, width, height)}
        {twins.map((twin) => (
          <TwinLine key={twin.id} twin={twin} pixel={pixel} width={width} height={height} />
        ))}
        <Marks
          clusters={clusters}
          kinds={kinds}
          selected={selected}
          onPick={picking}
          width={width}
          height={height}
          taken={taken}
        />
        {lens && box && (
          <Lens
            lens={lens}
            box={box}
            layers={layers}
            items={items}
            kinds={kinds}
            holdings={holdings}
            selected={selected}
            onPick={picking}
            main={view}
            pixel={pixel}
          />
        )}
        <Furniture view={view} width={width} height={height} />
      </svg>
      {legend && <div className={wide ? s.legendOver : s.legendUnder}>{legend}</div>}
      {!still && (
        <div className={s.buttons} data-print="no">
          <button type="button" aria-label={t('map.closer')} onClick={() => mover.zoom(1.6)}>
            +
          </button>
          <button type="button" aria-label={t('map.further')} onClick={() => mover.zoom(1 / 1.6)}>
            −
          </button>
          {mover.isMoved && (
            <button type="button" className={s.home} onClick={mover.goHome}>
              {t('map.home')}
            </button>
          )}
        </div>
      )}
    </div>
  )
}
