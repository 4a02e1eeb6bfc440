/**
 * The press: turns a paper into a typeset, tagged PDF in a thread of its own, one at a time and within a bound of time. A thread that
 * takes too long is ended, and so is one that nobody has needed for a while: the compiler holds much memory.
 */
import { Worker } from 'node:worker_threads'
import type { Paper } from '@konbit/formats/paper'

export const PRESS_MS = 45_000
/** So many wait at most. */
const QUEUE_MAX = 12
const IDLE_MS = 60_000

export type Pressed = { pdf: Uint8Array } | { failed: string }
type Waiting = { paper: Paper; settle: (pressed: Pressed | 'timed-out') => void }

const waiting: Waiting[] = []
let worker: Worker | undefined
let busy: Waiting | undefined
let clock: NodeJS.Timeout | undefined

/** The bytes of a PDF: the same for the same paper. `full` when too many wait already. */
export function press(paper: Paper): Promise<Pressed | 'timed-out' | 'full'> {
  if (waiting.length >= QUEUE_MAX) return Promise.resolve('full')
  return new Promise((resolve) => {
    waiting.push({ paper, settle: resolve })
    next()
  })
}

function next(): void {
  if (busy) return
  clearTimeout(clock)
  busy = waiting.shift()
  if (!busy) {
    clock = setTimeout(stop, IDLE_MS)
    clock.unref()
    return
  }
  if (!worker) {
    worker = new Worker(new URL('./pressThread.ts', import.meta.url))
    worker.on('message', (pressed: Pressed) => done(pressed))
    worker.on('error', (failure) => {
      stop()
      done({ failed: String(failure) })
    })
  }
  worker.ref()
  clock = setTimeout(() => {
    stop()
    done('timed-out')
  }, PRESS_MS)
  worker.postMessage(busy.paper)
}

function done(pressed: Pressed | 'timed-out'): void {
  const settled = busy
  busy = undefined
  worker?.unref()
  settled?.settle(pressed)
  next()
}

function stop(): void {
  const ended = worker
  worker = undefined
  ended?.removeAllListeners()
  void ended?.on('error', () => {}).terminate()
}
