/** What the page and a player say to each other. A model is sent once under a number, then only its number is. */
import type { Model, Sample } from '@konbit/planner'

/** So many models a player keeps; the pool counts along, so that it tells of an older one again. */
export const MODELS_KEPT = 40

export type Ask =
  | { know: number; model: Model }
  | {
      play: number
      seed: string
      from: number
      to: number
      figures?: readonly string[] | undefined
    }
  | { hash: Sample }

export type Told = { sample: Sample } | { hashes: Uint8Array<ArrayBuffer> } | { failed: string }
