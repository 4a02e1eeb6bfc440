/** What a chart of bands is drawn of: the bands themselves with their names, and what is due to happen along the foot. */
import type { BandPlan } from './BandChart.tsx'
import s from './chart.module.css'
import { type Box, overlap, textWidth } from './labels.ts'
import { dayNumber, round, type Scale } from './scale.ts'

export type Marked = { id: string; day: string; label: string; tone: 'plain' | 'out' }
type Series = ArrayLike<number>

export function BandBodies({
  plans,
  first,
  x,
  y,
  label,
}: {
  plans: readonly BandPlan[]
  first: number
  x: Scale
  y: Scale
  label: boolean
}) {
  const single = plans.length === 1
  return plans.map(({ key, color, bands }) => (
    <g key={key}>
      {single && (
        <path d={area(bands.p5, bands.p95, first, x, y)} fill={color} fillOpacity={0.16} />
      )}
      <path
        d={area(bands.p25, bands.p75, first, x, y)}
        fill={color}
        fillOpacity={single ? 0.28 : 0.2}
      />
      <path
        d={line(bands.p50, first, x, y)}
        fill="none"
        stroke={color}
        strokeWidth={2}
        strokeDasharray="5 3.5"
        strokeLinejoin="round"
      />
      {single && label && <Names bands={bands} first={first} x={x} y={y} />}
    </g>
  ))
}

/** `50 %` and `90 %` stand in their bands, where those are thick enough. */
function Names({
  bands,
  first,
  x,
  y,
}: Pick<BandPlan, 'bands'> & { first: number; x: Scale; y: Scale }) {
  const days = bands.p50.length
  const places = [0.62, 0.7, 0.78, 0.54, 0.86, 0.46].map((part) => Math.floor(part * (days - 1)))
  const spot = (low: Series, high: Series): number | undefined =>
    places.find((at) => y(low[at] as number) - y(high[at] as number) > 17)
  const inner = spot(bands.p25, bands.p50)
  const outer = spot(bands.p5, bands.p25)
  return (
    <>
      {inner !== undefined && (
        <text
          x={round(x(first + inner))}
          y={round((y(bands.p25[inner] as number) + y(bands.p50[inner] as number)) / 2) + 4}
          className={s.bandName}
        >
          50 %
        </text>
      )}
      {outer !== undefined && (
        <text
          x={round(x(first + outer))}
          y={round((y(bands.p5[outer] as number) + y(bands.p25[outer] as number)) / 2) + 4}
          className={s.bandName}
        >
          90 %
        </text>
      )}
    </>
  )
}

function line(values: Series, first: number, x: Scale, y: Scale): string {
  let path = ''
  for (let at = 0; at < values.length; at++)
    path += `${at === 0 ? 'M' : 'L'}${round(x(first + at))},${round(y(values[at] as number))}`
  return path
}

function area(low: Series, high: Series, first: number, x: Scale, y: Scale): string {
  let back = ''
  for (let at = low.length - 1; at >= 0; at--)
    back += `L${round(x(first + at))},${round(y(low[at] as number))}`
  return `${line(high, first, x, y)}${back}z`
}

const LANE = 15
const LANES = 3

/** Along the foot, in a few lanes: a tick on its day and its words beside it. What finds no lane keeps its tick. */
export function Happenings({
  marks,
  x,
  plot,
  wide,
}: {
  marks: readonly Marked[]
  x: Scale
  plot: { x: number; y: number; width: number; height: number }
  wide: boolean
}) {
  const foot = plot.y + plot.height
  const taken: Box[] = []
  const placed = marks.map((mark) => {
    const at = x(dayNumber(mark.day))
    const width = textWidth(mark.label, 11) + 10
    const isLeft = at + width > plot.x + plot.width
    const box = (lane: number): Box => ({
      x: isLeft ? at - width : at,
      y: lane * LANE,
      width,
      height: LANE,
    })
    const lane = wide
      ? Array.from({ length: LANES }, (_, i) => i).find(
          (one) => box(one).x > plot.x && !taken.some((other) => overlap(other, box(one))),
        )
      : undefined
    if (lane !== undefined) taken.push(box(lane))
    return { ...mark, at, isLeft, lane, level: foot - 10 - (lane ?? 0) * LANE }
  })
  const color = (tone: Marked['tone']): string => (tone === 'out' ? 'var(--out)' : 'var(--ink2)')
  return (
    <>
      {placed.map(({ id, at, lane, level, tone }) => (
        <path
          key={id}
          d={`M${round(at)},${foot}V${round(lane === undefined ? foot - 9 : level - 4)}`}
          stroke={color(tone)}
          strokeWidth={1.25}
        />
      ))}
      {placed.map(
        ({ id, label, at, isLeft, lane, level, tone }) =>
          lane !== undefined && (
            <text
              key={id}
              x={round(isLeft ? at - 5 : at + 5)}
              y={round(level)}
              textAnchor={isLeft ? 'end' : 'start'}
              className={s.label}
              style={tone === 'out' ? { fill: color(tone) } : undefined}
            >
              {label}
            </text>
          ),
      )}
    </>
  )
}
