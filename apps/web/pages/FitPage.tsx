/**
 * Will it fit: every planned arrival, tour end, delivery and payment against what there is on its day. What binds stands
 * first, with the day and what would free it; below, each resource of each place by day. Arithmetic on the plan, no forecast.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useFit } from '../api/people.ts'
import { useFormat } from '../format.ts'
import { addDays, daysBetween } from '../frame/days.ts'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { IconPrinter } from '../parts/icons.ts'
import { Empty, ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { Segments } from '../parts/Segments.tsx'
import { useWords } from '../words.tsx'
import { DeskTabs } from './desk/DeskTabs.tsx'
import { usePageDay } from './desk/usePageDay.ts'
import { Conflicts } from './fit/Conflicts.tsx'
import { Enough } from './fit/Enough.tsx'
import css from './fit/fit.module.css'
import { bySite, conflictsOf } from './fit/levels.ts'
import { Resource } from './fit/Resource.tsx'

const spans = [30, 90, 180] as const

export default function FitPage() {
  const t = useWords()
  const format = useFormat()
  const navigate = useNavigate()
  const day = usePageDay()
  const { days: asked } = useSearch({ strict: false }) as { days?: string }
  const span = spans.find((one) => String(one) === asked) ?? 90
  const until = addDays(day, span)
  const fit = useFit(until)
  const resources = fit.data?.resources ?? []
  const conflicts = conflictsOf(resources)
  const first = conflicts[0]
  return (
    <>
      <PageHead
        title={t('fit.title')}
        question={
          !fit.data
            ? t('fit.question', { date: format.when(until) })
            : first
              ? first.from <= day
                ? t('fit.bindsNow', { count: conflicts.length, date: format.when(until) })
                : t('fit.bindsIn', {
                    count: daysBetween(day, first.from),
                    date: format.when(first.from),
                  })
              : t('fit.fits', { date: format.when(until) })
        }
        actions={
          <Button
            icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}
            onClick={() => print()}
          >
            {t('print')}
          </Button>
        }
      />
      <DeskTabs desk="people" />
      <div className={css.page}>
        <div className={css.tools} data-print="no">
          <span>{t('fit.until')}</span>
          <Segments
            label={t('fit.until')}
            value={String(span)}
            choices={spans.map((days) => ({ value: String(days), title: format.days(days) }))}
            onChoose={(days) =>
              void navigate({
                to: '.',
                search: ((before: object) => ({ ...before, days })) as never,
                replace: true,
                resetScroll: false,
              })
            }
          />
          <Go to="/r/movement" search={{ state: 'planned' }}>
            {t('fit.movements')}
          </Go>
          <Go to="/r/capacity">{t('fit.capacities')}</Go>
        </div>
        {fit.error ? (
          <ErrorPanel error={fit.error} again={() => void fit.refetch()} />
        ) : !fit.data ? (
          <Card>
            <Skeleton lines={12} height={24} />
          </Card>
        ) : resources.length === 0 ? (
          <Card title={t('fit.title')}>
            <Empty
              title={t('fit.none')}
              why={t('fit.noneWhy')}
              action={<Go to="/r/capacity">{t('fit.noneDo')}</Go>}
            />
          </Card>
        ) : (
          <>
            <Conflicts conflicts={conflicts} day={day} until={until} />
            {bySite(resources).map((group) => (
              <Card
                key={group.key}
                title={group.caption ?? t('fit.wholeMission')}
                aside={t('fit.resources', { count: group.drawn.length + group.quiet.length })}
              >
                <div className={css.grid}>
                  {group.drawn.map((resource) => (
                    <Resource
                      key={resource.resource}
                      resource={resource}
                      place={group.caption ?? t('fit.wholeMission')}
                      day={day}
                      until={until}
                    />
                  ))}
                </div>
                <Enough place={group} day={day} until={until} />
              </Card>
            ))}
            <p className={css.source}>{t('fit.source')}</p>
          </>
        )}
      </div>
    </>
  )
}
