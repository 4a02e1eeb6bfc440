/** What everybody is told: counts of complaints by quarter, what the monitor found with the reply beside it, access refused. */
import type { Table } from '@konbit/registers/released'
import { useList } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { daysBetween, lastDay } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { RecordState, StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './accountability.module.css'
import { DaysLeft } from './DaysLeft.tsx'

const quartersShown = 4
const cellsOf = ({ fields }: RecordView): Table['cells'] => {
  try {
    return JSON.parse(String(fields.cells ?? '[]')) as Table['cells']
  } catch {
    return []
  }
}

export function Statistics() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const asked = useList('publishedFigure', {
    measure: 'accountability.received',
    state: 'standing',
    sort: '-periodFirst',
    limit: quartersShown,
  })
  return (
    <Card
      title={t('accountability.statistics')}
      aside={t('accountability.statisticsAside')}
      action={<Go to="/r/publishedFigure">{t('accountability.all')}</Go>}
    >
      <When query={asked}>
        {({ items }) => {
          if (items.length === 0)
            return (
              <Empty
                title={t('accountability.noStatistics')}
                why={t('accountability.noStatisticsWhy')}
              />
            )
          const periods = items.map((one) => ({
            one,
            cells: new Map(cellsOf(one).map(({ key, value }) => [key, value])),
          }))
          const keys = [...new Set(periods.flatMap(({ cells }) => [...cells.keys()]))].filter(
            (key) => periods.some(({ cells }) => cells.get(key) !== 0),
          )
          const rows = [...keys, null]
          return (
            <Rows
              caption={t('accountability.statistics')}
              rows={rows}
              keyOf={(key) => key ?? 'whole'}
              tone={(key) => (key === null ? 'whole' : undefined)}
              columns={[
                {
                  key: 'about',
                  title: t('accountability.aboutWhat'),
                  cell: (key) =>
                    key === null ? t('accountability.total') : term('choice.complaint.about', key),
                },
                ...periods.map(({ one, cells }) => ({
                  key: one.id,
                  title: (
                    <GoRecord register="publishedFigure" id={one.id}>
                      {format.when(String(one.fields.periodFirst))}
                    </GoRecord>
                  ),
                  unit: t('accountability.until', {
                    date: format.when(String(one.fields.periodLast)),
                  }),
                  number: true,
                  cell: (key: string | null) =>
                    key === null ? (
                      format.number(Number(one.fields.value))
                    ) : (
                      <Cell
                        value={
                          typeof cells.get(key) === 'number'
                            ? format.number(cells.get(key) as number)
                            : null
                        }
                        why={t('accountability.hidden')}
                      />
                    ),
                })),
              ]}
            />
          )
        }}
      </When>
    </Card>
  )
}

export function Findings({ day }: { day: string }) {
  const t = useWords()
  const format = useFormat()
  const asked = useList('monitorFinding', { sort: '-sharedOn', limit: 20 })
  return (
    <Card
      title={t('accountability.findings')}
      aside={t('accountability.findingsAside')}
      action={<Go to="/r/monitorFinding">{t('accountability.all')}</Go>}
    >
      <When query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('accountability.noFindings')} why={t('accountability.noFindingsWhy')} />
          ) : (
            items.map(({ id, state, fields }) => {
              const left = daysBetween(day, lastDay(String(fields.replyBy)))
              return (
                <article key={id} className={css.beside}>
                  <div>
                    <h3>
                      <GoRecord register="monitorFinding" id={id}>
                        {String(fields.title ?? fields.number)}
                      </GoRecord>
                    </h3>
                    {state === 'published' ? (
                      <p>{String(fields.publishedText)}</p>
                    ) : (
                      <p className={css.quiet}>
                        {t('accountability.notYet', { date: format.when(String(fields.sharedOn)) })}
                      </p>
                    )}
                  </div>
                  <div>
                    <h3>{t('accountability.reply')}</h3>
                    {fields.replyText ? (
                      <p>{String(fields.replyText)}</p>
                    ) : (
                      <>
                        <p className={css.quiet}>
                          {t(left < 0 ? 'accountability.noReply' : 'accountability.replyBy', {
                            date: format.when(String(fields.replyBy)),
                          })}
                        </p>
                        <DaysLeft left={left} />
                      </>
                    )}
                    {typeof fields.repliedOn === 'string' &&
                      lastDay(fields.repliedOn) > lastDay(String(fields.replyBy)) && (
                        <StateChip tone="late">{t('accountability.replyLate')}</StateChip>
                      )}
                  </div>
                </article>
              )
            })
          )
        }
      </When>
    </Card>
  )
}

export function Refused() {
  const t = useWords()
  const format = useFormat()
  const asked = useList('refusedAccess', { sort: '-occurredOn', limit: 20 })
  return (
    <Card
      title={t('accountability.refused')}
      aside={t('accountability.refusedAside')}
      action={<Go to="/r/refusedAccess">{t('accountability.all')}</Go>}
    >
      <When query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('accountability.noRefused')} why={t('accountability.noRefusedWhy')} />
          ) : (
            <List>
              {items.map(({ id, caption, state, fields }) => (
                <ListRow
                  key={id}
                  lead={format.when(String(fields.occurredOn))}
                  title={caption}
                  caption={String(fields.office)}
                  end={<RecordState register="refusedAccess" state={state} />}
                  to={recordPath('refusedAccess', id)}
                />
              ))}
            </List>
          )
        }
      </When>
    </Card>
  )
}
