/**
 * The time machine: two dates, a track of the mission's events with a handle for each date, and one sentence that says
 * what is shown and what is hidden. Indigo when either date is not now. A phone keeps the sentence and one button.
 */
import { useState } from 'react'
import { useMission, useTimeline } from '../api/hooks.ts'
import { type Moment, momentOf, useMoment, useSetMoment } from '../api/moment.ts'
import type { Hidden, TimelineView } from '../api/types.ts'
import { dayIn, useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { IconArrowBack, IconCalendar } from '../parts/icons.ts'
import { Sheet } from '../parts/Sheet.tsx'
import { type Translate, useWords } from '../words.tsx'
import { DateButton } from './DateButton.tsx'
import { addDays } from './days.ts'
import css from './TimeMachine.module.css'
import { Track } from './Track.tsx'

const noTimeline: TimelineView = { terms: [], ticks: [], first: '', last: '' }

export function useToday(): string {
  const mission = useMission()
  return mission.today ?? dayIn(Date.now(), mission.zone)
}

/** What the strip says of a moment, in one sentence. */
export function sentence(t: Translate, moment: Moment, when: (text: string) => string): string {
  const { at, known, isNow, sameDay } = moment
  if (isNow) return t('machine.now')
  if (sameDay) return t('machine.sameDay', { at: when(at as string) })
  if (at && !known) return t('machine.withNow', { at: when(at) })
  if (!at && known) return t('machine.nowAsKnown', { known: when(known) })
  return t('machine.both', { at: when(at as string), known: when(known as string) })
}

/** The same for a phone. */
function short(
  t: Translate,
  { at, known, isNow, sameDay }: Moment,
  when: (text: string) => string,
): string {
  if (isNow) return t('machine.now')
  const day = at ? when(at) : t('machine.nowWord')
  if (sameDay) return t('machine.shortSame', { at: day })
  return t('machine.shortKnown', { at: day, known: known ? when(known) : t('machine.shortNow') })
}

export function hiddenWords(t: Translate, moment: Moment, hidden: Hidden | undefined): string {
  if (moment.isNow) return t('machine.drag')
  if (!moment.known) return t('machine.laterIncluded')
  if (!hidden) return t('machine.laterHidden')
  const later = t('machine.later', { count: hidden.later })
  return hidden.undated > 0
    ? t('machine.hiddenBoth', { later, undated: t('machine.undated', { count: hidden.undated }) })
    : t('machine.hidden', { later })
}

export function TimeMachine() {
  const t = useWords()
  const format = useFormat()
  const moment = useMoment()
  const setMoment = useSetMoment()
  const today = useToday()
  const timeline = useTimeline().data ?? noTimeline
  const [preview, setPreview] = useState<Moment | null>(null)
  const [sheet, setSheet] = useState(false)
  const shown = preview ?? moment
  const past = !shown.isNow
  const long = (text: string): string => format.when(text, 'long')
  const back = (): void => setMoment({ at: undefined, known: undefined })
  const first = timeline.first || addDays(today, -1100)

  const buttons = (
    <>
      <DateButton
        label={t('machine.asOn')}
        shown={shown.at ? format.when(shown.at) : t('machine.nowOn', { date: format.when(today) })}
        value={shown.at}
        today={today}
        first={first}
        ticks={timeline.ticks}
        onChange={(at) => setMoment(moment.sameDay ? { at, known: at } : { at })}
      />
      <DateButton
        label={t('machine.asKnownOn')}
        shown={
          shown.sameDay
            ? t('machine.same')
            : shown.known
              ? format.when(shown.known)
              : t('machine.nowWord')
        }
        value={shown.known}
        today={today}
        first={first}
        ticks={timeline.ticks}
        {...(shown.at ? { same: { at: shown.at, on: shown.sameDay } } : {})}
        onChange={(known) => setMoment({ known })}
      />
    </>
  )

  const track = (
    <Track
      timeline={timeline}
      first={first}
      today={today}
      moment={moment}
      onPreview={(change) => setPreview(change ? momentOf(change.at, change.known) : null)}
      onMove={setMoment}
    />
  )

  return (
    <section
      className={css.machine}
      data-past={past || undefined}
      aria-label={t('machine.title')}
      data-print="no"
    >
      <div className={css.dates}>{buttons}</div>
      <div className={css.track}>{track}</div>
      <p className={css.words} aria-live="polite">
        <b>
          <span className={css.long}>{sentence(t, shown, long)}</span>
          <span className={css.short} aria-hidden>
            {short(t, shown, format.when)}
          </span>
        </b>
        <span>{hiddenWords(t, shown, preview ? undefined : timeline.hidden)}</span>
      </p>
      {past && (
        <button type="button" className={css.back} onClick={back}>
          <IconArrowBack size={16} stroke={2} aria-hidden />
          {t('machine.back')}
        </button>
      )}
      <button type="button" className={css.open} onClick={() => setSheet(true)}>
        <IconCalendar size={18} stroke={1.75} aria-hidden />
        <span>{t('machine.dates')}</span>
      </button>
      <Sheet title={t('machine.title')} open={sheet} onClose={() => setSheet(false)}>
        <div className={css.sheet}>
          <p className={css.sheetWords}>
            <b>{sentence(t, shown, long)}</b> {hiddenWords(t, shown, timeline.hidden)}
          </p>
          <div className={css.sheetDates}>{buttons}</div>
          <div className={css.sheetTrack}>{track}</div>
          <div className={css.sheetActions}>
            {past && (
              <Button onClick={back} icon={<IconArrowBack size={18} aria-hidden />}>
                {t('machine.back')}
              </Button>
            )}
            <Button look="filled" onClick={() => setSheet(false)}>
              {t('machine.show')}
            </Button>
          </div>
        </div>
      </Sheet>
    </section>
  )
}
