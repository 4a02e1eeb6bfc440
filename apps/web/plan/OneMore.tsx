/**
 * What one more of each thing buys: played after the picture itself, less urgently, with the same chance as the plan, so that
 * differences show with few replications. Rows stand in order of what they buy.
 */
import type { Lever, Model, Sample } from '@konbit/planner'
import { useEffect, useRef, useState } from 'react'
import type { PlanModel } from '../api/plan.ts'
import { Tornado, type WorthRow } from '../charts/Tornado.tsx'
import { useFormat } from '../format.ts'
import { Card } from '../parts/Card.tsx'
import { Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { spread } from './course.ts'
import { useNames } from './names.ts'
import css from './plan.module.css'
import { Dropped } from './pool.ts'
import type { Asked } from './reading.ts'
import type { Played } from './usePlay.ts'
import { usePool } from './usePool.ts'
import { type Side, sideOf, worthOf } from './worth.ts'

const RUNS = 256
const URGENCY = 5

type Values = Partial<Record<Side, Sample>>

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
  const { found, failed, of } = useSides(plan.levers, model, base, seed)
  const rows = plan.levers
    .flatMap((lever): WorthRow[] => {
      const sides = found.get(lever.key)
      if (!base || !sides) return []
      const worth = (sample: Sample | undefined) =>
        sample && worthOf(base, sample, 'deployed', asked.day)
      const [more, fewer] = [worth(sides.more), worth(sides.fewer)]
      return [
        {
          key: lever.key,
          label: t('plan.leverBy', {
            name: names.lever(lever),
            by: format.number(lever.oneMore),
          }),
          ...(more ? { more } : {}),
          ...(fewer ? { fewer } : {}),
        },
      ]
    })
    .toSorted((a, b) => reach(b) - reach(a))
  const kept = useRef<WorthRow[]>([])
  const isWhole = rows.length === plan.levers.length
  if (isWhole) kept.current = rows
  const shown = isWhole ? rows : kept.current
  if (failed) return <Card title={t('plan.oneMoreTitle')}>{failed}</Card>
  if (shown.length === 0)
    return (
      <Card title={t('plan.oneMoreTitle')}>
        {of > 0 || !base ? (
          <>
            <p className={css.quiet}>{t('plan.oneMoreWait')}</p>
            <Skeleton lines={Math.max(3, plan.levers.length)} height={15} />
          </>
        ) : (
          <p className={css.quiet}>{t('plan.noLevers')}</p>
        )}
      </Card>
    )
  return (
    <Tornado
      title={t('plan.oneMoreTitle')}
      subtitle={t('plan.oneMoreAside', { date: format.when(asked.by, 'day') })}
      source={t('plan.oneMoreSource', { runs: RUNS })}
      file={`plan-one-more-${plan.starts}`}
      unit={names.unit('persons')}
      isStale={!isWhole}
      rows={shown}
    />
  )
}

const reach = ({ more, fewer }: WorthRow): number =>
  Math.max(Math.abs(more?.value ?? 0), Math.abs(fewer?.value ?? 0))

/** Both sides of every lever, played once the plan itself is done. */
function useSides(
  levers: readonly Lever[],
  model: Model | undefined,
  base: Sample | undefined,
  seed: string,
) {
  const pool = usePool()
  const [found, setFound] = useState<ReadonlyMap<string, Values>>(new Map())
  const [failed, setFailed] = useState('')
  const isReady = base !== undefined
  const runs = Math.min(RUNS, base?.to ?? RUNS)
  useEffect(() => {
    setFound(new Map())
    setFailed('')
    if (!model || !isReady) return
    const quit = new AbortController()
    const play = async (lever: Lever, side: Side): Promise<void> => {
      const other = sideOf(model, lever, side)
      const sample =
        other &&
        (await spread(
          pool,
          { model: other, seed, from: 0, to: runs, figures: ['deployed'] },
          URGENCY,
          quit.signal,
        ))
      if (!quit.signal.aborted)
        setFound((before) => {
          const sides = { ...before.get(lever.key), ...(sample ? { [side]: sample } : {}) }
          return new Map(before).set(lever.key, sides)
        })
    }
    const all = levers.flatMap((lever) => [play(lever, 'more'), play(lever, 'fewer')])
    Promise.all(all).catch((cause: unknown) => {
      if (!(cause instanceof Dropped)) setFailed(String(cause))
    })
    return () => quit.abort()
  }, [pool, levers, model, isReady, seed, runs])
  return { found, failed, of: levers.length }
}
