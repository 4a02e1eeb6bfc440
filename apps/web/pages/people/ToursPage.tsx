/** Tours and relief: who ends when, who relieves them, where the gap is; by unit, opening into persons. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMission } from '../../api/hooks.ts'
import { useTours } from '../../api/people.ts'
import { TourTimeline } from '../../charts/TourTimeline.tsx'
import { useFormat } from '../../format.ts'
import { addDays, daysBetween } from '../../frame/days.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { Segments } from '../../parts/Segments.tsx'
import { useWords } from '../../words.tsx'
import { DeskExport } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './people.module.css'
import { TourGaps } from './TourGaps.tsx'
import { TourPersons } from './TourPersons.tsx'
import { gapsOf, lanesOf } from './tours.ts'
import { useHues } from './useHues.ts'

const spans = { 6: 180, 12: 365, 24: 730 } as const
type Span = keyof typeof spans

export default function ToursPage() {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const navigate = useNavigate()
  const day = usePageDay()
  const search = useSearch({ strict: false }) as {
    months?: string
    rotation?: string
    contributor?: string
  }
  const months = (Number(search.months) in spans ? Number(search.months) : 12) as Span
  const hues = useHues()
  const set = (change: object): void =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, ...change })) as never,
      replace: true,
      resetScroll: false,
    })
  const first = addDays(day, -Math.round(spans[months] / 4))
  const last = addDays(day, spans[months])
  const asked = useTours(first, last, search.contributor)
  const lanes = asked.data ? lanesOf(asked.data.items, first, last) : []
  const gaps = gapsOf(lanes, day)
  const chosen = lanes
    .flatMap((lane) => lane.bars.map((bar) => ({ lane, bar })))
    .find(({ bar }) => bar.key === search.rotation)

  return (
    <>
      <PageHead
        title={t('tours.title')}
        question={t('tours.question', { date: format.when(day) })}
        actions={<DeskExport desk="people" />}
      />
      <DeskTabs desk="people" />
      <div className={css.page}>
        {asked.error ? (
          <ErrorPanel error={asked.error} again={() => void asked.refetch()} />
        ) : !asked.data ? (
          <Card>
            <Skeleton lines={10} height={28} />
          </Card>
        ) : lanes.length === 0 ? (
          <Card title={t('tours.title')}>
            <Empty
              title={t('tours.none')}
              why={t('tours.noneWhy')}
              action={<Go to="/r/tour">{t('tours.noneDo')}</Go>}
            />
          </Card>
        ) : (
          <>
            <Segments
              label={t('tours.span')}
              value={String(months)}
              choices={Object.keys(spans).map((value) => ({
                value,
                title: t('tours.months', { count: Number(value) }),
              }))}
              onChoose={(value) => set({ months: value })}
            />
            <TourTimeline
              title={finding()}
              subtitle={t('tours.sub', { from: format.when(first), to: format.when(last) })}
              source={asked.data.truncated ? t('tours.sourceCut') : t('tours.source')}
              file={`tours-${mission.id}-${day}`}
              lanes={lanes}
              hues={hues}
              day={day}
              first={first}
              last={last}
              chosen={search.rotation}
              onOpen={(rotation) => set({ rotation })}
            />
            {chosen && (
              <TourPersons
                lane={chosen.lane}
                bar={chosen.bar}
                onClose={() => set({ rotation: undefined })}
              />
            )}
            <TourGaps gaps={gaps} day={day} onOpen={(rotation) => set({ rotation })} />
          </>
        )}
      </div>
    </>
  )

  function finding(): string {
    const soon = gaps.filter(({ to, open }) => open > 0 && daysBetween(day, to) <= 90)
    const persons = soon.reduce((sum, { open }) => sum + open, 0)
    const next = soon[0]
    return next
      ? t('tours.finding', { count: persons, date: format.when(next.to), unit: next.lane.label })
      : t('tours.findingNone')
  }
}
