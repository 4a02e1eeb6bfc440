/**
 * Mandate: what the mission stands on and until when, how it was voted, what falls due, what was decided. Dates are
 * stated ones; days are counted from the day that is read.
 */
import { useNavigate } from '@tanstack/react-router'
import { useList, useMission } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import { Deadlines } from '../charts/Deadlines.tsx'
import { TermBars } from '../charts/TermBars.tsx'
import { monthAfter } from '../charts/TimeBrush.tsx'
import { VoteBars } from '../charts/VoteBars.tsx'
import { FigureStrip } from '../figure/Figure.tsx'
import { useFormat } from '../format.ts'
import { daysBetween, lastDay } from '../frame/days.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { RecordState, StateChip } from '../parts/Chip.tsx'
import { Go, GoRecord, recordPath } from '../parts/Go.tsx'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import { DeskFigure } from './desk/DeskFigure.tsx'
import { DeskExport, DeskLists } from './desk/DeskLists.tsx'
import { byDate, dayOf, deadlineOf } from './desk/deadlineRows.tsx'
import css from './mandate/mandate.module.css'

const duties = ['renewal', 'relief', 'arrival', 'support', 'report', 'review', 'other']
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

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
      <div className={css.page}>
        <Instruments day={day} />
        <FallsDue day={day} />
        <div className={css.three}>
          <Votes />
          <Decisions />
          <div className={css.stack}>
            <FigureStrip label={t('mandate.figures')}>
              <DeskFigure name="mandate.due" />
              <DeskFigure name="people.authorised" />
            </FigureStrip>
            <Conditions day={day} />
          </div>
        </div>
        <DeskLists desk="mandate" />
      </div>
    </>
  )
}

function Instruments({ day }: { day: string }) {
  const t = useWords()
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
        const current = terms.find((one) => one.strong && one.state === 'inForce')
        const first = terms.map((one) => one.from).sort()[0] ?? day
        const ends = terms.flatMap((one) => (one.to ? [lastDay(one.to)] : []))
        const title = current?.to
          ? t('mandate.finding', {
              name: current.name,
              days: t('unit.days', { count: daysBetween(day, lastDay(current.to)) }),
            })
          : current
            ? t('mandate.openEnded', { name: current.name })
            : t('mandate.noneInForce')
        return (
          <Card
            title={terms.length === 0 ? t('mandate.instruments') : title}
            aside={t('mandate.instrumentsAside')}
            action={<Go to="/r/instrument">{t('mandate.all')}</Go>}
          >
            {terms.length === 0 ? (
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
                  {terms.map((one) => (
                    <li key={one.id}>
                      <GoRecord register="instrument" id={one.id}>
                        {one.title}
                      </GoRecord>
                      <RecordState register="instrument" state={one.state} />
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
  if (!instruments.data || !obligations.data || !restrictions.data)
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
        next?.until
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

function Votes() {
  const t = useWords()
  const format = useFormat()
  const votes = useList('vote', { limit: 200 })
  return (
    <Card title={t('mandate.votes')} action={<Go to="/r/vote">{t('mandate.all')}</Go>}>
      <When query={votes}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('mandate.noVotes')} why={t('mandate.noVotesWhy')} />
          ) : (
            <ul className={css.votes}>
              {items.map(({ id, fields }) => (
                <li key={id}>
                  <h3>
                    <GoRecord register="vote" id={id}>
                      {String(fields.title)}
                    </GoRecord>
                  </h3>
                  <p className={css.caption}>
                    {[
                      format.when(String(fields.heldOn)),
                      typeof fields.abstainers === 'string'
                        ? t('mandate.abstained', { names: fields.abstainers })
                        : '',
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                  <VoteBars
                    votesFor={number(fields.votesFor)}
                    abstained={number(fields.abstentions)}
                    against={number(fields.votesAgainst)}
                    seats={
                      number(fields.seats) ??
                      (number(fields.votesFor) ?? 0) +
                        (number(fields.abstentions) ?? 0) +
                        (number(fields.votesAgainst) ?? 0)
                    }
                    needed={number(fields.votesNeeded)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </When>
    </Card>
  )
}

function Decisions() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const decisions = useList('decision', { limit: 50, sort: '-decidedOn' })
  return (
    <Card
      title={t('mandate.decisions')}
      aside={t('mandate.newest')}
      action={<Go to="/r/decision">{t('mandate.all')}</Go>}
    >
      <When query={decisions}>
        {({ items, refs }) =>
          items.length === 0 ? (
            <Empty title={t('mandate.noDecisions')} why={t('mandate.noDecisionsWhy')} />
          ) : (
            <List label={t('mandate.decisions')}>
              {items.map(({ id, fields, state }) => (
                <ListRow
                  key={id}
                  lead={format.when(String(fields.decidedOn))}
                  title={String(fields.title)}
                  caption={[
                    refs?.[String(fields.setBy)]?.caption,
                    term('choice.decision.kind', String(fields.kind)),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                  end={state === 'taken' ? undefined : term('state.decision', state)}
                  to={recordPath('decision', id)}
                />
              ))}
            </List>
          )
        }
      </When>
    </Card>
  )
}

/** Duties and conditions by how they stand: overdue first, then open, then settled. */
function Conditions({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const obligations = useList('obligation', { kind: duties, limit: 200 })
  return (
    <Card title={t('mandate.conditions')} action={<Go to="/r/obligation">{t('mandate.all')}</Go>}>
      <When query={obligations}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('mandate.noConditions')} why={t('mandate.noConditionsWhy')} />
          ) : (
            <List label={t('mandate.conditions')}>
              {[...items]
                .sort(
                  (a, b) =>
                    Number(a.state !== 'open') - Number(b.state !== 'open') ||
                    (String(a.fields.dueOn ?? '~') < String(b.fields.dueOn ?? '~') ? -1 : 1),
                )
                .map((one) => {
                  const due = dayOf(one.fields.dueOn)
                  const late = one.state === 'open' && due !== null && due < day
                  return (
                    <ListRow
                      key={one.id}
                      title={one.caption}
                      caption={[
                        t(`mandate.duty.${String(one.fields.kind)}`),
                        due
                          ? t('mandate.dueOn', { date: format.when(String(one.fields.dueOn)) })
                          : t('chart.noDate'),
                      ].join(' · ')}
                      end={
                        <StateChip
                          tone={
                            late
                              ? 'late'
                              : one.state === 'open'
                                ? 'limited'
                                : one.state === 'settled'
                                  ? 'fit'
                                  : 'unknown'
                          }
                        >
                          {late ? t('mandate.late') : term('state.obligation', one.state)}
                        </StateChip>
                      }
                      to={recordPath('obligation', one.id)}
                    />
                  )
                })}
            </List>
          )
        }
      </When>
    </Card>
  )
}
