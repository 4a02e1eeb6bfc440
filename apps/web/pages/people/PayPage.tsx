/**
 * Pay: each part of each month by how far it came (due, funded, sent, paid, confirmed), what is owed by contributor and
 * age, and what officers dispute. Sums of two currencies are never added.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMission } from '../../api/hooks.ts'
import { type Pay, paySteps, usePay } from '../../api/people.ts'
import { StepBars, type StepPart } from '../../charts/StepBars.tsx'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { Segments } from '../../parts/Segments.tsx'
import { useWords } from '../../words.tsx'
import { DeskExport } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import { Arrears, Disputes, PayParts } from './PayTables.tsx'
import { currenciesOf, linesOf, standingOf, worstArrear } from './pay.ts'
import css from './people.module.css'

const MONTHS = 12
/** From what is settled to what has not begun. */
export const payColors: Readonly<Record<string, string>> = {
  confirmed: 'var(--accent)',
  paid: 'color-mix(in srgb, var(--accent) 66%, var(--surface))',
  sent: 'color-mix(in srgb, var(--accent) 36%, var(--surface))',
  funded: 'var(--bar-old)',
  due: 'var(--out)',
}

export function usePayParts(): StepPart[] {
  const t = useWords()
  return [...paySteps].reverse().map((key) => ({
    key,
    title: t(`pay.at.${key}`),
    color: payColors[key] as string,
    isOpen: key === 'due',
  }))
}

export default function PayPage() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const asked = usePay()
  return (
    <>
      <PageHead
        title={t('pay.title')}
        question={t('pay.question', { date: format.when(day) })}
        actions={<DeskExport desk="people" />}
      />
      <DeskTabs desk="people" />
      <div className={css.page}>
        {asked.error ? (
          <ErrorPanel error={asked.error} again={() => void asked.refetch()} />
        ) : !asked.data ? (
          <Card>
            <Skeleton lines={12} height={22} />
          </Card>
        ) : asked.data.rows.length === 0 ? (
          <Card title={t('pay.title')}>
            <Empty
              title={t('pay.none')}
              why={t('pay.noneWhy')}
              action={<Go to="/r/payroll">{t('pay.noneDo')}</Go>}
            />
          </Card>
        ) : (
          <Standing pay={asked.data} day={day} />
        )}
      </div>
    </>
  )
}

function Standing({ pay, day }: { pay: Pay; day: string }) {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const navigate = useNavigate()
  const parts = usePayParts()
  const search = useSearch({ strict: false }) as { currency?: string }
  const currencies = currenciesOf(pay.rows)
  const currency = currencies.includes(search.currency ?? '')
    ? (search.currency as string)
    : (currencies[0] as string)
  const lines = linesOf(pay.rows, currency, false).slice(0, MONTHS)
  const worst = worstArrear(pay.arrears)
  const money = (minor: number): string => format.money({ minor, currency }, true)
  const owed = pay.arrears
    .filter((one) => one.currency === currency)
    .reduce((sum, { total }) => sum + total, 0)
  return (
    <>
      {currencies.length > 1 && (
        <Segments
          label={t('pay.currency')}
          value={currency}
          choices={currencies.map((value) => ({ value, title: value }))}
          onChoose={(value) =>
            void navigate({
              to: '.',
              search: ((before: object) => ({ ...before, currency: value })) as never,
              replace: true,
              resetScroll: false,
            })
          }
        />
      )}
      <StepBars
        title={
          worst?.oldestOn
            ? t('pay.finding', {
                owed: money(owed),
                who: worst.contributor.caption,
                count: daysBetween(worst.oldestOn, day),
              })
            : t('pay.findingNone')
        }
        subtitle={t('pay.sub', { currency, count: lines.length })}
        source={t('pay.source')}
        file={`pay-${mission.id}-${day}`}
        unit={currency}
        name={t('pay.month')}
        parts={parts}
        write={(minor) => shortOf(minor)}
        rows={[...lines].reverse().map((line) => ({
          key: line.month,
          label: format.when(line.month),
          values: standingOf(line),
          lines: [
            ...(line.persons === null
              ? []
              : [`${format.number(line.persons)} ${t('unit.word.persons')}`]),
            ...(line.disputed > 0 ? [t('pay.disputedSum', { sum: money(line.disputed) })] : []),
          ],
        }))}
        onOpen={(month) =>
          void navigate({
            to: `/${mission.id}/r/payroll` as never,
            search: { month } as never,
          })
        }
      />
      <Arrears arrears={pay.arrears} day={day} />
      <PayParts rows={pay.rows} currency={currency} />
      <Disputes disputes={pay.disputes} count={pay.disputesOpen} />
    </>
  )

  function shortOf(minor: number): string {
    const value = minor / 100
    return Math.abs(value) >= 1e6
      ? t('chart.millions', { value: format.number(value / 1e6, 1) })
      : Math.abs(value) >= 1e4
        ? t('pay.thousands', { value: format.number(value / 1e3, 0) })
        : format.number(value, 0)
  }
}
