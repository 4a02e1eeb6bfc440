/** The tables of pay: arrears by contributor and age, parts by month and step, disputes of officers. */
import type { Arrear, Dispute, PayRow } from '../../api/people.ts'
import { paySteps } from '../../api/people.ts'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { RecordState, StateChip } from '../../parts/Chip.tsx'
import { Go } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { linesOf } from './pay.ts'
import css from './people.module.css'

const PARTS_SHOWN = 36
const ages = ['days30', 'days60', 'days90', 'older'] as const

export function Arrears({ arrears, day }: { arrears: readonly Arrear[]; day: string }) {
  const t = useWords()
  const format = useFormat()
  const money = (minor: number, currency: string) =>
    minor === 0 ? (
      <Cell value={null} why={t('pay.nothingOwed')} />
    ) : (
      format.money({ minor, currency }, true)
    )
  const rows = [...arrears].sort((a, b) =>
    String(a.oldestOn ?? '9999').localeCompare(String(b.oldestOn ?? '9999')),
  )
  return (
    <Card title={t('pay.arrears')} aside={t('pay.arrearsAside')}>
      {rows.length === 0 ? (
        <Empty title={t('pay.noArrears')} why={t('pay.noArrearsWhy')} />
      ) : (
        <Rows
          caption={t('pay.arrears')}
          keyOf={(row) => `${row.contributor.id} ${row.currency}`}
          rows={rows}
          columns={[
            {
              key: 'who',
              title: t('tours.contributor'),
              cell: ({ contributor }) => (
                <Go to={`/contributor/${contributor.id}`}>{contributor.caption}</Go>
              ),
            },
            {
              key: 'total',
              title: t('pay.owed'),
              number: true,
              cell: ({ total, currency }) => <b>{money(total, currency)}</b>,
            },
            ...ages.map((age) => ({
              key: age,
              title: t(`pay.age.${age}`),
              number: true,
              cell: (row: Arrear) => (
                <span className={age === 'older' && row.older > 0 ? css.late : undefined}>
                  {money(row[age], row.currency)}
                </span>
              ),
            })),
            {
              key: 'oldest',
              title: t('pay.oldest'),
              number: true,
              cell: ({ oldestOn }) =>
                oldestOn ? format.days(daysBetween(oldestOn, day)) : <Cell value={null} />,
            },
          ]}
        />
      )}
    </Card>
  )
}

export function PayParts({ rows, currency }: { rows: readonly PayRow[]; currency: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const lines = linesOf(rows, currency, true)
  const shown = lines.slice(0, PARTS_SHOWN)
  const sum = (minor: number) => format.number(minor / 100, 0)
  return (
    <Card
      title={t('pay.parts')}
      aside={t('pay.partsAside', { currency })}
      action={<Go to="/r/payroll">{t('desk.all')}</Go>}
    >
      <Rows
        caption={t('pay.parts')}
        keyOf={({ key }) => key}
        rows={shown}
        columns={[
          {
            key: 'month',
            title: t('pay.month'),
            cell: ({ month, payPart }) => (
              <Go to="/r/payroll" search={{ month, payPart: payPart ?? undefined }}>
                {format.when(month)}
              </Go>
            ),
          },
          {
            key: 'part',
            title: t('pay.part'),
            cell: ({ payPart }) => term('choice.payroll.payPart', payPart ?? ''),
          },
          ...paySteps.map((step) => ({
            key: step,
            title: t(`pay.step.${step}`),
            number: true,
            cell: (line: (typeof lines)[number]) => sum(line[step]),
          })),
          {
            key: 'disputed',
            title: t('pay.disputed'),
            number: true,
            cell: ({ disputed }) =>
              disputed > 0 ? (
                <span className={css.late}>{sum(disputed)}</span>
              ) : (
                <Cell value={null} why={t('pay.noDispute')} />
              ),
          },
        ]}
      />
    </Card>
  )
}

const LISTED = 12

export function Disputes({ disputes, count }: { disputes: readonly Dispute[]; count: number }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  return (
    <Card
      title={count > 0 ? t('pay.disputes', { count }) : t('pay.noDisputes')}
      action={<Go to="/r/payDispute">{t('desk.all')}</Go>}
    >
      {disputes.length === 0 ? (
        <Empty title={t('pay.noDisputes')} why={t('pay.noDisputesWhy')} />
      ) : (
        <List>
          {disputes.slice(0, LISTED).map((one) => (
            <ListRow
              key={one.id}
              lead={format.days(one.days)}
              title={one.caption}
              caption={[one.contributor?.caption, one.amount ? format.money(one.amount) : '']
                .filter(Boolean)
                .join(' · ')}
              end={
                one.state === 'open' ? (
                  <StateChip tone="limited">{term('state.payDispute', one.state)}</StateChip>
                ) : (
                  <RecordState state={one.state} register="payDispute" />
                )
              }
              to={`/r/payDispute/${one.id}`}
            />
          ))}
        </List>
      )}
      {count > LISTED && (
        <p className={css.more}>
          <Go to="/r/payDispute">{t('andMore', { count: count - LISTED })}</Go>
        </p>
      )}
    </Card>
  )
}
