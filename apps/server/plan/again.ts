/**
 * Forecasts run again, from the record alone, to see whether they come to the same digest: one after the other on a thread of
 * the least priority, so that nobody who asks something else waits for it. What was found is kept while the server runs.
 */
import { digestOf, engineVersion, figureOf, refusalsOf, type Told, unpacked } from '@konbit/planner'
import type { Ask } from '../route.ts'
import { openThreads } from './threads.ts'

export type Again = {
  /** `otherEngine`: kept by another edition of the engine, which need not come to the same bits. */
  state: 'pending' | 'same' | 'differs' | 'otherEngine' | 'failed'
  /** The values of all runs by figure and day, where they were played here. */
  runs?: Map<string, number[]>
}
type Wanted = {
  digest: string
  engine: string
  modelText: string
  quantiles: readonly Told[]
  runs: number
  seed: string
}

const KEPT_MAX = 300
const found = new Map<string, Again>()
let line: Promise<unknown> = Promise.resolve()
let threads: ReturnType<typeof openThreads> | undefined

/** What is known by now; whoever asks first starts it. */
export function againOf({ mission }: Ask, wanted: Wanted): Again {
  if (wanted.engine !== engineVersion) return { state: 'otherEngine' }
  const key = `${mission.id} ${wanted.digest} ${wanted.seed} ${wanted.runs} ${wanted.modelText.length}`
  const had = found.get(key)
  if (had) return had
  const again: Again = { state: 'pending' }
  found.set(key, again)
  for (const [oldest] of found) {
    if (found.size <= KEPT_MAX) break
    found.delete(oldest)
  }
  line = line.then(() => run(wanted)).then((done) => Object.assign(again, done))
  return again
}

async function run({ digest, modelText, quantiles, runs, seed }: Wanted): Promise<Again> {
  try {
    if (refusalsOf(JSON.parse(modelText)).length > 0) return { state: 'failed' }
    threads ??= openThreads(1, { isMeek: true })
    const sample = unpacked(await threads.play({ model: modelText, seed, from: 0, to: runs }))
    if (!sample) return { state: 'failed' }
    const values = new Map<string, number[]>()
    for (const { figure, day } of quantiles) {
      if (!Object.hasOwn(sample.figures, figure) || day >= sample.days) continue
      const all = figureOf(sample, figure)
      values.set(
        `${figure} ${day}`,
        Array.from({ length: runs }, (_, nth) => all[nth * sample.days + day] as number),
      )
    }
    return { state: digestOf(sample) === digest ? 'same' : 'differs', runs: values }
  } catch {
    return { state: 'failed' }
  }
}
