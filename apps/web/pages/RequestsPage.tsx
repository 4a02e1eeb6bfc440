/** What persons, courts and states ask of the data, each on its clock: the overdue first, then by the day that answers are due. */
import { useList, useRegister } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import type { RecordView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { addDays, dayNumber, lastDay } from '../frame/days.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { GoButton } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { RecordState, StateChip } from '../parts/Chip.tsx'
import { Go, recordPath } from '../parts/Go.tsx'
import { IconPlus } from '../parts/icons.ts'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import { AccessPath } from './access/AccessPath.tsx'
import css from './access/access.module.css'

/** The register's own rule: thirty days, where no other day is set. */
const DAYS = 30
const SOON = 7

const dueOf = ({ fields }: RecordView): string | undefined =>
  typeof fields.answerBy === 'string'
    ? lastDay(fields.answerBy)
    : typeof fields.receivedOn === 'string'
      ? addDays(lastDay(fields.receivedOn), DAYS)
      : undefined

export default function RequestsPage() {
  const t = useWords()
  const register = useRegister('dataRequest')
  return (
    <>
      <PageHead
        path={<AccessPath />}
        title={t('access.page.requests')}
        question={t('requests.question')}
        actions={
          register?.may.includes('enter') && (
            <GoButton
              look="filled"
              to="/r/dataRequest/new"
              icon={<IconPlus size={17} stroke={2} aria-hidden />}
            >
              {t('requests.new')}
            </GoButton>
          )
        }
      />
      <div className={css.page}>
        <Open />
        <Closed />
      </div>
    </>
  )
}

function Open() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const moment = useMoment()
  const today = useToday()
  const day = lastDay(moment.at ?? today)
  const list = useList('dataRequest', { state: ['received', 'accepted'], limit: 200 })
  const rows = (list.data?.items ?? [])
    .map((record) => ({ record, due: dueOf(record) }))
    .sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'))
  const late = rows.filter(({ due }) => due !== undefined && due < day).length
  return (
    <Card
      title={late > 0 ? t('requests.late', { count: late }) : t('requests.open')}
      aside={list.data && t('requests.openAside', { count: rows.length })}
    >
      {list.isPending ? (
        <Skeleton lines={4} height={28} />
      ) : list.error ? (
        <ErrorPanel error={list.error} />
      ) : rows.length === 0 ? (
        <Empty title={t('requests.none')} why={t('requests.noneWhy')} />
      ) : (
        <List label={t('requests.open')}>
          {rows.map(({ record, due }) => {
            const left = due === undefined ? undefined : dayNumber(due) - dayNumber(day)
            return (
              <ListRow
                key={record.id}
                lead={due ? format.when(due) : '—'}
                title={record.caption}
                caption={term('choice.dataRequest.kind', String(record.fields.kind))}
                end={
                  left === undefined ? (
                    <RecordState state={record.state} register="dataRequest" />
                  ) : left < 0 ? (
                    <StateChip tone="out">
                      {t('requests.over', { days: format.days(-left) })}
                    </StateChip>
                  ) : (
                    <StateChip tone={left <= SOON ? 'late' : 'fit'}>
                      {t('requests.left', { days: format.days(left) })}
                    </StateChip>
                  )
                }
                to={recordPath('dataRequest', record.id)}
              />
            )
          })}
        </List>
      )}
    </Card>
  )
}

function Closed() {
  const t = useWords()
  const list = useList('dataRequest', { state: ['answered', 'refused'], limit: 20 })
  return (
    <Card title={t('requests.closed')} action={<Go to="/r/dataRequest">{t('desk.all')}</Go>}>
      {list.isPending ? (
        <Skeleton lines={4} height={28} />
      ) : list.error ? (
        <ErrorPanel error={list.error} />
      ) : list.data.items.length === 0 ? (
        <Empty title={t('requests.noClosed')} why={t('requests.noClosedWhy')} />
      ) : (
        <List label={t('requests.closed')}>
          {list.data.items.map((one) => (
            <ListRow
              key={one.id}
              title={one.caption}
              end={<RecordState state={one.state} register="dataRequest" />}
              to={recordPath('dataRequest', one.id)}
            />
          ))}
        </List>
      )}
    </Card>
  )
}
