/**
 * The track: terms of the mandate as bands, every event as a tick, a filled handle for *as on* and a hollow one for
 * *as known on*; a ring where they are the same day. Both are sliders: arrows by day, page keys by month, Shift and an
 * arrow to the next event. Nothing is asked of the server until a handle is let go.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Moment } from '../api/moment.ts'
import type { TimelineView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { useWords } from '../words.tsx'
import { addDays, addMonths, dayNumber, dayText, lastDay } from './days.ts'
import css from './Track.module.css'

type Change = { at?: string | undefined; known?: string | undefined }
type Handle = 'at' | 'known'

export function Track({
  timeline,
  first,
  today,
  moment,
  onPreview,
  onMove,
}: {
  timeline: TimelineView
  first: string
  today: string
  moment: Moment
  onPreview: (change: Change | null) => void
  onMove: (change: Change) => void
}) {
  const t = useWords()
  const format = useFormat()
  const rail = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<{ handle: Handle; day: string } | null>(null)
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(settle.current), [])

  const start = dayNumber(first) - 20
  const end = dayNumber(today)
  const place = (day: string): number =>
    Math.max(0, Math.min(100, ((dayNumber(day) - start) / (end - start)) * 100))
  const percent = (day: string): string => `${place(day)}%`

  /** What the address would say with a handle on a day; the last day is now. */
  const changeTo = (handle: Handle, day: string): Change => {
    const value = day >= today ? undefined : day
    if (handle === 'known') return { at: moment.at, known: value }
    return moment.sameDay ? { at: value, known: value } : { at: value, known: moment.known }
  }
  const dayAt = (event: PointerEvent): string => {
    const box = (rail.current as HTMLDivElement).getBoundingClientRect()
    const share = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width))
    return dayText(start + share * (end - start))
  }
  const hold = (handle: Handle, day: string): void => {
    setHeld({ handle, day })
    onPreview(changeTo(handle, day))
  }
  const release = (): void => {
    if (!held) return
    onMove(changeTo(held.handle, held.day))
    setHeld(null)
    onPreview(null)
  }

  const at = held?.handle === 'at' ? held.day : moment.at ? lastDay(moment.at) : today
  const known =
    held?.handle === 'known' || (held && moment.sameDay)
      ? held.day
      : moment.known
        ? lastDay(moment.known)
        : today
  const together = at === known

  const onKeyDown =
    (handle: Handle) =>
    (event: KeyboardEvent): void => {
      const day = handle === 'at' ? at : known
      const ticks = timeline.ticks.map((tick) => tick.day)
      const forward = ticks.find((tick) => tick > day) ?? today
      const backward = ticks.filter((tick) => tick < day).at(-1) ?? first
      const to: Record<string, string> = {
        ArrowRight: event.shiftKey ? forward : addDays(day, 1),
        ArrowUp: event.shiftKey ? forward : addDays(day, 1),
        ArrowLeft: event.shiftKey ? backward : addDays(day, -1),
        ArrowDown: event.shiftKey ? backward : addDays(day, -1),
        PageUp: addMonths(day, 1),
        PageDown: addMonths(day, -1),
        Home: first,
        End: today,
      }
      const next = to[event.key]
      if (next === undefined) return
      event.preventDefault()
      const bounded = next > today ? today : next < first ? first : next
      hold(handle, bounded)
      clearTimeout(settle.current)
      settle.current = setTimeout(() => {
        onMove(changeTo(handle, bounded))
        setHeld(null)
        onPreview(null)
      }, 350)
    }

  const handleProps = (handle: Handle) => {
    const day = handle === 'at' ? at : known
    return {
      role: 'slider',
      tabIndex: 0,
      'aria-label': t(handle === 'at' ? 'machine.asOn' : 'machine.asKnownOn'),
      'aria-valuemin': dayNumber(first),
      'aria-valuemax': end,
      'aria-valuenow': dayNumber(day),
      'aria-valuetext': day === today ? t('machine.nowWord') : format.when(day, 'long'),
      style: { left: percent(day) },
      onKeyDown: onKeyDown(handle),
      onPointerDown: (event: PointerEvent<HTMLSpanElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        event.currentTarget.focus({ preventScroll: true })
        hold(handle, day)
        event.stopPropagation()
      },
      onPointerMove: (event: PointerEvent) => held?.handle === handle && hold(handle, dayAt(event)),
      onPointerUp: release,
      onPointerCancel: release,
    }
  }

  const years: string[] = []
  for (let year = Number(first.slice(0, 4)) + 1; `${year}-01-01` <= today; year++)
    years.push(`${year}-01-01`)

  return (
    // Pressing the track itself moves *as on* there; the handles are what the keyboard has.
    <div
      className={css.track}
      ref={rail}
      onPointerDown={(event) => onMove(changeTo('at', dayAt(event)))}
    >
      <svg className={css.picture} width="100%" height="60" aria-hidden>
        {timeline.terms.map((term) => (
          <g key={term.name}>
            <rect
              x={percent(term.from)}
              width={`${place(term.to ?? today) - place(term.from)}%`}
              y="11"
              height="12"
              className={css.band}
            />
          </g>
        ))}
        <line x1="0" x2="100%" y1="35" y2="35" className={css.line} />
        <line x1="0" x2={percent(at)} y1="35" y2="35" className={css.run} />
        {timeline.ticks.map((tick) => (
          <line
            key={`${tick.day}${tick.title}`}
            x1={percent(tick.day)}
            x2={percent(tick.day)}
            y1={tick.tall ? 27 : 30}
            y2="34"
            className={css.tick}
            data-after={tick.day > at || undefined}
          />
        ))}
        {years.map((day) => (
          <g key={day}>
            <line x1={percent(day)} x2={percent(day)} y1="36" y2="40" className={css.year} />
            <text x={percent(day)} y="52" textAnchor="middle">
              {day.slice(0, 4)}
            </text>
          </g>
        ))}
      </svg>
      {timeline.terms.map((term) => (
        <span
          key={term.name}
          className={css.term}
          style={{
            left: percent(term.from),
            width: `${place(term.to ?? today) - place(term.from)}%`,
          }}
        >
          {term.name}
        </span>
      ))}
      <span
        {...handleProps('known')}
        className={`${css.handle} ${css.known}`}
        data-together={together || undefined}
      />
      <span
        {...handleProps('at')}
        className={`${css.handle} ${css.at}`}
        data-together={together || undefined}
      />
    </div>
  )
}
