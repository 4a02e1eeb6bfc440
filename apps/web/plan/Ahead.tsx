/** The picture of what is ahead: the past, the bands, the goal, what is due; its title is the finding. */

import type { Model } from '@konbit/planner'
import { memo } from 'react'
import type { PlanModel } from '../api/plan.ts'
import { BandChart } from '../charts/BandChart.tsx'
import { useFormat } from '../format.ts'
import { addDays } from '../frame/days.ts'
import { Card } from '../parts/Card.tsx'
import { Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { happeningsOf } from './happenings.ts'
import { unitOf, useNames } from './names.ts'
import css from './plan.module.css'
import type { Asked, Reading } from './reading.ts'

export const Ahead = memo(function Ahead({
  plan,
  model,
  asked,
  reading,
  onFigure,
}: {
  plan: PlanModel
  model: Model
  asked: Asked
  reading: Reading | undefined
  onFigure: (figure: string) => void
}) {
  const t = useWords()
  const format = useFormat()
  const names = useNames()
  if (!reading)
    return (
      <Card>
        <Skeleton lines={12} height={26} />
      </Card>
    )
  const { figure, bands, runs } = reading
  const isDeployed = figure === 'deployed'
  const unit = names.unit(unitOf(figure))
  const chance = format.share(reading.chance.chance)
  /** No more of the past than half of what is ahead: the question lies there. */
  const since = addDays(plan.starts, -Math.round(reading.sample.days / 2))
  const values = (list: PlanModel['past'] = []) =>
    isDeployed
      ? list
          .filter(({ day }) => day >= since)
          .map(({ day, deployed }) => ({ day, value: deployed }))
      : []
  return (
    <BandChart
      title={
        isDeployed
          ? t(`plan.finding.${asked.when}`, {
              order: names.order(reading.order),
              chance,
              least: asked.least,
              date: format.when(asked.by),
            })
          : t('plan.figureTitle', { figure: names.figure(figure), from: format.when(plan.starts) })
      }
      subtitle={t('plan.bandsOf', { figure: names.figure(figure), unit })}
      source={t('plan.source', { runs, date: format.when(plan.starts) })}
      file={`plan-${figure.replace('/', '-')}-${plan.starts}`}
      unit={unit}
      starts={plan.starts}
      whole={unitOf(figure) !== 'millions'}
      plans={[{ key: 'plan', label: names.figure(figure), color: 'var(--accent)', bands }]}
      past={values(plan.past)}
      after={values(plan.after)}
      goal={
        isDeployed
          ? {
              least: asked.least,
              day: asked.by,
              label: t('plan.goalLine', { least: asked.least, date: format.when(asked.by) }),
            }
          : undefined
      }
      marks={happeningsOf(model).map((one) => ({
        id: `${one.kind} ${one.of} ${one.day}`,
        day: addDays(plan.starts, one.day),
        label:
          one.kind === 'shock'
            ? t(`plan.shock.${one.of}`)
            : t(`plan.due.${one.kind}`, { count: one.count, of: names.binder(one.of) }),
        tone: one.kind === 'shock' ? 'out' : 'plain',
      }))}
      tools={
        <label className={css.figure} data-print="no">
          <span className="aside-only">{t('plan.figureShown')}</span>
          <select value={figure} onChange={({ target }) => onFigure(target.value)}>
            {Object.keys(reading.sample.figures).map((name) => (
              <option key={name} value={name}>
                {names.figure(name)}
              </option>
            ))}
          </select>
        </label>
      }
    />
  )
})
