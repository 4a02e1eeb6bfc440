/** A contributor's reimbursement claims by the step each has reached, and for how long it has stood there. */
import { useList } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { daysBetween, lastDay } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { RecordState } from '../../parts/Chip.tsx'
import { Go } from '../../parts/Go.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { useWords } from '../../words.tsx'
import { claimSteps, stepDay, sumAt } from './chain.ts'
import css from './contributor.module.css'

type Sum = { minor: number; currency: string }

export function Claims({ contributor, day }: { contributor: string; day: string }) {
  const t = useWords()
  const format = useFormat()
  const asked = useList('reimbursement', { contributor, limit: 50, sort: '-periodLast' })
  const items = asked.data?.items ?? []
  const claims = items.filter(({ state }) => state !== 'feared')
  const feared = items.filter(({ state }) => state === 'feared')
  return (
    <Card
      title={t('chain.claims')}
      aside={t('chain.claimsAside')}
      action={
        <Go to="/r/reimbursement" search={{ contributor }}>
          {t('desk.all')}
        </Go>
      }
    >
      {asked.error ? (
        <ErrorPanel error={asked.error} again={() => void asked.refetch()} />
      ) : !asked.data ? (
        <Skeleton lines={6} height={24} />
      ) : items.length === 0 ? (
        <Empty title={t('chain.noClaims')} why={t('chain.noClaimsWhy')} />
      ) : (
        <Rows
          caption={t('chain.claims')}
          keyOf={({ id }) => id}
          rows={claims}
          columns={[
            {
              key: 'reference',
              title: t('chain.claim'),
              cell: (row: RecordView) => (
                <Go to={`/funds/claims/${row.id}`}>{String(row.fields.reference ?? '')}</Go>
              ),
            },
            {
              key: 'period',
              title: t('chain.period'),
              cell: ({ fields }: RecordView) =>
                `${format.when(String(fields.periodFirst ?? '').slice(0, 10))} – ${format.when(String(fields.periodLast ?? '').slice(0, 10))}`,
            },
            ...claimSteps.map((step) => ({
              key: step,
              title: t(`chain.claim.${step}`),
              number: true,
              cell: (row: RecordView) => {
                const sum = sumAt(row, step)
                return (
                  <Cell
                    value={sum ? format.money(sum, true) : null}
                    why={t(`chain.notYet.${step}`)}
                  />
                )
              },
            })),
            {
              key: 'home',
              title: t('chain.home'),
              number: true,
              cell: ({ fields }: RecordView) => {
                const sum = fields.spentAtHome as Sum | undefined
                return <Cell value={sum ? format.money(sum, true) : null} why={t('chain.noHome')} />
              },
            },
            {
              key: 'state',
              title: t('field.state'),
              cell: ({ state }: RecordView) => (
                <RecordState state={state} register="reimbursement" />
              ),
            },
            {
              key: 'age',
              title: t('chain.stands'),
              number: true,
              cell: (row: RecordView) => {
                const since = stepDay(row)
                if (row.state === 'paid' || !since)
                  return <Cell value={null} why={t('chain.settled')} />
                const days = daysBetween(lastDay(since), day)
                return <span className={days > 90 ? css.late : undefined}>{format.days(days)}</span>
              },
            },
          ]}
        />
      )}
      {feared.length > 0 && (
        <p className={css.source}>
          {t('chain.feared')}{' '}
          {feared
            .map(({ fields }) => fields.amountFeared as Sum | undefined)
            .map((sum) => (sum ? format.money(sum, true) : '–'))
            .join(', ')}
        </p>
      )}
    </Card>
  )
}
