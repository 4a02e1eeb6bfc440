/**
 * A worker: takes pieces from the queue, plays them in threads, keeps what was played, and walks studies on. One is in the
 * server, on one core at most and behind everything else; others are processes of their own (`konbit work`). Any may die at
 * any time.
 */
import { availableParallelism } from 'node:os'
import type { Connection } from '@konbit/ledger'
import { type ChunkJob, measuredOf, openQueue, type Queue } from './queue.ts'
import { ModelFailure, openThreads } from './threads.ts'
import type { Asked } from './walk.ts'

/** Replications in one piece: a second or so of work, a megabyte or so to keep. */
export const CHUNK_RUNS = 200
const CLEAN_EVERY_MS = 3_600_000

export type Worker = { queue: Queue; close: () => Promise<void> }
type Options = {
  connection: Connection
  /** As many as the machine has cores, unless told. */
  threads?: number
  /** Inside the server: gives way to everything else, and settles what another engine began. */
  isMeek?: boolean
  chunkRuns?: number
  note: (failure: unknown, where: string) => void
  /** Told of each piece that was played. */
  on?: (runs: number) => void
}

/** The caller MUST close it before the database goes. What it was playing then is played by others. */
export async function startWorker({
  connection,
  threads: most = availableParallelism(),
  isMeek = false,
  chunkRuns = CHUNK_RUNS,
  note,
  on = () => {},
}: Options): Promise<Worker> {
  const queue = await openQueue({ connection, note })
  const threads = openThreads(most, { isMeek })

  /** What would fail everywhere ends the study. Everything else is tried again, unless nobody wants it any more. */
  async function heeding(study: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (failure) {
      if (failure instanceof ModelFailure) await queue.fail(study, 'outgrown')
      else throw failure
    }
  }

  async function walk(study: string, signal: AbortSignal): Promise<void> {
    const found = await queue.toWalk(study)
    if (!found) return
    const { asked, parts, open } = found
    if (open.length > 0) {
      await queue.resend(asked, open)
      return
    }
    const walked = await threads.walk(
      { asked, parts, small: chunkRuns },
      (number) => queue.partOf(study, number),
      async (wanted, number, sample) => {
        await queue.addParts(study, asked, number, [wanted], {
          size: wanted.to - wanted.from,
          sample,
        })
        on(wanted.to - wanted.from)
      },
      { signal },
    )
    if ('result' in walked) await queue.finish(study, JSON.stringify(walked.result), walked.digest)
    else await queue.addParts(study, asked, walked.from, walked.wanted, { size: chunkRuns })
  }

  async function chunk(job: ChunkJob, signal: AbortSignal): Promise<void> {
    const piece = await queue.pieceOf(job)
    if (!piece) return
    const { model, from, to, figures } = piece
    const asked = JSON.parse(piece.asked) as Asked
    const measured = measuredOf(piece)
    const sample = await threads.play(
      { model, seed: asked.seed, from, to, measured, ...(figures ? { figures } : {}) },
      { signal },
    )
    await queue.keep(job, asked, sample)
    on(to - from)
  }

  await queue.serve(
    most,
    ({ data, signal }) => heeding(data.study, () => walk(data.study, signal)),
    ({ data, signal }) => heeding(data.study, () => chunk(data, signal)),
  )
  const tidy = async (): Promise<void> => {
    if (isMeek) await queue.disown()
    await queue.revive()
    await queue.clean()
  }
  await tidy()
  const timer = setInterval(
    () => void tidy().catch((failure) => note(failure, 'studies')),
    CLEAN_EVERY_MS,
  )
  timer.unref()
  return {
    queue,
    close: async () => {
      clearInterval(timer)
      await queue.close()
      await threads.close()
    },
  }
}
