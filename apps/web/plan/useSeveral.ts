/** Several models played under the same luck, one after the other in each step, so that all can be seen early. */
import type { Model, Sample } from '@konbit/planner'
import { useEffect, useRef, useState } from 'react'
import { refine } from './course.ts'
import { Dropped } from './pool.ts'
import { usePool } from './usePool.ts'

export type Several = {
  samples: ReadonlyMap<Model, Sample>
  done: number
  of: number
  failed: string
}

export function useSeveral(given: readonly Model[], seed: string, runs: number): Several {
  // The same models in the same order are the same question, whatever list they came in.
  const last = useRef(given)
  const isSame =
    last.current.length === given.length && last.current.every((one, i) => one === given[i])
  if (!isSame) last.current = given
  const models = last.current
  const pool = usePool()
  const [samples, setSamples] = useState<ReadonlyMap<Model, Sample>>(new Map())
  const [done, setDone] = useState<ReadonlyMap<Model, number>>(new Map())
  const [failed, setFailed] = useState('')
  useEffect(() => {
    const quit = new AbortController()
    setFailed('')
    setDone(new Map())
    setSamples((before) => new Map([...before].filter(([model]) => models.includes(model))))
    for (const model of models)
      refine(
        pool,
        { model, seed },
        runs,
        quit.signal,
        (sample) =>
          quit.signal.aborted || setSamples((before) => new Map(before).set(model, sample)),
        (count) => quit.signal.aborted || setDone((before) => new Map(before).set(model, count)),
      ).catch((cause: unknown) => {
        if (!(cause instanceof Dropped))
          setFailed(cause instanceof Error ? cause.message : String(cause))
      })
    return () => quit.abort()
  }, [pool, models, seed, runs])
  return {
    samples,
    failed,
    of: models.length * runs,
    done: models.reduce((sum, model) => sum + (done.get(model) ?? 0), 0),
  }
}
