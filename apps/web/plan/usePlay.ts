/**
 * A model played while the page is looked at: the first picture at once, then finer. A new model, seed or number of
 * replications drops what is under way; until its own first picture comes, the one before it stays.
 */
import type { Model, Sample } from '@konbit/planner'
import { useEffect, useState } from 'react'
import { refine } from './course.ts'
import { Dropped } from './pool.ts'
import { usePool } from './usePool.ts'

export type Played = {
  sample: Sample | undefined
  /** What `sample` was played of. */
  model: Model | undefined
  /** Whether `sample` is of the model asked for, and not of the one before it. */
  isOwn: boolean
  done: number
  of: number
  at: 'work' | 'done' | 'stopped' | 'failed'
  failed?: string
  digest?: string
  stop: () => void
  resume: () => void
}
type State = Omit<Played, 'stop' | 'resume' | 'isOwn'>

export function usePlay(model: Model | undefined, seed: string, runs: number): Played {
  const pool = usePool()
  const [state, setState] = useState<State>({
    sample: undefined,
    model: undefined,
    done: 0,
    of: runs,
    at: 'work',
  })
  const [stopped, setStopped] = useState<Model>()
  const isStopped = stopped !== undefined && stopped === model

  useEffect(() => {
    if (!model || isStopped) return
    const quit = new AbortController()
    const { signal } = quit
    const set = (change: Partial<State>): void => {
      if (!signal.aborted) setState((before) => ({ ...before, ...change }))
    }
    setState(({ sample, model: of }) => ({ sample, model: of, done: 0, of: runs, at: 'work' }))
    let whole: Sample | undefined
    refine(
      pool,
      { model, seed },
      runs,
      signal,
      (sample) => {
        whole = sample
        set({ sample, model })
      },
      (done) => set({ done }),
    )
      .then(async () => {
        set({ at: 'done' })
        if (whole) set({ digest: await pool.digest(whole, signal) })
      })
      .catch((cause: unknown) => {
        if (!(cause instanceof Dropped))
          set({ at: 'failed', failed: cause instanceof Error ? cause.message : String(cause) })
      })
    return () => quit.abort()
  }, [pool, model, seed, runs, isStopped])

  return {
    ...state,
    isOwn: state.model === model,
    at: isStopped && state.at === 'work' ? 'stopped' : state.at,
    stop: () => setStopped(model),
    resume: () => setStopped(undefined),
  }
}
