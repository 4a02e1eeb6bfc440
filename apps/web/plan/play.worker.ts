/**
 * One player: a worker that plays ranges of replications of the models it was told of. It fetches nothing and keeps nothing
 * but the last few models, each written as a program once.
 */
import { buffersOf, hashesOf, type Model, play } from '@konbit/planner'
import { type Ask, MODELS_KEPT, type Told } from './ask.ts'

const models = new Map<number, Model>()

function answer(ask: Exclude<Ask, { know: number }>): void {
  if ('hash' in ask) {
    const hashes = hashesOf(ask.hash)
    return void postMessage({ hashes } satisfies Told, { transfer: [hashes.buffer] })
  }
  const model = models.get(ask.play)
  if (!model) throw new Error('a model that nobody told of')
  const sample = play(
    model,
    ask.seed,
    ask.from,
    ask.to,
    ask.figures ? { figures: ask.figures } : {},
  )
  postMessage({ sample } satisfies Told, { transfer: buffersOf(sample) })
}

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  if ('know' in data) {
    models.set(data.know, data.model)
    for (const old of [...models.keys()].slice(0, -MODELS_KEPT)) models.delete(old)
    return
  }
  try {
    answer(data)
  } catch (failure) {
    const failed = failure instanceof Error ? failure.message : String(failure)
    postMessage({ failed } satisfies Told)
  }
})
