/**
 * A pool of players. Work is a range of replications; what is more urgent goes first, what was dropped is never begun, and
 * what was already under way is thrown away when it comes. A player that breaks down is replaced, and its work begun again.
 */
import { cutOf, digestFrom, type Model, type Sample } from '@konbit/planner'
import { type Ask, MODELS_KEPT, type Told } from './ask.ts'
import { pieces } from './course.ts'

export type Player = Pick<Worker, 'postMessage' | 'terminate'> & {
  onmessage: ((event: MessageEvent<Told>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}
export type Wanted = {
  model: Model
  seed: string
  from: number
  to: number
  figures?: readonly string[] | undefined
}
export type Pool = {
  size: number
  /** The smaller `urgency` goes first. Rejects with a `Dropped` once the signal aborts. */
  play: (wanted: Wanted, urgency: number, signal: AbortSignal) => Promise<Sample>
  digest: (sample: Sample, signal: AbortSignal) => Promise<string>
  close: () => void
}
export class Dropped extends Error {}

type Task = {
  /** Made when it is begun, so that nothing is copied that is never asked. */
  ask: () => Ask
  model?: Model
  urgency: number
  tries: number
  signal: AbortSignal
  give: (told: Told) => void
  fail: (cause: Error) => void
}
/** `told`: by their numbers, the models this player was sent. */
type Seat = { player: Player; told: Set<number>; task?: Task | undefined }

const TRIES = 3
/** After the picture, before what one more of each buys. */
const DIGEST_URGENCY = 2

export function openPool(size: number, hire: () => Player): Pool {
  const numbers = new WeakMap<Model, number>()
  let lastNumber = 0
  let waiting: Task[] = []
  let closed = false
  const seats: Seat[] = []

  const numberOf = (model: Model): number => {
    const there = numbers.get(model)
    if (there !== undefined) return there
    lastNumber += 1
    numbers.set(model, lastNumber)
    return lastNumber
  }

  function seated(): Seat {
    const seat: Seat = { player: hire(), told: new Set() }
    listen(seat)
    return seat
  }

  function listen(seat: Seat): void {
    seat.player.onmessage = ({ data }) => {
      const { task } = seat
      seat.task = undefined
      if (task && !task.signal.aborted)
        if ('failed' in data) task.fail(new Error(data.failed))
        else task.give(data)
      next()
    }
    seat.player.onerror = (event) => {
      event.preventDefault?.()
      const { task } = seat
      seat.player.terminate()
      seat.task = undefined
      if (closed) return
      seat.player = hire()
      seat.told = new Set()
      listen(seat)
      if (task && task.tries < TRIES) waiting.unshift({ ...task, tries: task.tries + 1 })
      else task?.fail(new Error(event.message || 'worker'))
      next()
    }
  }

  function next(): void {
    waiting = waiting.filter(({ signal }) => !signal.aborted)
    for (const seat of seats) {
      if (seat.task || waiting.length === 0) continue
      const least = Math.min(...waiting.map(({ urgency }) => urgency))
      const [task] = waiting.splice(
        waiting.findIndex(({ urgency }) => urgency === least),
        1,
      ) as [Task]
      seat.task = task
      if (task.model) {
        const know = numberOf(task.model)
        if (!seat.told.has(know)) {
          seat.told.add(know)
          for (const old of [...seat.told].slice(0, -MODELS_KEPT)) seat.told.delete(old)
          seat.player.postMessage({ know, model: task.model } satisfies Ask)
        }
      }
      seat.player.postMessage(task.ask())
    }
  }

  const asked = (
    ask: () => Ask,
    urgency: number,
    signal: AbortSignal,
    model?: Model,
  ): Promise<Told> =>
    new Promise((give, fail) => {
      const drop = (): void => fail(new Dropped())
      if (signal.aborted || closed) return drop()
      signal.addEventListener('abort', drop, { once: true })
      // Only as many are hired as there is work for.
      if (seats.length < size && seats.every(({ task }) => task)) seats.push(seated())
      waiting.push({ ask, urgency, signal, give, fail, tries: 1, ...(model ? { model } : {}) })
      next()
    })

  return {
    size,
    async play({ model, seed, from, to, figures }, urgency, signal) {
      const ask: Ask = { play: numberOf(model), seed, from, to, figures }
      return ((await asked(() => ask, urgency, signal, model)) as { sample: Sample }).sample
    },
    async digest(sample, signal) {
      const hashes = await Promise.all(
        pieces(sample.from, sample.to, size).map(async ([from, to]) => {
          const told = await asked(
            () => ({ hash: cutOf(sample, from, to) }),
            DIGEST_URGENCY,
            signal,
          )
          return (told as { hashes: Uint8Array }).hashes
        }),
      )
      return digestFrom(sample, hashes)
    },
    close() {
      closed = true
      waiting = []
      for (const { player } of seats) player.terminate()
    },
  }
}
