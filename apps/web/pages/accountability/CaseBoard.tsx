/** The open cases by their clocks: what ran over, what is due within the week, what comes later, what nobody has triaged. */
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { RecordState, StateChip } from '../../parts/Chip.tsx'
import { Go } from '../../parts/Go.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './accountability.module.css'
import { running, useOpen } from './clocks.ts'
import { DaysLeft } from './DaysLeft.tsx'

const open = ['received', 'investigating', 'referred']
const columnMax = 30

export function CaseBoard({ day }: { day: string }) {
  const t = useWords()
  const asked = useOpen('complaint', open)
  return (
    <When query={asked}>
      {({ items }) => {
        const rows = running(items, ['complaintAnswer', 'complaintCare'], day)
        const nearest = new Map(rows.reverse().map((one) => [one.record.id, one]))
        const within = (from: number, to: number) =>
          [...nearest.values()]
            .filter(({ left }) => left >= from && left <= to)
            .sort((a, b) => a.left - b.left)
        const over = within(Number.NEGATIVE_INFINITY, -1)
        const columns = [
          ['over', over],
          ['week', within(0, 7)],
          ['later', within(8, Number.POSITIVE_INFINITY)],
        ] as const
        const bare = items.filter(({ id }) => !nearest.has(id))
        return (
          <Card
            title={
              over.length > 0
                ? t('accountability.boardOver', { count: over.length, of: items.length })
                : t('accountability.board', { count: items.length })
            }
            aside={t('accountability.boardAside')}
            action={<Go to="/r/complaint">{t('accountability.all')}</Go>}
          >
            {items.length === 0 ? (
              <Empty title={t('accountability.none')} why={t('accountability.noneWhy')} />
            ) : (
              <div className={css.board}>
                <Column title={t('accountability.untriaged')} count={bare.length}>
                  {bare.slice(0, columnMax).map((record) => (
                    <Case key={record.id} record={record} />
                  ))}
                </Column>
                {columns.map(([name, list]) => (
                  <Column key={name} title={t(`accountability.column.${name}`)} count={list.length}>
                    {list.slice(0, columnMax).map(({ record, left, clock }) => (
                      <Case
                        key={record.id}
                        record={record}
                        left={left}
                        care={clock.name === 'complaintCare'}
                      />
                    ))}
                  </Column>
                ))}
              </div>
            )}
          </Card>
        )
      }}
    </When>
  )
}

function Column({
  title,
  count,
  children,
}: {
  title: string
  count: number
  children: React.ReactNode
}) {
  const t = useWords()
  return (
    <section className={css.column} aria-label={title}>
      <h3>
        {title} <span className={css.count}>{count}</span>
      </h3>
      {count === 0 ? <p className={css.quiet}>{t('accountability.columnNone')}</p> : null}
      <ul>{children}</ul>
      {count > columnMax && (
        <p className={css.quiet}>{t('accountability.more', { count: count - columnMax })}</p>
      )}
    </section>
  )
}

function Case({
  record,
  left,
  care = false,
}: {
  record: RecordView
  left?: number
  care?: boolean
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const { about, gravity, receivedOn, involvesMinor } = record.fields
  return (
    <li>
      <Go to={`/accountability/case/${record.id}`} className={css.case}>
        <b>{record.caption}</b>
        <span>{term('choice.complaint.about', String(about))}</span>
        <span className={css.marks}>
          {left !== undefined && <DaysLeft left={left} />}
          {care && <StateChip tone="late">{t('accountability.care')}</StateChip>}
          {typeof gravity === 'string' && gravity !== 'minor' && (
            <StateChip tone="limited">{term('choice.complaint.gravity', gravity)}</StateChip>
          )}
          {involvesMinor === 'yes' && (
            <StateChip tone="late">{t('accountability.child')}</StateChip>
          )}
          <RecordState register="complaint" state={record.state} />
        </span>
        {typeof receivedOn === 'string' && (
          <span className={css.quiet}>
            {t('accountability.since', { date: format.when(receivedOn) })}
          </span>
        )}
      </Go>
    </li>
  )
}
