/**
 * The course of a study in the browser: a few replications at once, so that there is something to see, then more in growing
 * steps until the wanted number. Each step is split among the players; what comes back is joined by index.
 */
import { joined, type Sample } from '@konbit/planner'
import type { Pool, Wanted } from './pool.ts'

/** Enough for a first picture of a band, which lasts for a moment. */
export const FIRST = 32
/** A player is never busy longer than a few of these with work that nobody wants any more. */
const PIECE = 8

/** Where to stop and show: 32, 128, 512 and so on, the last being what was asked for. */
export function steps(runs: number): number[] {
  const found: number[] = []
  for (let at = FIRST; at < runs; at *= 4) found.push(at)
  return [...found, runs]
}

/** A range in pieces small enough to be overtaken, one for each player at least. */
export function pieces(from: number, to: number, players: number): (readonly [number, number])[] {
  const size = Math.max(1, Math.min(PIECE, Math.ceil((to - from) / players)))
  return Array.from({ length: Math.ceil((to - from) / size) }, (_, i) => [
    from + i * size,
    Math.min(to, from + (i + 1) * size),
  ])
}

/** Plays one range, split among the players. */
export async function spread(
  pool: Pool,
  wanted: Wanted,
  urgency: number,
  signal: AbortSignal,
  onDone: (runs: number) => void = () => undefined,
): Promise<Sample> {
  return joined(
    await Promise.all(
      pieces(wanted.from, wanted.to, pool.size).map(async ([from, to]) => {
        const sample = await pool.play({ ...wanted, from, to }, urgency, signal)
        onDone(to - from)
        return sample
      }),
    ),
  )
}

/** Calls `onSample` with all replications up to each step, and `onDone` whenever some more have been played. */
export async function refine(
  pool: Pool,
  wanted: Omit<Wanted, 'from' | 'to'>,
  runs: number,
  signal: AbortSignal,
  onSample: (sample: Sample) => void,
  onDone: (runs: number) => void,
): Promise<void> {
  let sample: Sample | undefined
  let done = 0
  for (const to of steps(runs)) {
    const from = sample?.to ?? 0
    const more = await spread(
      pool,
      { ...wanted, from, to },
      from === 0 ? 0 : 1,
      signal,
      (count) => {
        done += count
        onDone(done)
      },
    )
    sample = sample ? joined([sample, more]) : more
    onSample(sample)
  }
}
