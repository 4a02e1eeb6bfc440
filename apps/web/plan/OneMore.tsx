/**
 * What one more of each thing buys: played after the picture itself, less urgently, under the same luck as the plan, so that
 * differences show with few replications. Rows stand in order of what they change.
 */
import {
  type OneMore as Bought,
  type Lever,
  type Model,
  oneMoring,
  type Sample,
} from '@konbit/planner'
import { useEffect, useRef, useState } from 'react'
import type { PlanModel } from '../api/plan.ts'
import { Tornado, type WorthRow } from '../charts/Tornado.tsx'
import { useFormat } from '../format.ts'
import { Card } from '../parts/Card.tsx'
import { Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { driven } from './driving.ts'
import { useNames } from './names.ts'
import css from './plan.module.css'
import { Dropped } from './pool.ts'
import type { Asked } from './reading.ts'
import type { Played } from './usePlay.ts'
import { usePool } from './usePool.ts'

const RUNS = 256
const URGENCY = 5

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
      source={t('plan.oneMoreSource', { runs: Math.min(RUNS, played.of) })}
      file={`plan-one-more-${plan.starts}`}
      unit={names.unit('persons')}
      isStale={!isOwn}
      rows={rows}
    />
  )
}

const reach = ({ more, fewer }: WorthRow): number =>
  Math.max(more?.isTold ? Math.abs(more.value) : 0, fewer?.isTold ? Math.abs(fewer.value) : 0)

/** Both sides of every lever, once the plan itself is played; what was last found stays until then. */
function useBought(
  levers: readonly Lever[],
  model: Model | undefined,
  base: Sample | undefined,
  seed: string,
  day: number,
) {
  const pool = usePool()
  const [found, setFound] = useState<{ of: Model; bought: readonly Bought[] }>()
  const [failed, setFailed] = useState('')
  const kept = useRef<{ base: Sample | undefined; samples: Map<string, Sample> }>({
    base: undefined,
    samples: new Map(),
  })
  useEffect(() => {
    if (!model || !base) return
    if (kept.current.base !== base) kept.current = { base, samples: new Map([['base', base]]) }
    const quit = new AbortController()
    const { signal } = quit
    setFailed('')
    const runs = Math.min(RUNS, base.to)
    const asking = oneMoring(model, levers, runs, { figure: 'deployed', day })
    driven(asking, pool, seed, kept.current.samples, URGENCY, signal)
      .then((bought) => signal.aborted || setFound({ of: model, bought }))
      .catch((cause: unknown) => {
        if (!(cause instanceof Dropped))
          setFailed(cause instanceof Error ? cause.message : String(cause))
      })
    return () => quit.abort()
  }, [pool, levers, model, base, seed, day])
  return { bought: found?.bought, isOwn: found?.of === model, failed }
}
