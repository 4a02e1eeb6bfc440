/** What waits in custody: transfers for their conditions, the docket of the court, visits, children, questions of families. */
import type { ReactNode } from 'react'
import { useList } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { lastDay } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { lacking } from './clocks.ts'
import css from './custody.module.css'

const SHOWN = 8

export function Transfers() {
  const t = useWords()
  const format = useFormat()
  const asked = useList('custodyTransfer', { state: 'planned', sort: 'plannedOn', limit: SHOWN })
  return (
    <Waits
      title={t('custody.transfers')}
      aside={t('custody.transfersAside')}
      register="custodyTransfer"
      asked={asked}
      none={[t('custody.noTransfers'), t('custody.noTransfersWhy')]}
    >
      {(one) => {
        const missing = lacking(one)
        return (
          <>
            <div className={css.line}>
              <GoRecord register="custodyTransfer" id={one.id}>
                {one.caption}
              </GoRecord>
              <span className={css.quiet}>
                {t('custody.plannedOn', { date: format.when(String(one.fields.plannedOn)) })}
              </span>
            </div>
            <span className={css.checks}>
              {missing.length === 0 ? (
                <StateChip tone="fit">{t('custody.readyToGo')}</StateChip>
              ) : (
                missing.map((name) => (
                  <StateChip key={name} tone="out">
                    {t(`custody.lacks.${name}`)}
                  </StateChip>
                ))
              )}
            </span>
          </>
        )
      }}
    </Waits>
  )
}

export function Court() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const asked = useList('courtSession', { sort: '-heldOn', limit: 5 })
  return (
    <Waits
      title={t('custody.court')}
      aside={t('custody.courtAside')}
      register="courtSession"
      asked={asked}
      none={[t('custody.noCourt'), t('custody.noCourtWhy')]}
    >
      {(one) => {
        const most = Number(one.fields.casesMost)
        const listed = Array.isArray(one.fields.docket) ? one.fields.docket.length : 0
        return (
          <>
            <div className={css.line}>
              <GoRecord register="courtSession" id={one.id}>
                {String(one.fields.reference)}
              </GoRecord>
              <span className={css.quiet}>
                {format.when(String(one.fields.heldOn))} · {term('state.courtSession', one.state)}
              </span>
            </div>
            <progress
              className={css.room}
              max={most}
              value={listed}
              aria-label={t('custody.docket', { listed, most })}
            />
            <span className={css.quiet}>
              {t('custody.docket', { listed, most })}
              {typeof one.fields.casesHeard === 'number'
                ? ` · ${t('custody.heard', { count: one.fields.casesHeard })}`
                : ''}
            </span>
          </>
        )
      }}
    </Waits>
  )
}

export function Visits({ day }: { day: string }) {
  const t = useWords()
  const format = useFormat()
  const asked = useList('custodyTransfer', { state: 'done', sort: 'visitDue', limit: SHOWN })
  return (
    <Waits
      title={t('custody.visits')}
      aside={t('custody.visitsAside')}
      register="custodyTransfer"
      asked={asked}
      none={[t('custody.noVisits'), t('custody.noVisitsWhy')]}
    >
      {(one) => {
        const due = one.fields.visitDue ? String(one.fields.visitDue) : undefined
        const isLate = due !== undefined && lastDay(due) < day
        return (
          <div className={css.line}>
            <GoRecord register="custodyTransfer" id={one.id}>
              {one.caption}
            </GoRecord>
            <StateChip tone={isLate ? 'out' : 'unknown'}>
              {due ? t('custody.visitDue', { date: format.when(due) }) : t('custody.noDate')}
            </StateChip>
          </div>
        )
      }}
    </Waits>
  )
}

export function Children() {
  const t = useWords()
  const format = useFormat()
  const asked = useList('childTransfer', { state: 'informed', sort: 'metOn', limit: SHOWN })
  return (
    <Waits
      title={t('custody.children')}
      aside={t('custody.childrenAside')}
      register="childTransfer"
      asked={asked}
      none={[t('custody.noChildren'), t('custody.noChildrenWhy')]}
    >
      {(one) => (
        <div className={css.line}>
          <GoRecord register="childTransfer" id={one.id}>
            {one.caption}
          </GoRecord>
          <StateChip tone="late">
            {t('custody.toldOn', { date: format.when(String(one.fields.informedOn)) })}
          </StateChip>
        </div>
      )}
    </Waits>
  )
}

type Asked = ReturnType<typeof useList>

function Waits({
  title,
  aside,
  register,
  asked,
  none: [none, why],
  children,
}: {
  title: string
  aside: string
  register: string
  asked: Asked
  none: [string, string]
  children: (one: RecordView) => ReactNode
}) {
  const t = useWords()
  return (
    <Card title={title} aside={aside} action={<Go to={`/r/${register}`}>{t('custody.list')}</Go>}>
      <When query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={none} why={why} />
          ) : (
            <ul className={css.waits}>
              {items.map((one) => (
                <li key={one.id}>{children(one)}</li>
              ))}
            </ul>
          )
        }
      </When>
    </Card>
  )
}
