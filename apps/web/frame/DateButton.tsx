/** One of the two dates: the button that shows it, and the small panel in which it is chosen: a date, an event, or now. */
import { useState } from 'react'
import type { TimelineView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { IconCalendar } from '../parts/icons.ts'
import { Pop } from '../parts/Pop.tsx'
import { useWords } from '../words.tsx'
import css from './DateButton.module.css'
import { isDay, lastDay } from './days.ts'

export function DateButton({
  label,
  shown,
  value,
  today,
  first,
  ticks,
  same,
  onChange,
}: {
  label: string
  shown: string
  value: string | undefined
  today: string
  first: string
  ticks: TimelineView['ticks']
  /** Offers *same day* beside now. */
  same?: { at: string; on: boolean }
  onChange: (day: string | undefined) => void
}) {
  const t = useWords()
  return (
    <div className={css.date}>
      <span className={css.label} aria-hidden>
        {label}
      </span>
      <Pop
        label={label}
        dataKey="times"
        buttonClass={css.button}
        button={
          <>
            {shown}
            <IconCalendar size={15} stroke={2} aria-hidden />
          </>
        }
      >
        {(close) => (
          <Panel
            {...{ label, value, today, first, ticks, same }}
            onChange={(day) => {
              onChange(day)
              close()
            }}
            t={t}
          />
        )}
      </Pop>
    </div>
  )
}

function Panel({
  label,
  value,
  today,
  first,
  ticks,
  same,
  onChange,
  t,
}: {
  label: string
  value: string | undefined
  today: string
  first: string
  ticks: TimelineView['ticks']
  same?: { at: string; on: boolean } | undefined
  onChange: (day: string | undefined) => void
  t: ReturnType<typeof useWords>
}) {
  const format = useFormat()
  const [text, setText] = useState(value ? lastDay(value) : today)
  const events = ticks.filter((tick) => tick.day <= today).toReversed()
  return (
    <div className={css.panel}>
      <form
        className={css.row}
        onSubmit={(event) => {
          event.preventDefault()
          if (isDay(text)) onChange(text >= today ? undefined : text)
        }}
      >
        <input
          type="date"
          className={css.input}
          aria-label={label}
          min={first}
          max={today}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className={css.go} disabled={!isDay(text)}>
          {t('machine.go')}
        </button>
      </form>
      <div className={css.row}>
        <button
          type="button"
          className={css.quick}
          aria-pressed={!value}
          onClick={() => onChange(undefined)}
        >
          {t('machine.nowWord')}
        </button>
        {same && (
          <button
            type="button"
            className={css.quick}
            aria-pressed={same.on}
            onClick={() => onChange(same.at)}
          >
            {t('machine.same')}
          </button>
        )}
      </div>
      {events.length > 0 && (
        <>
          <p className={css.caption}>{t('machine.event')}</p>
          <ul className={css.events}>
            {events.map((tick) => (
              <li key={`${tick.day}${tick.title}`}>
                <button type="button" onClick={() => onChange(tick.day)}>
                  <span>{format.when(tick.day)}</span>
                  {tick.title}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
