/** Hours on patrol by commune against what was reported there, and where nobody has been for long. A table: it is read, not admired. */
import { useState } from 'react'
import { type EffortRow, useEffort } from '../../api/operations.ts'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { useWords } from '../../words.tsx'
import css from './operations.module.css'

const FEW = 12

export function Effort() {
  const t = useWords()
  const format = useFormat()
  const effort = useEffort()
  const [all, setAll] = useState(false)
  return (
    <When
      query={effort}
      skeleton={
        <Card title={t('ops.effort')}>
          <Skeleton lines={8} height={24} />
        </Card>
      }
    >
      {({ items, hours, incidents, from, to }) => {
        const bare = items.filter((one) => one.incidents > 0 && one.hours === 0)
        const most = Math.max(1, ...items.map((one) => one.hours))
        const worst = Math.max(1, ...items.map((one) => one.incidents))
        const shown = all ? items : items.slice(0, FEW)
        const name = (one: EffortRow): string => one.place ?? one.pcode ?? t('ops.noPlace')
        return (
          <Card
            title={
              bare.length > 0
                ? t('ops.effortBare', { count: bare.length })
                : t('ops.effortFinding', { hours: format.number(hours, 0), count: incidents })
            }
            aside={t('ops.effortAside', { from: format.when(from), to: format.when(to) })}
          >
            {items.length === 0 ? (
              <Empty title={t('ops.noEffort')} why={t('ops.noEffortWhy')} />
            ) : (
              <Rows
                caption={t('ops.effort')}
                rows={shown}
                keyOf={(one) => one.pcode ?? name(one)}
                tone={(one) => (one.incidents > 0 && one.hours === 0 ? 'chosen' : undefined)}
                columns={[
                  { key: 'place', title: t('ops.commune'), cell: name },
                  {
                    key: 'hours',
                    title: t('ops.hours'),
                    number: true,
                    cell: (one) => format.number(one.hours, 1),
                  },
                  {
                    key: 'bar',
                    title: <span className="aside-only">{t('ops.hours')}</span>,
                    wideOnly: true,
                    cell: (one) => <Bars hours={one.hours / most} need={one.incidents / worst} />,
                  },
                  {
                    key: 'patrols',
                    title: t('ops.patrols'),
                    number: true,
                    cell: (one) => one.patrols,
                  },
                  {
                    key: 'incidents',
                    title: t('ops.incidents'),
                    number: true,
                    cell: (one) => one.incidents,
                  },
                  {
                    key: 'last',
                    title: t('ops.lastSeen'),
                    number: true,
                    cell: (one) => (
                      <Cell
                        value={
                          one.lastOn
                            ? t('ops.daysAgo', { count: daysBetween(one.lastOn, to) })
                            : null
                        }
                        why={t('ops.neverSeen')}
                      />
                    ),
                  },
                ]}
              />
            )}
            {items.length > shown.length && (
              <button type="button" className={css.more} onClick={() => setAll(true)}>
                {t('table.more', { count: items.length - shown.length })}
              </button>
            )}
          </Card>
        )
      }}
    </When>
  )
}

/** What was given above, what was reported below, each against the most of its own. */
function Bars({ hours, need }: { hours: number; need: number }) {
  return (
    <span className={css.bars} aria-hidden="true">
      <i style={{ width: `${Math.round(hours * 100)}%` }} />
      <i data-need style={{ width: `${Math.round(need * 100)}%` }} />
    </span>
  )
}
