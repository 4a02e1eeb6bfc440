/**
 * The overview: can the mission hold, and what stops it next? Six figures, what binds, what has run over, where it
 * happened, what came last. One answer of the server feeds it all.
 */
import { Fragment, lazy, Suspense } from 'react'
import { useHere, useOverview } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import type { Code, OverdueView, OverviewView } from '../api/types.ts'
import { Deadlines } from '../charts/Deadlines.tsx'
import { CopyButton } from '../figure/Cite.tsx'
import { Figure, FigureStrip } from '../figure/Figure.tsx'
import { useFormat } from '../format.ts'
import { daysBetween, lastDay } from '../frame/days.ts'
import { deskPath } from '../frame/desks.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { Go, GoRecord, recordPath } from '../parts/Go.tsx'
import { IconPrinter } from '../parts/icons.ts'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { usePhone } from '../parts/usePhone.ts'
import { product } from '../settings.ts'
import { useNote, useWords } from '../words.tsx'
import css from './Overview.module.css'

const IncidentMap = lazy(() => import('./IncidentMap.tsx'))

export function Overview() {
  const t = useWords()
  const format = useFormat()
  const { mission } = useHere()
  const moment = useMoment()
  const today = useToday()
  const overview = useOverview()
  const phone = usePhone()
  const at = moment.at ?? today
  const cite = t('cite.pageText', {
    product,
    mission: mission.name,
    page: t('overview.title'),
    at: format.when(at),
    known: format.when(moment.known ?? today),
  })
  return (
    <>
      <PageHead
        title={t('overview.title')}
        brief
        question={t('overview.question')}
        actions={
          <>
            <CopyButton
              size={phone ? 'small' : 'normal'}
              text={`${cite} ${location.href}`}
              words={t(phone ? 'cite.short' : 'cite.page')}
            />
            <span className={css.wide}>
              <Button
                icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}
                onClick={() => print()}
              >
                {t('print')}
              </Button>
            </span>
          </>
        }
      />
      <When query={overview} skeleton={<Waiting />}>
        {(data) => <Content data={data} day={lastDay(at)} />}
      </When>
    </>
  )
}

function Content({ data, day }: { data: OverviewView; day: string }) {
  const t = useWords()
  const { mission } = useHere()
  const format = useFormat()
  const moment = useMoment()
  const words = useNote()
  return (
    <div className={css.page}>
      <FigureStrip label={t('overview.figures')}>
        {data.figures.map((figure) => (
          <Figure key={`${figure.name}${figure.key ?? ''}`} figure={figure} />
        ))}
      </FigureStrip>
      <Card
        title={bindsTitle(data, day)}
        aside={t('overview.bindsAside', { date: format.when(day) })}
        action={mission.desks?.includes('plan') && <Go to="/plan">{t('overview.plan')}</Go>}
      >
        {data.binding.length === 0 ? (
          <Empty title={t('overview.nothingBinds')} why={t('overview.nothingBindsWhy')} />
        ) : (
          <Deadlines
            label={t('overview.binds')}
            day={day}
            items={data.binding.map((one) => ({
              id: one.record?.id ?? one.name,
              title: one.record ? (
                <GoRecord register={one.record.register} id={one.record.id} className={css.quiet}>
                  {words(one.title)}
                </GoRecord>
              ) : (
                <Go
                  to={one.list?.path ?? deskPath(one.desk)}
                  search={one.list?.search ?? {}}
                  className={css.quiet}
                >
                  {words(one.title)}
                </Go>
              ),
              note: words(one.words ?? one.note),
              until: one.until,
              now: one.now,
              refs: <Refs refs={one.refs} />,
            }))}
          />
        )}
      </Card>
      <div className={css.three}>
        <Card title={t('overview.overdue')} aside={t('overview.overdueAside')}>
          {data.overdue.length === 0 ? (
            <Empty title={t('overview.nothingOverdue')} why={t('overview.nothingOverdueWhy')} />
          ) : (
            <List>
              {data.overdue.slice(0, 6).map((one) => (
                <ListRow
                  key={`${one.name}${one.since ?? ''}`}
                  lead={one.days === null ? '—' : format.number(one.days)}
                  leadStrong
                  title={words(one.title)}
                  caption={words(one.note)}
                  end={
                    one.since ? t('overview.since', { date: format.when(one.since) }) : undefined
                  }
                  endCaption={t(`desk.${one.desk}`)}
                  {...overdueTarget(one)}
                />
              ))}
            </List>
          )}
        </Card>
        <Card
          flush
          title={t('overview.incidents')}
          aside={t(
            data.incidents.unplaced > 0 ? 'overview.incidentsUnplaced' : 'overview.incidentsAside',
            { count: data.incidents.total, unplaced: data.incidents.unplaced },
          )}
          action={<Go to={deskPath('situation')}>{t('desk.situation')}</Go>}
        >
          <Suspense fallback={<div className={css.mapWait} />}>
            <IncidentMap places={data.incidents.places} />
          </Suspense>
        </Card>
        <Card
          title={t('overview.events')}
          aside={
            moment.known
              ? t('overview.eventsKnown', { date: format.when(lastDay(moment.known), 'day') })
              : undefined
          }
          action={<Go to="/r/event">{t('overview.timeline')}</Go>}
        >
          {data.events.length === 0 ? (
            <Empty title={t('overview.noEvents')} why={t('overview.noEventsWhy')} />
          ) : (
            <List>
              {data.events.slice(0, 6).map((one) => (
                <ListRow
                  key={one.id}
                  lead={format.when(one.day)}
                  title={one.title}
                  caption={one.place ?? undefined}
                  end={one.refs.map(({ code }) => code).join(', ')}
                  to={recordPath(one.register, one.id)}
                />
              ))}
            </List>
          )}
        </Card>
      </div>
    </div>
  )

  /** What binds, as a finding: what binds now, and the first date after it. */
  function bindsTitle(view: OverviewView, from: string): string {
    const now = view.binding.find((one) => one.now)
    const next = view.binding.find((one) => !one.now && one.until)
    const left = next?.until ? daysBetween(from, next.until) : 0
    const days = t('unit.days', { count: Math.abs(left) })
    const parts = [
      now ? t(`bindingNow.${now.name}`) : '',
      next?.until ? t(`${left < 0 ? 'bindingPast' : 'bindingNext'}.${next.name}`, { days }) : '',
    ].filter(Boolean)
    const said = parts.join('; ') || t('overview.binds')
    return said.charAt(0).toUpperCase() + said.slice(1)
  }
}

/** One record is opened; several are listed in their register, many under the filter that found them. */
const overdueTarget = ({ records, list }: OverdueView) => {
  const [first] = records
  if (list && records.length !== 1) return { to: list.path, search: list.search }
  if (!first) return {}
  return {
    to: records.length === 1 ? recordPath(first.register, first.id) : `/r/${first.register}`,
  }
}

function Refs({ refs }: { refs: readonly Code[] }) {
  return <span>{refs.map(one)}</span>

  function one(ref: Code, i: number) {
    return (
      <Fragment key={ref.id}>
        {i > 0 && ', '}
        <GoRecord register={ref.register} id={ref.id}>
          {ref.code}
        </GoRecord>
      </Fragment>
    )
  }
}

/** The shape of what is coming, so that nothing jumps. */
function Waiting() {
  return (
    <div className={css.page}>
      <div className={css.waitStrip}>
        <Skeleton lines={4} height={22} />
      </div>
      <Card>
        <Skeleton lines={6} height={14} />
      </Card>
      <div className={css.three}>
        {['overdue', 'incidents', 'events'].map((key) => (
          <Card key={key}>
            <Skeleton lines={9} height={22} />
          </Card>
        ))}
      </div>
    </div>
  )
}
