/** What waits on the desk: operations, reviews of force, escorts to answer, weapons kept. Each a few lines that lead to the whole. */
import { useList } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { RecordState, StateChip } from '../../parts/Chip.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './operations.module.css'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function Operations() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const running = useList('operation', {
    state: ['drafted', 'decided', 'running'],
    limit: 6,
    sort: '-startsOn',
  })
  const ended = useList('operation', { state: 'ended', limit: 3, sort: '-startsOn' })
  const items = [...(running.data?.items ?? []), ...(ended.data?.items ?? [])]
  if (!running.data && !ended.data) return null
  return (
    <Card
      title={t('ops.operations')}
      aside={t('ops.operationsAside')}
      action={<Go to="/r/operation">{t('ops.allOperations')}</Go>}
    >
      {items.length === 0 ? (
        <p className={css.quiet}>{t('ops.noOperations')}</p>
      ) : (
        <List label={t('ops.operations')}>
          {items.map((one) => (
            <ListRow
              key={one.id}
              title={one.caption}
              caption={[
                term('choice.operation.lead', text(one.fields.lead)),
                format.when(text(one.fields.startsOn)),
                one.fields.minutesToCare
                  ? t('ops.minutesToCare', { count: Number(one.fields.minutesToCare) })
                  : null,
              ]
                .filter(Boolean)
                .join(' · ')}
              end={<RecordState state={one.state} register="operation" />}
              to={`/operations/${one.id}`}
            />
          ))}
        </List>
      )}
    </Card>
  )
}

function Dated({
  register,
  state,
  date,
  day,
  title,
  none,
  say,
}: {
  register: string
  state: string[]
  date: string
  day: string
  title: (count: number) => string
  none: string
  say: (one: RecordView) => string
}) {
  const t = useWords()
  const format = useFormat()
  const list = useList(register, { state, limit: 6, sort: date })
  if (!list.data) return null
  const { items, total } = list.data
  return (
    <Card
      title={title(total ?? items.length)}
      action={
        <Go to={`/r/${register}`} search={{ state }}>
          {t('ops.all')}
        </Go>
      }
    >
      {items.length === 0 ? (
        <p className={css.quiet}>{none}</p>
      ) : (
        <List label={title(items.length)}>
          {items.map((one) => {
            const on = text(one.fields[date]).slice(0, 10)
            return (
              <ListRow
                key={one.id}
                title={one.caption}
                caption={say(one)}
                end={
                  on && on < day ? (
                    <StateChip tone="late">
                      {t('ops.late', { date: format.when(on, 'day') })}
                    </StateChip>
                  ) : (
                    <StateChip tone="unknown">
                      {on ? format.when(on, 'day') : t('ops.noDay')}
                    </StateChip>
                  )
                }
                to={recordPath(one.register, one.id)}
              />
            )
          })}
        </List>
      )}
    </Card>
  )
}

export function Reviews({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  return (
    <Dated
      register="useOfForce"
      state={['reported', 'underReview']}
      date="reviewOn"
      day={day}
      title={(count) => t('ops.reviews', { count })}
      none={t('ops.noReviews')}
      say={(one) => term('choice.useOfForce.kind', text(one.fields.kind))}
    />
  )
}

export function Escorts({ day }: { day: string }) {
  const t = useWords()
  const format = useFormat()
  return (
    <Dated
      register="escortRequest"
      state={['asked']}
      date="answerBy"
      day={day}
      title={(count) => t('ops.escorts', { count })}
      none={t('ops.noEscorts')}
      say={(one) => t('ops.neededOn', { date: format.when(text(one.fields.neededBy)) })}
    />
  )
}

export function Seizures({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  return (
    <Dated
      register="seizure"
      state={['held', 'underWay', 'toDestroy', 'toHandOver']}
      date="movedOn"
      day={day}
      title={(count) => t('ops.seizures', { count })}
      none={t('ops.noSeizures')}
      say={(one) => term('state.seizure', one.state)}
    />
  )
}
