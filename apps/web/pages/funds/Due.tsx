/** How long the fund is said to last, and what is owed: stated dates as a strip, amounts in their own currency. */
import { useList, useMeasure } from '../../api/hooks.ts'
import { Deadlines } from '../../charts/Deadlines.tsx'
import { useFormat } from '../../format.ts'
import { addDays, daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import { byDate, dayOf, deadlineOf } from '../desk/deadlineRows.tsx'
import css from './funds.module.css'
import type { Money } from './statement.ts'

const LONG = 16

export function Due({ day }: { day: string }) {
  const t = useWords()
  const format = useFormat()
  const runway = useMeasure('funds.runway')
  const open = useList('obligation', {
    state: 'open',
    kind: ['payment', 'reimbursement', 'pay'],
    limit: 200,
  })
  if (open.error || runway.error)
    return (
      <Card title={t('funds.due')}>
        <ErrorPanel error={open.error ?? runway.error} />
      </Card>
    )
  if (!open.data || !runway.data)
    return (
      <Card title={t('funds.due')}>
        <Skeleton lines={5} height={22} />
      </Card>
    )
  const days = runway.data.value
  const rests = runway.data.rests?.[0]
  const fund = {
    id: 'runway',
    title: rests ? (
      <GoRecord register={rests.register} id={rests.id}>
        {t('funds.lasts')}
      </GoRecord>
    ) : (
      t('funds.lasts')
    ),
    note: t('funds.lastsNote'),
    until: days === null ? null : addDays(day, days),
    refs: (rests?.sources ?? []).map(({ code }) => code).join(', '),
  }
  const owed = open.data.items.map((record) => {
    const amount = record.fields.amount as Money | undefined
    const bound = record.fields.precision === 'atLeast' ? `${t('bound.atLeast')} ` : ''
    return deadlineOf(
      record,
      dayOf(record.fields.dueOn),
      [
        amount ? bound + format.money(amount, true) : '',
        typeof record.fields.note === 'string' ? record.fields.note : '',
      ]
        .filter(Boolean)
        .join(' · '),
    )
  })
  const items = byDate([...(days === null ? [] : [fund]), ...owed], day)
  const undated = items.filter(({ until }) => until === null).length
  const title =
    days === null
      ? undated > 0
        ? t('funds.dueUndated', { count: undated })
        : t('funds.dueNext', {
            count: items.length,
            days: t('unit.days', { count: daysBetween(day, items[0]?.until ?? day) }),
          })
      : undated > 0
        ? t('funds.dueFinding', { days: t('unit.days', { count: days }), count: undated })
        : t('funds.dueOnly', { days: t('unit.days', { count: days }) })
  return (
    <Card title={items.length === 0 ? t('funds.due') : title} aside={t('funds.dueAside')}>
      {items.length === 0 ? (
        <Empty title={t('funds.nothingDue')} why={t('funds.nothingDueWhy')} />
      ) : (
        <>
          <Deadlines label={t('funds.due')} day={day} items={items.slice(0, LONG)} />
          {items.length > LONG && (
            <p className={css.credit}>
              {t('table.shownOf', { shown: LONG, total: items.length })}{' '}
              <Go to="/r/obligation">{t('desk.all')}</Go>
            </p>
          )}
        </>
      )}
    </Card>
  )
}
