/** What a year costs: every statement along one axis, the one in use as a line through them. */
import { useNavigate } from '@tanstack/react-router'
import { useMeasure, useMission } from '../../api/hooks.ts'
import { statementOf } from '../../charts/fromClaim.ts'
import { SaidPlot } from '../../charts/SaidPlot.tsx'
import { boundsOf, markOf } from '../../charts/statement.ts'
import { useChartText } from '../../charts/text.ts'
import { useFormat } from '../../format.ts'
import { lastDay } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import css from './funds.module.css'

export function AnnualCost({ day }: { day: string }) {
  const t = useWords()
  const format = useFormat()
  const { said, short } = useChartText()
  const mission = useMission()
  const navigate = useNavigate()
  const cost = useMeasure('funds.annualCost')
  return (
    <When
      query={cost}
      skeleton={
        <Card title={t('funds.cost')}>
          <Skeleton lines={8} height={26} />
        </Card>
      }
    >
      {(data) => {
        const list = (data.claims ?? [])
          .flatMap((claim) =>
            claim.state === 'setAside' || !claim.asOf || lastDay(claim.asOf) > day
              ? []
              : (statementOf(claim) ?? []),
          )
          .sort((a, b) => (a.asOf < b.asOf ? -1 : 1))
        const values = list.flatMap((one) => markOf(one) ?? [])
        const used = data.value
        const [low, high] = [Math.min(...values), Math.max(...values)]
        const title =
          used === null
            ? t('funds.cost')
            : values.length > 1 && low < high
              ? t('funds.costFinding', {
                  value: format.money({ minor: used * 100, currency: data.unit }, true),
                  low: short(low),
                  high: short(high),
                })
              : t('funds.costOnly', {
                  value: format.money({ minor: used * 100, currency: data.unit }, true),
                })
        return (
          <Card
            title={title}
            aside={t('funds.costAside', { unit: data.unit })}
            action={
              <Go to="/rivals" search={{ measure: 'funds.annualCost' }}>
                {t('funds.compare')}
              </Go>
            }
          >
            {list.length === 0 ? (
              <Empty title={t('funds.noCost')} why={t('funds.nothingSaidWhy')} />
            ) : (
              <SaidPlot
                label={title}
                used={used}
                onPick={(id) => void navigate({ to: `/${mission.id}/r/claim/${id}` as never })}
                rows={list.map((one) => {
                  const bounds = boundsOf(one)
                  const about = one.precision === 'about' || one.precision === 'range'
                  return {
                    id: one.id,
                    words: [said(one), format.when(one.asOf), one.source.code].join(' · '),
                    lines: [
                      [one.source.code, one.source.publisher ?? one.source.title].join(' · '),
                      one.note ?? '',
                    ].filter(Boolean),
                    precision: one.precision,
                    value: markOf(one) ?? null,
                    low: about && bounds ? bounds[0] : null,
                    high: about && bounds ? bounds[1] : null,
                    color:
                      one.state === 'adopted'
                        ? 'var(--accent)'
                        : one.subject === 'mission'
                          ? 'var(--series-3)'
                          : 'var(--series-5)',
                  }
                })}
              />
            )}
            <p className={css.credit}>{t('funds.costNote')}</p>
          </Card>
        )
      }}
    </When>
  )
}
