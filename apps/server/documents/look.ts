/**
 * Looks into a file in a thread apart, with a limit of memory and of time: what is made to hurt its reader hurts a thread
 * that is ended, and the answer is that it cannot be read.
 */
import { Worker } from 'node:worker_threads'
import { type Checked, Unfit } from '@konbit/formats/files'

const SECONDS = 20
const MEGABYTES = 512
/** So many at once; the others wait their turn. */
const THREADS = 2

export type Looked = { checked: Checked } | { needs: string } | { failed: string }

const idle: Worker[] = []
let busy = 0
const waiting: (() => void)[] = []

/** Throws Unfit with what the file needs. */
export async function lookInto(bytes: Uint8Array, keeps: boolean): Promise<Checked> {
  while (busy >= THREADS) await new Promise<void>((go) => waiting.push(go))
  busy += 1
  try {
    const looked = await inThread(idle.pop() ?? newThread(), bytes, keeps)
    if ('checked' in looked) return looked.checked
    if ('needs' in looked) throw new Unfit(looked.needs)
    throw new Error(looked.failed)
  } finally {
    busy -= 1
    waiting.shift()?.()
  }
}

const newThread = (): Worker =>
  new Worker(new URL('./thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    env: {},
    stdout: true,
    stderr: true,
  })

const inThread = (worker: Worker, bytes: Uint8Array, keeps: boolean): Promise<Looked> =>
  new Promise((done) => {
    let timer: NodeJS.Timeout | undefined
    const end = (looked: Looked, isWell = false): void => {
      clearTimeout(timer)
      worker.off('message', hear).off('error', fail).off('exit', leave)
      if (isWell) {
        worker.unref()
        idle.push(worker)
      } else {
        worker.on('error', () => {}) // its last words
        void worker.terminate()
      }
      done(looked)
    }
    // Its time begins when it does: a thread that has just been made reads its own program first.
    const hear = (said: Looked | 'begun'): void => {
      if (said !== 'begun') {
        end(said, true)
        return
      }
      clearTimeout(timer)
      timer = setTimeout(
        () => end({ needs: 'to be simpler: it could not be read in time' }),
        SECONDS * 1000,
      )
    }
    const fail = (error: { code?: string }): void =>
      end(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? { needs: 'to be simpler: it could not be read with the memory there is' }
          : { failed: String(error) },
      )
    const leave = (): void => end({ failed: 'the thread ended' })
    worker.on('message', hear).on('error', fail).on('exit', leave)
    worker.ref()
    worker.postMessage({ bytes, keeps })
  })
