/**
 * What one more and one fewer of each lever changes, under the same luck as the plan, played after it and less urgently. What
 * was last found stays until the next is; another day asks nothing anew of the players.
 */
import { type Lever, type Model, type OneMore, oneMoring, type Sample } from '@konbit/planner'
import { useEffect, useRef, useState } from 'react'
import { driven } from './driving.ts'
import { Dropped } from './pool.ts'
import { usePool } from './usePool.ts'

export const ONE_MORE_RUNS = 256
const URGENCY = 5

export function useBought(
  levers: readonly Lever[],
  model: Model | undefined,
  base: Sample | undefined,
  seed: string,
  day: number,
) {
  const pool = usePool()
  const [found, setFound] = useState<{ of: Model; bought: readonly OneMore[] }>()
  const [failed, setFailed] = useState('')
  const kept = useRef<{ base: Sample | undefined; samples: Map<string, Sample> }>({
    base: undefined,
    samples: new Map(),
  })
  useEffect(() => {
    if (!model || !base) return
    if (kept.current.base !== base) kept.current = { base, samples: new Map() }
    const quit = new AbortController()
    const { signal } = quit
    setFailed('')
    const runs = Math.min(ONE_MORE_RUNS, base.to)
    const asking = oneMoring(model, levers, runs, { day, when: 'mean' })
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
