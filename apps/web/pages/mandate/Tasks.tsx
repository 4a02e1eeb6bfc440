/** What is owed to those who gave the mandate, and what states were asked: each with its owner and its clock. */
import { useList } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { RecordState, StateChip } from '../../parts/Chip.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { dayOf } from '../desk/deadlineRows.tsx'

/** Those open by their clock, then those settled, the latest first. */
function inOrder<One extends { state: string; fields: Record<string, unknown> }>(
  items: readonly One[],
  open: string,
  clock: string,
): One[] {
  const dateOf = (one: One): string => dayOf(one.fields[clock]) ?? '9999'
  return [...items].sort((a, b) =>
    a.state === open && b.state === open
      ? dateOf(a).localeCompare(dateOf(b))
      : Number(b.state === open) - Number(a.state === open) || dateOf(b).localeCompare(dateOf(a)),
  )
}
const SHOWN = 12

function Clock({ until, day }: { until: string | null; day: string }) {
  const t = useWords()
  if (until === null) return null
  const days = daysBetween(day, until)
  return (
    <StateChip tone={days < 0 ? 'late' : days <= 30 ? 'limited' : 'unknown'}>
      {days < 0
        ? t('mandate.lateBy', { days: t('unit.days', { count: -days }) })
        : t('mandate.left', { days: t('unit.days', { count: days }) })}
    </StateChip>
  )
}

export function Tasks({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const tasks = useList('mandateTask', { limit: 200 })
  return (
    <Card
      title={t('mandate.tasks')}
      aside={t('mandate.tasksAside')}
      action={<Go to="/r/mandateTask">{t('mandate.all')}</Go>}
    >
      <When query={tasks}>
        {({ items, refs }) =>
          items.length === 0 ? (
            <Empty title={t('mandate.noTasks')} why={t('mandate.noTasksWhy')} />
          ) : (
            <List label={t('mandate.tasks')}>
              {inOrder(items, 'open', 'dueOn')
                .slice(0, SHOWN)
                .map(({ id, state, caption, fields }) => (
                  <ListRow
                    key={id}
                    title={caption}
                    caption={[
                      term('role', String(fields.role)),
                      refs?.[String(fields.instrument)]?.caption.split(' Resolution')[0],
                      fields.article
                        ? t('mandate.article', { number: String(fields.article) })
                        : '',
                      fields.dueOn
                        ? t('mandate.dueOn', { date: format.when(String(fields.dueOn)) })
                        : '',
                      fields.result ? String(fields.result) : '',
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                    end={
                      state === 'open' ? (
                        <Clock until={dayOf(fields.dueOn)} day={day} />
                      ) : (
                        <StateChip tone={state === 'done' ? 'fit' : 'unknown'}>
                          {term('state.mandateTask', state)}
                        </StateChip>
                      )
                    }
                    to={recordPath('mandateTask', id)}
                  />
                ))}
            </List>
          )
        }
      </When>
    </Card>
  )
}

export function Requests({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const requests = useList('stateRequest', { limit: 200 })
  return (
    <Card title={t('mandate.requests')} action={<Go to="/r/stateRequest">{t('mandate.all')}</Go>}>
      <When query={requests}>
        {({ items, refs }) =>
          items.length === 0 ? (
            <Empty title={t('mandate.noRequests')} why={t('mandate.noRequestsWhy')} />
          ) : (
            <List label={t('mandate.requests')}>
              {inOrder(items, 'asked', 'answerBy')
                .slice(0, SHOWN)
                .map(({ id, state, caption, fields }) => (
                  <ListRow
                    key={id}
                    title={caption}
                    caption={[
                      refs?.[String(fields.askedOf)]?.caption,
                      t('mandate.askedOn', { date: format.when(String(fields.askedOn)) }),
                      fields.answerBy && state === 'asked'
                        ? t('mandate.answerBy', { date: format.when(String(fields.answerBy)) })
                        : '',
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                    end={
                      state === 'asked' && fields.answerBy ? (
                        <Clock until={dayOf(fields.answerBy)} day={day} />
                      ) : fields.outcome ? (
                        <StateChip
                          tone={
                            fields.outcome === 'granted'
                              ? 'fit'
                              : fields.outcome === 'declined'
                                ? 'out'
                                : 'limited'
                          }
                        >
                          {term('choice.stateRequest.outcome', String(fields.outcome))}
                        </StateChip>
                      ) : (
                        <RecordState register="stateRequest" state={state} />
                      )
                    }
                    to={recordPath('stateRequest', id)}
                  />
                ))}
            </List>
          )
        }
      </When>
    </Card>
  )
}
