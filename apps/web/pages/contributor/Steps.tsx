/** The chain in three ladders: people from required to effective, equipment from announced to fit, money from due to paid. */
import { Link } from '@tanstack/react-router'
import { useList } from '../../api/hooks.ts'
import { figureAddress } from '../../api/moment.ts'
import { paySteps, usePay } from '../../api/people.ts'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { Ladder, type Rung } from '../../parts/Ladder.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import { arrearsOf, claimSteps, claimSums, payOf, type Link as Step } from './chain.ts'
import css from './contributor.module.css'

export function PeopleSteps({
  links,
  contributor,
}: {
  links: readonly Step[]
  contributor: string
}) {
  const t = useWords()
  const format = useFormat()
  const rungs: Rung[] = links.map(({ key, value, measure }) => ({
    key,
    title: t(`people.stage.${key}`),
    value,
    why: t(`chain.why.${key}`),
    tone: key === 'waiting' ? 'out' : key === 'required' || key === 'planned' ? 'quiet' : 'plain',
    words: measure ? (
      <Link
        to="."
        search={
          ((before: object) => ({
            ...before,
            figure: figureAddress(measure, contributor),
          })) as never
        }
        resetScroll={false}
      >
        {format.number(value ?? 0)}
      </Link>
    ) : (
      format.number(value ?? 0)
    ),
  }))
  return (
    <Card title={t('chain.part.people')} aside={t('unit.word.persons')}>
      <Ladder rungs={rungs} label={t('chain.part.people')} />
      <p className={css.source}>
        <Go to="/people/strength">{t('chain.toReport')}</Go>
      </p>
    </Card>
  )
}

const one = { limit: 1 } as const

export function Equipment({ contributor }: { contributor: string }) {
  const t = useWords()
  const format = useFormat()
  const expected = useList('vehicle', { contributor, state: 'expected', ...one })
  const ready = useList('vehicle', { contributor, state: 'ready', ...one })
  const repair = useList('vehicle', { contributor, state: 'inRepair', ...one })
  const asked = [expected, ready, repair]
  const problem = asked.find((query) => query.error)
  const [announced, up, down] = asked.map(({ data }) => data?.total ?? 0) as [
    number,
    number,
    number,
  ]
  const rung = (key: string, value: number, state: string[]): Rung => ({
    key,
    title: t(`chain.equipment.${key}`),
    value,
    words: (
      <Go to="/r/vehicle" search={{ contributor, state }}>
        {format.number(value)}
      </Go>
    ),
    tone: key === 'off' ? 'out' : 'plain',
  })
  return (
    <Card title={t('chain.part.equipment')} aside={t('chain.vehicles')}>
      {problem ? (
        <ErrorPanel error={problem.error} again={() => void problem.refetch()} />
      ) : asked.some(({ data }) => !data) ? (
        <Skeleton lines={4} height={22} />
      ) : announced + up + down === 0 ? (
        <Empty title={t('chain.noVehicles')} why={t('chain.noVehiclesWhy')} />
      ) : (
        <>
          <Ladder
            label={t('chain.part.equipment')}
            rungs={[
              rung('expected', announced, ['expected']),
              rung('here', up + down, ['ready', 'inRepair']),
              rung('ready', up, ['ready']),
              rung('off', down, ['inRepair']),
            ]}
          />
          <p className={css.source}>
            <Go to="/logistics">{t('chain.toBoard')}</Go>
          </p>
        </>
      )}
    </Card>
  )
}

export function MoneySteps({ contributor, day }: { contributor: string; day: string }) {
  const t = useWords()
  const format = useFormat()
  const pay = usePay(contributor)
  const claims = useList('reimbursement', { contributor, limit: 200 })
  const problem = [pay, claims].find((query) => query.error)
  if (problem)
    return (
      <Card title={t('chain.part.money')}>
        <ErrorPanel error={problem.error} again={() => void problem.refetch()} />
      </Card>
    )
  if (!pay.data || !claims.data)
    return (
      <Card title={t('chain.part.money')}>
        <Skeleton lines={9} height={22} />
      </Card>
    )
  const pays = payOf(pay.data.rows)
  const sums = claimSums(claims.data.items)
  const owed = arrearsOf(pay.data.arrears, contributor)
  const money = (minor: number, currency: string): string => format.money({ minor, currency }, true)
  return (
    <Card title={t('chain.part.money')}>
      {pays.length === 0 && sums.length === 0 ? (
        <Empty title={t('chain.noMoney')} why={t('chain.noMoneyWhy')} />
      ) : (
        <>
          {pays.map((row) => (
            <div key={row.currency}>
              <h3 className={css.group}>{t('chain.pay', { currency: row.currency })}</h3>
              <Ladder
                label={t('chain.pay', { currency: row.currency })}
                rungs={paySteps.map((step) => ({
                  key: step,
                  title: t(`pay.step.${step}`),
                  value: row[step],
                  tone: step === 'due' ? 'quiet' : 'plain',
                  words: (
                    <Go to="/r/payroll" search={{ contributor }}>
                      {money(row[step], row.currency)}
                    </Go>
                  ),
                }))}
              />
            </div>
          ))}
          {sums.map((row) => (
            <div key={row.currency}>
              <h3 className={css.group}>{t('chain.claimed', { currency: row.currency })}</h3>
              <Ladder
                label={t('chain.claimed', { currency: row.currency })}
                rungs={claimSteps.map((step) => ({
                  key: step,
                  title: t(`chain.claim.${step}`),
                  value: row[step],
                  tone: step === 'claimed' ? 'quiet' : 'plain',
                  words: (
                    <Go to="/r/reimbursement" search={{ contributor }}>
                      {money(row[step], row.currency)}
                    </Go>
                  ),
                }))}
              />
            </div>
          ))}
          {owed.map((row) => (
            <p key={row.currency} className={css.source}>
              {row.oldestOn
                ? t('chain.owed', {
                    sum: money(row.total, row.currency),
                    count: daysBetween(row.oldestOn, day),
                  })
                : ''}
            </p>
          ))}
        </>
      )}
    </Card>
  )
}
