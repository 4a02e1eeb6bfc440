/**
 * Funds: what was pledged, committed, received, spent and frozen, never mixed; what a year costs and who says otherwise;
 * how long the fund lasts and what falls due.
 */
import { Fragment } from 'react'
import { useList } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import { FundStatement } from '../charts/FundStatement.tsx'
import { FigureStrip } from '../figure/Figure.tsx'
import { useFormat } from '../format.ts'
import { lastDay } from '../frame/days.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { GoRecord } from '../parts/Go.tsx'
import { Empty, ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import { DeskFigure } from './desk/DeskFigure.tsx'
import { DeskExport, DeskLists } from './desk/DeskLists.tsx'
import { DeskTabs } from './desk/DeskTabs.tsx'
import { AnnualCost } from './funds/AnnualCost.tsx'
import { Due } from './funds/Due.tsx'
import css from './funds/funds.module.css'
import { OwnStatement } from './funds/OwnStatement.tsx'
import { Received } from './funds/Received.tsx'
import { type Amount, columns, donorRows, moneyMeasures } from './funds/statement.ts'

const figures = [
  'funds.pledged',
  'funds.received',
  'funds.frozen',
  'funds.annualCost',
  'funds.owed',
  'funds.runway',
]

/** The same six questions, answered by the mission's own entries. */
const ownFigures = [
  'funds.arrived',
  'funds.allotted',
  'funds.obligated',
  'funds.paid',
  'funds.claimed',
  'funds.certified',
]

export default function Funds() {
  const t = useWords()
  const format = useFormat()
  const moment = useMoment()
  const today = useToday()
  const day = lastDay(moment.at ?? today)
  // Where money came in by receipts the mission has a statement of its own; else it has what was stated of it.
  const receipts = useList('receipt', { limit: 1 })
  const own = receipts.isPending ? undefined : (receipts.data?.items.length ?? 0) > 0
  return (
    <>
      <PageHead
        title={t('funds.title')}
        question={t('funds.question', { date: format.when(day) })}
        actions={<DeskExport desk="funds" />}
      />
      <DeskTabs desk="funds" />
      <div className={css.page}>
        <FigureStrip label={t('funds.figures')}>
          {(own ? ownFigures : figures).map((name) => (
            <DeskFigure key={name} name={name} />
          ))}
        </FigureStrip>
        {own === undefined ? (
          <Card>
            <Skeleton lines={8} height={26} />
          </Card>
        ) : own ? (
          <OwnStatement />
        ) : (
          <>
            <Statement />
            <div className={css.two}>
              <Received day={day} />
              <AnnualCost day={day} />
            </div>
          </>
        )}
        <Due day={day} />
        <DeskLists desk="funds" />
      </div>
    </>
  )
}

function Statement() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const contributions = useList('contribution', { limit: 200 })
  const claims = useList('claim', { measure: moneyMeasures, limit: 200 })
  const problem = contributions.error ?? claims.error
  if (problem)
    return (
      <Card title={t('funds.statement')}>
        <ErrorPanel error={problem} />
      </Card>
    )
  if (!contributions.data || !claims.data)
    return (
      <Card title={t('funds.statement')}>
        <Skeleton lines={8} height={26} />
      </Card>
    )
  const rows = donorRows(contributions.data.items, claims.data.items, {
    ...claims.data.refs,
    ...contributions.data.refs,
  })
  if (rows.length === 0)
    return (
      <Card title={t('funds.statement')}>
        <Empty title={t('funds.none')} why={t('funds.noneWhy')} />
      </Card>
    )
  const sum = ({ id, money, when, sources }: Amount) => ({
    id,
    text: format.money(money, true),
    when: format.when(when),
    sources:
      sources.length > 0 &&
      sources.map((one, i) => (
        <Fragment key={one.id}>
          {i > 0 && ', '}
          <GoRecord register="source" id={one.id}>
            {one.code}
          </GoRecord>
        </Fragment>
      )),
  })
  return (
    <Card title={t('funds.statement')} aside={t('funds.statementAside')}>
      <FundStatement
        caption={t('funds.statement')}
        donorTitle={t('funds.donor')}
        columns={columns.map((key) => ({ key, title: t(`funds.column.${key}`) }))}
        rows={rows.map((row) => ({
          key: row.key,
          donor: row.donor,
          title: row.record ? (
            <GoRecord register="contribution" id={row.record}>
              {row.title}
            </GoRecord>
          ) : (
            t('funds.ownBudget')
          ),
          note: [row.channel ? term('choice.contribution.channel', row.channel) : null, row.note]
            .filter(Boolean)
            .join(' · '),
          cells: Object.fromEntries(columns.map((key) => [key, row.amounts[key].map(sum)])),
        }))}
      />
      <p className={css.credit}>{t('funds.statementNote')}</p>
    </Card>
  )
}
