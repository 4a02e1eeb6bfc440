/**
 * What one more of each thing buys: played after the picture itself, less urgently, under the same luck as the plan, so that
 * differences show with few replications. Rows stand in order of what they change.
 */
import type { Model } from '@konbit/planner'
import type { PlanModel } from '../api/plan.ts'
import { Tornado, type WorthRow } from '../charts/Tornado.tsx'
import { useFormat } from '../format.ts'
import { Card } from '../parts/Card.tsx'
import { Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { useNames } from './names.ts'
import css from './plan.module.css'
import type { Asked } from './reading.ts'
import { ONE_MORE_RUNS, useBought } from './useBought.ts'
import type { Played } from './usePlay.ts'

export function OneMore({
  plan,
  model,
  asked,
  played,
  seed,
}: {
  plan: PlanModel
  model: Model | undefined
  asked: Asked
  played: Played
  seed: string
}) {
  const t = useWords()
  const format = useFormat()
  const names = useNames()
  const base = played.isOwn && played.at === 'done' ? played.sample : undefined
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
  const rows = bought
    .map(({ lever, more, fewer }): WorthRow => {
      const by = format.number(lever.oneMore)
      const label = t('plan.leverBy', { name: names.lever(lever), by })
      return { key: lever.key, label, ...(more ? { more } : {}), ...(fewer ? { fewer } : {}) }
    })
    .toSorted((a, b) => reach(b) - reach(a))
  return (
    <Tornado
      title={t('plan.oneMoreTitle')}
      subtitle={t('plan.oneMoreAside', { date: format.when(asked.by) })}
      source={t('plan.oneMoreSource', { runs: Math.min(ONE_MORE_RUNS, played.of) })}
      file={`plan-one-more-${plan.starts}`}
      unit={names.unit('persons')}
      isStale={!isOwn}
      rows={rows}
    />
  )
}

const reach = ({ more, fewer }: WorthRow): number =>
  Math.max(more?.isTold ? Math.abs(more.value) : 0, fewer?.isTold ? Math.abs(fewer.value) : 0)
