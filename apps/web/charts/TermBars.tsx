/** Instruments in time: a bar from the day each begins to the day it ends, open where no end is set, and the day that is read. */
import s from './chart.module.css'
import { LANE, lanes, laneY } from './lanes.ts'
import { Reading } from './Reading.tsx'
import { dayNumber, daySpan, round } from './scale.ts'
import { useChartText } from './text.ts'
import { useWidth } from './useWidth.ts'

export type Term = {
  id: string
  name: string
  title: string
  from: string
  to: string | null
  /** What the mission stands on, drawn strong. */
  strong: boolean
  words?: string | undefined
}
type Props = {
  label: string
  terms: readonly Term[]
  day: string
  first: string
  last: string
  onOpen?: (id: string) => void
}

const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text
const startOf = (when: string): number => daySpan(when)?.[0] ?? Number.NaN
const endOf = (when: string): number => (daySpan(when)?.[1] ?? Number.NaN) - 1

export function TermBars({ label, terms, day, first, last, onOpen }: Props) {
  const { t, day: date, tick, dayMonth } = useChartText()
  const [ref, width] = useWidth<HTMLDivElement>(760)
  const laid = lanes(terms.length, width, first, last, 268)
  const { x, left, right, top, height, narrow } = laid
  const now = x(dayNumber(day) + 0.5)
  const placed = terms.map((term, i) => {
    const from = Math.max(left, x(startOf(term.from)))
    const to = term.to ? Math.min(right, x(endOf(term.to))) : right
    return { term, from, to, y: top + laneY(i, laid) + LANE / 2 }
  })
  const between = (term: Term): string =>
    term.to
      ? t('chart.fromTo', { from: date(term.from), to: date(term.to) })
      : t('chart.since', { from: date(term.from) })
  return (
    <div ref={ref}>
      <Reading
        label={label}
        width={width}
        height={height}
        onOpen={onOpen}
        items={placed.map(({ term, from, to, y }) => ({
          id: term.id,
          x: (from + to) / 2,
          y,
          title: term.title,
          lines: [between(term), ...(term.words ? [term.words] : [])],
        }))}
      >
        {(active) => (
          <>
            {laid.ticks.map((one, i) => (
              <g key={one.at}>
                <path d={`M${round(x(one.at))},${top}V${height - 22}`} className={s.grid} />
                {Math.abs(x(one.at) - now) > 48 && (
                  <text x={round(x(one.at))} y={height - 7} textAnchor="middle" className={s.tick}>
                    {tick(one, i)}
                  </text>
                )}
              </g>
            ))}
            {placed.map(({ term, from, to, y }) => (
              <g key={term.id}>
                <text x={0} y={narrow ? y - 13 : y + 4} className={s.rowName}>
                  {shortened(term.name, narrow ? 52 : 40)}
                </text>
                <rect
                  x={round(from)}
                  y={y - (term.strong ? 8 : 4)}
                  width={round(Math.max(3, to - from))}
                  height={term.strong ? 16 : 8}
                  fill={term.strong ? 'var(--accent)' : 'var(--bar-old)'}
                  fillOpacity={term.to ? 1 : 0.65}
                  stroke={active === term.id ? 'var(--ink)' : 'none'}
                />
                {term.to && term.strong && to < right && (
                  <path d={`M${round(to)},${y - 12}v24`} stroke="var(--ink)" strokeWidth={1.5} />
                )}
                {term.to && to + 74 < right && (
                  <text x={round(to + 6)} y={y + 4} className={s.label}>
                    {date(term.to)}
                  </text>
                )}
                {term.strong && term.words && to - from > term.words.length * 6.4 + 16 && (
                  <text x={round(from + 8)} y={y + 4} className={s.onBar}>
                    {term.words}
                  </text>
                )}
              </g>
            ))}
            {now >= left && now <= right && (
              <>
                <path d={`M${round(now)},${top}V${height - 22}`} className={s.day} />
                <text x={round(now)} y={height - 7} textAnchor="middle" className={s.dayName}>
                  {dayMonth(day)}
                </text>
              </>
            )}
          </>
        )}
      </Reading>
    </div>
  )
}
