/**
 * What one more of each thing buys: played after the picture itself, less urgently, under the same luck as the plan, so that
 * differences show with few replications. Rows stand in order of what they change.
 */

import type { Model, Sample } from '@konbit/planner'
import { memo } from 'react'
import type { PlanModel } from '../api/plan.ts'
import { Tornado, type WorthGroup, type WorthRow } from '../charts/Tornado.tsx'
import { useFormat } from '../format.ts'
import { Card } from '../parts/Card.tsx'
import { Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { unitOf, useNames } from './names.ts'
import css from './plan.module.css'
import type { Asked } from './reading.ts'
import { ONE_MORE_RUNS, useBought } from './useBought.ts'

export const OneMore = memo(function OneMore({
  plan,
  model,
  asked,
  base,
  runs,
  seed,
}: {
  plan: PlanModel
  model: Model | undefined
  asked: Asked
  /** All that was played of the model, once it is; `runs`: so many. */
  base: Sample | undefined
  runs: number
  seed: string
}) {
  const t = useWords()
  const format = useFormat()
  const names = useNames()
  const { bought, isOwn, failed } = useBought(plan.levers, model, base, seed, asked.day)
  if (failed || plan.levers.length === 0 || !bought)
    return (
      <Card title={t('plan.oneMoreTitle')}>
        <p className={css.quiet}>
          {failed || t(plan.levers.length === 0 ? 'plan.noLevers' : 'plan.oneMoreWait')}
        </p>
        {!failed && plan.levers.length > 0 && <Skeleton lines={plan.levers.length} height={15} />}
      </Card>
    )
  const rows = bought.map(({ lever, figure, more, fewer }) => {
    const label = t('plan.leverBy', {
      name: names.lever(lever),
      by: format.number(lever.oneMore),
    })
    return { key: lever.key, label, figure, ...(more ? { more } : {}), ...(fewer ? { fewer } : {}) }
  })
  const figures = worths.filter((figure) => rows.some((row) => row.figure === figure))
  return (
    <Tornado
      title={t('plan.oneMoreTitle')}
      subtitle={t('plan.oneMoreAside', { date: format.when(asked.by) })}
      source={t('plan.oneMoreSource', { runs: Math.min(ONE_MORE_RUNS, runs) })}
      file={`plan-one-more-${plan.starts}`}
      isStale={!isOwn}
      groups={figures.map(
        (figure): WorthGroup => ({
          key: figure,
          title: t('plan.oneMoreOf', {
            figure: names.figure(figure),
            unit: names.unit(unitOf(figure)),
          }),
          rows: rows.filter((row) => row.figure === figure).toSorted((a, b) => reach(b) - reach(a)),
        }),
      )}
    />
  )
})

/** What a lever's worth may show in, the strength first. */
const worths = ['deployed', 'fitVehicles', 'arrears']

const reach = ({ more, fewer }: WorthRow): number =>
  Math.max(more?.isTold ? Math.abs(more.value) : 0, fewer?.isTold ? Math.abs(fewer.value) : 0)
