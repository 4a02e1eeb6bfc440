/**
 * What plays: one thread, one thing at a time. It plays a range of indices and hands back what was played, packed; or it walks
 * a study over what was played, asking for each part by its number, and hands back what is wanted next, or the result.
 */
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { Measured, Model } from '@konbit/planner'
import {
  type Answer,
  type Asked,
  answerJoined,
  answerPacked,
  played,
  type Walked,
  type Wanted,
  walked,
} from './walk.ts'

/** A range of a model, which is its JSON here. */
export type Piece = {
  model: string
  seed: string
  from: number
  to: number
  figures?: readonly string[] | undefined
  measured?: Measured | undefined
}
/** `parts` were played; of what is not, ranges no longer than `small` are played on the way. */
export type WalkTask = { asked: Asked; parts: number; small: number }
export type Task = { play: Piece } | { walk: WalkTask } | { part: Uint8Array[] }
export type Told =
  | { done: number }
  | { packed: Uint8Array<ArrayBuffer> }
  | { wants: number }
  /** Of a walk: what it played itself. */
  | { part: Wanted; number: number; packed: Uint8Array<ArrayBuffer> }
  | { walked: Walked }
  /** `isModel`: it would fail again wherever it was played. */
  | { failed: string; isModel: boolean }

const port = parentPort
if (!port) throw new Error('thread.ts is started as a thread')

/** Behind everything else that this machine has to do. Only Linux gives a thread a priority of its own. */
if ((workerData as { isMeek: boolean }).isMeek) {
  try {
    setPriority(Number(/task\/(\d+)/.exec(readlinkSync('/proc/thread-self'))?.[1]), 19)
  } catch {}
}

const TOLD_EVERY_MS = 200
/** The model of the last piece, by its text: the pieces of a study come one after the other. */
let last: { text: string; model: Model } | undefined
let handed: (pieces: Uint8Array[]) => void = () => {}

port.on('message', (task: Task) => {
  if ('part' in task) handed(task.part)
  else void does(task)
})

async function does(task: Exclude<Task, { part: unknown }>): Promise<void> {
  try {
    if ('play' in task) piece(task.play)
    else
      tell({
        walked: await walked(task.walk.asked, (wanted, number) => part(wanted, number, task.walk)),
      })
  } catch (failure) {
    tell({ failed: String(failure), isModel: failure instanceof RangeError })
  }
}

function piece({ model: text, seed, ...range }: Piece): void {
  if (last?.text !== text) last = { text, model: JSON.parse(text) as Model }
  let toldAt = performance.now()
  const answer = played({ ...range, model: last.model }, seed, (done) => {
    const now = performance.now()
    if (now - toldAt > TOLD_EVERY_MS) {
      toldAt = now
      tell({ done })
    }
    return true
  })
  const bytes = answerPacked(answer)
  tell({ packed: bytes }, [bytes.buffer])
}

async function part(
  wanted: Wanted,
  number: number,
  { asked, parts, small }: WalkTask,
): Promise<Answer | undefined> {
  if (number < parts) {
    const pieces = await new Promise<Uint8Array[]>((resolve) => {
      handed = resolve
      tell({ wants: number })
    })
    return answerJoined(pieces, wanted)
  }
  if (wanted.to - wanted.from > small) return undefined
  const answer = played(wanted, asked.seed)
  const bytes = answerPacked(answer)
  tell({ part: wanted, number, packed: bytes }, [bytes.buffer])
  return answer
}

const tell = (what: Told, transfer: ArrayBuffer[] = []): void => port.postMessage(what, transfer)
