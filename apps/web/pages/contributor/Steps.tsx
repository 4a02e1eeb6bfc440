/** The chain in three ladders: people from required to effective, equipment from announced to fit, money from due to paid. */
import { Link } from '@tanstack/react-router'
import { useList } from '../../api/hooks.ts'
import { figureAddress } from '../../api/moment.ts'
import { type ChainStep, paySteps, usePay } from '../../api/people.ts'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { Ladder } from '../../parts/Ladder.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { arrearsOf, claimSteps, claimSums, payOf } from './chain.ts'
import css from './contributor.module.css'

const peopleSteps = [
  'required',
  'planned',
  'pledged',
  'authorised',
  'recruited',
  'trained',
  'waiting',
  'deployed',
  'present',
  'effective',
  'housed',
]
const vehicleSteps = ['vehicles', 'serviceable', 'fit']

type Props = { steps: readonly ChainStep[]; contributor: string }

/** A number that opens its drawer where it is a figure, else the list it was counted from. */
function Opens({
  step,
  contributor,
  words,
}: {
  step: ChainStep
  contributor: string
  words: string
}) {
  if (step.measure)
    return (
      <Link
        to="."
        search={
          ((before: object) => ({
            ...before,
            figure: figureAddress(step.measure as string, contributor),
          })) as never
        }
        resetScroll={false}
      >
        {words}
      </Link>
    )
  return step.register ? (
    <Go to={`/r/${step.register}`} search={step.filter ?? {}}>
      {words}
    </Go>
  ) : (
    words
  )
}

export function PeopleSteps({ steps, contributor }: Props) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const note = ({ step, parts = [], endsOn }: ChainStep): string => {
    if (step === 'authorised')
      return endsOn ? t('chain.until', { date: format.when(endsOn) }) : t('chain.noEnd')
    return parts
      .filter(({ value }) => value > 0)
      .map(
        ({ key, caption, value }) =>
          `${caption ?? term('choice.person.waitsFor', key)} ${format.number(value)}`,
      )
      .join(', ')
  }
  return (
    <Card title={t('chain.part.people')} aside={t('unit.word.persons')}>
      <Ladder
        label={t('chain.part.people')}
        rungs={chosen(steps, peopleSteps).map((step) => ({
          key: step.step,
          title: t(`chain.step.${step.step}`),
          value: step.value,
          isApart: step.unit !== 'persons',
          why: t(`chain.why.${step.step}`),
          note: note(step),
          tone:
            step.step === 'waiting'
              ? 'out'
              : step.step === 'required' || step.step === 'planned'
                ? 'quiet'
                : 'plain',
          words: (
            <Opens
              step={step}
              contributor={contributor}
              words={
                step.unit === 'persons'
                  ? format.number(step.value ?? 0)
                  : t('chain.authorisedCount', { count: step.value ?? 0 })
              }
            />
          ),
        }))}
      />
      <p className={css.source}>
        <Go to="/people/strength">{t('chain.toReport')}</Go>
      </p>
    </Card>
  )
}

const chosen = (steps: readonly ChainStep[], names: readonly string[]): ChainStep[] =>
  names.flatMap((name) => steps.find(({ step }) => step === name) ?? [])

export function Equipment({ steps, contributor }: Props) {
  const t = useWords()
  const format = useFormat()
  const own = chosen(steps, vehicleSteps)
  return (
    <Card title={t('chain.part.equipment')} aside={t('chain.vehicles')}>
      {own.every(({ value }) => !value) ? (
        <Empty title={t('chain.noVehicles')} why={t('chain.noVehiclesWhy')} />
      ) : (
        <>
          <Ladder
            label={t('chain.part.equipment')}
            rungs={own.map((step) => ({
              key: step.step,
              title: t(`chain.step.${step.step}`),
              value: step.value,
              why: t('chain.why.fit'),
              words: (
                <Opens
                  step={step}
                  contributor={contributor}
                  words={format.number(step.value ?? 0)}
                />
              ),
            }))}
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
