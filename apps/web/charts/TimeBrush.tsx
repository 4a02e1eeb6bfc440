/** Two handles over a chart of time: they choose the months between them, by hand or with the arrow keys. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import s from './brush.module.css'
import { dayNumber, dayText, type Scale } from './scale.ts'
import { useChartText } from './text.ts'

type Range = readonly [from: string, to: string]
type Props = {
  first: string
  last: string
  x: Scale
  height: number
  range: Range
  onRange: (range: Range) => void
}

/** The first day of the month that lies `months` after the month of `day`. */
export function monthAfter(day: string, months: number): string {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`
}

/** The first of a month nearest to a day number. */
const nearest = (at: number): string => {
  const day = dayText(at)
  return Number(day.slice(8)) > 15 ? monthAfter(day, 1) : monthAfter(day, 0)
}

export function TimeBrush({ first, last, x, height, range, onRange }: Props) {
  const { t, day } = useChartText()
  const box = useRef<HTMLDivElement>(null)

  const move = (end: 0 | 1, to: string): void => {
    const [from, until] = range
    const held = to < first ? first : to > last ? last : to
    if (end === 0) onRange([held >= until ? monthAfter(until, -1) : held, until])
    else onRange([from, held <= from ? monthAfter(from, 1) : held])
  }
  const drag = (end: 0 | 1) => (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const left = box.current?.getBoundingClientRect().left ?? 0
    const to = nearest(x.invert(event.clientX - left))
    if (to !== range[end]) move(end, to)
  }
  const keys = (end: 0 | 1) => (event: KeyboardEvent) => {
    const step = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageUp: 3,
      PageDown: -3,
    }[event.key]
    if (step !== undefined) move(end, monthAfter(range[end], step))
    else if (event.key === 'Home') move(end, first)
    else if (event.key === 'End') move(end, last)
    else return
    event.preventDefault()
  }

  return (
    <div ref={box} className={s.brush} data-print="no">
      {([0, 1] as const).map((end) => (
        <div
          key={end}
          role="slider"
          tabIndex={0}
          className={s.handle}
          style={{ left: x(dayNumber(range[end])), height }}
          aria-label={t(end === 0 ? 'chart.from' : 'chart.to')}
          aria-valuemin={dayNumber(first)}
          aria-valuemax={dayNumber(last)}
          aria-valuenow={dayNumber(range[end])}
          aria-valuetext={day(
            end === 0 ? range[0].slice(0, 7) : dayText(dayNumber(range[1]) - 1).slice(0, 7),
          )}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag(end)}
          onKeyDown={keys(end)}
        >
          <i />
        </div>
      ))}
    </div>
  )
}
