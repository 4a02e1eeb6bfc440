/** Threads that play: as many at once as were asked for, each started when first needed, and ended when its work is cut off. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Piece, Task, Told, WalkTask } from './thread.ts'
import type { Walked, Wanted } from './walk.ts'

/** The same would fail everywhere: the model grows beyond what can be kept in mind. */
export class ModelFailure extends Error {}
/** Whoever asked wants it no more. */
export class CutOff extends Error {}

type Watch = { signal?: AbortSignal | undefined; on?: ((done: number) => void) | undefined }
export type Threads = ReturnType<typeof openThreads>

/** `isMeek`: with the least priority that the machine knows. */
export function openThreads(most = availableParallelism(), { isMeek = false } = {}) {
  const idle: Worker[] = []
  const busy = new Set<Worker>()
  const waiting: (() => void)[] = []

  async function take(signal: AbortSignal | undefined): Promise<Worker> {
    while (busy.size >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    if (signal?.aborted) {
      waiting.shift()?.()
      throw new CutOff('cut off', { cause: signal.reason })
    }
    const worker =
      idle.pop() ?? new Worker(new URL('./thread.ts', import.meta.url), { workerData: { isMeek } })
    busy.add(worker)
    worker.ref()
    return worker
  }

  function give(worker: Worker, isWell: boolean): void {
    busy.delete(worker)
    // By name: a worker listens to itself too.
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
    if (isWell) {
      worker.unref()
      idle.push(worker)
    } else worker.on('error', () => {}).terminate()
    waiting.shift()?.()
  }

  /** `hear` answers what the thread tells with what the task came to, or undefined while it goes on. */
  async function does<Result>(
    task: Task,
    hear: (told: Told, worker: Worker) => Result | undefined,
    { signal }: Watch,
  ): Promise<Result> {
    const worker = await take(signal)
    let isWell = false
    let cut = (): void => {}
    try {
      return await new Promise<Result>((resolve, reject) => {
        cut = () => reject(new CutOff('cut off', { cause: signal?.reason }))
        if (signal?.aborted) return cut()
        signal?.addEventListener('abort', cut, { once: true })
        worker.on('error', reject)
        worker.on('exit', () => reject(new Error('the thread ended')))
        worker.on('message', (told: Told) => {
          if ('failed' in told) {
            isWell = told.isModel
            return reject(told.isModel ? new ModelFailure(told.failed) : new Error(told.failed))
          }
          const result = hear(told, worker)
          if (result === undefined) return
          isWell = true
          resolve(result)
        })
        worker.postMessage(task)
      })
    } finally {
      signal?.removeEventListener('abort', cut)
      give(worker, isWell)
    }
  }

  return {
    /** What was played, packed. Throws a ModelFailure, or a CutOff within milliseconds of the signal. */
    play: (piece: Piece, watch: Watch = {}): Promise<Uint8Array<ArrayBuffer>> =>
      does(
        { play: piece },
        (told) => {
          if ('done' in told) watch.on?.(told.done)
          return 'packed' in told && !('part' in told) ? told.packed : undefined
        },
        watch,
      ),
    /** Walks over the parts that were played; `partOf` brings one, and `keep` is told in order of what was played on the way. */
    walk: async (
      task: WalkTask,
      partOf: (number: number) => Promise<Uint8Array[]>,
      keep: (wanted: Wanted, number: number, packed: Uint8Array) => Promise<void>,
      { signal }: Watch = {},
    ): Promise<Walked> => {
      const stop = new AbortController()
      let kept = Promise.resolve()
      const fail = (failure: unknown): void => stop.abort(failure)
      const walked = await does(
        { walk: task },
        (told, worker) => {
          if ('wants' in told)
            partOf(told.wants).then((part) => worker.postMessage({ part } satisfies Task), fail)
          if ('part' in told) {
            kept = kept.then(() => keep(told.part, told.number, told.packed))
            kept.catch(fail)
          }
          return 'walked' in told ? told.walked : undefined
        },
        { signal: AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]) },
      )
      await kept
      return walked
    },
    close: async (): Promise<void> => {
      await Promise.all([...idle.splice(0), ...busy].map((worker) => worker.terminate()))
    },
  }
}
