/**
 * Mandate: what the mission stands on and until when, how it was voted, what falls due, what was decided. Dates are
 * stated ones; days are counted from the day that is read.
 */
import { useNavigate } from '@tanstack/react-router'
import { useList, useMission } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import type { RecordView } from '../api/types.ts'
import { Deadlines } from '../charts/Deadlines.tsx'
import { TermBars } from '../charts/TermBars.tsx'
import { monthAfter } from '../charts/TimeBrush.tsx'
import { FigureStrip } from '../figure/Figure.tsx'
import { useFormat } from '../format.ts'
import { daysBetween, lastDay } from '../frame/days.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { RecordState } from '../parts/Chip.tsx'
import { Go, GoRecord, recordPath } from '../parts/Go.tsx'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import { DeskFigure } from './desk/DeskFigure.tsx'
import { DeskExport, DeskLists } from './desk/DeskLists.tsx'
import { DeskTabs } from './desk/DeskTabs.tsx'
import { byDate, dayOf, deadlineOf } from './desk/deadlineRows.tsx'
import { Decisions, Duties, duties } from './mandate/Decisions.tsx'
import { Indicators } from './mandate/Indicators.tsx'
import css from './mandate/mandate.module.css'
import { Phases } from './mandate/Phases.tsx'
import { Requests, Tasks } from './mandate/Tasks.tsx'
import { useBodies } from './mandate/useMandate.ts'
import { Votes } from './mandate/Votes.tsx'

export default function Mandate() {
  const t = useWords()
  const format = useFormat()
  const moment = useMoment()
  const today = useToday()
  const day = lastDay(moment.at ?? today)
  return (
    <>
      <PageHead
        title={t('mandate.title')}
        question={t('mandate.question', { date: format.when(day) })}
        actions={<DeskExport desk="mandate" />}
      />
      <DeskTabs desk="mandate" />
      <div className={css.page}>
        <Instruments day={day} />
        <FallsDue day={day} />
        <FigureStrip label={t('mandate.figures')}>
          <DeskFigure name="mandate.due" />
          <DeskFigure name="people.authorised" />
          <DeskFigure name="mandate.tasks" />
          <DeskFigure name="mandate.tasksLate" />
          <DeskFigure name="mandate.requests" />
          <DeskFigure name="mandate.unowned" />
        </FigureStrip>
        <div className={css.two}>
          <Phases />
          <Tasks day={day} />
        </div>
        <div className={css.three}>
          <Votes />
          <div className={css.stack}>
            <Requests day={day} />
            <Indicators />
          </div>
          <div className={css.stack}>
            <Decisions />
            <Duties day={day} />
          </div>
        </div>
        <DeskLists desk="mandate" />
      </div>
    </>
  )
}

const dayFrom = ({ fields }: RecordView): string =>
  String(fields.startsOn ?? fields.inForceOn ?? fields.decidedOn ?? '9999')

function Instruments({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const bodiesOf = useBodies()
  const mission = useMission()
  const navigate = useNavigate()
  const instruments = useList('instrument', { limit: 200 })
  return (
    <When
      query={instruments}
      skeleton={
        <Card title={t('mandate.instruments')}>
          <Skeleton lines={6} height={28} />
        </Card>
      }
    >
      {({ items }) => {
        const terms = items
          .filter(({ fields }) => typeof fields.startsOn === 'string')
          .map(({ id, state, fields }) => ({
            id,
            name: fields.isMandate === true ? String(fields.code) : String(fields.title),
            title: String(fields.title),
            from: String(fields.startsOn),
            to: typeof fields.endsOn === 'string' ? fields.endsOn : null,
            strong: fields.isMandate === true,
            state,
            words:
              typeof fields.personsAuthorised === 'number'
                ? t('mandate.upTo', { count: fields.personsAuthorised })
                : undefined,
          }))
          .sort((a, b) => Number(b.strong) - Number(a.strong) || (a.from < b.from ? -1 : 1))
        const standing = terms.filter((one) => one.strong && one.state === 'inForce')
        // One that is over may stand beside the next until it is ended.
        const current =
          standing.find((one) => one.to === null || lastDay(one.to) >= day) ?? standing.at(-1)
        const first = terms.map((one) => one.from).sort()[0] ?? day
        const ends = terms.flatMap((one) => (one.to ? [lastDay(one.to)] : []))
        const title = current?.to
          ? t(lastDay(current.to) < day ? 'mandate.ended' : 'mandate.finding', {
              name: current.name,
              days: t('unit.days', { count: Math.abs(daysBetween(day, lastDay(current.to))) }),
            })
          : current
            ? t('mandate.openEnded', { name: current.name })
            : t('mandate.noneInForce')
        return (
          <Card
            title={items.length === 0 ? t('mandate.instruments') : title}
            aside={t('mandate.instrumentsAside')}
            action={<Go to="/r/instrument">{t('mandate.all')}</Go>}
          >
            {items.length === 0 ? (
              <Empty title={t('mandate.none')} why={t('mandate.noneWhy')} />
            ) : (
              <>
                <TermBars
                  label={title}
                  terms={terms}
                  day={day}
                  first={monthAfter(lastDay(first), -1)}
                  last={monthAfter([day, ...ends].sort().at(-1) as string, 3)}
                  onOpen={(id) =>
                    void navigate({ to: `/${mission.id}${recordPath('instrument', id)}` as never })
                  }
                />
                <ul className={css.instruments}>
                  {[...items]
                    .sort((a, b) => (dayFrom(a) < dayFrom(b) ? -1 : 1))
                    .map(({ id, state, fields }) => (
                      <li key={id}>
                        <span>
                          <GoRecord register="instrument" id={id}>
                            {String(fields.title)}
                          </GoRecord>
                          <span className={css.parties}>
                            {[
                              term('choice.instrument.kind', String(fields.kind)),
                              ...bodiesOf(fields.parties ?? fields.setBy),
                            ].join(' · ')}
                          </span>
                        </span>
                        <RecordState register="instrument" state={state} />
                      </li>
                    ))}
                </ul>
              </>
            )}
          </Card>
        )
      }}
    </When>
  )
}

function FallsDue({ day }: { day: string }) {
  const t = useWords()
  const instruments = useList('instrument', { state: 'inForce', limit: 200 })
  const obligations = useList('obligation', { state: 'open', kind: duties, limit: 200 })
  const restrictions = useList('restriction', { state: 'standing', limit: 200 })
  const tasks = useList('mandateTask', { state: 'open', limit: 200 })
  if (!instruments.data || !obligations.data || !restrictions.data || !tasks.data)
    return (
      <Card title={t('mandate.due')}>
        <Skeleton lines={4} height={22} />
      </Card>
    )
  const items = byDate(
    [
      ...instruments.data.items
        .filter(({ fields }) => fields.endsOn)
        .map((one) => deadlineOf(one, dayOf(one.fields.endsOn), t('mandate.ends'))),
      ...obligations.data.items.map((one) =>
        deadlineOf(one, dayOf(one.fields.dueOn), t(`mandate.duty.${String(one.fields.kind)}`)),
      ),
      ...tasks.data.items.map((one) => deadlineOf(one, dayOf(one.fields.dueOn), t('mandate.task'))),
      ...restrictions.data.items
        .filter(({ fields }) => fields.endsOn)
        .map((one) => deadlineOf(one, dayOf(one.fields.endsOn), t('mandate.lifts'))),
    ],
    day,
  )
  const next = items.find((one) => one.until !== null)
  return (
    <Card
      title={
        next?.until && next.until >= day
          ? t('mandate.dueFinding', {
              days: t('unit.days', { count: daysBetween(day, next.until) }),
            })
          : t('mandate.due')
      }
      aside={t('mandate.dueAside')}
    >
      {items.length === 0 ? (
        <Empty title={t('mandate.nothingDue')} why={t('mandate.nothingDueWhy')} />
      ) : (
        <Deadlines label={t('mandate.due')} day={day} items={items} />
      )}
    </Card>
  )
}
